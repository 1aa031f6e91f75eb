"""How fast a story goes on: day by day, or in strides of weeks and months.

What a paragraph tells between two of its times has a day only in a story that goes on by days: of the events between
two times at most ten days apart two in three are of the first day, of those between times farther apart one in ten
(measured on articles in English that no rule had been made on; in Chinese one in eight).
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.engines.time.calendar import day_of_iso
from dateline.layers import StoryPoint

DAILY = 10  # days from one time of a story to the next while it goes on day by day


def goes_by_days(story: Sequence[StoryPoint], at: int) -> bool | None:
    """Whether the story goes on by days from its point `at`; None where that is no day or nothing follows in time."""
    here, following = story[at].value, story[at + 1 : at + 2]
    then = following[0].value.earliest if following else None
    if here.precision != "day" or not (here.earliest and then) or "-" in (here.earliest[0], then[0]):
        return None
    ahead = day_of_iso(then) - day_of_iso(here.earliest)
    return ahead <= DAILY if ahead >= 0 else None
