"""Happenings that texts call by name: when the registry says they were, and which dates of a story give way to it."""

from __future__ import annotations

import re

import pytest

from dateline import data
from dateline.build import build
from dateline.engines.time import calendar
from dateline.engines.time.known_happenings import RULE, KnownName, held_against, known_happenings
from dateline.layers import TimeValue

DATE = re.compile(r"-?\d{4}(-\d\d){0,2}")


def meant(lang: str, name: str) -> KnownName:
    """What the registry knows by one name."""
    return known_happenings(lang)[name]


def day(text: str) -> TimeValue:
    """A day of the story."""
    return TimeValue(text, None, text, text, text, "day", "inherited")


def test_rows_are_dates_with_names() -> None:
    rows = data.load_tsv("registry", "happenings.tsv")
    for row in rows:
        assert DATE.fullmatch(row["since"]) and DATE.fullmatch(row["until"] or row["since"]), row
        assert row["en"] and not {"", " "} & {name.strip() for name in row["en"].split("|")}, row
    for lang in ("en", "zh"):
        for name, known in known_happenings(lang).items():
            ends = [(t.earliest or "", t.latest or "") for t in known.times()]
            spans = [(calendar.day_of_iso(first), calendar.day_of_iso(last)) for first, last in ends]
            assert all(first <= last for first, last in spans), name
            assert len(set(spans)) == len(spans), f"{name} stands twice with one date"


@pytest.mark.parametrize(
    ("time", "years", "found"),
    [
        (day("1916-03-09"), (1910, 1920), "1915-04-06/1915-04-15"),  # the story has gone on
        (day("1915-04-10"), (1910, 1920), None),  # the story agrees
        (TimeValue.unknown("no_date_nearby"), (1910, 1920), "1915-04-06/1915-04-15"),
        (TimeValue.unknown("no_date_in_narrative"), None, "1915-04-06/1915-04-15"),
        (TimeValue.unknown("not_yet_happened"), (1910, 1920), None),  # only planned
        (day("1810-03-09"), (1805, 1812), None),  # a story of a hundred years before means another one
        (day("2001-03-09"), (1995, 2001), "1915-04-06/1915-04-15"),  # a story of today looks back
    ],
)
def test_a_date_of_the_story_gives_way(
    time: TimeValue, years: tuple[int, int] | None, found: str | None
) -> None:
    value = held_against(time, meant("en", "battle of celaya"), years)
    assert (value.edtf if value else None) == found


@pytest.mark.parametrize(("story", "found"), [("1917-01-05", True), ("1941-08-11", False)])
def test_a_loose_name_means_what_is_near(story: str, found: bool) -> None:
    assert (
        held_against(day(story), meant("en", "battle of celaya"), (1900, 1950), loose=True) is None
    ) != found


def test_of_several_by_one_name_the_story_tells_which() -> None:
    several = KnownName((*meant("en", "battle of celaya").spans, *meant("en", "battle of marathon").spans))
    lost = TimeValue.unknown("no_date_nearby")
    assert held_against(lost, several, None) is None
    found = held_against(lost, several, (-495, -478))
    assert found is not None and found.edtf == "-0489"


@pytest.mark.parametrize(
    ("lang", "text", "trigger", "date", "words"),
    [
        (
            "en",
            "In 1916 Villa raided Columbus. The loss at the Battle of Celaya had weakened him.",
            "Battle",
            "1915-04-06/1915-04-15",
            "Battle of Celaya",
        ),
        (
            "en",
            "In 1916 Villa raided Columbus after the Battle of Celaya.",
            "Battle",
            "1915-04-06/1915-04-15",
            "Battle of Celaya",
        ),
        (
            "en",
            "Villa raided Columbus on 9 March 1916. In May he lost the Battle of Celaya.",
            "Battle",
            "1916-05",
            "May",
        ),
        ("en", "In 1916 Villa lost the Battle of Celaya.", "Battle", "1916", "1916"),
        ("en", "After the Battle of Celaya in April 1916 Villa fled.", "Battle", "1916-04", "April 1916"),
        ("en", "The Greeks won the Battle of Marathon.", "won the Battle", "-0489", "Battle of Marathon"),
        ("en", "Villa lost the Battle of Celaya in April 1915.", "Battle", "1915-04", "April 1915"),
        (
            "zh",
            "1946年7月，国军进攻苏北。淮海战役后，国民政府撤往台湾。",
            "战役",
            "1948-11-06/1949-01-10",
            "淮海战役",
        ),
        (
            "zh",
            "1946年7月，國軍進攻蘇北。淮海戰役後，國民政府撤往台灣。",
            "戰役",
            "1948-11-06/1949-01-10",
            "淮海戰役",
        ),
    ],
)
def test_records_say_by_which_name(lang: str, text: str, trigger: str, date: str, words: str) -> None:
    record = next(r for r in build(lang)(text)._.records if trigger in r.trigger.text)
    assert record.date.value == date
    assert record.date.mention is not None and record.date.mention.text == words
    assert (record.date.rule == RULE) == words.startswith(("Battle", "淮海"))


def test_those_of_the_story_do_not_fight_in_another_war() -> None:
    text = (
        "In 1982 Iraqi troops attacked Khorramshahr. Iranian troops repelled them in May 1983. "
        "The volunteers were inspired by tales of the Battle of Karbala."
    )
    battle = build("en")(text)._.records[-1]
    assert battle.date.value == "0680-10-10"
    assert battle.participants == []
