"""Who leads those that do something, and whom somebody takes with him: "men under X landed", "X landed with 40 men"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.engines.actors.lexicon import actor_lexicon
from dateline.engines.events.frame import Frame
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lexicon import ARMED_KINDS, Behaviour
from dateline.engines.syntax import Forms, Syntax, governed
from dateline.layers import ActorMention, Argument, Role

SUBJECT = "subject"
DOER: Role = "initiator"
LEVEL: Role = "party"
# Who holds a place may do it with others.
CONTROL = "control"
# Those who may be led, or taken along.
_LED = frozenset({*ARMED_KINDS, "unknown", "civilians", "ethnic_group"})


@dataclass(slots=True)
class Leaders:
    """Finds them by prepositions and participles behind a noun, and by prepositions behind a verb."""

    syntax: Syntax
    forms: Forms
    behaviour: Behaviour

    def over(self, noun: Token, mentions: LayersByToken) -> list[ActorMention]:
        """Who leads those that a bare noun names ("men under X", "a fleet commanded by X")."""
        return self._behind(noun, mentions) if self._bare(noun) else []

    def of(self, frame: Frame, mentions: LayersByToken) -> Iterator[Argument]:
        """The persons under whom the subject acts ("a fleet sailed under X and Y", "an expedition under X sailed")."""
        if frame.sense.slots.get(SUBJECT) != DOER:
            return
        subjects = frame.slots[SUBJECT]
        for noun in subjects:
            for mention in self._behind(noun, mentions) if self._is_unknown(noun, mentions) else ():
                yield Argument(DOER, mention, f"{frame.sense.id}:{SUBJECT}")
        bare = [mentions.actor.get(t.i) for t in subjects if self._bare(t)]
        if not any(m and is_generic(m) for m in bare):
            return
        for preposition in self.forms.prepositions["leading"] - frame.sense.slots.keys():
            for token in frame.slots.get(preposition, ()):
                leader = mentions.actor.get(token.i)
                if leader is not None and self._leads(leader) and not self._of_object(token, frame.head):
                    yield Argument(DOER, leader, f"{frame.sense.id}:{preposition}")

    def followers(self, frame: Frame, mentions: LayersByToken) -> Iterator[Argument]:
        """Those with whom somebody moves ("crossed the river with 500 men"): they move as well.

        A person also fights and holds a place with nameless men ("held the ridge with 800 men").
        """
        behaviour, role = self.behaviour, frame.sense.slots.get(SUBJECT)
        moves = frame.sense.type in behaviour.moving | behaviour.yielding and role == DOER
        fights = not moves and frame.sense.type in behaviour.two_sided | {CONTROL}
        if frame.sense.pos != "VERB" or role not in (DOER, LEVEL) or not (moves or fights):
            return
        led = [mentions.actor.get(t.i) for t in frame.slots[SUBJECT]]
        if fights and not any(m is not None and m.actor.kind == "person" for m in led):
            return
        for preposition in self.forms.prepositions["company"]:
            if frame.sense.slots.get(preposition) not in ((None, "supporter") if moves else (None,)):
                continue
            for token in frame.slots.get(preposition, ()):
                mention = mentions.actor.get(token.i)
                beside = mention is not None and mention.actor.kind in (*_LED, "government")
                if (
                    mention is not None
                    and beside
                    and mention.end > token.idx
                    and (moves or self._are_men(token, mention, mentions))
                    and self._is_taken(token, frame)
                ):
                    yield Argument(role, mention, f"{frame.sense.id}:{preposition}")

    def _are_men(self, noun: Token, mention: ActorMention, mentions: LayersByToken) -> bool:
        """Whether a noun names somebody's nameless men, and no words behind it say where they are ("on board")."""
        at = self.forms.prepositions["locative"]
        behind = (t for c in noun.rights if self.forms.lemma(c) in at for t in (c, *c.children))
        there = any(t.pos_ == "NOUN" and t.i not in mentions.timexes for t in behind)
        return is_generic(mention) and mention.actor.kind in (*ARMED_KINDS, "unknown") and not there

    def _is_taken(self, noun: Token, frame: Frame) -> bool:
        """Whether somebody hangs on the verb itself by a preposition: no deal with him, no captive."""
        tie = noun
        while tie.dep_ not in self.syntax.preposition and tie.head.i != tie.i:
            tie = tie.head
        captives, at = actor_lexicon(noun.doc.lang_).words["captives"], self.forms.prepositions["locative"]
        behind = (t for c in noun.rights if self.forms.lemma(c) in at for t in c.children)
        # "fled with X at their heels"
        elsewhere = any(c.dep_ in self.syntax.possessor for t in behind for c in t.children)
        return tie.head.i == frame.head.i and not elsewhere and self.forms.lemma(noun) not in captives

    def _behind(self, noun: Token, mentions: LayersByToken) -> list[ActorMention]:
        """The persons who lead those that a noun names, by what stands right behind it."""
        s, out = self.syntax, []
        for child in noun.children:
            leads = child.dep_ in s.noun_clause and self.forms.lemma(child) in self.forms.words["leading"]
            agents = [c for c in child.children if c.dep_ in s.agent] if leads else []
            under = child.dep_ in s.preposition and (
                self.forms.lemma(child) in self.forms.prepositions["leading"]
            )
            apart = noun.i in mentions.actor and noun.doc[child.i - 1].is_punct
            for preposition in [] if apart else [child] if under else agents:
                heads = (c for c in preposition.children if c.dep_ in s.preposition_object)
                named = (mentions.actor.get(t.i) for head in heads for t in (head, *head.conjuncts))
                out += [m for m in named if m is not None and self._leads(m)]
        return out

    def _leads(self, mention: ActorMention) -> bool:
        """Whether a mention is one of a person by name."""
        return mention.actor.kind == "person" and not is_generic(mention)

    def _is_unknown(self, noun: Token, mentions: LayersByToken) -> bool:
        """Whether a noun names a body that is no actor ("an expedition under X")."""
        amounts = any(part.i in mentions.actor for part in self._parts(noun))
        return noun.pos_ == "NOUN" and noun.i not in mentions.actor and not amounts

    def _of_object(self, token: Token, verb: Token) -> bool:
        """Whether a phrase follows the object of a verb ("installed a government under X")."""
        return any(c.dep_ in self.syntax.object and verb.i < c.i < token.i for c in verb.children)

    def _parts(self, token: Token) -> list[Token]:
        """What a noun is part or number of ("800 men of the 5th Regiment")."""
        return governed(token, self.forms.prepositions["attributive"], self.syntax, self.forms)

    def _bare(self, noun: Token) -> bool:
        """Whether a noun for men says no more of them: "men under X" are X's, "a mobile brigade under X" is not."""
        return not any(c.dep_ in self.syntax.modifier for c in noun.children)


def is_generic(mention: ActorMention) -> bool:
    """Whether the mention stays unresolved: it stands for nobody that the text names."""
    return mention.actor.id.startswith("generic:")
