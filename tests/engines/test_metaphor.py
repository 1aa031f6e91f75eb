"""Figures of speech tell no event: every example of models/en/events/metaphor.toml runs."""

from __future__ import annotations

import pytest

from dateline import data
from dateline.article import Article
from dateline.build import analyse, build
from dateline.engines.events import lexicon
from dateline.engines.events.metaphor import figures

TABLE = data.load_toml("en", "events", "metaphor.toml")
TYPES = {sense.type for sense in lexicon.load("en").senses}
NONE = [(row["name"], text) for row in TABLE["figure"] for text in row["none"]]


@pytest.fixture(scope="module")
def nlp():
    return build("en")


def told(nlp, text: str) -> list[str]:
    return [record.trigger.text for record in analyse(nlp, Article.from_text(text))._.records]


@pytest.mark.parametrize(("name", "text"), NONE, ids=[text for _, text in NONE])
def test_a_figure_of_speech_tells_no_event(nlp, name, text):
    assert told(nlp, text) == [], name


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Austrian troops laid siege to the passes.", "laid siege"),
        ("The Wolf Brigade attacked a checkpoint in Mosul.", "attacked"),
        ("Guerrillas ambushed a column in the valley.", "ambushed"),
        ("The surrender of the garrison ended the war.", "surrender"),
        ("A force of Hussites attacked the abbey with axes.", "attacked"),
    ],
)
def test_the_same_words_said_of_war_do(nlp, text, trigger):
    assert told(nlp, text) == [trigger]


def test_the_types_of_figures_exist():
    types = {t for figure in figures("en") for t in figure.types}
    assert types - TYPES == set()


def test_names_of_figures_are_told_once():
    names = [row["name"] for row in TABLE["figure"]]
    assert len(set(names)) == len(names)
