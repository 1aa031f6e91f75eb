"""The registry of states and actors."""

from __future__ import annotations

import time

import pytest

from dateline import data
from dateline.engines.registry import Registry, registry

REGISTRY = registry("en")


@pytest.mark.parametrize(
    ("name", "form", "key"),
    [
        ("Peru", "state", "PE"),
        ("Peruvian", "adjective", "PE"),
        ("the Netherlands", "state", "NL"),
        ("Danes", "demonym", "DK"),
        ("Bogota", "seat", "CO"),
        ("USSR", "state", "soviet-union"),
        ("Carthaginian", "adjective", "carthage"),
        ("LTTE", "acronym", "group:ltte"),
        ("Liberation Tigers of Tamil Eelam", "name", "group:ltte"),
        ("Shining Path", "name", "group:shining-path"),
        ("Medecins Sans Frontieres", "name", "ngo:msf"),
        ("UNPROFOR", "acronym", "org:unprofor"),
    ],
)
def test_names_are_found(name: str, form: str, key: str) -> None:
    assert (form, key) in [(value.form, value.id) for value in REGISTRY.matcher.get(name)]


@pytest.mark.parametrize(
    ("state", "organ", "key", "name"),
    [
        ("PE", "government", "state:PE", "Government of Peru"),
        ("PE", "military", "military:PE", "Peruvian Army"),
        ("PE", "police", "police:PE", "Peruvian Police"),
        ("IL", "military", "military:IL", "Israel Defense Forces"),
        ("soviet-union", "military", "military:soviet-union", "Soviet Army"),
    ],
)
def test_organs_of_states(state: str, organ: str, key: str, name: str) -> None:
    actor = REGISTRY.organ(REGISTRY.states[state], organ)  # type: ignore[arg-type]
    assert (actor.id, actor.name, actor.kind) == (key, name, organ)


def test_every_present_state_has_name_and_country() -> None:
    present = [state for state in REGISTRY.states.values() if state.country]
    assert len(present) > 190
    assert all(state.name and state.country == state.id for state in present)


def test_historical_states_say_on_whose_soil_they_lay() -> None:
    present = {state.id for state in REGISTRY.states.values() if state.country}
    historical = [state for state in REGISTRY.states.values() if not state.country]
    assert len(historical) > 80
    assert all(state.within and set(state.within) <= present for state in historical)


def test_state_tables_agree() -> None:
    assert {r["id"] for r in data.load_tsv("registry", "states.tsv")} == set(REGISTRY.states)


def test_countries_of_actors_are_states() -> None:
    countries = {entry.actor.country for entry in REGISTRY.entries.values()} - {None}
    assert countries <= set(REGISTRY.states)


def test_no_acronym_is_a_lower_case_word() -> None:
    for table in ("actors.tsv", "groups.tsv"):
        for row in data.load_tsv("registry", table):
            for acronym in filter(None, row["acronyms"].split("|")):
                assert any(c.isupper() for c in acronym[1:]) or not acronym.islower(), acronym


def test_registry_loads_fast() -> None:
    start = time.process_time()
    Registry("en")
    assert time.process_time() - start < 15  # about 0.06 s when nothing else runs
