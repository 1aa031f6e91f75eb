"""Whether what is counted can be the victims of a word of loss."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.engines.losses.counting import Counted
from dateline.engines.losses.nations import is_folk
from dateline.engines.losses.words import LossWords, Trigger
from dateline.engines.mentions import Mentions
from dateline.engines.syntax import ARMS_TYPE, NOUNS, Forms
from dateline.layers import CasualtyKind

ARMED = frozenset(
    {"government", "military", "police", "rebel_group", "jihadist_group", "militia", "peacekeepers"}
)
_PAIR = 2  # tokens
# A type of arms, by its letters and number.
_TYPE = re.compile(r"[A-Z][^\W\d_]*-?\d{1,3}[A-Za-z]{0,3}")
_SHARE = 4  # tokens of "half of the", "per cent of all the"


@dataclass(slots=True)
class Fitting:
    """Judges with the words of one language: `sets` are the word sets of casualties.toml, `links` stand for "of"."""

    words: LossWords
    forms: Forms
    sets: dict[str, frozenset[str]]
    links: frozenset[str]

    def is_thing(self, noun: Token) -> bool:
        """Whether a noun stands for no person."""
        words = {self.forms.lemma(noun), noun.lower_}
        if noun.pos_ == "PROPN":
            words |= set(self.forms.singulars(noun.lower_))
        if _TYPE.fullmatch(noun.text):
            return True  # "two MiG-29s"
        return bool((self.sets["things"] | self.sets["lifeless"]) & words)

    def is_rate(self, c: Counted) -> bool:
        """Whether a number counts by the day or for each of something else."""
        behind = c.noun.doc[max(c.last, c.noun.i) + 1 :][:2]
        words = [t.lower_ for t in behind]
        return any(" ".join(words[:n]) in self.sets["rates"] for n in (1, 2))

    def is_age(self, c: Counted) -> bool:
        """Whether a number says how old one person is: "a man of 19"."""
        before = c.noun.doc[max(0, c.first - 2) : c.first]
        if not c.bare or len(before) < _PAIR or before[1].lower_ not in self.links:
            return False
        lemma = self.forms.lemma(before[0])
        return before[0].lower_ == lemma and lemma in self.sets["persons"] - self.sets["bodies"]

    def is_fraction(self, c: Counted) -> bool:
        """Whether only a share of a number is told, or what is left of it: "half of the 600", "all but two"."""
        before = [t.lower_ for t in c.noun.doc[max(0, c.first - _SHARE) : c.first]]
        if " ".join(before[-_PAIR:]) in self.sets["exceptions"]:
            return True
        links = [i for i, word in enumerate(before) if word in self.links and i]
        return bool(links) and before[links[-1] - 1] in self.sets["fractions"]

    def are_casualties(self, noun: Token) -> bool:
        """Whether a counted noun takes dead and wounded together: "at a cost of 6,000 casualties"."""
        return any(t.mixed for t in self.words.triggers(noun))

    def is_other_loss(self, noun: Token, word: Token, trigger: Trigger) -> bool:
        """Whether a counted noun is a word of another loss itself: "lost 10,000 prisoners"."""
        own = self.words.triggers(noun) if trigger.bears and noun.i != word.i else ()
        behind = noun.doc[noun.i + 1 : noun.i + 3]
        if trigger.bears and len(behind) > 1 and behind[0].lower_ in self.sets["roles"]:
            return self.forms.lemma(behind[1]) in self.sets["captives"]  # "lost 700 men as prisoners"
        return any("self" in t.counts and t.kind != trigger.kind for t in own)

    def is_share(self, c: Counted) -> bool:
        """Whether a number takes a part out of what its noun names: "two of the dead"."""
        behind = c.noun.doc[c.last + 1 :][:2]
        return (
            len(behind) == _PAIR
            and behind[0].lower_ in self.sets["which"]
            and behind[1].pos_ in ("DET", "PRON")
        )

    def told_as(self, c: Counted) -> set[CasualtyKind]:
        """The losses that the words right behind the lost say: "lost 300 men captured"."""
        out: set[CasualtyKind] = set()
        for token in c.noun.doc[max(c.last, c.noun.i) + 1 :]:
            if any(c.dep_ in self.words.scope.syntax.object for c in token.children):
                break  # "lost 60 men and captured the fort"
            # not "lost 60 men and surrendered"
            kinds = {t.kind for t in self.words.triggers(token) if "subject" not in t.counts}
            if not kinds and token.lower_ not in self.sets["joins"]:
                break
            out |= kinds
        return out

    def counts_things(self, c: Counted, counted: list[Counted]) -> bool:
        """Whether a bare number speaks of the things counted before it in the sentence."""
        before = [other for other in counted if other.first < c.first and not other.bare]
        bare = c.bare or c.noun.lower_ in self.sets["fillers"]  # "eleven of its own"
        return bare and bool(before) and self.is_thing(before[-1].noun)

    def fits(self, trigger: Trigger, noun: Token, word: Token, mentions: Mentions) -> bool:
        """Whether the counted noun can be the victim."""
        lemma = self.forms.lemma(noun)
        if noun.i == word.i:
            return True
        hired = any(c.dep_ in self.words.scope.syntax.noun_compound for c in noun.lefts)
        if trigger.kind == "killed" and lemma in self.sets["limbs"] and not hired:
            return False  # "lost both legs", but "dock hands"
        if lemma in self.sets["craft"] and any(ARMS_TYPE.fullmatch(t.text) for t in noun.lefts):
            return False
        if self.sets["things"] & {lemma, noun.lower_} or lemma in self.sets["units"]:
            return False
        mention = mentions.at(noun)
        if mention is None and self.is_thing(noun):
            return False
        bare = noun.pos_ not in NOUNS or lemma in self.sets["persons"] or noun.pos_ == "PROPN"
        known = bare or mention is not None or not trigger.needs
        if trigger.needs == "civil":
            armed = mention is not None and mention.actor.kind in ARMED and not is_folk(noun, mention.actor)
            return not armed and lemma not in self.sets["armed"] and known
        return known
