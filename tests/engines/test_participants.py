"""Who takes part in an act, and nobody else."""

from __future__ import annotations

import pytest

from dateline.article import Article
from dateline.build import analyse, build


@pytest.fixture(scope="module")
def nlp():
    return build("en")


def participants(nlp, text: str, trigger: str) -> list[set[str]]:
    doc = analyse(nlp, Article.from_text(text))
    return [
        {f"{p.role}: {p.actor.name}" for p in record.participants}
        for record in doc._.records
        if record.trigger.text == trigger
    ]


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        (
            "The Norwegian government sent two planes to ferry African troops to Aden.",
            "ferry",
            {"initiator: Government of Norway"},
        ),
        ("Norway sent three battalions to Aden.", "sent", {"initiator: Government of Norway"}),
        ("Some 200 Danish troops had been sent to Aden.", "sent", {"initiator: Danish Army"}),
    ],
)
def test_those_who_are_moved_are_doers_only_where_nobody_moves_them(nlp, text, trigger, expected):
    assert participants(nlp, text, trigger) == [expected]


def test_a_verb_left_out_has_a_doer_and_a_place_of_its_own(nlp):
    text = (
        "Odessa and Kiev lie in Ukraine. In 1941 German soldiers occupied Kiev and Romanian troops, Odessa."
    )
    assert participants(nlp, text, "occupied") == [{"initiator: German Army"}, {"initiator: Romanian Army"}]


def test_a_participle_says_whom_an_act_is_aimed_at(nlp):
    text = "A truck bomb blew up in Aden targeting a Saudi army checkpoint."
    assert participants(nlp, text, "truck bomb") == [{"target: army"}]


def test_those_who_are_helped_in_a_fight_fight(nlp):
    text = "The Danes helped the sultan in the fight against the Houthis."
    assert participants(nlp, text, "fight") == [{"party: sultan", "party: Houthis"}]


def test_a_statement_is_of_those_who_issue_it(nlp):
    text = "The Danish army issued a statement claiming to control Aden."
    assert participants(nlp, text, "control") == [{"initiator: Danish Army"}]


def test_a_place_is_taken_from_those_who_are_said_to_have_held_it(nlp):
    text = "In May the Houthis captured Taiz, which the Saudi army had controlled since March."
    assert participants(nlp, text, "captured") == [{"initiator: Houthis", "target: Saudi Army"}]


def test_nobody_is_in_a_place_that_stands_empty(nlp):
    text = "The police fought the guerrillas. The guerrillas took over an abandoned police station."
    assert participants(nlp, text, "took over") == [{"initiator: guerrillas"}]
