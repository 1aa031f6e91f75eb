"""What the words of an event say of the scene: that it goes on there, or that the event was somewhere else."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from dateline.engines import numbers
from dateline.engines.events.frame import Frame
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.places.words import PlaceWords
from dateline.engines.syntax import Forms, Syntax, first_conjunct
from dateline.engines.time.narrative_data import NarrativeData
from dateline.engines.time.tenses import helped
from dateline.layers import Sentence


class SceneSigns:
    """Reads such words in one Doc."""

    def __init__(
        self, doc: Doc, mentions: LayersByToken, words: PlaceWords, forms: Forms, behaviour: Behaviour
    ) -> None:
        self.doc, self.mentions = doc, mentions
        self.words, self.forms, self.behaviour = words, forms, behaviour
        self.syntax = Syntax.load(doc.lang_)
        self.numbers = numbers.load(doc.lang_)
        self.pluperfect = NarrativeData.load(doc.lang_).pluperfect

    def is_before(self, frame: Frame) -> bool:
        """Whether the event is told as past already then ("had fled")."""
        return helped(frame.head, self.pluperfect)

    def is_reported(self, frame: Frame) -> bool:
        """Whether the event is what somebody said: its tense says nothing of when ("said they had fled")."""
        verb = first_conjunct(frame.head, self.syntax)
        return verb.dep_ in self.syntax.complement and verb.head.i < verb.i

    def is_of_war(self, frame: Frame) -> bool:
        """Whether an office that changes hands is one in war, which says nothing of where ("was given the command")."""
        named = (*frame.tokens, *(t for tokens in frame.slots.values() for t in tokens))
        return any(t.pos_ != "ADJ" and self.forms.lemma(t) in self.words.homes["commands"] for t in named)

    def counted(self, frame: Frame) -> int:
        """How many an event counts at least: the largest number of its nouns ("50,000 people died"); 0 for none."""
        nouns = [t for t in frame.tokens if t.pos_ not in ("VERB", "AUX")]
        nouns += [t for tokens in frame.slots.values() for t in tokens]
        parts = self.syntax.subject | self.syntax.passive_subject
        nouns += [t for t in frame.head.lefts if t.dep_ in parts]  # "nearly 700,000 have fled"
        spans = (self.doc[t.left_edge.i : t.i + 1] for t in nouns)
        texts = (" ".join(t.text for t in span if t.i not in self.mentions.timexes) for span in spans)
        return max((q.low or 0 for text in texts for q in self.numbers.find(text)), default=0)

    def has_its_own(self, frame: Frame) -> bool:
        """Whether the event happened at other places, which stay nameless ("eight cities were hit")."""
        definite = self.forms.words["definite"]
        return any(
            t.lower_ in self.words.features and not any(self.forms.lemma(c) in definite for c in t.children)
            for slot in frame.sense.place
            for t in frame.slots.get(slot, ())
        )

    def takes_up(self, frame: Frame) -> bool:
        """Whether a pronoun takes up the place: "captured it", "escaped from it", "its garrison"."""
        words = self.forms.words
        around = (t for slot in frame.sense.place for t in frame.slots.get(slot, ()) if slot != "subject")
        parts = [t for slot in ("subject", "object") for t in frame.slots.get(slot, ())]
        owners = (c for t in parts if self.forms.lemma(t) in words["locals"] for c in t.children)
        return any(t.lower_ in words["neuter"] for t in (*around, *owners))

    def has_unread(self, frame: Frame, sentence: Sentence) -> bool:
        """Whether the event's clause has a place by a name that is not known ("in the streets of Nyakabiga")."""
        known, objects = self.mentions, self.syntax.preposition_object
        names = (
            t for t in self.doc[frame.head.i + 1 : sentence.last] if t.pos_ == "PROPN" and t.dep_ in objects
        )
        unread = (t for t in names if t.i not in known.timexes and not known.is_name(t))
        return any(self._leads_to(t, frame) for t in unread)

    def _leads_to(self, name: Token, frame: Frame) -> bool:
        """Whether prepositions of place lead from an event to a name."""
        where, token = False, name
        prepositions = self.forms.prepositions
        while token.dep_ in self.syntax.preposition_object and token.head.i != token.i:
            lemma = self.forms.lemma(token.head)
            where = where or lemma in prepositions["locative"]
            if lemma not in prepositions["locative"] | prepositions["attributive"]:
                return False
            token = token.head.head
        return where and token.i == frame.head.i

    def is_aside(self, index: int, frame: Frame) -> bool:
        """Whether a land stands only in a relative clause on something else ("the states that had fought in X")."""
        mention = self.mentions.places[index]
        above = self.doc[mention.head].ancestors
        clause = next((t for t in above if t.dep_ in self.syntax.relative_clause), None)
        aside = clause is not None and clause.i != frame.head.i and not clause.is_ancestor(frame.head)
        return aside and mention.place.precision == "country"

    def is_led_off(self, index: int, frame: Frame) -> bool:
        """Whether a place is only where those who are seized are brought ("carried off to X")."""
        if frame.sense.type not in self.behaviour.carrying_off:
            return False
        token = self.doc[self.mentions.places[index].head]
        led = token.dep_ in self.syntax.preposition_object and token.head.lower_ in self.words.goals
        verb = token.head.head
        while verb.dep_ in self.syntax.adverb | self.syntax.particle:
            verb = verb.head
        return led and token.head.lower_ not in self.words.origins and verb.i == frame.head.i

    def is_only_bound_for(self, places: Sequence[int], verb: Token) -> bool:
        """Whether a verb only tells where something was going ("a column advancing to X", "men who headed for X")."""
        ends = [self.doc[self.mentions.places[i].head].head for i in places[:1]]
        goals = self.words.goals - self.words.origins
        describes = verb.dep_ in self.syntax.relative_clause | self.syntax.noun_clause
        return describes and any(end.lower_ in goals and end.head.i == verb.i for end in ends)

    def is_apart(self, place: Token, frame: Frame) -> bool:
        """Whether a place is of another time ("arrested him, who died at X"; "came, after they had taken X")."""
        for above in place.ancestors:
            if above.i == frame.head.i or above.is_ancestor(frame.head):
                return False
            then = above.i in {t.i for t in frame.head.conjuncts}
            parts = {c.dep_ for c in above.children}
            then = (
                then
                and bool(parts & self.syntax.passive_auxiliary)
                and not parts & self.syntax.passive_subject
            )
            tells = above.dep_ in self.syntax.relative_clause and above.head.i != frame.head.i
            if then or tells or helped(above, self.pluperfect):
                return True
        return False
