"""Chronology of dispatches, reports and logs: the day of writing stands in the text, the year often does not."""

from __future__ import annotations

import pytest

from stages.time_helper import read, values

COUP = "The two officers seized power in October 2021."

CASES = {
    # what gives the day of writing
    "agency": ("LISBON, 15 April 2023 (Agency) – Shots fell on Friday.", ["2023-04-15", "2023-04-14"]),
    "all in brackets": ("(Lisbon, 15 April 2023) – Shots fell on Friday.", ["2023-04-15", "2023-04-14"]),
    "day in brackets": (
        "[15 April 2023] Shots fell yesterday.\n\n[3 May] The port fell today.",
        ["2023-04-15", "2023-04-14", "2023-05-03", "2023-05-03"],
    ),
    "agency in brackets": (
        "(Lisbon, 15 April 2023, Agency) Shots fell on Friday.",
        ["2023-04-15", "2023-04-14"],
    ),
    "two cities": ("LISBON/PORTO, April 15, 2023 - Shots fell on Friday.", ["2023-04-15", "2023-04-14"]),
    "a day to come": (
        "PORTO, 30 April 2023 (Agency) - On 24 April both met. On 6 May talks opened. In May a mayor had died.",
        ["2023-04-30", "2023-04-24", "2023-05-06", "2022-05"],
    ),
    "byline": (
        "By Ann Karr | Lisbon | Saturday, 15 April 2023\n\nShots fell on Friday.",
        ["2023-04-15", "2023-04-14"],
    ),
    "byline with a verb": (
        "By Ann Karr in Lisbon, 15 April 2023\n\nShots fell on Friday.",
        ["2023-04-15", "2023-04-14"],
    ),
    "hour of writing": (
        "Posted: 15 April 2023 10.30 GMT\n\nShots fell on Friday.",
        ["2023-04-15", "2023-04-14"],
    ),
    "double dash": ("LISBON, April 15, 2023 -- Shots fell on Friday.", ["2023-04-15", "2023-04-14"]),
    "brackets": ("LISBON (Saturday, 15 April 2023) — Shots fell yesterday.", ["2023-04-15", "2023-04-14"]),
    "own line": ("PORTO, 15 April 2023\n\nShots fell on Friday.", ["2023-04-15", "2023-04-14"]),
    "title": (
        "Situation report no. 4, 20 April 2019: Porto\n\nShots fell on Thursday.",
        ["2019-04-20", "2019-04-18"],
    ),
    "week": (
        "Reports from 2012\n\nWeek of 12 November\n\nThey met on Thursday.",
        ["2012", "2012-W46", "2012-11-15"],
    ),
    "range": (
        "Weekly summary (19–25 November 2012). They met on Tuesday.",
        ["XXXX-WXX", "2012-11-19", "2012-11-25", "2012-11-20"],
    ),
    "hours until a day": (
        "PORTO, 15 April 2023 - Shots fell from dusk until noon on Friday.",
        ["2023-04-15", "2023-04-15TEV", "2023-04-14TMI"],
    ),
    # the year of a dispatch: weekdays tell which, what is told in passing comes before
    "weekdays": (
        f"LISBON, 15 April – Shots fell on Saturday. {COUP}\n\nLISBON, 17 April – Shots fell on Monday.",
        ["2023-04-15", "2023-04-15", "2021-10", "2023-04-17", "2023-04-17"],
    ),
    "weekday beside": (
        "Ships left on Wednesday 13 June. They had held it since October 2014. On 16 June they came back.",
        ["2018-06-13", "2014-10", "2018-06-16"],
    ),
    "behind": (
        "LISBON, 9 November – Troops left. The war began on 24 February 2022.",
        ["2022-11-09", "2022-02-24"],
    ),
    "unknown": ("LISBON, 9 November – Troops left. The islands were taken in 1898.", ["XXXX-11-09", "1898"]),
    # since when something has gone on may lie far back, as may a bare year
    "since a year": (
        "LISBON, 9 November – Troops left on Monday, for the first time since 1974.",
        ["XXXX-11-09", "XXXX-WXX-1", "1974"],
    ),
    "bare year": (
        "LISBON, 9 November – Troops left on Monday. In 2014 they had won.",
        ["XXXX-11-09", "XXXX-WXX-1", "2014"],
    ),
    "no such weekday": (
        "LISBON, Sunday 14 April – Troops left. They came in May 2014.",
        ["XXXX-04-14", "2014-05"],
    ),
    # without a year a weekday is still told from the dispatch's own
    "weekday of an open year": (
        "LISBON, Tuesday 9 November – Troops left on Monday. Shots fell yesterday.",
        ["XXXX-11-09", "XXXX-11-08", "XXXX-11-08"],
    ),
    "heading": (
        "Dispatches of 2023\n\nLISBON, 15 April – Shots fell. A war ended in 1999.\n\nLISBON, 17 April – Shots.",
        ["2023", "2023-04-15", "1999", "2023-04-17"],
    ),
    # a look far back ends with its paragraph, and does not draw the next day after it
    "look back": (
        "LISBON, 24 April 2023 – Shots fell. In 2003 it had burned.\n\nPORTO, 12 May – Shots fell on Tuesday night.",
        ["2023-04-24", "2003", "2023-05-12", "2023-05-09TNI"],
    ),
    "tight dash": (
        "LISBON, Jan 8, 2023—Shots fell.\n\nPORTO, Feb 12—Troops left on Friday.",
        ["2023-01-08", "2023-02-12", "2023-02-10"],
    ),
    # a date far back that stands alone does not take a text from the year of its heading
    "digest": (
        "# Digest\n## January to June 2012\n### March\nOn the 6th a man was tried for a raid on 15 May 1977.",
        ["2012-01", "2012-06", "2012-03", "2012-03-06", "1977-05-15"],
    ),
    # what is to come leaves the dispatch at its day
    "past year": (
        "PORTO, 31 December 2021\n\nJanuary to May\n\nOn 14 January troops left.",
        ["2021-12-31", "2021-01", "2021-05", "2021-01-14"],
    ),
    "last Sunday": (
        "LISBON, 26 February 2024 – The port fell last Sunday. The next day troops left.",
        ["2024-02-26", "2024-02-18", "2024-02-19"],
    ),
    "ahead": (
        "LISBON, 15 April 2023 – A truce begins on 21 April. On Friday tanks moved.",
        ["2023-04-15", "2023-04-21", "2023-04-14"],
    ),
    "log": (
        "13 June 2018. Ships sail.\n\n1 July. A pause is told.\n\n13 December. Peace.",
        ["2018-06-13", "2018-07-01", "2018-12-13"],
    ),
    # an entry of a diary tells ahead, up to the next one
    "diary": (
        "5 April 2023. Porto falls.\n\n7 April. Faro falls on Saturday.\n\n12 April. Braga is shelled.",
        ["2023-04-05", "2023-04-07", "2023-04-08", "2023-04-12"],
    ),
    "no diary": (
        "5 April 2023. Porto fell.\n\n7 April. Faro fell on Saturday.\n\n12 April. Braga was shelled.",
        ["2023-04-05", "2023-04-07", "2023-04-01", "2023-04-12"],
    ),
    # a length behind the day of writing makes no stretch of it
    "length behind": (
        "LISBON, 15 April 2023 – Two weeks after rebels took Porto, the king spoke on Friday.",
        ["2023-04-15", "P2W", "2023-04-14"],
    ),
    # with its article a weekday is one of the story
    "the weekday": (
        "LISBON, 15 April 2023 – On 28 March rebels came into Porto. On the Friday they left. Troops came on Monday.",
        ["2023-04-15", "2023-03-28", "2023-03-31", "2023-04-10"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_day_and_year_of_a_dispatch(text: str, expected: list[str]) -> None:
    assert [value.timex for _, value in values(read(text))] == expected


def test_day_of_writing_from_outside_gives_the_year() -> None:
    doc = read(f"LISBON, 9 November – Troops left. {COUP}", reference_date="2023-01-05")
    assert [value.timex for _, value in values(doc)] == ["2022-11-09", "2021-10"]


STORIES = {
    # a paragraph that opens with a date far back tells of that time
    "back": (
        "He died in June 1863.\n\nHe took the town in May 1860. In August he fell back.\n\nIn September 1862 he left.",
        ["1863-06", "1860-05", "1860-08", "1862-09"],
    ),
    # the words beside a step name its end
    "named": (
        "In March 1905 they fled. Two months later, on 27 May, ships met.",
        ["1905-03", "1905-05", "1905-05-27"],
    ),
    # days are counted on from a date whose year is never told
    "open year": (
        "On 30 December it fell. Two days later troops left. The next day it rained.",
        ["XXXX-12-30", "XXXX-01-01", "XXXX-01-02"],
    ),
    "open leap year": ("On 27 February it fell. Three days later troops left.", ["XXXX-02-27", "XXXX-XX-XX"]),
    "weeks from a month": (
        "In February 2025 it fell; three weeks later troops left.",
        ["2025-02", "2025-02/2025-03"],
    ),
    # a year since when something has gone on is not that of the story
    "since long ago": (
        "They have shelled Aro since 2009. On 15 May they came back.",
        ["2009", "XXXX-05-15"],
    ),
    # since when something has gone on lies before the story
    "since": (
        "The fort surrendered on 29 April 1916 after being besieged since December.",
        ["1916-04-29", "1915-12"],
    ),
    # a participle that a parser hangs on the subject is the verb of its sentence
    "misread verb": (
        "On 5 May 1914 it fell. The last Danish soldiers left on 24 March 1920. On 2 May it rained.",
        ["1914-05-05", "1920-03-24", "1920-05-02"],
    ),
    # a day named in passing, and what points to it
    "passing": (
        "In September 1905 they rested. The treaty, signed on 5 September, failed. Shots fell that same evening.",
        ["1905-09", "1905-09-05", "1905-09-05TEV"],
    ),
    # the day of words said behind what they tell is not the story's
    "said behind": (
        "On 5 August 2003 rockets hit Aro, and 80 people died, the charity said on 9 August. Two days later they left.",
        ["2003-08-05", "2003-08-09", "2003-08-07"],
    ),
    # a step back from the one day of the sentence before
    "step back": (
        "In May 2003 he left. The report, published on 16 June, named nobody. Six days earlier the court had met.",
        ["2003-05", "2003-06-16", "2003-06-10"],
    ),
    # what had happened before may lie before the section
    "before": (
        "1905\n\nIn March they fled. The fleet had left Libau in October. It was late.",
        ["1905", "1905-03", "1904-10"],
    ),
    # weekdays outweigh a look far back
    "weekday": (
        "He died on Saturday 11 September 2021. He was born on 3 December 1934.",
        ["2021-09-11", "1934-12-03"],
    ),
    "this evening": (
        "LISBON, 16 August 1974 – Troops came yesterday. The truce began at six this evening.",
        ["1974-08-16", "1974-08-15", "1974-08-16T18:00"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), STORIES.values(), ids=STORIES)
def test_narrative_that_looks_about(text: str, expected: list[str]) -> None:
    assert [value.timex for _, value in values(read(text))] == expected
