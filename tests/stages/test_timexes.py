"""Time expressions: what is found, how far it goes, what its words say."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import data
from dateline.engines.time.timex_rules import Grammar
from dateline.layers import Timex
from dateline.stages.timexes import grammar_of
from stages.time_helper import describe, pipeline, read

LANGUAGES = [c for c in data.languages() if (data.models_dir() / c / "timexes" / "words.toml").is_file()]
GRAMMARS = {lang: grammar_of(lang) for lang in LANGUAGES}
RULES = [(lang, r) for lang, g in GRAMMARS.items() for r in (*g.rules, *g.prefixes, *g.suffixes)]
EXAMPLES = [(lang, rule, example) for lang, rule in RULES for example in rule.examples]


def found(text: str, lang: str = "en") -> list[list[str]]:
    doc = read(text, lang=lang)
    return [[doc.text[t.start : t.end], describe(t.meaning)] for t in doc._.timexes]


@pytest.mark.parametrize(
    ("lang", "rule", "example"), EXAMPLES, ids=[f"{r.name}: {e['text']}" for _, r, e in EXAMPLES]
)
def test_example_of_a_rule_reads_as_it_says(lang: str, rule: object, example: dict) -> None:
    assert found(example["text"], lang) == [list(f) for f in example["finds"]]


@pytest.mark.parametrize(("lang", "rule"), RULES, ids=[r.name for _, r in RULES])
def test_every_rule_has_an_example(lang: str, rule: object) -> None:
    assert rule.examples


@pytest.mark.parametrize("lang", LANGUAGES)
def test_rule_names_are_unique(lang: str) -> None:
    names = [r.name for r in GRAMMARS[lang].rules]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a month in front, an ordinal, a comma
        ("On June 16th rebels fled.", [["June 16th", "XXXX-06-16"]]),
        ("On 5 December, 1757, they met.", [["5 December, 1757", "1757-12-05"]]),
        ("It fell on Tuesday, 5 June 1900.", [["Tuesday, 5 June 1900", "1900-06-05"]]),
        # two expressions that share a part
        ("On 16 and 17 June 1900 they fought.", [["16", "1900-06-16"], ["17 June 1900", "1900-06-17"]]),
        ("Between June and August 1900 it rained.", [["June", "XXXX-06"], ["August 1900", "1900-08"]]),
        ("Attacks rose during May–June.", [["May", "XXXX-05"], ["June", "XXXX-06"]]),
        ("The war of 1899–1902 was bitter.", [["1899", "1899"], ["1902", "1902"]]),
        # modifiers belong to the time, prepositions do not
        ("By early May they were gone.", [["early May", "XXXX-05"]]),
        ("At the end of 1899 they were gone.", [["the end of 1899", "1899"]]),
        ("In the late 1890s trade grew.", [["the late 1890s", "189"]]),
        ("In the first half of 1899 trade grew.", [["the first half of 1899", "1899-H1"]]),
        ("In the spring of that year it rained.", [["the spring of that year", "XXXX-SP"]]),
        # times
        ("On the night of 11 June 1900 they left.", [["the night of 11 June 1900", "1900-06-11TNI"]]),
        ("The following morning they left.", [["The following morning", "day+1TMO"]]),
        # relative
        ("Two weeks later they left.", [["Two weeks later", "week+2"]]),
        ("Later that month they left.", [["Later that month", "month+0"]]),
        ("They left the following year.", [["the following year", "year+1"]]),
        ("They left earlier that day.", [["earlier that day", "day+0"]]),
        # lengths and sets
        ("The siege lasted more than forty days.", [["more than forty days", "P40D"]]),
        ("The siege lasted twenty-four hours.", [["twenty-four hours", "PT24H"]]),
        ("They met every two weeks.", [["every two weeks", "P2W"]]),
        # vague
        ("The port recently reopened.", [["recently", "PAST_REF"]]),
        ("In recent weeks they left.", [["recent weeks", "PAST_REF"]]),
        # what older prose and other calendars of ours write
        ("The 2d of May 1808 saw a rising.", [["The 2d of May 1808", "1808-05-02"]]),
        ("On the 4th inst. they left.", [["the 4th inst.", "XXXX-XX-04"]]),
        ("In the winter of 1914–15 they froze.", [["the winter of 1914–15", "1914-WI"]]),
        ("On March 15, 44 BC he was killed.", [["March 15, 44 BC", "BC0044-03-15"]]),
        ("In the year 451 Attila lost.", [["the year 451", "0451"]]),
        ("In the second half of the 12th century it grew.", [["the second half of the 12th century", "11"]]),
        # parts of the day and of the week
        ("They left at four o'clock that afternoon.", [["four o'clock that afternoon", "day+0T16:00"]]),
        ("They left yesterday evening.", [["yesterday evening", "day-1TEV"]]),
        ("The night before, they had left.", [["The night before", "day-1TNI"]]),
        ("They left early Monday.", [["early Monday", "XXXX-WXX-1"]]),
        ("They came over the weekend.", [["the weekend", "weekend+0"]]),
        # the first and the last of something
        ("In the closing weeks of 1917 they left.", [["the closing weeks of 1917", "1917"]]),
        ("On the last day of June 1900 they left.", [["the last day of June 1900", "1900-06-30"]]),
    ],
)
def test_expression_and_its_words(text: str, expected: list[list[str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They may march at once.",
        "General May led the march.",
        "The second wave broke.",
        "A 24-year-old man was shot.",
        "Some 1,200 fighters and 1500 civilians fled.",
        "The council passed Resolution 1973 on Libya.",
        "Two Mirage 2000-D jets took off.",
        "The March 23 Movement laid down its arms.",
        "They sent 12 tanks of the 12th Division.",
        "The fall of the city shocked them.",
        "He drove a T-34 to Hill 1066.",
        "The road is 1950 km long.",
        "A total of 1995 were killed and they lost 1950.",
        "The price was 1984 dollars.",
        "In 0 BC nobody lived there, nor in 12345 BC.",
        "The church by some called Black Friday burned in the Easter Offensive.",
        "The army [1945] came [12].",
        "He was the last of 1100 dead.",
    ],
)
def test_no_expression(text: str) -> None:
    assert found(text) == []


def test_capitals_and_length_of_odd_letters_do_not_move_offsets() -> None:
    text = "In İzmir, on 3 MAY 1920, the İ fell."
    doc = read(text)
    assert [text[t.start : t.end] for t in doc._.timexes] == ["3 MAY 1920"]


def test_layer_is_sorted_and_never_overlaps() -> None:
    doc = read("On 3 May 1920, two days later, in the spring of 1921, by 8 and 9 June.")
    timexes: list[Timex] = doc._.timexes
    assert all(a.end <= b.start for a, b in pairwise(timexes))


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="0123456789 -–/.,:MayJune thofBCs'\n", max_size=60))
def test_no_text_breaks_the_grammar(text: str) -> None:
    doc = read(text)
    for timex in doc._.timexes:
        assert 0 <= timex.start < timex.end <= len(text)
        assert text[timex.start : timex.end].strip()


def test_a_long_article_is_read_in_time() -> None:
    text = (
        "On 3 May 1920 they left Gao. Two days later, in early June, 1,200 men of the 12th came back.\n" * 200
    )
    doc = pipeline("en").make_doc(text)
    for name, pipe in pipeline("en").pipeline:
        if name == "dateline_sentences":
            doc = pipe(doc)
    stage = pipeline("en").get_pipe("dateline_timexes")
    start = time.perf_counter()
    stage.predict(doc)
    assert time.perf_counter() - start < 20


def test_an_unknown_table_is_told() -> None:
    grammar = Grammar("en")
    with pytest.raises(KeyError):
        grammar._expand("{no_such_table}")
