"""One record per happening, its arguments, its time and its place; layers before it made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.build import installed_model
from dateline.engines.events import lexicon
from dateline.layers import (
    Actor,
    ActorMention,
    Chronology,
    Place,
    PlaceMention,
    StoryPoint,
    TimeValue,
    Timex,
)
from dateline.stages.events import EventsStage


@pytest.fixture(scope="module")
def nlp():
    import spacy

    model = spacy.load(installed_model("en"), exclude=["ner"])
    model.add_pipe("dateline_sentences", first=True)
    return model


@pytest.fixture(scope="module")
def stage():
    return EventsStage("en")


def tell(nlp, stage, text, *, places=(), actors=(), times=(), ranges=(), headings=()):
    """The events of a text of one paragraph a line; `times` are (words, day or None) in text order."""
    doc = nlp(text)
    doc._.sentences = [replace(s, heading=s.index in headings) for s in doc._.sentences]

    def span(words, after=0):
        start = text.index(words, after)
        found = doc.char_span(start, start + len(words), alignment_mode="expand")
        number = next(s.index for s in doc._.sentences if s.first <= found.start < s.last)
        return found, number

    doc._.places = []
    for words in places:
        found, number = span(words)
        place = Place(words, "XX", None, None, 1.0, 1.0, "exact")
        doc._.places.append(PlaceMention(found.start_char, found.end_char, found.root.i, number, place, 1.0))
    doc._.actors = []
    for words in actors:
        found, number = span(words)
        named = found.root.pos_ == "PROPN"
        actor = Actor(("group:" if named else "generic:") + words.lower(), words, "rebel_group")
        via = "name" if named else "nominal"
        mention = ActorMention(found.start_char, found.end_char, found.root.i, number, actor, via)
        doc._.actors.append(mention)
    doc._.timexes, values, story, at = [], [], [], 0
    for words, day in times:
        found, number = span(words, at)
        at = found.end_char
        doc._.timexes.append(Timex(found.start_char, found.end_char, number, "DATE", "test", None))
        value = TimeValue(day or "XXXX", None, day, day, day, "day" if day else "unknown", "absolute")
        values.append(value)
        if day:
            story.append(StoryPoint(found.start_char, len(values) - 1, value))
    whole = tuple((i, j, TimeValue(v, None, v, *v.split("/"), "days", "absolute")) for i, j, v in ranges)
    doc._.chronology = Chronology(tuple(values), whole, tuple(story))
    return doc, stage.predict(doc)


def types(events):
    return [event.type for event in events]


ONE_HAPPENING = [
    ("the attack kills", "An attack on the depot killed twelve soldiers.", ["attack"]),
    ("killed in an ambush", "Four soldiers were killed in an ambush.", ["ambush"]),
    ("attacked, killing", "Gunmen attacked the convoy, killing two guards.", ["attack"]),
    ("an attack that killed", "Nobody forgot an attack that killed two guards.", ["attack"]),
    ("killed after clashes", "Two guards were killed after clashes.", ["armed_clash", "killing"]),
    ("no carrier", "Gunmen killed two villagers.", ["killing"]),
    ("the light verb", "The rebels launched an offensive.", ["operation"]),
    ("joined verbs", "The rebels attacked the camp and kidnapped a priest.", ["attack", "abduction"]),
    ("the act of claiming", "The rebels claimed that they had captured the town.", ["capture"]),
]


@pytest.mark.parametrize(
    ("text", "expected"), [r[1:] for r in ONE_HAPPENING], ids=[r[0] for r in ONE_HAPPENING]
)
def test_one_event_a_happening(nlp, stage, text, expected):
    assert sorted(types(tell(nlp, stage, text)[1])) == sorted(expected)


def test_a_heading_gives_no_event(nlp, stage):
    text = "Attack on the depot\nThe rebels attacked the depot."
    assert len(tell(nlp, stage, text, headings={0})[1]) == 1


def test_joined_places_give_one_event_each(nlp, stage):
    doc, events = tell(nlp, stage, "The rebels captured Zeila and Berbera.", places=["Zeila", "Berbera"])
    assert types(events) == ["capture", "capture"]
    assert [doc._.places[event.place].place.name for event in events] == ["Zeila", "Berbera"]
    assert not any(event.place_inherited for event in events)


def test_places_of_joined_prepositions_give_one_event_each(nlp, stage):
    text = "Fighting broke out near Zeila and in Berbera."
    doc, events = tell(nlp, stage, text, places=["Zeila", "Berbera"])
    assert [doc._.places[event.place].place.name for event in events] == ["Zeila", "Berbera"]


def test_the_place_carries_on_within_the_paragraph_only(nlp, stage):
    text = "The rebels attacked Zeila. They captured it.\nThe army shelled the rebels."
    _, events = tell(nlp, stage, text, places=["Zeila"])
    assert [(event.place, event.place_inherited) for event in events] == [
        (0, False),
        (0, True),
        (None, False),
    ]


def test_the_town_of_a_heading_is_the_scene_of_its_section(nlp, stage):
    text = "The fight for Zeila\nThe rebels attacked the depot.\nThe army fled.\nPeace\nTalks with the rebels began."
    _, events = tell(nlp, stage, text, places=["Zeila"], headings={0, 3})
    assert [(event.place, event.place_inherited) for event in events] == [(0, True), (0, True), (None, False)]


def test_where_a_person_lives_is_not_where_it_happened(nlp, stage):
    text = "A court sentenced the general, who lives in Zeila, to death."
    doc, events = tell(nlp, stage, text, places=["Zeila"], actors=["the general"])
    doc._.actors = [
        ActorMention(m.start, m.end, m.head, m.sentence, Actor("person:x", "X", "person"), "nominal")
        for m in doc._.actors
    ]
    assert [event.place for event in stage.predict(doc)] == [None] * len(events)


ARGUMENTS = [
    (
        "active",
        "The rebels attacked the garrison.",
        [("initiator", "The rebels"), ("target", "the garrison")],
    ),
    (
        "passive",
        "The garrison was attacked by rebels.",
        [("initiator", "rebels"), ("target", "The garrison")],
    ),
    ("party", "Rebels clashed with gendarmes.", [("party", "Rebels"), ("party", "gendarmes")]),
    ("absorbed", "A bomb killed six gendarmes.", [("target", "gendarmes")]),
    ("part of", "Men of the Iron Brigade attacked.", [("initiator", "the Iron Brigade")]),
]


@pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in ARGUMENTS], ids=[row[0] for row in ARGUMENTS]
)
def test_arguments_come_from_slots(nlp, stage, text, expected):
    _, events = tell(nlp, stage, text, actors=[name for _, name in expected])
    found = sorted((a.role, a.mention.actor.name) for event in events for a in event.arguments)
    assert found == sorted(expected)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("The marines took Zeila, with the garrison of 720 men killed or captured.", ["initiator", "target"]),
        ("The marines took Zeila with the garrison.", ["initiator", "supporter"]),
    ],
)
def test_what_befell_somebody_makes_no_helper_of_them(nlp, stage, text, roles):
    _, events = tell(nlp, stage, text, places=["Zeila"], actors=["The marines", "the garrison"])
    assert sorted(a.role for a in events[0].arguments) == roles


def test_a_nominal_gives_way_to_the_names_set_beside_it(nlp, stage):
    text = "Gas killed two officers, Ann Lee and Bo Kay."
    _, (event,) = tell(nlp, stage, text, actors=["two officers", "Ann Lee", "Bo Kay"])
    assert [a.mention.actor.name for a in event.arguments] == ["Ann Lee", "Bo Kay"]


def test_an_adjective_of_a_state_owns_nothing(nlp, stage):
    text = "Someone attacked Ruritanian villages."
    doc, _ = tell(nlp, stage, text, actors=["Ruritanian"])
    (mention,) = doc._.actors
    state = Actor("state:ruritania", "Ruritania", "government")
    doc._.actors = [ActorMention(mention.start, mention.end, mention.head, 0, state, "name")]
    assert [event.arguments for event in stage.predict(doc)] == [()]


STAND_INS = [
    ("people nobody else knows", "They freed hundreds of inmates.", [("target", "inmates")]),
    ("a range without another object", "They killed between 30 and 40 inmates.", [("target", "inmates")]),
    ("an unknown name that acts", "The ZGF attacked the depot.", [("initiator", "ZGF")]),
    ("no thing", "They attacked the depot.", []),
    ("no unknown name where a place may stand", "They captured Zeila.", []),
]


@pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in STAND_INS], ids=[row[0] for row in STAND_INS]
)
def test_who_fills_a_slot_for_somebody_takes_part(nlp, stage, text, expected):
    _, events = tell(nlp, stage, text)
    assert [(a.role, a.mention.actor.name) for event in events for a in event.arguments] == expected


def test_a_plural_pronoun_stands_for_all_that_are_joined(nlp, stage):
    text = "Ann Lee and Bo Kay left. They attacked the depot."
    doc, _ = tell(nlp, stage, text, actors=["Ann Lee", "Bo Kay", "They"])
    first, second, they = doc._.actors
    doc._.actors = [first, second, replace(they, actor=first.actor, via="pronoun")]
    (event,) = [e for e in stage.predict(doc) if e.type == "attack"]
    assert sorted(a.mention.actor.name for a in event.arguments) == ["Ann Lee", "Bo Kay"]


OPPONENTS = [
    (
        "who fled in a clause beside it",
        "The rebels retook Zeila after the garrison ran away.",
        ["The rebels", "the garrison"],
        ("target", "the garrison", "implied"),
    ),
    (
        "whose the thing taken is",
        "The rebels captured the last stronghold of the garrison.",
        ["The rebels", "the garrison"],
        ("target", "the garrison", "implied"),
    ),
    (
        "two of two sides leave it open",
        "The rebels retook Zeila after the garrison ran away from the militia.",
        ["The rebels", "the garrison", "the militia"],
        None,
    ),
    (
        "an ally is none",
        "The rebels, backed by the militia, retook Zeila.",
        ["The rebels", "the militia"],
        None,
    ),
    (
        "who says so is none",
        "The garrison said that the rebels retook Zeila.",
        ["The garrison", "the rebels"],
        None,
    ),
    (
        "another clause is no sign by itself",
        "The rebels retook Zeila, and the militia rested at home.",
        ["The rebels", "the militia"],
        None,
    ),
]


@pytest.mark.parametrize(
    ("text", "actors", "expected"), [row[1:] for row in OPPONENTS], ids=[row[0] for row in OPPONENTS]
)
def test_the_other_side_is_taken_from_the_sentence(nlp, stage, text, actors, expected):
    _, events = tell(nlp, stage, text, places=["Zeila"] if "Zeila" in text else (), actors=actors)
    (event,) = [e for e in events if e.type == "capture"]
    targets = [(a.role, a.mention.actor.name, a.mention.via) for a in event.arguments if a.role == "target"]
    assert targets == ([] if expected is None else [expected])


def test_the_sentence_before_names_no_other_side(nlp, stage):
    text = "The rebels attacked the garrison. At dawn they retook Zeila."
    doc, _ = tell(nlp, stage, text, places=["Zeila"], actors=["The rebels", "the garrison", "they"])
    rebels, garrison, they = doc._.actors
    doc._.actors = [rebels, garrison, replace(they, actor=rebels.actor, via="pronoun")]
    (event,) = [e for e in stage.predict(doc) if e.type == "capture"]
    assert [a.role for a in event.arguments] == ["initiator"]


@pytest.mark.parametrize(
    ("before", "expected"),
    [("The rebels attacked the garrison.", ["the garrison", "the rebels"]), ("The rebels rested.", [])],
    ids=["enemies elsewhere", "nothing known"],
)
def test_a_fight_of_nobody_is_between_the_enemies_of_its_sentence(nlp, stage, before, expected):
    text = f"{before}\nHeavy fighting raged as the garrison barred the way of the rebels."
    doc, _ = tell(nlp, stage, text, actors=["The rebels", "the garrison"])
    rebels, garrison = (m.actor for m in doc._.actors)
    doc._.actors = [m for m in doc._.actors if m.sentence == 0]
    for words, actor in (("the garrison", garrison), ("the rebels", rebels)):
        at = text.index(words, len(before))
        head = doc.char_span(at, at + len(words)).root.i
        doc._.actors = [*doc._.actors, ActorMention(at, at + len(words), head, 1, actor, "nominal")]
    (event,) = [e for e in stage.predict(doc) if e.type == "armed_clash"]
    assert sorted(a.mention.actor.name.lower() for a in event.arguments) == expected


def test_the_second_mention_of_an_event_has_the_parts_of_the_first(nlp, stage):
    text = "Rebels shelled Zeila. The general condemned the shelling."
    _, events = tell(nlp, stage, text, places=["Zeila"], actors=["Rebels", "The general"])
    again = next(e for e in events if text[e.start : e.end] == "shelling")
    assert [(a.role, a.mention.actor.name, a.mention.via) for a in again.arguments] == [
        ("initiator", "Rebels", "implied")
    ]


A, B = "2005-04-03", "2005-04-07"
TIMES = [
    ("own clause", "The rebels captured Zeila on 3 April.", [("3 April", A)], ["2005-04-03"]),
    (
        "each clause its own",
        "The rebels attacked on 3 April and the army withdrew on 7 April.",
        [("3 April", A), ("7 April", B)],
        ["2005-04-03", "2005-04-07"],
    ),
    (
        "an opening date covers joined clauses",
        "On 3 April the rebels attacked the camp and kidnapped a priest.",
        [("3 April", A)],
        ["2005-04-03", "2005-04-03"],
    ),
    (
        "not that of a relative clause",
        "The rebels, who had slept badly on 3 April, attacked the camp.",
        [("3 April", A)],
        ["2005-04-03 inherited"],
    ),
    (
        "the day fades to the month in a later sentence",
        "On 3 April the rebels attacked. The army shelled the suburbs.",
        [("3 April", A)],
        ["2005-04-03", "2005-04 inherited"],
    ),
    (
        "the day holds while a pronoun takes the subject up",
        "On 3 April the rebels attacked. They kidnapped a priest.",
        [("3 April", A)],
        ["2005-04-03", "2005-04-03 inherited"],
    ),
    (
        "what only might happen has no date of the story",
        "It was 3 April. The army could attack.",
        [("3 April", A)],
        [None],
    ),
    (
        "the day that opens an entry of a chronicle holds for all of it",
        "3 April. The rebels attacked. The army shelled the suburbs.",
        [("3 April", A)],
        ["2005-04-03 inherited", "2005-04-03 inherited"],
    ),
    ("no date at all", "The rebels attacked the camp.", [], [None]),
]


@pytest.mark.parametrize(
    ("text", "times", "expected"), [row[1:] for row in TIMES], ids=[row[0] for row in TIMES]
)
def test_time_of_an_event(nlp, stage, text, times, expected):
    _, events = tell(nlp, stage, text, times=times)
    found = []
    for event in events:
        inherited = " inherited" if event.time.value.resolution == "inherited" else ""
        assert (event.time.timex is None) == bool(inherited or event.time.value.edtf is None)
        found.append(event.time.value.edtf and event.time.value.edtf + inherited)
    assert found == expected


def test_a_range_is_the_time_of_its_event(nlp, stage):
    text = "The rebels attacked Zeila between 3 and 7 April."
    times = [("3", A), ("7 April", B)]
    _, (event,) = tell(nlp, stage, text, times=times, ranges=[(0, 1, f"{A}/{B}")])
    assert (event.time.value.edtf, event.time.timex) == (f"{A}/{B}", 0)


def test_a_definite_noun_takes_up_the_time_and_place_of_what_it_points_to(nlp, stage):
    text = "On 3 April ten travellers died in an ambush near Zeila.\nThe army blamed the ambush on hunger."
    _, events = tell(nlp, stage, text, times=[("3 April", A)], places=["Zeila"])
    first, *_, last = [event for event in events if event.type == "ambush"]
    assert (last.time.value.edtf, last.time.value.resolution) == (A, "inherited")
    assert last.place == first.place == 0
    assert last.place_inherited


def test_every_type_that_behaves_is_of_the_ontology():
    from dateline import data

    known = set(data.load_toml("codes.toml")["types"])
    behaviour = lexicon.Behaviour.load()
    for name in lexicon.Behaviour.__dataclass_fields__:
        assert set(getattr(behaviour, name)) <= known, name
