"""Who says it: the speaker of a cue."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.engines.mentions import Mentions
from dateline.engines.sources.cues import VERBS, Cue, Cues, Found
from dateline.layers import Actor, Status, Timex

_BACK = 40  # tokens back from "the former" to the two it chooses from, at most
_TWO = 2
_CLAUSES = frozenset({"clause", "quote"})
NOUNS = frozenset({"NOUN", "PROPN"})


@dataclass(slots=True)
class Speakers:
    """Finds the speakers of one language's cues."""

    cues: Cues

    def speaker(self, found: Found, mentions: Mentions) -> tuple[Actor | None, Status]:
        """Who says it, and what that makes of it: a claim of nobody, or of the media, is alleged."""
        answered = (
            found.status == "requested"
            and self.cues.forms.lemma(found.token.head) in self.cues.sets["answering"]
        )
        slots = tuple(slot for slot in found.cue.source if not (answered and slot == "subject"))
        tokens = self._persons(self._said_by(found.token, slots))
        tokens = [
            t for t in tokens if mentions.at(t) or self.cues.forms.lemma(t) not in self.cues.sets["hearsay"]
        ]
        actor, speaker = next(
            ((a, t) for t in tokens if (a := self._actor_of(t, mentions)) is not None), (None, None)
        )
        media = actor is not None and actor.kind == "media"
        if not media and speaker is not None and self.cues.forms.lemma(speaker) in self.cues.sets["media"]:
            media, actor = True, mentions.generic(speaker, "media")  # "Chadian television" is not Chad
        if actor is None and (passed := self._passed_on(found.token, mentions)) is not None:
            return passed, "alleged"
        papers = bool(tokens) and all(self.cues.forms.lemma(t) in self.cues.sets["anonymous"] for t in tokens)
        nobody = not tokens and self._nobody_says(found)
        if found.status == "claimed" and (media or nobody or (actor is None and papers)):
            return actor, "alleged"
        return actor, found.status

    def _persons(self, tokens: list[Token]) -> list[Token]:
        """The speakers without times; for a time, which the parser took for one, whoever is set beside it."""
        out: list[Token] = []
        for token in tokens:
            if _in_timex(token):
                s = self.cues.syntax
                beside = (c for c in token.rights if c.dep_ in s.conjunct | s.apposition)
                out += [c for c in beside if c.pos_ in NOUNS and not _in_timex(c)]
            else:
                out.append(token)
        return out

    def _passed_on(self, verb: Token, mentions: Mentions) -> Actor | None:
        """Who passes on what reports say: "the agency cited reports saying that"."""
        report = verb.head
        clause = verb.dep_ in self.cues.syntax.noun_clause | self.cues.syntax.relative_clause
        if not clause or self.cues.forms.lemma(report) not in self.cues.sets["hearsay"]:
            return None
        teller = report.head
        if teller.pos_ not in VERBS or next(self.cues.quoting(0, teller), None) is None:
            return None
        return next((m.actor for t in self.cues.slots.subjects(teller) if (m := mentions.at(t))), None)

    def voids(self, cue: Cue, token: Token) -> bool:
        """Whether what stands as the speaker is none, so that nobody says it: "according to the law"."""
        return bool(cue.voided) and any(
            self.cues.forms.lemma(t) in cue.voided or t.lower_ in cue.voided
            for t in self._said_by(token, cue.source)
        )

    def _nobody_says(self, found: Found) -> bool:
        """Whether the claim is put without a speaker: "is said to", "it was reported", "reports say"."""
        verb = found.token
        if verb.pos_ not in VERBS or self.cues.slots.passive(verb):
            return True
        said_by = self.cues.slots.subjects(verb)
        if found.cue.governs.isdisjoint(_CLAUSES) and any(t.pos_ == "PRON" for t in said_by):
            return False  # "it claimed the attack"
        return any(
            self.cues.forms.lemma(t) in self.cues.sets["hearsay"]
            for t in self._said_by(verb, found.cue.source)
        )

    def _actor_of(self, token: Token, mentions: Mentions, hops: int = 2) -> Actor | None:
        lemma = self.cues.forms.lemma(token)
        if lemma in self.cues.sets["voices"] and hops and (heard := self._behind_voice(token, mentions)):
            return heard
        if mentions.at(token) is None and lemma in self.cues.sets["carriers"] and hops:
            for speaker in self._said_by(token, tuple(self.cues.table["carrier_slots"])):
                if actor := self._actor_of(speaker, mentions, hops - 1):
                    return actor
            return None
        common = token.pos_ == "NOUN" and lemma not in self.cues.sets["speakers"]
        if mentions.at(token) is None and (common or token.lower_ in self.cues.sets["texts"]):
            return None  # "efforts to persuade", "Resolution 502 demands"
        if mentions.at(token) is None and token.lower_ in self.cues.sets["of_two"]:
            return self._of_two(token, mentions)
        return mentions.actor(token)

    def _behind_voice(self, token: Token, mentions: Mentions) -> Actor | None:
        """Who a spokesman is by name, else whom he speaks for: "a spokesman for the rebels, Olaf Lund, said"."""
        named = [c for c in token.rights if c.dep_ in self.cues.syntax.apposition]
        filled = self.cues.slots.fill(token, "NOUN")
        sides = [t for slot in self.cues.table["carrier_slots"] for t in filled.get(slot, ())]
        sides += [t for slot in self.cues.table["voice_slots"] for t in filled.get(slot, ())]
        persons = [m.actor for t in named if (m := mentions.at(t)) is not None and m.actor.kind == "person"]
        if persons:
            return persons[0]
        behind = [m.actor for t in sides if t.i > token.i and (m := mentions.at(t)) is not None]
        return behind[0] if behind and not behind[0].id.startswith("generic:") else None

    def _of_two(self, token: Token, mentions: Mentions) -> Actor | None:
        """Which of two actors just named together "the former" or "the latter" is; of "both sides" nobody."""
        place: int | None = self.cues.table["pairs"].get(token.lower_)
        for right in reversed(token.doc[max(0, token.i - _BACK) : token.i]):
            left = right.head
            if place is None or right.dep_ not in self.cues.syntax.conjunct or left.pos_ not in NOUNS:
                continue
            pair: list[Actor] = [actor for t in (left, right) if (actor := mentions.actor(t)) is not None]
            if len(pair) == _TWO:
                return pair[place]
        return None

    def _said_by(self, token: Token, slots: tuple[str, ...]) -> list[Token]:
        """Heads of the phrases in the named slots of a cue, in the order of the slots."""
        if not slots:
            return []
        if slots == ("subject",) and token.pos_ in VERBS:
            return self.cues.slots.subjects(token) or self._swallowed(token)
        if "account" in slots:
            told = [noun for noun in token.children if noun.dep_ in self.cues.syntax.preposition_object]
            labels = self.cues.syntax.possessor | self.cues.syntax.modifier
            lefts = (c for noun in told for c in noun.lefts if c.dep_ in labels)
            return [c for c in lefts if c.pos_ in (*NOUNS, "PRON") or c.text[:1].isupper()]
        filled = self.cues.slots.fill(token, "NOUN")
        out = [t for name in slots for t in filled.get(name, ())]
        if "subject" in slots and token.head.pos_ in VERBS and self.cues.relation(token) == "object":
            out += self.cues.slots.subjects(token.head)
        return out

    def _swallowed(self, verb: Token) -> list[Token]:
        """The speaker whom the parser took for the subject of a participle: "refugees interviewed there say"."""
        for child in verb.lefts:
            inside = verb.doc[child.i : verb.i]
            if self.cues.relation(child) == "complement" and not any(t.pos_ == "PUNCT" for t in inside):
                return self.cues.slots.subjects(child)
        above, between = verb.head, verb.doc[verb.head.i : verb.i]
        if (
            above.i < verb.i
            and above.pos_ == "VERB"
            and all(t.pos_ not in ("PUNCT", "CCONJ") for t in between)
        ):
            labels = self.cues.syntax.subject | self.cues.syntax.passive_subject
            return [t for t in above.lefts if t.dep_ in labels]  # "survivors taken to hospital said"
        return []


def span_of(token: Token) -> tuple[int, int]:
    """Text offsets of a token."""
    return token.idx, token.idx + len(token.text)


def _in_timex(token: Token) -> bool:
    """Whether a token belongs to a time expression."""
    timexes: list[Timex] = token.doc._.timexes or []
    at = bisect_right(timexes, token.idx, key=lambda timex: timex.start) - 1
    return at >= 0 and token.idx < timexes[at].end
