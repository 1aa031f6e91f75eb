"""Fits models/<lang>/confidence.toml: the log-odds that a record, and each slot of it, is right.

    python benchmarks/calibrate.py corpus/en [--fit train ...] [--report dev ...] [--write]

Fitted on the articles of --fit, reported on those of --report, which the fit has not seen: in bands of confidence how
many records, what was said and what was right, and the expected calibration error (Guo et al. 2017: the mean distance
of the two over ten bands, weighted by their records).

A record is right when it is aligned with an annotated event and has its type, date, place and all its participants, as
in the layer `record` of `dateline evaluate`; a slot is right when it agrees, an empty one when the annotation's is
empty. In a record that no annotated event answers to, nothing is right. Logistic regression, ridge, Newton's method.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from logistic import fit, matrix, probability

from dateline.engines.results.confidence import RATED, features
from dateline.evaluation.matching import actor_names, align, casualties_found, fold, slots_right
from dateline.extraction import extract
from dateline.readers.inputs import discover, read

RIDGE = 8.0  # of every weight but the bias: few records have a rare feature
SEEN = 5  # records that must have a feature for it to get a weight
BANDS = 10
HEADER = """\
# Log-odds that a record (its type, date, place and every participant), and each slot of it, is right, by what it is
# and how its slots were found. Fitted by benchmarks/calibrate.py on {n} records
# of {articles} articles of corpus/{lang} ({parts}).
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A record: its features, and what of it is right."""

    features: list[str]
    right: dict[str, bool]


def rows(folder: Path, parts: Sequence[str]) -> tuple[list[Row], int]:
    """The records of the annotated articles of these parts, and the number of articles."""
    names = articles(folder, parts)
    out: list[Row] = []
    for source in discover([str(folder)]).inputs:
        if source.stem not in names:
            continue
        gold = json.loads((folder / f"{source.stem}.gold.json").read_text(encoding="utf-8"))["events"]
        (article,) = read(source, lang=folder.name, max_chars=10_000_000)
        events = extract(article).events
        found = [event.model_dump() for event in events]
        aliases = other_names(gold)
        aligned = {j: i for i, j in align(gold, found).items()}
        for j, event in enumerate(events):
            right = (
                right_slots(gold[aligned[j]], found[j], aliases)
                if j in aligned
                else dict.fromkeys(RATED, False)
            )
            out.append(Row(features(event), right))
    return out, len(names)


def articles(folder: Path, parts: Sequence[str]) -> set[str]:
    """Names of the articles of these parts, by the corpus's manifest."""
    lines = (folder.parent / "manifest.tsv").read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines]
    files = [Path(row[1]) for row in cells if row[0] in parts]
    return {
        file.stem for file in files if file.parent.name == folder.name and file.suffix in (".txt", ".wiki")
    }


def other_names(gold: list[dict]) -> dict[str, list[str | None]]:
    """Folded name → the other names of every annotated participant."""
    out: dict[str, list[str | None]] = {}
    for event in gold:
        for part in event.get("participants") or []:
            name = part.get("name") or (part.get("actor") or {}).get("name") or ""
            out.setdefault(fold(name), []).extend(actor_names(part))
    return out


def right_slots(gold: dict, found: dict, aliases: dict[str, list[str | None]]) -> dict[str, bool]:
    """What is right of a record that was aligned with an annotated event."""
    right = slots_right(gold, found)
    right["record"] = all(right.values())
    wanted, have = gold.get("casualties") or [], found["casualties"]
    right["casualties"] = len(wanted) == len(have) == casualties_found(wanted, have, aliases)
    right["status"] = (gold.get("assertion") or {}).get("status") == found["assertion"]["status"]
    return right


def calibration(said: np.ndarray, right: np.ndarray) -> tuple[list[tuple[float, int, float, float]], float]:
    """(lower end, records, said, right) of each band, and the expected calibration error."""
    bands, error = [], 0.0
    for k in range(BANDS):
        inside = (said >= k / BANDS) & ((said < (k + 1) / BANDS) | (k == BANDS - 1))
        if n := int(inside.sum()):
            bands.append((k / BANDS, n, float(said[inside].mean()), float(right[inside].mean())))
            error += n / len(said) * abs(bands[-1][2] - bands[-1][3])
    return bands, error


def main() -> None:
    """Fit, print the calibration, and write the file if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--fit", nargs="+", default=["train"], metavar="PART")
    parser.add_argument("--report", nargs="+", default=["dev"], metavar="PART")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    seen, number = rows(arguments.folder, arguments.fit)
    unseen, _ = rows(arguments.folder, arguments.report)
    counts = {name: sum(name in row.features for row in seen) for row in seen for name in row.features}
    names = sorted(name for name, n in counts.items() if n >= SEEN)
    lines = [
        HEADER.format(
            n=len(seen), articles=number, lang=arguments.folder.name, parts=", ".join(arguments.fit)
        )
    ]
    told, asked = (matrix([row.features for row in part], names) for part in (seen, unseen))
    for slot in RATED:
        w = fit(told, np.array([float(row.right[slot]) for row in seen]), RIDGE)
        said = probability(asked, w)
        right = np.array([float(row.right[slot]) for row in unseen])
        bands, error = calibration(said, right)
        print(
            f"{slot}: expected calibration error {error:.3f}, said {said.mean():.2f}, right {right.mean():.2f}"
        )
        for low, n, mean, true in bands:
            print(f"  {low:.1f}–{low + 1 / BANDS:.1f}: {n:4d} records, said {mean:.2f}, right {true:.2f}")
        lines += [f"[{slot}]", f"bias = {w[0]:.2f}"]
        lines += [
            f'"{name}" = {value:.2f}' for name, value in zip(names, w[1:], strict=True) if abs(value) >= 0.005
        ]
        lines.append("")
    if arguments.write:
        path = Path("models") / arguments.folder.name / "confidence.toml"
        path.write_text("\n".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
