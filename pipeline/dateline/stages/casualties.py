"""Reads figures of loss and gives them to events."""

from __future__ import annotations

import itertools
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from dateline.engines.events.lexicon import Behaviour
from dateline.engines.losses.camps import Camps
from dateline.engines.losses.carriers import Carriers, Told
from dateline.engines.losses.counters import Counters
from dateline.engines.losses.distribution import for_each
from dateline.engines.losses.figure import Figure
from dateline.engines.losses.finder import Losses
from dateline.engines.losses.sides import UNBOUND, Sides
from dateline.engines.mentions import Mentions
from dateline.engines.syntax import covering
from dateline.layers import Actor, Casualty, CasualtyKind, Sentence, article_of
from dateline.stages.base import Stage

_SENTENCES = 3  # how many sentences back the loss may stand that another number is given for
_OWNED = 3  # steps from a figure up to the verb by which a side tells it of its own
_RECENT = 6  # figures, and sentences, back to one that may be referred to again
_LEAD = 3  # tokens before a figure that may say that it is a part of another
_ARRANGED = frozenset({"released", "displaced"})  # losses that are agreed on before they happen
_INTENDED = frozenset(
    {"planned", "requested", "hypothetical"}
)  # "promised to release 20": the figure of an event to come
_UNREAL = frozenset({"negated", "planned", "requested", "hypothetical"})


class CasualtiesStage(Stage[list[Casualty]]):
    """Adds the layer `casualties`, in text order.

    A figure belongs to the event of its own word ("killing"), else to the nearest event of its sentence
    that can carry it, else to the last such event of the sentence before. A figure without an event stays
    in the layer with the event -1.
    """

    layer = "casualties"

    def __init__(self, lang: str) -> None:
        self.losses, self.behaviour = Losses.load(lang), Behaviour.load()
        table = self.losses.table
        self.captives, self.nobody = frozenset(table["captives"]), frozenset(table["nobody"])
        self.parts = tuple(table["parts"])
        self.carriers = Carriers(self.losses, table)
        self.sides = Sides(self.losses, table)
        cues = self.losses.scope.words
        self.counters = Counters(
            cues,
            frozenset((*table["tallies"], *table["revising"])),
            cues.sets["hearsay"] | frozenset(table["sums"]),
            frozenset(table["taken"]),
        )
        self.rating, self.rating_with = frozenset(table["rating"]), frozenset(table["rating_with"])
        self.owning = frozenset(table["owning"])
        self.referring = cues.sets["definite"]
        self.by_event: dict[str, dict[str, CasualtyKind]] = table["by_event"]

    def predict(self, doc: Doc) -> list[Casualty]:
        """The figures of this Doc."""
        mentions = Mentions(doc, self.losses.scope.syntax)
        events = self.carriers.by_sentence(doc)
        dates = _tokens_of_dates(doc)
        out: list[Casualty] = []
        for sentence in doc._.sentences:
            if sentence.heading:
                continue
            here = {doc._.events[i].head: doc._.events[i].type for i in events[sentence.index]}
            before: Told | None = None
            said = len(out)
            last = out[-1] if out and self._goes_on(doc, out[-1], sentence) else None
            for figure in self.losses.find(doc, sentence.first, sentence.last, mentions, dates, here):
                told = before[1] if before else last
                if figure.again and (figure.victims is not None or figure.dead):
                    told = self._meant(doc, figure, sentence, out) or (None if figure.dead else told)
                if figure.again and told is not None and (told.best or 0) > 1:
                    casualty: Casualty | None = self._revised(doc, figure, told, mentions)
                elif not figure.alone or self._is_repeated(doc, figure, sentence, out):
                    continue
                else:
                    casualty = self._casualty(doc, figure, sentence, events, mentions, before)
                    casualty = self._of_opponent(doc, figure, casualty, out[said:], mentions)
                if casualty is not None:
                    out += for_each(doc, figure, casualty, self.losses.victims, mentions)
                    before = figure, casualty
        return self._sided(doc, out) if out else out

    def _sided(self, doc: Doc, told: list[Casualty]) -> list[Casualty]:
        """The figures with the side of those who are only called the men of one who leads it."""
        camps = Camps(doc, self.losses, self.behaviour)
        return [replace(c, victims=camps.of(c)) for c in told]

    def _casualty(
        self,
        doc: Doc,
        figure: Figure,
        sentence: Sentence,
        events: dict[int, list[int]],
        mentions: Mentions,
        before: Told | None,
    ) -> Casualty | None:
        """The figure bound to its event; None for a loss that was only planned, feared or denied."""
        own = self.carriers.own(doc, figure, events[sentence.index])
        said = self.losses.scope.read(figure.word, (figure.word.i,), "", mentions)
        kept = _INTENDED if own is not None and figure.kind in _ARRANGED else frozenset()
        number = doc[figure.first].idx, doc[figure.last].idx
        within = said.cue is not None and number[0] <= said.cue[0] <= number[1]  # "no fewer than 400"
        rated = said.cue is not None and article_of(doc).text[slice(*said.cue)].lower() in self.rating
        rated = rated and any(c.lower_ in self.rating_with for c in figure.word.lefts)
        if said.status in _UNREAL - kept and figure.best and not within and not rated:
            return None
        event = self.carriers.event(doc, figure, sentence, events, before)
        last = doc[figure.last]
        kind = figure.kind
        if kind == "displaced" and self.losses.scope.forms.lemma(last) in self.captives:
            kind = "released"  # prisoners who escape
        if event != UNBOUND:
            kind = self.by_event.get(doc._.events[event].type, {}).get(kind, kind)
        victims = self.sides.victims(doc, figure, event, self._near(doc, sentence, events))
        if victims is None and figure.bare and figure.best and before is not None:
            victims = self._same_people(doc, figure, *before)
        counter = self.counters.of(
            doc[figure.after - 1], doc[figure.first] if figure.again else figure.word, mentions
        )
        if (
            figure.victims is None
            and (figure.bare or (figure.last == figure.word.i and victims is None))
            and counter is not None
            and self._owns(doc[figure.after - 1])
        ):
            victims = self.losses.victims.known.army_of(counter)
        return Casualty(
            event,
            kind,
            figure.low,
            figure.best,
            figure.high,
            doc[figure.first].idx,
            last.idx + len(last),
            victims,
            said.source or counter or self.carriers.teller(doc, figure, before),
        )

    def _of_opponent(
        self, doc: Doc, figure: Figure, casualty: Casualty | None, told: list[Casualty], mentions: Mentions
    ) -> Casualty | None:
        """The victims whom one side claims to have killed: the only other side whose loss the sentence tells.

        "The rebels admitted 40 dead; the guards said that they had killed 90."
        """
        if casualty is None or casualty.victims is not None or not casualty.best:
            return casualty
        word = figure.word
        noun = self.losses.scope.forms.lemma(doc[figure.last])
        if word.pos_ != "VERB" or not (figure.bare or noun in self.nobody) or not self._is_active(word):
            return casualty
        killers = [mentions.actor(t) for t in self.losses.scope.words.slots.subjects(word)]
        killer = next((actor for actor in killers if actor is not None), None)
        sides = {c.victims.id: c.victims for c in told if c.victims is not None and c.victims != killer}
        same = killer is not None and sides.pop(killer.id, None) is not None
        if killer is None or len(sides) != 1 or not (same or casualty.claimed_by == killer):
            return casualty
        return replace(casualty, victims=next(iter(sides.values())))

    def _is_active(self, verb: Token) -> bool:
        """Whether a verb tells what its subject did to others."""
        slots = self.losses.scope.words.slots
        bears = any(t.bears for t in self.losses.words.triggers(verb))
        return not slots.passive(verb) and bool(slots.objects(verb)) and not bears

    def _owns(self, number: Token) -> bool:
        """Whether a figure is what a side tells of its own losses: "the army acknowledged 60 dead"."""
        above = itertools.islice(number.ancestors, _OWNED)
        verb = next((t for t in above if t.pos_ == "VERB"), None)
        return verb is not None and self.losses.scope.forms.lemma(verb) in self.owning

    def _same_people(self, doc: Doc, figure: Figure, last: Figure, told: Casualty) -> Actor | None:
        """Whom a bare number joined to another loss counts: "69 people were killed and 180 wounded"."""
        between = doc[last.last + 1 : figure.first]
        loss = {last.word.i, figure.word.i}
        lead = doc[max(0, last.first - _LEAD) : last.first].text.lower()
        if lead.endswith(self.parts):
            return None  # "12 dead, among them four children, and 30 wounded"
        joined = all(t.i in loss or t.pos_ in ("AUX", "CCONJ", "PUNCT", "ADV") for t in between)
        return told.victims if joined and told.kind != figure.kind else None

    def _is_repeated(self, doc: Doc, figure: Figure, sentence: Sentence, told: list[Casualty]) -> bool:
        """Whether a figure only refers to one told shortly before: "the 36 wounded were flown out"."""
        if not figure.first or doc[figure.first - 1].lower_ not in self.referring:
            return False
        first = doc._.sentences[max(0, sentence.index - _RECENT)].start
        return any(
            (c.kind, c.best) == (figure.kind, figure.best) and c.start >= first for c in told[-_RECENT:]
        )

    @staticmethod
    def _goes_on(doc: Doc, last: Casualty, sentence: Sentence) -> bool:
        """Whether a sentence stands close enough to the last figure to speak of it again."""
        first = doc._.sentences[max(0, sentence.index - _SENTENCES)]
        return bool(last.start >= first.start)

    @staticmethod
    def _meant(doc: Doc, figure: Figure, sentence: Sentence, told: list[Casualty]) -> Casualty | None:
        """The last figure that another number can be for: "revised the toll of the guards" speaks of their dead."""
        first = doc._.sentences[max(0, sentence.index - _SENTENCES)].start
        side = figure.victims.id if figure.victims is not None else None
        recent = [c for c in told[-_RECENT:] if c.start >= first]
        recent = [c for c in recent if c.victims and c.victims.id == side] or ([] if side else recent)
        dead = [c for c in recent if c.kind == "killed"]
        found = dead if figure.dead else dead or recent
        same = [c for c in found if c.event == found[-1].event]  # the whole before its parts
        return max(same, key=lambda c: c.best or 0, default=None)

    def _revised(self, doc: Doc, figure: Figure, told: Casualty, mentions: Mentions) -> Casualty:
        """Another number for the loss told last."""
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

    def _near(self, doc: Doc, sentence: Sentence, events: dict[int, list[int]]) -> list[int]:
        """The events of a sentence and, in one paragraph, of the one before."""
        near = [*events[sentence.index]]
        if sentence.index and doc._.sentences[sentence.index - 1].block == sentence.block:
            near += events[sentence.index - 1]
        return near


def _tokens_of_dates(doc: Doc) -> set[int]:
    """Tokens of the time expressions, whose numbers count no one."""
    out: set[int] = set()
    for timex in doc._.timexes or ():
        span = covering(doc, timex.start, timex.end)
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
