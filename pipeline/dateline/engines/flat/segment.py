"""Cuts unspaced text into tagged words, whatever the variant of its script.

The words come from jieba's dictionary and from the lexicons of the language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise, zip_longest
from typing import Any

import jieba
import jieba.posseg
from spacy.tokens import Doc
from spacy.vocab import Vocab

from dateline import data
from dateline.engines.flat.entities import TOWN, Entities
from dateline.engines.flat.events import lexicon
from dateline.engines.flat.joined import LastParts
from dateline.engines.flat.view import FlatSyntax
from dateline.engines.script import in_one_script

UNKNOWN = (
    "x"  # behind the first letter of the tag of a word that was only guessed; alone for a part of a name
)
PLACE = "ns"
ACTING = ("v", "p", "d")  # first letters of the tags of what states side by side do
NAMED = ("nr", "ns", "nt", "nz", "nrt", "nrf", "nrfg")
AROUND = (
    "surnames",
    "leads",
    "takes",
    "storms",
    "after_names",
    "before_places",
    "before_names",
    "lent",
    "families",
    "ranks",
    "joints",
    "function",
    "not_ends",
)
PAIRS, ARMIES, FORCES = "pairs", "armies", "forces"
EMPTY: Mapping[str, Iterable[str]] = dict.fromkeys((*AROUND, PAIRS, ARMIES, FORCES), ())
OWN_FREQUENCY = 20_000  # of our own words; jieba's dictionary gives a common word as much


class _Dictionary(jieba.Tokenizer):  # type: ignore[misc]
    """jieba's dictionary, read without the cache file that jieba leaves in a shared folder."""

    def initialize(self, dictionary: Any = None) -> None:
        """Read the dictionary."""
        if not getattr(self, "initialized", False):
            self.FREQ, self.total = self.gen_pfdict(self.get_dict_file())
            self.initialized: bool = True


class Segmenter:
    """Makes a Doc of tagged words: `norm_` is the word in one script, `tag_` the tag of the dictionary."""

    def __init__(
        self,
        vocab: Vocab,
        lang: str,
        words: Iterable[tuple[str, int, str]],
        heads: Iterable[str] = (),
        places: Iterable[str] = (),
        short: Iterable[str] = (),
        joined: Iterable[str] = (),
        own: Iterable[str] = (),
        states: Iterable[str] = (),
        actors: Iterable[str] = (),
        foreign: Iterable[str] = (),
        brief: Iterable[str] = (),
        around: Mapping[str, Iterable[str]] = EMPTY,
    ) -> None:
        self.vocab = vocab
        self.lang = lang
        self.own, self.states, self.actors = frozenset(own), frozenset(states), frozenset(actors)
        self.short, self.all = frozenset(short), frozenset(joined)
        markers = FlatSyntax.load(lang).markers
        self.passive, self.adverbs = markers["passive"], markers["adverbial"]
        self.light, self.turning, self.apart = markers["light"], markers["turning"], markers["apart"]
        self.glued, self.commanding = markers["glued"], markers["commanding"]
        self.around = {kind: frozenset(listed) for kind, listed in around.items()}
        self.foreign, self.brief, self.bodies = frozenset(foreign), frozenset(brief), markers["bodies"]
        self.sums = {kind: markers[kind] for kind in ("summed", "during", "counted")}
        kinds = ("company", "aim", "from", "passive", "disposal", "at")
        self.prepositions = {w for k in kinds for w in markers[k] if len(w) == 1} - self.foreign
        ruling = markers["at"] | markers["from"] | markers["aim"]
        self.under = {under + word for under in markers["under"] for word in ruling}
        self.joiners = {w for w in markers["company"] if len(w) == 1} - self.foreign
        self.heads, self.places = frozenset(heads), frozenset(places)
        self.acts = self.heads | markers["agreeing"]
        self.starting = self.heads | markers["launching"] | markers["agreeing"] | markers["causing"]
        around = self.around
        self.last_parts = LastParts(self.foreign, around["joints"], around["function"] | around["not_ends"])
        self.parts: dict[str, str] = data.load_toml(lang, "language.toml")["parts_of_speech"]
        dictionary = _Dictionary()
        dictionary.initialize()
        for word, frequency, tag in words:
            known = dictionary.FREQ.get(word) or 0
            dictionary.add_word(word, max(frequency, known), None if tag == TOWN and known else tag)
        # The tags of the dictionary, which the module reads when it is imported, are read no second time.
        self.tagger = object.__new__(jieba.posseg.POSTokenizer)
        self.tagger.__dict__ = {
            "tokenizer": dictionary,
            "word_tag_tab": dict(jieba.posseg.dt.__dict__["word_tag_tab"]),
        }

    def __call__(self, text: str) -> Doc:
        """The words of a text; white space is tokens of its own, as the words have none between them."""
        plain = in_one_script(text, self.lang)
        words: list[str] = []
        norms: list[str] = []
        tags: list[str] = []
        at = 0
        for word, tag in self._cut(plain):
            end = at + len(word)
            words.append(text[at:end])
            norms.append(word)
            tags.append(tag)
            at = end
        pos = [self.part(word, tag) for word, tag in zip(words, tags, strict=True)]
        doc = Doc(self.vocab, words=words, spaces=[False] * len(words), tags=tags, pos=pos)
        for token, norm in zip(doc, norms, strict=True):
            if token.norm_ != norm:
                token.norm_ = norm
        return doc

    def _cut(self, plain: str) -> Iterator[tuple[str, str]]:
        """Words and tags. A name that ends in a word of battle or treaty is two words; an unknown word says so.

        So are an adverb and the marker behind it ("已将"), what begins an act and the act ("举行会谈"),
        short forms of states side by side ("中日两国"), and a town and what follows it.
        """
        guessed = [(pair.word, pair.flag) for pair in self.tagger.cut(plain)]
        whole = self.last_parts.joined(plain, guessed, self.tagger.word_tag_tab, self.known)
        pairs = list(self._summed(whole))
        self._mend(pairs)
        pairs = [pair for pair in pairs if pair[0]]
        for (word, tag), following in zip_longest(pairs, pairs[1:]):
            if (
                following
                and len(word) > 1
                and self.short.issuperset(word)
                and self._side_by_side(word, following)
            ):
                yield from ((c, PLACE) for c in word)
                continue
            town = next((n for n in (3, 2) if len(word) >= n + 2 and word[:n] in self.places), None)
            if town is not None and tag.startswith(PLACE) and not self._place(word):
                yield word[:town], PLACE
                yield word[town:], UNKNOWN
                continue
            if cut := self._of_state(word):
                yield word[:cut], PLACE
                yield word[cut:], "nt" if word[cut:] in self.actors else PLACE
                continue
            turning = len(word) == 2 and word[0] in self.light and word[1] in self.turning
            if turning or word in self.apart:
                yield word[0], "n" if self.tagger.word_tag_tab.get(word[0]) == "n" else "d"
                yield word[1], "p" if turning else "v"
                continue
            if word in self.glued and word not in self.heads:
                yield word[:2], "v"
                yield word[2:], self.tagger.word_tag_tab.get(word[2:], "n")
                continue
            act = next((n for n in (2, 3) if word[:n] in self.starting and word[n:] in self.acts), None)
            if act is not None and word not in self.starting and tag not in NAMED:
                for part in (word[:act], word[act:]):
                    yield part, self.tagger.word_tag_tab.get(part, "v")
                continue
            if (
                len(word) > 1
                and tag in NAMED
                and word not in self.places
                and (parts := self._off_name(word, tag, following))
            ):
                yield from parts
                continue
            if word[0] in self.passive and word[1:] in self.heads and word not in self.heads:
                yield word[0], "p"
                yield word[1:], "v"
                continue
            end = next((n for n in (4, 3, 2) if len(word) >= n + 2 and word[-n:] in self.heads), None)
            if end is not None and word[:-end] in self.adverbs and word not in self.heads:
                yield word[:-end], "d"
                yield word[-end:], "v"
                continue
            if end is not None and tag[:1] in "nl" and word not in self.heads and word not in self.own:
                yield word[:-end], PLACE if word[:-end] in self.places else UNKNOWN
                yield word[-end:], "n"
            elif len(word) > 1 and tag[:1] in "nvadi" and tag not in NAMED and not self.known(word):
                yield from self._guessed(word, tag)
            else:
                yield word, tag

    def _side_by_side(self, word: str, following: tuple[str, str]) -> bool:
        """Whether short forms of states are several states: a sum stands behind them, or what two of them do."""
        acts = following[1][:1] in ACTING or following[0] in self.heads or following[0] in self.around[ARMIES]
        return following[0] in self.all or (acts and word in self.around[PAIRS])

    def _off_name(self, word: str, tag: str, following: tuple[str, str] | None) -> list[tuple[str, str]]:
        """A name and what was taken into it: a preposition ("向普京"), what a commander does; else nothing."""
        around = self.around
        if len(word) > 2 and word[0] in around["before_places"] and self._place(word[1:]):
            return [(word[0], "p"), (word[1:], PLACE)]
        led = len(word) > 2 and self.foreign.issuperset(word[1:])
        if led and word[0] in around["before_names"]:
            return [(word[0], "p"), (word[1:], tag)]
        if self.known(word):
            return self._taken_by(word, tag, following)
        if led and word[0] in self.prepositions:
            return [(word[0], "p"), (word[1:], tag)]
        if word[-1] in self.joiners and self.foreign.issuperset(word[:-1]):
            return [(word[:-1], tag if len(word) > 2 else UNKNOWN), (word[-1], "c")]
        leads = following is not None and following[0][0].isalnum()
        if following is not None and leads and self._taken_in_name(word, following[1]):
            return [(word[0], tag), (word[1], "d")]
        if len(word) > 2 and word[0] in around["surnames"] and leads and following is not None:
            placed = following[1].startswith(PLACE) or self._place(following[0])
            if word[-1] in around["leads"] or (word[-1] in around["takes"] and placed):
                return [(word[:-1], tag), (word[-1], "v")]
        named = self.foreign.issuperset(word[:-1]) or self._place(word[:-1])
        if leads and named and word[-1] in around["after_names"]:
            return [(word[:-1], tag if len(word) > 2 else UNKNOWN), (word[-1], "p")]
        return []

    def _of_state(self, word: str) -> int:
        """Where the name of an actor or place begins behind that of its state ("法国|巴黎"); 0 where none does."""
        cuts = [n for n in range(2, len(word) - 1) if word[:n] in self.states]
        whole = self._place(word) or word in self.actors
        named = (
            n
            for n in cuts
            if (word[n:] in self.actors and len(word) > n + 2) or (word[n:] in self.places and not whole)
        )
        return next(named, 0)

    def _taken_by(self, word: str, tag: str, following: tuple[str, str] | None) -> list[tuple[str, str]]:
        """A name of the dictionary and the verb in it that takes the place behind it ("黄巢攻|亳州", "明军入|大都")."""
        verb = len(word) > 2 and word[-1] in self.around["storms"] and word not in self.actors
        if not verb or following is None or not (following[1].startswith(PLACE) or self._place(following[0])):
            return []
        return [(word[:-1], self.tagger.word_tag_tab.get(word[:-1], tag)), (word[-1], "v")]

    def _of_rank(self, word: str) -> bool:
        """Whether a guessed name is what its bearer is, and his family name ("秦将梁")."""
        around = self.around
        return word[0] in self.short and word[1] in around["ranks"] and word[2] in around["surnames"]

    def _taken_in_name(self, word: str, tag: str) -> bool:
        """Whether a guessed name of two is a family name and an adverb before an act ("张又|派兵")."""
        surname = len(word) == 2 and word[0] in self.around["surnames"]
        return surname and word[1] in self.around["leads"] and tag[:1] in "vpd"

    def _taken_in(self, word: str) -> bool:
        """Whether a guessed word is a given name and what its bearer does ("刘|整率")."""
        return len(word) == 2 and word[1] in self.around["leads"] and not self.known(word)

    def _place(self, word: str) -> bool:
        return word in self.places or word in self.states

    def _summed(self, pairs: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """What happened and the sum of it make no party: "袭击中共有12人死亡" is "袭击|中|共|有"."""
        words = [word for word, _ in pairs]
        for (word, tag), before, after in zip_longest(
            pairs, ["", *words][: len(words)], pairs[1:], fillvalue=("", "")
        ):
            led = word in self.sums["summed"] and (before in self.heads or before in self.sums["during"])
            if led and (after[1] == "m" or after[0] in self.sums["counted"]):
                yield word[0], "f"
                yield word[1:], "d"
            else:
                yield word, tag

    def _mend(self, pairs: list[tuple[str, str]]) -> None:
        """Give characters back: "轰炸机|场" is "轰炸|机场", and "范阳起|兵" behind a guessed name is "范阳|起兵"."""
        for i, ((word, before), (after, tag)) in enumerate(pairwise(pairs)):
            if not (word and after):
                continue
            if len(word) == 3 and len(after) == 1 and word[:2] in self.heads and self.known(word[2] + after):
                pairs[i], pairs[i + 1] = (word[:2], "v"), (word[2] + after, "n" if tag != "v" else tag)
            elif len(after) > 2 and word + after[0] in self.own and self.known(after[1:]):
                pairs[i], pairs[i + 1] = (word + after[0], "n"), (after[1:], tag)  # "政府|军主力"
            elif len(word) > 3 and word in self.heads and word[2:] + after in self.heads:
                pairs[i], pairs[i + 1] = (word[:2], "v"), (word[2:] + after, "v")  # "缔结同盟|条约"
            elif word[:2] in self.commanding and len(word) == 3 and word[2] + after in self.heads:
                pairs[i], pairs[i + 1] = (word[:2], "v"), (word[2] + after, "v")  # "率部撤|退"
            elif i and pairs[i - 1][1] == "p" and self._heads_for(word, after):
                pairs[i], pairs[i + 1] = (word[0], "s"), (word[1] + after, "v")  # "向|西进|入"
            elif self._is_force(after) and (parts := self._no_force(pairs, i)):
                pairs[i : i + len(parts)] = parts
            elif len(word) == 1 and len(after) > 1 and word + after[0] in self.around["families"]:
                if not self.known(after):
                    pairs[i], pairs[i + 1] = (word + after[0], TOWN), (after[1:], NAMED[0])
            elif len(word) == 1 and word in self.around["surnames"] and self._taken_in(after):
                pairs[i], pairs[i + 1] = (word + after[0], NAMED[0]), (after[1], "v")
            elif len(word) == 3 and before in NAMED and self._of_rank(word) and self._taken_in(after):
                pairs[i], pairs[i + 1] = (word[:2], "n"), (word[2] + after, NAMED[0])  # "秦将梁|成率"
            elif len(word) == 1 and len(after) == 3 and tag in NAMED and after[1:] in self.heads:
                pairs[i], pairs[i + 1] = (word + after[0], PLACE), (after[1:], "n")  # "戈|马之战"
            elif after in self.around["lent"] and before in NAMED and self.foreign.issuperset(word):
                pairs[i], pairs[i + 1] = (word + after[0], before), (after[1], "v")
            elif before in NAMED and len(after) == 3 and self._goes_on(word, after):
                pairs[i], pairs[i + 1] = (word + after[0], before), (after[1:], "v")  # "伯格|曼率军"
            elif len(word) > 2 and len(after) == 1 and before in NAMED and word[-1] + after in self.heads:
                pairs[i], pairs[i + 1] = (word[:-1], PLACE), (word[-1] + after, "v")

    def _goes_on(self, name: str, word: str) -> bool:
        """Whether a foreign name goes on in a guessed word, with what its bearer does behind it."""
        foreign = self.foreign.issuperset(name + word[0])
        return foreign and word[1:] in self.commanding

    def _heads_for(self, word: str, after: str) -> bool:
        """Whether a point of the compass was joined to the first character of a verb ("西进|入")."""
        bearing = len(word) == 2 and self.tagger.word_tag_tab.get(word[0]) in ("s", "f", PLACE)
        return bearing and len(after) == 1 and word[1] + after in self.heads

    def _is_force(self, word: str) -> bool:
        """Whether a word is the short form of a state with a noun of one character for its forces ("法军")."""
        return len(word) == 2 and word[0] in self.short and word[1] in self.around[FORCES]

    def _no_force(self, pairs: list[tuple[str, str]], i: int) -> list[tuple[str, str]]:
        """What a short form of a state and a noun for its forces were cut from: "史坦|利机|场", "击|中舰|身"."""
        (word, tag), (force, _) = pairs[i : i + 2]
        last, kind = pairs[i + 2] if i + 2 < len(pairs) else ("", "")
        noun = len(last) == 1 and self.known(force[1] + last)
        if len(word) == 1 and word + force[0] in self.heads and len(last) == 1 and (noun or kind[:1] == "n"):
            return [(word + force[0], "v"), (force[1] + last, "n"), ("", "")]
        name = self.foreign.issuperset(word + force[0]) or word in self.around["surnames"]
        if noun and tag in NAMED and name:
            return [(word + force[0], tag), (force[1] + last, "n"), ("", "")]
        return []

    def _guessed(self, word: str, tag: str) -> Iterator[tuple[str, str]]:
        """A guessed word; cut where a trigger ends it or begins it ("遭绑架")."""
        if len(word) == 2 and word[0] in self.bodies and word[1] in self.brief:
            yield word[0], "n"
            yield word[1], "v"
            return
        if len(word) == 2 and word[0] in self.brief and word[1] in self.short:  # "俘|晋"
            yield word[0], "v"
            yield word[1], PLACE
            return
        if word in self.under:  # "在压力下|于6月"
            yield word[:-1], "f"
            yield word[-1], "p"
            return
        if len(word) == 2 and word[0] in self.around["leads"]:
            yield word[0], "v"
            yield word[1], UNKNOWN
            return
        for cut in range(1, len(word)):
            if word[:cut] in self.own:
                yield word[:cut], "n"
                yield word[cut:], "v" if word[cut:] in self.heads else UNKNOWN
                return
        for cut in range(1, len(word) - 1):
            if word[cut:] in self.heads:
                yield word[:cut], "p" if word[:cut] in self.passive else "d"
                yield word[cut:], "v"
                return
            if word[:-cut] in self.heads:
                yield word[:-cut], "v"
                yield word[-cut:], UNKNOWN
                return
        yield word, tag[:1] + UNKNOWN

    def known(self, word: str) -> bool:
        """Whether a word stands in a dictionary, and was not guessed."""
        return bool(self.tagger.tokenizer.FREQ.get(word))

    def part(self, word: str, tag: str) -> str:
        """The universal part of speech of a tag."""
        if word.isspace():
            return "SPACE"
        if not any(c.isalnum() for c in word):
            return "PUNCT"
        return self.parts.get(tag) or self.parts.get(tag[:1], "X")

    @classmethod
    def load(cls, vocab: Vocab, lang: str) -> Segmenter:
        """The segmenter of a language, with the words of its lexicons."""
        entities, acts = Entities.load(lang), list(lexicon.load(lang).words)
        triggers, brief = [w for w in acts if len(w) > 1], [w for w in acts if len(w) == 1]
        words = [*entities.segments(), *((word, OWN_FREQUENCY, "v") for word in triggers)]
        short = (w for w in entities.states if len(w) == 1)
        places = [*entities.places, *entities.towns]
        own = [w for listed in entities.data["anaphors"].values() for w in listed if len(w) > 1]
        own += [w for w in entities.nominals if len(w) > 1]
        own += [w for w in FlatSyntax.load(lang).markers["speaking"] if len(w) == 1]
        states = (w for w in entities.states if len(w) > 1)
        joined, foreign = entities.data["lists"]["all"], entities.data["persons"]["foreign"]
        listed = (places, short, joined, own, states, entities.actors, foreign, brief)
        around = {kind: entities.data["persons"][kind] for kind in AROUND}
        around[PAIRS] = entities.data["lists"][PAIRS]
        organs = entities.data["organs"]["military"]
        around[ARMIES] = [word for word in organs if len(word) > 1]
        around[FORCES] = [word for word in organs if len(word) == 1]
        return cls(vocab, lang, words, triggers, *listed, around=around)

    def to_disk(self, path: Any, *, exclude: Any = ()) -> None:
        """Nothing to save (spaCy protocol)."""

    def from_disk(self, path: Any, *, exclude: Any = ()) -> Segmenter:
        """Nothing to load (spaCy protocol)."""
        return self
