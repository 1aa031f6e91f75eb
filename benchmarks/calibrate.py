"""Fits models/<lang>/confidence.toml: the log-odds that a record is right, by how its slots were found.

    python benchmarks/calibrate.py corpus/en [--write]

A record is right when it is aligned with an annotated event and has its type, and a date and place that agree.
Logistic regression with a ridge of 1, by Newton's method. Printed is the calibration on records that the fit has not
seen (each article left out in turn), in bands of confidence.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from dateline.engines.results.confidence import FEATURES, features
from dateline.evaluation.matching import align, slots_right
from dateline.extraction import extract
from dateline.readers.inputs import discover, read

HEADER = """\
# Log-odds that type, date and place of a record are right, by how its slots were found. Fitted by
# benchmarks/calibrate.py on {n} records of {articles} articles of corpus/en.
"""


def records(folder: Path) -> list[tuple[str, list[str], bool]]:
    """(article, features, right) of every record of every annotated article."""
    out = []
    for source in discover([str(folder)]).inputs:
        gold_path = folder / f"{source.stem}.gold.json"
        if not gold_path.exists():
            continue
        gold = json.loads(gold_path.read_text(encoding="utf-8"))["events"]
        (article,) = read(source, lang=folder.name, max_chars=10_000_000)
        events = extract(article).events
        found = [event.model_dump() for event in events]
        aligned = {j: i for i, j in align(gold, found).items()}
        for j, event in enumerate(events):
            right = False
            if j in aligned:
                slots = slots_right(gold[aligned[j]], found[j])
                right = slots["type"] and slots["date"] and slots["place"]
            out.append((source.stem, features(event), right))
    return out


def fit(rows: list[tuple[str, list[str], bool]], names: list[str]) -> np.ndarray:
    """Weights, bias first."""
    x = np.array([[1.0, *(name in found for name in names)] for _, found, _ in rows])
    y = np.array([float(right) for _, _, right in rows])
    ridge = np.eye(x.shape[1])
    ridge[0, 0] = 0.0
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = x.T @ (x * (p * (1 - p))[:, None]) + ridge
        w = w + np.linalg.solve(hessian, x.T @ (y - p) - ridge @ w)
    return w


def scores(rows: list[tuple[str, list[str], bool]], names: list[str], w: np.ndarray) -> np.ndarray:
    """Confidence of each row."""
    x = np.array([[1.0, *(name in found for name in names)] for _, found, _ in rows])
    return 1 / (1 + np.exp(-x @ w))


def main() -> None:
    """Fit, print the calibration, and write the file if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    rows = records(arguments.folder)
    names = list(FEATURES)
    articles = sorted({article for article, _, _ in rows})
    unseen = []
    for article in articles:
        w = fit([row for row in rows if row[0] != article], names)
        held = [row for row in rows if row[0] == article]
        unseen += list(zip(scores(held, names, w), (right for _, _, right in held), strict=True))
    for low in np.arange(0.0, 1.0, 0.1):
        band = [(p, right) for p, right in unseen if low <= p < low + 0.1]
        if band:
            said, true = (sum(values) / len(band) for values in zip(*band, strict=True))
            print(f"{low:.1f}–{low + 0.1:.1f}: {len(band):4d} records, said {said:.2f}, right {true:.2f}")
    if arguments.write:
        w = fit(rows, names)
        path = Path("models") / arguments.folder.name / "confidence.toml"
        lines = [HEADER.format(n=len(rows), articles=len(articles)) + "[weights]", f"bias = {w[0]:.2f}"]
        lines += [f'"{name}" = {value:.2f}' for name, value in zip(names, w[1:], strict=True)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
