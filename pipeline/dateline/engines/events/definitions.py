"""What a sentence says again of a named happening: "The Battle of X, or Battle of Y, was a battle in which A met B"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from dateline.engines.events.frame import Frame
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.syntax import NOUNS, Forms, Syntax, governed, verb_above

_INSIDE = ("NOUN", "PROPN", "ADJ", "ADP", "NUM")  # what a clause may hang on within the phrase of a noun


class Definitions:
    """Finds frames of a sentence that only tell again what a noun of it names."""

    def __init__(self, syntax: Syntax, forms: Forms, behaviour: Behaviour) -> None:
        self.syntax, self.forms, self.behaviour = syntax, forms, behaviour
        self.rank = {name: i for i, name in enumerate(behaviour.violent)}
        self.fights = frozenset(behaviour.violent) | behaviour.befalling | behaviour.two_sided

    def named(self, frame: Frame, frames: Sequence[Frame]) -> Frame | None:
        """The frame of a noun that names what this one tells again."""
        others = [f for f in frames if f is not frame]
        whole = {t.i: f for f in others for t in f.tokens if f.sense.pos == "NOUN" or t.pos_ in NOUNS}
        nouns = {i: f for i, f in whole.items() if f.sense.type not in self.behaviour.absorbed}
        if frame.sense.pos == "NOUN":
            again = self.second_name(frame, whole) or self.said_to_be(frame, nouns)
            return again or self.when_it_occurred(frame, nouns)
        return self.fought_out(frame, nouns) or self.when_it_occurred(frame, nouns) or self.seen(frame, nouns)

    def framing(self, frame: Frame, frames: Sequence[Frame]) -> bool:
        """Whether a name only says of what another named happening was a part ("the battle was fought during X")."""
        noun, s = frame.head, self.syntax
        part = noun.pos_ == "PROPN" and noun.dep_ in s.preposition_object
        verb = verb_above(noun)
        if not part or verb is None or verb.i > noun.i:
            return False
        if self.forms.lemma(noun.head) not in self.forms.prepositions["framing"]:
            return False
        if verb.pos_ != "AUX" and self.forms.lemma(verb) not in self.forms.words["occurring"]:
            return False
        subjects = {c.i for c in verb.lefts if c.dep_ in s.subject | s.passive_subject}
        others = (f for f in frames if f.sense.pos == "NOUN" and f.sense.type in self.fights)
        return any(t.i in subjects for f in others for t in f.tokens)

    def fought_out(self, frame: Frame, nouns: dict[int, Frame]) -> Frame | None:
        """The fight of whose noun a clause says that it was fought, and by whom.

        "A siege *fought* in May", "the battle in which A *defeated* B", "a revolt that *overthrew* him".
        """
        verb, s = frame.head, self.syntax
        fought = frame.sense.type in self.behaviour.melee
        out = fought and self.forms.lemma(verb) in self.forms.words["fighting_out"]
        won = self.forms.lemma(verb) in self.forms.words["deciding"] and (
            verb.tag_ in self.forms.tags["passive_participle"] and verb.dep_ in s.noun_clause
        )
        alone = not any(c.dep_ in s.subject or c.pos_ == "SCONJ" for c in verb.lefts)
        aside = out and alone and verb.dep_ in s.adverbial_clause and verb.head.pos_ == "AUX"
        aside = aside or (out and self._apposed(verb))
        if verb.pos_ != "VERB" or not (aside or verb.dep_ in s.noun_clause | s.relative_clause):
            return None
        openers = self.forms.tags["relative_pronoun"] | self.forms.tags["relative_adverb"]
        within = verb.left_edge.tag_ in openers or verb.left_edge.pos_ == "ADP"
        doing = [c for c in verb.lefts if c.dep_ in s.subject and c.tag_ in openers]
        for token in self._above(verb):
            host = nouns.get(token.i)
            if host is None or host.sense.type not in self.fights:
                continue
            same = host.sense.type == frame.sense.type
            if won and host.sense.type in self.behaviour.melee:
                return host  # "the Battle of X, *won* by A"
            if out or (within and not doing and same and fought) or (doing and same and not fought):
                return host
        return None

    def when_it_occurred(self, frame: Frame, nouns: dict[int, Frame]) -> Frame | None:
        """The happening of which the sentence says that it occurred, or was an incident, when this was done."""
        verb = frame.head if frame.head.pos_ == "VERB" else verb_above(frame.head)
        if verb is None or not any(c.lower_ in self.forms.words["when"] for c in verb.lefts):
            return None
        main = next((t for t in verb.ancestors if t.pos_ in ("VERB", "AUX")), None)
        s = self.syntax
        if main is None or main.i > verb.i:
            return None
        said = [c for c in main.rights if main.pos_ == "AUX" and c.dep_ in s.predicate]
        was = any(c.i in nouns or self.forms.lemma(c) in self.forms.words["incidents"] for c in said)
        if not was and self.forms.lemma(main) not in self.forms.words["occurring"]:
            return None
        subjects = [c for c in main.lefts if c.dep_ in s.subject | s.passive_subject]
        subjects += [t for c in subjects for t in c.conjuncts if was]
        if main.dep_ in s.noun_clause:
            subjects = list(self._above(main))
        hosts = (nouns.get(t.i) for t in subjects)
        host = next((h for h in hosts if h is not None), None)
        return host if host is not None and self._one(host, frame) else None

    def seen(self, frame: Frame, nouns: dict[int, Frame]) -> Frame | None:
        """The happening that is said to have seen this done ("the siege of X saw A *encircle* B")."""
        verb, s = frame.head, self.syntax
        above = verb.head
        if verb.dep_ not in s.complement | s.open_complement:
            return None
        if self.forms.lemma(above) not in self.forms.words["seeing_done"]:
            return None
        hosts = (nouns.get(c.i) for c in above.lefts if c.dep_ in s.subject)
        same = (h for h in hosts if h is not None and h.sense.type == frame.sense.type)
        return next(same, None)

    def second_name(self, frame: Frame, nouns: dict[int, Frame]) -> Frame | None:
        """The happening of which a noun is another name ("also known as the Battle of Y", "or Siege of Y")."""
        first = self._alternative_to(frame.head)
        host = nouns.get(first.i)
        if host is not None and first.i != frame.head.i:
            named = all(t.pos_ == "PROPN" or t.text[0].isupper() for t in (first, frame.head))
            return host if named else None
        likened = self.forms.lemma(first.head) in self.forms.prepositions["likening"]
        if likened and first.dep_ in self.syntax.preposition_object:
            return self._called_so(first, nouns)
        return None

    def nickname(self, frame: Frame, frames: Sequence[Frame]) -> bool:
        """Whether a noun in quotation marks is what another event of the sentence is called (a "trial of the age")."""
        noun = frame.head
        quoted = noun.dep_ in self.syntax.object_predicate and noun.nbor(-1).is_quote
        nouns = {t.i: f for f in frames if f.sense.pos == "NOUN" and f is not frame for t in f.tokens}
        return quoted and self._called_so(noun, nouns) is not None

    def _called_so(self, name: Token, nouns: dict[int, Frame]) -> Frame | None:
        """The happening that a verb of naming before a name gives this name."""
        s, verb = self.syntax, next((t for t in name.ancestors if t.pos_ == "VERB"), None)
        if verb is None or verb.i > name.i:
            return None
        clause = verb
        while clause.dep_ in self.syntax.conjunct and clause.head.pos_ == "VERB":
            clause = clause.head
        if self.forms.lemma(clause) not in self.forms.words["naming"]:
            return None
        aside = clause.dep_ in s.noun_clause | s.adverbial_clause
        called = self._above(clause) if aside else self._called(clause, name)
        return next((nouns[t.i] for t in called if t.i in nouns), None)

    def _called(self, verb: Token, name: Token) -> Iterator[Token]:
        """What a verb says that it is called, before the name ("they refer *to the raid* as a massacre")."""
        s = self.syntax
        for child in (c for c in verb.children if c.i < name.i):
            if child.dep_ in s.object | s.passive_subject:
                yield child
            elif child.dep_ in s.preposition:
                yield from (t for t in child.children if t.dep_ in s.preposition_object and t.i < name.i)

    def said_to_be(self, frame: Frame, nouns: dict[int, Frame]) -> Frame | None:
        """The happening that is said to be one of this type ("the protests were a series of *protests*")."""
        noun = frame.head
        while noun.pos_ in _INSIDE and noun.dep_ not in self.syntax.predicate and noun.head.i < noun.i:
            noun = noun.head
            if noun.pos_ in NOUNS and self.forms.lemma(noun) not in self.forms.words["rows"]:
                return None
        if noun.dep_ not in self.syntax.predicate or noun.head.pos_ != "AUX":
            return None
        subjects = (c for c in noun.head.lefts if c.dep_ in self.syntax.subject)
        hosts = (nouns[c.i] for c in subjects if c.i in nouns)
        fight = noun.i == frame.head.i and frame.sense.type not in self.rank
        return next(
            (h for h in hosts if h.sense.type == frame.sense.type or (fight and self._fight(h))), None
        )

    def _fight(self, frame: Frame) -> bool:
        """Whether a frame is the name of a fight, which is what it is said to be ("the Battle of X was a landing")."""
        return frame.head.pos_ == "PROPN" and frame.sense.type in self.behaviour.melee

    def names(self, frame: Frame, noun: Frame) -> bool:
        """Whether a noun only gives the name or kind of what another one tells ("an offensive known as Operation X").

        Also in apposition ("the second such raid, an operation in Assam") or as what is said of it ("the
        offensive was a general attack"); the more specific of the two tells it.
        """
        first, second = (frame, noun) if frame.head.i < noun.head.i else (noun, frame)
        ranks = [self.rank.get(f.sense.type, -1) for f in (first, second)]
        if min(ranks) < 0 or (first.sense.pos != "NOUN" and not first.inner):
            return False
        general = first if ranks[1] < ranks[0] else second
        return general is frame and self._is_kind_of(second, first)

    def _is_kind_of(self, second: Frame, first: Frame) -> bool:
        """Whether a noun gives another name or kind to what one before it tells."""
        head, s = second.head, self.syntax
        if second.sense.pos != "NOUN" or any(c.dep_ in s.conjunct for c in head.children):
            return False  # one of a list
        above = head.head.head if head.dep_ in s.preposition_object else head.head
        if self.forms.lemma(above) in self.forms.words["naming"]:
            return first.head.i < above.i and head.pos_ == "PROPN"
        fighting = self.behaviour.same_happening | {"operation"}
        if not {second.sense.type, first.sense.type} <= fighting:
            return False  # "the last battle was the capture of X" tells of both
        nouns = [t for t in first.tokens if t.pos_ in NOUNS]
        if head.dep_ in s.apposition:
            told = {a.i for t in nouns for a in (t, *t.ancestors) if a.pos_ in _INSIDE}
            told |= {t.i for n in nouns for t in n.subtree if t.i < head.i}
            return head.head.i in told
        linking = head.head.pos_ == "AUX" or self.forms.lemma(head.head) in self.forms.words["linking"]
        said = head.dep_ in s.predicate and linking
        subjects = {c.i for c in head.head.lefts if c.dep_ in s.subject} if said else set()
        return any(t.i in subjects for t in nouns)

    def _alternative_to(self, noun: Token) -> Token:
        """The first of the names that "or" joins."""
        while noun.dep_ in self.syntax.conjunct and noun.head.pos_ in NOUNS:
            ties = [c for c in noun.head.rights if c.i < noun.i and c.pos_ == "CCONJ"]
            if not ties or ties[-1].lower_ not in self.forms.words["otherwise"]:
                break
            noun = noun.head
        return noun

    def _above(self, clause: Token) -> Iterator[Token]:
        """The nouns that a clause may say something of: that which it hangs on, and what that one is said of."""
        token, s = clause.head, self.syntax
        if token.pos_ == "VERB" and self._apposed(clause):
            token = clause.nbor(-2)
        while token.pos_ in _INSIDE and token.i < clause.i:
            yield token
            if token.dep_ in s.subject and token.head.pos_ == "AUX":
                yield from self._said_of(token.head)
            if token.head.i == token.i:
                return
            token = token.head
        if token.pos_ == "AUX":
            yield from (c for c in token.lefts if c.dep_ in s.subject)
            yield from self._said_of(token)

    def _apposed(self, verb: Token) -> bool:
        """Whether a participle follows a noun and a comma, by the parser the verb's before ("X, *fought* on")."""
        if (
            verb.i < verb.sent.start + 2
            or verb.dep_ not in self.syntax.adverbial_clause | self.syntax.conjunct
        ):
            return False
        tags = self.forms.tags["passive_participle"] | self.forms.tags["past"]
        alone = verb.tag_ in tags and verb.left_edge.i == verb.i and verb.nbor(-1).text == ","
        leads = verb.i + 1 < verb.sent.end and verb.nbor().pos_ == "ADP"
        return alone and leads and verb.nbor(-2).pos_ in NOUNS

    def _said_of(self, verb: Token) -> Iterator[Token]:
        """What "is" says of its subject, also as a series or one of several ("was a series of attacks")."""
        for noun in (c for c in verb.rights if c.dep_ in self.syntax.predicate):
            yield noun
            if self.forms.lemma(noun) in self.forms.words["partitive"]:
                yield from governed(noun, self.forms.prepositions["attributive"], self.syntax, self.forms)

    def _one(self, host: Frame, frame: Frame) -> bool:
        """Whether a noun tells one happening with a word of another type: by its name, or as the more specific."""
        if host.sense.type == frame.sense.type:
            return True
        ranks = [self.rank.get(f.sense.type, -1) for f in (host, frame)]
        return min(ranks) >= 0 and (host.head.pos_ == "PROPN" or ranks[0] < ranks[1])
