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


def test_the_last_name_of_a_row_does_nothing_by_itself(nlp):
    text = "On 3 May 2015 militiamen from Zintan, Misrata, and Tripoli seized the airport."
    assert participants(nlp, text, "seized") == [{"initiator: militiamen"}]


def test_what_somebody_leaves_in_flames_does_nothing(nlp):
    text = "Napoleon, with Moscow in flames, retreated."
    assert participants(nlp, text, "retreated") == [{"initiator: Napoleon"}]


def test_a_participle_says_whom_an_act_is_aimed_at(nlp):
    text = "A truck bomb blew up in Aden targeting a Saudi army checkpoint."
    assert participants(nlp, text, "truck bomb") == [{"target: Saudi Army"}]
    text = "The Danes fought a battle at Aden, destroying the Persian fleet."
    assert participants(nlp, text, "fought a battle") == [{"party: Danish Army", "party: Persian Navy"}]


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
    text = "The police fought the guerrillas. The guerrillas took over an abandoned barracks."
    assert participants(nlp, text, "took over") == [{"initiator: guerrillas"}]


def test_those_who_announce_a_death_did_not_bring_it_about(nlp):
    text = "Houthi officers announced the death of their commander from a drone strike in Aden."
    assert participants(nlp, text, "drone strike") == [{"target: commander"}]


def test_what_hangs_on_the_object_of_a_clause_is_not_the_doer_of_its_subject(nlp):
    text = "The attacks increased political anger towards the council from the Danish army."
    assert participants(nlp, text, "attacks") == [set()]


def test_the_injured_of_a_clause_without_its_auxiliary_injured_nobody(nlp):
    text = "On 6 May 1999, an attack on a camp near Aden left 20 dead, while several others injured."
    assert participants(nlp, text, "attack") == [set()]


def test_those_who_announce_their_decision_carry_it_out(nlp):
    text = "The Houthis spoke. Norway and Canada announced their decision to withdraw troops from Aden."
    expected = {"initiator: Government of Norway", "initiator: Government of Canada"}
    assert participants(nlp, text, "withdraw") == [expected]


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        (
            "In May 1999 Danish bombers struck Swedish positions.",
            "struck",
            {"initiator: Danish Air Force", "target: Swedish Army"},
        ),
        (
            "Danish troops stormed the town, leaving Swedish soldiers without water.",
            "stormed",
            {"initiator: Danish Army"},
        ),
        (
            "In May 1999 the Swedish capital fell to the Danish army.",
            "fell",
            {"initiator: Danish Army", "target: Government of Sweden"},
        ),
    ],
)
def test_an_opponent_is_in_what_is_hit_and_not_in_what_is_said_beside(nlp, text, trigger, expected):
    assert participants(nlp, text, trigger) == [expected]
