"""The words of loss in a sentence, and where each has the nouns that a number must count."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from spacy.tokens import Doc, Token

from dateline.engines.losses.counting import Counted
from dateline.engines.sources.scope import Scope
from dateline.engines.syntax import NOUNS, between, parted
from dateline.layers import CasualtyKind

_VERB = frozenset({"VERB"})
_DIRECT = frozenset({"object", "subject", "patient", "mover", "self", "of", "burden"})
_SUBJECTS = frozenset({"subject", "patient"})
_HIT = frozenset({"object", "patient"})
_WORD_SETS = ("pos", "under", "beside", "about", "without", "unless", "through", "by")
_CLIMB = 2  # prepositions and numbers between a noun of loss and its verb
_TAKEN = 4  # steps from a noun of loss up to the verb that makes it one, through other losses of its list
_ASIDE = 8  # tokens of an aside between a subject and its verb, fewer than
_FAR = 5  # steps from the word before an aside up to the counted noun, at most
_SHARED = 3  # steps from a noun, through those it is joined to, up to its preposition
_NEAR = 5  # tokens between two words of loss that share one number, fewer than
_HARMED: frozenset[CasualtyKind] = frozenset({"killed", "injured"})
_PLAIN = ("kind", "needs", "single", "bears", "mixed", "again", "singular")


@dataclass(frozen=True, slots=True)
class Trigger:
    """One entry of casualties.toml; the fields are described there."""

    kind: CasualtyKind
    pos: frozenset[str]
    counts: tuple[str, ...]
    under: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    needs: str = ""
    single: bool = True
    bears: bool = False
    mixed: bool = False
    about: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    through: frozenset[str] = frozenset()
    by: frozenset[str] = frozenset()
    again: bool = False
    singular: bool = False


Loss = tuple[Token, Trigger]


@dataclass(slots=True)
class LossWords:
    """Finds the words of loss of one language; `table` is casualties.toml, `sets` its word sets."""

    table: dict[str, Any]
    scope: Scope
    sets: dict[str, frozenset[str]]
    _index: dict[str, list[Trigger]] = field(init=False)
    _by_type: dict[str, Trigger] = field(init=False)
    _pos: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._index = {}
        for entry in self.table["trigger"]:
            sets: dict[str, Any] = {key: frozenset(entry[key]) for key in _WORD_SETS if key in entry}
            plain = {key: entry[key] for key in _PLAIN if key in entry}
            trigger = Trigger(counts=tuple(entry["counts"]), **sets, **plain)
            for word in entry["words"]:
                self._index.setdefault(word, []).append(trigger)
        self._pos = frozenset(pos for triggers in self._index.values() for t in triggers for pos in t.pos)
        self._by_type = {
            name: Trigger(row["kind"], _VERB, (row["counts"],), needs=row["needs"], single=False)
            for name, row in self.table["by_type"].items()
        }

    def find(self, doc: Doc, first: int, last: int, events: dict[int, str]) -> list[Loss]:
        """The words of loss among the tokens `first:last`, and the triggers of `events` that say a loss."""
        content = (token for token in doc[first:last] if token.pos_ in self._pos)
        words = [(token, trigger) for token in content for trigger in self.triggers(token)]
        known = {word.i for word, _ in words}
        for i, name in events.items():
            told = (
                i in known
                or doc[i].pos_ != "VERB"
                or self.scope.forms.lemma(doc[i]) in self.sets["returning"]
            )
            left = self.scope.forms.lemma(doc[i]) in self.sets["leaving"]
            if not told and name in self._by_type and not (left and self._by_type[name].kind in _HARMED):
                words.append((doc[i], self._by_type[name]))
        return words

    def shares(self, word: Token, kind: CasualtyKind, words: list[Loss]) -> bool:
        """Whether a loss of another kind has its part in the number of this word: "720 killed or wounded"."""
        joined: set[str] = set()
        for other, trigger in words:
            between = self._between(word, other, words)
            if between is None or trigger.kind == kind:
                continue
            if {trigger.kind, kind} == _HARMED or any(t.lower_ in self.sets["either"] for t in between):
                return True
            joined.add(trigger.kind)
        return joined >= _HARMED  # "1,900 killed, wounded and *missing*"

    def befalls_too(self, word: Token, kind: CasualtyKind, words: list[Loss]) -> bool:
        """Whether another loss befalls the same victims: "abducted and killed five monks"."""
        for other, trigger in words:
            between = self._between(word, other, words)
            if between is not None and trigger.kind != kind and {trigger.kind, kind} != _HARMED:
                return not any(t.lower_ in self.sets["either"] for t in between)
        return False

    def joins(self, word: Token, other: Token, words: list[Loss]) -> bool:
        """Whether only joining words stand between two words of loss."""
        return self._between(word, other, words) is not None

    def _between(self, word: Token, other: Token, words: list[Loss]) -> list[Token] | None:
        """The tokens between two words of loss if they only join them, else None."""
        low, high = sorted((word.i, other.i))
        losses = {w.i for w, _ in words}
        between = list(word.doc[low + 1 : high])
        joined = all(t.lower_ in self.sets["joins"] or t.i in losses or t.pos_ == "ADV" for t in between)
        return between if joined and 0 < len(between) < _NEAR else None

    def triggers(self, token: Token) -> Iterable[Trigger]:
        """What the token may be as a word of loss."""
        lemma = self.scope.forms.lemma(token)
        found = self._index.get(lemma, [])
        if token.lower_ != lemma:
            found = found + self._index.get(token.lower_, [])
        for trigger in found:
            if token.pos_ not in trigger.pos or any(
                c.lower_ in self.sets["unfulfilled"] for c in token.lefts
            ):
                continue
            if trigger.under and not self._under(token, trigger):
                continue
            if trigger.through and token.head.lower_ not in trigger.through:
                continue
            below = trigger.about or trigger.without
            lemmas = {self.scope.forms.lemma(t) for t in token.subtree} if below else set()
            if (trigger.about and not lemmas & trigger.about) or lemmas & trigger.without:
                continue
            if trigger.unless and any(c.lower_ in trigger.unless for c in token.children):
                continue
            if trigger.beside and not any(c.lower_ in trigger.beside for c in token.children):
                continue
            if trigger.by and not any(self.scope.forms.lemma(t) in trigger.by for t in self._doers(token)):
                continue
            yield trigger

    def _doers(self, verb: Token) -> Iterator[Token]:
        """The subjects of a verb, and what they are a time of: "two years of *siege* devoured"."""
        for subject in (c for c in verb.lefts if c.dep_ in self.scope.syntax.subject):
            for noun in (subject, *subject.conjuncts):
                yield from (noun, *self.scope.words.slots.wholes(noun))

    def _under(self, token: Token, trigger: Trigger) -> bool:
        """Whether a word that the trigger asks for governs the token, a preposition or number between."""
        before = token.doc[max(0, token.i - 1)]
        if before.pos_ == "VERB" and self.scope.forms.lemma(before) in trigger.under:
            return True  # "10,000 taken prisoner", whatever the parser makes of it
        above = token
        for _ in range(_TAKEN):
            above = above.head
            if above.pos_ in ("VERB", "AUX"):
                if self.scope.forms.lemma(above) in trigger.under:
                    return True
                if not above.i or not above.doc[above.i - 1].like_num:
                    return False  # but "cost them 40 killed, 60 *wounded* and 90 prisoners"
        return False

    def places(self, word: Token, trigger: Trigger, counted: list[Counted]) -> list[Token]:
        """The tokens that a quantity must count to count the victims of this word."""
        slots = self.scope.words.slots
        verbal = word.pos_ == "VERB" or any(c.dep_ in self.scope.syntax.object for c in word.children)
        pos = "VERB" if verbal and word.dep_ not in self.scope.syntax.modifier else word.pos_
        filled = slots.fill(word, pos if pos in ("VERB", "NOUN") else "ADJ")
        out = [t for name in trigger.counts for t in filled.get(name, ())]
        if word.pos_ == "VERB" and "object" in trigger.counts:  # whatever the parser takes the verb for
            out += [c for c in word.children if c.dep_ in self.scope.syntax.object and c not in out]
        for body in [t for t in out if self._holds(t)]:
            out += slots.wholes(body)
        joined = self.scope.syntax.conjunct | self.scope.syntax.preposition_clause
        if word.dep_ in joined and "object" in trigger.counts:
            out += self._shared_auxiliary(word)
        if word.dep_ in self.scope.syntax.object_predicate and "object" in trigger.counts:
            out += [t for t in slots.objects(word.head) if t.i < word.i]  # "left 300 people injured"
        out += self._apposed(out, counted)
        out += self.meant(word, counted)
        out += self._others(word, trigger)
        company = (t for slot in self.scope.forms.prepositions["company"] for t in filled.get(slot, ()))
        out += [t for t in company if self._is_added(t)]
        out += [c.noun for c in counted if _HIT & set(trigger.counts) and self._shares_lot(word, c)]
        if "patient" in trigger.counts:
            out += slots.objects(word) or slots.subjects(word)
        if ("object" in trigger.counts and slots.passive(word)) or _SUBJECTS & set(trigger.counts):
            out = self._of_whom(word, counted) or out
        if "mover" in trigger.counts:
            numbers = {i for c in counted for i in (*range(c.first, c.last + 1), c.noun.i)}
            out += [t for t in slots.objects(word) if t.i in numbers] or slots.subjects(word)
        direct = any(name in _DIRECT for name in trigger.counts)
        if direct and word.pos_ == "VERB" and (not out or not self.scope.words.has_subject(word)):
            out += self._beside(word, trigger)
        if direct and slots.passive(word) and self._lacks_subject(word):
            out += self._far_beside(word, counted)
        if "self" in trigger.counts:
            out.append(word)
        governor = self._governor(word)
        if governor.pos_ in ("VERB", "AUX") and "bearer" in trigger.counts:
            out += self._bearers(governor, counted)
        if "burden" in trigger.counts and word.head.lower_ in self.sets["roles"]:
            out.append(word.head.head)  # "lost 700 men as prisoners", "ended with 90 men in custody"
        if governor.pos_ == "VERB" and "payer" in trigger.counts:
            payers = [*slots.fill(governor, "VERB").get("indirect", ()), *slots.objects(governor)]
            out += [t for t in payers if t.i < word.i]
        if governor.pos_ == "VERB" and "burden" in trigger.counts:
            out += self._shared_auxiliary(governor) if governor.dep_ in joined else []
            out += [t for t in slots.objects(governor) if t.i != word.i] + filled.get("modifier", [])
        subject = word.dep_ in self.scope.syntax.subject | self.scope.syntax.passive_subject
        if "level" in trigger.counts or ("own level" in trigger.counts and subject):
            out += [c.noun for c in counted if self._levels(word, c) and self._is_level(c)][:1]
        out = [t for t in out if t.i < word.i or not self._is_parted(word, t)]
        return out + self._behind_part(word, counted)

    def _holds(self, noun: Token) -> bool:
        """Whether those counted stand behind a noun: "a patrol of 25 men", "every one of the 70 guards"."""
        held = self.sets["bodies"] | self.sets["limbs"] | self.sets["every"]
        return self.scope.forms.lemma(noun) in held or any(c.lower_ in self.sets["each"] for c in noun.lefts)

    def _governor(self, word: Token) -> Token:
        """What governs a word, prepositions and numbers aside."""
        governor, hops = word.head, 0
        while governor.pos_ in ("ADP", "NUM") and hops < _CLIMB:
            governor, hops = governor.head, hops + 1
        return governor

    def is_attribute(self, word: Token) -> bool:
        """Whether a word of loss only tells which people are meant: "30 *wounded* prisoners"."""
        return word.dep_ in self.scope.syntax.modifier and word.head.i > word.i

    def _apposed(self, places: list[Token], counted: list[Counted]) -> list[Token]:
        """The number set beside those it counts: "expelled the whole people, some 70,000 souls"."""
        labels, nouns = self.scope.syntax.apposition, {c.noun.i for c in counted if not c.part}
        known = {t.i for t in places} | {c.noun.i for c in counted if c.noun in places}
        beside = [c for t in places for c in t.children if c.dep_ in labels and c.i in nouns]
        return [t for t in beside if t.i not in known and t.head.i not in nouns]

    def _bearers(self, verb: Token, counted: list[Counted]) -> list[Token]:
        """Whom a verb says it of, and of how many: "the garrison of 200 marched into captivity"."""
        slots = self.scope.words.slots
        found = self._of_whom(verb, counted) or slots.subjects(verb) or self._predicates(verb)
        bodies = [t for t in found if self.scope.forms.lemma(t) in self.sets["bodies"]]
        return [*found, *(whole for body in bodies for whole in slots.wholes(body))]

    def _predicates(self, verb: Token) -> list[Token]:
        """What stands for the subject where the clause is turned round: "among the dead were two nuns"."""
        found = [c for c in verb.rights if c.dep_ in self.scope.syntax.predicate]
        return [t for c in found for t in (c, *c.conjuncts)]

    def _lacks_subject(self, verb: Token) -> bool:
        """Whether the parser gave a verb in the plural a subject in the singular: not the one it has."""
        labels = self.scope.syntax.passive_subject
        own = [c for c in verb.lefts if c.dep_ in labels]
        plural = any(c.lower_ in self.sets["plural_forms"] for c in verb.lefts if c.pos_ == "AUX")
        return plural and all("Sing" in t.morph.get("Number", []) and not t.conjuncts for t in own)

    def _far_beside(self, verb: Token, counted: list[Counted]) -> list[Token]:
        """The counted noun of what stands before a verb and an aside: "40 men, 9 of them guards, were killed"."""
        nouns = {c.noun.i for c in counted if not c.part}
        for token in self._beside(verb, None):
            chain = itertools.islice((token, *token.ancestors), _FAR)
            return [t for t in chain if t.i in nouns][:1]
        return []

    def _of_whom(self, verb: Token, counted: list[Counted]) -> list[Token]:
        """The number that a relative clause takes out of those before it: "of whom 20,000 were killed"."""
        if verb.dep_ not in self.scope.syntax.relative_clause:
            return []
        pronouns = self.scope.forms.tags["relative_pronoun"]
        told = [c for c in counted if c.bare and c.first and verb.doc[c.first - 1].tag_ in pronouns]
        if found := [c.number for c in told if c.first > verb.left_edge.i and c.last < verb.i]:
            return found  # "of whom 200 or more were shot"
        labels = self.scope.syntax.subject | self.scope.syntax.passive_subject
        return [c for c in verb.lefts if c.dep_ in labels and c.pos_ == "NUM"]

    def _is_parted(self, word: Token, token: Token) -> bool:
        """Whether a mark as strong as a full stop parts a verb from what has a verb of its own behind it."""
        told = word.pos_ == "VERB" and any(t.pos_ == "VERB" for t in between(word, token))
        return told and parted(word, token, self.sets["parting"])

    def _is_added(self, token: Token) -> bool:
        """Whether a noun is said to share a lot: "killed along with two aides"."""
        doc, preposition = token.doc, token
        for _ in range(_SHARED):
            preposition = preposition.head
            if preposition.pos_ == "ADP":
                return doc[max(0, preposition.i - 1) : preposition.i + 1].text.lower() in self.sets["adding"]
        return False

    def _others(self, word: Token, trigger: Trigger) -> list[Token]:
        """More victims as the subject of a verb without object: "left 23 dead, while several others injured"."""
        if word.pos_ != "VERB" or "object" not in trigger.counts or self.scope.words.slots.objects(word):
            return []
        subjects = [c for c in word.lefts if c.dep_ in self.scope.syntax.subject]
        return [t for t in subjects if t.lower_ in self.sets["elliptic"]]

    def _shares_lot(self, word: Token, c: Counted) -> bool:
        """Whether a number behind a verb says who shared the lot of its victims: "murdered X together with ten men"."""
        doc = word.doc
        told = (
            not c.bare
            and c.first > word.i
            and doc[c.first - 2 : c.first].text.lower() in self.sets["sharing"]
        )
        between = doc[word.i + 1 : c.first]
        return told and not any(t.pos_ in ("VERB", "AUX") or t.text in self.sets["parting"] for t in between)

    def meant(self, word: Token, counted: list[Counted]) -> list[Token]:
        """The counted object of the verb before, where "them" stands for it: "led 40 farmers out and shot them"."""
        if (told := self._told_on(word, counted)) is not None:
            return [told]
        slots, objects = self.scope.words.slots, self.scope.words.slots.objects(word)
        pronoun = any(t.pos_ == "PRON" and "Plur" in t.morph.get("Number", []) for t in objects)
        if word.pos_ != "VERB" or word.dep_ not in self.scope.syntax.conjunct or not pronoun:
            return []
        nouns = {c.noun.i for c in counted if not c.bare}
        return [t for t in slots.objects(word.head) if t.i in nouns]

    def _told_on(self, word: Token, counted: list[Counted]) -> Token | None:
        """The counted noun of which a clause tells a further lot: "seized 40 farmers, who were later shot"."""
        noun, passive = word.head, self.scope.words.slots.passive(word)
        if word.dep_ not in self.scope.syntax.relative_clause or not passive:
            return None
        who = word.doc[word.left_edge.i]
        alone = who.tag_ in self.scope.forms.tags["relative_pronoun"] and who.head.i == word.i
        if not alone or word.doc[who.i - 1].text not in self.sets["commas"]:
            return None
        kinds = {t.kind for t in self.triggers(word)}
        again = any(t.kind in kinds for t in self.triggers(noun.head))
        return noun if not again and any(c.noun.i == noun.i and not c.bare for c in counted) else None

    def _shared_auxiliary(self, verb: Token) -> list[Token]:
        """The subject of a participle whose auxiliary stands with the verb before: "and ten others wounded"."""
        s, slots = self.scope.syntax, self.scope.words.slots
        participle = (
            verb.tag_ in self.scope.forms.tags["passive_participle"] or verb.dep_ in s.preposition_clause
        )
        objects = [c for c in verb.children if c.dep_ in s.object and c.pos_ != "ADJ"]  # "taken captive"
        own = [c for c in verb.children if c.dep_ in s.subject or c in objects or c.pos_ == "AUX"]
        if not participle or len(own) != 1 or own[0].dep_ not in s.subject or own[0].i > verb.i:
            return []
        passive = verb.head.pos_ == "VERB" and slots.passive(verb.head)
        # "leaving three dead and 22 people hurt"
        passive = passive or self.scope.forms.lemma(verb.head) in self.sets["leaving"]
        return own if passive or verb.dep_ in s.preposition_clause else []  # "with 200 rebels killed"

    def _behind_part(self, word: Token, counted: list[Counted]) -> list[Token]:
        """What a participle counts over a detail: "82 farmers, among them 13 children, shot by guards"."""
        participle = word.tag_ in self.scope.forms.tags["passive_participle"]
        if not participle or word.doc[word.i - 1].pos_ != "PUNCT":
            return []
        for whole, part in pairwise(counted):
            if part.part and not whole.part and max(part.last, part.noun.i) == word.i - 2:
                return [whole.noun]
        return []

    def _levels(self, word: Token, c: Counted) -> bool:
        """Whether a number can say how high a toll is: one behind it, or "brought to 31 the number of dead"."""
        ahead = c.bare and c.last + 2 == word.i and word.nbor(-1).pos_ == "DET"
        return ahead or c.first > word.i

    def _is_level(self, c: Counted) -> bool:
        """Whether a number stands behind a word that says how high: "ranges from", "was", "stood at"."""
        before = c.noun.doc[c.first - 1]
        people = c.bare or self.scope.forms.lemma(c.noun) in self.sets["persons"]
        return people and self.scope.forms.lemma(before) in self.sets["levels"]

    def _beside(self, verb: Token, trigger: Trigger | None) -> list[Token]:
        """What stands beside a verb whose argument the parser missed: "In the raid 11 rebels were killed"."""
        doc, i = verb.doc, verb.i
        counts = trigger.counts if trigger is not None else ()
        active = "subject" not in counts and not self.scope.words.slots.passive(verb)
        if "object" in counts and active:
            return [doc[i + 1]] if i + 1 < len(doc) else []
        i -= 1
        while i > verb.sent.start and doc[i].pos_ in ("AUX", "ADV", "PART"):
            i -= 1
        token = doc[self._over_aside(doc, i)]
        return [token, *token.conjuncts] if token.pos_ in (*NOUNS, "NUM", "PRON") else []

    def _over_aside(self, doc: Doc, i: int) -> int:
        """The token before what stands between commas: "a million people, according to the envoys, had fled"."""
        if doc[i].text not in self.sets["commas"]:
            return i
        opens = next((k for k in range(i - 1, max(0, i - _ASIDE), -1) if doc[k].text == doc[i].text), None)
        return opens - 1 if opens else i
