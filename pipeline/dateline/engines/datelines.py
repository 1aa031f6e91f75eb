"""The frame of a dispatch: the line of day and place that opens it ("COLOMBO, 2 January –"), by how it is written.

It is read in three ways, as the material allows: in tokens by its capitals and its dash, in the characters of a
line by its names and numbers, and around a time expression by the patterns that a language gives.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from dateline.layers import Sentence

LENGTH = 16  # tokens that a dateline may have
TOPIC = 3  # words of a label that says what a paragraph is on
OPENING = 90  # characters before its dash
TITLE = 80  # characters at most on either side of the day in a title
DASHES = ("–", "—", "--", "-")
TIGHT = ("—", "--")  # those that may stand behind the day without a blank
COLON = ":"
_SIGNS = ("(", ",")  # what parts the names of a dateline
_MARKS = ("(", ")", ",", "/", ".", "-")
BRACKETS = {"(": ")", "[": "]", "（": "）", "［": "］", "〔": "〕", "【": "】"}
# "(Nairobi, November 4, 2024) –", and what stands before the first dash of a line.
_BRACKETED = re.compile(r"\([^\W\d_][^()\n]{2,60}\d{4}\)\s*(?:[–—-]|--)\s")
_DASHED = re.compile(
    rf"(?P<head>[^\W\d_][^\n;:!?]{{2,{OPENING}}}?)(?:\s(?:–|—|--|-)\s|(?:—|--)(?=[A-ZÀ-Þ\"“]))"
)
# What it holds beside a name: a number, an agency in brackets, a land behind a town in capitals.
_SIGN = re.compile(r"\b\d{1,4}\b|\([A-ZÀ-Þ]|^[A-ZÀ-Þ -]{3,},")


@dataclass(frozen=True, slots=True)
class FramePatterns:
    """How a language writes what stands before and after the date of a dispatch, before one on a line of its own, and
    in the title of a report before its day."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    label: re.Pattern[str]
    report: re.Pattern[str]

    @classmethod
    def compiled(cls, row: dict[str, str]) -> FramePatterns:
        """The patterns of a language's table."""
        flags = {"label": re.I, "report": re.I}
        patterns = {"report": "(?!)", **row}
        return cls(**{name: re.compile(text, flags.get(name, 0)) for name, text in patterns.items()})


def dateline_end(doc: Doc, first: int, last: int) -> int:
    """The dash that ends the dateline which opens the sentence `doc[first:last]`; 0 if it has none.

    It begins in capitals, or holds a bracket or a second name: "Ouagadougou (AFP) –", "Goma, DRC –".
    """
    dash = label_end(doc, first, last)
    if not dash or doc[dash].text == COLON:
        return 0
    return dash if is_acronym(doc[first].text) or any(t.text in _SIGNS for t in doc[first:dash]) else 0


def label_end(doc: Doc, first: int, last: int) -> int:
    """The dash or colon that ends the name or dateline which opens the sentence `doc[first:last]`; 0 if it has none."""
    if first >= last or (first and not doc[first - 1].is_space):
        return 0
    loud = is_acronym(doc[first].text)
    opening = doc[first : min(last, first + LENGTH)]
    end = next((t.i for t in opening if (t.text in DASHES and _parts(t)) or t.text == COLON), 0)
    if not end or (loud and doc[end].text in DASHES):
        return end
    named = end + 1 < last and all(_is_named(t) for t in doc[first:end])
    return end if named and _begins(doc[end:last]) else 0


def _is_named(token: Token) -> bool:
    """Whether a word may stand in a line of names, days and agencies."""
    inner = token.i > 0 and not token.nbor(-1).whitespace_ and not token.nbor(-1).is_space
    return inner or (not token.text[0].islower() and (token.text[0].isalnum() or token.text in _MARKS))


def _begins(rest: Span) -> bool:
    """Whether a sentence begins behind the mark that opens `rest`, and no second one closes what the first opened."""
    behind = next((t for t in rest[1:] if t.text[0].isalnum()), rest[0])
    counts = behind.text[0].isdigit() and rest[0].i > 0 and rest[0].nbor(-1).text == ")"
    return (behind.text[0].isupper() or counts) and not any(t.text in DASHES and _parts(t) for t in rest[1:])


def _parts(dash: Token) -> bool:
    """Whether a dash stands by itself, or right behind the number of a day ("QUITO, Jan 8—Gunmen")."""
    if dash.i == 0:
        return False
    before = dash.nbor(-1)
    return bool(before.whitespace_) or (dash.text in TIGHT and before.is_digit)


def dateline_tokens(doc: Doc) -> frozenset[int]:
    """The tokens of the datelines of dispatches."""
    sentences: Sequence[Sentence] = doc._.sentences or ()
    return frozenset(i for s in sentences for i in range(s.first, dateline_end(doc, s.first, s.last)))


def label_tokens(doc: Doc) -> frozenset[int]:
    """The tokens of the labels of paragraphs that may say where what follows happened."""
    told = (s for s in doc._.sentences or () if not s.heading)
    return frozenset(i for s in told for i in range(s.first, scene_label_end(doc, s.first, s.last)))


def scene_label_end(doc: Doc, first: int, last: int) -> int:
    """Where the label ends by which the sentence `doc[first:last]` opens a paragraph; 0 if it has none.

    It stands before a colon ("Kalna: two men were ..."), or is all of a first sentence ("Kalna, 12 May. Two men ...").
    """
    mark = label_end(doc, first, last)
    if mark and doc[mark].text == COLON:
        return mark
    return last if _opens_paragraph(doc, first, last) and _is_label(doc[first:last]) else 0


def is_topic(doc: Doc, first: int, last: int) -> bool:
    """Whether a sentence only says what its paragraph is on, without number or verb ("Air attacks. Jets bombed")."""
    words = [t for t in doc[first:last] if not t.is_punct]
    plain = all(t.pos_ in ("NOUN", "ADJ", "PROPN", "CCONJ") for t in words)
    return plain and 0 < len(words) <= TOPIC and _opens_paragraph(doc, first, last)


def _opens_paragraph(doc: Doc, first: int, last: int) -> bool:
    """Whether a sentence is the first of several in its paragraph."""
    opens = first < last and (not first or doc[first - 1].is_space)
    return opens and last < len(doc) and not (doc[last].is_space or doc[last - 1].is_space)


def _is_label(words: Span) -> bool:
    """Whether a sentence is nothing but names, days and hours."""
    return len(words) <= LENGTH and all(_is_named(t) or t.is_punct or t.is_space for t in words)


def is_acronym(text: str) -> bool:
    """Whether a word is written in capitals throughout."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def opening_end(line: str, small: frozenset[str]) -> int:
    """Where the day and place, or the agency, end that open a line, with their dash; 0 if it opens otherwise.

    `small` are the words in small letters that such a line may hold.
    """
    if bracketed := _BRACKETED.match(line):
        return bracketed.end()
    dashed = _DASHED.match(line)
    return dashed.end() if dashed and _opens(dashed["head"], small) else 0


def _opens(head: str, small: frozenset[str]) -> bool:
    """Whether the words before a dash are a place with a day or an agency.

    The place comes first: "Between 8 and 10 February, X – who ..." begins a sentence, and so does
    "X (8 May 1900 – 10 June 1970) was ...".
    """
    place = re.split(r"[,(]", head)[0]
    placed = place.isupper() or not any(c.isdigit() for c in place)
    closed = head.count("(") == head.count(")")
    return placed and closed and bool(_SIGN.search(head)) and names_only(head, small)


def names_only(words: str, small: frozenset[str]) -> bool:
    """Whether words are names, numbers and what joins them."""
    found: list[str] = re.findall(r"\w+", words)
    return all(not w[0].islower() or w in small for w in found)


def stands_alone(left: str, right: str, rule: FramePatterns) -> bool:
    """Whether a day has its line for itself, or a label before it ("Updated: 2 January")."""
    return bool(rule.label.fullmatch(left)) and bool(
        not right.strip(" .") or (left and rule.after.match(right))
    )


def opens_line(left: str, right: str, rule: FramePatterns) -> bool:
    """Whether a day closes the words of place and name at the head of a paragraph."""
    ends = not right.strip(" .") or rule.after.match(right) is not None
    return ends and bool(rule.before.fullmatch(left))


def opens_in_brackets(left: str, right: str) -> bool:
    """Whether words stand alone in brackets at the head of a text that goes on ("[3 March] The town fell")."""
    closing = BRACKETS.get(left.strip(), "")
    return bool(closing) and right.startswith(closing) and any(c.isalnum() for c in right)


def in_title(left: str, rule: FramePatterns) -> bool:
    """Whether a day stands behind the title of a report ("Daily report no. 3, 2 January")."""
    return len(left) < TITLE and bool(rule.report.match(left))


def ends_title(right: str, rule: FramePatterns, heading: bool) -> bool:
    """Whether a day ends the title of a report, which may be a heading."""
    return len(right) < TITLE if heading else bool(rule.after.match(right))
