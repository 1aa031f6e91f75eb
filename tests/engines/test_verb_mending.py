"""Verbs that the tagger takes for nouns are verbs again, with their subject and object."""

from __future__ import annotations

import pytest

from dateline.article import Article
from dateline.build import analyse, build
from dateline.engines.verb_mending import mend_verbs


@pytest.fixture(scope="module")
def parse():
    nlp = build("en")
    model = [name for name in nlp.pipe_names if not name.startswith("dateline_")]

    def run(text):
        with nlp.select_pipes(enable=model):
            doc = nlp(text)
        mend_verbs(doc)
        return doc

    return run


def relation(doc, word: str, labels: tuple[str, ...]) -> list[str]:
    token = next(t for t in doc if t.text == word)
    assert token.pos_ == "VERB", f"{word} is read as {token.pos_}"
    return [c.text for c in token.children if c.dep_ in labels]


@pytest.mark.parametrize(
    ("text", "verb", "subject", "objects"),
    [
        ("Argentine marines land near Stanley.", "land", ["marines"], []),
        ("The carriers Hermes and Invincible sail from Portsmouth.", "sail", ["carriers"], []),
        ("Before dawn the 3rd and 11th Divisions land at Wusong.", "land", ["Divisions"], []),
        ("Tarnow capitulates on 3 May.", "capitulates", ["Tarnow"], []),
        ("Rebel forces retake Harper.", "retake", ["forces"], ["Harper"]),
        ("A second prison was overrun the same night.", "overrun", ["prison"], []),
        ("Two brigades defected to the rebels.", "defected", ["brigades"], []),
        ("The garrison held out in Medina.", "held", ["garrison"], []),
        ("Within days the junta had overrun Rabaul.", "overrun", ["junta"], ["Rabaul"]),
        ("The offensive forced German troops from Smolensk.", "forced", ["offensive"], ["troops"]),
        (
            "Northern troops, their morale boosted by the victory, rolled on, taking Brest.",
            "rolled",
            ["troops"],
            [],
        ),
    ],
)
def test_a_verb_read_as_a_noun_is_a_verb(parse, text, verb, subject, objects):
    doc = parse(text)
    assert relation(doc, verb, ("nsubj", "nsubjpass")) == subject
    assert relation(doc, verb, ("dobj",)) == objects


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("The army attack on the village killed ten.", "attack"),
        ("The rebels feared an attack on Homs.", "attack"),
        ("The landing force left.", "landing"),
        ("The refugees own no land in Chad.", "land"),
    ],
)
def test_a_noun_stays_a_noun(parse, text, noun):
    assert next(t for t in parse(text) if t.text == noun).pos_ != "VERB"


@pytest.mark.parametrize(
    ("text", "name", "before"),
    [
        ("The corps landed at Anzio (on the coast) and Salerno.", "Salerno", "Anzio"),
        ("In 1796 Bonaparte invaded Piedmont and, after resting his army, Lombardy.", "Lombardy", "Piedmont"),
        ("The French were defeated at Wörth and, the same day, at Spicheren.", "Spicheren", "Wörth"),
    ],
)
def test_a_name_is_joined_to_the_one_before_what_stands_between(parse, text, name, before):
    doc = parse(text)
    token, first = (next(t for t in doc if t.text == word) for word in (name, before))
    assert token.head.i == first.i or token.head.head.i == first.head.i


@pytest.mark.parametrize(
    ("text", "name", "verb"),
    [
        ("He left the capital and, in May, Berlin declared war.", "Berlin", "declared"),
        ("The rebels took Gao (a river port) and Kidal was abandoned.", "Kidal", "abandoned"),
    ],
)
def test_a_name_before_a_verb_stays_its_subject(parse, text, name, verb):
    assert next(t for t in parse(text) if t.text == name).head.text == verb


def test_an_adjective_that_stands_as_a_noun_is_one(parse):
    assert next(t for t in parse("They mounted a counter-offensive.") if "counter" in t.text).pos_ == "NOUN"


@pytest.mark.parametrize(
    "text",
    [
        "Unluckily for the league, the pro-Austrian Prince Nikola I dismissed the cabinet of Radulović, before "
        "the fleet arrived.",
        "Loyal to Gbagbo who had fled.",
        "Faithful to Ouattara who won.",
    ],
)
def test_a_mended_parse_is_a_tree(text: str) -> None:
    doc = analyse(build("en"), Article.from_text(text, lang="en"))
    for token in doc:
        steps = 0
        while token.head.i != token.i:
            token, steps = token.head, steps + 1
            assert steps <= len(doc), f"{token} hangs on itself"
