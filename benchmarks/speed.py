"""Wall time of `dateline extract` on a text, and words a second beside the bare stock spaCy pipeline.

    python benchmarks/speed.py TEXT [--rounds N]

Both read the same text in the same process, in turn; the best of N rounds is reported. Start-up (loading
the models) is timed apart.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from dateline.build import analyse, build, installed_model
from dateline.readers.inputs import discover, read


def timed(work: Callable[[], object]) -> float:
    """Seconds that `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("text", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    (source,) = discover([str(arguments.text)]).inputs

    def article() -> object:
        (found,) = read(source, encoding="utf-8", lang="en", reference_date=None, max_chars=10_000_000)
        return found

    ready = article()
    words = len(ready.text.split())  # type: ignore[attr-defined]
    start = time.perf_counter()
    nlp = build("en")
    print(f"start-up: {time.perf_counter() - start:.2f} s")
    stock = spacy.load(installed_model("en"))
    analyse(nlp, ready)  # type: ignore[arg-type]
    ours, theirs = [], []
    for _ in range(arguments.rounds):
        ours.append(timed(lambda: analyse(nlp, article())))  # type: ignore[arg-type]
        theirs.append(timed(lambda: stock(ready.text)))  # type: ignore[attr-defined]
    for name, seconds in (
        ("dateline, whole pipeline with reader", min(ours)),
        ("stock spaCy pipeline", min(theirs)),
    ):
        print(f"{name:40s} {seconds:6.2f} s  {words / seconds:8.0f} words/s")
    doc = stock.tokenizer(ready.text)  # type: ignore[attr-defined]
    print(f"text: {words} words, {len(doc)} tokens")


if __name__ == "__main__":
    main()
