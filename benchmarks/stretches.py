"""Scores of stretches of real articles: annotated here, their texts elsewhere.

    python benchmarks/stretches.py TEXT|FOLDER ... [--sets first second third held fourth fifth] [--agreement]

Reads benchmarks/stretches/SET/NAME.gold.json, runs the whole article NAME.txt of the folders given, counts what lies
in the stretches. Articles written for a corpus are denser in dates and names than what readers bring: these tell how
the program does on long encyclopaedia articles. Set "held" is only scored, never looked at; "third", "fourth" and
"fifth" were drawn by chance, and looked at after their first scoring. Texts that are not there are left out, and named.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dateline.evaluation.corpus import GOLD, Annotated, load
from dateline.evaluation.evaluate import Judged, count_words, judged, report
from dateline.evaluation.report import table
from dateline.evaluation.scoring import score

STRETCHES = Path(__file__).parent / "stretches"
SETS = ("first", "second", "third", "held", "fourth", "fifth")
TWICE, AGAIN = "fifth", "fifth_again"


def texts(paths: list[Path]) -> dict[str, Path]:
    """The texts given, by name."""
    files = (file for path in paths for file in (sorted(path.rglob("*.txt")) if path.is_dir() else [path]))
    return {file.stem: file for file in files}


def items(name: str, known: dict[str, Path]) -> list[Annotated]:
    """The annotated stretches of a set whose texts are there."""
    golds = sorted((STRETCHES / name).glob(f"*{GOLD}"))
    there = [(gold.name.removesuffix(GOLD), gold) for gold in golds]
    for stem, _ in there:
        if stem not in known:
            print(f"{name}: no text of {stem}", file=sys.stderr)
    return [Annotated(stem, known[stem], gold, None) for stem, gold in there if stem in known]


def agreement(known: dict[str, Path]) -> list[Judged]:
    """The second annotation of the stretches that have two, scored against the first."""
    out = []
    for item in items(TWICE, known):
        gold, other = load(item.gold), load(STRETCHES / AGAIN / item.gold.name)
        out.append(
            Judged(
                item,
                gold,
                other,
                other["events"],
                count_words(item.text),
                score(gold, other, other["events"]),
            )
        )
    return out


def main() -> None:
    """Print a table a set."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=SETS)
    parser.add_argument("--agreement", action="store_true", help="how far two annotations of one set agree")
    arguments = parser.parse_args()
    known = texts(arguments.texts)
    if arguments.agreement:
        print(table(report(agreement(known))))
        return
    for name in arguments.sets:
        if found := items(name, known):
            print(f"== {name}")
            print(table(report(list(judged(found, None)))))


if __name__ == "__main__":
    main()
