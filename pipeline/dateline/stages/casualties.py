"""Reads figures of loss and gives them to events."""

from __future__ import annotations

from collections import defaultdict

from spacy.language import Language
from spacy.tokens import Doc, Token

from dateline.engines.losses.finder import ARMED, Figure, Losses
from dateline.engines.losses.victims import is_state
from dateline.engines.mentions import Mentions, cover
from dateline.layers import Actor, Casualty, CasualtyKind, Event, Sentence
from dateline.stages.base import Stage

UNBOUND = -1  # the event of a figure that no event in reach can carry
_LISTED = 3  # tokens between two figures of one list, at most
_YIELD = 2  # steps in the parse that a weak carrier must be nearer to be preferred
_ARRANGED = frozenset({"released", "displaced"})  # losses that are agreed on before they happen
_INTENDED = frozenset({"planned", "requested"})  # "promised to release 20": the figure of an event to come
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
        self.battle = frozenset(table["battle"]["types"])
        self.one_sided = frozenset(table["one_sided"]["types"])
        self.anyone = frozenset(table["anyone"])
        self.joins = frozenset(table["joins"])
        self.by_event: dict[str, dict[str, CasualtyKind]] = table["by_event"]

    def predict(self, doc: Doc) -> list[Casualty]:
        """The figures of this Doc."""
        mentions = Mentions(doc, self.losses.scope.syntax)
        events: dict[int, list[int]] = defaultdict(list)
        for index, event in enumerate(doc._.events):
            events[event.sentence].append(index)
        dates = _tokens_of_dates(doc)
        out = []
        for sentence in doc._.sentences:
            if sentence.heading:
                continue
            here = {doc._.events[i].head: doc._.events[i].type for i in events[sentence.index]}
            before: tuple[Figure, Casualty] | None = None
            for figure in self.losses.find(doc, sentence.first, sentence.last, mentions, dates, here):
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
            self._victims(doc, figure, event, sentence, events),
            said.source,
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

    def _victims(
        self, doc: Doc, figure: Figure, index: int, sentence: Sentence, events: dict[int, list[int]]
    ) -> Actor | None:
        """Whom the figure counts: of a nation in battle its army, of people killed by an armed side civilians."""
        found = figure.victims or self._target(doc, figure, index)
        if found is not None and is_state(found):
            near = [*events[sentence.index]]
            if sentence.index and doc._.sentences[sentence.index - 1].block == sentence.block:
                near += events[sentence.index - 1]
            battle = any(doc._.events[i].type in self.battle for i in near)
            return self.losses.victims.troops(found) if battle else self.losses.victims.folk(found)
        if (
            found is None
            and index != UNBOUND
            and self.losses.scope.forms.lemma(doc[figure.last]) in self.anyone
        ):
            event: Event = doc._.events[index]
            armed = any(a.role == "initiator" and a.mention.actor.kind in ARMED for a in event.arguments)
            if armed and event.type in self.one_sided and event.head == figure.word.i:
                return self.losses.civilians
        return found

    @staticmethod
    def _target(doc: Doc, figure: Figure, index: int) -> Actor | None:
        """Whom a bare number counts: the only target of its event ("struck the guards, killing 62")."""
        if index == UNBOUND or not figure.bare or not figure.best:
            return None
        event: Event = doc._.events[index]
        first, after = doc[figure.first].idx, doc[figure.last].idx + len(doc[figure.last])
        others = [
            a.mention for a in event.arguments if a.role == "target" and not first <= a.mention.start < after
        ]
        targets = {mention.actor.id: mention.actor for mention in others}
        same = doc[event.head].sent.start == figure.word.sent.start
        return next(iter(targets.values())) if same and len(targets) == 1 else None

    @staticmethod
    def _own(doc: Doc, word: Token, candidates: list[int]) -> int | None:
        """The event whose trigger is the word of loss itself."""
        for index in candidates:
            event: Event = doc._.events[index]
            if event.head == word.i or event.start <= word.idx < event.end:
                return index
        return None

    def _nearest(self, doc: Doc, figure: Figure, sentence: Sentence, events: dict[int, list[int]]) -> int:
        """The carrier nearest by the parse, then by words; else the last of the sentence before."""
        types = self.carriers[figure.kind]
        here = [i for i in events[sentence.index] if doc._.events[i].type in types]
        if here:
            return min(here, key=lambda i: self._farness(doc, figure.word, doc._.events[i]))
        before = sentence.index - 1
        if before < 0 or doc._.sentences[before].block != sentence.block:
            return UNBOUND
        there = [i for i in events[before] if doc._.events[i].type in types]
        return there[-1] if there else UNBOUND

    def _farness(self, doc: Doc, word: Token, event: Event) -> tuple[int, int]:
        """How far an event is from a word of loss; a weak carrier is as far as two steps more."""
        steps, words = _distance(word, doc[event.head])
        return steps + (_YIELD if event.type in self.weak else 0), words


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
