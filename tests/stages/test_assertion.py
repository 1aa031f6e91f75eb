from __future__ import annotations

from typing import Any

import pytest

from dateline import data
from dateline.article import Article
from dateline.build import analyse, build
from dateline.layers import Actor
from dateline.stages.assertion import AssertionStage
from stages.events_helper import parsed

TABLE = data.load_toml("en", "assertion.toml")
EXAMPLES = [
    pytest.param(example, id=f"{cue['id']}: {example['text']} [{example['trigger']}]")
    for cue in [*TABLE["cue"], {"id": "combined", "examples": TABLE["examples"]}]
    for example in cue["examples"]
]
STAGE = AssertionStage("en")


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_of_the_cues(example: dict[str, Any]) -> None:
    doc = parsed(example["text"], [(example["trigger"], example.get("type", "attack"))])
    (found,) = STAGE.predict(doc)
    source = found.source.name if found.source else None
    assert (found.status, source) == (example["status"], example.get("source"))


def test_who_passes_on_a_report_is_its_source() -> None:
    agency = Actor("media:agency", "Agency", "media")
    text = "The Agency cited local reports saying that rebels had seized the town."
    doc = parsed(text, [("seized", "capture")], actors={"Agency": agency})
    (found,) = STAGE.predict(doc)
    assert (found.status, found.source) == ("alleged", agency)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param("The brigade tried to take the hill. It was driven off.", "negated", id="told next"),
        pytest.param("The brigade tried to take the hill but failed.", "negated", id="told at once"),
        pytest.param("The brigade tried to take the hill. Rain fell.", "planned", id="open"),
    ],
)
def test_an_attempt_is_in_vain_where_what_follows_says_so(text: str, status: str) -> None:
    (found,) = STAGE.predict(parsed(text, [("take", "capture")]))
    assert found.status == status


def test_one_assertion_for_each_event_in_order() -> None:
    doc = parsed(
        "The militia attacked the mill and reportedly burned the barn.",
        [("attacked", "attack"), ("burned", "looting")],
    )
    assert [found.status for found in STAGE.predict(doc)] == ["asserted", "alleged"]


def test_the_cue_is_the_word_that_says_so() -> None:
    doc = parsed("The ministry denied that its troops had burned the mill.", [("burned", "looting")])
    (found,) = STAGE.predict(doc)
    assert found.cue is not None
    assert doc.text[slice(*found.cue)] == "denied"


def test_a_quotation_over_several_sentences_keeps_its_speaker() -> None:
    doc = parsed(
        '"We captured the bridge," the colonel said. "Our men then attacked the fort on the hill."',
        [("captured", "capture"), ("attacked", "attack")],
    )
    found = STAGE.predict(doc)
    assert [(a.status, a.source.name if a.source else None) for a in found] == [("claimed", "colonel")] * 2


@pytest.mark.parametrize(
    ("before", "quotation", "status"),
    [
        pytest.param(
            "The colonel wrote to the king:", '"The fort fell. We burned it."', "claimed", id="colon"
        ),
        pytest.param(
            "The colonel wrote to the king.", '"The fort fell. We burned it."', "claimed", id="whole"
        ),
        pytest.param("The colonel wrote to the king:", '"The fort fell. We burned it.', "claimed", id="open"),
        pytest.param(
            "The colonel met the king.", '"The fort fell. We burned it."', "asserted", id="nobody says"
        ),
        pytest.param(
            "The colonel wrote to the king.", "The fort fell. We burned it.", "asserted", id="no marks"
        ),
    ],
)
def test_a_quotation_that_fills_a_block_is_of_whom_the_sentence_before_names(
    before: str, quotation: str, status: str
) -> None:
    records = analyse(build("en"), Article.from_text(f"{before}\n\n{quotation}"))._.records
    (found,) = (record.assertion for record in records if record.trigger.text == "burned")
    speaker = "colonel" if status == "claimed" else None
    assert (found.status, found.source.name if found.source else None) == (status, speaker)


def test_a_quotation_goes_on_in_the_next_block() -> None:
    text = 'The colonel wrote:\n\n"The fort fell in May.\n\n"We burned it."'
    records = analyse(build("en"), Article.from_text(text))._.records
    assert [r.assertion.status for r in records if r.event_type != "statement"] == ["claimed", "claimed"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The army: the rebels had burned the mill.", "army"),
        ("The defence ministry: two brigades, all of them tired, had come and burned the mill.", "ministry"),
        ("The result: the rebels burned the mill.", None),
    ],
)
def test_what_stands_behind_the_mere_name_of_a_speaker_is_his_claim(text: str, source: str | None) -> None:
    (record,) = (
        r for r in analyse(build("en"), Article.from_text(text))._.records if r.trigger.text == "burned"
    )
    found = record.assertion
    assert found.status == ("claimed" if source else "asserted")
    assert (source or "") in (found.source.name if found.source else "")
    assert all(
        p.role != "initiator" or "m" not in p.mention.text.split()[-1][:1] for p in record.participants
    )


def test_what_the_media_say_is_alleged_with_the_medium_as_source() -> None:
    herald = Actor("media:herald", "The Herald", "media")
    doc = parsed(
        "The Herald reported that the militia had burned the mill.",
        [("burned", "looting")],
        actors={"The Herald": herald},
    )
    (found,) = STAGE.predict(doc)
    assert (found.status, found.source) == ("alleged", herald)


def test_the_speaker_is_the_actor_mentioned() -> None:
    guard = Actor("group:river-guard", "River Guard", "militia")
    doc = parsed(
        "A spokesman said nothing, but the River Guard claimed to have burned the mill.",
        [("burned", "looting")],
        actors={"River Guard": guard},
    )
    (found,) = STAGE.predict(doc)
    assert (found.status, found.source) == ("claimed", guard)
