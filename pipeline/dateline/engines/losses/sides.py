"""Whose loss a figure is, by the event that it belongs to, where its own words leave that open."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Doc, Token

from dateline.engines.losses.figure import Figure, also, renamed
from dateline.engines.losses.finder import Losses
from dateline.engines.losses.fitting import ARMED
from dateline.engines.losses.naming import Naming
from dateline.engines.registry import is_state
from dateline.layers import Actor, ActorMention, Event, PlaceMention, Sentence, in_sentences, sentence_of

UNBOUND = -1  # the event of a figure that no event in reach can carry
_LEAD = 5  # tokens before a mention in which it may be said to be a detail
_TARGETS = ("target", "party")
_CIVIL_LOSSES = frozenset({"displaced", "abducted", "released"})
_CIVIL = frozenset({"civilians", "protesters", "ethnic_group"})


@dataclass(slots=True)
class Sides:
    """Completes the victims of figures with the words of one language: `table` is casualties.toml."""

    losses: Losses
    table: dict[str, Any]
    naming: Naming = field(init=False)

    def __post_init__(self) -> None:
        self.naming = Naming(self.losses, self.table)

    def victims(self, doc: Doc, figure: Figure, index: int, near: Iterable[int]) -> Actor | None:
        """Whom the figure counts; `near` are the events of its sentence and the one before.

        Of a nation in battle it is its army; of a bare number whom the event befell; of people killed by an armed
        side civilians, of people hit in a town those of the town. What the text calls them is among the names.
        """
        event: Event | None = doc._.events[index] if index != UNBOUND else None
        own = figure.victims
        if own is not None and _is_named_person(own) and (figure.best or 0) > 1:
            own = None  # "Grant lost 3,000": not Grant
        if own is not None and own.id.startswith("generic:") and own.name.lower() in self.table["civil"]:
            own = self.losses.civilians
        found = self._plain(own) or (self._befallen(doc, figure, event) if event else None)
        if found is not None and is_state(found):
            battle = any(doc._.events[i].type in self.table["battle"]["types"] for i in near)
            battle = battle and figure.kind in ("killed", "injured", "captured", "missing")
            # "649 Argentine and 255 British dead"
            battle = battle or (
                figure.kind not in _CIVIL_LOSSES
                and self.losses.victims.nations.is_adjective(doc[figure.last].text, found)
            )
            words = self.losses.victims
            named = found.name
            found = words.known.army_of(found) if battle else words.nations.folk(found)
            found = also(found, named) if found is not None and own is not None else found
        elif found is not None and found == self.losses.civilians:
            found = self.naming.left(doc, figure) or self.naming.local(doc, event, found)
            anyone = not figure.bare and self.naming.is_anyone(doc, figure)
            people = (self.table["crowd"],) if anyone else ()
            found = also(found, *self.table["named_by"].get(figure.kind, ()), *people)
        elif event is not None and found is not None and found.id.startswith("generic:"):
            found = (
                self._by_part(event, found)
                or self._force(doc, figure, event, found)
                or self.naming.aboard(doc, event, found)
                or (found if self._are_captives(doc, figure) else self.naming.at(doc, event, found))
            )
        elif event is not None and found is None and figure.best:
            found = (
                self._only_side(doc, figure, event)
                or self._one_sided(doc, figure, event)
                or self._townspeople(doc, figure, event)
                or self._by_noun(doc, figure)
                or self._there(doc, figure)
            )
        if found is None:
            return None
        found = also(found, *self.losses.victims.nations.people(found))
        return also(found, *self.naming.words(doc, figure))

    def _plain(self, victims: Actor | None) -> Actor | None:
        """Unnamed victims without words that say nothing of who they are ("its own generals")."""
        if victims is None or not victims.id.startswith("generic:"):
            return victims
        first, _, rest = victims.name.partition(" ")
        return self._plain(renamed(victims, rest)) if rest and first in self.table["fillers"] else victims

    # -- by the event

    def _befallen(self, doc: Doc, figure: Figure, event: Event) -> Actor | None:
        """Whom a bare number counts: the only target of its event ("struck the guards, killing 62")."""
        if not figure.best or self.of_another(figure) or self._is_later_count(doc, figure, event):
            return None
        if event.type in self.table["yielding"] and figure.best > 1:
            return self._yielding(doc, figure, event)
        first, after = doc[figure.first].idx, doc[figure.last].idx + len(doc[figure.last])
        others = [
            a.mention
            for a in event.arguments
            if a.role == "target"
            and not first <= a.mention.start < after
            and not self._is_detail(doc, a.mention)
            and not (
                a.mention.actor.id.startswith("generic:")
                and self.losses.fitting.is_thing(doc[a.mention.head])
            )
        ]
        takers = {t.i for t in self.losses.scope.words.slots.subjects(figure.word.head)}
        others = [m for m in others if m.head not in takers]
        if figure.best > 1:  # "shot a journalist; the dead were put at 272"
            others = [m for m in others if not self._is_one(doc[m.head])]
        own = any(a.role == "target" and first <= a.mention.start < after for a in event.arguments)
        if own and not self.naming.is_anyone(doc, figure):
            return None  # who they are is said: "four members of the team and a policeman"
        if not figure.bare:
            noun = self.losses.scope.forms.lemma(doc[figure.last])
            held = noun in self.table["captives"] and figure.kind != "captured"
            if noun not in self.table["nobody"] or held:
                return None
            if self.naming.is_anyone(doc, figure):  # "fired into the crowd; 14 people died"
                others = [m for m in others if m.actor.kind in _CIVIL]
                others = [m for m in others if not any(c.pos_ == "NUM" for c in doc[m.head].lefts)]
        one = figure.best == 1
        targets = {
            mention.actor.id: mention for mention in others if one or not _is_named_person(mention.actor)
        }
        if len(targets) != 1:
            return None
        hit = next(iter(targets.values()))
        if self.losses.scope.forms.lemma(doc[hit.head]) in self.table["anyone"] and figure.bare:
            return self.naming.at(doc, event, hit.actor)  # "killing nine people and wounding 20"
        return self._uncounted(hit.actor)

    def _yielding(self, doc: Doc, figure: Figure, event: Event) -> Actor | None:
        """Who bears what is lost by giving in: the side that does, or the men of him who does; never the other side."""
        if not figure.bare and self.losses.scope.forms.lemma(doc[figure.last]) not in self.table["nobody"]:
            return None
        number = range(doc[figure.first].idx, doc[figure.last].idx + 1)
        doers = [a.mention for a in event.arguments if a.role == "initiator"]
        armed = [m for m in doers if m.actor.kind in ARMED and not _is_named_person(m.actor)]
        for known in ([m for m in armed if m.start not in number], armed):
            sides = {m.actor.id: m.actor for m in known if " " in m.actor.name or m.start not in number}
            if len(sides) == 1:
                return self._uncounted(next(iter(sides.values())))
        leaders = {m.actor.id: m.actor for m in doers if _is_named_person(m.actor)}
        return self.losses.victims.men_of(next(iter(leaders.values()))) if len(leaders) == 1 else None

    def _are_captives(self, doc: Doc, figure: Figure) -> bool:
        """Whether those captured are called prisoners, who need not be of the place."""
        noun = self.losses.scope.forms.lemma(doc[figure.last])
        return figure.kind == "captured" and noun in self.table["captives"]

    def _is_one(self, noun: Token) -> bool:
        """Whether a noun stands for one person, and no body of them."""
        many = {*self.table["units"], *self.table["bodies"]}
        single = self.losses.victims.article(noun) is not None
        return single and self.losses.scope.forms.lemma(noun) not in many

    def _is_later_count(self, doc: Doc, figure: Figure, event: Event) -> bool:
        """Whether a sentence behind a battle only counts the dead, of whichever side: "the dead were put at 300"."""
        sentence: Sentence = doc._.sentences[event.sentence]
        later = figure.word.pos_ in ("NOUN", "ADJ") and figure.word.i >= sentence.last
        return later and event.type in self.table["battle"]["types"]

    def of_another(self, figure: Figure) -> bool:
        """Whether the word of loss has a subject of its own, whose loss it is: "the commander lost 29"."""
        words = self.losses.scope.words
        bears = words.forms.lemma(figure.word) in self.losses.bearing
        return bears and figure.word.pos_ == "VERB" and words.has_subject(figure.word)

    def _is_detail(self, doc: Doc, mention: ActorMention) -> bool:
        """Whether a mention only details a figure: "113 wounded, among them 17 children"."""
        head = doc[mention.head]
        before = doc[max(head.sent.start, head.i - _LEAD) : head.i].text.lower()
        return any(mark in before for mark in self.table["parts"])

    def _uncounted(self, actor: Actor) -> Actor:
        """An unnamed actor without the number that its name begins with ("between 300 and 400 villagers")."""
        quantity = next(iter(self.losses.counting.numbers.find(actor.name)), None)
        lead = actor.name[: quantity.start].strip() if quantity is not None else ""
        led = not lead or lead in self.losses.counting.numbers.links
        counted = actor.id.startswith("generic:") and quantity is not None and led
        return (
            renamed(actor, actor.name[quantity.end :].strip()) if counted and quantity is not None else actor
        )

    def _by_part(self, event: Event, found: Actor) -> Actor | None:
        """The side that attacks or is attacked, by what its men are called: "cost the attackers 900 dead"."""
        parts, name = self.table["parts_in"], found.name.lower()
        if name not in (*parts["attacking"], *parts["defending"]):
            return None
        if event.type not in (*parts["fights"], *parts["beaten"]):
            return None
        attacking = (name in parts["attacking"]) == (event.type in parts["fights"])
        role = "initiator" if attacking else "target"
        sides = {a.mention.actor.id: a.mention.actor for a in event.arguments if a.role == role}
        armed = [a for a in sides.values() if a.kind in ARMED and not a.id.startswith("generic:")]
        return also(armed[0], found.name) if len(armed) == 1 else None

    def _force(self, doc: Doc, figure: Figure, event: Event, found: Actor) -> Actor | None:
        """The force whose men the counted are: the target of its kind, else the only one that the text knows.

        Never who killed them, nor one that fought those who are counted.
        """
        words = found.name.lower().split()
        forces = self.table["forces"]
        kinds = forces.get(words[-1]) or forces.get(self.table["single"].get(words[-1])) or ()
        hit = (a.mention for a in event.arguments if a.role in _TARGETS)
        targets = [m.actor for m in hit if not self._is_detail(doc, m)]
        own = range(figure.first, figure.last + 1)
        killers = {t.i for t in self.losses.scope.words.slots.subjects(figure.word)} - {*own}
        if any(a.role == "party" and a.mention.actor.id == found.id for a in event.arguments) or any(
            m.head in killers and m.actor in targets for m in self._said_beside(doc, figure.word)
        ):
            return None
        known = {a.id: a for a in targets if a.kind in kinds and not a.id.startswith("generic:")}
        unnamed = {a.id: a for a in targets if a.kind in kinds and a.id != found.id and " " in a.name}
        if not known and len(unnamed) == 1 and found.kind == "unknown":
            known = unnamed  # "ambushed a police convoy, killing 13 officers"
        if not known and len(words) == 1:
            doers = {a.mention.actor.id for a in event.arguments if a.role not in _TARGETS}
            known = self._heard(doc, kinds[:1], doc[figure.last].idx)
            known = {} if doers & known.keys() else known
            known = {} if any(self._is_abroad(doc, event, a) for a in known.values()) else known
        return also(next(iter(known.values())), found.name) if len(known) == 1 else None

    @staticmethod
    def _said_beside(doc: Doc, word: Token) -> Sequence[ActorMention]:
        """The mentions of actors in the sentence of a word."""
        sentence = sentence_of(word).index
        return in_sentences(doc._.actors, sentence, sentence)

    @staticmethod
    def _heard(doc: Doc, kinds: Collection[str], before: int) -> dict[str, Actor]:
        """The named actors of some kinds that the text speaks of before an offset, as far back as the second."""
        found: dict[str, Actor] = {}
        mentions: list[ActorMention] = doc._.actors
        at = bisect_left(mentions, before, key=lambda m: m.start) if kinds else 0
        while at > 0 and len(found) < 2:
            at -= 1
            actor = mentions[at].actor
            if actor.kind in kinds and not actor.id.startswith("generic:"):
                found.setdefault(actor.id, actor)
        return found

    @staticmethod
    def _is_abroad(doc: Doc, event: Event, army: Actor) -> bool:
        """Whether the army of another state than that of the place is not spoken of in the sentence of the event."""
        place: PlaceMention | None = doc._.places[event.place] if event.place is not None else None
        if place is None or place.place.country is None or army.country in (None, place.place.country):
            return False
        here: Sequence[ActorMention] = in_sentences(doc._.actors, event.sentence, event.sentence)
        return all(m.actor.id != army.id for m in here)

    def _one_sided(self, doc: Doc, figure: Figure, event: Event) -> Actor | None:
        """Civilians, where an armed side kills people by that very word."""
        slaughter = self.losses.scope.forms.lemma(figure.word) in self.table["one_sided"]["words"]
        armed = slaughter or any(
            a.role == "initiator" and a.mention.actor.kind in ARMED for a in event.arguments
        )
        outright = event.type in self.table["one_sided"]["types"] and event.head == figure.word.i
        if not (armed and outright and self.naming.is_anyone(doc, figure)):
            return None
        return self.naming.local(doc, event, self.losses.civilians)

    def _townspeople(self, doc: Doc, figure: Figure, event: Event) -> Actor | None:
        """The people of the town where they were hit."""
        if figure.bare or not self.naming.is_anyone(doc, figure):
            return None
        people = self.table["crowd"]
        found = self.naming.at(doc, event, Actor(f"generic:{people}", people, "civilians"))
        return found if found.name != people else None

    def _only_side(self, doc: Doc, figure: Figure, event: Event) -> Actor | None:
        """Whom "23 of them" stands for where nothing else tells: the only side of the event."""
        if doc[figure.last].pos_ != "PRON":
            return None
        sides = {
            a.mention.actor.id: a.mention.actor for a in event.arguments if a.mention.actor.kind != "person"
        }
        return next(iter(sides.values())) if len(sides) == 1 else None

    def _there(self, doc: Doc, figure: Figure) -> Actor | None:
        """People of whom no more is told than where they were, if that: "all 224 people on board"."""
        if figure.bare or not self.naming.is_anyone(doc, figure):
            return None
        there = self.naming.whereabouts(doc[figure.last]) or self.table["crowd"]
        return Actor(f"generic:{'-'.join(there.lower().split())}", there, "unknown")

    def _by_noun(self, doc: Doc, figure: Figure) -> Actor | None:
        """Victims that are known by what had become of them alone: "hostages", "prisoners"."""
        noun = doc[figure.last]
        taken = figure.kind == "captured" and noun.i == figure.word.i
        if figure.bare or taken or self.losses.scope.forms.lemma(noun) not in self.table["captives"]:
            return None
        return Actor(f"generic:{noun.lower_}", noun.text, "unknown")


def _is_named_person(actor: Actor) -> bool:
    return actor.id.startswith("person:")
