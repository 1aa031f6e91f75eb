"""Slots on the parse, and the matching of triggers; one row a construction, names of our own."""

from __future__ import annotations

import pytest

from dateline.build import installed_model
from dateline.engines.events import lexicon
from dateline.engines.events.frames import Matcher
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.syntax import Forms, Syntax
from dateline.layers import Actor, ActorMention, Place, PlaceMention

LEXICON = """
[[sense]]
id = "attack.verb"
type = "attack"
triggers = ["attack", "shell", "storm"]
pos = "VERB"
slots = { subject = "initiator", object = "target" }
examples = [{ text = "x" }]

[[sense]]
id = "attack.noun"
type = "attack"
triggers = ["attack", "offensive", "operation"]
pos = "NOUN"
slots = { subject = "initiator", by = "initiator", poss = "initiator", modifier = "initiator", on = "target" }
examples = [{ text = "x" }]

[[sense]]
id = "capture.control"
type = "capture"
triggers = ["take control", "fall+to"]
pos = "VERB"
slots = { subject = "initiator", of = "target" }
examples = [{ text = "x" }]

[[sense]]
id = "capture.place"
type = "capture"
triggers = ["capture"]
pos = "VERB"
needs = { object = ["place"] }
slots = { subject = "initiator", from = "target" }
examples = [{ text = "x" }]

[[sense]]
id = "arrest.people"
type = "arrest"
triggers = ["capture"]
pos = "VERB"
unless = { object = ["place"] }
slots = { subject = "initiator", object = "target" }
examples = [{ text = "x" }]

[[sense]]
id = "operation.launch"
type = "operation"
triggers = ["launch"]
pos = "VERB"
slots = { subject = "initiator" }
examples = [{ text = "x" }]

[[sense]]
id = "siege.adjective"
type = "siege"
triggers = ["besieged"]
pos = "ADJ"
slots = { object = "target" }
examples = [{ text = "x" }]

[[sense]]
id = "armed_clash.noun"
type = "armed_clash"
triggers = ["clash"]
pos = "NOUN"
slots = { between = "party" }
examples = [{ text = "x" }]
"""


@pytest.fixture(scope="module")
def nlp():
    import spacy

    return spacy.load(installed_model("en"), exclude=["ner"])


@pytest.fixture(scope="module")
def matcher(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lexicon")
    (folder / "all.toml").write_text(LEXICON, encoding="utf-8")
    (folder / "nouns.toml").write_text('[classes]\nplace = ["town"]\narmed = ["rebel"]\n', encoding="utf-8")
    (folder / "light.toml").write_text('verbs = ["launch", "carry out", "take+in"]\n', encoding="utf-8")
    found, mistakes = lexicon.read(folder)
    assert mistakes == []
    return Matcher(found, Syntax.load("en"), Forms.load("en"))


def frames(nlp, matcher, text):
    doc = nlp(text)
    doc._.actors, doc._.places, doc._.timexes = [], [], []
    return matcher.match(doc, LayersByToken(doc), 0, len(doc))


SLOTS = [
    ("active", "The rebels attacked the garrison.", "attacked", {"subject": "rebels", "object": "garrison"}),
    (
        "passive",
        "The garrison was attacked by rebels.",
        "attacked",
        {"subject": "rebels", "object": "garrison"},
    ),
    ("infinitive", "The rebels promised to attack the garrison.", "attack", {"subject": "rebels"}),
    ("purpose", "The rebels crossed the river to attack the garrison.", "attack", {"subject": "rebels"}),
    ("gerund", "After attacking the garrison, the rebels fled.", "attacking", {"subject": "rebels"}),
    (
        "accused of",
        "Ruritania accused the rebels of attacking the garrison.",
        "attacking",
        {"subject": "rebels"},
    ),
    ("relative", "The rebels who attacked the garrison fled.", "attacked", {"subject": "rebels"}),
    (
        "object gap",
        "The garrison that the rebels attacked fell.",
        "attacked",
        {"subject": "rebels", "object": "garrison"},
    ),
    (
        "reduced",
        "The garrison attacked by rebels fell.",
        "attacked",
        {"subject": "rebels", "object": "garrison"},
    ),
    (
        "shared subject",
        "The rebels crossed the river and attacked the garrison.",
        "attacked",
        {"subject": "rebels"},
    ),
    ("shared object", "The rebels attacked and burned the garrison.", "attacked", {"object": "garrison"}),
    (
        "two subjects",
        "Rebels and deserters attacked the garrison.",
        "attacked",
        {"subject": "Rebels deserters"},
    ),
    ("two objects", "Rebels attacked the garrison and the depot.", "attacked", {"object": "garrison depot"}),
    (
        "light verb",
        "The rebels launched an attack on the garrison.",
        "attack",
        {"subject": "rebels", "on": "garrison"},
    ),
    ("light passive", "An attack was carried out by rebels.", "attack", {"subject": "rebels"}),
    (
        "by of a noun",
        "An attack by rebels on the garrison failed.",
        "attack",
        {"by": "rebels", "on": "garrison"},
    ),
    ("possessor", "The rebels' attack failed.", "attack", {"poss": "rebels"}),
    ("modifier", "A rebel attack failed.", "attack", {"modifier": "rebel"}),
    ("between", "A clash between rebels and deserters followed.", "clash", {"between": "rebels deserters"}),
    ("adjective", "The besieged garrison starved.", "besieged", {"object": "garrison"}),
    (
        "inner noun",
        "The rebels took full control of the town.",
        "took full control",
        {"subject": "rebels", "of": "town"},
    ),
    ("required preposition", "The town fell to rebels.", "fell", {"to": "rebels"}),
]


@pytest.mark.parametrize(
    ("text", "trigger", "expected"), [row[1:] for row in SLOTS], ids=[row[0] for row in SLOTS]
)
def test_slots_of_a_construction(nlp, matcher, text, trigger, expected):
    found = {f.head.doc[slice(*f.span())].text: f for f in frames(nlp, matcher, text)}
    assert trigger in found
    slots = {name: " ".join(t.text for t in tokens) for name, tokens in found[trigger].slots.items()}
    assert {name: slots.get(name) for name in expected} == expected


SENSES = [
    ("needs holds", "The rebels captured the town.", ["capture.place"]),
    ("needs fails", "The rebels captured the general.", ["arrest.people"]),
    ("a pronoun fits any class", "The rebels captured it.", ["capture.place"]),
    ("a light verb is no event", "The rebels launched an offensive.", ["attack.noun"]),
    ("any other object of that verb", "The rebels launched a boat.", ["operation.launch"]),
    ("missing preposition", "The town fell in May.", []),
    ("an attributive participle is no verb", "The captured town burned.", []),
    ("a name that opens with the noun", "Operation Anvil began in May.", ["attack.noun"]),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in SENSES], ids=[row[0] for row in SENSES])
def test_choice_of_the_sense(nlp, matcher, text, expected):
    assert [f.sense.id for f in frames(nlp, matcher, text)] == expected


def test_the_span_of_a_named_operation_is_its_name(nlp, matcher):
    (frame,) = frames(nlp, matcher, "Operation Red Dawn began in May.")
    assert frame.head.doc[slice(*frame.span())].text == "Operation Red Dawn"


def test_a_trigger_inside_a_name_is_none(nlp, matcher):
    doc = nlp("The Clash Brigade marched north.")
    actor = Actor("group:clash-brigade", "Clash Brigade", "militia")
    doc._.actors = [ActorMention(4, 17, 2, 0, actor, "name")]
    doc._.places, doc._.timexes = [], []
    assert matcher.match(doc, LayersByToken(doc), 0, len(doc)) == []


def test_a_place_mention_is_of_class_place(nlp, matcher):
    doc = nlp("The rebels captured Fort Hollow.")
    where = Place("Fort Hollow", None, None, None, None, None, "unknown")
    doc._.places = [PlaceMention(20, 31, 4, 0, where, 1.0)]
    doc._.actors, doc._.timexes = [], []
    assert [f.sense.id for f in matcher.match(doc, LayersByToken(doc), 0, len(doc))] == ["capture.place"]
