"""The days of movable feasts: Easter, and those of the Chinese calendar of moons and sun.

All formulas are of Jean Meeus, "Astronomical Algorithms": Easter chapter 8, new moons chapter 49.
"""

from __future__ import annotations

from datetime import date, timedelta
from math import floor, radians, sin

JULIAN = 1582  # the last year of the Julian calendar
# A month of the Chinese calendar, from the first, begins with the last new moon until about such a day.
LATEST = ((2, 19), (3, 20), (4, 20), (5, 21), (6, 21), (7, 23), (8, 23), (9, 23), (10, 23), (11, 22))
MOON = 29.530588861  # days from one new moon to the next
FIRST_MOON = 2451550.09766  # Julian date of the first new moon of 2000
ORDINAL = 1721424.5  # Julian date of day 0 of Python's calendar
BEIJING = 8 / 24  # days ahead of Greenwich


def easter(year: int) -> tuple[int, int]:
    """Month and day of the western Easter Sunday.

    Until 1582 it is that of the Julian calendar, whose dates texts give for that time, and we take as they stand.
    """
    golden = year % 19
    if year <= JULIAN:
        moon = (19 * golden + 15) % 30
        sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
        month = moon + sunday + 114
        return month // 31, month % 31 + 1
    century, rest = divmod(year, 100)
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    month = moon + sunday - 7 * ((golden + 11 * moon + 22 * sunday) // 451) + 114
    return month // 31, month % 31 + 1


def of_moon(year: int, month: int, day: int) -> tuple[int, int]:
    """Month and day, in our calendar, of a day of one of the first ten months of the Chinese year; day 0 is its eve.

    A month begins with the last new moon until its sign of the sun, which a few years around a leap month do not keep.
    """
    latest = date(year, *LATEST[month - 1])
    count = floor((latest.toordinal() + ORDINAL - FIRST_MOON) / MOON) + 1
    while (begun := _new_moon(count)) > latest:
        count -= 1
    found = begun + timedelta(days=day - 1)
    return found.month, found.day


def _new_moon(count: int) -> date:
    """The day in China of the new moon so many after the first of 2000, to some minutes."""
    centuries = count / 1236.85
    sun = radians(2.5534 + 29.10535670 * count)
    moon = radians(201.5643 + 385.81693528 * count)
    node = radians(160.7108 + 390.67050284 * count)
    moment = FIRST_MOON + MOON * count + 0.00015437 * centuries**2 + BEIJING
    moment += -0.40720 * sin(moon) + 0.17241 * sin(sun) + 0.01608 * sin(2 * moon) + 0.01039 * sin(2 * node)
    moment += 0.00739 * sin(moon - sun) - 0.00514 * sin(moon + sun) + 0.00208 * sin(2 * sun)
    return date.fromordinal(floor(moment - ORDINAL))
