"""Says whom words mean that point back: "the group", "both sides", "he"."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice, pairwise, takewhile

from dateline.engines.events.fronts import side
from dateline.engines.flat.actors.camps import ARMED, SIDES, Camps, is_side
from dateline.engines.flat.actors.found import Found
from dateline.engines.flat.actors.short_names import named_again, short_names, under_longer_names
from dateline.engines.flat.entities import Entities
from dateline.engines.flat.view import View
from dateline.engines.registry import Organ, State
from dateline.layers import Actor, ActorMention, Sentence, Via

GROUPS = frozenset({"rebel_group", "jihadist_group", "militia"})
ORGANISED = GROUPS | {
    "international_organisation",
    "ngo",
    "company",
    "media",
    "political_party",
    "peacekeepers",
}
LEADING = SIDES | {"person"}
RESIDENTS = ("civilians", "protesters", "person")
CROWDS = ("civilians", "protesters")
MEETING = LEADING | {"ethnic_group", "political_party", "civilians"}
REACH = 3  # sentences back that "the group" points
DOMINANT = 2  # times as often as any other a state must be named for "the army" to be its own
LEAST = 2  # times that it must be named


class Anaphora:
    """Resolves the mentions of one Doc in text order."""

    def __init__(
        self,
        view: View,
        entities: Entities,
        sentences: list[Sentence],
        lands: Counter[str | None],
        former: Callable[[State], State],
    ) -> None:
        self.view, self.entities, self.sentences = view, entities, sentences
        self.text = view.text
        words = entities.data["aliases"]
        self._own = frozenset(words["own"])
        self._national = frozenset(words["national"])
        self._arms = tuple(words["two_arms"])
        self._units = frozenset(entities.data["units"]["military"]) - set(words["anyones"])
        self._titles = frozenset(entities.data["persons"]["titles"])
        self._ruling = frozenset(words["ruling"])
        self._indefinite = frozenset(words["indefinite"])
        self._soldiers = frozenset(words["soldiers"])
        self._selves = frozenset(words["selves"])
        self._defenders = frozenset(words["defenders"])
        self._troops = frozenset(words["troops"])
        self._anaphors = {w: kind for kind, ws in entities.data["anaphors"].items() for w in ws}
        self._organised, self._fighting = frozenset(words["organised"]), frozenset(words["fighting"])
        self._governed = tuple(words["governed"])
        self._army_nouns = tuple(words["army_nouns"])
        self._short: dict[str, Actor] = {}
        self._home: Actor | None = None  # the army of the state that the text is about
        self._state: Actor | None = None  # its government
        self._lands, self._former = lands, former
        self._civil = False  # whether groups that rise against a state are named
        self._camps = Camps(view, entities, sentences)
        self._block = -1  # the paragraph that is read, and the groups that it has named
        self._groups: set[Actor] = set()

    def resolved(self, found: list[Found]) -> list[ActorMention]:
        """The mentions with those whom they mean; one of two sides is two mentions."""
        out: list[ActorMention] = []
        self._short = short_names(found, self.text, self.entities)
        sites = self.entities.data["sites"]
        found = under_longer_names(named_again(found, self._short, self.text, sites))
        rebelling = self._rebelling(found)
        self._civil, countries = bool(rebelling), rebelling or self._lands
        if self._civil:
            self._own |= self._national
        self._home, self._state = (self._own_organ(countries, organ) for organ in ("military", "government"))
        sentences = iter(self.sentences)
        sentence = next(sentences, None)
        for one in found:
            while sentence is not None and one.start >= sentence.end:
                sentence = next(sentences, None)
            if sentence is None:
                break
            for actor, via in self._referents(one, sentence, out):
                head = self.view.token(one.end - 1)
                mention = ActorMention(one.start, one.end, head, sentence.index, actor, via)
                self._camps.tell(mention, out[-1] if out else None)
                out.append(mention)
                self._remember(mention)
        return self._called(out)

    def _remember(self, mention: ActorMention) -> None:
        """Remember the groups that the paragraph names."""
        block = self.sentences[mention.sentence].block
        if block != self._block:
            self._block, self._groups = block, set()
        if mention.actor.id.startswith("group:"):
            self._groups.add(mention.actor)

    def _called(self, mentions: list[ActorMention]) -> list[ActorMention]:
        """The mentions, the army of the text's state also under the nouns that the text has for it ("政府军")."""
        home = self._home
        if home is None:
            return mentions
        nouns = {self.text[m.start : m.end] for m in mentions if m.actor.id == home.id}
        called = tuple(sorted((nouns & self._own) - {home.name, *home.aliases}))
        if not called:
            return mentions
        known = {m.actor for m in mentions if m.actor.id == home.id}
        named = {actor: replace(actor, aliases=(*actor.aliases, *called)) for actor in known}
        return [replace(m, actor=named.get(m.actor, m.actor)) for m in mentions]

    @staticmethod
    def _rebelling(found: list[Found]) -> Counter[str | None]:
        """The countries of the armed groups that the text speaks of: their foe is the army of their country."""
        groups = (
            one.actor for one in found if one.actor.kind in GROUPS and one.actor.id.startswith("group:")
        )
        return Counter(actor.country for actor in groups if actor.country)

    def _own_organ(self, countries: Counter[str | None], organ: Organ) -> Actor | None:
        """An organ of the state whose foes or whose places the text speaks of most, by far."""
        top = [*countries.most_common(2), (None, 0), (None, 0)]
        states = [
            s for s in self.entities.registry.states.values() if s.country == top[0][0] and s.country == s.id
        ]
        if not states or top[0][1] < LEAST or top[0][1] < DOMINANT * top[1][1]:
            return None
        return self.entities.organ(self._former(states[0]), organ)

    def _referents(
        self, one: Found, sentence: Sentence, before: list[ActorMention]
    ) -> list[tuple[Actor, Via]]:
        space, _, kind = one.actor.id.partition(":")
        text = self.text[one.start : one.end]
        if text in self._short:
            return [(self._short[text], "name")]
        if space == "anaphor":
            return [(actor, "pronoun") for actor in self._meant(kind, one, sentence, before)]
        if space == "generic":
            if text in self._own and self._home is not None:
                return [(self._home, "nominal")]
            if text in self._ruling and (state := self._government(sentence, before)) is not None:
                return [(state, "nominal")]
            if (army := self._army_of(one, text, sentence, before)) is not None:
                return [(army, "nominal")]
            if text in self._soldiers and self._civil and self._home is not None:
                return [(self._home, "nominal")]
            if one.actor.kind in GROUPS and text not in self._indefinite:
                group = self._one_group(one.actor, sentence.block)
                if group is not None:
                    return [(group, "nominal")]
        return [(one.actor, one.via)]

    def _government(self, sentence: Sentence, before: list[ActorMention]) -> Actor | None:
        """Whose government "the government" is: of the state of whose parliament the clause speaks, else the text's."""
        states = self.entities.registry.states
        for last in before[-1:]:
            asks = self.view.marker("causing", last.end, sentence.end)
            of_state = last.actor.country in states and last.actor.id.startswith("org:")
            if last.sentence == sentence.index and last.actor.kind == "government" and of_state and asks:
                return self.entities.organ(states[last.actor.country or ""], "government")
        return self._state

    def _army_of(self, one: Found, text: str, sentence: Sentence, before: list[ActorMention]) -> Actor | None:
        """The army that a noun for its men means; None where the text does not say, or for other nouns."""
        if text not in self._soldiers and text not in self._defenders:
            return None
        near = [m for m in _back(before, sentence, 1) if m.actor.kind in LEADING]
        here = [m for m in near if _leads(m.actor) or m.actor.name in self._own]
        if not here:
            return None
        last = here[0]
        if self.text[one.start - 1] in self.view.syntax.attributive:
            return self._owned(one, last)
        if near[0].actor.id.startswith("generic:") and near[0].actor.kind in GROUPS:
            fought = near[0].sentence == sentence.index and self._camps.hostile(near[0].end, one.start)
            return self._home if fought else None
        if last.sentence == sentence.index and self._camps.hostile(last.end, one.start):
            if text in self._soldiers and self._camps.struck(last.end, one.start):
                return self._camps.army(last.actor)
            prior = next((m for m in near if m.end <= last.start and m.sentence == last.sentence), None)
            hit = prior is not None and self._camps.hostile(prior.end, last.start)
            if text in self._defenders or not hit:
                return self._facing(last, here)
        if text in self._troops and last.sentence < sentence.index:
            # the story goes on with its doer
            last = next(m for m in reversed(here) if m.sentence == last.sentence)
        return self._camps.army(last.actor) if text in self._soldiers else None

    def _owned(self, one: Found, last: ActorMention) -> Actor | None:
        """The forces of somebody, called by his name ("X 的部队")."""
        if last.end != one.start - 1 and self.text[last.end : one.start - 1] not in self._titles:
            return None
        whole = self.text[last.start : one.end]
        if last.actor.kind != "person":
            return self._camps.army(last.actor)
        alias = last.actor.name + self.text[one.start - 1 : one.end]
        return Actor(f"military:{whole}", whole, "military", last.actor.country, (alias,))

    def _facing(self, last: ActorMention, here: list[ActorMention]) -> Actor | None:
        """Those who stand against the one named last: another side named just before, or its foe."""
        if self._home is not None and last.actor.kind in GROUPS and last.actor.country == self._home.country:
            return self._home
        own = self._camps.army(last.actor)
        agent = self.view.before(last.start)
        if own is None or (agent is not None and agent.text in self.view.syntax.markers["passive"]):
            return None
        armies = (self._camps.army(m.actor) for m in here if is_side(m.actor))
        other = next((army for army in armies if army is not None and side(army) != side(own)), None)
        return self._camps.foe(own) or other

    def _one_group(self, noun: Actor, block: int) -> Actor | None:
        """The one group of a kind that has been named in this paragraph; None for several."""
        groups = [group for group in self._groups if group.kind == noun.kind] if block == self._block else []
        return groups[0] if len(groups) == 1 else None

    def _meant(self, kind: str, one: Found, sentence: Sentence, before: list[ActorMention]) -> list[Actor]:
        text = self.text[one.start : one.end]
        near = _back(before, sentence, REACH)
        recent = [m.actor for m in near if not m.actor.id.startswith("generic:")]
        if kind == "both":
            arms = self.text.endswith(self._arms, 0, one.start)
            return [] if arms else self._side_by_side(sentence, before) or self._camps.two()
        if kind == "bound":
            return self._faced(one, sentence, before)
        if kind == "person":
            apart = not before or before[-1].end < one.start  # "孙本人"
            if text in self._selves and self.view.breaks(one.start - 1):
                recent = self._spoken_of(one, sentence, before) or recent
            return [a for a in recent if apart and a.kind == "person"][:1]
        if kind == "people" and (crowd := self._crowd(one, sentence, before)) is not None:
            return [crowd]
        if kind == "named":
            stem = text.removesuffix(self._army_nouns[0]) or text
            named = (
                m.actor
                for m in reversed(before)
                if m.via == "name"
                and m.actor.kind in ORGANISED | ARMED
                and m.actor.name.endswith((text, stem))
            )
            return list(islice(named, 1))
        if kind == "latter":
            firm = [
                m
                for m in reversed(list(_back(before, sentence, 1)))
                if self._anaphors.get(self.text[m.start : m.end]) != "former"
                and not (m.actor.kind == "person" and m.actor.id.startswith("generic:"))
            ]
            people = bool(firm) and firm[-1].actor.kind == "civilians" and firm[-1].via == "nominal"
            if people and self.view.marker("causing", sentence.start, one.start):  # "指控A杀害平民，后者否认"
                firm = [m for m in firm if m.sentence == sentence.index and is_side(m.actor)]
            return [m.actor for m in firm[-1:]]
        if kind == "other":
            return self._camps.other(next((a for a in recent if a.kind in SIDES), None))
        if kind == "former":
            last = [m.actor for m in _back(before, sentence, 0)]
            return [a for a in dict.fromkeys(last) if not a.id.startswith("generic:")][:2][-1:]
        if kind in ("own", "it") and (subject := self._subject_before(one, sentence, before)) is not None:
            forces = kind == "own" or self.text.startswith(tuple(self._soldiers), one.end)
            return [a for a in (self._camps.army(subject) if forces else subject,) if a is not None]
        if kind == "own":
            owners = (self._camps.army(a) for a in recent if a.kind in SIDES or a.kind == "person")
            return [a for a in (next(owners, None),) if a is not None]
        if kind == "it" and (object_ := self._object(one, sentence, before)):
            return object_
        bodies = [a for a in recent if a.kind in (ORGANISED if kind == "body" else SIDES)]
        noun = text[1:]
        if kind == "body" and noun not in self._organised:
            bodies = bodies or [a for a in recent if a.name.endswith(noun) and a.kind in SIDES]
        elif kind == "body":
            armed = [a for a in bodies if a.kind in GROUPS and noun in self._fighting]
            return (armed or bodies)[:1]
        alike = [a for a in bodies if a.name.endswith(noun) or (len(noun) > 1 and noun in a.name)]
        unit = noun in self._units and noun != text
        return (alike or ([] if unit else bodies))[:1]

    def _crowd(self, one: Found, sentence: Sentence, before: list[ActorMention]) -> Actor | None:
        """The people without a name of whom the clause before is ("示威者冲击使馆，他们焚烧岗亭")."""
        start = self.view.clause(sentence, one.start)[0]
        if start != one.start or start <= sentence.start:
            return None
        previous = self.view.clause(sentence, start - 1)[0]
        first = next(iter(_since(before, previous)), None)
        crowd = first is not None and first.via == "nominal" and first.actor.kind in CROWDS
        return first.actor if first is not None and crowd else None

    def _spoken_of(self, one: Found, sentence: Sentence, before: list[ActorMention]) -> list[Actor]:
        """Whom the clauses since the last stop name, in their order: the first is whom they are about."""
        stops = (self.text.rfind(stop, sentence.start, one.start) + 1 for stop in self.view.syntax.stops)
        told = _since(before, max(sentence.start, *stops))
        return [m.actor for m in told if m.via != "pronoun"]

    def _subject_before(self, one: Found, sentence: Sentence, before: list[ActorMention]) -> Actor | None:
        """Whose a clause opens with: who acted on others in the one before ("A向B宣战，其军队随即越境")."""
        start = self.view.clause(sentence, one.start)[0]
        if start != one.start or start <= sentence.start:
            return None
        previous = self.view.clause(sentence, start - 1)[0]
        told = [m for m in _since(before, previous) if m.actor.kind in SIDES]
        if len(told) < 2 or told[0].actor.id.startswith("generic:"):
            return None
        markers = self.view.syntax.markers
        words = {w.text for w in self.view.within(told[0].end, told[1].start)}
        return told[0].actor if words & (markers["aim"] | markers["company"]) else None

    def _side_by_side(self, sentence: Sentence, before: list[ActorMention]) -> list[Actor]:
        """The two that the clause named last with two of them joins ("A与B…，双方"); nothing where it names a third."""
        near = (m for m in _back(before, sentence, 1) if m.via != "pronoun")
        here = [m for m in near if self.sentences[m.sentence].block == sentence.block][::-1]
        joiners = self.view.syntax.markers["company"] | self.view.syntax.markers["aim"]
        for one, other in reversed(list(pairwise(here))):
            told = one.sentence < sentence.index  # who met then need not be who meets now
            if one.sentence != other.sentence or not all(_meets(m.actor, told=told) for m in (one, other)):
                continue
            start, end = self.view.clause(self.sentences[other.sentence], other.start)
            clause = {side(m.actor) for m in here if start <= m.start < end}
            between = {w.text for w in self.view.within(one.end, other.start)}
            if self._camps.aid.follows(other.end):
                continue
            if start <= one.start and len(clause) == len({side(one.actor), side(other.actor)}) == 2:
                fought = one.sentence == sentence.index and self._camps.hostile(one.end, other.start)
                return [one.actor, other.actor] if fought or between & joiners else []
        return []

    def _faced(self, one: Found, sentence: Sentence, before: list[ActorMention]) -> list[Actor]:
        """Whom a pronoun behind "with" means: the last one named who does not act in its clause."""
        start = self.view.clause(sentence, one.start)[0]
        doers = {side(m.actor) for m in _since(before, start)}
        near = (m.actor for m in _back(before, sentence, 1) if m.start < start)
        faced = (a for a in near if _meets(a, told=False) and side(a) not in doers)
        return [a for a in (next(faced, None),) if doers and a is not None]

    def _object(self, one: Found, sentence: Sentence, before: list[ActorMention]) -> list[Actor]:
        """Whom a pronoun means that is no subject: the last one named before him who does the act."""
        if not self.text.startswith(self._governed, self._governor(one.start)):
            return []
        start = self.view.clause(sentence, one.start)[0]
        doers = {m.actor for m in _since(before, start)}
        if not doers and start > sentence.start:
            previous = self.view.clause(sentence, start - 1)[0]
            told = [m.actor for m in _since(before, previous)]
            if len(set(told)) > 1 and told[-1].kind in RESIDENTS and told[-1].id.startswith("generic:"):
                return told[-1:]  # "绑架了三名传教士，后将其释放"
            doers = set(told)
        near = (m.actor for m in _back(before, sentence, REACH))
        named = (a for a in near if _leads(a) and a not in doers)
        return [a for a in (next(named, None),) if doers and a is not None]

    def _governor(self, start: int) -> int:
        """Where the word before an offset begins."""
        word = self.view.before(start)
        return start if word is None or word.end != start else word.start


def _back(before: list[ActorMention], sentence: Sentence, reach: int) -> Iterator[ActorMention]:
    """The mentions before, the last first, as far back as so many sentences."""
    return takewhile(lambda m: sentence.index - m.sentence <= reach, reversed(before))


def _since(before: list[ActorMention], start: int) -> list[ActorMention]:
    """The mentions before from an offset on."""
    return before[bisect_left(before, start, key=lambda m: m.start) :]


def implied(mention: ActorMention) -> ActorMention:
    """The same actor, not named where it acts."""
    return replace(mention, via="implied")


def _meets(actor: Actor, *, told: bool) -> bool:
    """Whether an actor may be one of two who meet or fight; of nouns only those for forces.

    `told`: by what a sentence before told: no noun, and nobody who may have met somebody else since.
    """
    if actor.id.startswith("generic:"):
        return actor.kind in SIDES and not told
    return actor.kind in MEETING and not (told and actor.kind == "person")


def _leads(actor: Actor) -> bool:
    """Whether an actor is a side, a unit, or a person who may lead one."""
    space = actor.id.partition(":")[0]
    return space != "generic" and (actor.kind in SIDES or (actor.kind == "person" and space == "person"))
