"""Binds the layers into event records, with offsets of the original file and a reason for every null."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import asdict
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Token

from dateline import data
from dateline.article import Article, Citation, SourceSpan
from dateline.engines.results import confidence, incidents
from dateline.engines.results.codes import Act, Part, codes
from dateline.engines.results.dates import event_time
from dateline.engines.results.reasons import reasons
from dateline.engines.script import in_one_script
from dateline.layers import (
    Actor,
    Assertion,
    Casualty,
    Chronology,
    Event,
    EventTime,
    PlaceMention,
    Sentence,
    Timex,
    article_of,
)
from dateline.records import (
    ActorName,
    ActorRecord,
    AnchorRecord,
    AssertionRecord,
    CasualtyRecord,
    DateRecord,
    EventRecord,
    ParticipantRecord,
    PlaceRecord,
    SentenceRecord,
    SpanRecord,
)
from dateline.stages.base import Stage


class RecordsStage(Stage[list[EventRecord]]):
    """Adds the layer `records`: one EventRecord per event, in text order."""

    layer = "records"

    def predict(self, doc: Doc) -> list[EventRecord]:
        """The records of this Doc."""
        binder = Binder(doc)
        events: list[Event] = doc._.events
        records = [binder.record(i) for i in range(len(events))]
        return incidents.link([binder.telling(i, record) for i, record in enumerate(records)])


class Binder:
    """Reads the layers of one Doc."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.article: Article = article_of(doc)
        self.sentences: list[Sentence] = doc._.sentences
        self.timexes: list[Timex] = doc._.timexes
        self.chronology: Chronology = doc._.chronology
        self.places: list[PlaceMention] = doc._.places
        self.events: list[Event] = doc._.events
        self.assertions: list[Assertion] = doc._.assertions
        self.casualties: dict[int, list[Casualty]] = {}
        for casualty in doc._.casualties:
            self.casualties.setdefault(casualty.event, []).append(casualty)
        self._marks = [citation.at for citation in self.article.citations]
        self._asked: dict[int, set[str]] = {}  # by sentence: types of what is asked for or planned
        for event, said in zip(self.events, self.assertions, strict=True):
            if said.status in ("requested", "planned"):
                self._asked.setdefault(event.sentence, set()).add(event.type)
        self._holders = self.holders()
        self._ids = stable_ids(self.article, self.sentences, self.events)

    def record(self, i: int) -> EventRecord:
        """The record of event `i`."""
        event = self.events[i]
        sentence = self.sentences[event.sentence]
        time = event_time(self.doc, event, self.assertions[i])
        record = EventRecord(
            id=self._ids[i],
            doc_id=self.article.doc_id,
            lang=self.article.lang,
            event_type=event.type,  # type: ignore[arg-type]  # the lexicon's types are checked on loading
            codes=codes(self.act(i)),
            trigger=self.span(event.start, event.end),
            sentence=SentenceRecord(
                **self.span(sentence.start, sentence.end).model_dump(), index=sentence.index
            ),
            date=self.date(time),
            place=self.where(event),
            participants=[
                ParticipantRecord(
                    role=argument.role,
                    actor=actor_record(argument.mention.actor),
                    mention=self.span(argument.mention.start, argument.mention.end),
                    via=argument.mention.via,
                )
                for argument in event.arguments
            ],
            casualties=[
                CasualtyRecord(
                    kind=casualty.kind,
                    low=casualty.low,
                    best=casualty.best,
                    high=casualty.high,
                    victims=actor_name(casualty.victims),
                    claimed_by=actor_name(casualty.claimed_by),
                    mention=self.span(casualty.start, casualty.end),
                )
                for casualty in self.casualties.get(i, [])
            ],
            assertion=self.assertion(self.assertions[i]),
            citations=[c.mark for c in self.citations(event, sentence)],
            incident=self._ids[i],
            reasons={},
            confidence=0.0,
        )
        why = reasons(record, date=time.value.reason, place=self.why_no_point(event))
        sure = confidence.score(record)
        whole = sure.pop("record")
        return record.model_copy(update={"reasons": why, "confidence": whole, "confidence_of": sure})

    def act(self, i: int) -> Act:
        """What decides the codes of event `i`."""
        event = self.events[i]
        place = self.places[event.place].place if event.place is not None else event.land
        hurt = [c.victims.kind for c in self.casualties.get(i, []) if c.victims is not None and c.best]
        return Act(
            event.type,
            [Part(a.role, a.mention.actor.kind, a.mention.actor.country) for a in event.arguments],
            frozenset(hurt),
            place.country if place else None,
            self._holders.get(i),
            in_one_script(self.article.text[event.start : event.end].lower(), self.article.lang),
            frozenset(self._asked.get(event.sentence, ())),
        )

    def holders(self) -> dict[int, str]:
        """The kind of who held its place before each event, by the captures that the text told earlier."""
        held: dict[str, str] = {}
        out: dict[int, str] = {}
        for i, event in enumerate(self.events):
            if event.place is None or event.type not in ("capture", "control"):
                continue
            place = self.places[event.place].place.name
            if place in held:
                out[i] = held[place]
            kind = next((a.mention.actor.kind for a in event.arguments if a.role == "initiator"), None)
            if kind is not None and self.assertions[i].status == "asserted":
                held[place] = kind
        return out

    def telling(self, i: int, record: EventRecord) -> incidents.Telling:
        """How the record of event `i` tells its happening."""
        event = self.events[i]
        head = self.doc[event.head]
        noun = head.pos_ in ("NOUN", "PROPN")
        lefts = {token.lower_ for token in head.lefts}
        words = record.trigger.text.split()
        named = len(words) > 1 and noun and all(word[:1].isupper() or word.islower() for word in words)
        named = (
            named
            and words[0][:1].isupper()
            and words[-1][:1].isupper()
            and head.i > self.sentences[event.sentence].first
        )
        return incidents.Telling(
            record,
            self.sentences[event.sentence].block,
            definite=noun and bool(lefts & definite(self.article.lang)) and not self._is_specified(head),
            name=record.trigger.text if named else None,
        )

    @staticmethod
    def _is_specified(noun: Token) -> bool:
        """Whether a noun's own phrase says which one it is: "the defeat of Notium", "the Brusilov Offensive"."""
        behind = any(
            t.pos_ in ("NOUN", "PROPN", "VERB", "AUX") for child in noun.rights for t in child.subtree
        )
        return behind or noun.pos_ == "PROPN" or any(t.pos_ == "PROPN" for t in noun.lefts)

    def span(self, start: int, end: int) -> SpanRecord:
        """The original's words for a span of the clean text."""
        return to_record(self.article.span(start, end))

    def date(self, time: EventTime) -> DateRecord:
        """When the event happened."""
        value = time.value
        anchor = None
        if value.anchor is not None:
            at = value.anchor.timex
            mention = self.span(self.timexes[at].start, self.timexes[at].end) if at is not None else None
            edtf = self.chronology.values[at].edtf if at is not None else value.anchor.value
            anchor = AnchorRecord(value=edtf or value.anchor.value, mention=mention)
        timex = self.timexes[time.timex] if time.timex is not None else None
        words = (timex.start, timex.end) if timex else time.named
        return DateRecord(
            mention=self.span(*words) if words else None,
            value=value.edtf,
            earliest=value.earliest,
            latest=value.latest,
            precision=value.precision,
            resolution=value.resolution,
            anchor=anchor,
            rule=timex.rule if timex else value.rule,
        )

    def where(self, event: Event) -> PlaceRecord | None:
        """Where an event happened."""
        if event.place is None:
            return PlaceRecord(mention=None, **asdict(event.land)) if event.land else None
        mention = self.places[event.place]
        words = None if event.place_inherited else self.span(mention.start, mention.end)
        return PlaceRecord(mention=words, **asdict(mention.place))

    def why_no_point(self, event: Event) -> str | None:
        """Why the place of an event has no coordinates."""
        if event.place is not None:
            return self.places[event.place].reason
        return "country" if event.land else None

    def assertion(self, assertion: Assertion) -> AssertionRecord:
        """Who says so."""
        cue = self.span(*assertion.cue) if assertion.cue else None
        return AssertionRecord(status=assertion.status, source=actor_name(assertion.source), cue=cue)

    def citations(self, event: Event, sentence: Sentence) -> list[Citation]:
        """The next group of reference marks after the trigger, up to the end of its sentence."""
        end = self.sentence_limit(sentence)
        after = self.article.citations[bisect_left(self._marks, event.end) : bisect_right(self._marks, end)]
        return [c for c in after if c.at - after[0].at <= 1]

    def sentence_limit(self, sentence: Sentence) -> int:
        """Text offset up to which a mark still belongs to the sentence: the next one's start, or the block's end."""
        following = sentence.index + 1
        if following < len(self.sentences) and self.sentences[following].block == sentence.block:
            return self.sentences[following].start
        return sentence.end + 1


@cache
def definite(lang: str) -> frozenset[str]:
    """Words before a noun that refers back to what was told, of models/<lang>/assertion.toml."""
    return frozenset(data.load_toml(lang, "assertion.toml").get("definite", ()))


def to_record(span: SourceSpan) -> SpanRecord:
    """The same span, typed for writing."""
    return SpanRecord(text=span.text, start=span.start, end=span.end)


def actor_record(actor: Actor) -> ActorRecord:
    """The actor, typed for writing."""
    return ActorRecord(
        id=actor.id,
        name=actor.name,
        kind=actor.kind,
        country=actor.country,
        aka=list(actor.aliases),
        ucdp=actor.ucdp,
    )


def actor_name(actor: Actor | None) -> ActorName | None:
    """Reference to an actor."""
    return ActorName(id=actor.id, name=actor.name, aka=list(actor.aliases)) if actor else None


def stable_ids(article: Article, sentences: list[Sentence], events: list[Event]) -> list[str]:
    """Ids that depend on the document's id, the event's sentence and its place in it, and on nothing else.

    A sentence that stands twice in a document is told apart by its count, so edits elsewhere leave ids alone.
    """
    seen: Counter[str] = Counter()
    keys: list[str] = []
    for sentence in sentences:
        text = article.text[sentence.start : sentence.end]
        keys.append(f"{text}\x1f{seen[text]}")
        seen[text] += 1
    nth: Counter[tuple[int, int]] = Counter()
    ids = []
    for event in events:
        offset = event.start - sentences[event.sentence].start
        key = (article.doc_id, keys[event.sentence], str(offset), str(nth[event.sentence, offset]))
        nth[event.sentence, offset] += 1
        ids.append(hashlib.sha256("\x1e".join(key).encode()).hexdigest()[:16])
    return ids


@Language.factory(
    "dateline_records",
    requires=[
        "doc._.article",
        "doc._.sentences",
        "doc._.timexes",
        "doc._.chronology",
        "doc._.actors",
        "doc._.places",
        "doc._.events",
        "doc._.casualties",
        "doc._.assertions",
    ],
    assigns=["doc._.records"],
)
def make_records(nlp: Language, name: str) -> RecordsStage:
    """Factory for spaCy."""
    return RecordsStage()
