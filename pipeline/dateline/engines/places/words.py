"""What a language says about places: models/<lang>/places.toml and the names of states, ready for use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from spacy.tokens import Doc

from dateline import data
from dateline.engines.places.gazetteer import fold
from dateline.layers import Sentence

STATE_TOKENS = 5  # of a state's name


@dataclass(frozen=True, slots=True)
class State:
    """A state, also of the past: its ISO code, if any, and the present states on whose soil it lay."""

    id: str
    name: str
    country: str | None
    within: tuple[str, ...]
    seat: str | None = None  # the city from which a state of the past was ruled

    @property
    def soil(self) -> str | None:
        """The one present country that its soil belongs to; None if there are several."""
        return self.country or (self.within[0] if len(self.within) == 1 else None)


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The words of models/<lang>/places.toml; see there."""

    strong: frozenset[str]
    weak: frozenset[str]
    party: frozenset[str]
    near: re.Pattern[str]
    container: frozenset[str]
    listing: re.Pattern[str]
    held: frozenset[str]
    intensifiers: frozenset[str]
    direction: re.Pattern[str]
    direction_words: frozenset[str]
    direction_nouns: dict[str, str]
    features: dict[str, str]
    no_names: frozenset[str]  # feature nouns and directions are no names by themselves
    leading_features: frozenset[str]
    numbered: frozenset[str]
    parallels: frozenset[str]
    water_nouns: frozenset[str]
    people: frozenset[str]
    nominals: dict[str, frozenset[str]]
    called_by_word: dict[str, frozenset[str]]  # nouns that take up a name by its first word, or its feature
    called_by_feature: dict[str, frozenset[str]]
    sites: dict[str, str]
    site_nouns: frozenset[str]
    everyday_sites: frozenset[str]  # those that every town has
    site_named: frozenset[str]
    site_anew: frozenset[str]
    site_plurals: frozenset[str]
    site_parts: frozenset[str]
    site_bare: frozenset[str]
    site_prepositions: frozenset[str]
    border: dict[str, frozenset[str]]
    homes: dict[str, frozenset[str]]
    particles: frozenset[str]
    endings: frozenset[str]
    aimed: frozenset[str]
    overlooked: frozenset[str]
    leading: frozenset[str]
    ties: frozenset[str]
    units: frozenset[str]
    measures: frozenset[str]
    river: str
    scenes: frozenset[str]
    relative: frozenset[str]
    who: frozenset[str]
    personal: frozenset[str]
    person_verbs: frozenset[str]
    somebody_verbs: frozenset[str]
    owners: frozenset[str]
    possessed: frozenset[str]
    first_names: frozenset[str]
    rulers: frozenset[str]
    roads: frozenset[str]
    national: frozenset[str]
    stately: frozenset[str]
    laid: frozenset[str]
    aiming_verbs: frozenset[str]
    joints: frozenset[str]
    of: frozenset[str]
    happenings: frozenset[str]
    battles: frozenset[str]
    assaults: frozenset[str]
    onto: frozenset[str]
    conquests: frozenset[str]
    after_names: frozenset[str]
    about_names: frozenset[str]
    titles: frozenset[str]
    subject_verbs: frozenset[str]
    subject_phrases: frozenset[str]
    only_phrases: frozenset[str]
    object_verbs: frozenset[str]
    only_verbs: frozenset[str]
    entered: frozenset[str]
    locating: frozenset[str]
    bound: frozenset[str]
    which: frozenset[str]
    outward: frozenset[str]
    expelling: frozenset[str]
    theatres: frozenset[str]
    indoors: frozenset[str]
    site_acts: frozenset[str]
    duties: frozenset[str]
    figures: dict[str, frozenset[str]]
    bodies: dict[str, frozenset[str]]
    christened: frozenset[str]
    ways: frozenset[str]
    hours: frozenset[str]
    hour_links: frozenset[str]
    fronting: frozenset[str]
    striking: frozenset[str]
    riverside: frozenset[str]
    departing: frozenset[str]
    epithets: frozenset[str]
    shrines: frozenset[str]
    beside: frozenset[str]
    crossing_verbs: frozenset[str]
    shores: frozenset[str]
    target_verbs: frozenset[str]
    bearing_verbs: frozenset[str]
    suffering_verbs: frozenset[str]
    shares: frozenset[str]
    motion_verbs: frozenset[str]
    likened: frozenset[str]
    listed: frozenset[str]
    goals: frozenset[str]
    points: frozenset[str]
    seats: frozenset[str]
    effect_verbs: frozenset[str]
    origins: frozenset[str]
    openers: frozenset[str]
    brackets: frozenset[str]
    genitive: frozenset[str]
    owned: frozenset[str]
    articles: frozenset[str]
    definite: frozenset[str]
    stop: frozenset[str]
    states: dict[str, State]
    adjectives: dict[str, State]

    @classmethod
    @lru_cache(maxsize=8)
    def load(cls, lang: str) -> PlaceWords:
        """Read models/<lang>/places.toml and the tables of states."""
        table = data.load_toml(lang, "places.toml")
        names, nominals = table["names"], dict(table["nominals"])
        directions = sorted(table["directions"]["adjectives"], key=len, reverse=True)
        states, adjectives = _states(lang)
        features = {word: kind for kind, words in table["features"].items() for word in words}
        direction_nouns = table["directions"]["nouns"]
        return cls(
            strong=frozenset(table["prepositions"]["strong"]),
            weak=frozenset(table["prepositions"]["weak"]),
            party=frozenset(table["prepositions"]["party"]),
            container=frozenset(table["prepositions"]["container"]),
            listing=re.compile(rf",?\s(?:{'|'.join(table['prepositions']['listing'])})\s+$", re.IGNORECASE),
            held=frozenset(names["held"]),
            intensifiers=frozenset(table["directions"]["intensifiers"]),
            near=_near(table),
            direction=re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, directions))})\s+$", re.IGNORECASE),
            direction_words=frozenset(directions),
            direction_nouns=direction_nouns,
            features=features,
            no_names=frozenset({*features, *directions, *direction_nouns}),
            leading_features=frozenset(names["leading_features"]),
            numbered=frozenset(names["numbered"]),
            parallels=frozenset(names["parallels"]),
            water_nouns=frozenset(names["water_nouns"]),
            people=frozenset(names["people"]),
            called_by_word={k: frozenset(v) for k, v in nominals.pop("called_by_word").items()},
            called_by_feature={k: frozenset(v) for k, v in nominals.pop("called_by_feature").items()},
            sites=nominals.pop("sites"),
            site_nouns=frozenset(table["sites"]["nouns"]),
            everyday_sites=frozenset(table["sites"].get("everyday", ())),
            site_anew=frozenset(table["sites"]["anew"]),
            site_named=frozenset(table["sites"]["named"]),
            site_parts=frozenset(table["sites"]["parts"]),
            site_plurals=frozenset(table["sites"]["plurals"]),
            site_bare=frozenset(table["sites"]["bare"]),
            site_prepositions=frozenset(table["sites"]["prepositions"]),
            nominals={name: frozenset(words) for name, words in nominals.items()},
            border={name: frozenset(words) for name, words in table["border"].items()},
            homes={name: frozenset(words) for name, words in table.get("homes", {}).items()},
            particles=frozenset(names["particles"]),
            endings=frozenset(names["endings"]),
            aimed=frozenset(names["aimed"]),
            overlooked=frozenset(names["overlooked"]),
            leading=frozenset(names["leading"]),
            ties=frozenset(names["ties"]),
            units=frozenset(names["units"]),
            measures=frozenset(table["directions"]["measures"]),
            river=names["river"],
            scenes=frozenset(names["scenes"]),
            relative=frozenset(names["relative"]),
            who=frozenset(names["who"]),
            personal=frozenset(names["personal"]),
            person_verbs=frozenset(names["person_verbs"]),
            somebody_verbs=frozenset(names["somebody_verbs"]),
            owners=frozenset(names["owners"]),
            possessed=frozenset(names["possessed"]),
            first_names=frozenset(names["first_names"]),
            rulers=frozenset(names["rulers"]),
            roads=frozenset(table["sites"]["roads"]),
            national=frozenset(table["sites"]["national"]),
            stately=frozenset(table["sites"]["stately"]),
            laid=frozenset(names["laid"]),
            aiming_verbs=frozenset(names["aiming_verbs"]),
            joints=frozenset(names["list_joints"]),
            of=frozenset(names["of"]),
            happenings=frozenset(names["happenings"]),
            battles=frozenset(names["battles"]),
            assaults=frozenset(names["assaults"]),
            onto=frozenset(names["onto"]),
            conquests=frozenset(names["conquests"]),
            after_names=frozenset(names["after_names"]),
            about_names=frozenset(names["about_names"]),
            titles=frozenset(names["titles"]),
            subject_verbs=frozenset(names["place_subject_verbs"]),
            subject_phrases=frozenset(names["place_subject_phrases"]),
            only_phrases=frozenset(names["place_only_phrases"]),
            object_verbs=frozenset(names["place_object_verbs"]),
            only_verbs=frozenset(names["place_only_verbs"]),
            shrines=frozenset(names["shrines"]),
            epithets=frozenset(names["epithets"]),
            fronting=frozenset(table["prepositions"]["fronting"]),
            striking=frozenset(table["prepositions"]["striking"]),
            riverside=frozenset(table["prepositions"]["riverside"]),
            departing=frozenset(names["departing"]),
            ways=frozenset(names["ways"]),
            hours=frozenset(table["sites"]["hours"]),
            hour_links=frozenset(table["sites"]["hour_links"]),
            which=frozenset(names["which"]),
            outward=frozenset(names["outward"]),
            expelling=frozenset(names["expelling"]),
            theatres=frozenset(table["sites"]["theatres"]),
            indoors=frozenset(table["sites"]["indoors"]),
            site_acts=frozenset(table["sites"]["acts"]),
            duties=frozenset(table["sites"]["duties"]),
            figures={noun: frozenset(words) for noun, words in table["sites"]["figures"].items()},
            bodies={noun: frozenset(words) for noun, words in table["sites"]["bodies"].items()},
            christened=frozenset(table["sites"]["christened"]),
            bound=frozenset(names["bound"]),
            locating=frozenset(table["prepositions"]["locating"]),
            beside=frozenset(table["prepositions"]["beside"]),
            crossing_verbs=frozenset(names["crossing_verbs"]),
            shores=frozenset(names["shores"]),
            entered=frozenset(names["entered_verbs"]),
            target_verbs=frozenset(names["target_verbs"]),
            bearing_verbs=frozenset(names["bearing_verbs"]),
            shares=frozenset(names["shares"]),
            suffering_verbs=frozenset(names["suffering_verbs"]),
            likened=frozenset(table["prepositions"]["likened"]),
            listed=frozenset(table["prepositions"]["listed"]),
            motion_verbs=frozenset(names["motion_verbs"]),
            goals=frozenset(names["goals"]),
            points=frozenset(names["points"]),
            seats=frozenset(table["sites"]["seats"]),
            effect_verbs=frozenset(names["effect_verbs"]),
            origins=frozenset(names["origins"]),
            openers=frozenset(names["openers"]),
            brackets=frozenset(names["brackets"]),
            genitive=frozenset(names["genitive"]),
            owned=frozenset(names["owned"]),
            articles=frozenset(names["articles"]),
            definite=frozenset(names["definite"]),
            stop=frozenset(map(fold, names["stop"])),
            states=states,
            adjectives=adjectives,
        )

    def state_at(self, doc: Doc, first: int, sentence: Sentence) -> tuple[State, int] | None:
        """The state whose name begins at a token, and the token after it; the longest name wins."""
        for last in range(min(first + STATE_TOKENS, sentence.last), first, -1):
            state = None if doc[last - 1].is_punct else self.states.get(fold(doc[first:last].text))
            if state is not None:
                return state, last
        return None


def _near(table: dict[str, Any]) -> re.Pattern[str]:
    """What before a name says that it is only near it: "near X", "near the walled town of X"."""
    words = table["prepositions"]
    plain = rf"(?!(?:{'|'.join(words['strong'])})\s)[\w-]+\s+"
    nouns = "|".join(noun for kind in "PS" for noun in table["features"].get(kind, ()))
    determiners, of = "|".join(table["nominals"]["determiners"]), "|".join(table["names"]["of"])
    town = rf"(?:{determiners})\s+(?:{plain}){{0,3}}(?:{nouns})\s+(?:(?:{of})\s+)?"
    return re.compile(rf"\b(?:{'|'.join(words['near'])})\s+(?:{town}|(?:\w+\s+)?)$", re.IGNORECASE)


def _states(lang: str) -> tuple[dict[str, State], dict[str, State]]:
    """States by folded name and by adjective or demonym (as written)."""
    soil = {row["id"]: row for row in data.load_tsv("registry", "states.tsv")}
    names: dict[str, State] = {}
    adjectives: dict[str, State] = {}
    for row in data.load_tsv(lang, "states.tsv"):
        where = soil.get(row["id"], {"country": "", "within": ""})
        within = tuple(filter(None, (where["within"] or "").split("|")))
        seat = next(iter(_list(row["seats"])), None)
        state = State(row["id"], row["name"], where["country"] or None, within, seat)
        for name in (row["name"], *_list(row["names"])):
            names.setdefault(fold(name), state)
        for word in (*_list(row["adjectives"]), *_list(row["demonyms"])):
            adjectives.setdefault(word, state)
    return names, adjectives


def _list(cell: str | None) -> list[str]:
    return [part for part in (cell or "").split("|") if part]
