"""Numbers of a loss whose word is left out because the sentence has just said it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from dateline.engines.losses.counting import Counted
from dateline.engines.losses.victims import Victims
from dateline.engines.mentions import Mentions
from dateline.engines.registry import is_state
from dateline.engines.sources.cues import Cues
from dateline.engines.syntax import NOUNS
from dateline.layers import Actor

_SIDE = 6  # tokens behind a number in which its side is said, fewer than
_REACH = 3  # tokens before a number in which its tie to the loss must stand


@dataclass(slots=True)
class Ellipsis:
    """Reads elided losses with the words of one language: `sets` are the word sets of casualties.toml."""

    words: Cues
    victims: Victims
    sets: dict[str, frozenset[str]]

    def read(
        self, c: Counted, word: Token, before: Actor | None, last: int, mentions: Mentions
    ) -> tuple[Token, Actor | None] | None:
        """The word by which a number behind the loss at `word` is one too, and its victims; None if not.

        `before` are the victims of that loss, `last` the last token of its figure.
        """
        if c.bare and (theirs := self.those_of(c, word.i, mentions)) is not None:
            return word, theirs
        joined = not c.bare and self._is_added(c) and not self._acts(c.noun, word)
        if joined and self.are_people(c.noun, mentions):
            return word, self.victims.counted(c, mentions)
        doc = c.noun.doc
        if doc[c.first - 1].pos_ == "AUX" and doc[c.first - 2].lower_ in self.sets["likewise"]:
            return word, self.victims.counted(c, mentions)  # "the consul died, and so did 20 guards"
        behind = doc[c.last + 1].lower_ if c.last + 1 < len(doc) else ""
        again = behind in self.sets["elliptic"] and doc[c.first - 1].pos_ in ("PUNCT", "CCONJ")
        free = c.noun.head.pos_ != "VERB" or c.noun.head.i == word.i
        if again and free and not self._acts(c.noun, word):
            return word, before  # "six people died on the spot, three more in the days after"
        if self._is_elsewhere(c, max(word.i, last)):
            return word, before  # "nine soldiers were killed in Homs and seven in Hama"
        if self.place_before(c.noun.doc, c.first) > word.i and self._is_alone(c, word):
            return word, before if c.bare else self.victims.counted(c, mentions)
        opposite = doc[c.first - 1].lower_ in self.sets["opposite"] and not c.bare
        bears = self.words.forms.lemma(word) in self.sets["bearing_words"] and word.pos_ == "VERB"
        opposite = opposite or (bears and doc[c.first - 1].lower_ in self.sets["exchanged"] and not c.bare)
        if opposite and self.are_people(c.noun, mentions):
            return word, self.victims.counted(c, mentions)  # "as against 1,900 loyalists"
        apart = c.bare or c.noun.i > c.last + 1
        opposed = doc[c.first - 1].lower_ in self.sets["versus"] and behind in self.sets["of_side"]
        joined = doc[c.first - 1].pos_ in ("PUNCT", "CCONJ") and self.is_sided(doc[c.last])
        if apart and (opposed or joined):
            return word, self.on_the_side(doc[c.last], mentions)
        if (gapped := self._through(c, word)) is not None:
            return word, self._teller_lost(gapped, word, before, mentions)
        if self.words.forms.lemma(word) in self.sets["bearing_words"] or self.is_lost(word):
            bearer = self.side(c, word.i, mentions)
            if bearer is not None and (c.bare or self.are_people(c.noun, mentions)):
                return word, bearer
        verb = c.number.head
        through = verb.dep_ in self.words.syntax.preposition and c.number.i > verb.i
        verb = verb.head if through else verb
        tallied = c.bare and (through or c.number.dep_ in self.words.syntax.object) and verb.i > word.i
        if tallied and verb.pos_ == "VERB" and self.words.forms.lemma(verb) in self.sets["tallies"]:
            losses = [t for t in self.words.slots.objects(verb) if t.lower_ in self.sets["lost"]]
            if losses:
                return c.number, self.speaker(verb, losses[0], mentions) or self.victims.bearer(
                    losses[0], mentions
                )
            return c.number, self._own_army(verb, before, mentions)
        return None

    def _is_elsewhere(self, c: Counted, after: int) -> bool:
        """Whether a bare number is followed by where it happened, as the one before, told up to `after`, is.

        No part of that one: "twelve died, seven in A and five in B".
        """
        doc = c.noun.doc
        if not self.is_placed(c) or c.first < after:
            return False
        tie = doc[c.last + 1]
        first = c.first - 1
        while first > after and doc[first].pos_ in ("DET", "ADV"):
            first -= 1  # "and at least another nine near Idlib"
        told = itertools.takewhile(lambda t: not t.like_num, doc[after + 1 : first])
        ties = {t.lower_ for t in told if t.pos_ == "ADP" and t.nbor().pos_ == "PROPN"}
        led = tie.lower_ in ties or (first < c.first - 1 and bool(ties))
        return led and doc[first].pos_ in ("PUNCT", "CCONJ")

    @staticmethod
    def place_before(doc: Doc, first: int) -> int:
        """The last token of the place that opens what a figure ends: "nine died in Homs, *in Hama* five"; or -1."""
        name = first - 1 - (first > 0 and doc[first - 1].is_punct)
        start = name
        while start > 0 and doc[start].pos_ == "PROPN":
            start -= 1
        opens = doc[start - 1] if start else doc[0]
        led = start < name and doc[start].pos_ == "ADP" and (opens.is_punct or opens.pos_ == "CCONJ")
        return name if led else -1

    def _is_alone(self, c: Counted, word: Token) -> bool:
        """Whether nothing stands behind a figure of persons in its clause, and the preposition was told before it."""
        doc, last = c.noun.doc, max(c.last, c.noun.i if not c.bare else c.last)
        ends = last + 1 >= len(doc) or doc[last + 1].is_punct or doc[last + 1].pos_ == "CCONJ"
        start = self.place_before(doc, c.first)
        while start > word.i and doc[start].pos_ != "ADP":
            start -= 1
        ties = {
            t.lower_ for t in doc[word.sent.start : start] if t.pos_ == "ADP" and t.nbor().pos_ == "PROPN"
        }
        return ends and doc[start].lower_ in ties

    def is_placed(self, c: Counted) -> bool:
        """Whether a bare number is followed by where those were: "seven in Hama"."""
        behind = c.noun.doc[c.last + 1 : c.last + 3]
        return c.bare and [t.pos_ for t in behind] == ["ADP", "PROPN"]

    def _through(self, c: Counted, word: Token) -> Span | None:
        """Who tells a bare number behind the preposition of the one before: "admitted to 400 killed and X *to* 90"."""
        doc, tie, side = c.noun.doc, c.noun.doc[c.first - 1], c.noun.doc[c.first - 2]
        if not c.bare or tie.pos_ != "ADP" or doc[word.i - 2].lower_ != tie.lower_ or side.i <= word.i:
            return None
        opens = side.i - 1
        while opens > word.i and doc[opens].pos_ in ("DET", "ADJ", "PROPN"):
            opens -= 1
        if side.pos_ not in NOUNS or doc[opens].pos_ not in ("CCONJ", "PUNCT"):
            return None
        return doc[opens + 1 : side.i + 1]

    def _teller_lost(self, side: Span, word: Token, before: Actor | None, mentions: Mentions) -> Actor | None:
        """Whose loss it is that a second side tells: its own where it owns up to it, else that told before."""
        verb = next((t for t in word.ancestors if t.pos_ == "VERB"), word)
        if self.words.forms.lemma(verb) not in self.sets["owning"]:
            return before  # "the party spoke of 300 dead, the army of 170"
        names = side[1:] if side[0].pos_ == "DET" else side
        found = self.victims.nations.state(names) or self.victims.of(side[-1], mentions)
        return self.victims.known.army_of(found) if found is not None else None

    def is_sided(self, last: Token) -> bool:
        """Whether a side is named as such behind the last word of a figure: "9 dead *on the Danish side*"."""
        behind = list(itertools.takewhile(lambda t: not t.is_punct, last.doc[last.i + 1 : last.i + _SIDE]))
        sides = (self.words.forms.lemma(t) in self.words.forms.words["sides"] for t in behind[1:])
        return bool(behind) and behind[0].lower_ in self.sets["of_side"] and any(sides)

    def on_the_side(self, last: Token, mentions: Mentions) -> Actor | None:
        """Whose a figure is said to be behind its last word: "against 70 on the Danish side"."""
        for token in last.doc[last.i + 2 : last.i + _SIDE]:
            if token.pos_ in ("PUNCT", "VERB", "AUX"):
                break
            found = self.victims.of(token, mentions) if token.pos_ in ("ADJ", "PROPN") else None
            if found is None and token.pos_ == "NOUN" and (mention := mentions.at(token)) is not None:
                found = mention.actor  # "on the rebel side"
            if found is not None:
                return self.victims.known.army_of(found)
        return None

    def _own_army(self, verb: Token, before: Actor | None, mentions: Mentions) -> Actor | None:
        """Whom another figure counts: those of the first, or of a state that tells its own loss its army."""
        if before is None or before.kind != "military":
            return before
        speakers = [m.actor for t in self.words.slots.subjects(verb) if (m := mentions.at(t)) is not None]
        if speakers and not is_state(speakers[0]) and self.words.forms.lemma(verb) in self.sets["disputing"]:
            return before  # "the army admitted nine dead, while the rebels spoke of 50"
        return self.victims.known.army_of(speakers[0]) if speakers and is_state(speakers[0]) else None

    def speaker(self, verb: Token, losses: Token, mentions: Mentions) -> Actor | None:
        """Who tells losses of its own: "the army put its losses at nine"."""
        if not any(t.dep_ in self.words.syntax.possessor and t.pos_ == "PRON" for t in losses.lefts):
            return None
        actor = next((m.actor for t in self.words.slots.subjects(verb) if (m := mentions.at(t))), None)
        return self.victims.known.army_of(actor) if actor is not None else None

    def toll_of(self, word: Token, tolls: frozenset[str], mentions: Mentions) -> Actor | None:
        """Whose a revised figure is said to be: "revised the toll of the guards", "put their own dead at nine"."""
        near = [t for t in word.subtree if not self.victims.parted(t, word)]
        told = [t for t in near if self.words.forms.lemma(t) in tolls]
        for noun in (*told, *(t for t in near if t.lower_ in self.sets["lost"])):
            if (own := self.speaker(word, noun, mentions)) is not None:
                return own
        for child in (c for t in (*told, word) for c in t.rights if c.lower_ in self.sets["of_side"]):
            nouns = (n for n in child.rights if n.dep_ in self.words.syntax.preposition_object)
            side = next((found for n in nouns if (found := self.victims.of(n, mentions)) is not None), None)
            if side is not None:
                return self.victims.known.army_of(side)
        return None

    def are_people(self, noun: Token, mentions: Mentions) -> bool:
        """Whether a noun stands for persons, and for no thing or unit."""
        lemma = self.words.forms.lemma(noun)
        if lemma in self.sets["things"] | self.sets["units"] or noun.pos_ not in NOUNS:
            return False
        if mentions.at(noun) is None and lemma in self.sets["lifeless"]:
            return False
        named = noun.pos_ == "PROPN" and "Plur" in noun.morph.get("Number", [])  # "Danes"
        return named or self.words.forms.lemma(noun) in self.sets["persons"] or mentions.at(noun) is not None

    def _acts(self, noun: Token, word: Token) -> bool:
        """Whether a noun has a place of its own under another verb: "and 300 monks prayed"."""
        syntax = self.words.syntax
        while noun.dep_ in syntax.conjunct and noun.head.pos_ in NOUNS:
            noun = noun.head
        own = noun.dep_ in (syntax.subject | syntax.passive_subject | syntax.object)
        return own and noun.head.i != word.i

    def _is_added(self, c: Counted) -> bool:
        """Whether the text adds the number to what stands before: "as well as 12 farmers"."""
        before = [t.lower_ for t in c.noun.doc[max(0, c.first - _REACH) : c.first]]
        return any(" ".join(before[-n:]) in self.sets["adding"] for n in range(1, len(before) + 1))

    def is_lost(self, word: Token) -> bool:
        """Whether the loss is the object of a verb whose subject bears it: "had 40 dead", "lost 40 killed"."""
        above = word.head.head if word.head.pos_ == "NUM" else word.head
        return self.words.forms.lemma(above) in self.sets["bearing_words"] | self.sets["bearing"]

    def those_of(self, c: Counted, after: int, mentions: Mentions) -> Actor | None:
        """The other side in "British losses were 40 killed, those of the Danes about 60"."""
        doc, i = c.noun.doc, c.first - 1
        while i > after and self.words.forms.lemma(doc[i]) in self.sets["levels"]:
            i -= 1
        start = i
        while start > after and doc[start].pos_ in ("ADJ", "DET", *NOUNS):
            start -= 1
        again = doc[start].lower_ in self.sets["of_side"] and doc[start - 1].lower_ in self.sets["again"]
        found = self.victims.of(doc[i], mentions) if again and start > after + 1 else None
        return self.victims.known.army_of(found) if found is not None else None

    def side(self, c: Counted, after: int, mentions: Mentions) -> Actor | None:
        """The side behind token `after`, between a comma (or a join) and the number: ", the rebels 6,000 men"."""
        doc = c.noun.doc
        side = doc[c.first - 1]
        while side.i > after + 1 and side.pos_ == "ADV":
            side = doc[side.i - 1]  # "suffered only one dead"
        if side.i > after + 1 and self.words.forms.lemma(side) in self.sets["bearing"]:
            side = doc[side.i - 1]  # "the Danes had 117 killed"
        body = self.words.forms.lemma(side) in self.sets["units"]
        state = (
            self.victims.nations.state(side) if side.pos_ == "PROPN" and mentions.at(side) is None else None
        )
        folk = side.pos_ == "ADJ" and side.text[:1].isupper()  # "the British 63"
        people = body or folk or state is not None or self.are_people(side, mentions)
        if side.i <= after or side.pos_ not in (*NOUNS, "ADJ") or not people:
            return None
        i = side.i - 1
        while i > after and doc[i].pos_ in ("DET", "ADJ", "PROPN"):
            i -= 1
        if doc[i].pos_ not in ("PUNCT", "CCONJ", "SCONJ"):
            return None
        found = state or self.victims.of(side, mentions)
        if found is not None and found.id.startswith("generic:"):
            found = self.victims.nations.by_word(side) or found  # "the Danes 500 men", read as one phrase
        return self.victims.known.army_of(found) if found is not None else None
