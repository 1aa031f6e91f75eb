"""Explicit calendar dates in the languages that have no rules of their own: month names and digits.

The words for the months are those of dateparser's locale data (from CLDR); a candidate is cut out of the text by
the shape of a date and read by dateparser as one string, with the language pinned. What the words do not give (a
year, a day) is never made up.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dateline.engines.time.calendar import CalendarDate, exists
from dateline.patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateparser.date import DateDataParser

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
LEAP_YEAR = 2000  # stands in where a day and month without a year are read
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:\.|[ºª°]|(?<=\d)[^\W\d_]{1,3}\.?)?"
_YEAR = r"(?P<year>[12]\d{3})"


class ExplicitDates:
    """Finds and reads the explicit dates of one language."""

    def __init__(self, lang: str) -> None:
        from dateparser.languages.loader import default_loader

        self.lang = lang
        info: dict[str, Any] = default_loader.get_locale(lang).info
        months = {word for month in MONTHS for word in info.get(month, ())}
        small = {word for key in ("pertain", "skip") for word in info.get(key) or () if word[:1].isalpha()}
        self._patterns = [re.compile(p, re.IGNORECASE) for p in _patterns(months, small)]
        self._order: str = info.get("date_order") or "DMY"
        self._parsers: dict[tuple[str, ...], DateDataParser] = {}

    def read(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, CalendarDate]]:
        """(start, end, date) of every explicit date in `text[start:end]`, in order, the longest where two overlap."""
        found = [
            (m.start(), m.end(), date)
            for pattern in self._patterns
            for m in pattern.finditer(text, start, end)
            if (date := self._date(m)) is not None
        ]
        taken = start
        for first, last, date in sorted(found, key=lambda f: (f[0], -f[1])):
            if first >= taken:
                taken = last
                yield first, last, date

    def _date(self, match: re.Match[str]) -> CalendarDate | None:
        """What a candidate says, read by dateparser; None if it is no date of the calendar."""
        given = tuple(part for part, value in match.groupdict().items() if value is not None)
        words = match[0] if "year" in given else f"{match[0]} {LEAP_YEAR}"
        read = self._parser(tuple(sorted({*given, "year"}))).get_date_data(words).date_obj
        if read is None:
            return None
        date = CalendarDate(
            year=read.year if "year" in given else None,
            month=read.month,
            day=read.day if "day" in given else None,
        )
        return date if exists(date) else None

    def _parser(self, parts: tuple[str, ...]) -> DateDataParser:
        if parts not in self._parsers:
            from dateparser.date import DateDataParser

            settings = {
                "REQUIRE_PARTS": list(parts),
                "PARSERS": ["absolute-time"],
                "DATE_ORDER": self._order,
                "PREFER_DAY_OF_MONTH": "first",
            }
            self._parsers[parts] = DateDataParser(languages=[self.lang], settings=settings)
        return self._parsers[parts]


def _patterns(months: set[str], small: set[str]) -> list[str]:
    """The shapes of a date: day and month with or without a year in either order, month and year, digits."""

    month = rf"(?P<month>{any_of(months)})(?!\w)(?:\.(?=\s+[12]\d))?"
    gap = rf"\s*(?:(?:{any_of(small)})\s+)?" if small else r"\s*"
    year = rf"(?:,?\s{gap}{_YEAR}(?!\d))"
    # Months that are numbered, as in Japanese and Korean: year, month and day stand without spaces, largest first.
    numbered = any_of({word for word in months if word[0].isdigit()})
    day = r"(?P<day>3[01]|[12]\d|0?[1-9])[^\W\d_]"
    unspaced = [
        rf"(?<!\d){_YEAR}\s?[^\W\d_]\s?(?P<month>{numbered})(?:\s?{day})?",
        rf"(?<!\d)(?P<month>{numbered})\s?{day}",
    ]
    return (unspaced if numbered else []) + [
        rf"(?<![\w.,/-]){_DAY}{gap}(?<=[\s.\d\w]){month}{year}?",
        rf"(?<!\w){month}\s{_DAY}(?!\d){year}?",
        rf"(?<!\w)(?<!\d\s)(?<!\d\.\s){month}{year}",
        rf"(?<![\w.,/-]){_YEAR}-(?P<month>0[1-9]|1[0-2])-(?P<day>3[01]|[12]\d|0[1-9])(?![\w-])",
        rf"(?<![\w.,/-])(?P<day>3[01]|[12]\d|0?[1-9])[./](?P<month>1[0-2]|0?[1-9])[./]{_YEAR}(?![\w-])",
    ]
