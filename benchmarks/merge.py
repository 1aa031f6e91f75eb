"""Time and peak memory of `dateline merge` on generated records, and how many of their twins it finds.

    python benchmarks/merge.py [--records 200000] [--documents 4000]

A war is generated: happenings at towns on days, each told by one to four documents with gaps and slips (no actor, no
place, only the month, a day off). Few towns see most of it, as in a real archive: one in thirteen happenings is at
the first of 8,000 towns. A larger archive covers more days. Each of the four sizes is merged in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

TYPES = (
    "capture", "attack", "armed_clash", "airstrike", "withdrawal", "bombing", "killing", "shelling", "ambush",
    "deployment",
)  # fmt: skip
FIRST, TOWNS, ACTORS, FILES = date(1950, 1, 1), 8000, 400, 10
HAPPENINGS_A_DAY = 20
SPAN = {"text": "moved", "start": 0, "end": 5}


class War:
    """Draws happenings and their tellings; the same seed gives the same war."""

    def __init__(self, seed: int, days: int) -> None:
        self.random = random.Random(seed)
        self.days = days
        self.towns = [self.town(n) for n in range(TOWNS)]

    def town(self, number: int) -> dict:
        """A town somewhere in a quarter of the world."""
        lat, lon = round(self.random.uniform(-30, 30), 4), round(self.random.uniform(-20, 40), 4)
        return {
            "mention": None,
            "name": f"Town {number}",
            "country": "ZZ",
            "admin1": f"Province {number % 60}",
            "geonames_id": number + 1,
            "lat": lat,
            "lon": lon,
            "precision": "exact",
        }

    def happening(self, number: int) -> dict:
        """What happened: type, day, town, sides, dead."""
        draw = self.random
        return {
            "id": number,
            "type": draw.choice(TYPES),
            "day": FIRST + timedelta(draw.randrange(self.days)),
            "town": self.towns[int(TOWNS ** draw.random()) - 1],
            "sides": draw.sample(range(ACTORS), 2),
            "dead": draw.choice([None, None, draw.randint(1, 80)]),
        }

    def telling(self, what: dict, document: int, number: int) -> dict:
        """How a document tells it."""
        draw = self.random
        day = what["day"] + timedelta(draw.choice([0] * 7 + [1]))
        roles = [r for r in zip(("initiator", "target"), what["sides"], strict=True) if draw.random() < 0.8]
        text = (
            f"On {day} the troops moved on {what['town']['name']} in the war of our benchmark. "
            + "Filler words. " * 8
        )
        dead = {"kind": "killed", "low": what["dead"], "best": what["dead"], "high": what["dead"]}
        return {
            "schema_version": "1",
            "id": f"{what['id']:x}-{number:x}",
            "doc_id": f"doc-{document}",
            "lang": "en",
            "event_type": what["type"],
            "trigger": SPAN,
            "sentence": {"text": text, "start": 0, "end": len(text), "index": number},
            "date": self.date(day, exact=draw.random() < 0.85),
            "place": what["town"] if draw.random() < 0.9 else None,
            "participants": [
                {"role": role, "actor": group(n), "mention": SPAN, "via": "name"} for role, n in roles
            ],
            "casualties": []
            if what["dead"] is None
            else [{**dead, "victims": None, "claimed_by": None, "mention": SPAN}],
            "assertion": {"status": "asserted", "source": None, "cue": None},
            "citations": [],
            "incident": f"incident-{number:x}",
            "reasons": {},
            "confidence": 0.7,
        }

    @staticmethod
    def date(day: date, *, exact: bool) -> dict:
        """The day, or its month."""
        last = (day.replace(day=1) + timedelta(32)).replace(day=1) - timedelta(1)
        earliest, latest = (day, day) if exact else (day.replace(day=1), last)
        return {
            "mention": None,
            "value": f"{day}" if exact else f"{day:%Y-%m}",
            "earliest": f"{earliest}",
            "latest": f"{latest}",
            "precision": "day" if exact else "month",
            "resolution": "absolute",
            "anchor": None,
            "rule": None,
        }

    def write(self, folder: Path, records: int, documents: int) -> int:
        """So many records; their size in bytes."""
        files = [(folder / f"part{n}.events.jsonl").open("w", encoding="utf-8") for n in range(FILES)]
        number = happening = 0
        while number < records:
            what = self.happening(happening)
            happening += 1
            for document in self.random.sample(range(documents), self.random.choice([1, 1, 2, 2, 3, 4])):
                files[document % FILES].write(json.dumps(self.telling(what, document, number)) + "\n")
                number += 1
        for file in files:
            file.close()
        return sum(path.stat().st_size for path in folder.iterdir())


def group(number: int) -> dict:
    """One of the sides."""
    return {
        "id": f"group:{number}",
        "name": f"Group {number}",
        "kind": "rebel_group",
        "country": "ZZ",
        "aka": [f"G{number}"],
    }


def twins(path: Path) -> tuple[float, float]:
    """Precision and recall of the pairs of records that were linked."""
    linked = right = 0
    told: Counter[str] = Counter()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            ids = [r["id"].split("-")[0] for v in json.loads(line)["versions"] for r in v["records"]]
            told.update(ids)
            linked += pairs(len(ids))
            right += sum(map(pairs, Counter(ids).values()))
    return right / max(linked, 1), right / max(sum(map(pairs, told.values())), 1)


def pairs(n: int) -> int:
    """How many pairs n things make."""
    return n * (n - 1) // 2


def measure(folder: Path, records: int, documents: int) -> str:
    """Merge so many records and tell what it took."""
    (folder / "in").mkdir()
    days = records // (2 * HAPPENINGS_A_DAY)  # a happening is told twice in the mean
    size = War(1, days).write(folder / "in", records, documents)
    command = [
        sys.executable,
        "-m",
        "dateline.cli",
        "merge",
        str(folder / "in"),
        "-o",
        str(folder / "out"),
        "-q",
    ]
    start = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    assert status == 0, status
    counts = json.loads((folder / "out" / "merge.json").read_text(encoding="utf-8"))["counts"]
    precision, recall = twins(folder / "out" / "incidents.jsonl")
    worked, peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    return (
        f"{counts['records']:8d} {size / 1e6:7.0f} {seconds:9.1f} {worked:11.1f} {worked / records * 1e6:11.0f}"
        f" {peak:9.0f} {counts['comparisons'] / records:17.1f} {counts['cut_short']:10d}"
        f" {precision:10.3f} {recall:8.3f}"
    )


def main() -> None:
    """Print a line a size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=200_000)
    parser.add_argument("--documents", type=int, default=4000)
    arguments = parser.parse_args()
    print(
        " records   MB in   seconds   processor   µs/record   peak MB   compared/record"
        "  cut short  precision   recall"
    )
    for part in (8, 4, 2, 1):
        with tempfile.TemporaryDirectory() as name:
            print(measure(Path(name), arguments.records // part, arguments.documents), flush=True)


if __name__ == "__main__":
    main()
