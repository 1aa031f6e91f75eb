"""Fits models/<lang>/near_misses.toml: whether a near miss of the event lexicon tells an event all the same.

    python benchmarks/near_misses.py corpus/en [--fit train dev] [--sentences FILE] [--threshold 0.5] [--write]

A near miss (dateline.engines.events.near_misses) is right when an annotated event has its trigger on the same word.
Fitted on the articles of --fit. What it prints comes from ten fits that each leave a tenth of these articles out and
are asked about that tenth: at each threshold how many are accepted, and how many of them are events and of the type
annotated. --sentences adds the unit sentences, whose metaphors the model must not take for war. Deterministic: no
seed; logistic regression, ridge, Newton's method.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from calibrate import articles
from logistic import fit, matrix, probability
from spacy.language import Language

from dateline.article import Article
from dateline.build import analyse, build
from dateline.engines.events.near_misses import FILE, NearMisses
from dateline.readers.inputs import discover, read

Events = list[tuple[int, int, str]]  # start, end, type

RIDGE = 1.5
HARD = 3  # how often a unit sentence counts: many are there to be no event
OFTEN = 5  # occurrences from which the share of a lemma is known
SEEN = 2  # near misses that must have a feature for it to get a weight
FOLDS = 10
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.6)
HEADER = """\
# Whether a sense that lacks something tells an event all the same: log-odds by what it lacks, its words and sentence.
# Fitted by benchmarks/near_misses.py on {n} near misses, {events} of them events, of {articles} texts of
# corpus/{lang} ({parts}) and unit sentences. Of those accepted on texts left out, {precision:.0%} are events.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A near miss: its text, what the model looks at, whether it is an event, and of the sense's type."""

    text: str
    features: tuple[str, ...]
    event: bool
    typed: bool


def read_corpus(folder: Path, parts: Sequence[str]) -> list[tuple[str, Article, Events]]:
    """The annotated articles of these parts: name, text, spans and types of the triggers."""
    names = articles(folder, parts)
    out = []
    for source in discover([str(folder)]).inputs:
        if source.stem in names:
            gold = json.loads((folder / f"{source.stem}.gold.json").read_text(encoding="utf-8"))["events"]
            (article,) = read(source, lang=folder.name, max_chars=10_000_000)
            events = [(e["trigger"]["start"], e["trigger"]["end"], e["event_type"]) for e in gold]
            out.append((source.stem, article, events))
    return out


def read_sentences(table: Path) -> list[tuple[str, Article, Events]]:
    """The unit sentences but those marked as known gaps (tests/unit_sentences.py), each as an article."""
    out = []
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            text, events = row["sentence"], []
            for trigger, kind in re.findall(r"(?:^| ; )(.+?): (\w+)", row["records"]):
                events += [(m.start(), m.end(), kind) for m in re.finditer(re.escape(trigger), text)]
            if not row["gap"]:
                out.append((text, Article.from_text(text), events))
    return out


def near_misses(nlp: Language) -> NearMisses:
    """What finds the near misses in a pipeline."""
    found: NearMisses = nlp.get_pipe("dateline_events").near  # type: ignore[attr-defined]
    return found


def shares(texts: Sequence[Article], nlp: Language) -> dict[str, float]:
    """Of each lemma of the lexicon that occurs often: the share of its occurrences that head frames."""
    matcher = near_misses(nlp).matcher
    known = {lemma for _, lemma in matcher.lexicon.index}
    seen: Counter[str] = Counter()
    framed: Counter[str] = Counter()
    for article in texts:
        doc = analyse(nlp, article)
        mentions = matcher.layers(doc)
        for sentence in doc._.sentences:
            frames = matcher.match(doc, mentions, sentence.first, sentence.last)
            framed.update(matcher.forms.lemma(frame.head) for frame in frames)
            seen.update(
                matcher.forms.lemma(t)
                for t in doc[sentence.first : sentence.last]
                if t.pos_ in ("VERB", "NOUN")
            )
    return {
        lemma: round(min(framed[lemma] / n, 1), 2)
        for lemma, n in sorted(seen.items())
        if n >= OFTEN and lemma in known
    }


def judged(nlp: Language, article: Article, stem: str, events: Events) -> list[Row]:
    """The near misses of an article, by the spans and types of its annotated triggers."""
    near, out = near_misses(nlp), []
    doc = analyse(nlp, article)
    mentions = near.matcher.layers(doc)
    for sentence in doc._.sentences:
        if sentence.heading:
            continue
        frames = near.matcher.match(doc, mentions, sentence.first, sentence.last)
        for miss in near.of(doc, mentions, sentence.first, sentence.last, frames):
            head = miss.frame.head
            span = article.span(head.idx, head.idx + len(head))
            types = {kind for start, end, kind in events if start < span.end and span.start < end}
            out.append(Row(stem, miss.features, bool(types), miss.frame.sense.type in types))
    return out


def left_out(told: list[Row], names: list[str]) -> np.ndarray:
    """The probability of each, by a model that has not seen its text."""
    stems = sorted({row.text for row in told})
    fold = np.array([stems.index(row.text) % FOLDS for row in told])
    x, y = matrix([row.features for row in told], names), np.array([float(row.event) for row in told])
    said = np.zeros(len(told))
    for k in range(FOLDS):
        said[fold == k] = probability(x[fold == k], fit(x[fold != k], y[fold != k], RIDGE))
    return said


def main() -> None:
    """Fit, print how it does on articles left out, and write the file if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--fit", nargs="+", default=["train", "dev"], metavar="PART")
    parser.add_argument("--sentences", type=Path)
    parser.add_argument("--threshold", type=float, default=0.5)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    nlp = build(arguments.folder.name)
    texts = read_corpus(arguments.folder, arguments.fit)
    near = near_misses(nlp)
    near.weights = replace(near.weights, shares=shares([article for _, article, _ in texts], nlp))
    hard = read_sentences(arguments.sentences) if arguments.sentences else []
    told = [row for stem, article, events in texts for row in judged(nlp, article, stem, events)]
    units = [row for stem, article, events in hard for row in judged(nlp, article, stem, events)]
    learnt = told + HARD * units
    counts = Counter(name for row in told + units for name in set(row.features))
    names = sorted(name for name, n in counts.items() if n >= SEEN)
    said = left_out(learnt, names)[: len(told) + len(units)].tolist()
    best, rest = list(zip(said, told, strict=False)), list(zip(said[len(told) :], units, strict=True))
    events = sum(row.event for _, row in best)
    print(f"{len(best)} near misses of {len(texts)} texts; events: {events}")
    for threshold in THRESHOLDS:
        taken = [row for p, row in best if p >= threshold]
        right, typed = (sum(getattr(row, what) for row in taken) for what in ("event", "typed"))
        print(
            f"  from {threshold:.2f}: {len(taken):4d} accepted, {right:4d} events ({right / len(taken):.0%}),"
            f" {typed:4d} of the right type; wrong in unit sentences:"
            f" {sum(p >= threshold and not row.event for p, row in rest)} of {len(rest)}"
        )
    if arguments.write:
        w = fit(
            matrix([r.features for r in learnt], names), np.array([float(r.event) for r in learnt]), RIDGE
        )
        taken = [row for p, row in best if p >= arguments.threshold]
        header = HEADER.format(
            n=len(best),
            events=events,
            articles=len(texts),
            lang=arguments.folder.name,
            parts=", ".join(arguments.fit),
            precision=sum(row.event for row in taken) / len(taken),
        )
        lines = [header, f"threshold = {arguments.threshold}", f"bias = {w[0]:.2f}", "", "[weights]"]
        lines += [f'"{n}" = {v:.2f}' for n, v in zip(names, w[1:], strict=True) if abs(v) >= 0.005]
        lines += ["", "[shares]", *(f'"{lemma}" = {share}' for lemma, share in near.weights.shares.items())]
        path = Path("models") / arguments.folder.name / FILE
        path.write_text("\n".join([*lines, ""]), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
