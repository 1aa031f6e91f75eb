"""Near misses of the event lexicon: what is one, and which are taken for events."""

from __future__ import annotations

from dataclasses import replace

import pytest
from spacy.language import Language

from dateline.article import Article
from dateline.build import analyse, build
from dateline.engines.events.near_misses import NearMisses, Weights

SURE = Weights(0.5, 5.0, {}, {})


@pytest.fixture(scope="module")
def nlp() -> Language:
    return build("en")


def near(nlp: Language, text: str, weights: Weights) -> tuple[list[str], list[str]]:
    """The heads of the lexicon's frames of a sentence, and of those with the near misses accepted."""
    stage = nlp.get_pipe("dateline_events")
    doc = analyse(nlp, Article.from_text(text))
    mentions = stage.matcher.layers(doc)
    frames = stage.matcher.match(doc, mentions, 0, len(doc))
    misses = NearMisses(stage.matcher, weights)
    accepted = misses.accepted(doc, mentions, 0, len(doc), frames)
    return [f.head.text for f in frames], [f.head.text for f in accepted]


def test_features_that_the_training_has_not_seen_say_nothing() -> None:
    weights = Weights(0.5, 0.0, {"armed": 2.0}, {})
    assert weights.probability(["lemma.unheard"]) == 0.5
    assert weights.probability(["lemma.unheard", "armed"]) == pytest.approx(0.8808, abs=1e-4)


def test_language_without_weights_accepts_none() -> None:
    weights = Weights.load("xx")
    assert weights.probability(["armed"]) < weights.threshold


def test_sense_whose_slots_do_not_fit_is_accepted_only_if_likely(nlp: Language) -> None:
    text = "The customs officers seized 40 kilos of tea."
    assert near(nlp, text, SURE) == ([], ["seized"])
    assert near(nlp, text, replace(SURE, bias=-5.0)) == ([], [])


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (
            "The League imposed sanctions on Italy.",
            "imposed",
        ),  # a verb that lends itself to the event it governs
        ("Peru entered into negotiations with Chile.", "entered"),
        ("The incident was carried out by gunmen.", "carried"),  # a particle makes another verb of it
    ],
)
def test_what_is_no_near_miss(nlp: Language, text: str, word: str) -> None:
    frames, accepted = near(nlp, text, SURE)
    assert word not in set(accepted) - set(frames)


def test_frames_and_near_misses_stand_in_text_order(nlp: Language) -> None:
    _, accepted = near(nlp, "Clerks seized the tea after rebels attacked Homs and raided a shop.", SURE)
    assert accepted == sorted(
        accepted, key="Clerks seized the tea after rebels attacked Homs and raided a shop.".index
    )
    assert {"seized", "attacked"} <= set(accepted)
