from __future__ import annotations

from typing import Any

import pytest

from dateline import data
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
