"""Finds figures of loss in a sentence: so many of whom killed, injured, captured …, by which word.

The words are data (`models/<lang>/casualties.toml`). A figure is a quantity that counts what stands in a
slot of a word of loss ("killed 13 fighters"), the word itself ("seven deaths"), or that stands right
before it ("13 wounded"); a single victim needs no number ("a soldier", a person by name).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from spacy.tokens import Doc, Token

from dateline import data
from dateline.engines import numbers
from dateline.engines.losses.counting import NOUNS, Counted, Counting, plural
from dateline.engines.losses.ellipsis import Ellipsis
from dateline.engines.losses.victims import Victims, is_state
from dateline.engines.losses.words import Loss, LossWords, Trigger
from dateline.engines.mentions import Mentions
from dateline.engines.sources.scope import Scope
from dateline.layers import Actor, CasualtyKind

ARMED = frozenset(
    {"government", "military", "police", "rebel_group", "jihadist_group", "militia", "peacekeepers"}
)
_ONE = (1, 1, 1)
_SHORT = 4  # tokens from a number to the word of loss it counts ("255 Swedish dead"), fewer than


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of loss: `word` is the word of loss, tokens `first` to `last` (inclusive) its phrase.

    `bare`: no noun says who the victims are, only the number; `after` is the token behind the number.
    `again`: another number for the loss told before, whose kind, victims and event are its own.
    """

    word: Token
    kind: CasualtyKind
    low: int | None
    best: int | None
    high: int | None
    first: int
    last: int
    victims: Actor | None
    bare: bool = False
    after: int = 0
    again: bool = False


@dataclass(slots=True)
class Losses:
    """The reader of one language's figures of loss."""

    lang: str
    table: dict[str, Any]
    scope: Scope
    counting: Counting = field(init=False)
    victims: Victims = field(init=False)
    ellipsis: Ellipsis = field(init=False)
    words: LossWords = field(init=False)
    _sets: dict[str, frozenset[str]] = field(init=False)
    civilians: Actor = field(init=False)

    def __post_init__(self) -> None:
        self._sets = {
            name: frozenset(words)
            for name, words in self.table.items()
            if isinstance(words, list) and all(isinstance(word, str) for word in words)
        }
        syntax, parts = self.scope.syntax, tuple(self.table["parts"])
        self.counting = Counting(numbers.load(self.lang), syntax, parts, self._sets["joins"])
        self.civilians = Actor("generic:civilians", self.table["civilians"], "civilians")
        self.victims = Victims(self.lang, self.scope.words, self._sets, self.civilians)
        classes = data.load_toml(self.lang, "events", "nouns.toml")["classes"]
        people = {*classes["people"], *classes["folk"], *self.table["persons"]}
        self._sets["persons"] = frozenset(people | set(classes["armed_only"]))
        bearing = {word for t in self.table["trigger"] if t.get("bears") for word in t["words"]}
        self._sets["bearing_words"] = frozenset(bearing)
        self.ellipsis = Ellipsis(self.scope.words, self.victims, self._sets)
        self.words = LossWords(self.table, self.scope, self._sets)
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
            for c in self.counting.find(doc, first, last)
            if blocked.isdisjoint(range(c.first, c.last + 1)) and not self._is_rate(c)
        ]
        counted = [self._unpart(c, words) for c in counted]
        out, used = self._adjacent(words, counted, mentions)
        for word, trigger in words:
            taken = set() if self.words.befalls_too(word, trigger.kind, words) else used
            for token in self._joined(self.words.places(word, trigger, counted), counted):
                figure = self._figure((word, trigger), token, counted, taken, mentions)
                if figure and not any(f.kind == figure.kind and f.first == figure.first for f in out):
                    out.append(figure)
            if "self" in trigger.counts and not any(f.word.i == word.i for f in out):
                out += self._none(word, trigger, mentions)
        out = [f for f in out if not f.best or not self.words.shares(f.word, f.kind, words)]
        out = self._gapped(sorted(out, key=lambda f: f.first), counted)
        out += self._paired(out, counted, used, mentions)
        out += self._elided(sorted(out, key=lambda f: f.first), counted, used, mentions)
        out += self._parts(out, counted, used, mentions)
        return sorted(out, key=lambda f: f.first)

    def _is_rate(self, c: Counted) -> bool:
        """Whether a number counts by the day or for each of something else."""
        behind = c.noun.doc[max(c.last, c.noun.i) + 1 :][:2]
        words = [t.lower_ for t in behind]
        return any(" ".join(words[:n]) in self._sets["rates"] for n in (1, 2))

    # -- what several words of loss share

    def _joined(self, places: list[Token], counted: list[Counted]) -> list[Token]:
        """The places, with what the text joins to them, the parser or not: "31 farmers and 9 soldiers"."""
        taken = {t.i for t in places}
        out = list(places)
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
        syntax, noun = self.scope.syntax, right.noun
        if noun.dep_ in (syntax.subject | syntax.passive_subject) and noun.head.i != left.noun.head.i:
            return False  # "killed 40 rebels, and 300 monks prayed"
        between = noun.doc[max(left.last, left.noun.i) + 1 : right.first]
        return 0 < len(between) < 4 and all(t.lower_ in self._sets["joins"] for t in between)

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
            found = by_token.get(last + 1)
            if (
                c.bare
                and found is None
                and last + 2 in by_token
                and c.noun.doc[last + 1].pos_ in ("ADJ", "PROPN")
            ):
                demonym, last = c.noun.doc[last + 1], last + 1  # "17 Danish dead"
                found = by_token.get(last + 1)
            if found and not c.part and (found[0].pos_ != "NOUN" or demonym is not None):
                word, trigger = found
                if not c.bare and word.pos_ != "ADJ":
                    continue
                if word.head.i == word.i + 1 and word.head.pos_ in NOUNS:
                    continue  # "13 wounded soldiers"
                if word.dep_ in self.scope.syntax.modifier and word.head.i > word.i:
                    continue
                victim = demonym or (None if c.bare else c.noun)
                if victim is not None:
                    victims = self.victims.of(victim, mentions)
                else:
                    victims = self.victims.bearer(word, mentions) or self.victims.bearer(c.number, mentions)
                out.append(_figure(word, trigger.kind, c, last, victims))
                used.add(c.first)
        return out, used

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
        own = next((loss for loss in words if loss[0].i in (c.noun.i, c.last + 1)), None)
        total = next((t for w, t in reversed(words) if w.i < c.first), None)
        alone = own is not None and total is not None and (total.kind != own[1].kind or total.mixed)
        return replace(c, part=False) if alone else c

    def _paired(
        self, figures: list[Figure], counted: list[Counted], used: set[int], mentions: Mentions
    ) -> list[Figure]:
        """Nations counted before one that shares its word: "649 Danish and 255 Swedish dead"."""
        by_first = {f.first: f for f in figures if f.word.i - f.first < _SHORT}
        out = []
        for c in counted:
            doc, adjective = c.noun.doc, c.last + 1
            figure = by_first.get(adjective + 2)
            if figure is None or c.first in used or doc[adjective + 1].lower_ not in self._sets["joins"]:
                continue
            if doc[adjective].pos_ in ("ADJ", "PROPN"):
                used.add(c.first)
                victims = self.victims.of(doc[adjective], mentions)
                if victims is not None and is_state(victims):
                    victims = self.victims.troops(victims)
                out.append(_figure(figure.word, figure.kind, c, adjective, victims))
        return out

    def _figure(
        self, loss: Loss, token: Token, counted: list[Counted], used: set[int], mentions: Mentions
    ) -> Figure | None:
        """The figure that `token`, in a counting slot of the word of loss, makes."""
        word, trigger = loss
        for c in counted:
            if not (token.i == c.noun.i or c.first <= token.i <= c.last) or c.first in used or c.part:
                continue
            if not c.bare and not self._fits(trigger, c.noun, word, mentions):
                return None
            if not c.bare and self.victims.named(c.noun, mentions, c.quantity.best or 1):
                return None
            if c.bare and c.number.lower_ in self._sets["dual"]:
                return None  # of two just named: "A and B were both killed"
            if c.noun.i == word.i and c.noun.i - c.last > 1 and self._is_share(c):
                return None  # "two of the dead were women"
            nobody = c.quantity.best == 0 and not c.bare and c.noun.i != word.i
            if nobody and self.scope.forms.lemma(c.noun) not in self._sets["persons"]:
                return None  # "no breakdown was given for the wounded"
            used.add(c.first)
            itself = c.noun.i == word.i or c.bare
            victims = self.victims.bearer(word, mentions) if itself else self.victims.of(c.noun, mentions)
            fighters = victims is None or (victims.id.startswith("generic:") and victims.kind != "civilians")
            if trigger.bears and fighters:
                victims = self.victims.bearer(word, mentions) or victims
            if trigger.needs == "civil" and victims is None:
                victims = self.civilians
            if trigger.mixed and c.quantity.best:
                return None  # dead and wounded in one number
            figure = _figure(word, trigger.kind, c, max(c.last, c.noun.i), victims)
            return replace(figure, again=True) if trigger.again else figure
        if token.i == word.i or not trigger.single:
            return None
        first = self.victims.single(token, mentions)
        if first is None or not self._fits(trigger, token, word, mentions):
            return None
        return Figure(
            word, trigger.kind, *_ONE, first, token.i, self.victims.of(token, mentions), after=first + 1
        )

    def _is_share(self, c: Counted) -> bool:
        """Whether a number takes a part out of what its noun names: "two of the dead"."""
        behind = c.noun.doc[c.last + 1 :][:2]
        return (
            len(behind) == 2 and behind[0].lower_ in self._sets["which"] and behind[1].pos_ in ("DET", "PRON")
        )

    def _fits(self, trigger: Trigger, noun: Token, word: Token, mentions: Mentions) -> bool:
        """Whether the counted noun can be the victim."""
        lemma = self.scope.forms.lemma(noun)
        if noun.i == word.i:
            return True
        if lemma in self._sets["things"] or noun.lower_ in self._sets["things"]:
            return False
        mention = mentions.at(noun)
        bare = noun.pos_ not in NOUNS or lemma in self._sets["persons"] or noun.pos_ == "PROPN"
        known = bare or mention is not None or not trigger.needs
        if trigger.needs == "civil":
            armed = mention is not None and mention.actor.kind in ARMED
            return not armed and lemma not in self._sets["armed"] and known
        return known

    def _none(self, word: Token, trigger: Trigger, mentions: Mentions) -> list[Figure]:
        """ "suffered no casualties", "without loss": a word of loss that is itself denied by the narrator."""
        if not plural(word):
            return []
        if not any(found.status == "negated" for found in self.scope.cues(word, frozenset())):
            return []
        return [Figure(word, trigger.kind, 0, 0, 0, word.i, word.i, self.victims.bearer(word, mentions))]

    def _gapped(self, figures: list[Figure], counted: list[Counted]) -> list[Figure]:
        """A bare number takes the victims of the figure before: "24 soldiers were killed and 11 wounded"."""
        bare = {c.first for c in counted if c.bare}
        out: list[Figure] = []
        for figure in figures:
            if figure.victims is None and figure.first in bare and out and figure.best:
                before = out[-1]
                if before.kind != figure.kind and before.last < figure.first:
                    out.append(replace(figure, victims=before.victims))
                    continue
            out.append(figure)
        return out

    def _elided(
        self, figures: list[Figure], counted: list[Counted], used: set[int], mentions: Mentions
    ) -> list[Figure]:
        """Figures whose word of loss is left out because it was just said."""
        out = []
        for c in counted:
            before = [f for f in figures if f.last < c.first]
            if c.first in used or c.part or not before:
                continue
            said = self.ellipsis.read(c, before[-1].word, before[-1].victims, mentions)
            if said is not None:
                word, victims = said
                used.add(c.first)
                out.append(_figure(word, before[-1].kind, c, max(c.last, c.noun.i), victims))
        return out

    def _parts(
        self, figures: list[Figure], counted: list[Counted], used: set[int], mentions: Mentions
    ) -> list[Figure]:
        """Parts of a figure whose victims the total leaves open: "five people, including three guards of …".

        A part of a total with known victims is no figure of its own.
        """
        out = []
        for c in counted:
            if not c.part or c.first in used:
                continue
            total = next((f for f in reversed(figures) if f.first < c.first), None)
            if total is None or total.victims is not None:
                continue
            mention = mentions.at(c.noun)
            if mention is not None and not mention.actor.id.startswith("generic:"):
                out.append(_figure(total.word, total.kind, c, max(c.last, c.noun.i), mention.actor))
        return out


def _figure(word: Token, kind: CasualtyKind, c: Counted, last: int, victims: Actor | None) -> Figure:
    quantity, victims = c.quantity, _unnumbered(victims, c)
    low, best, high = quantity.low, quantity.best, quantity.high
    return Figure(word, kind, low, best, high, c.first, last, victims, c.bare, c.last + 1)


def _unnumbered(victims: Actor | None, c: Counted) -> Actor | None:
    """The victims without the number itself in their name: "several guards" are guards."""
    if victims is None or not victims.id.startswith("generic:"):
        return victims
    for first in range(c.first, c.last + 1):
        number = c.noun.doc[first : c.last + 1].text.lower() + " "
        if victims.name.lower().startswith(number):
            return renamed(victims, victims.name[len(number) :])
    return victims


def renamed(actor: Actor, name: str) -> Actor:
    """An unnamed actor by other words."""
    return replace(actor, id="generic:" + "-".join(name.lower().split()), name=name, aliases=())
