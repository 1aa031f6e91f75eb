"""Chronology: what carries a narrative on, and what words that point back take up."""

from __future__ import annotations

import pytest

from stages.time_helper import read, values

FALL = "On 3 May 1920 the port fell. "
DISPATCH = "COLOMBO, Tuesday 3 March 2009 – "


def timex(text: str) -> list[str]:
    return [value.timex for _, value in values(read(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a winter in a heading ends in the next year
        ("# The winter of 1920–21\n\nIn November 1920 they came. On 9 January they left.", "1921-01-09"),
        # the title holds the year where the text begins anew, but not where it goes on
        (
            "# Report on 2018\n\n## North\n\nOn 18 December they left.\n\n## South\n\nOn 2 April it fell.",
            "2018-04-02",
        ),
        (
            "# The war of 2018\n\n## End\n\nOn 18 December 2018 they left. In January they came back.",
            "2019-01",
        ),
    ],
)
def test_headings_and_title_give_the_year(text: str, expected: str) -> None:
    assert timex(text)[-1] == expected


@pytest.mark.parametrize(
    ("end", "below", "expected"),
    [
        ("was tried in 1992", "On 22 December they met", "1989-12-22"),
        ("in 1992 got forty years", "On 22 December they met", "1989-12-22"),
        ("was tried on 4 May 1992", "On 22 December they met", "1992-12-22"),  # the story itself went on
        ("was tried in 1990", "On 22 December they met", "1990-12-22"),
        ("was tried in 1992", "In 1993 they met. On 22 December it rained", "1993-12-22"),
    ],
)
def test_the_last_word_of_a_section_may_look_ahead(end: str, below: str, expected: str) -> None:
    text = f"## Fall\n\nOn 20 December 1989 the port fell. He fled and {end}.\n\n## Answers\n\n{below}."
    assert timex(text)[-1] == expected


@pytest.mark.parametrize(
    ("step", "lang", "expected"),
    [
        ("On 5 May (the third day) it rained.", "en", "1961-05-05"),
        ("5月5日（第三天），敵軍撤退。", "zh", "1961-05-05"),
        ("5月5日（次日）敵軍撤退。", "zh", "1961-05-05"),
    ],
)
def test_a_step_in_brackets_says_the_day_before_them_again(step: str, lang: str, expected: str) -> None:
    before = {"en": "On 4 May 1961 they landed. ", "zh": "1961年5月4日，敵軍登陸。"}[lang]
    assert [v.timex for _, v in values(read(before + step, lang=lang))][-1] == expected


@pytest.mark.parametrize(("later", "expected"), [("1789", "1788-12-27"), ("1790", "1789-12-27")])
def test_a_section_may_come_to_the_year_of_its_heading(later: str, expected: str) -> None:
    text = f"In 1787 he fell ill.\n\n## The estates of 1789\n\nOn 27 December he gave in. They met in May {later}."
    assert timex(text)[-2] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what soon follows carries on, whatever clause it stands in
        (FALL + "The men who landed on 17 May held the mill. The next day it rained.", "1920-05-18"),
        (FALL + "The men who had landed on 17 April held the mill. The next day it rained.", "1920-05-04"),
        (
            FALL + "The hill, lost on 9 June, was his. On 20 May he left. The next day it rained.",
            "1920-05-21",
        ),
        # since when something has gone on is an aside
        (FALL + "He had hidden since the king fled in July 1910. The next day it rained.", "1920-05-04"),
        # what one begins to do is done
        (FALL + "They began to burn the mills on 9 May. The next day it rained.", "1920-05-10"),
        # a section may open with what had happened before
        (
            "In 1930 he died.\n\n## Youth\n\nIn March 1911 he had gone to sea. He came home that May.",
            "1911-05",
        ),
    ],
)
def test_story_moves_on(text: str, expected: str) -> None:
    assert timex(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a later year beside the main line is where the story has got to
        (FALL + "He gathered men, who took the mill in June 1922. In July he left.", "1922-07"),
        (
            FALL + "He gathered men, who took the mill in June of the following year. In July he left.",
            "1921-07",
        ),
        (FALL + "The thaw allowed Karr to take the mill in June 1922. In July he left.", "1922-07"),
        # unless what is told next lies before it, or it lies far off
        (
            FALL + "Karr, who became king in June 1922, fled. On 9 May 1920 he died. In July it rained.",
            "1920-07",
        ),
        (FALL + "Karr, who died in June 1952, fled. In July it rained.", "1920-07"),
        (FALL + "Karr would return in June 1922. In July it rained.", "1920-07"),
        # a look ahead beyond the years of the section, from which it comes back
        (
            "# The war\n\n## 1920: the port\n\n" + FALL + "In May 1928 it was a ruin. In July he left. "
            "On 9 August 1920 he came back. On the 12th it rained.",
            "1920-08-12",
        ),
        # what is meant for a month has not come, what is planned for a year is told next
        (FALL + "A meeting was planned for June 1922. In July it rained.", "1920-07"),
        (FALL + "Karr began to plan his raids for 1922. In July it rained.", "1922-07"),
        # the end of a year carries the story on to it
        (FALL + "By the end of the year he had left. He came back in the spring.", "1921-SP"),
        # a winter lies ahead rather than behind
        ("In April 1920 the port fell. In the winter the mill burned.", "1921-WI"),
    ],
)
def test_story_moves_on_to_a_later_year(text: str, expected: str) -> None:
    assert timex(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # "that" takes up the day before it in its sentence
        (FALL + "Men who came on 17 July burned the mill; the rest fled that night.", "1920-07-17TNI"),
        (FALL + "The mill, lost on 9 March 1915, was rebuilt that June.", "1915-06"),
        (FALL + "It was on the hill, lost on 6 May, and five days after that they left.", "1920-05-11"),
        (FALL + "He died on 10 July of the following year.", "1921-07-10"),
        # a step back in an aside counts from the day that the main clause tells
        (
            FALL + "In June it rained. At Aro, where they had lost men a day earlier, he fell on 9 June.",
            "1920-06-09",
        ),
        # two times joined by "and" are two
        (FALL + "They left the following day, and on 12 May they came back.", "1920-05-12"),
        (FALL + "He died before the month was out.", "1920-05"),
        (FALL + "He was deposed within the week.", "1920-W19"),
        (FALL + "They left on the last day of that year.", "1920-12-31"),
        # weeks are known to the week
        (FALL + "Two weeks later they left.", "1920-W21"),
        # some days hardly leave the month, but at its end
        (FALL + "He died of his wounds a few days later.", "1920-05"),
        # a step on from a word on other times counts from there
        (
            FALL + "Karr was born on 3 June 1880. Two months later his father left.",
            "1880-08",
        ),
        # what is to be at the latest moves nothing
        (FALL + "They would leave no later than 1925. The next day it rained.", "1920-05-04"),
    ],
)
def test_pointing_words_take_up_what_was_told(text: str, expected: str) -> None:
    assert timex(text)[-1] == expected


def test_month_of_an_earlier_office_lies_before_the_main_clause() -> None:
    text = "On 9 August 1915 it fell. Karr, who had become mayor in May, left on 12 June 1917."
    assert timex(text)[-2:] == ["1917-05", "1917-06-12"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the words of a dispatch are said later than what they tell
        (
            DISPATCH + "Two men died on Sunday, police said on Monday. That night shops burned.",
            "2009-03-01TNI",
        ),
        (DISPATCH + "Ten died in Friday's raid. Shops burned that night.", "2009-02-27TNI"),
        (DISPATCH + "A bomb went off overnight.", "2009-03-02TNI"),
        (FALL + "A bomb went off overnight.", "1920-05-03TNI"),
        (DISPATCH + "On the 28th they came.", "2009-02-28"),
    ],
)
def test_dispatch_keeps_to_its_news(text: str, expected: str) -> None:
    assert timex(text)[-1] == expected


def test_stretch_of_a_war_in_brackets_dates_no_dispatch() -> None:
    assert read("The Long War (3 May 1920 – 4 June 1925) was fought.")._.chronology.written == ()


def test_report_on_a_stretch_of_days_tells_them_in_their_order() -> None:
    text = "Summary, 1–15 May 2014\n\nOn 2 May men came. The mill burned on Sunday. On Tuesday they left."
    assert timex(text)[-3:] == ["2014-05-02", "2014-05-04", "2014-05-06"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what a verb foresees for a time, or what went on till then, moves nothing
        (FALL + "The general predicted success by the end of 1923. The next day it rained.", "1920-05-04"),
        (FALL + "The envoys expected peace by June 1922. The next day it rained.", "1920-05-04"),
        (FALL + "Their ranks rose to 9,000 by December. In June they marched.", "1920-06"),
        # what came before what is told does not either
        (FALL + "This followed a vote in December 1919. The next day it rained.", "1920-05-04"),
        # "only" does not tell that what could be done was done
        (FALL + "They could only fight until September. The next day it rained.", "1920-05-04"),
        # a year or its part that names what is told of carries on, where it lies ahead
        (FALL + "They won the campaign of 1921. The following year they left. In May 1921 he died.", "1922"),
        (FALL + "A report of 1921 named him. The next day it rained.", "1920-05-04"),
        # a paragraph that looks back, or far ahead, is left where it ends
        (
            FALL + "\n\nHe came home on 5 March 1920. Nobody knew him.\n\nThe next day it rained. "
            "On 7 June 1920 he fled.",
            "1920-05-04",
        ),
        (
            FALL
            + "\n\nIn 1946 the king said that he was sorry.\n\nThe next day it rained. On 7 June 1920 he fled.",
            "1920-05-04",
        ),
        # the day of a chronicle with its old name in brackets is no dateline
        (
            "On 10 November 1799 (19 Brumaire) Karr rose.\n\nIn March 1793 he fled. It rained.\n\nThat May he came.",
            "1793-05",
        ),
    ],
)
def test_story_stays_where_it_stands(text: str, expected: str) -> None:
    assert expected in timex(text)[1:]
