"""Calendar: dates in parts, their values, and steps from one to another."""

from __future__ import annotations

import datetime

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from dateline.engines.time import calendar, feasts, notation
from dateline.engines.time.calendar import CalendarDate, Recurrence, Shift

YEARS = st.integers(-3000, 2500)
MODS = st.sampled_from([None, "START", "MID", "END"])
DATES = st.one_of(
    st.builds(CalendarDate, year=YEARS, mod=MODS),
    st.builds(CalendarDate, year=YEARS, month=st.integers(1, 12), mod=MODS),
    st.builds(CalendarDate, year=YEARS, month=st.integers(1, 12), nth=st.integers(1, 5)),
    st.builds(CalendarDate, year=YEARS, month=st.integers(1, 12), half=st.integers(1, 2)),
    st.builds(CalendarDate, year=YEARS, month=st.integers(1, 12), day=st.integers(1, 28)),
    st.builds(CalendarDate, year=YEARS, season=st.sampled_from(["SP", "SU", "FA", "WI"])),
    st.builds(CalendarDate, year=YEARS, quarter=st.integers(1, 4)),
    st.builds(CalendarDate, year=YEARS, half=st.integers(1, 2)),
    st.builds(CalendarDate, year=st.integers(0, 250).map(lambda n: n * 10), span=st.just(10), mod=MODS),
    st.builds(CalendarDate, year=st.integers(-30, 25).map(lambda n: n * 100), span=st.just(100), mod=MODS),
)


@given(DATES)
def test_earliest_is_never_after_latest(date: CalendarDate) -> None:
    days = calendar.bounds(date)
    assert days is not None
    assert days[0] <= days[1]


@given(DATES)
def test_edtf_value_parses(date: CalendarDate) -> None:
    value = notation.edtf_value(date)
    assert value is not None
    parse_edtf(value)


@given(st.dates())
def test_day_numbers_agree_with_the_standard_library(day: datetime.date) -> None:
    number = calendar.day_number(day.year, day.month, day.day)
    assert calendar.civil(number) == (day.year, day.month, day.day)
    assert calendar.weekday_of(number) == day.isoweekday()
    assert number - calendar.day_number(1, 1, 1) == day.toordinal() - 1


@given(st.integers(-2_000_000, 2_000_000))
def test_every_day_number_comes_back(number: int) -> None:
    assert calendar.day_number(*calendar.civil(number)) == number


@given(st.dates(max_value=datetime.date(9900, 1, 1)), st.integers(0, 4000))
def test_days_forward_and_back_end_where_they_began(day: datetime.date, amount: int) -> None:
    date = CalendarDate(year=day.year, month=day.month, day=day.day)
    there = calendar.shifted(date, Shift("day", amount, 1))
    assert there is not None
    back = calendar.shifted(there, Shift("day", amount, -1))
    assert back == date


@pytest.mark.parametrize(
    ("date", "timex", "edtf", "earliest", "latest", "precision"),
    [
        (
            CalendarDate(year=1999, month=1, day=6),
            "1999-01-06", "1999-01-06", "1999-01-06", "1999-01-06", "day",
        ),
        (CalendarDate(year=1999, month=2), "1999-02", "1999-02", "1999-02-01", "1999-02-28", "month"),
        (CalendarDate(year=1999), "1999", "1999", "1999-01-01", "1999-12-31", "year"),
        (
            CalendarDate(year=1999, month=1, mod="START"),
            "1999-01", "1999-01-01/1999-01-10", "1999-01-01", "1999-01-10", "part_of_month",
        ),
        (
            CalendarDate(year=1999, month=1, mod="MID"),
            "1999-01", "1999-01-11/1999-01-20", "1999-01-11", "1999-01-20", "part_of_month",
        ),
        (
            CalendarDate(year=1999, month=2, mod="END"),
            "1999-02", "1999-02-21/1999-02-28", "1999-02-21", "1999-02-28", "part_of_month",
        ),
        (
            CalendarDate(year=1999, month=3, nth=2),
            "1999-03", "1999-03-08/1999-03-14", "1999-03-08", "1999-03-14", "part_of_month",
        ),
        (
            CalendarDate(year=1999, half=1),
            "1999-H1", "1999-01/1999-06", "1999-01-01", "1999-06-30", "part_of_year",
        ),
        (
            CalendarDate(year=1999, mod="END"),
            "1999", "1999-09/1999-12", "1999-09-01", "1999-12-31", "part_of_year",
        ),
        (CalendarDate(year=1999, season="SU"), "1999-SU", "1999-22", "1999-06-01", "1999-08-31", "season"),
        (CalendarDate(year=1999, season="WI"), "1999-WI", "1999-24", "1999-12-01", "2000-02-29", "season"),
        (CalendarDate(year=1990, span=10), "199", "199X", "1990-01-01", "1999-12-31", "decade"),
        (CalendarDate(year=1900, span=100), "19", "19XX", "1900-01-01", "1999-12-31", "century"),
        (CalendarDate(year=-479), "BC0480", "-0479", "-0479-01-01", "-0479-12-31", "year"),
        (CalendarDate(year=-478, span=10), "BC047", "-0478/-0469", "-0478-01-01", "-0469-12-31", "decade"),
        (CalendarDate(year=-399, span=100), "BC03", "-0399/-0300", "-0399-01-01", "-0300-12-31", "century"),
        (
            CalendarDate(year=1999, month=1, day=6, part="NI"),
            "1999-01-06TNI", "1999-01-06", "1999-01-06", "1999-01-06", "time",
        ),
        (
            CalendarDate(year=1999, month=1, day=4, week=True),
            "1999-W01", "1999-01-04/1999-01-10", "1999-01-04", "1999-01-10", "days",
        ),
    ],
)  # fmt: skip
def test_values_of_a_date(
    date: CalendarDate, timex: str, edtf: str, earliest: str, latest: str, precision: str
) -> None:
    days = calendar.bounds(date)
    assert days is not None
    found = (
        notation.timex_value(date),
        notation.edtf_value(date),
        *map(calendar.iso, days),
        calendar.precision(date),
    )
    assert found == (timex, edtf, earliest, latest, precision)


@pytest.mark.parametrize(
    ("date", "timex", "edtf"),
    [
        (CalendarDate(month=1, day=17), "XXXX-01-17", "XXXX-01-17"),
        (CalendarDate(month=1), "XXXX-01", "XXXX-01"),
        (CalendarDate(month=1, mod="END"), "XXXX-01", "XXXX-01"),
        (CalendarDate(season="SP"), "XXXX-SP", None),
        (CalendarDate(weekday=5), "XXXX-WXX-5", None),
        (CalendarDate(day=12), "XXXX-XX-12", "XXXX-XX-12"),
    ],
)
def test_what_is_unknown_stays_unknown(date: CalendarDate, timex: str, edtf: str | None) -> None:
    assert notation.timex_value(date) == timex
    assert notation.edtf_value(date) == edtf
    assert calendar.bounds(date) is None


@pytest.mark.parametrize(
    ("date", "possible"),
    [
        (CalendarDate(year=2023, month=2, day=29), False),
        (CalendarDate(year=2024, month=2, day=29), True),
        (CalendarDate(month=2, day=29), True),
        (CalendarDate(month=4, day=31), False),
    ],
)
def test_impossible_days_are_told(date: CalendarDate, possible: bool) -> None:
    assert calendar.exists(date) is possible
    assert (calendar.bounds(date) is not None) is (possible and date.year is not None)


@pytest.mark.parametrize(
    ("base", "shift", "timex"),
    [
        (CalendarDate(year=1999, month=12, day=31), Shift("day", 1), "2000-01-01"),
        (CalendarDate(year=1999, month=1, day=6), Shift("day", 1, part="MO"), "1999-01-07TMO"),
        (CalendarDate(year=1999, month=1, day=6), Shift("week", 1, exact=True), "1999-01-13"),
        (CalendarDate(year=1999, month=1, day=6), Shift("week", 1), "1999-W02"),
        (CalendarDate(year=1999, month=1, day=6), Shift("month", 1, -1), "1998-12"),
        (CalendarDate(year=1999, month=1, day=6), Shift("year", 0), "1999"),
        (CalendarDate(year=1999, month=1), Shift("month", 2, exact=True), "1999-03"),
        (CalendarDate(year=-489), Shift("year", 1), "BC0489"),
        (CalendarDate(year=1999, month=1), Shift("month", 0, mod="END"), "1999-01"),
        (CalendarDate(year=1999, month=1, day=6, part="NI"), Shift(), "1999-01-06"),
    ],
)
def test_steps_keep_no_more_than_they_know(base: CalendarDate, shift: Shift, timex: str) -> None:
    found = calendar.shifted(base, shift)
    assert found is not None
    assert notation.timex_value(found) == timex


@pytest.mark.parametrize(
    ("base", "shift"),
    [
        (CalendarDate(year=1999, month=1), Shift("day", 1)),
        (CalendarDate(year=1999), Shift("month", 1)),
        (CalendarDate(year=1999, month=1, day=6), Shift("day", None)),
        (CalendarDate(month=1, day=6), Shift("day", 1)),
        (CalendarDate(year=1999), Shift("year", 10_000)),
    ],
)
def test_a_step_from_a_base_too_coarse_is_none(base: CalendarDate, shift: Shift) -> None:
    assert calendar.shifted(base, shift) is None


@pytest.mark.parametrize(
    ("unit", "amount", "value"),
    [
        ("day", 3, "P3D"),
        ("week", None, "PXW"),
        ("hour", 2, "PT2H"),
        ("year", 1.5, "P1.5Y"),
        ("minute", 30, "PT30M"),
    ],
)
def test_length_of_time(unit: str, amount: float | None, value: str) -> None:
    assert notation.duration_value(unit, amount) == value


@pytest.mark.parametrize(
    ("meaning", "value"),
    [
        (Recurrence(weekday=5), "XXXX-WXX-5"),
        (Recurrence(unit="day"), "P1D"),
        (Recurrence(unit="week", amount=2), "P2W"),
        (Recurrence(part="NI"), "XXXX-XX-XXTNI"),
    ],
)
def test_set_of_times(meaning: Recurrence, value: str) -> None:
    assert notation.recurrence_value(meaning) == value


@pytest.mark.parametrize("text", ["1999-02-30", "1999-13-01", "yesterday", "1999-01"])
def test_a_reference_date_that_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        calendar.parse_iso(text)


@pytest.mark.parametrize(
    ("date", "near", "year"),
    [
        (CalendarDate(short=44, month=6), 1942, 1944),
        (CalendarDate(short=99, month=6), 2003, 1999),
        (CalendarDate(short=3, month=6), 1999, 2003),
        (CalendarDate(short=90, span=10), 1902, 1890),
    ],
)
def test_two_digits_of_a_year_mean_the_nearest_century(date: CalendarDate, near: int, year: int) -> None:
    assert calendar.with_short_year(date, near).year == year


@pytest.mark.parametrize(
    ("day", "deictic", "value", "days"),
    [
        ("2014-05-13", True, "2014-W19-WE", ("2014-05-10", "2014-05-11")),  # a Tuesday looks back
        ("2014-05-10", True, "2014-W19-WE", ("2014-05-10", "2014-05-11")),
        ("2014-05-09", False, "2014-W19-WE", ("2014-05-10", "2014-05-11")),
    ],
)
def test_weekend(day: str, deictic: bool, value: str, days: tuple[str, str]) -> None:
    found = calendar.shifted(calendar.parse_iso(day), Shift("weekend", 0, deictic=deictic))
    assert found is not None
    assert notation.timex_value(found) == value
    assert tuple(map(calendar.iso, calendar.bounds(found) or ())) == days


def test_half_an_hour_is_written_in_minutes() -> None:
    assert notation.duration_value("hour", 0.5) == "PT30M"


def test_half_of_a_century() -> None:
    half = CalendarDate(year=1100, span=100, half=2)
    days = calendar.bounds(half)
    assert days is not None
    assert tuple(map(calendar.iso, days)) == ("1150-01-01", "1199-12-31")
    assert (notation.timex_value(half), notation.timex_mod(half)) == ("11", "END")


@pytest.mark.parametrize(
    ("year", "day"),
    [(1916, (4, 23)), (2000, (4, 23)), (2008, (3, 23)), (1818, (3, 22)), (1943, (4, 25)), (1453, (4, 1)),
     (1204, (4, 25))],
)  # fmt: skip
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert feasts.easter(year) == day


@pytest.mark.parametrize(
    ("year", "moon", "day", "found"),
    [(1900, 1, 1, (1, 31)), (1949, 1, 1, (1, 29)), (1968, 1, 1, (1, 30)), (1979, 1, 1, (1, 28)),
     (2020, 1, 1, (1, 25)), (2023, 1, 0, (1, 21)), (2024, 1, 15, (2, 24)), (1949, 5, 5, (6, 1)), (2014, 5, 5, (6, 2)),
     (1937, 8, 15, (9, 19)), (1949, 8, 15, (10, 6)), (2020, 8, 15, (10, 1)), (2023, 8, 15, (9, 29)),
     (2021, 9, 9, (10, 14))],
)  # fmt: skip
def test_days_of_the_chinese_calendar(year: int, moon: int, day: int, found: tuple[int, int]) -> None:
    assert feasts.of_moon(year, moon, day) == found
