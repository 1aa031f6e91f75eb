"""Chronology: what time expressions mean where the narrative stands."""

from __future__ import annotations

import re

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from stages.time_helper import read, values


def timex(text: str, **options: str) -> list[str]:
    return [value.timex for _, value in values(read(text, **options))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the year is carried on
        ("On 3 May 1920 the port fell. On 9 June the rebels left.", ["1920-05-03", "1920-06-09"]),
        # a step of years gives the day behind it its year
        (
            "On 1 August 1914 shots fell. Four years later, on 11 November, all was over.",
            ["1914-08-01", "1918", "1918-11-11"],
        ),
        # a step behind a date only explains it
        ("The war ended in 1945. In 2005, sixty years later, he was tried.", ["1945", "2005", "2005"]),
        (
            "On 8 May 1945 it ended. On 10 May, two days later, he left.",
            ["1945-05-08", "1945-05-10", "1945-05-10"],
        ),
        # what is likened to another year is not of it, and "as of" likens nothing
        ("In 1982, as in 1978, they came. In May they left.", ["1982", "1978", "1982-05"]),
        (
            "In June 2012 shots fell. As of October 2012 all was calm. In the same month he left.",
            ["2012-06", "2012-10", "2012-10"],
        ),
        # and turns where the order would run backwards
        ("On 3 November 1920 the port fell. In February the rebels left.", ["1920-11-03", "1921-02"]),
        # the next full date holds it back
        (
            "On 29 April 1920 the port fell. On 28 February a report came. On 2 March 1920 it was denied.",
            ["1920-04-29", "1920-02-28", "1920-03-02"],
        ),
        (
            "On 2 December 1920 the port fell. On 20 May a report came. On 3 June 1920 it was denied.",
            ["1920-12-02", "1920-05-20", "1920-06-03"],
        ),
        # a long stretch is told from its beginning
        (
            "It lasted from 30 November 1939 to 13 March 1940.\n\nOn 26 November shots fell. On 12 December all fled.",
            ["1939-11-30", "1940-03-13", "1939-11-26", "1939-12-12"],
        ),
        # the year of a pact is the pact's own
        (
            "On 28 May 1939 shells fell. He renounced the pact of 1932. On 30 May they came.",
            ["1939-05-28", "1932", "1939-05-30"],
        ),
        # with what the story is compared, and from when something is counted
        (
            "On 27 May 1939 shells fell, the worst fighting since the truce of March 1935. The next day they came.",
            ["1939-05-27", "1935-03", "1939-05-28"],
        ),
        (
            "On 27 May 1939 shells fell, four years after the truce of 5 March 1935. The next day they came.",
            ["1939-05-27", "P4Y", "1935-03-05", "1939-05-28"],
        ),
        (
            "On 27 May 1939 shells fell. As in March 1935, people fled. The next day they came.",
            ["1939-05-27", "1935-03", "1939-05-28"],
        ),
        # a term lies ahead of the story, an outcome on its way
        (
            "On 27 March 1939 he asked for the surrender of the town before 1 June. On 7 April they came.",
            ["1939-03-27", "1939-06-01", "1939-04-07"],
        ),
        (
            "He came back on 8 May 1939, only to be beaten on 5 June. Four days later he fled.",
            ["1939-05-08", "1939-06-05", "1939-06-09"],
        ),
        # a day in the month for which something was planned, where the text has told no other
        (
            "The raid had been planned for 5 June 1944. On the 4th it was put off.",
            ["1944-06-05", "1944-06-04"],
        ),
        # hours that make days, and what comes round to the day
        ("On 3 May 1920 it fell. Forty-eight hours later they left.", ["1920-05-03", "1920-05-05"]),
        ("On 31 January 1920 it fell. Exactly a month later they left.", ["1920-01-31", "1920-02-29"]),
        ("They trained in the spring and summer of 1920.", ["1920-SP", "1920-SU"]),
        # a full date anchors anew, forwards and backwards
        (
            "On 3 May 1920 it fell. On 1 March 1918 war began. On 4 April they met.",
            ["1920-05-03", "1918-03-01", "1918-04-04"],
        ),
        # before any year: from the first that comes
        ("On 3 May the port fell. By 9 June 1920 it was retaken.", ["1920-05-03", "1920-06-09"]),
        # the two ends of a list or range share a year
        ("They met in April and June 1955.", ["1955-04", "1955-06"]),
        (
            "In May 1950 they met. They met in May, June and July 1955.",
            ["1950-05", "1955-05", "1955-06", "1955-07"],
        ),
        ("They fought from October to March 1955.", ["1954-10", "1955-03"]),
        ("They fought from October 1954 until March.", ["1954-10", "1955-03"]),
        ("In March 1945 it fell. They fought from October to March.", ["1945-03", "1944-10", "1945-03"]),
        ("In May 1945 it fell. They fought from October to March.", ["1945-05", "1945-10", "1946-03"]),
        # a year that is written holds for the days behind it, however far ahead
        (
            "On 1 January 1920 troops mutinied. Envoys met on 25 November.",
            ["1920-01-01", "1920-11-25"],
        ),
        ("In January 1920 it fell. In the winter they starved.", ["1920-01", "1920-WI"]),
        # the morning after a night; the day on which what was planned was cut short
        (
            "On the night of 2 February 1982 it fell. By daybreak they left.",
            ["1982-02-02TNI", "1982-02-03TMO"],
        ),
        (
            "On 19 July 1866 ships fired. A landing was to be tried on 20 July when one came. That night they left.",
            ["1866-07-19", "1866-07-20", "1866-07-20TNI"],
        ),
        # a weekday of what a report tells long after
        (
            "Digest, issued 2 February 2024\n\nOn 3 December 2023 a drone killed them. The army owned up on Monday.",
            ["2024-02-02", "2023-12-03", "2023-12-04"],
        ),
        # a new paragraph comes back from a look ahead, by a day beside its main line
        (
            "The fort fell on 9 July 1866. Its commander was tried in April 1867.\n\n"
            "Garibaldi, shot in the thigh on 3 July 1866, drove them up the valley. They left on 25 July.",
            ["1866-07-09", "1867-04", "1866-07-03", "1866-07-25"],
        ),
        # a coarse date within does not pull the story back
        (
            "On 7 December 1941 ships sank. The year 1941 ended. In January they met.",
            ["1941-12-07", "1941", "1942-01"],
        ),
        # the year that another word fixes
        ("The port fell in May 1920. It was retaken in June of the same year.", ["1920-05", "1920-06"]),
        ("The port fell in May 1920. It was retaken in June of the following year.", ["1920-05", "1921-06"]),
        # seasons and months that look forward or back
        ("The port fell in May 1920. It reopened the following spring.", ["1920-05", "1921-SP"]),
    ],
)
def test_partial_date_takes_its_year_from_the_narrative(text: str, expected: list[str]) -> None:
    assert timex(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 3 May 1920 the port fell. The next day the rebels left.", "1920-05-04"),
        ("On 31 December 1920 the port fell. The following day the rebels left.", "1921-01-01"),
        ("On 3 May 1920 the port fell. Two days later the rebels left.", "1920-05-05"),
        ("On 3 May 1920 the port fell. The same day the rebels left.", "1920-05-03"),
        ("On 3 May 1920 the port fell. The next morning the rebels left.", "1920-05-04TMO"),
        ("On 3 May 1920 the port fell. That evening the rebels left.", "1920-05-03TEV"),
        ("On 3 May 1920 the port fell. In the same month the rebels left.", "1920-05"),
        ("On 3 May 1920 the port fell. A month earlier the rebels had left.", "1920-04"),
        ("On 3 May 1920 the port fell. The rebels left the following year.", "1921"),
        ("On 3 May 1920 the port fell. By the end of the month the rebels left.", "1920-05"),
        ("On 11 May 1920 the port fell. It was shelled on the 12th.", "1920-05-12"),
        ("On Monday 3 May 1920 the port fell. On Friday the rebels left.", "1920-05-07"),
        # the base is the main event, not an aside
        ("On 3 May 1920 Anna Karr, who was jailed in 1918, spoke. The next day the port fell.", "1920-05-04"),
        (
            "On 3 May 1920 the port fell (it had been built on 9 July 1870). The next day they left.",
            "1920-05-04",
        ),
        (
            "On 3 May 1920 the port fell. The army had lost it on 9 July 1870. The next day they left.",
            "1920-05-04",
        ),
        (
            "On 3 May 1920 the port fell (fire destroyed it on 9 July 1930). The next day they left.",
            "1920-05-04",
        ),
        ('On 3 May 1920 he said: "On 9 July 1930 we win." The next day they left.', "1920-05-04"),
        # a word far back, in the middle of a sentence, is no turn of the story
        (
            "On 3 May 1990 a court spoke on the murder of Karr on 4 July 1961. The next day it rained.",
            "1990-05-04",
        ),
        # within an aside the aside counts
        ("On 3 May 1920 the truce, which began on 9 April and ended a day later, was praised.", "1920-04-10"),
        # hours do not leave the day
        ("On 3 May 1920 the port fell. A few hours later the rebels left.", "1920-05-03"),
        ("On 3 May 1920 the port fell. A week and a half later the rebels left.", "1920-05-13"),
        ("In May 1920 the port fell. On the last day of the month the rebels left.", "1920-05-31"),
        # a step on counts from the day right before it in its sentence
        (
            "On 24 May 1920 the port fell. The hill, lost on 18 May, and the mill a day later were gone.",
            "1920-05-19",
        ),
        # a winter between two years is told under the later one
        ("In December 1920 the port fell. Many died during the winter.", "1921-WI"),
        # the name of a campaign says where its story stands
        ("On 3 May 1920 the port fell.\nThe 1921 campaign was slow. The army set off in June.", "1921-06"),
        (
            "On 3 May 1920 the port fell.\nDespite the June 1922 offensive, the army set off only on 27 August.",
            "1922-08-27",
        ),
        # a year beside is nearer than the story's
        (
            "In June 1916 the mill burned. After the call of April 1915, the rebels rose on 23 May.",
            "1915-05-23",
        ),
        # a story with its own year does not yield to an older one that is told next
        (
            "In March 1981 the port fell, and in April the mill burned.\nIn June 1979 a ship sank. "
            "In May 1979 it rained. In July 1979 it rained more.",
            "1979-07",
        ),
        # a date far ahead in passing is no turn of the story
        (
            "On 3 May 1964 the port fell. A paper of 2005 told of it. On 4 August the mill burned. "
            "On 5 August 1964 it rained. On 6 August 1964 it rained. On 7 September it ended.",
            "1964-09-07",
        ),
        # steps follow each other
        ("On 3 May 1920 the port fell. The next day they left. The next day they came back.", "1920-05-05"),
    ],
)
def test_relative_expression_is_resolved_against_the_last_main_event(text: str, expected: str) -> None:
    assert timex(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "value", "reason"),
    [
        ("On 17 January a guard was shot.", "XXXX-01-17", "year_unknown"),
        ("The next day a guard was shot.", "XXXX-XX-XX", "no_anchor"),
        ("In May 1920 the port fell. The next day a guard was shot.", "XXXX-XX-XX", "anchor_too_coarse"),
        ("On 28 May 1920 the port fell. Days later a guard was shot.", "FUTURE_REF", "vague"),
        ("On Friday a guard was shot.", "XXXX-WXX-5", "no_anchor"),
        ("On 30 February 1920 a guard was shot.", "", "no_such_day"),
        ("On 29 February 1921 a guard was shot.", "", "no_such_day"),
        ("On the 45th of May a guard was shot.", "", "no_such_day"),
        (
            "On 17 September 2014 the port fell.\nOn 17 January a guard was shot.\nOn 5 May 2007 it fell.",
            "XXXX-01-17",
            "year_unknown",
        ),
    ],
)
def test_what_the_text_does_not_tell_stays_unknown(text: str, value: str, reason: str) -> None:
    found = [v for _, v in values(read(text)) if v.reason]
    assert [(v.timex, v.reason, v.resolution, v.earliest) for v in found] == [
        (value, reason, "unresolved", None)
    ]


@pytest.mark.parametrize(
    ("text", "expected", "resolution"),
    [
        ("# 1918\nIn January troops came.", "1918-01", "heading"),
        (
            "# 1918–1920\n## Beginnings\nOn 3 May 1919 they met. In July troops came.",
            "1919-07",
            "year_inferred",
        ),
        ("It fell on 3 May 1913.\n# 1914–1915\nOn 20 February troops came.", "1914-02-20", "year_inferred"),
        ("# Since 1950\nOn 3 May 1958 they met. On 7 September troops came.", "1958-09-07", "year_inferred"),
        (
            "# Return (2003–present)\nOn 3 May 2008 they met. On 7 June troops came.",
            "2008-06-07",
            "year_inferred",
        ),
    ],
)
def test_heading_bounds_the_years_below_it(text: str, expected: str, resolution: str) -> None:
    value = values(read(text))[-1][1]
    assert (value.timex, value.resolution) == (expected, resolution)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The convoy left yesterday.", "2014-03-04"),
        ("The convoy left last month.", "2014-02"),
        ("The convoy left on 24 January.", "2014-01-24"),
        ("The convoy left on 24 December.", "2013-12-24"),
    ],
)
def test_day_of_writing_anchors_only_what_the_text_does_not(text: str, expected: str) -> None:
    ((_, value),) = values(read(text, reference_date="2014-03-05"))
    assert (value.timex, value.resolution) == (expected, "reference_date")
    anchored = values(read(f"On 3 May 1920 the port fell. {text}", reference_date="2014-03-05"))[-1][1]
    assert anchored.resolution in ("relative", "year_inferred")
    assert anchored.timex < "1922"


DISPATCH = "COLOMBO, Tuesday 3 March 2009 – "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what is told lies behind the day of writing, what is planned before it
        (DISPATCH + "Troops took the port on Friday.", "2009-02-27"),
        (DISPATCH + "Talks will open on Friday.", "2009-03-06"),
        (DISPATCH + "Troops took the port on Tuesday.", "2009-03-03"),
        (DISPATCH + "Troops took the port yesterday.", "2009-03-02"),
        (DISPATCH + "Troops took the port last week.", "2009-W09"),
        (DISPATCH + "Talks are to open early next month.", "2009-04"),
        (DISPATCH + "Fighting had begun in September.", "2008-09"),
        (DISPATCH + "Troops took the port on 24 December.", "2008-12-24"),
        # also where the story has gone back a little, but not in a story of long ago
        (DISPATCH + "On 4 January the army had come. The envoy left yesterday.", "2009-03-02"),
        (DISPATCH + "\nOn 5 May 1944 the port fell. The envoy left yesterday.", "1944-05-04"),
        # a date on a line of its own
        ("Situation report\nAs of 3 March 2009\nTroops took the port on Friday.", "2009-02-27"),
    ],
)
def test_dispatch_is_read_from_its_dateline(text: str, expected: str) -> None:
    assert timex(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# APRIL 1982\nOn the 2nd troops landed.\n# MAY\nOn the 1st, bombs fell.", "1982-05-01"),
        ("# 1982\n## MAY\nSat 1st – Bombs fall.", "1982-05-01"),
        ("# May 1982\nOn the 9th they came. In August they had left. On the 12th, bombs fell.", "1982-05-12"),
    ],
)
def test_heading_gives_a_bare_day_its_month(text: str, expected: str) -> None:
    assert timex(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "edtf", "precision"),
    [
        ("Between 8 and 10 May 1920 it rained.", "1920-05-08/1920-05-10", "days"),
        ("It rained from 8 to 10 May 1920.", "1920-05-08/1920-05-10", "days"),
        ("It rained on 8–10 May 1920.", "1920-05-08/1920-05-10", "days"),
        ("It rained on 16 and 17 May 1920.", "1920-05-16/1920-05-17", "days"),
        ("It rained on the night of 3/4 May 1917.", "1917-05-03/1917-05-04", "days"),
        (
            "On 11 May 1920 it rained. It thundered overnight between the 11th and the 12th.",
            "1920-05-11/1920-05-12",
            "days",
        ),
        ("It rained from October 1954 until March 1955.", "1954-10/1955-03", "month"),
        ("The war of 1899–1902 was bitter.", "1899/1902", "year"),
        ("The war of 264–241 BC was bitter.", "-0263/-0240", "year"),
    ],
)
def test_two_ends_make_one_interval(text: str, edtf: str, precision: str) -> None:
    ((_, _, value),) = read(text)._.chronology.ranges
    assert (value.edtf, value.precision) == (edtf, precision)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# The north\nIn August 1782 it fell.\n# The south\nIn 1781 the armies met. In early September a fleet came. "
         "On 19 October 1781 it burned.", "1781-09"),
        ("# The south\nIn April 1781 it fell, and in July it burned.\n# The west\nIn 1778 a fort was built. "
         "On 3 May 1779 it fell. On 4 June 1779 it burned.", "1781-07"),
        # nor do its own hold for what is told of earlier years below it
        ("# The west (2023–present)\nOn 5 May 2023 it fell. On 17 May 2024 it burned.\n\nOn 17 January a man died.\n\n"
         "On 5 May 2017 it rained.", "XXXX-01-17"),
    ],
)  # fmt: skip
def test_section_that_goes_back_leaves_the_years_of_the_others_alone(text: str, expected: str) -> None:
    assert expected in timex(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In May 1942 it fell. It was retaken in the summer of '44.", "1944-SU"),
        ("In May 1902 it fell. In the '90s the fort had been built.", "189"),
        ("# 1936–1939\nMen died in the winter of '38.", "1938-WI"),
        ("In the '90s the fort was built.", "XX9"),
        ("In 480 BC it fell. In the '90s the fort was built.", "XX9"),
    ],
)
def test_two_digits_of_a_year_lie_in_the_century_of_the_story(text: str, expected: str) -> None:
    assert timex(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Day 1 (2 February 1915): Ships come.\nDay 2: Guns fire.\nDay 4 – The fort falls.",
         ["1915-02-02", "1915-02-02", "1915-02-03", "1915-02-05"]),
        ("Day 2: Guns fire.", ["XXXX-XX-XX"]),
        ("Day 1 (2 February 1915): Ships come.\nDay 9,999,999: Guns fire.",
         ["1915-02-02", "1915-02-02", "XXXX-XX-XX"]),
    ],
)  # fmt: skip
def test_counted_days_run_from_the_one_with_a_date(text: str, expected: list[str]) -> None:
    assert timex(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 25 May 1921, the day after the vote, men came.", ["1921-05-25", "1921-05-25"]),
        ("On 8 August 1918 the port fell. The day after the battle he spoke.", ["1918-08-08", "1918-08-09"]),
        ("On 8 August 1918 he spoke of the day after the battle.", ["1918-08-08", "XXXX-XX-XX"]),
    ],
)
def test_day_after_something_is_told_by_the_date_beside_it_or_the_story(
    text: str, expected: list[str]
) -> None:
    assert timex(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 9 May 2014 it fell. The mill burned that weekend.", "2014-W19-WE"),
        ("ABUJA, Tuesday 13 May 2014 – Men came over the weekend.", "2014-W19-WE"),
        ("ABUJA, Tuesday 13 May 2014 – It rained from Saturday to Monday.", "2014-05-12"),
        ("12 May 1916: Ships come.\n3 July. The fort falls.\nWednesday. The mill burns.", "1916-07-05"),
        ("ABUJA, Tuesday 13 May 2014 – Men came late on Friday.", "2014-05-09"),
    ],
)
def test_weekdays_and_weekends(text: str, expected: str) -> None:
    assert timex(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Easter Monday 1916 they rose.", ["1916-04-24"]),
        ("On 3 March 1916 they met. On Good Friday they rose.", ["1916-03-03", "1916-04-21"]),
        ("On Good Friday they rose.", ["XXXX"]),
    ],
)
def test_days_counted_from_easter(text: str, expected: list[str]) -> None:
    assert timex(text) == expected


def test_part_of_a_weekday_stays() -> None:
    assert values(read("ABUJA, Tuesday 13 May 2014 – Men came late Friday."))[-1][1].mod == "END"


def test_days_that_are_not_neighbours_make_no_interval() -> None:
    assert read("It rained on 8 and 15 May 1920.")._.chronology.ranges == ()


def test_anchor_tells_what_a_value_was_resolved_against() -> None:
    found = values(read("On 3 May 1920 the port fell. On 9 June they met. The next day they left."))
    absolute, inferred, relative = (value for _, value in found)
    assert (absolute.resolution, absolute.anchor) == ("absolute", None)
    assert inferred.anchor is not None
    assert (inferred.anchor.value, inferred.anchor.timex) == ("1920-05-03", 0)
    assert relative.anchor is not None
    assert (relative.anchor.value, relative.anchor.timex) == ("1920-06-09", 1)


def test_story_moves_with_main_dates_only() -> None:
    doc = read(
        "On 3 May 1920 the port fell. Anna Karr, who was born in 1880, fled. The next day the rebels left. "
        "Two years earlier they had signed. Days later it rained."
    )
    story = [(doc.text[p.start :][:8], p.value.timex) for p in doc._.chronology.story]
    assert story == [("3 May 19", "1920-05-03"), ("The next", "1920-05-04")]


def test_clock_time_takes_the_day_beside_it() -> None:
    assert timex("On 1 May 1920 they met. At 6:45 AM local time on May 20, 1920, they left.")[1:] == [
        "1920-05-20T06:45",
        "1920-05-20",
    ]


def test_small_year_belongs_to_the_era_of_the_story() -> None:
    assert timex("In 490 BC the fleet landed. In 480, it came back.") == ["BC0490", "BC0480"]


MONTHS = ("January", "March", "May", "August", "December")
PARTS = st.sampled_from(
    [
        *(f"in {m}" for m in MONTHS), *(f"in early {m} 1920" for m in MONTHS), "on 3 May", "on 30 June 1920",
        "in 1921", "in the 1890s", "the next day", "two months later", "a year earlier", "the same week",
        "on Friday", "that night", "in the spring", "in the last week of May", "by the end of the year",
        "on the 12th", "in 480 BC", "on 29 February", "in the fourth century BC", "days later",
        "for six weeks", "every Friday", "recently", "yesterday", "last month", "at noon",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PARTS, min_size=1, max_size=5))
def test_values_are_well_formed_and_invent_nothing(parts: list[str]) -> None:
    for words, value in values(read(" ".join(f"Troops left {p}." for p in parts))):
        assert (value.earliest is None) == (value.latest is None)
        assert (value.earliest is None) == (value.reason is not None)
        if value.edtf is not None:
            parse_edtf(value.edtf)
        if value.earliest and value.latest and not value.earliest.startswith("-"):
            assert value.earliest <= value.latest
        if any(words.endswith(month) for month in MONTHS) and not any(c.isdigit() for c in words):
            assert re.fullmatch(r"(\w{4}|BC\d{4})-\d\d", value.timex), (words, value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a clock that begins anew behind an evening shows the next day
        (
            "1951年4月22日晚10时，炮击开始。零时20分，步兵渡河。拂晓，桥头易手。7时，援军到达。",
            ["1951-04-22T22:00", "1951-04-23T00:20", "1951-04-23TMO", "1951-04-23T07:00"],
        ),
        # but an hour of the same evening does not
        (
            "1951年4月22日晚8时，炮击开始。9时，步兵渡河。",
            ["1951-04-22T20:00", "1951-04-22T21:00"],
        ),
        # a step back to what had been does not take the story along
        (
            "1951年4月22日凌晨2时，炮击开始。前一天夜里，车队已离城。\n\n中午，桥头易手。",
            ["1951-04-22T02:00", "1951-04-21TNI", "1951-04-22TMI"],
        ),
        # the next entry of a diary comes back from a year long before
        (
            "2011年2月20日，兵营失守。1996年6月29日，狱中曾有屠杀。\n\n月底，东部易手。\n\n3月17日，决议通过。",
            ["2011-02-20", "1996-06-29", "2011-02", "2011-03-17"],
        ),
        # a day in brackets says which one a step or a weekday means, and from which days are counted
        (
            "1951年4月20日，炮声响起。\n\n第一天（4月22日），步兵渡河。第三天，桥头易手。",
            ["1951-04-20", "1951-04-22", "1951-04-22", "1951-04-24"],
        ),
        (
            "1951年4月24日，停火在望。星期日（22日）晚上，炮击开始。",
            ["1951-04-24", "1951-04-22", "1951-04-22", "1951-04-22TEV"],
        ),
        # two figures of a year, or a year of the republic, before the text names its century or calendar
        ("70年代末，内战蔓延。1979年，政府倒台。", ["197", "1979"]),
        ("37年7月，攻城开始。民国36年，该城曾失守。", ["1948-07", "1947"]),
        # "that year" before the text names it
        ("那年6月5日，伞兵登机。1944年8月，城市易手。", ["1944-06-05", "1944-08"]),
        # steps of years to a season or a feast
        ("1958年，炮战爆发。两年后的夏天，炮声又起。", ["1958", "1960-SU"]),
    ],
)
def test_chinese(text: str, expected: list[str]) -> None:
    assert timex(text, lang="zh") == expected
