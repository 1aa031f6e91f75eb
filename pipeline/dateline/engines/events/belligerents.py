"""Who fights in a document, on which side, and where it speaks of them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from spacy.tokens import Doc, Token

from dateline.engines.actors.lexicon import actor_lexicon
from dateline.engines.events.arguments import OWNED
from dateline.engines.events.fronts import Camp, Fronts, side
from dateline.engines.events.known_sides import KnownSides
from dateline.engines.events.lexicon import ARMED_KINDS, Behaviour
from dateline.engines.events.presumed import presumed
from dateline.engines.registry import Organ, registry
from dateline.engines.syntax import Forms, Syntax
from dateline.layers import Actor, ActorMention, Event

# How many sentences away a side may be spoken of that an event is given by the document alone.
SPOKEN_REACH = 20
# How many sentences before an event, and behind it, tell who fights there.
SCENE_BACK, SCENE_AHEAD = 4, 1
# How many acts of the one against the other it is worth that two sides are known to have been enemies.
RIVALRY = 3
# How much more often a state may be called by the name of today, where its older name is one of its names.
OLDER = 2
# The side of forces that are only called by it.
_ALLEGIANCE = "allegiance:"
_BODIES = frozenset({"org", "group"})


class Belligerents:
    """The sides of one document; made anew for each."""

    def __init__(self, doc: Doc, syntax: Syntax, behaviour: Behaviour) -> None:
        self.doc, self.syntax, self.behaviour = doc, syntax, behaviour
        self.forms = Forms.load(doc.lang_)
        self.registry = registry(doc.lang_)
        self._words = actor_lexicon(doc.lang_).words["allegiances"]
        self._states = {f"state:{s.id.lower()}": s for s in self.registry.states.values()}
        self.armed: dict[int, list[ActorMention]] = {}
        self._known = KnownSides.load()
        self._named = {side(m.actor) for m in doc._.actors or ()}
        self._called = self._by_words()
        self._leaders: dict[str, str] = {}
        self._older = self._by_older_names()
        self._parties = self._armed_parties()
        for mention in doc._.actors or ():
            if self.fights(mention.actor):
                self.armed.setdefault(mention.sentence, []).append(mention)
        self._leaders = self._led()
        self._by_side: dict[str, list[ActorMention]] = {}
        for mention in (m for found in self.armed.values() for m in found):
            self._by_side.setdefault(self.side(mention.actor), []).append(mention)
        self.fronts = Fronts()
        self.camps: tuple[Camp, Camp] | None = None

    def _by_words(self) -> dict[str, str]:
        """The sides that a word of their names tells, where the document names but one: "Allied divisions"."""
        named = {m.actor.id: m.actor for m in self.doc._.actors or ()}
        found: dict[str, set[str]] = {}
        for actor in named.values():
            if actor.id.partition(":")[0] in _BODIES and actor.kind in ARMED_KINDS:
                words = {w for name in (actor.name, *actor.aliases) for w in name.lower().split()}
                for word in words & self._words:
                    found.setdefault(word, set()).add(actor.id)
        return {word: ids.pop() for word, ids in found.items() if len(ids) == 1}

    def _by_older_names(self) -> dict[str, str]:
        """The sides of states that the document calls by the older name as well ("Turks" and "Ottomans")."""
        named = Counter(side(m.actor) for m in self.doc._.actors or ())
        older = ((s.modern.lower(), s.id.lower()) for s in self.registry.states.values() if s.modern)
        pairs = {f"state:{new}": f"state:{old}" for new, old in older if f"state:{old}" in named}
        return {new: old for new, old in pairs.items() if 0 < named[new] <= OLDER * named[old]}

    def _armed_parties(self) -> frozenset[str]:
        """The parties whose forces the document speaks of ("Kuomintang troops")."""
        lexicon = actor_lexicon(self.doc.lang_)
        parties = [m for m in self.doc._.actors or () if m.actor.kind == "political_party"]
        heads = ((m.actor.id, lexicon.head(self.doc[m.head])) for m in parties)
        return frozenset(name for name, head in heads if head is not None and head[0] == "military")

    def fights(self, actor: Actor) -> bool:
        """Whether an actor may be a side: an armed body, a party that has forces, a leader of known men."""
        return actor.kind in ARMED_KINDS or actor.id in self._parties or actor.id in self._leaders

    def may_fight(self, actor: Actor) -> bool:
        """Whether an actor is a side, or a person by name, who may lead one."""
        return self.fights(actor) or actor.id.startswith("person:")

    def side(self, actor: Actor) -> str:
        """The side of an actor: that of those whom a person leads, of a leader his own men's.

        Forces of no name are on the side that they are called by ("federal troops").
        """
        if actor.id.startswith("generic:") and actor.kind in ARMED_KINDS:
            said = (f for word in actor.name.lower().split() for f in (word, *self.forms.singulars(word)))
            own = next((word for word in said if word in self._words), None)
            if own is not None:
                return self._known.whole(self._called.get(own, _ALLEGIANCE + own), self._named)
        own = self._leaders.get(actor.id) or side(actor)
        return self._known.whole(self._older.get(own, own), self._named)

    def led(self, actor: Actor) -> str | None:
        """The side of a person who leads one, or of the men who are only called a person's."""
        return self.side(actor) if actor.id in self._leaders else None

    def hear(self, events: Sequence[Event]) -> None:
        """Learn from events who stands against whom."""
        told = self.behaviour
        events = [_as_told(event) for event in events]
        self.fronts = Fronts.of(events, told.two_sided, told.helping, self.side, told.spoken)
        sides = {name: self._by_side[name][0].actor for name in sorted(self._named_sides())}
        self.fronts.presumed = presumed(self.doc, events, sides, told, self.registry, self.side)
        self.fronts.know((pair for pair in self._known.rivals if sides.keys() >= set(pair)), RIVALRY)
        self.camps = self.fronts.camps(self._named_sides())
        peace = self.camps is not None and any(self._keeps_peace(camp[0]) for camp in self.camps)
        if self.camps is not None and peace and not self.fronts.opposed(self.camps[0][0], self.camps[1][0]):
            self.camps = None

    def _keeps_peace(self, name: str) -> bool:
        return self._by_side[name][0].actor.kind == "peacekeepers"

    def foe(self, sides: set[str], event: Event, *, near: bool = False) -> str | None:
        """The side that stands against these: the one there, that most acts are told of, or the other one of two.

        With `near` not one that is only spoken of elsewhere: a clash may be one of their own.
        """
        there = self._foe_there(sides, event)
        told = self.fronts.foe(sides) if there is None and not near else there
        return told if told is not None and not told.startswith("generic:") else self.other_of_two(sides)

    def _foe_there(self, sides: set[str], event: Event) -> str | None:
        """The one side spoken of around an event, or of several in its own sentence, that is set against these."""
        there = self.around(event)
        foes = {name for name in there if any(self.fronts.opposed(own, name) for own in sides)} - sides
        foes = {name for name in foes if not any(self.fronts.allied(own, name) for own in sides)}
        foes = {name for name in foes if any(self.fronts.told(own, name) for own in sides)} or foes
        members = {name for name in foes if not name.startswith("org:")}  # before their coalition
        foes = members or foes
        foes = foes & self._sides_in(event.sentence) or foes
        if len(foes) > 1:
            return self.fronts.foe(sides, foes)
        return foes.pop() if foes else None

    def pair(self, event: Event, back: int = SCENE_BACK) -> Camp:
        """The two sides around an event that the document sets against each other; empty if there are more."""
        there = sorted(self.around(event) if back else self._sides_in(event.sentence))
        pairs = [
            (a, b)
            for a, b in combinations(there, 2)
            if self.fronts.opposed(a, b) and not self.fronts.allied(a, b)
        ]
        return pairs[0] if len(pairs) == 1 else ()

    def others_named(self, event: Event) -> bool:
        """Whether the sentence of an event names a side that is of neither camp."""
        camps = {name for camp in self.camps or () for name in camp}
        return not self._sides_in(event.sentence) <= camps

    def around(self, event: Event) -> set[str]:
        """The armed sides with an identity that are spoken of around an event."""
        return self._sides_in(*range(event.sentence - SCENE_BACK, event.sentence + SCENE_AHEAD + 1))

    def _sides_in(self, *sentences: int) -> set[str]:
        names = {self.side(m.actor) for i in sentences for m in self.armed.get(i, ())}
        return {name for name in names if self._is_side(name)}

    def _is_side(self, name: str) -> bool:
        """Whether a name is that of a side with an identity, and of no ship, unit or man who leads."""
        if name.startswith(("generic:", "person:")):
            return False
        return not (name.startswith("group:") and self._by_side[name][0].actor.kind == "military")

    def other_of_two(self, sides: set[str]) -> str | None:
        """The foremost of the camp that stands against these, in a war of two."""
        if self.camps is None or not sides:
            return None
        for own, other in (self.camps, self.camps[::-1]):
            if sides <= set(own):
                return other[0]
        foes = [c for c in self.camps if any(self.fronts.opposed(s, m) for s in sides for m in c)]
        return foes[0][0] if len(foes) == 1 else None  # of a leader, whom he fights elsewhere

    def named(self, wanted: str, event: Event, branch: Organ = "military") -> ActorMention | None:
        """The last mention of a side before an event, else the next, if it is near; of a state, for a branch of it."""
        mentions = self._by_side.get(wanted, [])
        mentions = [m for m in mentions if not m.actor.id.startswith("generic:")] or mentions
        state = self._states.get(wanted)
        if state is not None:
            organ = self.registry.organ(state, branch)
            bodies = organ.id, self._body(mentions)
            own = self._nearest([m for m in mentions if m.actor.id in bodies], event)
            if own is not None:
                return own
            told = [m if m.actor.id.startswith("group:") else replace(m, actor=organ) for m in mentions]
            return self._nearest(told, event)  # a group in its pay is not the army of a state
        if wanted.startswith(_ALLEGIANCE):
            foremost = Counter(m.actor for m in mentions).most_common(1)[0][0]
            mentions = [replace(m, actor=foremost) for m in mentions]
        return self._nearest(mentions, event)

    def _body(self, mentions: Sequence[ActorMention]) -> str | None:
        """The government with a name of its own by which the document calls a state's side most ("the Derg")."""
        top = Counter(m.actor for m in mentions).most_common(1)
        body = top[0][0] if top else None
        named = body is not None and body.kind == "government" and body.id.partition(":")[0] in _BODIES
        return body.id if named and body is not None else None

    def _nearest(self, mentions: Sequence[ActorMention], event: Event) -> ActorMention | None:
        """The last of mentions before an event, else the next in its sentence, if it is near."""
        at = bisect_left(mentions, event.start, key=lambda m: m.start)
        reach = range(event.sentence - SPOKEN_REACH, event.sentence + 1)  # nobody who comes in only later
        near = (m for m in mentions[max(at - 1, 0) : at + 1] if m.sentence in reach)
        found = next(near, None)
        if found is None or found.via != "pronoun":
            return found
        # Rather by a name or noun than by "they" or "who", where one for the same is near.
        told = (m for m in reversed(mentions[:at]) if m.actor == found.actor and m.via != "pronoun")
        return next((m for m in told if m.sentence in reach), found)

    def _named_sides(self) -> dict[str, int]:
        """Mentions of the armed sides that have an identity, ships, units and the men of one leader aside."""
        return {name: len(found) for name, found in self._by_side.items() if self._is_side(name)}

    # Who leads whom.

    def _led(self) -> dict[str, str]:
        """The sides of persons who lead, and of the men who are only called theirs, by actor."""
        votes: dict[str, Counter[str]] = {}
        owners: dict[str, str] = {}
        by_head = {m.head: m for m in self.doc._.actors or ()}
        for mention in self.doc._.actors or ():
            if mention.actor.kind == "person" and not mention.actor.id.startswith("generic:"):
                for other in self.armed.get(mention.sentence, ()):
                    sided = not other.actor.id.startswith("generic:") or other.actor.country is not None
                    if sided and self._tied(mention, other):
                        votes.setdefault(mention.actor.id, Counter())[side(other.actor)] += 1
            elif mention.actor.id.startswith("generic:"):
                whose = (c.i for c in self.doc[mention.head].children if c.dep_ in self.syntax.possessor)
                owner = next((by_head[i] for i in whose if i in by_head), None)
                if owner is not None and not owner.actor.id.startswith("generic:"):
                    owners[mention.actor.id] = side(owner.actor)
        leaders = {name: count.most_common(1)[0][0] for name, count in votes.items() if len(count) == 1}
        persons = {m.actor.id for m in self.doc._.actors or () if m.actor.kind == "person"}
        known = ((name, self._known.leader(name, self._named)) for name in persons)
        leaders |= {name: own for name, own in known if own is not None}
        return leaders | {name: leaders.get(owner, owner) for name, owner in owners.items()}

    def _tied(self, person: ActorMention, force: ActorMention) -> bool:
        """Whether a noun phrase says that a person leads a force or is of it."""
        head, other = self.doc[person.head], self.doc[force.head]
        top = head
        while top.dep_ in self.syntax.apposition:
            top = top.head
        if other.i == head.i:
            return force.start < head.idx  # "the Danish general Moltke"
        return self._part_of(other, {head.i, top.i}) or self._part_of(head, {other.i}, leading=True)

    def _part_of(self, part: Token, wholes: Iterable[int], *, leading: bool = False) -> bool:
        """Whether a word hangs on another within one noun phrase, as its owner or leader."""
        s = self.syntax
        noun = s.possessor | s.modifier | s.preposition_object | s.apposition
        ties = self.forms.prepositions["leading" if leading else "attributive"]
        token = part
        while token.i not in wholes:
            lemma = self.forms.lemma(token)
            fits = (
                lemma in ties
                if token.dep_ in s.preposition
                else token.dep_ in noun
                or (leading and token.dep_ in s.agent)
                or (leading and token.dep_ in s.noun_clause and lemma in self.forms.words["leading"])
            )
            far = token.dep_ in s.apposition and _has_verb(token.head, token)
            if not fits or far or token.head.i == token.i:
                return False
            token = token.head
        return True


def _has_verb(left: Token, right: Token) -> bool:
    """Whether a clause stands between two words, so that the parser was wrong to take one for the other's name."""
    low, high = sorted((left.i, right.i))
    return any(t.pos_ == "VERB" for t in left.doc[low:high])


def _as_told(event: Event) -> Event:
    """An event without those who only owned the place: no act of theirs."""
    return replace(event, arguments=tuple(a for a in event.arguments if not a.rule.endswith(f":{OWNED}")))
