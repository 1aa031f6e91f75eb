"""The layers that the stages add to a Doc, one type each.

Every span here is in code points of `doc.text` (the clean text); `first`, `last`
and `head` are token indices. Only the records stage turns spans into offsets of
the original file. All are frozen: a stage adds its layer, it changes no other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeVar

from spacy.tokens import Doc, Token

from dateline.article import Article

Precision = Literal[
    "time",
    "day",
    "days",
    "part_of_month",
    "month",
    "season",
    "part_of_year",
    "year",
    "decade",
    "century",
    "unknown",
]
Resolution = Literal[
    "absolute", "year_inferred", "relative", "inherited", "heading", "reference_date", "unresolved"
]
ActorKind = Literal[
    "government", "military", "police", "rebel_group", "jihadist_group", "militia", "ethnic_group",
    "political_party", "international_organisation", "peacekeepers", "company", "media", "ngo", "civilians",
    "protesters", "person", "unknown",
]  # fmt: skip
Via = Literal["name", "acronym", "nominal", "pronoun", "implied"]
PlacePrecision = Literal["exact", "near", "area", "country", "unknown"]
Role = Literal["initiator", "target", "party", "supporter", "mediator"]
CasualtyKind = Literal["killed", "injured", "captured", "missing", "displaced", "abducted", "released"]
Status = Literal[
    "asserted", "claimed", "alleged", "denied", "negated", "planned", "requested", "hypothetical"
]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; tokens `doc[first:last]`, never across blocks. A heading is a sentence of its own."""

    index: int
    start: int
    end: int
    first: int
    last: int
    block: int
    heading: bool


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression as read, before its place in the narrative is known.

    `type` and the extent follow TIMEX3 (TimeML 1.2.1). `meaning` is what the rule read: the parts
    that the words give and nothing else; its type belongs to `dateline.engines.time.calendar`.
    """

    start: int
    end: int
    sentence: int
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    rule: str
    meaning: Any


@dataclass(frozen=True, slots=True)
class TimeAnchor:
    """What a value was resolved against: `timex` is an index into the timexes layer, None for the reference date."""

    value: str
    timex: int | None


@dataclass(frozen=True, slots=True)
class TimeValue:
    """The meaning of a time expression in the narrative.

    `timex`: TIMEX3 value; `edtf`: EDTF level 1 or an A/B interval, None if unknown; `earliest` and
    `latest`: inclusive proleptic Gregorian days, years below 1 astronomical ("-0479" is 480 BC).
    `reason` says why `edtf` is None, `rule` what told it if not a time expression.
    """

    timex: str
    mod: str | None
    edtf: str | None
    earliest: str | None
    latest: str | None
    precision: Precision
    resolution: Resolution
    anchor: TimeAnchor | None = None
    reason: str | None = None
    rule: str | None = None

    @classmethod
    def unknown(cls, reason: str) -> TimeValue:
        """No date at all, and why."""
        return cls("", None, None, None, None, "unknown", "unresolved", None, reason)


@dataclass(frozen=True, slots=True)
class StoryPoint:
    """From text offset `start` on (until the next point) the narrative stands at `value`.

    `timex` is the expression that put it there (index), None when nothing has yet.
    """

    start: int
    timex: int | None
    value: TimeValue


@dataclass(frozen=True, slots=True)
class Chronology:
    """Meaning of all time expressions in the narrative.

    `values[i]` belongs to timex i. `ranges` lists (i, j, value): timexes i and j are the two ends of
    one interval ("between 8 and 10 February") or list ("16 and 17 January"). `story` is sorted by `start`.
    `written` are the timexes that say when the text was written, such as a dateline's.
    """

    values: tuple[TimeValue, ...]
    ranges: tuple[tuple[int, int, TimeValue], ...]
    story: tuple[StoryPoint, ...]
    written: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody. `id` is "namespace:slug", stable across articles for actors of the registry.

    Namespaces: state, military, police, group, org, people, person, generic (a nominal that stays
    unresolved, "generic:rebels"). `ucdp` is the id that the UCDP Actor Dataset gives the actor, or its state.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None  # ISO 3166-1 alpha-2
    aliases: tuple[str, ...] = ()
    ucdp: int | None = None


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A noun phrase that stands for an actor; the extent leaves out determiners of pure counting.

    `head` is the token through which the parse reaches the mention.
    """

    start: int
    end: int
    head: int
    sentence: int
    actor: Actor
    via: Via


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the map. lat and lon are WGS 84 degrees, None unless precision is exact or near."""

    name: str
    country: str | None
    admin1: str | None
    geonames_id: int | None
    lat: float | None
    lon: float | None
    precision: PlacePrecision

    @classmethod
    def unmapped(cls, name: str, country: str | None, precision: PlacePrecision) -> Place:
        """A place without a point, a division and an entry in the gazetteer: a country, an area, an unknown spot."""
        return cls(name, country, None, None, None, None, precision)


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A name of a place used as a place (not as an actor). `reason` says why lat and lon are None."""

    start: int
    end: int
    head: int
    sentence: int
    place: Place
    score: float
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """An actor's part in an event. `rule` names the frame slot that bound it."""

    role: Role
    mention: ActorMention
    rule: str


@dataclass(frozen=True, slots=True)
class EventTime:
    """When an event happened; `timex` is the index of the expression in its clause, None if inherited.

    `named`: the characters of the name by which the registry knows when it was, if that tells it.
    """

    value: TimeValue
    timex: int | None
    named: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An event mention. `sense` names the lexicon entry; `place` is an index into the places layer.

    `place_inherited` is true when the place comes from the narrative and not from the event's clause; `land` is the
    country of the story where the event stands in it and no place is named.
    """

    start: int
    end: int
    head: int
    sentence: int
    type: str
    sense: str
    arguments: tuple[Argument, ...]
    time: EventTime
    place: int | None
    place_inherited: bool = False
    land: Place | None = None


@dataclass(frozen=True, slots=True)
class Casualty:
    """A figure of loss that belongs to event `event` (index). low/best/high as in the annotation guide."""

    event: int
    kind: CasualtyKind
    low: int | None
    best: int | None
    high: int | None
    start: int
    end: int
    victims: Actor | None
    claimed_by: Actor | None


@dataclass(frozen=True, slots=True)
class Assertion:
    """Who vouches for an event, and how; `cue` is the text span of the words that say so."""

    status: Status
    source: Actor | None = None
    cue: tuple[int, int] | None = None


LAYERS = (
    "article", "sentences", "timexes", "chronology", "actors", "places", "events", "casualties",
    "assertions", "records",
)  # fmt: skip

for _name in LAYERS:
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


class _InSentence(Protocol):
    @property
    def sentence(self) -> int: ...


_T = TypeVar("_T", bound=_InSentence)


def in_sentences(layer: Sequence[_T] | None, first: int, last: int) -> Sequence[_T]:
    """What of a layer stands in the sentences `first` to `last`; a layer is in text order."""
    if not layer:
        return ()
    start = bisect_left(layer, first, key=lambda one: one.sentence)
    return layer[start : bisect_right(layer, last, start, key=lambda one: one.sentence)]


def article_of(doc: Doc) -> Article:
    """The article behind a Doc; for a Doc made outside dateline, its bare text."""
    if doc._.article is None:
        doc._.article = Article.from_text(doc.text, lang=doc.lang_)
    article: Article = doc._.article
    return article


def sentence_of(token: Token) -> Sentence:
    """The sentence in which a token stands."""
    sentences: Sequence[Sentence] = token.doc._.sentences
    return sentences[bisect_right(sentences, token.i, key=lambda s: s.first) - 1]
