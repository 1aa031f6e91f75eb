"""Actors out of their time are not taken; all texts are our own."""

from __future__ import annotations

import pytest

from dateline.article import Article
from dateline.build import analyse, build
from dateline.engines.registry import registry

REGISTRY = registry("en")

NAMED = [
    # a name that two bore: each has it in its own time
    ("In 1913 the Zapatistas held the hills of Mexico.", "the Zapatistas", "Liberation Army of the South"),
    ("In 1994 the Zapatistas held the hills of Mexico.", "the Zapatistas", "Zapatista Army of National Liberation"),
    ("In 1965 the National Liberation Front shelled a camp in Yemen.", "the National Liberation Front",
     "National Liberation Front"),
    # a name of another time stands for itself
    ("In 1885 the Mahdi Army stormed Khartoum. Iraq and Egypt looked on.", "the Mahdi Army", "Mahdi Army"),
    ("In 1974 the National Guard fired on the harbour of Kyrenia.", "The National Guard", "National Guard"),
    ("In 1919 Iraq was quiet. The Southern Front of Syria attacked Orel.", "The Southern Front", "Southern Front"),
    # adjectives and peoples of a state that is no more
    ("In 1947 Republican forces held Yogyakarta in Indonesia.", "Republican forces", "Republican forces"),
    ("In 1938 Republican forces held Teruel in Spain.", "Republican forces", "Republican Army"),
    ("In 2014 militants drove the Assyrians from Mosul in Iraq.", "the Assyrians", "Assyrians"),
    # a text may look back
    ("In 2001 bombs fell on Kabul. The Soviets had shelled it in 1986.", "The Soviets", "Soviet Army"),
    # an army before it had its name
    ("In 1777 American forces shelled the fort.", "American forces", "American Army"),
    ("In 1944 American forces shelled the fort.", "American forces", "United States Armed Forces"),
    # no time at all
    ("The Zapatistas held the hills of Mexico.", "The Zapatistas", "Zapatista Army of National Liberation"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "mention", "name"), NAMED)
def test_actors_are_of_the_time_of_the_story(text: str, mention: str, name: str) -> None:
    doc = analyse(build("en"), Article.from_text(text, lang="en"))
    found = {text[m.start : m.end].lower(): m.actor.name for m in doc._.actors}
    assert found.get(mention.lower()) == name


def test_modern_names_of_an_army_stay_among_its_others() -> None:
    doc = analyse(build("en"), Article.from_text("In 1777 American forces shelled the fort.", lang="en"))
    assert "United States Armed Forces" in doc._.actors[0].actor.aliases


def test_years_are_those_of_actors_and_states() -> None:
    known = {*REGISTRY.entries, *(f"state:{key}" for key in REGISTRY.states)}
    assert [key for key in REGISTRY.lifetimes if key not in known and not key.endswith("*")] == []
    assert [key for key, (first, last) in REGISTRY.lifetimes.items() if first > last] == []
    assert REGISTRY.years("group:ucdp-402") == REGISTRY.lifetimes["group:ucdp-*"]
