"""Who takes what a text tells nobody to take ("Homs fell"), in a war of two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from dateline.engines.events.candidates import Candidates
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.syntax import Forms, Syntax, verb_above
from dateline.layers import ActorMention, Event, in_sentences

# How many sentences back the last act may lie whose sides go on in one that names nobody.
STORY_REACH = 3
# How many back the fight may lie that "the fighting" goes on.
FIGHT_REACH = 1
# How many places one camp must have taken, and how many times as many as the other, for nameless takings to be its.
WINS, MARGIN = 3, 3


class Takers(Candidates):
    """Tells the takers in one document; made anew for each."""

    def __init__(self, doc: Doc, events: Sequence[Event], syntax: Syntax, behaviour: Behaviour) -> None:
        super().__init__(doc, events, syntax, behaviour)
        self.forms = Forms.load(doc.lang_)
        # Who was attacked last, and in which sentence.
        self._last: tuple[int, str] | None = None
        # Who took a place last, by the name of the place, and in which sentence.
        self._holders: dict[str, tuple[str, int]] = {}
        self._winner: str | None = None

    def _winning(self, events: Iterable[Event]) -> str | None:
        """The camp that takes nearly all the places that are taken by anybody, in a war of two."""
        takers = ({self.sides.side(m.actor) for m in doers(e)} for e in events if e.type == "capture")
        losers = Counter(name for sides in takers if (name := self.sides.other_of_two(sides)))
        (loser, most), (_, less) = [*losers.most_common(), ("", 0), ("", 0)][:2]
        return self.sides.other_of_two({loser}) if most >= WINS and most >= MARGIN * less else None

    def _taker(self, event: Event, head: Token) -> str | None:
        """Who takes it: it is lost by those who give way, else by those who took it before.

        Else by the state on whose soil it lies if a state attacks it, else by those who were attacked just before.
        A noun takes up how those came by the place who hold it by now ("after the fall of Homs").
        """
        taken, noun = event.type == "capture", head.pos_ == "NOUN"
        near = self._last is not None and event.sentence - self._last[0] <= STORY_REACH
        attacked = self._last[1] if self._last is not None and near else None
        giving_way = {side for sentence, side in self._gave_way if sentence == event.sentence}
        leaving = self.sides.other_of_two(giving_way) if taken else None
        if leaving is not None:
            return leaving  # "was retaken after the army had pulled back"
        if self._countering(head):
            return attacked
        holder, since = self._holders.get(self._place(event), (self._invaded(event), -1))
        if since >= 0 and noun and self.forms.lemma(head) not in self.forms.words["retaking"]:
            if taken or since == event.sentence:
                return holder
            if event.type != "siege":
                return None
        if holder is not None:
            return self.sides.other_of_two({holder})
        if taken and self._winner is not None:
            return self._winner
        return self.sides.other_of_two({attacked}) if attacked is not None else None

    def _anothers(self, event: Event, head: Token, taker: str) -> bool:
        """Whether a noun tells of the act of somebody else ("X turned to raids"), or of one upon the taker."""
        if head.pos_ != "NOUN":
            return False
        s, verb = self.syntax, verb_above(head)
        for mention in in_sentences(self.doc._.actors, event.sentence, event.sentence):
            token, own = self.doc[mention.head], self.sides.side(mention.actor)
            does = token.dep_ in s.subject and token.head == verb and not head.is_ancestor(token)
            if (does and own != taker) or (head.is_ancestor(token) and own == taker):
                return True
        return False

    def _countering(self, head: Token) -> bool:
        """Whether an act is one of those who were attacked before; its name may be written in three tokens."""
        texts = (head.lower_, self.doc[max(head.i - 2, 0) : head.i + 1].text.lower())
        return not self.forms.words["countering"].isdisjoint(texts)

    def _done(self, head: Token, falls: bool) -> bool:
        """Whether the clause says who does what a verb tells, even if that is no actor known.

        With `falls` a subject does not, but an object or those to whom it falls do ("the town fell to the Union").
        """
        labels = self.syntax.agent | (self.syntax.object if falls else self.syntax.subject)
        yielded = self.forms.prepositions["yielded"] if falls else frozenset()
        return head.pos_ == "VERB" and any(
            c.dep_ in labels or (c.dep_ in self.syntax.preposition and self.forms.lemma(c) in yielded)
            for c in head.children
        )

    def _invaded(self, event: Event) -> str | None:
        """The state on whose soil an event is, in a war of two states."""
        if (
            event.place is None
            or self.sides.camps is None
            or not all(c[0].startswith("state:") for c in self.sides.camps)
        ):
            return None
        own = f"state:{(self.doc._.places[event.place].place.country or '').lower()}"
        return own if any(own == camp[0] for camp in self.sides.camps) else None

    def _place(self, event: Event) -> str:
        """The name of the place of an event; empty if it has none."""
        return "" if event.place is None else self.doc._.places[event.place].place.name


def doers(event: Event) -> list[ActorMention]:
    """Those of whom an event says itself that they do it."""
    return [a.mention for a in event.arguments if a.role == "initiator" and a.mention.via != "implied"]
