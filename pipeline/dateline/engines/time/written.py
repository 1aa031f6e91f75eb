"""Finds the expressions that say when a text was written: datelines, bylines and the titles of reports."""

from __future__ import annotations

from spacy.tokens import Doc

from dateline.engines.datelines import ends_title, in_title, opens_in_brackets, opens_line, stands_alone
from dateline.engines.script import normal_text
from dateline.engines.time.calendar import CalendarDate, bounds
from dateline.engines.time.narrative_data import NarrativeData
from dateline.layers import Sentence, Timex, article_of

WEEK = 7  # days


def datelines(
    doc: Doc,
    timexes: list[Timex],
    sentences: list[Sentence],
    rules: NarrativeData,
    bound: list[str | None],
    published: CalendarDate | None = None,
) -> list[bool]:
    """For every expression whether it says when the text was written.

    That is a day at the head of a paragraph ("COLOMBO, 2 January –", "[2 January]"), on a line of its own, or the
    (last) day in the title of a report ("Daily report no. 3, 2 January"). A stretch of days ("5–11 March") stands
    for its last.
    `bound` are the links of the expressions; `published` is the day that was given with the text: the one in its title
    right before that is when it was written ("The southern front, 2 January").
    """
    text, blocks, rule = normal_text(doc), article_of(doc).blocks, rules.dateline
    last = {sentences[t.sentence].block: t for t in timexes if _is_day(t)}
    out = []
    for i, timex in enumerate(timexes):
        at = sentences[timex.sentence].block
        date, block = timex.meaning, blocks[at]
        stretch = i > 0 and bound[i - 1] == "range" and _is_day(timexes[i - 1])
        first = timexes[i - 1] if stretch else timex
        left, right = text[block.start : first.start], text[timex.end : block.end]
        if not (isinstance(date, CalendarDate) and (date.weekday or (date.day and date.month))):
            out.append(False)
        elif stands_alone(left, right, rule) or (not stretch and opens_in_brackets(left, right)):
            out.append(True)
        elif in_title(left, rule):
            out.append(last.get(at) is timex and ends_title(right, rule, sentences[timex.sentence].heading))
        elif at == 0 and sentences[timex.sentence].heading and _is_just_before(date, published):
            out.append(last.get(at) is timex)
        else:
            begins = bound[i] == "range"  # "The war (1 May 1954 – 3 June 1962)"
            out.append(opens_line(left, right, rule) and not begins)
    return out


def placed(doc: Doc, timex: Timex) -> bool:
    """Whether the place where a text was written stands before the day of writing."""
    article = article_of(doc)
    block = article.blocks[doc._.sentences[timex.sentence].block]
    return any(c.isalnum() for c in article.text[block.start : timex.start])


def _is_just_before(date: CalendarDate, published: CalendarDate | None) -> bool:
    """Whether a full date lies at most a week before the day of publication."""
    told, then = bounds(date), bounds(published) if published else None
    return told is not None and then is not None and 0 <= then[0] - told[1] <= WEEK


def _is_day(timex: Timex) -> bool:
    date = timex.meaning
    return isinstance(date, CalendarDate) and bool(date.day)
