"""One article in, one Extraction out: the pipeline run over it, its layers made into the typed result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from spacy.tokens import Doc

from dateline import __version__, data
from dateline.article import Article, words_in
from dateline.build import NOTHING_OWN, Own, analyse, build, model_versions
from dateline.engines.identities import identified
from dateline.engines.mentions import independent
from dateline.layers import ActorMention, Chronology, PlaceMention, Sentence, TimeValue, Timex, article_of
from dateline.readers.languages import AUTO
from dateline.records import (
    ActorEntry,
    AnchorRecord,
    AsideRecord,
    CitationRecord,
    DocumentRecord,
    EventRecord,
    PlaceEntry,
    SectionRecord,
    SentenceRecord,
    SourceRecord,
    SpanRecord,
    TimexRecord,
    ToolRecord,
)
from dateline.stages.records import actor_record


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one article yields. `words` counts those of the narrative text (`words_in`)."""

    document: DocumentRecord
    events: list[EventRecord]
    words: int


def extract(article: Article, own: Own = NOTHING_OWN) -> Extraction:
    """Run the pipeline of the article's language over it, with the user's own data files.

    Raises DatelineError E301 for a language without a model.
    """
    doc = analyse(build(article.lang, own), article)
    return Extraction(document_record(doc, article, own), doc._.records, words_in(article.text))


def tool_record(lang: str, own: Own = NOTHING_OWN) -> ToolRecord:
    """What produces results in this language (AUTO: in those with a model), with the user's own data files."""
    models = {
        name: version
        for one in (data.languages() if lang == AUTO else [lang])
        for name, version in model_versions(one).items()
    }
    return ToolRecord(name="dateline", version=__version__, models=models | own.versions())


def document_record(doc: Doc, article: Article, own: Own = NOTHING_OWN) -> DocumentRecord:
    """The document of a Doc that has all layers."""
    sentences: list[Sentence] = doc._.sentences
    origin = article.origin
    return DocumentRecord(
        doc_id=article.doc_id,
        lang=article.lang,
        title=article.title,
        source=SourceRecord(name=origin.name, sha256=origin.sha256, bytes=origin.bytes) if origin else None,
        tool=tool_record(article.lang, own),
        reference_date=article.reference_date,
        sections=_sections(article),
        sentences=[
            SentenceRecord(**span(article, s.start, s.end).model_dump(), index=s.index) for s in sentences
        ],
        timexes=_timexes(article, doc._.timexes, doc._.chronology),
        actors=_actors(article, independent(doc, doc._.actors)),
        places=_places(article, doc._.places),
        citations=[
            CitationRecord(
                text=article.source[c.start : c.end],
                start=c.start,
                end=c.end,
                mark=c.mark,
                url=c.url,
                title=c.title,
                publisher=c.publisher,
                date=c.date,
                note=c.note,
            )
            for c in article.citations
        ],
        asides=[AsideRecord(text=a.text, start=a.start, end=a.end, kind=a.kind) for a in article.asides],
        facts=identified(article.facts, article.lang),
        warnings=[*article.warnings, *_warnings(doc)],
    )


def span(article: Article, start: int, end: int) -> SpanRecord:
    """The original's words for a span of the clean text."""
    found = article.span(start, end)
    return SpanRecord(text=found.text, start=found.start, end=found.end)


def _sections(article: Article) -> list[SectionRecord]:
    return [
        SectionRecord(
            **span(article, s.heading.start, s.heading.end).model_dump(),
            level=s.level,
            section_end=article.offsets.span(s.start, s.end)[1] if s.end > s.start else
            article.offsets.span(s.heading.start, s.heading.end)[1],
        )
        for s in article.sections
    ]  # fmt: skip


def _timexes(article: Article, timexes: list[Timex], chronology: Chronology) -> list[TimexRecord]:
    return [
        TimexRecord(
            **span(article, timex.start, timex.end).model_dump(),
            type=timex.type,
            value=value.timex,
            mod=value.mod,
            edtf=value.edtf,
            earliest=value.earliest,
            latest=value.latest,
            resolution=value.resolution,
            anchor=_anchor(article, value, timexes, chronology),
            rule=timex.rule,
            reason=value.reason,
        )
        for timex, value in zip(timexes, chronology.values, strict=True)
    ]


def _anchor(
    article: Article, value: TimeValue, timexes: list[Timex], chronology: Chronology
) -> AnchorRecord | None:
    """What a value was resolved against, as written; None where the words say it all."""
    if value.anchor is None:
        return None
    at = value.anchor.timex
    if at is None:
        return AnchorRecord(value=value.anchor.value, mention=None)
    known = chronology.values[at].edtf or value.anchor.value
    return AnchorRecord(value=known, mention=span(article, timexes[at].start, timexes[at].end))


def _actors(article: Article, mentions: Iterable[ActorMention]) -> list[ActorEntry]:
    groups: dict[str, list[ActorMention]] = {}
    for mention in mentions:
        groups.setdefault(mention.actor.id, []).append(mention)
    return [
        ActorEntry(
            **actor_record(group[0].actor).model_dump(),
            mentions=[span(article, m.start, m.end) for m in group],
        )
        for group in groups.values()
    ]


def _places(article: Article, mentions: list[PlaceMention]) -> list[PlaceEntry]:
    groups: dict[object, list[PlaceMention]] = {}
    for mention in mentions:
        groups.setdefault((mention.place, mention.reason), []).append(mention)
    return [
        PlaceEntry(
            **asdict(group[0].place),
            reason=group[0].reason,
            mentions=[span(article, m.start, m.end) for m in group],
        )
        for group in groups.values()
    ]


def _warnings(doc: Doc) -> list[str]:
    """What the stages could not resolve, in words and counts."""
    out = []
    unresolved = [
        t for t, v in zip(doc._.timexes, doc._.chronology.values, strict=True) if v.resolution == "unresolved"
    ]
    if unresolved:
        out.append(f"{len(unresolved)} time expressions could not be resolved to a date")
    out += [
        f"no such day: {article_of(doc).text[t.start : t.end]!r}"
        for t, v in zip(doc._.timexes, doc._.chronology.values, strict=True)
        if v.reason == "no_such_day"
    ]
    unbound = [c for c in doc._.casualties if c.event < 0]
    out += [
        f"figure of loss without an event: {article_of(doc).text[c.start : c.end]!r}" for c in unbound
    ]  # fmt: skip
    return out
