"""Times that are only those of the last event like the one told ("the worst raid since the battle of 1994")."""

from __future__ import annotations

from itertools import takewhile

from spacy.tokens import Token

from dateline.engines.syntax import Forms, Syntax
from dateline.engines.time.narrative_data import NarrativeData


def outdone(event: Token, time: int, syntax: Syntax, forms: Forms, rules: NarrativeData) -> bool:
    """Whether the time that begins at a token stands behind "since", and words before that rank the event."""

    def goes_on(word: Token) -> bool:
        return word.pos_ not in ("VERB", "AUX") or word.dep_ in syntax.modifier

    def ranks(word: Token) -> bool:
        highest = word.tag_ in forms.tags["superlative"] and word.dep_ in syntax.modifier
        return highest or word.lower_ in rules.aside.get("ranks", ())

    behind = takewhile(lambda t: goes_on(t) and not t.is_punct, reversed(event.doc[event.i : time]))
    since = next((t for t in behind if t.lower_ in rules.since), None)
    if since is None:
        return False
    return any(ranks(t) for t in takewhile(goes_on, reversed(event.doc[event.sent.start : since.i])))
