"""A run measured against annotated articles: results → scores → one report per part."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pydantic

from dateline import __version__
from dateline.article import Article, words_in
from dateline.errors import InputError, UsageError
from dateline.evaluation.corpus import PARTS, Annotated
from dateline.evaluation.matching import Json
from dateline.evaluation.scoring import LAYERS, Counts, Score, score
from dateline.readers.inputs import discover, read
from dateline.records import FailureRecord
from dateline.run import Lines, Pool, in_order

RESAMPLES = 1000
SEED = 20_120_117
ALL = "all"  # the part of articles outside a corpus with a manifest
MAX_CHARS = 5_000_000


@dataclass(frozen=True, slots=True)
class Judged:
    """An article with its annotation, the result and its score."""

    item: Annotated
    gold: Json
    document: Json
    events: list[Json]
    words: int
    score: Score


class Row(pydantic.BaseModel):
    """A layer's precision, recall and F1 in per cent, with the counts; `low` and `high` bound F1 (95 %)."""

    p: float
    r: float
    f1: float
    low: float | None = None
    high: float | None = None
    hit: int
    gold: int
    found: int


class Part(pydantic.BaseModel):
    """The scores of a part; `documents` gives F1 per article and layer, `confusion` annotated → found → number."""

    articles: int
    words: int
    layers: dict[str, Row]
    timexes: dict[str, Row]
    types: dict[str, Row]
    documents: dict[str, dict[str, float]]
    confusion: dict[str, dict[str, dict[str, int]]]


class Report(pydantic.BaseModel):
    """An evaluation: parts by language and name ("en dev"), and the articles that could not be read."""

    version: str
    parts: dict[str, Part]
    failures: list[FailureRecord]


def count_words(text: Path) -> int:
    """Words of a text."""
    return words_in(text.read_text(encoding="utf-8"))


def judge(item: Annotated, document: Json, events: list[Json]) -> Judged:
    """Score one result."""
    gold = item.annotation()
    return Judged(item, gold, document, events, count_words(item.text), score(gold, document, events))


def judged(items: list[Annotated], lang: str | None, workers: int = 1) -> Iterator[Judged | FailureRecord]:
    """Run the pipeline over the articles, each in the language of its annotation (or `lang`), and score them."""
    articles = (_article(item, lang) for item in items)
    with ExitStack() as stack:
        pool = stack.enter_context(Pool(workers)) if workers > 1 else None
        for item, (_, result) in zip(items, in_order(articles, pool), strict=True):
            if isinstance(result, Lines):
                yield judge(item, json.loads(result.document), [json.loads(line) for line in result.events])
            else:
                yield result


def judged_run(items: list[Annotated], folder: Path) -> Iterator[Judged | FailureRecord]:
    """Score the files of an earlier run, as `dateline extract` wrote them; raises E207 where they are none."""
    documents, events = run_files(folder)
    for item in items:
        name = str(item.annotation().get("doc_id") or item.doc_id)
        key = name if name in documents else Path(name).stem
        if key in documents:
            yield judge(item, documents[key], events.get(key, []))
        else:
            error = UsageError("E405", path=folder, name=name)
            yield FailureRecord(input=str(item.text), code=error.code, message=error.message)


def run_files(folder: Path) -> tuple[dict[str, Json], dict[str, list[Json]]]:
    """Documents by id, and their events, of a run's folder."""
    documents: dict[str, Json] = {}
    events: dict[str, list[Json]] = {}
    for path in sorted(folder.rglob("*.documents.jsonl")):
        for line in filter(str.strip, path.read_text(encoding="utf-8").split("\n")):
            document = json.loads(line)
            documents[document["doc_id"]] = document
    for path in sorted(folder.rglob("*.events.jsonl")):
        for line in filter(str.strip, path.read_text(encoding="utf-8").split("\n")):
            event = json.loads(line)
            events.setdefault(event["doc_id"], []).append(event)
    return documents, events


def _article(item: Annotated, lang: str | None) -> Article | InputError:
    """The one article of a text, or the error that the reader gives."""
    found = discover([str(item.text)])
    if found.failures:
        return found.failures[0]
    language = lang or item.annotation().get("lang") or item.text.parent.name
    return next(iter(read(found.inputs[0], lang=language, max_chars=MAX_CHARS)))


def report(results: Iterable[Judged | FailureRecord]) -> Report:
    """All scores, part by part."""
    parts: dict[str, list[Judged]] = {}
    failures = []
    for result in results:
        if isinstance(result, FailureRecord):
            failures.append(result)
        else:
            parts.setdefault(f"{result.gold.get('lang', 'en')} {result.item.part or ALL}", []).append(result)
    return Report(
        version=__version__,
        parts={name: part(parts[name]) for name in sorted(parts, key=_order)},
        failures=failures,
    )


def _order(name: str) -> tuple[str, int, str]:
    lang, _, part = name.partition(" ")
    return (lang, PARTS.index(part) if part in PARTS else len(PARTS), part)


def part(results: list[Judged]) -> Part:
    """The scores of the articles of one part."""
    total = Score()
    for result in results:
        total += result.score
    bounds = intervals([result.score for result in results])
    layers = [layer for layer in LAYERS if total.layers[layer].gold or total.layers[layer].found]
    return Part(
        articles=len(results),
        words=sum(result.words for result in results),
        layers={layer: row(total.layers[layer], bounds.get(layer)) for layer in layers},
        timexes=_rows(total.timexes),
        types=_rows(total.types),
        documents={
            result.item.doc_id: {layer: round(result.score.layers[layer].f1, 1) for layer in layers}
            for result in results
        },
        confusion=_confusion([result for result in results if not result.item.frozen]),
    )


def row(counts: Counts, bounds: tuple[float, float] | None = None) -> Row:
    """Counts as they are reported, rounded to a tenth of a per cent."""
    low, high = bounds or (None, None)
    return Row(
        p=round(counts.precision, 1),
        r=round(counts.recall, 1),
        f1=round(counts.f1, 1),
        low=low,
        high=high,
        hit=counts.hit,
        gold=counts.gold,
        found=counts.found,
    )


def _rows(table: Mapping[str, Counts]) -> dict[str, Row]:
    return {key: row(table[key]) for key in sorted(table, key=lambda k: (-table[k].gold, k))}


def _confusion(results: list[Judged]) -> dict[str, dict[str, dict[str, int]]]:
    """Annotated → found → number, per layer, most frequent first; of articles that may be looked at."""
    total = Score()
    for result in results:
        total += result.score
    out: dict[str, dict[str, dict[str, int]]] = {}
    for layer, pairs in sorted(total.confusion.items()):
        for (want, have), number in sorted(
            pairs.items(), key=lambda item: (item[0][0], -item[1], item[0][1])
        ):
            out.setdefault(layer, {}).setdefault(want, {})[have] = number
    return out


def intervals(scores: list[Score]) -> dict[str, tuple[float, float]]:
    """95 % confidence interval of each layer's F1: percentile bootstrap over articles (Efron 1979).

    Empty for a single article, which says nothing of the spread.
    """
    if len(scores) < 2:
        return {}
    counts = np.array(
        [[(c.hit, c.gold, c.found) for c in (s.layers[layer] for layer in LAYERS)] for s in scores],
        dtype=float,
    )
    rng = random.Random(SEED)
    weights = np.zeros((RESAMPLES, len(scores)))
    for sample in weights:
        for _ in scores:
            sample[rng.randrange(len(scores))] += 1
    hit, gold, found = np.moveaxis(np.einsum("sd,dlc->slc", weights, counts), 2, 0)
    with np.errstate(invalid="ignore"):
        f1 = np.nan_to_num(200 * hit / (gold + found))
    low, high = np.percentile(f1, [2.5, 97.5], axis=0)
    return {
        layer: (round(float(low[n]), 1), round(float(high[n]), 1))
        for n, layer in enumerate(LAYERS)
        if (gold[:, n] + found[:, n]).any()
    }
