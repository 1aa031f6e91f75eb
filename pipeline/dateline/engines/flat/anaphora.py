"""Says whom words mean that point back: "the group", "both sides", "he"; and short names that the text explains."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from dateline.engines.events.fronts import side
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.flat import lexicon
from dateline.engines.flat.entities import Entities
from dateline.engines.flat.view import View
from dateline.engines.registry import Organ
from dateline.layers import Actor, ActorMention, Sentence, Via

ARMED = frozenset({"military", "rebel_group", "jihadist_group", "militia", "police", "peacekeepers"})
GROUPS = frozenset({"rebel_group", "jihadist_group", "militia"})
SIDES = ARMED | {"government"}
ORGANISED = GROUPS | {
    "international_organisation",
    "ngo",
    "company",
    "media",
    "political_party",
    "peacekeepers",
}
REACH = 3  # sentences back that "the group" points
DOMINANT = 2  # times as often as any other a state must be named for "the army" to be its own
TWO = 0.6  # share of the mentions of sides that two must hold for the text to be about them
LEAST = 2  # times that it must be named


@dataclass(frozen=True, slots=True)
class Found:
    """A mention before it is bound to its sentence."""

    start: int
    end: int
    actor: Actor
    via: Via


class Anaphora:
    """Resolves the mentions of one Doc in text order."""

    def __init__(
        self, view: View, entities: Entities, sentences: list[Sentence], countries: Counter[str | None]
    ) -> None:
        self.view, self.entities, self.sentences = view, entities, sentences
        self.text = view.text
        words = entities.data["aliases"]
        opening, naming, closing = ("|".join(map(re.escape, words[k])) for k in ("open", "naming", "close"))
        self._alias = re.compile(rf"[（(，]?(?:{naming})(?:{opening})?(\w{{2,8}}?)(?:{closing}|[）)，。])")
        self._bracket = re.compile(r"[（(]([A-Za-z][A-Za-z-]{1,9})[）)]")
        self._short = re.compile(r"[（(](\w{2,6})[）)]")
        self._own = frozenset(words["own"])
        self._units = frozenset(entities.data["units"]["military"]) - {"部"}
        self._ruling = frozenset(words["ruling"])
        self._indefinite = frozenset(words["indefinite"])
        self._soldiers = frozenset(words["soldiers"])
        self._army_nouns = tuple(words["army_nouns"])
        self._aliases: dict[str, Actor] = {}
        self._home: Actor | None = None  # the army of the state that the text is about
        self._state: Actor | None = None  # its government
        self._countries = countries
        self._counts: Counter[str] = Counter()
        self._by_side: dict[str, Counter[Actor]] = {}
        self._opposed: Counter[frozenset[str]] = Counter()
        two_sided = Behaviour.load().two_sided
        self._hostile = {
            w for w, s in lexicon.load(entities.lang).words.items() if any(x.type in two_sided for x in s)
        }

    def resolved(self, found: list[Found]) -> list[ActorMention]:
        """The mentions with those whom they mean; one of two sides is two mentions."""
        out: list[ActorMention] = []
        self._aliases = self._explained(found)
        countries = self._rebelling(found) or self._countries
        self._home, self._state = (self._own_organ(countries, organ) for organ in ("military", "government"))
        found = self._whole(self._again(found))
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
                self._oppose(out, mention)
                out.append(mention)
                if _is_side(actor) and via != "pronoun":
                    self._counts[side(actor)] += 1
                    self._by_side.setdefault(side(actor), Counter())[actor] += 1
        return out

    def _oppose(self, before: list[ActorMention], mention: ActorMention) -> None:
        """Remember two sides of which a clause tells a fight: a word of it between them, or behind both."""
        last = before[-1] if before else None
        if last is None or last.sentence != mention.sentence or last.end >= mention.start:
            return
        if not (_is_side(last.actor) and _is_side(mention.actor)):
            return
        between = self.view.within(last.end, mention.start)
        if any(w.text in self.view.syntax.breaks for w in between):
            return
        markers = self.view.syntax.markers
        company = any(w.text in markers["company"] or w.text in markers["aim"] for w in between)
        words = list(between)
        if company:
            sentence = self.sentences[mention.sentence]
            words += self.view.within(mention.end, self.view.clause(sentence, mention.end - 1)[1])
        if any(w.text in self._hostile for w in words) and side(last.actor) != side(mention.actor):
            self._opposed[frozenset((side(last.actor), side(mention.actor)))] += 1

    def _again(self, found: list[Found]) -> list[Found]:
        """With the other places at which a short name stands that the text explains."""
        if not self._aliases:
            return found
        pattern = re.compile("|".join(map(re.escape, sorted(self._aliases, key=len, reverse=True))))
        taken = {i for one in found for i in range(one.start, one.end)}
        more = [
            Found(m.start(), m.end(), self._aliases[m[0]], "acronym")
            for m in pattern.finditer(self.text)
            if taken.isdisjoint(range(m.start(), m.end()))
        ]
        return sorted([*found, *more], key=lambda one: one.start)

    def _explained(self, found: list[Found]) -> dict[str, Actor]:
        """Short names that the text gives behind a name: "X (hereafter the army)"."""
        out: dict[str, Actor] = {}
        for one in found:
            if one.via != "name":
                continue
            match = self._alias.match(self.text, one.end) or self._bracket.match(self.text, one.end)
            if (
                match is None
                and (short := self._short.match(self.text, one.end))
                and _within(short[1], one.actor.name)
            ):
                match = short
            if match:
                out.setdefault(match[1], one.actor)
        return out

    @staticmethod
    def _rebelling(found: list[Found]) -> Counter[str | None]:
        """The countries of the armed groups that the text speaks of: their foe is the army of their country."""
        groups = (
            one.actor for one in found if one.actor.kind in GROUPS and one.actor.id.startswith("group:")
        )
        return Counter(actor.country for actor in groups if actor.country)

    def _own_organ(self, countries: Counter[str | None], organ: Organ) -> Actor | None:
        """An organ of the state that the text speaks of most, by far."""
        top = [*countries.most_common(2), (None, 0), (None, 0)]
        states = [
            s for s in self.entities.registry.states.values() if s.country == top[0][0] and s.country == s.id
        ]
        if not states or top[0][1] < LEAST or top[0][1] < DOMINANT * top[1][1]:
            return None
        return self.entities.organ(states[0], organ)

    @staticmethod
    def _whole(found: list[Found]) -> list[Found]:
        """A force that is called by the end of a longer name that the text gave before is that force."""
        longer: dict[str, Actor] = {}
        out = []
        for one in found:
            actor = one.actor
            if one.via == "name" and actor.kind in ARMED:
                slug = actor.id.partition(":")[2]
                if slug == actor.name and actor.name in longer:
                    out.append(replace(one, actor=longer[actor.name]))
                    continue
                for name in (actor.name, *actor.aliases):
                    for cut in range(1, len(name) - 2):
                        longer.setdefault(name[cut:], actor)
            out.append(one)
        return out

    def _referents(
        self, one: Found, sentence: Sentence, before: list[ActorMention]
    ) -> list[tuple[Actor, Via]]:
        space, _, kind = one.actor.id.partition(":")
        text = self.text[one.start : one.end]
        if text in self._aliases:
            return [(self._aliases[text], "name")]
        if space == "anaphor":
            return [(actor, "pronoun") for actor in self._meant(kind, text, sentence, before)]
        if space == "generic":
            if text in self._own and self._home is not None:
                return [(self._home, "nominal")]
            if text in self._ruling and self._state is not None:
                return [(self._state, "nominal")]
            if text in self._soldiers and (army := self._army_before(one, sentence, before)) is not None:
                return [(army, "nominal")]
            if one.actor.kind in GROUPS and text not in self._indefinite:
                group = self._one_group(one.actor, before, sentence.block)
                if group is not None:
                    return [(group, "nominal")]
        return [(one.actor, one.via)]

    def _army_before(self, one: Found, sentence: Sentence, before: list[ActorMention]) -> Actor | None:
        """The army that a noun for its men means: the last one named in this sentence or the one before."""
        here = [m for m in reversed(before) if sentence.index - m.sentence <= 1 and _is_side(m.actor)]
        if not here or self.text[one.start - 1] in self.view.syntax.attributive:
            return None
        last = here[0]
        clause = self.view.clause(sentence, one.start)[0]
        between = self.view.within(last.end, one.start) if last.start >= clause else []
        if any(w.text in self._hostile for w in between):
            here = [m for m in here if side(m.actor) != side(last.actor)]
        return next((m.actor for m in here if m.actor.kind == "military"), None)

    def _one_group(self, noun: Actor, before: list[ActorMention], block: int) -> Actor | None:
        """The one group of a kind that has been named in this paragraph; None for several."""
        here = (m for m in before if self.sentences[m.sentence].block == block)
        groups = {m.actor for m in here if m.actor.kind == noun.kind and m.actor.id.startswith("group:")}
        return next(iter(groups)) if len(groups) == 1 else None

    def _meant(self, kind: str, text: str, sentence: Sentence, before: list[ActorMention]) -> list[Actor]:
        recent = [
            m.actor
            for m in reversed(before)
            if sentence.index - m.sentence <= REACH and not m.actor.id.startswith("generic:")
        ]
        if kind == "both":
            return self._two_sides()
        if kind == "person":
            return [a for a in recent if a.kind == "person"][:1]
        if kind == "named":
            stem = text.removesuffix(self._army_nouns[0]) or text
            named = (
                m.actor for m in reversed(before) if m.via == "name" and m.actor.kind in ORGANISED | ARMED
            )
            return [a for a in named if a.name.endswith((text, stem))][:1]
        if kind == "latter":
            return [m.actor for m in before[-1:] if sentence.index - m.sentence <= 1]
        if kind == "other":
            last = next((a for a in recent if a.kind in SIDES), None)
            sides = [name for name, _ in self._counts.most_common() if last and name != side(last)]
            return [self._by_side[sides[0]].most_common(1)[0][0]] if sides else []
        bodies = [a for a in recent if a.kind in (ORGANISED if kind == "body" else SIDES)]
        noun = text[1:]
        alike = [a for a in bodies if a.name.endswith(noun) or (len(noun) > 1 and noun in a.name)]
        unit = noun in self._units and noun != text
        return (alike or ([] if unit else bodies))[:1]

    def _two_sides(self) -> list[Actor]:
        """The two sides that most has been told of, each by the actor it is most spoken of.

        They are told to fight; where no fight of two has been told, the text must speak of two alone.
        """
        pairs = [sorted(pair) for pair in self._opposed]
        best = max(pairs, key=lambda pair: (sum(self._counts[s] for s in pair), pair), default=None)
        top = self._counts.most_common(2)
        if best is None and len(top) == 2 and sum(n for _, n in top) >= TWO * self._counts.total():
            best = sorted(name for name, _ in top)
        return [self._by_side[name].most_common(1)[0][0] for name in best or ()]


def implied(mention: ActorMention) -> ActorMention:
    """The same actor, not named where it acts."""
    return replace(mention, via="implied")


def _within(short: str, name: str) -> bool:
    """Whether a short name is made of characters of the long one, in their order ("提人阵")."""
    rest = iter(name)
    return short != name and all(c in rest for c in short)


def _is_side(actor: Actor) -> bool:
    """Whether an actor may be one of two sides: armed or a government, no noun and no unit of an unnamed army."""
    space, _, slug = actor.id.partition(":")
    unit = space == "military" and slug == actor.name and actor.country is None
    return actor.kind in SIDES and space != "generic" and not unit
