"""Processor time of the two temporal stages beside that of the parser, on one text in the same process.

    python benchmarks/chronology.py TEXT [--rounds N]

The parser is what it needs itself: its vectors (tok2vec) and its transitions. The best of N rounds is reported.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from dateline.article import Article
from dateline.build import analyse, build, part, windows
from dateline.readers.inputs import discover, read

PARSER = ("tok2vec", "parser")
STAGES = ("dateline_timexes", "dateline_chronology")


def parser_seconds(pipes: dict[str, Any], doc: Doc) -> float:
    """Seconds of the processor for the parse of a text, cut as the pipeline cuts it."""
    parts = [part(doc, first, last) for first, last in windows(doc._.sentences, len(doc))]
    start = time.process_time()
    for name in PARSER:
        parts = list(pipes[name].pipe(parts, batch_size=16))
    return time.process_time() - start


def stage_seconds(stage: Any, doc: Doc) -> float:
    """Seconds of the processor for one stage."""
    start = time.process_time()
    stage.predict(doc)
    return time.process_time() - start


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("text", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    (source,) = discover([str(arguments.text)]).inputs
    (article,) = read(source, encoding="utf-8", lang="en", reference_date=None, max_chars=10_000_000)
    assert isinstance(article, Article)
    nlp = build("en")
    pipes = dict(nlp.pipeline)
    doc = analyse(nlp, article)
    rounds = range(arguments.rounds)
    parse = min(parser_seconds(pipes, doc) for _ in rounds)
    ours = {name: min(stage_seconds(pipes[name], doc) for _ in rounds) for name in STAGES}
    print(f"text: {len(article.text.split())} words, {len(doc._.timexes)} time expressions")
    print(f"{'parser (' + ', '.join(PARSER) + ')':30s} {1000 * parse:7.1f} ms")
    for name, seconds in ours.items():
        print(f"{name:30s} {1000 * seconds:7.1f} ms  {100 * seconds / parse:5.1f} % of the parser")
    whole = sum(ours.values())
    print(f"{'both':30s} {1000 * whole:7.1f} ms  {100 * whole / parse:5.1f} % of the parser")


if __name__ == "__main__":
    main()
