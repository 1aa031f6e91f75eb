"""What the lost are called, besides the names of who they are: the words of the text, and the place that is theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Token

from dateline.engines.losses.figure import Figure, also
from dateline.engines.losses.finder import Losses
from dateline.engines.syntax import NOUNS
from dateline.layers import Actor, Event, PlaceMention, in_sentences, sentence_of


@dataclass(slots=True)
class Naming:
    """Names the lost with the words of one language: `table` is casualties.toml."""

    losses: Losses
    table: dict[str, Any]

    def left(self, doc: Doc, figure: Figure) -> Actor | None:
        """The people of the place that they left: its name is the object of the verb, or stands behind "from"."""
        word = figure.word
        slots = self.losses.scope.words.slots.fill(word, "VERB") if word.pos_ == "VERB" else {}
        own = range(figure.first, figure.last + 1)
        sources = {t.i for name in self.table["left"] for t in slots.get(name, ()) if t.i not in own}
        place = next((p for p in _places_beside(word) if p.head in sources), None)
        people, civilians = self.table["crowd"], self.losses.civilians
        if place is not None:
            return also(self.of(people, place), civilians.name)
        left = next((doc[i] for i in sorted(sources) if self._is_site(doc[i])), None)
        bodies = (
            doc[i] for i in sorted(sources) if self.losses.scope.forms.lemma(doc[i]) in self.table["bodies"]
        )
        if left is None:
            return next((also(civilians, doc[b.left_edge.i : b.i + 1].text) for b in bodies), None)
        if doc[left.left_edge.i].pos_ == "PRON":
            return None  # "fled their homes"
        whole = doc[left.left_edge.i : left.i + 1].text
        return also(
            civilians,
            *(self.table["of_place"].format(people=p, place=whole) for p in (people, *self.table["called"])),
        )

    def of(self, people: str, place: PlaceMention) -> Actor:
        """Unnamed people by the place that is theirs, with the other words for its inhabitants."""
        names = [
            self.table["of_place"].format(people=p, place=place.place.name)
            for p in (people, *self.table["called"])
        ]
        names.append(self.table["in_place"].format(people=people, place=place.place.name))
        slug = "-".join(names[0].lower().split())
        others = tuple(n for n in dict.fromkeys(names[1:]) if n != names[0])
        return Actor(f"generic:{slug}", names[0], "civilians", place.place.country, (people, *others))

    def local(self, doc: Doc, event: Event | None, civilians: Actor) -> Actor:
        """Civilians, who may also be called after the place where it befell them."""
        place = doc._.places[event.place] if event is not None and event.place is not None else None
        settled = event is not None and (event.place_inherited or event.type not in self.table["moving"])
        if place is None or place.place.lat is None or not settled:
            return civilians
        people = self.of(self.table["crowd"], place)
        return also(civilians, *people.aliases[1:], people.name)

    def at(self, doc: Doc, event: Event, found: Actor) -> Actor:
        """Unnamed inhabitants, named with the place where it befell them: "residents of Kissy"."""
        place: PlaceMention | None = doc._.places[event.place] if event.place is not None else None
        local = found.name.lower() in self.table["inhabitants"]
        if place is None or place.place.lat is None or not place.place.name[:1].isupper():
            return found
        if not local:
            civil = found.kind == "civilians" or found.name.lower() in self.table["civil"]
            return self.local(doc, event, found) if civil else found
        return self.of(found.name, place)

    def aboard(self, doc: Doc, event: Event, found: Actor) -> Actor | None:
        """Those aboard of what the event befell: "shot down a Danish helicopter; two of the crew died"."""
        if found.name.lower() not in self.table["aboard"]:
            return None
        head = doc[event.head]
        things = self.losses.scope.words.slots.fill(head, head.pos_).get("object", [])
        thing = next((t for t in things if self.losses.fitting.is_thing(t)), None)
        hit = {a.mention.actor.name: a.mention.actor for a in event.arguments if a.role == "target"}
        hit.pop(found.name, None)
        if thing is None:  # "rammed the Aurora": ships go by their names alone
            held = [name for name, target in hit.items() if _may_carry(target)]
            return also(found, self._people_of(found, held[0]), held[0]) if len(held) == 1 else None
        words = [t.text for t in doc[thing.left_edge.i : thing.i + 1] if t.pos_ in ("ADJ", "NOUN", "PROPN")]
        return also(found, self._people_of(found, " ".join(words)), *hit)

    def _people_of(self, people: Actor, whole: str) -> str:
        return str(self.table["of_place"].format(people=people.name, place=whole))

    # -- words

    def is_anyone(self, doc: Doc, figure: Figure) -> bool:
        """Whether a figure counts people of whom nothing more is said."""
        return self.losses.scope.forms.lemma(doc[figure.last]) in self.table["anyone"]

    def words(self, doc: Doc, figure: Figure) -> list[str]:
        """What the text calls the victims, without their number; nothing where it only says "people"."""
        first, last = figure.after, figure.last
        if figure.bare:  # but "the 60-man garrison of Lund"
            sized = self.losses.scope.forms.lemma(doc[last]) in self.table["bodies"]
            return [doc[last : self._whole(doc[last]) + 1].text] if sized else []
        while first < last and doc[first].pos_ in ("ADP", "DET", "PRON", "PUNCT"):
            first += 1
        noun = doc[last]
        counted = noun.pos_ in NOUNS and figure.best != 1 and not doc[figure.first].is_digit
        number = [doc[figure.first : last + 1].text] if counted else []  # "six prisoners"
        lemma = self.losses.scope.forms.lemma(noun)
        if first > last or lemma in self.table["nobody"]:
            there = self.whereabouts(noun) if lemma in self.table["anyone"] else None
            return [there] if there else number if lemma in self.table["captives"] else []
        named = [doc[first : end + 1].text for end in dict.fromkeys((last, self._whole(noun)))]
        return [*named, *number]

    def whereabouts(self, noun: Token) -> str | None:
        """A noun of people with where they are said to have been: "people on board", "people at Atbara"."""
        tie = next((c for c in noun.doc[noun.i + 1 : noun.i + 2] if c.lower_ in self.table["staying"]), None)
        inner = (
            (c for c in tie.rights if c.dep_ in self.losses.scope.syntax.preposition_object) if tie else ()
        )
        site = next((c for c in inner if self._is_site(c)), None)
        return noun.doc[noun.i : site.i + 1].text if site is not None else None

    def _is_site(self, noun: Token) -> bool:
        """Whether a noun stands for where people are or live: a place, a building, what carries them."""
        named = noun.pos_ == "PROPN" and any(p.head == noun.i for p in _places_beside(noun))
        return named or (noun.pos_ == "NOUN" and self.losses.scope.forms.lemma(noun) in self.losses.sites)

    def _whole(self, noun: Token) -> int:
        """Last token of a noun with what follows to say which: "leaders of the party", "soldiers and policemen"."""
        syntax, end = self.losses.scope.syntax, noun.i
        for child in noun.rights:
            if child.i != end + 1:
                break
            inner = next((c for c in child.rights if c.dep_ in syntax.preposition_object), None)
            if child.dep_ in syntax.preposition and child.lower_ in self.table["which"] and inner is not None:
                end = inner.i
            elif (listed := _listed(noun)) is not None:
                return listed
            elif child.pos_ == "CCONJ":
                behind = noun.doc[child.i + 1 : child.i + 2]
                end = next((t.i for t in behind if t.pos_ == "NOUN" and t.dep_ in syntax.conjunct), end)
        return end


def _places_beside(word: Token) -> Sequence[PlaceMention]:
    """The places that the sentence of a word names."""
    at = sentence_of(word).index
    return in_sentences(word.doc._.places, at, at)


def _may_carry(target: Actor) -> bool:
    """Whether what was hit may have people aboard or in its service: a ship, a firm, a mission."""
    ship = target.id.startswith("group:") and target.kind == "military"
    return ship or target.kind in ("unknown", "ngo", "company", "media", "international_organisation")


def _listed(noun: Token) -> int | None:
    """Last token of a list of bare nouns that a noun begins: "teachers, doctors and writers"."""
    nouns = [t for t in noun.conjuncts if t.i > noun.i]
    inner = noun.doc[noun.i + 1 : nouns[-1].i + 1 if nouns else noun.i + 1]
    plain = all(t.pos_ in ("PUNCT", "CCONJ") or t in nouns for t in inner)
    common = all(t.pos_ == "NOUN" for t in nouns)
    return nouns[-1].i if len(nouns) > 1 and plain and common else None
