"""Reads tests/data/unit_sentences.tsv, and its like for other languages.

Says what differs between a row and the records of its sentence.

A row holds topic, form, sentence, records, point and, for a known gap, "true". Records are parted by " ; " and each
is "trigger: type", then the status unless it is asserted, then details in brackets:

    burned: looting, claimed [initiator=the Danes | place=Winchester | date=0860 | killed=12]

`python tests/unit_sentences.py` prints every row that does not hold; with --write it takes the mark off those gaps
that are mended.

"-" means that the sentence tells no event. A role holds when the mention or the name of a participant in it contains
the words given, or is them behind "==", and "-" is nobody; "source" is who says
so or wants it; a date or place "-" is unknown; a kind of loss gives the
best figure, "-" none; "victims" are those of any loss ("-" nobody), and
"called" is another name of theirs.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language

from dateline.article import Article
from dateline.build import analyse, build
from dateline.records import EventRecord

TABLE = Path(__file__).parent / "data" / "unit_sentences.tsv"
CHINESE = Path(__file__).parent / "data" / "unit_sentences_zh.tsv"
ROLES = ("initiator", "target", "party", "supporter", "mediator")
_RECORD = re.compile(r"(?P<trigger>.+?): (?P<type>\w+)(?:, (?P<status>\w+))?(?: \[(?P<details>.+)\])?")


@dataclass(frozen=True)
class Expected:
    """One record that a sentence must give."""

    trigger: str
    type: str
    status: str = "asserted"
    details: dict[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> Expected:
        """Read the notation of the table."""
        found = _RECORD.fullmatch(text.strip())
        assert found is not None, f"not a record: {text!r}"
        details = dict(
            part.strip().split("=", 1) for part in (found["details"] or "").split("|") if part.strip()
        )
        return cls(found["trigger"], found["type"], found["status"] or "asserted", details)

    def fits(self, record: EventRecord, text: str) -> bool:
        """Whether a record is the one expected: trigger, type, status and every detail."""
        spans = [found.span() for found in re.finditer(re.escape(self.trigger), text)]
        assert spans, f"{self.trigger!r} is not in {text!r}"
        return (
            any(record.trigger.start < end and start < record.trigger.end for start, end in spans)
            and (record.event_type, record.assertion.status) == (self.type, self.status)
            and all(_holds(record, key, value) for key, value in self.details.items())
        )


def _holds(record: EventRecord, key: str, value: str) -> bool:
    """Whether one detail of a record is as expected."""
    if key == "date":
        return (record.date.value or "-") == value
    if key == "place":
        place = record.place
        if value == "-":
            return place is None
        return place is not None and value in (place.name, place.mention.text if place.mention else None)
    if key == "source":
        source = record.assertion.source
        return value == "-" if source is None else value in source.name
    if key in ROLES:
        names = [n for p in record.participants if p.role == key for n in (p.mention.text, p.actor.name)]
        if value == "-":
            return not names
        if value.startswith("="):
            return value[1:] in names
        return any(value.lower() in name.lower() for name in names)
    if key == "victims" and value == "-":
        return all(c.victims is None for c in record.casualties)
    if key == "victims":
        return any(c.victims is not None and value in c.victims.name for c in record.casualties)
    if key == "called":
        return any(c.victims is not None and value in c.victims.aka for c in record.casualties)
    return [str(c.best) for c in record.casualties if c.kind == key] == ([] if value == "-" else [value])


@dataclass(frozen=True)
class Row:
    """One row of the table."""

    topic: str
    form: str
    text: str
    expected: tuple[Expected, ...]
    point: str
    gap: bool


def _records(told: str) -> tuple[Expected, ...]:
    return () if told == "-" else tuple(map(Expected.parse, told.split(" ; ")))


def rows(table: Path = TABLE) -> list[Row]:
    """A table, in its order."""
    lines = table.read_text(encoding="utf-8").splitlines()[1:]
    cells = [line.split("\t") for line in lines]
    return [
        Row(topic, form, text, _records(told), point, gap == "true")
        for topic, form, text, told, point, gap in cells
    ]


def differences(nlp: Language, row: Row) -> list[str]:
    """What is missing from the records of a sentence and what is too much; empty when the row holds."""
    records = list(analyse(nlp, Article.from_text(row.text))._.records)
    missing = list(_unmatched(list(row.expected), records, row.text))
    out = [f"missing {one}" for one in missing]
    if len(records) > len(row.expected) - len(missing) or missing:
        told = [(r.trigger.text, r.event_type, r.assertion.status) for r in records]
        out.append(f"found {told}")
    return out


def _unmatched(expected: list[Expected], records: list[EventRecord], text: str) -> list[Expected]:
    """The fewest expected records that no record of their own fits."""
    if not expected:
        return []
    first, rest = expected[0], expected[1:]
    best = [first, *_unmatched(rest, records, text)]
    for record in records:
        if first.fits(record, text):
            others = [r for r in records if r is not record]
            best = min(best, _unmatched(rest, others, text), key=len)
    return best


def main() -> None:
    """Print the rows that do not hold and the gaps that are mended; with --write take the mark off the latter."""
    nlp = build("en")
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    for number, row in enumerate(rows(), 1):
        wrong = differences(nlp, row)
        if wrong:
            print(f"{'gap' if row.gap else 'WRONG'}: {row.text} {wrong}")
        elif row.gap:
            print(f"mended: {row.text}")
            lines[number] = lines[number].removesuffix("true")
    if "--write" in sys.argv:
        TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
