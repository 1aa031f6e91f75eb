"""Reads figures of loss without a parse: a number of people beside a word of loss."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import Any, cast, get_args

from dateline import data
from dateline.engines.events.fronts import side
from dateline.engines.events.lexicon import ARMED_KINDS
from dateline.engines.flat.numerals import Figure, Numerals
from dateline.engines.flat.numerals import load as load_numerals
from dateline.engines.flat.scene import Scene
from dateline.engines.flat.sources import Sources
from dateline.engines.flat.view import Word as ViewWord
from dateline.layers import Actor, ActorMention, Casualty, CasualtyKind, Event, Sentence

UNBOUND = -1
FORCES_LOSE = ("killed", "injured", "captured")
REACH = 1  # sentences back that the event of a figure may stand
# What costs those who do it nothing.
REMOTE = frozenset({"airstrike", "shelling", "bombing", "looting", "killing", "abduction", "ambush"})
# What an attack does beside: the dead are of the attack, unless its own clause counts them.
DAMAGE = frozenset({"shootdown", "looting"})
MIXED = "mixed"
LONGEST = 6  # characters of a word of loss
NATION = 5  # characters of the name of a nation before a noun of people
FURTHER = 16  # characters between two figures of which the second goes on with the first
BEFORE = 14  # characters between a word of loss and the figure behind it


Word = tuple[tuple[int, int], str, bool]


@dataclass(frozen=True, slots=True)
class Loss:
    """A figure with its word of loss: `word` its offsets, `behind` where the figure stands behind it."""

    figure: Figure
    kind: CasualtyKind
    word: tuple[int, int]
    behind: bool


class Losses:
    """Reads the losses of a language."""

    def __init__(self, table: dict[str, Any], numerals: Numerals, sources: Sources) -> None:
        self.numerals, self.sources = numerals, sources
        self._carriers = {kind: frozenset(types) for kind, types in table["carriers"].items()}
        self._after = [(w, k) for k in get_args(CasualtyKind) for w in table[k]["after_number"]]
        self._before = [(w, k) for k in get_args(CasualtyKind) for w in table[k]["before_number"]]
        self._after += [(w, "mixed") for w in table["mixed"]["words"]]
        self._before += [(w, "mixed") for w in table["mixed"]["words"]]
        self._kind_after, self._kind_before = dict(self._after), dict(self._before)
        self._after_pattern, self._before_pattern = _any(self._kind_after), _any(self._kind_before)
        self._kind_toll = {word: kind for kind, words in table["tolls"].items() for word in words}
        self._toll_pattern = _any(self._kind_toll)
        self._own = frozenset(table["own"]["words"])
        self._soldiers = frozenset(table["soldiers"]["words"])
        self._nobody = {word: kind for kind, words in table["nobody"].items() for word in words}
        self._transitive = frozenset(table["transitive"]["words"])
        self._breaks = re.compile(f"[{re.escape(table['between']['breaks'])}]")
        self._between = re.compile(table["between"]["words"])
        self._begin_names = frozenset(table["nouns_of_loss"]["words"])
        self._people_ends = tuple(table["nouns_of_loss"]["after"])
        self._gap = re.compile(table["between"]["gap"])
        self._stop = tuple(table["between"]["stop"])
        self._not_people = tuple(sorted(table["not_people"]["after"], key=len, reverse=True))
        self._not_heads = tuple(table["not_people"]["after_people"])
        self._people = tuple(word for words in table["nouns"].values() for word in words)

    @classmethod
    @lru_cache(maxsize=4)
    def load(cls, lang: str) -> Losses:
        """The losses of a language, from models/<lang>/casualties.toml."""
        return cls(data.load_toml(lang, "casualties.toml"), load_numerals(lang), Sources.load(lang))

    def read(self, scene: Scene, sentences: list[Sentence], events: list[Event]) -> list[Casualty]:
        """All figures of a Doc, each with the event that carries it, -1 where none does."""
        out: list[Casualty] = []
        by_sentence: dict[int, list[int]] = {}
        for index, found in enumerate(events):
            by_sentence.setdefault(found.sentence, []).append(index)
        for sentence in sentences:
            if sentence.heading:
                continue
            last: tuple[Loss, Actor | None, Actor | None] | None = None
            for loss in self.find(scene, sentence):
                event = self._event(loss, scene, sentence, sentences, events, by_sentence)
                if event == UNBOUND:
                    continue
                source = self.sources.speaker(scene, sentence, loss.figure.start)
                clause = scene.view.clause(sentence, loss.figure.start)[0]
                own = scene.view.marker("own_side", clause, loss.figure.start)
                told = source if own and source else self._victims(loss, scene, sentence)
                victims = self._army(told, loss, scene)
                if last is not None and (told == last[1] or victims is None):
                    victims = last[2] if self._goes_on(last[0], loss, scene) else victims
                last = loss, told, victims
                if not own and _did_it(victims, events[event]):
                    victims = None
                if loss.kind == "displaced" and victims is not None and victims.kind == "military":
                    continue
                victims = self._meant(victims, loss, events[event], scene, source)
                out.append(
                    Casualty(
                        event, loss.kind, loss.figure.low, loss.figure.best, loss.figure.high,
                        loss.figure.start, loss.figure.end, victims, source,
                    )
                )  # fmt: skip
        return out

    def find(self, scene: Scene, sentence: Sentence) -> list[Loss]:
        """The losses of a sentence."""
        text = scene.view.text
        times = [scene.timexes[i] for i in scene.times_in(sentence.start, sentence.end)]
        figures = [
            f
            for f in self.numerals.find(text, sentence.start, sentence.end)
            if not any(t.start < f.end and f.start < t.end for t in times) and self._counts(f, scene)
        ]
        out: list[Loss] = []
        left, waiting = sentence.start, []
        for figure, following in zip_longest(figures, figures[1:]):
            right = following.start if following is not None else sentence.end
            found = self._word(figure, scene, left, right) or self._toll(figure, scene, sentence)
            left = figure.end
            if found is None and out and self._gapped(figure, out[-1], scene, sentence):
                out.append(Loss(figure, out[-1].kind, out[-1].word, behind=True))
                continue
            if found is None and following is not None and self._listed(figure, following, scene):
                waiting.append(figure)
                continue
            if found is not None:
                word, kind, behind = found
                if not behind and kind != MIXED:
                    out += [Loss(f, cast(CasualtyKind, kind), word, behind) for f in waiting]
                waiting = []
                left = max(left, word[1])
                if kind != MIXED:
                    out.append(Loss(figure, cast(CasualtyKind, kind), word, behind))
        return out

    def _gapped(self, figure: Figure, last: Loss, scene: Scene, sentence: Sentence) -> bool:
        """Whether a clause leaves out the word of the loss before: "清军阵亡200人，法军仅30人"."""
        start, end = scene.view.clause(sentence, figure.start)
        if (
            not figure.people
            or start <= last.figure.start
            or self._breaks.search(scene.view.text, figure.end, end)
        ):
            return False
        here = scene.actors_in(start, figure.start)
        rest = scene.view.text[here[0].end : figure.start] if len(here) == 1 else None
        led = rest is not None and here[0].start - start <= 1 and bool(self._gap.fullmatch(rest))
        return led and not scene.view.text[figure.end : end].strip(scene.view.syntax.stops)

    def _listed(self, figure: Figure, following: Figure, scene: Scene) -> bool:
        """Whether two figures of people are joined: "13名士兵和65名武装分子阵亡"."""
        before = scene.view.before(following.start)
        between = scene.view.text[figure.end : following.start]
        joined = before is not None and before.text in scene.view.syntax.markers["list"]
        return figure.people and joined and len(between) <= BEFORE and not self._breaks.search(between[:-1])

    def _counts(self, figure: Figure, scene: Scene) -> bool:
        """Whether a figure may count people."""
        text = scene.view.text
        if figure.people:
            return not text.startswith(self._not_heads, figure.end)
        return not text.startswith(self._not_people, figure.end)

    def _word(self, figure: Figure, scene: Scene, left: int, right: int) -> Word | None:
        """The word of loss of a figure, its kind, and whether it stands before: "阵亡83人", "83人阵亡"."""
        text = scene.view.text
        if nobody := self._nobody.get(text[figure.start : figure.end]):
            return (figure.start, figure.end), nobody, False
        before = self._before_word(figure, text, left)
        if before and before[1] == figure.start:
            return before, self._kind_before[text[slice(*before)]], True
        people = figure.people or self._noun(scene, figure.end)
        stretch = self._between.match(text, figure.end, right)
        end = stretch.end() if stretch else figure.end
        found = self._after_pattern.search(text, figure.end, min(end + LONGEST, right))
        if found and self._names_people(found, text):
            found = None
        if found is None and people and self._disposed(figure, scene):  # "将数百名俘虏处决"
            behind = self._before_pattern.finditer(text, figure.end, min(end + LONGEST, right))
            found = next((m for m in behind if scene.view.aligned(*m.span())), None)
        if found and found.start() <= end and (people or found.start() == figure.end):
            between = text[figure.end : found.start()]
            if not any(word in between for word in self._stop):
                kind = self._kind_after.get(found[0]) or self._kind_before[found[0]]
                return found.span(), kind, False
        if before and people:
            return before, self._kind_before[text[slice(*before)]], True
        return None

    def _names_people(self, found: re.Match[str], text: str) -> bool:
        """Whether a word of loss only begins the name of those who are spoken of ("伤员")."""
        return found[0] in self._begin_names and text[found.end() : found.end() + 1] in self._people_ends

    def _disposed(self, figure: Figure, scene: Scene) -> bool:
        """Whether something is done to those counted: a marker of the object stands before them."""
        word = scene.view.before(figure.start)
        while word is not None and figure.start - word.end < BEFORE and not self._breaks.search(word.text):
            if word.text in scene.view.syntax.markers["disposal"]:
                return True
            word = scene.view.before(word.start)
        return False

    def _toll(self, figure: Figure, scene: Scene, sentence: Sentence) -> Word | None:
        """The word of a toll that the clause before names: "死亡人数不详，军方称约两千人"."""
        if not figure.people:
            return None
        start = scene.view.clause(sentence, figure.start)[0]
        found = list(self._toll_pattern.finditer(scene.view.text, sentence.start, start))
        spoken = scene.view.marker("speaking", start, figure.start)
        return (found[-1].span(), self._kind_toll[found[-1][0]], True) if found and spoken else None

    def _noun(self, scene: Scene, at: int) -> bool:
        return scene.view.text.startswith(self._people, at) or bool(scene.actors_in(at, at + 1))

    def _before_word(self, figure: Figure, text: str, left: int) -> tuple[int, int] | None:
        """The last word of loss before a figure, with no break and nothing but its object between."""
        low = max(left, figure.start - BEFORE)
        last = None
        for match in self._before_pattern.finditer(text, low, figure.start):
            last = match.span()
        if last is None or self._breaks.search(text, last[1], figure.start):
            return None
        return last

    # -- who, by whom counted, in which event

    def _victims(self, loss: Loss, scene: Scene, sentence: Sentence) -> Actor | None:
        """Those who were lost: named behind the figure or before it, else whom the sentence is about."""
        view, figure = scene.view, loss.figure
        behind = scene.actors_in(figure.end, figure.end + NATION)
        behind = [] if view.marker("aim", figure.end, figure.end + NATION) else behind
        if behind and self._counted_noun(view.within(figure.end, behind[0].start), view.syntax.attributive):
            return behind[0].actor
        between = scene.actors_in(loss.word[1], figure.start) if loss.behind else []
        if between:
            return between[-1].actor
        if view.text[slice(*loss.word)] in self._transitive and loss.behind:
            return None
        end = min(figure.start, loss.word[0])
        start = view.clause(sentence, figure.start)[0]
        if view.marker("bringing", start, end):
            return None  # "it cost 29 lives": of others than those who did it
        if view.marker("level", start, end) and not scene.actors_in(start, end):
            return None  # "both sides lost 200"
        while True:
            here = start <= figure.start <= end + 1
            own = [m for m in scene.actors_in(start, end) if self._may_lose(m, scene, start, end, here=here)]
            if own:
                return own[-1 if end == min(figure.start, loss.word[0]) else 0].actor
            said = view.marker("speaking", start, end) or view.marker("according", start, end)
            if said or start <= sentence.start or view.text[start - 1] in view.syntax.stops:
                return None
            if view.text[slice(*loss.word)] not in self._own:
                return None
            end = start - 1
            start = view.clause(sentence, max(end - 1, sentence.start))[0]

    def _army(self, victims: Actor | None, loss: Loss, scene: Scene) -> Actor | None:
        """The army of a state that is said to have lost soldiers, as the text calls it."""
        word = scene.view.text[slice(*loss.word)]
        if victims is None or victims.kind != "government" or word not in self._soldiers:
            return victims
        own = (
            m.actor
            for m in scene.actors
            if m.actor.kind == "military" and m.actor.country and side(m.actor) == side(victims)
        )
        return next((a for a in own if a.id.partition(":")[2] == a.country), victims)

    def _goes_on(self, last: Loss, loss: Loss, scene: Scene) -> bool:
        """Whether a figure goes on counting the losses of the one before ("12 were killed, 30 wounded")."""
        between = scene.view.text[max(last.figure.end, last.word[1]) : loss.figure.start]
        here = scene.actors_in(max(last.figure.end, last.word[1]), loss.figure.start)
        stops = any(c in scene.view.syntax.stops for c in between)
        return not here and not stops and last.behind == loss.behind and len(between) <= FURTHER

    def _meant(
        self, victims: Actor | None, loss: Loss, event: Event, scene: Scene, source: Actor | None
    ) -> Actor | None:
        """The forces that the event names, where those lost are nameless soldiers or left out ("打死100人")."""
        transitive = scene.view.text[slice(*loss.word)] in self._transitive and loss.behind
        if victims is not None and (victims.kind != "military" or not victims.id.startswith("generic:")):
            return victims
        if victims is None and (not transitive or loss.kind not in FORCES_LOSE):
            return None
        sides: dict[str, list[Actor]] = {"initiator": [], "target": []}
        for argument in event.arguments:
            actor = argument.mention.actor
            if argument.role in sides and actor.kind in ARMED_KINDS and not actor.id.startswith("generic:"):
                sides[argument.role].append(actor)
        if source is not None and source.kind == "military" and not transitive:
            return source
        struck = sides["target"]
        own = {r for r, found in sides.items() if source is not None and side(source) in map(side, found)}
        if len(own) == 1:
            struck = sides["target" if (own == {"initiator"}) == transitive else "initiator"]
        return struck[0] if len(struck) == 1 else victims

    @staticmethod
    def _counted_noun(between: list[ViewWord], particles: tuple[str, ...]) -> bool:
        """Whether nothing but a nation or a particle stands between a number and the noun of those counted."""
        return all(word.tag.startswith("ns") or word.text in particles for word in between)

    def _may_lose(self, mention: ActorMention, scene: Scene, start: int, end: int, *, here: bool) -> bool:
        """Whether somebody before a figure may be who was lost: he neither says so nor did it."""
        view = scene.view
        word = view.before(mention.start)
        if word is not None and word.end == mention.start:
            counted = any(f.end == mention.start for f in self.numerals.find(view.text, start, mention.start))
            nameless = counted and mention.via != "name"
            if (nameless and not here) or word.text in view.syntax.markers["according"]:
                return False
        if view.marker("speaking", mention.end, min(mention.end + 8, end + 1)):
            return False
        return not any(w.end <= mention.start for w in view.marker("passive", start, mention.start))

    def _event(
        self,
        loss: Loss,
        scene: Scene,
        sentence: Sentence,
        sentences: list[Sentence],
        events: list[Event],
        by_sentence: dict[int, list[int]],
    ) -> int:
        """The event of the word itself, else the nearest that can carry it, else the last of the sentence before."""
        here = by_sentence.get(sentence.index, [])
        types = self._carriers[loss.kind]
        for i in here:
            if events[i].start < loss.word[1] and loss.word[0] < events[i].end and events[i].type in types:
                return i
        fit = [i for i in here if events[i].type in types]
        main = [i for i in fit if not self._attributive(events[i], scene)] or fit
        clause = scene.view.clause(sentence, loss.figure.start)
        near = [i for i in main if events[i].start < clause[1] and not self._past(events[i], loss, scene)]
        fights = [i for i in near if events[i].type not in DAMAGE or clause[0] <= events[i].start]
        near = fights or near
        if near or (fit and loss.figure.start < events[fit[0]].start and not self._told(sentence, sentences)):
            return min(
                near or main,
                key=lambda i: (events[i].start > loss.figure.start, abs(events[i].start - loss.figure.start)),
            )
        before = sentence.index - 1
        if before >= 0 and sentences[before].block == sentence.block:
            there = [i for i in by_sentence.get(before, []) if events[i].type in types]
            if there:
                return there[-1]
        return main[0] if main else UNBOUND

    @staticmethod
    def _past(event: Event, loss: Loss, scene: Scene) -> bool:
        """Whether a stop ends the stretch of a withdrawal before the figure."""
        between = scene.view.text[event.end : loss.figure.start]
        return event.type == "withdrawal" and any(c in between for c in scene.view.syntax.stops)

    @staticmethod
    def _told(sentence: Sentence, sentences: list[Sentence]) -> bool:
        """Whether a sentence goes on with the paragraph of the one before."""
        return sentence.index > 0 and sentences[sentence.index - 1].block == sentence.block

    @staticmethod
    def _attributive(event: Event, scene: Scene) -> bool:
        """Whether an event only describes a noun behind it ("the town that had fallen")."""
        return scene.view.text.startswith(scene.view.syntax.attributive, event.end)


def _did_it(actor: Actor | None, event: Event) -> bool:
    """Whether those who are said to be lost did from afar what cost the losses."""
    doers = {a.mention.actor.id for a in event.arguments if a.role == "initiator"}
    return actor is not None and event.type in REMOTE and actor.id in doers


def _any(words: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
