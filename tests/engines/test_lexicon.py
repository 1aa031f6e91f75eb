"""The loader of the event lexicon names every mistake, and orders senses by how much they ask for."""

from __future__ import annotations

import pytest

from dateline.engines.events import lexicon

GOOD = """
[[sense]]
id = "capture.seize"
type = "capture"
triggers = ["seize", "take over"]
pos = "VERB"
slots = { subject = "initiator", object = "target", near = "place" }
needs = { object = ["place"] }
examples = [{ text = "They seized the town.", trigger = "seized" }]
"""


def read(tmp_path, text):
    (tmp_path / "nouns.toml").write_text('[classes]\nplace = ["town"]\n', encoding="utf-8")
    (tmp_path / "light.toml").write_text('verbs = ["launch"]\n', encoding="utf-8")
    (tmp_path / "battle.toml").write_text(text, encoding="utf-8")
    return lexicon.read(tmp_path)


def test_a_good_sense_is_read_without_a_mistake(tmp_path):
    found, mistakes = read(tmp_path, GOOD)
    assert mistakes == []
    (sense,) = found.senses
    assert sense.slots == {"subject": "initiator", "object": "target"}
    assert sense.place == ("near",), "a slot of role place is a place slot"
    assert set(found.index) == {("VERB", "seize"), ("VERB", "take")}


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ('"capture"', '"captures"', "unknown type 'captures'"),
        ('"VERB"', '"ADV"', "unknown pos 'ADV'"),
        ('"initiator"', '"agent"', "unknown role 'agent' in slot 'subject'"),
        ('["place"]', '["plaice"]', "unknown class 'plaice' in needs.object"),
        ("needs = ", "want = ", "unknown key 'want'"),
        ('pos = "VERB"', "", "no pos"),
        ('"seize",', '"Seize",', "trigger 'Seize' is not in lower case"),
        ('trigger = "seized"', 'verb = "seized"', "unknown key 'verb' in an example"),
    ],
)
def test_each_mistake_is_reported_with_file_and_sense(tmp_path, old, new, mistake):
    _, mistakes = read(tmp_path, GOOD.replace(old, new, 1))
    assert mistakes == [f"battle.toml, capture.seize: {mistake}"]


def test_an_id_used_twice_is_a_mistake(tmp_path):
    _, mistakes = read(tmp_path, GOOD + GOOD)
    assert mistakes == ["battle.toml, capture.seize: id used twice"]


def test_a_file_that_does_not_parse_is_reported_by_name(tmp_path):
    _, mistakes = read(tmp_path, "[[sense]\n")
    assert len(mistakes) == 1
    assert mistakes[0].startswith("battle.toml: ")


def test_longer_triggers_and_more_hints_come_first(tmp_path):
    plain = GOOD.replace('id = "capture.seize"', 'id = "a"').replace('needs = { object = ["place"] }\n', "")
    hinted = GOOD.replace('id = "capture.seize"', 'id = "b"')
    longer = plain.replace('id = "a"', 'id = "c"').replace('"seize"', '"seize power"')
    found, mistakes = read(tmp_path, plain + hinted + longer)
    assert mistakes == []
    assert [sense.id for _, sense in found.index["VERB", "seize"]] == ["c", "b", "a"]
