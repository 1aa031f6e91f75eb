"""Finds figures of loss in a sentence: so many of whom killed, injured, captured …, by which word.

The words are data (`models/<lang>/casualties.toml`). A figure is a quantity that counts what stands in a
slot of a word of loss ("killed 13 fighters"), the word itself ("seven deaths"), or that stands right
before it ("13 wounded"); a single victim needs no number ("a soldier", a person by name).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from spacy.tokens import Doc, Token

from dateline import data
from dateline.engines import numbers
from dateline.engines.losses.counting import Counted, Counting, plural
from dateline.engines.losses.ellipsis import Ellipsis
from dateline.engines.losses.figure import Figure, figure_of, renamed
from dateline.engines.losses.fitting import Fitting
from dateline.engines.losses.lists import Lists
from dateline.engines.losses.nations import Nations
from dateline.engines.losses.owners import body_of, implied, shared_by
from dateline.engines.losses.victims import Victims
from dateline.engines.losses.words import Loss, LossWords, Trigger
from dateline.engines.mentions import Mentions
from dateline.engines.registry import registry
from dateline.engines.sources.scope import Scope
from dateline.engines.syntax import NOUNS
from dateline.layers import Actor

_ONE = (1, 1, 1)
_RISEN = 6  # steps from a number up to the verb by which a toll rose to it
_PAIR = 3  # tokens of "dead and 1,000"
_APART = 5  # tokens between two counted nouns of one list, fewer than


@dataclass(slots=True)
class Losses:
    """The reader of one language's figures of loss."""

    lang: str
    table: dict[str, Any]
    scope: Scope
    counting: Counting = field(init=False)
    victims: Victims = field(init=False)
    lists: Lists = field(init=False)
    words: LossWords = field(init=False)
    fitting: Fitting = field(init=False)
    _sets: dict[str, frozenset[str]] = field(init=False)
    civilians: Actor = field(init=False)
    sites: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._sets = {
            name: frozenset(words)
            for name, words in self.table.items()
            if isinstance(words, list) and all(isinstance(word, str) for word in words)
        }
        syntax, parts = self.scope.syntax, tuple(self.table["parts"])
        self.counting = Counting(
            numbers.load(self.lang),
            syntax,
            parts,
            self._sets["joins"],
            self._sets["shares"],
            self._sets["commas"],
            tuple(self.table["strong"]),
            self._sets["sized"],
            self._sets["bodies"],
            self._sets["opening"],
            self._sets["exceptions"],
        )
        self.civilians = Actor("generic:civilians", self.table["civilians"], "civilians")
        known = registry(self.lang)
        self.victims = Victims(
            known, Nations(known), self.scope.words, self._sets, self.civilians, self.table["of_person"]
        )
        classes = data.load_toml(self.lang, "events", "nouns.toml")["classes"]
        people = {*classes["people"], *classes["folk"], *self.table["persons"]}
        self._sets["persons"] = frozenset(people | set(classes["armed_only"]))
        lifeless = {word for name in self.table["things_of"] for word in classes[name]}
        self._sets["lifeless"] = frozenset(lifeless) - self._sets["persons"] - self._sets["bodies"]
        sites = {word for name in self.table["sites_of"] for word in classes[name]}
        self.sites = frozenset(sites) | self._sets["sites"]
        bearing = {word for t in self.table["trigger"] if t.get("bears") for word in t["words"]}
        self._sets["bearing_words"] = frozenset(bearing)
        ellipsis = Ellipsis(self.scope.words, self.victims, self._sets)
        self.lists = Lists(self.victims, ellipsis, self._sets)
        self.words = LossWords(self.table, self.scope, self._sets)
        self.fitting = Fitting(self.words, self.scope.forms, self._sets, self.counting.numbers.links)
        self._sets["armed"] = frozenset(classes["armed"]) - frozenset(classes["people"])

    @classmethod
    @lru_cache(maxsize=8)
    def load(cls, lang: str) -> Losses:
        """The words of loss of a language, from models/<lang>/casualties.toml."""
        return cls(lang, data.load_toml(lang, "casualties.toml"), Scope.load(lang))

    def find(
        self,
        doc: Doc,
        first: int,
        last: int,
        mentions: Mentions,
        blocked: set[int],
        events: dict[int, str] | None = None,
    ) -> list[Figure]:
        """Figures among the tokens `first:last` of one sentence, in order; `blocked` are tokens of dates.

        `events` are the types of the sentence's events by the token of their trigger: one that says a loss by
        its very type counts whom it befalls, whatever its word.
        """
        words = self.words.find(doc, first, last, events or {})
        if not words:
            return []
        counted = [
            c
            for c in (self._portion(c) for c in self.counting.find(doc, first, last, blocked))
            if c is not None and not (self.fitting.is_rate(c) or self.fitting.is_age(c))
        ]
        counted = [self._untaken(c) for c in counted]
        whole, counted = counted, [self._unpart(c, words) for c in counted]
        broken = [now.first for was, now in zip(whole, counted, strict=True) if was.part and not now.part]
        broken += [c.first for c in counted if c.follows and self._is_share_killed(c, words)]
        out, used = self._adjacent(words, counted, mentions)
        within = self.scope.syntax.noun_clause | self.scope.syntax.relative_clause
        for word, trigger in sorted(
            words, key=lambda loss: (loss[0].dep_ in within, self.words.is_attribute(loss[0]))
        ):  # "20 men held there were freed", "shot 30 wounded men"
            again = self.words.befalls_too(word, trigger.kind, words) or self.words.meant(word, counted)
            taken = set() if again else used
            for token in self._joined(self.words.places(word, trigger, counted), counted):
                figure = self._figure((word, trigger), token, counted, taken, mentions)
                if figure is None:
                    continue
                same = [i for i, f in enumerate(out) if (f.kind, f.first) == (figure.kind, figure.first)]
                if same:
                    out[same[0]] = replace(out[same[0]], alone=out[same[0]].alone or figure.alone)
                else:
                    out.append(figure)
            if "self" in trigger.counts and not any(f.word.i == word.i for f in out):
                out += self._none(word, trigger, mentions)
        used |= {f.first for f in out}
        out = [f for f in out if not self._is_broken_down(f, broken)]
        shares = {f.word.i: f.first for f in out if f.first in broken and f.word.i > f.first}
        out = [f for f in out if f.first >= shares.get(f.word.i, 0)]  # "264 men, 53 of them wounded"
        out = [replace(f, victims=self.victims.payer(f.first, f.word, mentions) or f.victims) for f in out]
        out = self.lists.complete([self._sided(f, mentions) for f in out], counted, used, mentions)
        out = [f for f in out if not f.best or not self.words.shares(f.word, f.kind, words)]
        out += self._none_either(out, words)
        return sorted(out, key=lambda f: f.first)

    def _sided(self, figure: Figure, mentions: Mentions) -> Figure:
        """A figure with those whose side is named behind it, if nothing else says who they are."""
        last = figure.word.doc[max(figure.word.i, figure.last)]
        if figure.victims is not None or not self.lists.ellipsis.is_sided(last):
            return figure
        return replace(figure, victims=self.lists.ellipsis.on_the_side(last, mentions))

    @property
    def bearing(self) -> frozenset[str]:
        """Lemmas of the words of loss whose subject bears it."""
        return self._sets["bearing_words"]

    def _portion(self, c: Counted) -> Counted | None:
        """A number, or the share that is taken of it; None of a share of which no number can be told."""
        if self.fitting.is_fraction(c):
            return self.counting.portion(c)
        return self._risen(c)

    def _risen(self, c: Counted) -> Counted:
        """What a toll rose to: "from 31 to 47" are 47."""
        doc, high = c.noun.doc, c.quantity.high
        if doc[c.first].lower_ not in self._sets["rising_from"] or high is None:
            return c
        above = itertools.islice(c.number.ancestors, _RISEN)
        numbers = [t for t in doc[c.first : c.last + 1] if t.like_num]
        lemma, sums = self.scope.forms.lemma, self._sets["sums"] | self._sets["of_dead"]
        rose = next((t for t in above if lemma(t) in self._sets["rising"] and t.i < c.first), None)
        if not numbers or rose is None or not any(lemma(t) in sums for t in rose.subtree):
            return c  # "from 80 to 160 fell" is a range
        last = numbers[-1]
        quantity = replace(c.quantity, start=last.idx, core=last.idx, low=high, best=high, high=high)
        noun = last if c.bare else c.noun
        return replace(c, quantity=quantity, first=last.i, number=last, noun=noun)

    def _is_running(self, word: Token, c: Counted) -> bool:
        """Whether a toll counts more than what is told: "brought to 31 the number of guards killed this year"."""
        low, high = min(word.left_edge.i, c.first), max(word.right_edge.i, c.last, c.noun.i)
        told = f" {' '.join(t.lower_ for t in word.doc[low : high + 1])} "
        return any(f" {mark} " in told for mark in self._sets["running"])

    def _is_broken_down(self, figure: Figure, parts: list[int]) -> bool:
        """Whether a number of the lost sums up several kinds: "lost 90,000 men, of whom 20,000 were prisoners"."""
        bears = self.scope.forms.lemma(figure.word) in self._sets["bearing_words"]
        return bears and any(figure.last < first for first in parts)

    def _is_share_killed(self, c: Counted, words: list[Loss]) -> bool:
        """Whether a number takes a loss of its own out of one told before: ", 110 of them killed"."""
        shares = c.noun.doc[c.last + 1 : c.last + 3].text.lower() in self._sets["shares"]
        return shares and any(word.i == c.last + 3 for word, _ in words)

    def _untaken(self, c: Counted) -> Counted:
        """A number before a participle and what it makes of people counts no noun: "10,000 taken prisoner"."""
        behind = c.noun.doc[c.last + 1 : c.last + 4]
        if not c.bare and len(behind) == _PAIR and c.noun.i > behind[1].i and behind[2].like_num:
            parted = behind[1].lower_ in self._sets["joins"] and any(self.words.triggers(behind[0]))
            return replace(c, noun=c.number) if parted else c  # "600 dead and 1,000 prisoners"
        taken = (
            c.noun.i == c.last + 2 and c.noun.doc[c.last + 1].pos_ == "VERB" and (c.quantity.best or 0) > 1
        )
        return replace(c, noun=c.number) if taken and self._is_made(c.noun) else c

    def _is_made(self, noun: Token) -> bool:
        """Whether a noun in the singular is a word of loss by the verb before it."""
        verb = self.scope.forms.lemma(noun.doc[noun.i - 1])
        return not plural(noun) and any(verb in t.under for t in self.words.triggers(noun))

    # -- what several words of loss share

    def _joined(self, places: list[Token], counted: list[Counted]) -> list[Token]:
        """The places, with what the text joins to them, the parser or not: "31 farmers and 9 soldiers"."""
        taken = {t.i for t in places}
        out = list(places)
        for c in counted:
            joins = c.noun.doc[c.noun.i + 1 : c.noun.i + 2].text.lower() in self._sets["joins"]
            several = "Plur" in c.noun.morph.get("Number", [])
            if joins and several and not c.bare and c.noun.head.i in taken and c.noun.head.i > c.noun.i:
                out.append(c.noun)  # "700 Danes and militia guards" read as one compound
                taken.add(c.noun.i)
        for left, right in [*pairwise(counted)][::-1]:
            if self._tied(left, right) and right.noun.i in taken and left.noun.i not in taken:
                out.append(left.noun)
                taken.add(left.noun.i)
        for left, right in pairwise(counted):
            if self._tied(left, right) and left.noun.i in taken and right.noun.i not in taken:
                out.append(right.noun)
                taken.add(right.noun.i)
        return out

    def _tied(self, left: Counted, right: Counted) -> bool:
        """Whether only joining words stand between two counted nouns, so that they fill one slot."""
        if left.bare or right.bare or right.part:
            return False
        if any(next(iter(self.words.triggers(c.noun)), None) for c in (left, right)):
            return False
        told = right.noun.pos_ == "PRON" and any(t.pos_ == "AUX" for t in right.number.head.lefts)
        relative = right.noun.tag_ in self.scope.forms.tags["relative_pronoun"]
        syntax, noun = self.scope.syntax, right.number if told or relative else right.noun
        if noun.dep_ in (syntax.subject | syntax.passive_subject) and noun.head.i != left.noun.head.i:
            return False  # "killed 40 rebels, and 300 monks prayed", "six of whom were shot"
        between = noun.doc[max(left.last, left.noun.i) + 1 : right.first]
        plain = (
            t.lower_ in self._sets["joins"] or (t.pos_ in NOUNS and t.dep_ in syntax.conjunct)
            for t in between
        )
        return 0 < len(between) < _APART and all(plain)  # "160 soldiers and policemen and 47 farmers"

    # -- figures

    def _adjacent(
        self, words: list[Loss], counted: list[Counted], mentions: Mentions
    ) -> tuple[list[Figure], set[int]]:
        """Bare numbers right before a word of loss: "one dead and 13 wounded"."""
        out, used = [], set()
        by_token = {
            word.i: (word, trigger) for word, trigger in reversed(words) if self._takes_numbers(word, trigger)
        }
        for c in counted:
            last = c.last if c.bare else c.noun.i
            demonym = None
            found = by_token.get(last + 1) or by_token.get(self._behind_auxiliary(c, last))
            if (
                c.bare
                and found is None
                and last + 2 in by_token
                and c.noun.doc[last + 1].pos_ in ("ADJ", "PROPN")
            ):
                demonym, last = c.noun.doc[last + 1], last + 1  # "17 Danish dead"
                found = by_token.get(last + 1)
            made = by_token.get(last + 2) if c.bare and found is None else None
            found = made if made is not None and self._is_made(made[0]) else found
            if c.bare and c.number.lower_ in self._sets["dual"]:
                continue  # of two just named: "A and B had both been killed"
            if found and not c.part and (found[0].pos_ != "NOUN" or demonym is not None or found is made):
                word, trigger = found
                if not c.bare and word.pos_ != "ADJ":
                    continue
                if word.head.i == word.i + 1 and word.head.pos_ in NOUNS:
                    continue  # "13 wounded soldiers"
                modifies = word.dep_ in self.scope.syntax.modifier and c.number.head.i != word.i
                if modifies and word.head.i > word.i:
                    continue
                victim = demonym or (None if c.bare else c.noun)
                if victim is not None:
                    victims = self.victims.of(victim, mentions) or implied(self.victims, word, mentions)
                else:
                    victims = self._bearer(c, word, mentions) or self.victims.bearer(c.number, mentions)
                victims = None if victims is not None and self._is_number(victims) else victims
                if victims is None and trigger.needs == "civil":
                    victims = self.civilians
                out.append(figure_of(word, trigger.kind, c, last, victims))
                used.add(c.first)
        return out, used

    @staticmethod
    def _behind_auxiliary(c: Counted, last: int) -> int:
        """The token whose subject a bare number is by its place: "killed 60 and some 80 were abducted"."""
        doc, i = c.noun.doc, last + 1
        while c.bare and i + 1 < len(doc) and doc[i].pos_ in ("AUX", "ADV") and doc[last + 1].pos_ == "AUX":
            i += 1
        return i

    def _takes_numbers(self, word: Token, trigger: Trigger) -> bool:
        """Whether a number right before the word counts its victims: "7 dead", "and 30 executed"."""
        if "self" in trigger.counts:
            return True
        past = word.pos_ == "VERB" and "Past" in word.morph.get("Tense", [])
        return (
            past
            and "object" in trigger.counts
            and not any(t.dep_ in self.scope.syntax.object for t in word.children)
        )

    def _unpart(self, c: Counted, words: list[Loss]) -> Counted:
        """A detail of a total that counts another loss is a figure of its own: "40 casualties, 13 dead"."""
        if not c.part:
            return c
        after = c.last + 1
        if c.noun.doc[after : after + 2].text.lower() in self._sets["shares"]:
            after += 2  # "110 of them killed"
        own = self._said_behind(c, after, words)
        opens = c.noun.doc[c.first - 1]
        if any(w.head.i == opens.i and self.scope.forms.lemma(opens) in t.under for w, t in words):
            return replace(c, part=False)  # "the dead included 12 policemen"
        total = max(((w.i, t.mixed, t) for w, t in words if w.i < c.first), key=lambda w: w[:2], default=None)
        alone = (
            own is not None
            and total is not None
            and (total[2].kind != own[1].kind or total[1] or total[2].bears)
        )
        # "losses included 300 dead", "the townsmen, of whom 300 were killed", "264 men, 53 of them wounded"
        alone = alone or (own is not None and total is None)
        alone = alone or (own is not None and not c.follows)
        if own is None and total is not None and c.noun.i == after:
            further = self._said_behind(c, after + 1, words)
            alone = further is not None and further[1].kind != total[2].kind
            # "killed 12, including two officers, and 30 others were wounded"
        return replace(c, part=False) if alone else c

    @staticmethod
    def _said_behind(c: Counted, at: int, words: list[Loss]) -> Loss | None:
        """The word of loss that a number counts, or that stands at a token, auxiliaries before it."""
        doc = c.noun.doc
        while at < len(doc) - 1 and doc[at].pos_ in ("AUX", "ADV"):
            at += 1  # "and over a hundred were hurt"
        return next((loss for loss in words if loss[0].i in (c.noun.i, at)), None)

    def _figure(
        self, loss: Loss, token: Token, counted: list[Counted], used: set[int], mentions: Mentions
    ) -> Figure | None:
        """The figure that `token`, in a counting slot of the word of loss, makes."""
        word, trigger = loss
        for c in counted:
            if not (token.i == c.noun.i or c.first <= token.i <= c.last) or c.first in used or c.part:
                continue
            if not c.bare and not self.fitting.fits(trigger, c.noun, word, mentions):
                return None
            if not c.bare and self.fitting.is_other_loss(c.noun, word, trigger):
                return None
            if not c.bare and self.victims.named(c.noun, mentions, c.quantity.best or 1):
                return None
            if c.bare and trigger.needs == "person" and "level" in trigger.counts:
                return None  # "put its losses at 300": the dead among them are not told
            if "level" in trigger.counts and self._is_running(word, c):
                return None
            if trigger.bears and self.fitting.counts_things(c, counted):
                return None  # "shot down 47 aircraft and lost eleven"
            if c.bare and c.quantity.best == 0 and trigger.needs:
                return None  # "they lost none": of what was spoken of
            if c.bare and c.number.lower_ in self._sets["dual"]:
                return None  # of two just named: "A and B were both killed"
            if c.noun.i == word.i and c.noun.i - c.last > 1 and self.fitting.is_share(c):
                of_them = shared_by(self.victims, c, mentions)
                return figure_of(word, trigger.kind, c, c.noun.i, of_them) if of_them else None
            nobody = c.quantity.best == 0 and not c.bare and c.noun.i != word.i
            if nobody and self.scope.forms.lemma(c.noun) not in self._sets["persons"]:
                return None  # "no breakdown was given for the wounded"
            if not trigger.again:
                used.add(c.first)
            itself = c.noun.i == word.i or c.bare
            victims = self._bearer(c, word, mentions) if itself else self.victims.counted(c, mentions)
            fighters = victims is None or (victims.id.startswith("generic:") and victims.kind != "civilians")
            theirs = self.lists.ellipsis.side(c, word.i, mentions) if trigger.bears else None
            if theirs is not None and (fighters or victims is None or victims.kind == "military"):
                victims = theirs  # "lost 61 men, the Danes 28 men"
            elif trigger.bears and fighters and not self._were_aboard(c, word):
                side = self.victims.bearer(word, mentions)
                side = side or self.lists.ellipsis.speaker(word.head, word, mentions)
                kin = victims is not None and side is not None and side.kind == "civilians"
                victims = victims if kin else side or victims  # "a nurse who had lost two colleagues"
            victims = None if victims is not None and self._is_number(victims) else victims
            if victims is None and not itself:
                victims = implied(self.victims, word, mentions)
            if trigger.needs == "civil" and victims is None:
                victims = self.civilians
            if trigger.needs == "civil" and victims is not None and victims.id.startswith("military:"):
                victims = self.victims.nations.folk_by_word(c.noun) or victims
            if (
                trigger.mixed or (trigger.kind == "killed" and self.fitting.are_casualties(c.noun))
            ) and c.quantity.best:
                return None  # dead and wounded in one number
            told = self.fitting.told_as(c) if trigger.bears and not c.bare and c.noun.i != word.i else set()
            if len(told) > 1:
                return None  # "lost 900 men killed, wounded and missing"
            parted = c.noun.doc[min(c.last + 1, c.noun.i)].pos_ == "AUX"  # "20,000 were prisoners"
            last = c.last if parted else max(c.last, c.noun.i)
            figure = figure_of(word, next(iter(told), trigger.kind), c, last, victims)
            if trigger.again:
                dead = any(self.scope.forms.lemma(t) in self._sets["of_dead"] for t in word.subtree)
                victims = self.lists.ellipsis.toll_of(word, trigger.about, mentions)
                figure = replace(figure, again=True, alone=dead, dead=dead, victims=victims)
            return figure
        if token.i != word.i and (none := self._not_one(loss, token, mentions)) is not None:
            return none
        if token.i == word.i or not trigger.single:
            return None
        first = self.victims.single(token, mentions)
        if (
            first is None
            or self.fitting.are_casualties(token)
            or not self.fitting.fits(trigger, token, word, mentions)
        ):
            return None
        return Figure(
            word, trigger.kind, *_ONE, first, token.i, self.victims.one(token, mentions), after=first + 1
        )

    def _were_aboard(self, c: Counted, word: Token) -> bool:
        """Whether those lost were aboard of what was struck: "sank a ferry with the *loss* of 200 passengers"."""
        governed = word.pos_ == "NOUN" and word.dep_ in self.scope.syntax.preposition_object
        return governed and word.head.head.pos_ == "VERB" and c.noun.lower_ in self.table["aboard"]

    def _is_number(self, victims: Actor) -> bool:
        """Whether victims are called by nothing but a number: "thousands"."""
        found = next(iter(self.counting.numbers.find(victims.name)), None)
        return victims.id.startswith("generic:") and found is not None and found.end == len(victims.name)

    def _bearer(self, c: Counted, word: Token, mentions: Mentions) -> Actor | None:
        """Whose loss a number without a noun is: the side right before it, else what bears the word of loss."""
        beside, body = self.lists.ellipsis, body_of(self.victims, c)
        if body is not None and c.noun.i != word.i and (found := self.victims.of(body, mentions)) is not None:
            unnamed = body.i == c.last and found.id.startswith("generic:")
            return renamed(found, found.name[max(0, found.name.find(body.text)) :]) if unnamed else found
        theirs = beside.those_of(c, word.sent.start, mentions) if c.bare else None
        side = theirs or (beside.side(c, word.sent.start - 1, mentions) if c.bare else None)
        return side or self.victims.bearer(word, mentions)

    def _none_either(self, figures: list[Figure], words: list[Loss]) -> list[Figure]:
        """Nobody of another kind either: "no one was killed or *injured*", "caused no casualties"."""
        told = {(f.kind, f.first) for f in figures}
        mixed = {w.i for w, t in words if t.mixed}
        out = []
        for f in figures:
            if f.best != 0 or f.kind != "killed" or ("injured", f.first) in told:
                continue
            joined = (w for w, t in words if t.kind == "injured" and self.words.joins(f.word, w, words))
            word = f.word if f.word.i in mixed else next(joined, None)
            out += [replace(f, kind="injured", word=word)] if word is not None else []
        return out

    def _not_one(self, loss: Loss, token: Token, mentions: Mentions) -> Figure | None:
        """ "without losing a man", "did not kill a single guard": the loss of one, denied, is none."""
        word, trigger = loss
        first = self.victims.article(token)
        sole = trigger.bears or any(c.lower_ in self._sets["sole"] for c in token.lefts)
        if first is None or not sole or word.pos_ != "VERB":
            return None
        denied = any(found.status == "negated" for found in self.scope.cues(word, frozenset()))
        victims = self.victims.bearer(word, mentions) if trigger.bears else self.victims.of(token, mentions)
        return Figure(word, trigger.kind, 0, 0, 0, first, token.i, victims) if denied else None

    def _none(self, word: Token, trigger: Trigger, mentions: Mentions) -> list[Figure]:
        """ "suffered no casualties", "without loss": a word of loss that is itself denied by the narrator."""
        if not plural(word) and not trigger.singular:
            return []
        if any(c.pos_ == "ADJ" and c.lower_ not in self._sets["plain"] for c in word.lefts):
            return []  # "without heavy casualties"
        denied = [found.token for found in self.scope.cues(word, frozenset()) if found.status == "negated"]
        told = ({self.scope.forms.lemma(t) for t in (token, token.head)} for token in denied)
        if all(words & self._sets["accounts"] for words in told):
            return []  # "there were no reports of casualties"
        none = Figure(word, trigger.kind, 0, 0, 0, word.i, word.i, self.victims.bearer(word, mentions))
        return [none, replace(none, kind="injured")] if trigger.mixed else [none]
