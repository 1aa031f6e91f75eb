"""Those whom an act hits, where no slot of its frame names them: what it killed, left dead or was aimed at."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.engines.events.fillers import Fillers
from dateline.engines.events.frame import Frame
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lexicon import ARMED_KINDS, Behaviour
from dateline.engines.events.slots import SUFFERED
from dateline.engines.syntax import Forms, Syntax
from dateline.layers import Argument, Role

# The rule of those whom an act hits that is the subject of its clause.
HIT = "hit"
_OF_STATES = frozenset({"government", "military", "police", "peacekeepers"})


class Struck:
    """Finds them in the frames of one Doc."""

    def __init__(self, syntax: Syntax, forms: Forms, behaviour: Behaviour, fillers: Fillers) -> None:
        self.syntax, self.forms, self.behaviour, self._fillers = syntax, forms, behaviour, fillers

    def hit(self, frame: Frame, mentions: LayersByToken, *, level: bool) -> Iterator[Argument]:
        """Those whom an act hits: "a mortar round killed *two children*", "*the villagers* suffered raids"."""
        head, s = frame.head, self.syntax
        verb = head.head
        hits = head.dep_ in s.subject and self.forms.lemma(verb) in self.forms.words["hitting"]
        nouns = [c for c in verb.children if c.dep_ in s.object] if hits else []
        if frame.sense.type in self.behaviour.suffered:
            nouns += frame.slots.get(SUFFERED, [])
        for mention in self._fillers.of_all(nouns, mentions):
            yield Argument("party" if level else "target", mention, f"{frame.sense.id}:{HIT}")

    def left_behind(self, frame: Frame, mentions: LayersByToken, *, level: bool) -> Iterator[Argument]:
        """Those whom an act leaves dead ("stormed the village, leaving 24 people dead", "the raid left ten dead")."""
        s, head = self.syntax, frame.head
        verbs = [c for c in head.children if c.dep_ in s.adverbial_clause | s.conjunct]
        if frame.sense.pos == "NOUN":
            verbs = [head.head] if head.dep_ in s.subject else []
        leaving = (v for v in verbs if self.forms.lemma(v) in self.forms.words["leaving_behind"])
        for verb in leaving:
            ends = [c for c in verb.rights if self.forms.lemma(c) in self.forms.words["struck_down"]]
            own = [c for end in ends for c in end.children if c.dep_ in s.subject | s.passive_subject]
            nouns = own or [c for c in verb.rights if ends and c.dep_ in s.object and c.i < ends[0].i]
            for mention in self._fillers.of_all(nouns, mentions):
                role: Role = "party" if level and mention.actor.kind in ARMED_KINDS else "target"
                yield Argument(role, mention, f"{frame.sense.id}:{HIT}")

    def aimed_at(self, frame: Frame, mentions: LayersByToken, *, level: bool) -> Iterator[Argument]:
        """Those against whom a participle says an act to be ("a bomb went off, *targeting* a patrol")."""
        s, head = self.syntax, frame.head
        if frame.sense.type not in self.behaviour.violent or self.names_target(frame):
            return
        hosts = [head, head.head] if head.dep_ in s.subject else [head]
        clauses = [c for host in hosts for c in host.rights if c.dep_ in s.adverbial_clause | s.noun_clause]
        gerunds = (c for c in clauses if c.tag_ in self.forms.tags["gerund"])
        for verb in (c for c in gerunds if self.forms.lemma(c) in self.forms.words["aiming"]):
            nouns = [c for c in verb.children if c.dep_ in s.object]
            for mention in self._fillers.of_all(nouns, mentions):
                yield Argument("party" if level else "target", mention, f"{frame.sense.id}:{HIT}")

    def names_target(self, frame: Frame) -> bool:
        """Whether a phrase at the word itself says whom the act is against ("the attack on Homs")."""
        roles = frame.sense.slots.items()
        return any(role in ("target", "victim") and frame.slots.get(slot) for slot, role in roles)

    def without_assailants(self, arguments: tuple[Argument, ...], frame: Frame) -> tuple[Argument, ...]:
        """Without those who struck and died ("the raid killed two attackers"), where no men of a state did it."""
        if frame.sense.type not in self.behaviour.self_sought:
            return arguments
        if any(a.role == "initiator" and a.mention.actor.kind in _OF_STATES for a in arguments):
            return arguments
        doc, words = frame.head.doc, self.forms.words["assailants"]
        lost = (a for a in arguments if a.role == "target" and self._is_loss(a))
        struck = [a for a in lost if self.forms.lemma(doc[a.mention.head]) in words]
        return tuple(a for a in arguments if a not in struck)

    def _is_loss(self, argument: Argument) -> bool:
        """Whether somebody only comes in with what an act cost."""
        return argument.rule.endswith(f":{HIT}") or argument.rule.partition(".")[0] in self.behaviour.absorbed
