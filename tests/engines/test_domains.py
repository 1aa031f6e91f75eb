"""Words of war tell no event in sentences on sport, shows, storms and accidents: every example of domains.toml runs."""

from __future__ import annotations

import pytest

from dateline import data
from dateline.article import Article
from dateline.build import analyse, build
from dateline.engines.events import lexicon
from dateline.engines.events.domains import domains

TABLE = data.load_toml("en", "events", "domains.toml")
NONE = [text for row in TABLE["domain"] for text in row["none"]]
TOLD = [text for row in TABLE["domain"] for text in row["told"]]
STORM = (
    "Hurricane Ada formed in May. It was a tropical storm for two days. The typhoon season was short. "
    "Rainfall was heavy in Cuba. Later it struck Haiti and killed nine people."
)
WAR = (
    "The army attacked Lagos. Rebels shelled the port. Soldiers seized a bridge. The militia withdrew. "
    "Norway defeated Denmark in the final match."
)


@pytest.fixture(scope="module")
def nlp():
    return build("en")


def told(nlp, text: str) -> list[str]:
    return [record.trigger.text for record in analyse(nlp, Article.from_text(text))._.records]


@pytest.mark.parametrize("text", NONE)
def test_another_domain_tells_no_event(nlp, text):
    assert told(nlp, text) == []


@pytest.mark.parametrize("text", TOLD)
def test_a_word_of_war_does(nlp, text):
    assert told(nlp, text) != []


def test_an_article_on_a_storm_tells_of_it_throughout(nlp):
    assert told(nlp, STORM) == []


def test_hints_alone_show_nothing_in_an_article_on_war(nlp):
    assert "defeated" in told(nlp, WAR)


def test_an_article_on_war_tells_what_befell_a_named_person(nlp):
    assert "died" in told(nlp, WAR + " Sir Edward Gent died in an air crash.")


def test_the_types_of_domains_exist():
    types = {t for domain in domains("en") for t in domain.types}
    assert types - {sense.type for sense in lexicon.load("en").senses} == set()
