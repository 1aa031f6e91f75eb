"""What tells that an event is not of the time at which the story stands.

It was before the story or came after it, is said by those who write today, or sums up a whole war or life.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dateline.engines.events.dispatch import Dispatch
from dateline.engines.events.frame import Frame
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.events.story_points import StoryPoints
from dateline.engines.syntax import Syntax
from dateline.engines.time.narrative_data import NarrativeData
from dateline.engines.time.tenses import helped, in_tense
from dateline.engines.time.widening import WITHIN_DAY
from dateline.layers import Sentence, StoryPoint, article_of

_WAR = 1000  # dead or wounded from which a count may be that of a whole war


class OffStory:
    """Reads such words and tenses in one Doc."""

    def __init__(
        self,
        doc: Doc,
        line: StoryPoints,
        dispatch: Dispatch,
        syntax: Syntax,
        behaviour: Behaviour,
        narrative: NarrativeData,
    ) -> None:
        self.doc, self.line, self.dispatch = doc, line, dispatch
        self.syntax, self.behaviour, self.narrative = syntax, behaviour, narrative

    def was_before(self, frame: Frame) -> bool:
        """Whether the words around an event say that it was before the story ("had previously refused")."""
        rule, head = self.narrative.pluperfect, frame.head
        subjects = [c for c in head.lefts if c.dep_ in self.syntax.subject | self.syntax.passive_subject]
        behind = min((t.i for t in subjects), default=head.i)  # "Initially they ..." goes on from the story
        if any(c.lower_ in rule.get("adverbs", ()) and c.i > behind for c in head.children):
            return not in_tense(head, self.narrative.present)
        near = [head] if head.pos_ == "NOUN" else []
        if helped(head, rule):
            near += subjects
        return any(c.lower_ in rule.get("adjectives", ()) for noun in near for c in noun.lefts)

    def comes_later(self, noun: Token) -> bool:
        """Whether the words around a noun say that it came after what is told ("prior to the invasion").

        What came "just before" it is of its time.
        """
        rule, above = self.narrative.later, noun.head
        governed = noun.dep_ in self.syntax.preposition_object
        before = above.lower_ in rule.get("before", ()) or above.head.lower_ in rule.get("prior", ())
        later = any(c.lower_ in rule.get("adjectives", ()) for c in noun.lefts)
        return noun.pos_ == "NOUN" and (later or (governed and before and not any(above.lefts)))

    def is_of_today(self, frame: Frame, source: Sentence | None) -> bool:
        """Whether a word is said as the text is written ("a historian notes", "they have argued") of what is past."""
        verb, narrative = frame.head, self.narrative
        if source is None or verb.pos_ != "VERB" or self.dispatch.last_written(verb) is not None:
            return False
        past, told = narrative.pluperfect["tags"], self.doc[source.first : source.last].root
        if told.tag_ not in past and all(c.tag_ not in past for c in told.children if c.pos_ == "AUX"):
            return False
        lately = frame.sense.type in self.behaviour.opinions and in_tense(verb, narrative.perfect)
        return lately or (frame.sense.type in self.behaviour.spoken and in_tense(verb, narrative.present))

    def sums_up(self, frame: Frame) -> bool:
        """Whether the event is the loss told by a main clause ("by then, 2,000 had died")."""
        told = frame.head.dep_ in self.syntax.complement and frame.head.head.i < frame.head.i
        return frame.sense.type in self.behaviour.absorbed and not told

    def counts_all(self, frame: Frame, point: StoryPoint, sentence: Sentence) -> bool:
        """Whether the event is a toll in thousands: that of a whole war rather than of a day.

        Who is said to kill or lose so many, right behind a day, does so then.
        """
        if frame.sense.type not in self.behaviour.tolls:
            return False
        before = self.doc._.sentences[max(0, sentence.index - 1)]
        words = {t.lower_ for t in self.doc[before.first : sentence.last]}
        passive = any(c.dep_ in self.syntax.passive_auxiliary for c in frame.head.children)
        done = not passive and not in_tense(frame.head, self.narrative.perfect)
        if done and self.line.follows(point, sentence, WITHIN_DAY) and not words & self.narrative.wholes:
            return False
        counted = (t for slot in frame.slots.values() for t in slot)
        numbers = (c.text.replace(",", "") for t in counted for c in (t, *t.children))
        return any(n.isdigit() and int(n) >= _WAR for n in numbers)

    def is_in_a_life(self, sentence: Sentence) -> bool:
        """Whether the sentence counts time by somebody's life ("at the age of 19")."""
        lives = self.narrative.lives
        return (
            lives is not None
            and lives.search(article_of(self.doc).text[sentence.start : sentence.end]) is not None
        )
