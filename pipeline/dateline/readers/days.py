"""The day of writing as archives write it ("17 Jan 2012", "2012-01-17T08:30Z") → "2012-01-17".

dateparser reads the one explicit string, strictly and with the language pinned; a part that is not
there is never made up, and an order of day and month that could be either is refused.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=$|T)")
ORDERS = ("DMY", "MDY")


@cache
def _parser(lang: str, order: str) -> DateDataParser:
    from dateparser.date import DateDataParser  # only documents that need it pay for loading it

    return DateDataParser(
        languages=[lang],
        settings={
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
            "DATE_ORDER": order,
        },
    )


def calendar_day(value: str, lang: str) -> str | None:
    """The day as YYYY-MM-DD; None if the string does not name exactly one, or if its order leaves two."""
    if found := _ISO_DAY.match(value):
        try:
            return date.fromisoformat(found.group()).isoformat()
        except ValueError:
            return None
    days = {_parser(lang, order).get_date_data(value).date_obj for order in ORDERS}
    days = {day.date() for day in days if day is not None}
    return days.pop().isoformat() if len(days) == 1 else None
