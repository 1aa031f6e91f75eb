"""Who takes part in a happening, and as what: actor mentions for the tokens that fill a frame's slots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from spacy.tokens import Token

from dateline.engines.events.both_sides import BothSides
from dateline.engines.events.compounds import Compounds
from dateline.engines.events.fillers import Fillers
from dateline.engines.events.frame import Frame
from dateline.engines.events.fronts import side
from dateline.engines.events.happenings import Happening
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.leaders import Leaders, is_generic
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.events.peoples import as_government
from dateline.engines.events.place_owners import PlaceOwners
from dateline.engines.events.slots import MEDIATED, WON
from dateline.engines.events.stand_ins import StandIns
from dateline.engines.events.struck import Struck
from dateline.engines.events.verb_slots import BACKED
from dateline.engines.events.wielders import Wielders
from dateline.engines.registry import registry
from dateline.engines.syntax import Forms, Syntax, covering, governed
from dateline.layers import ActorMention, Argument, Role, sentence_of

# The rule of those who do what their leader is said to order.
ORDERED = "ordered"
# The rule of those whose arms are the subject of an act.
WIELDED = "wielded"
# The slot of those whose an act is said to be.
POSSESSOR, SUBJECT, OBJECT = "poss", "subject", "object"
OPERATION = "operation"
# The rule of those whose the place is that is attacked or taken.
OWNED = "owned"
# Those whose own men may rise against them.
_MASTERS = frozenset({"government", "person"})
# Fighters who are no state's.
_MANNED = frozenset({"rebel_group", "jihadist_group", "militia"})


class ArgumentBinder:
    """Turns filled slots into arguments."""

    def __init__(self, syntax: Syntax, forms: Forms, behaviour: Behaviour, stand_ins: StandIns) -> None:
        self.syntax = syntax
        self.forms = forms
        self.behaviour = behaviour
        self.stand_ins = stand_ins
        self._wielders = Wielders(stand_ins.lexicon, syntax, forms)
        self._leaders = Leaders(syntax, forms, behaviour)
        self._fillers = Fillers(syntax, forms, self._wielders, self._leaders)
        self._struck = Struck(syntax, forms, behaviour, self._fillers)
        self._both = BothSides(syntax, forms)
        self._owners = PlaceOwners(syntax, forms)
        self._compounds = Compounds(forms, behaviour)

    def of(self, happening: Happening, mentions: LayersByToken) -> tuple[Argument, ...]:
        """Participants of the trigger, then those that only an absorbed trigger names; each actor once a role."""
        out: dict[tuple[int, str], Argument] = {}
        seen: set[tuple[str, Role]] = set()
        apart = {f.head.i: self._other_doers(f, happening) for f in happening.absorbed}
        filled = list(self._all(happening, mentions))
        doers = {(a.mention.actor.id, a.mention.start) for a in filled if a.role == "initiator"}
        for argument in filled:
            actor = argument.mention.actor.id
            if (
                self._is_itself(argument.mention, happening.frame)
                or self._upon_itself(argument, doers)
                or (
                    argument.role == "initiator"
                    and any(argument.mention.head in doers for doers in apart.values())
                )
            ):
                continue
            if (argument.mention.start, actor) not in out and (actor, argument.role) not in seen:
                out[argument.mention.start, actor] = argument
                seen.add((actor, argument.role))
        named = list(out.values())
        if happening.frame.sense.type in self.behaviour.blaming and self._is_mutual(happening.frame):
            named = [replace(argument, role="party") for argument in named]
        named += self._dispossessed(happening.frame, named, mentions)
        named += self._answered(happening.frame, named, mentions)
        named += self._decided(happening.frame, named, mentions)
        found = self._both.with_named(tuple(named), happening.frame, self.behaviour)
        if happening.frame.sense.type in self.behaviour.civil:
            found = tuple(as_government(argument, happening.frame.head.doc) for argument in found)
        return self._without_own_men(self._struck.without_assailants(found, happening.frame), happening.frame)

    def _is_mutual(self, frame: Frame) -> bool:
        """Whether those who do it do it to each other."""
        return any(self._both.mutual(t) for t in frame.slots.get(OBJECT, ()))

    def _dispossessed(
        self, frame: Frame, named: list[Argument], mentions: LayersByToken
    ) -> Iterator[Argument]:
        """Those whose the place is that is attacked or taken, where nobody else is told to be hit.

        "Took the British outpost", "the invasion of Poland".
        """
        if not self._assaults(frame) or any(a.role == "target" for a in named):
            return
        own = {side(a.mention.actor) for a in named}
        slots = [
            slot for slot in frame.sense.place if slot in (OBJECT, *self.forms.prepositions["attributive"])
        ]
        places = [t for slot in slots for t in frame.slots.get(slot, ())]
        if not places:  # "raids on Taliban-held villages"
            upon = [t for p in self.forms.prepositions["upon"] for t in frame.slots.get(p, ())]
            held = (m for t in upon[:1] for m in self._owners.holders(t, mentions))
            yield from (Argument("target", m, f"{frame.sense.id}:{OWNED}") for m in held)
        if len(places) != 1:
            return
        lemma = self.forms.lemma(frame.head)
        noun = frame.sense.pos == "NOUN" and lemma not in self.forms.words["retaking"]
        found = self._owners.of(places[0], mentions)
        for mention in found or (self._invaded(places[0], frame, mentions) if noun else []):
            if side(mention.actor) not in own:
                yield Argument("target", mention, f"{frame.sense.id}:{OWNED}")

    def _answered(self, frame: Frame, named: list[Argument], mentions: LayersByToken) -> Iterator[Argument]:
        """Those whose the words or deeds are that are refused or condemned ("rejected *the rebels'* offer")."""
        types = self.behaviour.refusals | self.behaviour.blaming
        blames = frame.sense.type in types or self.forms.lemma(frame.head) in self.forms.words["blaming"]
        if not blames or frame.sense.pos != "VERB" or any(a.role == "target" for a in named):
            return
        own = {side(a.mention.actor) for a in named}
        for noun in (*frame.slots.get(OBJECT, ()), *frame.inner):
            others = [m for m in self._owners.authors(noun, mentions) if side(m.actor) not in own]
            yield from (Argument("target", m, f"{frame.sense.id}:{OWNED}") for m in others[:1])

    def _decided(self, frame: Frame, named: list[Argument], mentions: LayersByToken) -> Iterator[Argument]:
        """Those whose victory or defeat a fight is said to be, where no others are told to have fought."""
        sides = frame.slots.get(WON, [])
        told = [a for a in named if a.role == "party"]
        if frame.sense.type not in self.behaviour.level or any(
            a.mention.head not in {t.i for t in sides} for a in told
        ):
            return
        known = {a.mention.actor.id for a in told}
        won = [m for t in sides for m in self._fillers.of(t, mentions) if m.actor.id not in known]
        yield from (Argument("party", m, f"{frame.sense.id}:{WON}") for m in won)

    def _without_own_men(self, arguments: tuple[Argument, ...], frame: Frame) -> tuple[Argument, ...]:
        """What is moved is no second doer beside whoever moves it, if it is his, or only carried by him.

        "X pulled his troops out", "Zaire sent four battalions", "the Danes flew in Chadian troops".
        """
        if frame.sense.type not in self.behaviour.moving | self.behaviour.yielding:
            return arguments
        doers = [a for a in arguments if a.role == "initiator"]
        moved = [a for a in doers if a.rule.endswith(f":{OBJECT}")]
        movers = [a.mention for a in doers if a not in moved]
        if any(m.actor.kind == "person" for m in movers):
            movers = []
        abroad = frame.sense.type in self.behaviour.moving
        leads = self.forms.lemma(frame.head) in self.forms.words["leading"]
        carried = [a for a in moved if not leads and any(_carries(m, a.mention, abroad) for m in movers)]
        doc = frame.head.doc
        own = [a for a in moved if is_generic(a.mention) and self._is_owned(doc[a.mention.head])]
        own = own if len(moved) < len(doers) else []
        return tuple(a for a in arguments if a not in own and a not in carried)

    def _is_owned(self, noun: Token) -> bool:
        """Whether a noun is said to be somebody's."""
        return any(c.dep_ in self.syntax.possessor for c in noun.children)

    def _is_itself(self, mention: ActorMention, frame: Frame) -> bool:
        """Whether the words for an operation or attack were taken for those who do it ("the Sullivan Expedition")."""
        inside = mention.start <= frame.head.idx < mention.end
        assault = frame.sense.pos == "NOUN" and frame.sense.type in self.behaviour.assaults
        return inside and (assault or frame.sense.type == OPERATION)

    def _other_doers(self, frame: Frame, happening: Happening) -> set[int]:
        """The subject of its own that an absorbed verb has beside the main one ("X attacked, and Y killed nine")."""
        main = {t.i for t in happening.frame.slots.get("subject", ())}
        own = {t.i for t in frame.slots.get("subject", ()) if t.head.i == frame.head.i}
        both = happening.frame.sense.pos == frame.sense.pos == "VERB"
        joined = frame.head.dep_ in self.syntax.conjunct and frame.head.head.i == happening.frame.head.i
        return own - main if both and joined and main else set()

    def _upon_itself(self, argument: Argument, doers: set[tuple[str, int]]) -> bool:
        """Whether the doer was taken for the one it is done to, too ("Tilly invaded his lands")."""
        pronoun = argument.mention.via in ("pronoun", "nominal")
        mention = argument.mention
        elsewhere = any(actor == mention.actor.id and start != mention.start for actor, start in doers)
        return argument.role == "target" and pronoun and elsewhere

    def _upon_oneself(self, frame: Frame) -> bool:
        """Whether a killing is done to oneself ("drowned himself")."""
        victims = [
            t
            for slot, name in frame.sense.slots.items()
            if name == "victim"
            for t in frame.slots.get(slot, ())
        ]
        objects = (t for t in victims if t.dep_ in self.syntax.object)  # not "was himself killed"
        return any("Yes" in t.morph.get("Reflex", []) for t in objects)

    def _all(self, happening: Happening, mentions: LayersByToken) -> Iterator[Argument]:
        level = happening.frame.sense.type in self.behaviour.level
        for frame in (happening.frame, *happening.absorbed):
            for slot, name in frame.sense.slots.items():
                role = cast(Role, "target" if name == "victim" else name)
                if level and frame is not happening.frame and role in ("initiator", "target"):
                    role = "party"
                if name == "initiator" and self._upon_oneself(frame):
                    role = "target"
                if slot == POSSESSOR:
                    role = self._owned(role, frame, mentions)
                for token in frame.slots.get(slot) or (self._ranges(frame) if slot == "object" else []):
                    if pair := self._both.of(token, mentions):
                        yield from self._each(
                            pair, role, f"{frame.sense.id}:{slot}", self._against(token, role, frame)
                        )
                        continue
                    found = self._fillers.of(token, mentions) or self._stand_in(frame, slot, token, mentions)
                    if not found and role == "target" and slot in frame.sense.place:
                        strikes = self._assaults(frame) or frame.sense.type in self.behaviour.violent
                        held = self._wielders.garrison(token) if strikes else []
                        found = [m for t in held for m in self._fillers.of(t, mentions)]
                        found = found or self._invaded(token, frame, mentions)
                    masters = self._masters(token, frame, mentions) if slot == SUBJECT else []
                    yield from (Argument("target", m, f"{frame.sense.id}:{slot}") for m in masters)
                    for mention in (m for m in found if m not in masters):
                        if slot == "subject" and self._only_orders(frame, mention):
                            yield from self._ordered(role, mention, frame, mentions)
                        else:
                            lost = level and name == "victim" and frame is not happening.frame
                            if lost and self._only_fell(mention, happening.frame):
                                continue
                            caught = lost and mention.actor.kind == "civilians" and is_generic(mention)
                            yield Argument("target" if caught else role, mention, f"{frame.sense.id}:{slot}")
            if frame.sense.pos == "VERB" and "subject" not in frame.sense.slots:
                for token in frame.slots.get("subject", ()):
                    for mention in self._wielders.of(token, mentions):
                        yield Argument("initiator", mention, f"{frame.sense.id}:{WIELDED}")
            if frame.sense.pos == "NOUN" and not self._struck.names_target(frame):
                yield from self._struck.hit(frame, mentions, level=level)
            if frame.sense.type in self.behaviour.violent and frame.sense.type not in self.behaviour.harmless:
                yield from self._struck.left_behind(frame, mentions, level=level)
            yield from self._conferring(frame, mentions)
            yield from self._compounds.of(frame)
            yield from self._sent(frame, mentions)
            yield from self._struck.aimed_at(frame, mentions, level=level)
            for token in frame.slots.get(BACKED, ()):
                found = self._fillers.of(token, mentions) or self._stand_in(frame, BACKED, token, mentions)
                for mention in found:
                    yield Argument("supporter", mention, f"{frame.sense.id}:{BACKED}")
            if frame.slots.get("subject"):
                if not level:
                    yield from self._leaders.of(frame, mentions)
                yield from self._leaders.followers(frame, mentions)
            if frame.sense.type in self.behaviour.meetings and MEDIATED not in frame.sense.slots:
                for token in frame.slots.get(MEDIATED, ()):
                    for mention in self._fillers.of(token, mentions):
                        yield Argument("mediator", mention, f"{frame.sense.id}:{MEDIATED}")

    def _only_fell(self, mention: ActorMention, fight: Frame) -> bool:
        """Whether a person who fell in a fight fought it for others: it is told to be with nobody."""
        ties = self.forms.prepositions["company"] | self.forms.prepositions["hostile"]
        alone = not any(fight.slots.get(tie) for tie in ties)
        return alone and mention.actor.kind == "person" and not is_generic(mention)

    def _masters(self, token: Token, frame: Frame, mentions: LayersByToken) -> list[ActorMention]:
        """Whose those are who rise: it is against him unless another is named ("Rome's allies revolted")."""
        rises = frame.sense.type in self.behaviour.rising and frame.sense.pos == "VERB"
        if not rises or self._struck.names_target(frame):
            return []
        owners = [c for c in token.children if c.dep_ in self.syntax.possessor]
        wholes = [t for t in self._fillers.parts(token) if token.i in mentions.actor]
        named = (self._owners.named(t, "government", mentions) for t in (*owners, *wholes))
        return [m for m in named if m is not None and m.actor.kind in _MASTERS]

    def _against(self, sides: Token, role: Role, frame: Frame) -> bool:
        """Whether two sides do to each other what both are told to do ("offensives by both sides")."""
        fights = role == "initiator" and frame.sense.type in self.behaviour.two_sided
        return fights and self._both.fight(sides) and not self._struck.names_target(frame)

    def _each(self, pair: list[ActorMention], role: Role, rule: str, against: bool) -> Iterator[Argument]:
        """Those whom one noun tells together."""
        yield from (Argument("party" if against else role, mention, rule) for mention in pair)

    def _assaults(self, frame: Frame) -> bool:
        """Whether an act is one against those who hold a place."""
        return frame.sense.type in self.behaviour.assaults | self.behaviour.two_sided - self.behaviour.level

    def _owned(self, role: Role, frame: Frame, mentions: LayersByToken) -> Role:
        """Whose an act is: his to whom it is done where its doer is named beside it, his who does it in the other case.

        "Kuwait's invasion by Iraq", "the rebels' killing of the governor".
        """
        other = {"initiator": ("target", "victim"), "target": ("initiator",)}.get(role, ())
        owners = [m.actor.id for t in frame.slots.get(POSSESSOR, ()) if (m := mentions.actor.get(t.i))]
        told_by = (
            slot
            for slot in frame.sense.slots
            if slot not in (POSSESSOR, SUBJECT)
            for m in (mentions.actor.get(t.i) for t in frame.slots.get(slot, ()))
            if m is not None and m.actor.id not in owners  # "their first Allied offensive"
        )
        beside = {frame.sense.slots[slot] for slot in told_by}
        told = {"target" if name == "victim" else name for name in beside}
        taken = role in told and not told.intersection(other)
        may = any(name in other for name in (*frame.sense.slots.values(), "initiator"))
        return ("target" if role == "initiator" else "initiator") if taken and may else role

    def _conferring(self, frame: Frame, mentions: LayersByToken) -> Iterator[Argument]:
        """Those between whom the talks or truce are that a verb speaks of ("talks between A and B collapsed")."""
        if frame.sense.type not in self.behaviour.meetings or frame.sense.pos != "VERB":
            return
        nouns = [t for slot in (SUBJECT, OBJECT) for t in frame.slots.get(slot, ()) if t.pos_ == "NOUN"]
        paired = self.forms.prepositions["paired"]
        tied = [t for noun in nouns for t in governed(noun, paired, self.syntax, self.forms)]
        for mention in self._fillers.of_all(tied, mentions):
            yield Argument("party", mention, f"{frame.sense.id}:{SUBJECT}")

    def _sent(self, frame: Frame, mentions: LayersByToken) -> Iterator[Argument]:
        """Those who are a word of the trigger itself, where nobody sends them ("ten *troops* were sent")."""
        if frame.sense.type not in self.behaviour.moving or frame.slots.get(SUBJECT):
            return
        ends = self.syntax.object | self.syntax.passive_subject
        for noun in (t for t in frame.inner if t.dep_ in ends and t.head.i == frame.head.i):
            for mention in self._fillers.of(noun, mentions):
                yield Argument("initiator", mention, f"{frame.sense.id}:{OBJECT}")

    def _only_orders(self, frame: Frame, mention: ActorMention) -> bool:
        """Whether a person only orders or announces what others do ("X announced the capture of Y")."""
        verb = frame.head.head
        ordered = frame.sense.pos == "NOUN" and self.forms.lemma(verb) in self.forms.words["ordering"]
        types = self.behaviour.two_sided | self.behaviour.yielding
        return ordered and mention.actor.kind == "person" and frame.sense.type in types

    def _ordered(
        self, role: Role, mention: ActorMention, frame: Frame, mentions: LayersByToken
    ) -> Iterator[Argument]:
        """The forces of the state whose leader orders or announces what they do; the leader where none is known."""
        states = registry(frame.head.doc.lang_)
        state = states.states.get(mention.actor.country or "")
        whose = [t for p in self.forms.prepositions["attributive"] for t in frame.slots.get(p, ())]
        told = any(t.i not in mentions.place for t in whose)
        if state is None and (told or role != "initiator"):
            return  # "directed the withdrawal of his men"
        if state is not None:
            mention = replace(mention, actor=states.organ(state, "military"), via="implied")
        yield Argument(role, mention, f"{frame.sense.id}:{ORDERED}")

    def _invaded(self, token: Token, frame: Frame, mentions: LayersByToken) -> list[ActorMention]:
        """The government of a state that is the place of an act against it ("invaded Poland")."""
        if token.i not in mentions.place or frame.sense.type not in self.behaviour.two_sided:
            return []
        place = mentions.places[mentions.place[token.i]]
        known = registry(token.doc.lang_)
        names = known.matcher.get(covering(token.doc, place.start, place.end).text)
        state = next((known.states[name.id] for name in names if name.form == "state"), None)
        if state is None:
            return []
        actor = known.organ(state, "government")
        return [ActorMention(place.start, place.end, token.i, place.sentence, actor, "name")]

    def _ranges(self, frame: Frame) -> list[Token]:
        """What is counted from a number to a number; "killed between 30 and 40 men" has no other object."""

        def counted(noun: Token) -> bool:
            numbers = (c for c in noun.children if c.pos_ == "NUM")
            return any(
                d.pos_ == "NUM" and d.dep_ in self.syntax.conjunct for n in numbers for d in n.children
            )

        return [t for tokens in frame.slots.values() for t in tokens if counted(t)]

    def _stand_in(self, frame: Frame, slot: str, token: Token, mentions: LayersByToken) -> list[ActorMention]:
        """The one whom a filler names that no mention stands for, in a slot for somebody."""
        if slot == "modifier" or self.forms.lemma(token) in self.forms.words["opposing"]:
            return []
        names = slot not in frame.sense.place
        parts = self._fillers.parts(token)
        made = (
            self.stand_ins.of(t, sentence_of(token).index, mentions, names=names) for t in (*parts, token)
        )
        return [m for m in made if m is not None][:1]


def _carries(mover: ActorMention, moved: ActorMention, abroad: bool) -> bool:
    """Whether a body of its own name moves men of no name, those of its state or, `abroad`, another state's."""
    if is_generic(mover):  # "militants posted snipers", but "ships landed soldiers"
        return is_generic(moved) and mover.actor.kind in _MANNED
    if moved.actor.kind == "person":
        return False
    lands = mover.actor.country, moved.actor.country
    own = mover.actor.kind == "government" and lands[0] is not None and lands[0] == lands[1]
    foreign = abroad and None not in lands and lands[0] != lands[1]
    return own or foreign or is_generic(moved)
