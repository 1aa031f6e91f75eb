"""Whether an event goes on from the very sentence that told the time: then it has its day, not only its month."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spacy.tokens import Doc, Token

from dateline.engines.events.dispatch import Dispatch
from dateline.engines.events.frame import Frame
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.events.story_points import StoryPoints
from dateline.engines.labelled import label_of
from dateline.engines.syntax import Forms, Syntax, first_conjunct
from dateline.engines.time.narrative_data import NarrativeData
from dateline.engines.time.tempo import on_its_day
from dateline.engines.time.tenses import helped
from dateline.layers import Sentence, StoryPoint, article_of, in_sentences, sentence_of


class SameDay:
    """Follows the sentences of one Doc that go on from a day; `clauses` gives the verbs whose time a word shares."""

    def __init__(
        self,
        doc: Doc,
        line: StoryPoints,
        dispatch: Dispatch,
        syntax: Syntax,
        forms: Forms,
        behaviour: Behaviour,
        narrative: NarrativeData,
        clauses: Callable[[Token], list[Token]],
    ) -> None:
        self.doc, self.line, self.dispatch, self.clauses = doc, line, dispatch, clauses
        self.syntax, self.forms, self.behaviour, self.narrative = syntax, forms, behaviour, narrative
        self._scene: tuple[StoryPoint, int] | None = None  # the last sentence that goes on from a day
        self._heads: frozenset[int] = frozenset()  # of the events of the sentence

    def enter(self, frames: Iterable[Frame]) -> None:
        """Make a sentence with these events current."""
        self._heads = frozenset(t.i for frame in frames for t in frame.tokens)

    def goes_on(self, point: StoryPoint, frame: Frame, sentence: Sentence) -> bool:
        """Whether the event goes on from the very sentence that set the time.

        That is: the same paragraph of a series of dispatches, the same sentence, or the next if it opens with a
        pronoun, only counts the losses, answers, says what a side claims, or points back. A sentence that goes on so
        may be followed by another that does.
        """
        source = self.line.source(point)
        if source is None:
            return False
        if source.index == sentence.index or self.dispatch.goes_on(source, frame, sentence):
            return True
        gone_on = self._scene is not None and self._scene[0] is point
        last = self._scene[1] if self._scene and gone_on else source.index
        near = sentence.index - last in (0, 1) and source.block == sentence.block
        undated = not in_sentences(self.doc._.timexes, sentence.index, sentence.index)
        if near and undated and (self.is_claimed(frame) or self._points_here(frame)):
            self._scene = point, sentence.index
            return True
        at = self.line.at(point.start)
        on_day = on_its_day(self.line.chronology.story, at) if source.block == sentence.block else None
        if near and undated and self._on_first_day(sentence):
            return True
        goes_on = self._opens_with_pronoun(sentence, actor=True) or self._is_on_incident(sentence)
        goes_on = goes_on and undated and source.index == sentence.index - 1
        if on_day is not None and not (self._stands_apart(sentence) or goes_on):
            return on_day
        if not near or self._stands_apart(sentence):
            return False
        if goes_on or self._opens_with_pronoun(sentence):
            self._scene = point, sentence.index
            return True
        return source.index == sentence.index - 1 and frame.sense.type in (
            self.behaviour.absorbed | self.behaviour.answers
        )

    def is_claimed(self, frame: Frame) -> bool:
        """Whether an event is a blow or a loss of which a side speaks ("denied that its guns had fired first")."""
        verb = next(iter(self.clauses(frame.head)), None)
        if verb is None or frame.sense.type not in self.behaviour.fights - self.behaviour.slow:
            return False
        label = label_of(self.doc, sentence_of(frame.head))
        if label is not None and label.colon < verb.i:
            return True
        verb = first_conjunct(verb, self.syntax)
        above = verb.head
        said = verb.dep_ in self.syntax.complement and above.i < verb.i
        said = said and above.lemma_ in self.narrative.spoken.get("claims", ())
        return said and not helped(above, self.narrative.pluperfect)

    def _points_here(self, frame: Frame) -> bool:
        """Whether an event is, or is done to or on, what the words point at ("this attack", "on this occasion")."""
        near, occasions = [frame.head], self.narrative.spoken.get("occasions", ())
        for child in frame.head.children:
            near += child.children if child.dep_ in self.syntax.preposition else [child]
        pointed = (t for t in near if any(c.lower_ in self.forms.words["pointing"] for c in t.lefts))
        heads = (t for t in pointed if t.pos_ == "NOUN")
        return any(t.i in self._heads or t.lower_ in occasions for t in heads)

    def _stands_apart(self, sentence: Sentence) -> bool:
        """Whether a sentence opens with a time of its own that nobody has reckoned ("After his escape, he")."""
        return self.doc[sentence.first].lower_ in self.forms.prepositions["separate"]

    def _is_on_incident(self, sentence: Sentence) -> bool:
        """Whether the sentence tells more of what was told just before ("the incident was the work of gunmen")."""
        occasions, definite = self.narrative.spoken.get("occasions", ()), self.forms.words["definite"]
        nouns = (t for t in self.doc[sentence.first : sentence.last] if t.lower_ in occasions)
        return any(c.lower_ in definite for noun in nouns for c in noun.lefts)

    def _on_first_day(self, sentence: Sentence) -> bool:
        """Whether the sentence tells of the day on which what is told began ("on the first day of battle")."""
        words = self.narrative.first_day
        text = article_of(self.doc).text[sentence.start : sentence.end]
        return words is not None and words.search(text) is not None

    def _opens_with_pronoun(self, sentence: Sentence, actor: bool = False) -> bool:
        """Whether a pronoun is the first subject; with `actor` that of the main clause, and not "it"."""
        subjects = self.syntax.subject | self.syntax.passive_subject
        subject = next((t for t in self.doc[sentence.first : sentence.last] if t.dep_ in subjects), None)
        if subject is None or subject.pos_ != "PRON":
            return False
        neuter = subject.lower_ in self.forms.words["neuter"]
        return not actor or (subject.head.dep_ in self.syntax.root and not neuter)
