"""Which armed actor of a sentence may stand against those that its event names."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from dateline.engines.actors.lexicon import actor_lexicon
from dateline.engines.events.belligerents import Belligerents
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.syntax import Syntax, first_conjunct
from dateline.layers import ActorMention, Event


class Candidates:
    """Finds the opponents that the sentences of one document name; made anew for each."""

    def __init__(self, doc: Doc, events: Sequence[Event], syntax: Syntax, behaviour: Behaviour) -> None:
        self.doc, self.syntax = doc, syntax
        self._arms = frozenset(actor_lexicon(doc.lang_).branches)
        self._lands = actor_lexicon(doc.lang_).words["land"]
        self.sides = Belligerents(doc, syntax, behaviour)
        self.sides.hear(events)
        self._doing = {(e.head, a.mention.head) for e in events for a in e.arguments if a.role == "initiator"}
        self._controls: dict[int, list[Event]] = {}
        aside = syntax.relative_clause | syntax.noun_clause
        for event in (e for e in events if e.type == "control" and doc[e.head].dep_ in aside):
            self._controls.setdefault(event.sentence, []).append(event)
        self._gave_way = {
            (event.sentence, self.sides.side(argument.mention.actor))
            for event in events
            if event.type in behaviour.yielding
            for argument in event.arguments
            if argument.role == "initiator"
        }

    def _holding(self, event: Event, known: Sequence[ActorMention]) -> list[ActorMention]:
        """Those of whom the sentence says that they held the place taken ("took Homs, which X had controlled")."""
        own = {self.sides.side(m.actor) for m in known}
        held = (e for e in self._controls.get(event.sentence, ()) if e.place == event.place)
        told = [a.mention for e in held for a in e.arguments if a.role == "initiator"]
        return [m for m in told if event.place is not None and self.sides.side(m.actor) not in own]

    def _stands_empty(self, event: Event) -> bool:
        """Whether nobody is in what is taken ("seized a deserted barracks")."""
        things = (c for c in self.doc[event.head].children if c.dep_ in self.syntax.object)
        deserted = self.sides.forms.words["deserted"]
        return any(t.lower_ in deserted for thing in things for t in thing.lefts)

    def _opponent(self, event: Event, known: Sequence[ActorMention]) -> ActorMention | None:
        """The one armed actor of the sentence that may stand against those known."""
        here = self._candidates(event, known)
        return next((m for m in here if self._evident(event, m, known)), None)

    def _victim(self, event: Event, known: Sequence[ActorMention]) -> ActorMention | None:
        """The one armed actor of the sentence that may be hit or beaten by those known.

        He is named behind the act, and the document tells of a fight between them, or what is hit is said to be his
        ("bombed Iraqi targets"); or he gives way in the sentence.
        """
        for mention in self._candidates(event, known):
            own = self.sides.side(mention.actor)
            told = any(self.sides.fronts.told(self.sides.side(k.actor), own) for k in known)
            behind = mention.start > event.start and not self._adjective(mention)
            behind = behind and not self._acts_itself(mention, event)
            leaves = event.type == "capture" or not mention.actor.id.startswith("generic:")
            armed = any(self.sides.fights(k.actor) and k.actor.kind != "person" for k in known)
            if armed and self._in_object(mention, event, known):
                return mention
            if (told and behind) or (leaves and (event.sentence, own) in self._gave_way):
                return mention
        return None

    def _acts_itself(self, mention: ActorMention, event: Event) -> bool:
        """Whether somebody does something in a clause of his own ("took Homs, but the army regained it")."""
        return self.doc[mention.head].dep_ in self.syntax.subject and self.doc[event.head].pos_ == "VERB"

    def _candidates(self, event: Event, known: Sequence[ActorMention]) -> list[ActorMention]:
        """The armed actors of the sentence that may stand against those known; none if they are of two sides."""
        here = (m for m in self.sides.armed.get(event.sentence, ()) if not self._thing(m))
        found = [m for m in here if self._against(event, m, known)]
        return found if len({self.sides.side(m.actor) for m in found}) == 1 else []

    def _thing(self, mention: ActorMention) -> bool:
        """Whether a mention names no more than arms or a body that does not fight ("two helicopters", "a court")."""
        words = mention.actor.name.lower().split()
        arms = words[-1] in self._arms or mention.actor.kind == "government"
        return arms and mention.actor.id.startswith("generic:")

    def _hostile(self, mention: ActorMention, known: Sequence[ActorMention]) -> bool:
        """Whether the document tells elsewhere of a fight between an actor and one of those known."""
        own = self.sides.side(mention.actor)
        return not self._adjective(mention) and any(
            self.sides.fronts.opposed(own, self.sides.side(k.actor)) for k in known
        )

    def _adjective(self, mention: ActorMention) -> bool:
        """Whether a state is named only by where a thing is from ("the Serbian retreat")."""
        return mention.actor.kind == "government" and self.doc[mention.head].idx >= mention.end

    def _evident(self, event: Event, mention: ActorMention, known: Sequence[ActorMention]) -> bool:
        """Whether the text sets an actor against those known: elsewhere, by its flight, or by its clause."""
        return (
            self._hostile(mention, known)
            or (event.sentence, self.sides.side(mention.actor)) in self._gave_way
            or (
                any(self.sides.fights(k.actor) and k.actor.kind != "person" for k in known)
                and self._below(self.doc[mention.head], self.doc[event.head])
            )
        )

    def _in_object(self, mention: ActorMention, event: Event, known: Sequence[ActorMention]) -> bool:
        """Whether an actor is spoken of in the noun phrase of what is hit ("the *Danish* capital fell to X")."""
        token, trigger, s = self.doc[mention.head], self.doc[event.head], self.syntax
        if token.lemma_.lower() in self._lands:
            return False  # "took a town near the *Algerian* border"
        while token.head.i != trigger.i:
            told = token.pos_ in ("VERB", "AUX") and token.dep_ not in s.noun_clause
            if told or token.head.i == token.i:
                return False
            token = token.head
        if mention.start > event.start:
            return token.dep_ in s.object | s.preposition
        doing = any(token.i == k.head or token.is_ancestor(self.doc[k.head]) for k in known)
        return token.dep_ in s.subject | s.passive_subject and not doing

    def _below(self, head: Token, trigger: Token) -> bool:
        """Whether an actor is spoken of in what hangs on the trigger, clauses joined to it aside."""
        token = head
        while token.i != trigger.i:
            aside = self.syntax.conjunct | self.syntax.relative_clause
            if (token.pos_ in ("VERB", "AUX") and token.dep_ in aside) or token.head.i == token.i:
                return False
            token = token.head
        return True

    def _against(self, event: Event, mention: ActorMention, known: Sequence[ActorMention]) -> bool:
        own = self.sides.side(mention.actor)
        if (event.head, mention.head) in self._doing:
            return False  # does the same elsewhere
        if any(
            own == self.sides.side(k.actor) or self.sides.fronts.allied(own, self.sides.side(k.actor))
            for k in known
        ):
            return False
        head = self.doc[mention.head]
        if self._means(head, event):
            return False
        return not (
            any(self._joined(head, self.doc[k]) for k in self._same_side(event.sentence, known))
            or self._speaks(head, self.doc[event.head])
        )

    def _means(self, head: Token, event: Event) -> bool:
        """Whether somebody is what those who act act with ("bombarded the fort with artillery").

        Not those of whom the phrase tells what befell them ("took the fort, with its garrison killed").
        """
        top = first_conjunct(head, self.syntax)
        tie, trigger = top.head, self.doc[event.head]
        company = self.sides.forms.prepositions["company"]
        behind = top.dep_ in self.syntax.preposition_object and self.sides.forms.lemma(tie) in company
        fights = event.type in self.sides.behaviour.level
        befallen = any(t.dep_ in self.syntax.noun_clause and t.pos_ == "VERB" for t in head.subtree)
        return behind and not (fights or befallen) and trigger.i in (tie.head.i, tie.head.head.i)

    def _same_side(self, sentence: int, known: Sequence[ActorMention]) -> list[int]:
        """Heads of the mentions of a sentence that stand for the sides known."""
        sides = {self.sides.side(m.actor) for m in known}
        others = (m.head for m in self.sides.armed.get(sentence, ()) if self.sides.side(m.actor) in sides)
        return [*(m.head for m in known), *others]

    def _joined(self, one: Token, other: Token) -> bool:
        """Whether two actors are named together: "A and B", "A with B", "A, backed by B"."""
        a, b = first_conjunct(one, self.syntax), first_conjunct(other, self.syntax)
        return a.i == b.i or self._hangs_on(a, b) or self._hangs_on(b, a)

    def _hangs_on(self, part: Token, whole: Token) -> bool:
        """Whether a noun hangs on another within one noun phrase, through no finite clause."""
        for above in part.ancestors:
            if above.i == whole.i:
                return True
            if above.pos_ in ("VERB", "AUX") and above.dep_ not in self.syntax.noun_clause:
                return False
        return False

    def _speaks(self, head: Token, trigger: Token) -> bool:
        """Whether an actor is the subject of a verb that has the event for its content."""
        top = first_conjunct(head, self.syntax)
        if top.dep_ not in self.syntax.subject | self.syntax.passive_subject:
            return False
        contents = [c for c in top.head.children if c.dep_ in self.syntax.complement]
        return any(c.i == trigger.i or c.is_ancestor(trigger) for c in contents)
