"""Plain text: marks out, words apart, headings, lists, asides; and what holds of any text."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from readers.reading import blocks, check_spans, check_text, kinds, lost, read

LONG = (
    "The garrison held out for nine weeks, and the relief column came too late to save the upper town. " * 3
)


@pytest.mark.parametrize(
    ("source", "text", "marks"),
    [
        ("The fort fell.[12]", "The fort fell.", ["12"]),
        ("The fort fell.[12][13] They fled.", "The fort fell. They fled.", ["12", "13"]),
        ("The fort[a] fell[note 3] at dawn.", "The fort fell at dawn.", ["a", "note 3"]),
        ("The fort fell.[citation needed]", "The fort fell.", ["citation needed"]),
        ("The fort fell.[7]NATO jets came.", "The fort fell. NATO jets came.", ["7"]),
        ("The fort fell.[7]Vyborg held.", "The fort fell. Vyborg held.", ["7"]),
        ("The fort fell.[7]“We held it,” he said.", "The fort fell. “We held it,” he said.", ["7"]),
        ("The fort,[7] and the port[8], fell.", "The fort, and the port, fell.", ["7", "8"]),
        ("The fort fell [7].", "The fort fell.", ["7"]),
        ("The fort [7] fell.", "The fort fell.", ["7"]),
        ("The U.S.[7]-led force.", "The U.S.-led force.", ["7"]),
        ("The fort[7]'s gate.", "The fort's gate.", ["7"]),
        ("Some [the rebels] say [sic] so.", "Some [the rebels] say [sic] so.", []),
        ("In [1914] he [t]hought so.", "In [1914] he [t]hought so.", []),
        ("[3]The fort fell.", "The fort fell.", ["3"]),
        ("The fort fell.Nobody fled.", "The fort fell. Nobody fled.", []),
        ("It ended in 1918.Then came peace.", "It ended in 1918. Then came peace.", []),
        ("See https://host.Example/a.Bc for it.", "See https://host.Example/a.Bc for it.", []),
        ("The U.S.Army and Ph.D. men.", "The U.S.Army and Ph.D. men.", []),
        ("5\u00a0May  1918,\tat noon.", "5 May 1918, at noon.", []),
        ("The at\u00adtack\u200b\u200f ended.\x07", "The attack ended.", []),
        ("\ufeffThe fort fell.", "The fort fell.", []),
        ("The fort fell.\r\nThey fled.\r\n", "The fort fell.\nThey fled.", []),
        ("سقط الحصن[4] ليلا.", "سقط الحصن ليلا.", ["4"]),
        ("The 🏰 fell e\u0301ast.[4]", "The 🏰 fell e\u0301ast.", ["4"]),
    ],
)
def test_marks_leave_the_text_and_words_stay_apart(source: str, text: str, marks: list[str]) -> None:
    article = read(source)
    assert article.text == text
    assert [citation.mark for citation in article.citations] == marks
    check_text(article)
    check_spans(article)


def test_citation_stands_where_its_mark_stood() -> None:
    article = read("The fort fell.[7]Vyborg held[8] out.")
    assert [article.text[: c.at] for c in article.citations] == [
        "The fort fell.",
        "The fort fell. Vyborg held",
    ]
    assert [article.source[c.start : c.end] for c in article.citations] == ["[7]", "[8]"]


def test_citation_at_the_beginning_of_a_paragraph_stands_in_it() -> None:
    article = read("The fort fell.[1]\n[2]Vyborg held.")
    assert [c.at for c in article.citations] == [14, 15]


def test_span_over_a_mark_is_the_words_of_the_source() -> None:
    article = read("The fort fell.[7]Vyborg held.")
    span = article.span(4, 21)
    assert span.text == "fort fell.[7]Vyborg" and article.source[span.start : span.end] == span.text


@pytest.mark.parametrize(
    ("heading", "is_one"),
    [
        ("Siege of Vyborg", True),
        ("1939–1940: the winter, and the thaw", True),
        ("The long retreat (218 BC to 201 BC)", True),
        ("Jan J. Smuts's offer", True),
        ("1917", True),
        ('"War of the Wells"', True),
        ("Siege of Vyborg[12]", True),
        ("Siege of Vyborg[edit]", True),
        ("The siege of Vyborg ended.", False),
        ("He said that the siege", True),  # nothing but its stop tells prose from a heading
        ("the siege of Vyborg", False),
        ("guns hit the old town", True),  # a headline in small letters throughout
        ("They demanded three things:", False),
        ("GENEVA, 3 March -", False),
        ("The town fell. Nobody was left", False),
        ("word " * 30, False),
    ],
)
def test_heading_is_a_short_line_without_a_stop(heading: str, is_one: bool) -> None:
    article = read(f"{LONG}\n{heading}\n{LONG}")
    assert (kinds(article)[1] == "heading") is is_one


def test_heading_needs_prose_after_it() -> None:
    assert kinds(read(f"{LONG}\nThe siege of Vyborg")) == ["paragraph", "paragraph"]
    assert kinds(read("Rebels take the port")) == ["paragraph"]


def test_sections_run_from_heading_to_heading() -> None:
    article = read(f"A winter war\n{LONG}\nThe thaw\n{LONG}")
    assert [s.title for s in article.sections] == ["A winter war", "The thaw"]
    assert [s.level for s in article.sections] == [0, 0]
    first, second = article.sections
    assert article.text[first.start : first.end].strip() == LONG.strip()
    assert first.end == second.heading.start and second.end == len(article.text)


@pytest.mark.parametrize(
    ("first", "title"),
    [("A winter war", "A winter war"), ("Background", None), ("1917", None), ("The war began.", None)],
)
def test_title_is_a_first_line_that_names_more_than_a_section(first: str, title: str | None) -> None:
    assert read(f"{first}\n{LONG}").title == title


def test_many_short_lines_are_a_list() -> None:
    article = read(f"{LONG}\nThe first fort\nThe second fort\nThe third fort\nThe fourth fort\n{LONG}")
    assert kinds(article) == ["paragraph", *["item"] * 4, "paragraph"]


def test_bullets_and_counting_numbers_are_marks_of_items() -> None:
    article = read("Terms:\n• a truce;\n- a loan.\nOrders:\n1. Hold the pass.\n2. Burn the bridge.")
    assert blocks(article, "item") == ["a truce;", "a loan.", "Hold the pass.", "Burn the bridge."]


@pytest.mark.parametrize("text", ["12. May was quiet.", "12. May was quiet.\n17. June was not."])
def test_numbers_that_do_not_count_up_are_no_marks(text: str) -> None:
    assert read(text).text == text


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("For other wars, see Winter War (disambiguation).", "hatnote"),
        ("Main article: Siege of Vyborg", "hatnote"),
        ("This article needs additional citations for verification.(May 2001)", "notice"),
        ("This section is missing information about the thaw.", "notice"),
        ("^Upton, A. (1980). The war. Press.", "reference"),
    ],
)
def test_aside_leaves_the_text(line: str, kind: str) -> None:
    article = read(f"{LONG}\n{line}\n{LONG}")
    assert [(aside.kind, aside.text) for aside in article.asides] == [(kind, line)]
    assert blocks(article) == [LONG.strip(), LONG.strip()]


def test_references_are_set_apart_to_the_end() -> None:
    article = read(f"{LONG}\nReferences\nUpton, A. (1980). The war.\nFurther reading\nThe thaw, p. 5.[3]\n")
    assert [aside.kind for aside in article.asides] == ["reference"] * 4
    assert article.text == LONG.strip() and article.citations == []


def test_references_end_at_a_heading_that_prose_follows() -> None:
    article = read(f"{LONG}\nSources\nThe old chronicle\nThe thaw\n{LONG}")
    assert kinds(article) == ["paragraph", "heading", "paragraph"]
    assert [aside.text for aside in article.asides] == ["Sources", "The old chronicle"]


WRAPPED = """The garrison held out for nine weeks in the upper town, and the
relief column that had left the coast in May came too late to
save it.

A second column turned back at the river. Its commander wrote on
5 May that no bridge was left.
"""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_wrapped_lines_are_joined(end: str) -> None:
    article = read(WRAPPED.replace("\n", end))
    assert kinds(article) == ["paragraph", "paragraph"]
    assert "and the relief column" in article.text and "wrote on 5 May" in article.text
    check_text(article)
    span = article.span(article.text.index("wrote on"), article.text.index(" that no"))
    assert span.text == f"wrote on{end}5 May"


def test_wrapped_paragraphs_without_blank_lines_end_at_their_short_line() -> None:
    assert len(read(WRAPPED.replace("\n\n", "\n")).blocks) == 2


def test_wrapped_paragraphs_and_a_list_of_short_lines_stand_side_by_side() -> None:
    article = read(
        f"{WRAPPED}\n1 May: the guns fire\n2 May: the gate is lost\n3 May: the town burns\n4 May: a truce"
    )
    assert kinds(article) == ["paragraph", "paragraph", *["item"] * 4]


def test_word_broken_at_its_hyphen_stays_one() -> None:
    text = read(
        "The garrison held out for nine weeks before the upper town was re-\ntaken by the army in May."
    ).text
    assert "was re-taken by" in text


def test_lines_of_a_timeline_are_not_joined() -> None:
    days = [
        f"{day} May: the guns of the {name} battery fired all day." for day, name in enumerate("abcdef", 1)
    ]
    assert blocks(read("\n".join(days))) == days


ALPHABET = st.sampled_from("aB1.!?,:;-–[]()\"'”“’ \t\n\r^•*#_`<>&|\\\u0301\u200f\xa0🏰ب\ufeff\u2028")
PIECES = st.sampled_from(
    ["[1]", "[a]", "[citation needed]", "Fort.", "fell.Then", "References", "\n\n", "- ", "1. "]
)
SOURCES = st.one_of(st.text(max_size=120), st.lists(st.one_of(ALPHABET, PIECES), max_size=60).map("".join))


@settings(max_examples=400, deadline=None)
@given(SOURCES)
@example("[1]")
@example("a[1]\n[2]b")
@example("\ufeff")
def test_any_text_is_kept_with_its_offsets(source: str) -> None:
    article = read(source)
    assert article.source == source
    check_text(article)
    check_spans(article)


@settings(max_examples=400, deadline=None)
@given(SOURCES)
@example("\ufeff A\n:")
def test_nothing_is_lost_but_bullets(source: str) -> None:
    rest = lost(read(source))
    assert all(char in "-*•‣◦▪●–—·().0123456789" or char.isdigit() for char in rest), rest
