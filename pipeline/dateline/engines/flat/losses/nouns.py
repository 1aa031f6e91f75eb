"""Who was lost where a noun says so that names no party: prisoners, the wounded, some of those told before."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Any

from dateline.engines.flat.losses.figures import Loss
from dateline.engines.flat.losses.struck import FORCES, PEOPLE
from dateline.engines.flat.scene import Scene
from dateline.engines.flat.view import Word
from dateline.layers import Actor, ActorMention, Sentence, article_of
from dateline.patterns import any_of

LONG_NOUN = 8  # characters of a noun behind a figure, with what describes it
LEFT = 8  # characters before the figure of bodies in which they are left behind
MIN_NOUN = 2
NAMES = ("nr", "nt")
WHOLE = 3  # characters before those of whom a part is told ("一批军官…，其中17人")
LOST = FORCES | PEOPLE | {"unknown"}


class VictimNouns:
    """The nouns of a language for those who are in the hands of others, and its words for a part of a whole."""

    def __init__(self, table: dict[str, Any]) -> None:
        nouns = any_of(table["helpless"]["words"])
        self._counted = re.compile(rf"(?:{table['helpless']['attribute']})?(?P<noun>{nouns})")
        self._disposed = re.compile(rf"(?:{table['helpless']['disposal']})(?P<noun>{nouns})")
        self._respectively = re.compile(table["between"]["respectively"])
        self._quantities = frozenset(table["soldiers"]["quantities"])
        self._members = frozenset(table["soldiers"]["members"])
        self._corpses = frozenset(table["soldiers"]["corpses"])
        self._leaving = re.compile(table["soldiers"]["leaving"])
        self._kind = table["helpless"]["kind"]
        self._part = re.compile(table["parts"]["opening"])
        self._among = re.compile(table["parts"]["among"])
        self._group = re.compile(rf"(?:{table['parts']['groups']})\Z")
        self._numbers = re.compile(rf"(?:{table['parts']['counting']})\Z")
        self._transitive = frozenset(table["transitive"]["words"])
        self._routing = frozenset(table["transitive"]["routing"])
        self._other_ends = tuple(table["soldiers"]["others"])

    def _actor(self, found: re.Match[str], scene: Scene) -> Actor:
        noun, written = found["noun"], article_of(scene.doc).text[slice(*found.span("noun"))]
        return Actor(f"generic:{noun}", noun, self._kind, aliases=(written,) if written != noun else ())

    def counted(self, loss: Loss, scene: Scene) -> Actor | None:
        """Those whom a figure counts: "七十名战俘遭枪决"."""
        found = self._counted.match(scene.view.text, loss.figure.end)
        if found is None or scene.actors_in(loss.figure.end, found.end()):
            return None
        return self._actor(found, scene)

    def told(self, loss: Loss, scene: Scene) -> Actor | None:
        """Those whom a figure counts by a noun that is no actor of the text: "三名宪兵丧命"."""
        view, at = scene.view, loss.figure.end
        stop = at + LONG_NOUN if loss.behind else min(loss.word[0], at + LONG_NOUN)
        words = view.within(at, stop)
        if not loss.figure.people or not words or words[0].start != at:
            return None
        while words and words[0].tag[:1] in "absfr":  # "3名当地雇员"
            words = words[1:]
        nouns = list(takewhile(lambda w: w.tag[:1] == "n" and w.tag[:2] not in NAMES, words))
        nouns = [w for w in nouns if w.text not in self._quantities]
        if not nouns or nouns[-1].tag[:2] == "nz" or (end := nouns[-1].end) > stop:
            return None
        if end - nouns[0].start < MIN_NOUN:
            return None
        if scene.actors_in(at, end) or view.text.startswith(view.syntax.attributive, end):
            return None
        noun, written = (t[nouns[0].start : end] for t in (view.text, article_of(scene.doc).text))
        return Actor(f"generic:{noun}", noun, "unknown", aliases=(written,) if written != noun else ())

    def other(self, loss: Loss, scene: Scene) -> bool:
        """Whether a figure counts others than those told before, and not the members of their body."""
        counted = self.told(loss, scene)
        return counted is not None and counted.name not in self._members

    def unclaimed(self, loss: Loss, scene: Scene) -> bool:
        """Whether a figure counts bodies that somebody found, and not that their own left behind."""
        view = scene.view
        left = self._leaving.search(view.text, max(loss.start - LEFT, 0), loss.figure.start)
        return view.text[slice(*loss.word)] in self._corpses and left is None

    def disposed(self, loss: Loss, scene: Scene, sentence: Sentence) -> Actor | None:
        """Those to whom the sentence says before a figure that something was done: "用机枪扫射俘虏，八十四人罹难"."""
        found = list(self._disposed.finditer(scene.view.text, sentence.start, loss.start))
        return self._actor(found[-1], scene) if found else None

    def inside(self, scene: Scene, start: int) -> bool:
        """Whether a clause names but some of those counted: "44人遇难，包括5名儿童，79人受伤"."""
        return bool(self._part.match(scene.view.text, start))

    def part(self, loss: Loss, scene: Scene, sentence: Sentence) -> bool:
        """Whether a figure counts some of those told before: "八万人被俘，其中一万人病死"."""
        start = scene.view.clause(sentence, loss.start)[0]
        return bool(self._among.match(scene.view.text, start))

    def whole(self, loss: Loss, scene: Scene, sentence: Sentence) -> ActorMention | None:
        """Those of whom the figure is a part: "一批军官发动政变，其中十七人被处决"."""
        view = scene.view
        start = view.clause(sentence, loss.start)[0]
        if not self.part(loss, scene, sentence):
            return None
        told = [m for m in scene.actors_in(sentence.start, start) if m.actor.kind in LOST]
        groups = [m for m in told if self._many(m, view.text, sentence)]
        return groups[-1] if groups else None

    def _many(self, mention: ActorMention, text: str, sentence: Sentence) -> bool:
        """Whether a word of number or of a group stands before somebody."""
        low = max(sentence.start, mention.start - WHOLE)
        before = text[low : mention.start]
        return bool(self._group.search(before) or self._numbers.search(before))

    def lost(self, told: list[ActorMention], loss: Loss, scene: Scene, end: int) -> ActorMention | None:
        """Who of those that a clause before names was lost: the first, or whom he did it to ("逮捕X，3人失踪")."""
        first, last = told[0], told[-1]
        done = scene.view.text[first.end : last.start if last is not first else end]
        if loss.behind:
            return first
        if last is not first and any(word in done for word in self._routing):
            return last
        seized = any(word in done for word in self._transitive)
        if not seized or (last is not first and last.actor.kind in FORCES):
            return first
        return None if last is first else last

    @staticmethod
    def describes(passive: Word, mention: ActorMention, scene: Scene) -> bool:
        """Whether a passive only describes somebody, and does not name who did it ("受困于山上的步兵师")."""
        view, behind = scene.view, scene.view.after(passive.end)
        attribute = view.text.startswith(view.syntax.attributive, mention.start - 1)
        return attribute and behind is not None and behind.tag[:1] == "v"

    def others(self, loss: Loss, scene: Scene) -> bool:
        """Whether people who are no actor of the text stand right before the word of loss."""
        word = scene.view.before(loss.word[0]) if loss.behind else None
        beside = word is not None and word.end == loss.word[0] and len(word.text) > 1
        return beside and word is not None and word.text.endswith(self._other_ends)

    def each(self, loss: Loss, losses: list[Loss], scene: Scene, clause: int) -> Actor | None:
        """The one of several that a figure of several belongs to ("A and B lost 10 and 5")."""
        shared = [x.figure for x in losses if x.word == loss.word]
        word = self._respectively.search(scene.view.text, clause, shared[0].start)
        named = scene.actors_in(clause, word.start()) if word else []
        if len(shared) < 2 or len(named) != len(shared):
            return None
        return named[shared.index(loss.figure)].actor

    @staticmethod
    def names_loss(mention: ActorMention, loss: Loss) -> bool:
        """Whether somebody is only called by what befell him ("遇难者多达两万人")."""
        here = mention.start < loss.word[1] and loss.word[0] < mention.end
        return here and loss.kind in ("killed", "injured")

    @staticmethod
    def joined(word: Word, scene: Scene, start: int) -> bool:
        """Whether a word that may join a list stands right behind the name of another."""
        return any(m.end == word.start for m in scene.actors_in(start, word.start))
