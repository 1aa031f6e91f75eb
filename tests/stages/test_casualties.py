from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dateline import data
from dateline.layers import Actor, Argument, Casualty
from dateline.stages.casualties import CasualtiesStage
from stages.events_helper import parsed

TABLE = data.load_toml("en", "casualties.toml")
EXAMPLES = [
    pytest.param(example, id=f"{entry.get('id', 'together')}: {example['text']}")
    for entry in [*TABLE["trigger"], {"examples": TABLE["examples"]}]
    for example in entry["examples"]
]
STAGE = CasualtiesStage("en")


def shown(text: str, casualty: Casualty) -> tuple[Any, ...]:
    figure = (casualty.low, casualty.best, casualty.high)
    victims = casualty.victims.name if casualty.victims else None
    return casualty.kind, figure, text[casualty.start : casualty.end], victims


def wanted(figure: list[Any]) -> tuple[Any, ...]:
    kind, *rest = figure
    counts = [
        None if item == "none" else item for item in rest if not isinstance(item, str) or item == "none"
    ]
    words = [item for item in rest if isinstance(item, str) and item != "none"]
    return kind, tuple([*counts, None][:3]), words[0], words[1] if len(words) > 1 else None


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_of_the_words(example: dict[str, Any]) -> None:
    doc = parsed(example["text"])
    found = STAGE.predict(doc)
    assert [shown(doc.text, casualty) for casualty in found] == [wanted(f) for f in example["figures"]]
    if "claimed_by" in example:
        assert {c.claimed_by.name for c in found if c.claimed_by} == {example["claimed_by"]}


@pytest.mark.parametrize(
    ("text", "events", "bound"),
    [
        pytest.param(
            "The militia killed 13 miners.", [("killed", "killing")], [0], id="the word of loss is the event"
        ),
        pytest.param(
            "The militia attacked the mine and 13 miners were killed.",
            [("attacked", "attack")],
            [0],
            id="the attack of the sentence",
        ),
        pytest.param(
            "Talks began after a clash in which 13 miners were killed.",
            [("Talks", "negotiation"), ("clash", "armed_clash")],
            [1],
            id="talks carry no dead",
        ),
        pytest.param(
            "The militia attacked the mine. Thirteen miners were killed.",
            [("attacked", "attack")],
            [0],
            id="the sentence before",
        ),
        pytest.param(
            "Clashes broke out in May, killing 13 miners before a truce in June.",
            [("Clashes", "armed_clash"), ("killing", "killing")],
            [0],
            id="a participle goes on with the clashes",
        ),
        pytest.param(
            "The militia attacked the mine, where shells struck a school, killing 13 miners.",
            [("attacked", "attack"), ("struck", "shelling")],
            [1],
            id="a participle goes on with what was told last",
        ),
        pytest.param(
            "The last guards withdrew. The clinic put the dead at 300.",
            [("withdrew", "withdrawal")],
            [-1],
            id="no count of the dead belongs to a march",
        ),
        pytest.param(
            "Talks began. Thirteen miners were killed.",
            [("Talks", "negotiation")],
            [-1],
            id="nothing carries it",
        ),
        pytest.param(
            "The militia burned the mill in revenge for the killing of 12 miners.",
            [("burned", "attack")],
            [-1],
            id="a loss that is the reason is not the event's own",
        ),
        pytest.param(
            "The king had the mayor killed along with 40 guards; his sons were massacred.",
            [("massacred", "killing")],
            [-1],
            id="not the loss that the sentence tells next",
        ),
        pytest.param(
            "The militia raided the mine. The frigate went down with 40 sailors.",
            [("raided", "attack")],
            [-1],
            id="what tells an act of its own is not of the sentence before",
        ),
        pytest.param(
            "A mine exploded near the mill; 35 farmers were killed and 37 injured.",
            [("exploded", "bombing"), ("injured", "injury")],
            [0, 0],
            id="what only came of a fight is the fight's",
        ),
        pytest.param(
            "The militia raided the mill. Sixty miners died before the last man was killed.",
            [("raided", "attack"), ("killed", "killing")],
            [0],
            id="not what the sentence tells next",
        ),
        pytest.param(
            "The attack came weeks after 17 guards died in an ambush.",
            [("attack", "attack"), ("ambush", "ambush")],
            [1],
            id="what they died in",
        ),
        pytest.param(
            "The militia raided the mill and took five hostage.",
            [("raided", "attack"), ("took", "abduction")],
            [1],
            id="the verb that takes them",
        ),
        pytest.param(
            "The army captured the port; 37 guards were killed and 61 taken captive.",
            [("captured", "capture"), ("taken", "arrest")],
            [0, 0],
            id="captives of a fight",
        ),
    ],
)
def test_figure_goes_to_the_event_that_carries_it(
    text: str, events: list[tuple[str, str]], bound: list[int]
) -> None:
    doc = parsed(text, events)
    doc._.casualties = STAGE.predict(doc)
    assert [casualty.event for casualty in doc._.casualties] == bound


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Ines Okoro was killed in the raid.", id="a name"),
        pytest.param("The raid killed a general, Ines Okoro.", id="a noun with the name behind"),
        pytest.param(
            "Two officers, Ines Okoro and her aide, were killed.", id="a number with the names behind"
        ),
    ],
)
def test_persons_by_name_are_targets_and_no_figures(text: str) -> None:
    actor = Actor("person:ines-okoro", "Ines Okoro", "person")
    assert STAGE.predict(parsed(text, actors={"Ines Okoro": actor})) == []


def test_victims_are_the_actor_mentioned() -> None:
    guard = Actor("group:river-guard", "River Guard", "militia")
    doc = parsed(
        "The raid killed five people, including three River Guard fighters.",
        actors={"River Guard fighters": guard},
    )
    found = [shown(doc.text, casualty) for casualty in STAGE.predict(doc)]
    assert found == [
        ("killed", (5, 5, 5), "five people", None),
        ("killed", (3, 3, 3), "three River Guard fighters", "River Guard"),
    ]


DENMARK = Actor("state:DK", "Government of Denmark", "government", "DK")


@pytest.mark.parametrize(
    ("text", "words", "actor", "events", "victims"),
    [
        pytest.param(
            "The siege brought 300 civilian deaths.",
            "civilian",
            Actor("generic:civilian", "civilian", "civilians"),
            [("siege", "siege")],
            "civilians",
            id="an adjective names the civilians",
        ),
        pytest.param(
            "The battle left 17 Danes dead.",
            "Danes",
            DENMARK,
            [("battle", "armed_clash")],
            "Danish Army",
            id="of a nation in battle its army",
        ),
        pytest.param(
            "Some 500 Danes died in the camp.",
            "Danes",
            DENMARK,
            [("died", "killing")],
            "Danes",
            id="of a nation elsewhere its people",
        ),
        pytest.param(
            "Denmark lost 900 men.",
            "Denmark",
            DENMARK,
            [("lost", "killing")],
            "Danish Army",
            id="a state bears the loss of its army",
        ),
        pytest.param(
            "Grant lost 3,000 men there.",
            "Grant",
            Actor("person:grant", "Grant", "person"),
            [("lost", "killing")],
            "Grant's men",
            id="a commander is not his men",
        ),
    ],
)
def test_who_the_victims_are(
    text: str, words: str, actor: Actor, events: list[tuple[str, str]], victims: str | None
) -> None:
    doc = parsed(text, events, actors={words: actor})
    (found,) = STAGE.predict(doc)
    assert (found.victims and found.victims.name) == victims


def test_people_killed_by_an_armed_side_are_civilians() -> None:
    militia = Actor("group:militia", "Militia", "militia")
    doc = parsed("The militia killed 60 people.", [("killed", "killing")], actors={"militia": militia})
    (event,), (mention,) = doc._.events, doc._.actors
    doc._.events = [replace(event, arguments=(Argument("initiator", mention, "test"),))]
    (found,) = STAGE.predict(doc)
    assert found.victims == STAGE.losses.civilians


def test_a_list_of_losses_stays_with_one_event() -> None:
    doc = parsed(
        "The rebels lost 60 killed, more than 80 wounded and ten guns where they were beaten.",
        [("lost", "killing"), ("beaten", "armed_clash")],
    )
    assert [(c.kind, c.event) for c in STAGE.predict(doc)] == [("killed", 0), ("injured", 0)]


def test_the_type_of_an_event_counts_whom_it_befalls() -> None:
    doc = parsed("Some 25,000 people have left so far.", [("left", "displacement")])
    (found,) = STAGE.predict(doc)
    assert (found.kind, found.best) == ("displaced", 25_000)
    assert found.victims is not None and found.victims.id == STAGE.losses.civilians.id
    assert "refugees" in found.victims.aliases


def test_a_figure_referred_to_again_is_counted_once() -> None:
    doc = parsed(
        "The shelling wounded 36 farmers. The 36 wounded were flown out. The 12 wounded of May stayed."
    )
    assert [c.best for c in STAGE.predict(doc)] == [36, 12]


def test_planned_release_keeps_its_figure() -> None:
    doc = parsed("The rebels promised to release 20 miners.", [("release", "release")])
    (found,) = STAGE.predict(doc)
    assert (found.kind, found.best, found.event) == ("released", 20, 0)


def test_refuge_is_no_place_that_anyone_is_of() -> None:
    doc = parsed("Hundreds of people took refuge in the barracks.", [("took", "displacement")])
    (found,) = STAGE.predict(doc)
    assert found.victims is not None and not any("refuge" in n.split() for n in found.victims.aliases)
