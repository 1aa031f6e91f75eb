"""Reads figures of loss and gives them to events."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from dateline.engines.losses.counters import Counters
from dateline.engines.losses.finder import Figure, Losses
from dateline.engines.losses.sides import UNBOUND, Sides
from dateline.engines.mentions import Mentions, cover
from dateline.layers import Casualty, CasualtyKind, Event, Sentence
from dateline.stages.base import Stage

_SENTENCES = 3  # how many sentences back the event of a toll may stand
_LISTED = 3  # tokens between two figures of one list, at most
_YIELD = 4  # steps in the parse that a weak carrier must be nearer to be preferred
_ARRANGED = frozenset({"released", "displaced"})  # losses that are agreed on before they happen
_INTENDED = frozenset(
    {"planned", "requested", "hypothetical"}
)  # "promised to release 20": the figure of an event to come
_UNREAL = frozenset({"negated", "planned", "requested", "hypothetical"})


class CasualtiesStage(Stage[list[Casualty]]):
    """Adds the layer `casualties`, in text order.

    A figure belongs to the event of its own word ("killing"), else to the nearest event of its sentence
    that can carry it, else to the last such event of the sentence before, in the same paragraph. A figure
    without an event stays in the layer with the event -1 (`unbound_figures`).
    """

    layer = "casualties"

    def __init__(self, lang: str) -> None:
        self.losses = Losses.load(lang)
        table = self.losses.table
        self.carriers = {kind: frozenset(types) for kind, types in table["carriers"].items()}
        self.weak = frozenset(table["weak"]["types"])
        self.captives = frozenset(table["captives"])
        self.sides = Sides(self.losses, table)
        cues = self.losses.scope.words
        self.counters = Counters(
            cues,
            frozenset((*table["tallies"], *table["revising"])),
            cues.sets["hearsay"] | frozenset(table["sums"]),
        )
        self.parting = frozenset(table["parting"])
        self.joins = frozenset(table["joins"])
        self.by_event: dict[str, dict[str, CasualtyKind]] = table["by_event"]

    def predict(self, doc: Doc) -> list[Casualty]:
        """The figures of this Doc."""
        mentions = Mentions(doc, self.losses.scope.syntax)
        events: dict[int, list[int]] = defaultdict(list)
        for index, event in enumerate(doc._.events):
            events[event.sentence].append(index)
        dates = _tokens_of_dates(doc)
        out: list[Casualty] = []
        for sentence in doc._.sentences:
            if sentence.heading:
                continue
            here = {doc._.events[i].head: doc._.events[i].type for i in events[sentence.index]}
            before: tuple[Figure, Casualty] | None = None
            last = out[-1] if out and self._goes_on(doc, out[-1], sentence) else None
            for figure in self.losses.find(doc, sentence.first, sentence.last, mentions, dates, here):
                if figure.again:
                    casualty = self._revised(doc, figure, before[1] if before else last, mentions)
                else:
                    casualty = self._casualty(doc, figure, sentence, events, mentions, before)
                if casualty is not None:
                    out.append(casualty)
                    before = figure, casualty
        return out

    def _casualty(
        self,
        doc: Doc,
        figure: Figure,
        sentence: Sentence,
        events: dict[int, list[int]],
        mentions: Mentions,
        before: tuple[Figure, Casualty] | None,
    ) -> Casualty | None:
        """The figure bound to its event; None for a loss that was only planned, feared or denied."""
        own = self._own(doc, figure.word, events[sentence.index])
        said = self.losses.scope.read(figure.word, (figure.word.i,), "", mentions)
        kept = _INTENDED if own is not None and figure.kind in _ARRANGED else frozenset()
        if said.status in _UNREAL - kept and figure.best:
            return None
        event = self._listed(doc, figure, before) if own is None else own
        if event is None:
            event = self._nearest(doc, figure, sentence, events)
        last = doc[figure.last]
        kind = figure.kind
        if kind == "displaced" and self.losses.scope.forms.lemma(last) in self.captives:
            kind = "released"  # prisoners who escape
        if event != UNBOUND:
            kind = self.by_event.get(doc._.events[event].type, {}).get(kind, kind)
        return Casualty(
            event,
            kind,
            figure.low,
            figure.best,
            figure.high,
            doc[figure.first].idx,
            last.idx + len(last),
            self.sides.victims(doc, figure, event, self._near(doc, sentence, events)),
            said.source or self.counters.of(doc[figure.after - 1], figure.word, mentions),
        )

    @staticmethod
    def _goes_on(doc: Doc, last: Casualty, sentence: Sentence) -> bool:
        """Whether a sentence stands close enough to the last figure to speak of it again."""
        first = doc._.sentences[max(0, sentence.index - _SENTENCES)]
        return bool(last.start >= first.start)

    def _revised(
        self, doc: Doc, figure: Figure, told: Casualty | None, mentions: Mentions
    ) -> Casualty | None:
        """Another number for the loss told last; None if no loss has been told."""
        if told is None:
            return None
        last = doc[figure.last]
        counter = self.counters.of(doc[figure.after - 1], doc[figure.first], mentions)
        span = doc[figure.first].idx, last.idx + len(last)
        return replace(
            told,
            low=figure.low,
            best=figure.best,
            high=figure.high,
            start=span[0],
            end=span[1],
            claimed_by=counter,
        )

    def _listed(self, doc: Doc, figure: Figure, before: tuple[Figure, Casualty] | None) -> int | None:
        """The event of the figure right before in one list: "lost 60 killed, 80 wounded and 50 captured"."""
        if before is None or before[1].event == UNBOUND:
            return None
        last, casualty = before
        between = doc[max(last.last, last.word.i) + 1 : figure.first]
        if len(between) > _LISTED or not all(t.lower_ in self.joins for t in between):
            return None
        carries = doc._.events[casualty.event].type in self.carriers[figure.kind]
        return casualty.event if carries else None

    def _near(self, doc: Doc, sentence: Sentence, events: dict[int, list[int]]) -> list[int]:
        """The events of a sentence and, in one paragraph, of the one before."""
        near = [*events[sentence.index]]
        if sentence.index and doc._.sentences[sentence.index - 1].block == sentence.block:
            near += events[sentence.index - 1]
        return near

    @staticmethod
    def _own(doc: Doc, word: Token, candidates: list[int]) -> int | None:
        """The event whose trigger is the word of loss itself."""
        for index in candidates:
            event: Event = doc._.events[index]
            if event.head == word.i or event.start <= word.idx < event.end:
                return index
        return None

    def _nearest(self, doc: Doc, figure: Figure, sentence: Sentence, events: dict[int, list[int]]) -> int:
        """The carrier nearest by the parse, then by words; else the last one told before in the paragraph.

        Sentences between that tell no event but their figures are passed over.
        """
        types = self.carriers[figure.kind]
        here = [i for i in events[sentence.index] if doc._.events[i].type in types]
        if here:
            return min(here, key=lambda i: self._farness(doc, figure.word, doc._.events[i]))
        for before in range(sentence.index - 1, max(-1, sentence.index - 1 - _SENTENCES), -1):
            if doc._.sentences[before].block != sentence.block:
                break
            there = [i for i in events[before] if doc._.events[i].type in types]
            if there:
                return next((i for i in reversed(there) if doc._.events[i].type not in self.weak), there[-1])
            if events[before]:
                break
        return UNBOUND

    def _farness(self, doc: Doc, word: Token, event: Event) -> tuple[int, int, int, int]:
        """How far an event is from a word of loss; a weak carrier is some steps farther.

        What a semicolon parts is farther than anything else.

        Of one act at several places ("beaten at A and at B, where they lost 60 men") the nearest place counts.
        """
        steps, words = _distance(word, doc[event.head])
        place = doc._.places[event.place] if event.place is not None and not event.place_inherited else None
        apart = abs(word.i - place.head) if place is not None else 0
        low, high = sorted((word.i, event.head))
        parted = sum(token.text in self.parting for token in doc[low:high])
        return parted, steps + (_YIELD if event.type in self.weak else 0), words, apart


def unbound_figures(doc: Doc) -> list[Casualty]:
    """Figures of loss that no event carries; the text says them, no record can hold them."""
    return [casualty for casualty in doc._.casualties if casualty.event == UNBOUND]


def _distance(word: Token, trigger: Token) -> tuple[int, int]:
    """Steps between two tokens of a sentence in the parse, and in words."""
    above = [word, *word.ancestors]
    depth = {token.i: steps for steps, token in enumerate(above)}
    for steps, token in enumerate([trigger, *trigger.ancestors]):
        if token.i in depth:
            return steps + depth[token.i], abs(word.i - trigger.i)
    return len(above) + 100, abs(word.i - trigger.i)


def _tokens_of_dates(doc: Doc) -> set[int]:
    """Tokens of the time expressions, whose numbers count no one."""
    out: set[int] = set()
    for timex in doc._.timexes or ():
        span = cover(doc, timex.start, timex.end)
        out.update(range(span.start, span.end))
    return out


@Language.factory(
    "dateline_casualties",
    requires=["doc._.sentences", "doc._.timexes", "doc._.actors", "doc._.events"],
    assigns=["doc._.casualties"],
)
def make_casualties(nlp: Language, name: str) -> CasualtiesStage:
    """Factory for spaCy."""
    return CasualtiesStage(str(nlp.lang))
