"""Who the victims of a loss are."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from dateline.engines.losses.counting import NOUNS
from dateline.engines.mentions import Mentions, cover
from dateline.engines.registry import registry
from dateline.engines.sources.cues import Cues
from dateline.layers import Actor


@dataclass(slots=True)
class Victims:
    """Names victims with the words of one language: `sets` are the word sets of casualties.toml."""

    lang: str
    words: Cues
    sets: dict[str, frozenset[str]]
    civilians: Actor

    def of(self, noun: Token, mentions: Mentions) -> Actor | None:
        """Who the counted noun stands for; None if it says no more than that they were people."""
        if noun.pos_ not in (*NOUNS, "PRON", "ADJ"):
            return None
        mention = mentions.at(noun)
        if mention is not None and is_state(mention.actor):
            return self._nation(noun, mention.actor, mentions)
        if mention is not None and not mention.actor.id.startswith("generic:"):
            return mention.actor
        plain = not any(
            c.dep_ in self.words.syntax.modifier and c.pos_ != "NUM" and c.lower_ not in self.sets["nobody"]
            for c in noun.lefts
        )
        if plain and self.words.forms.lemma(noun) in self.sets["nobody"]:
            return None
        if mention is not None and not any(c.isdigit() for c in mention.actor.name):
            # A mention of the word before the noun ("civilian crews") says what kind they are.
            own = mention.head >= noun.i or noun.pos_ != "NOUN"
            return mention.actor if own else mentions.generic(noun, mention.actor.kind)
        return mentions.generic(noun, mention.actor.kind if mention else "unknown")

    def _nation(self, noun: Token, state: Actor, mentions: Mentions) -> Actor | None:
        """The lost of a state, in the words of the text: its id is still the state's; see `troops`, `folk`."""
        words = mentions.generic(noun, "unknown")
        if words is None:
            return state
        if noun.pos_ == "NOUN":  # "three Danish ministers" are no army
            return words
        return replace(state, name=words.name, aliases=())

    def troops(self, nation: Actor) -> Actor:
        """The army of a state."""
        states = registry(self.lang)
        return states.organ(states.states[nation.id.partition(":")[2]], "military")

    def folk(self, nation: Actor) -> Actor | None:
        """Those of a nation whom the text does not call soldiers; None where it names the state alone."""
        states = registry(self.lang)
        state = states.states[nation.id.partition(":")[2]]
        if nation.name in (state.name, *state.names, states.organ(state, "government").name):
            return None
        slug = "-".join(nation.name.lower().split())
        return Actor(f"generic:{slug}", nation.name, "unknown", nation.country)

    def bearer(self, word: Token, mentions: Mentions) -> Actor | None:
        """Who bears a loss that counts itself: "the regiment suffered six losses", "deaths among them"."""
        found = self._bearer(word, mentions)
        if found is None or found.kind == "person":  # "Grant lost 3,000": men of his, not named
            return None
        return self.troops(found) if is_state(found) else found

    def _bearer(self, word: Token, mentions: Mentions) -> Actor | None:
        slots = self.words.slots
        filled = slots.fill(word, "NOUN")
        for name in sorted(self.sets["bearer_slots"]):
            for token in filled.get(name, ()):
                if word.pos_ == "VERB" and mentions.at(token) is None:
                    continue  # "stoned on 29 July"
                if (actor := self.of(token, mentions)) is not None:
                    return actor
        for token in filled.get("modifier", ()):
            if (mention := mentions.at(token)) is not None:
                civil = mention.actor.kind == "civilians" and mention.actor.id.startswith("generic:")
                return self.civilians if civil else mention.actor
        verb, hops = word, 0
        while verb.pos_ != "VERB" and verb.head.i != verb.i and hops < 4:
            verb, hops = verb.head, hops + 1
        if self.words.forms.lemma(verb) in self.sets["costing"]:
            payers = [*slots.fill(verb, "VERB").get("indirect", ()), *slots.objects(verb)]
            return next((a for t in payers if t.i != word.i and (a := self.of(t, mentions))), None)
        bearing = self.words.forms.lemma(verb) in self.sets["bearing"]
        if verb.i == word.i and verb.head.pos_ == "VERB":  # "13 wounded" read as a clause of its own
            verb = verb.head
            bearing = self.words.forms.lemma(verb) in self.sets["bearing"]
        below = word.dep_ in self.words.syntax.preposition_object and word.head.head.i == verb.i
        below = below and self.words.forms.lemma(word.head) in self.sets["below"]
        if not (bearing or below):
            return None
        for token in self._sufferers(verb):
            if next(self.words.counted_out(token), None) is None:
                return self.of(token, mentions)
        return None

    def _sufferers(self, verb: Token) -> list[Token]:
        """Subjects of a verb that bears a loss; under a passive it is the same thing that suffers."""
        slots, above = self.words.slots, verb.head
        if verb.dep_ in self.words.syntax.adverbial_clause and above.pos_ == "VERB" and slots.passive(above):
            return slots.objects(above)
        return slots.subjects(verb)

    def single(self, token: Token, mentions: Mentions) -> int | None:
        """First token of a phrase for one person: a person's name, or a noun with an article; else None."""
        mention = mentions.at(token)
        if mention is not None and mention.actor.kind == "person" and mention.via in ("name", "acronym"):
            name = cover(token.doc, mention.start, mention.end)
            return min(name.start, token.i)
        if token.pos_ not in NOUNS or self.words.forms.lemma(token) not in self.sets["persons"]:
            return None
        if token.lower_ != self.words.forms.lemma(token):
            return None
        articles = [t.i for t in token.lefts if t.lower_ in self.sets["articles"]]
        return articles[0] if articles else None


def is_state(actor: Actor) -> bool:
    """Whether the victims are named by their nation alone: its army, or others of its people."""
    return actor.kind == "government" and actor.id.startswith("state:")
