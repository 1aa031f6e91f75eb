"""Finds figures of loss without a parse: a number of people beside a word of loss."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any, cast, get_args

from dateline.engines.flat.losses.joint import Joint, Kinds
from dateline.engines.flat.numerals import Figure, Numerals
from dateline.engines.flat.scene import Scene
from dateline.layers import CasualtyKind, Sentence
from dateline.patterns import any_of

MIXED = "mixed"
LONGEST = 6  # characters of a word of loss
BEFORE = 14  # characters between a word of loss and the figure behind it
COMMAS = ("，", ",")
LIST = 40  # the same where a list of names stands between ("救出甲、乙等15人")
LONGEST_NAME = 24  # characters of the name of an actor
NOUN = 8  # characters of the noun that stands before the second figure of a list ("神父一人、信众十余人")


Word = tuple[tuple[int, int], str, bool]


@dataclass(frozen=True, slots=True)
class Loss:
    """A figure with its word of loss: `word` its offsets, `behind` where the figure stands behind it."""

    figure: Figure
    kind: CasualtyKind
    word: tuple[int, int]
    behind: bool
    again: bool = False  # another count of the same loss ("后世的估计则仅为150人")

    @property
    def start(self) -> int:
        """The start of the figure or of its word, whichever is first."""
        return min(self.figure.start, self.word[0])

    @property
    def end(self) -> int:
        """The end of the figure or of its word, whichever is last."""
        return max(self.figure.end, self.word[1])


class LossFinder:
    """Finds the figures of loss of a language."""

    def __init__(self, table: dict[str, Any], numerals: Numerals) -> None:
        self.numerals = numerals
        self._after = [(w, k) for k in get_args(CasualtyKind) for w in table[k]["after_number"]]
        self._before = [(w, k) for k in get_args(CasualtyKind) for w in table[k]["before_number"]]
        self._after += [(w, MIXED) for w in table["mixed"]["words"]]
        self._before += [(w, MIXED) for w in table["mixed"]["words"]]
        self._attributes = tuple(table["between"]["attributes"])
        self._kind_after, self._kind_before = dict(self._after), dict(self._before)
        self._after_pattern, self._before_pattern = (
            re.compile(any_of(self._kind_after)),
            re.compile(any_of(self._kind_before)),
        )
        self._kind_toll = {word: kind for kind, words in table["tolls"].items() for word in words}
        self._toll_pattern = re.compile(any_of(self._kind_toll))
        self._nobody = {word: kind for kind, words in table["nobody"].items() for word in words}
        breaks, members = table["between"]["breaks"], table["between"]["joins"]
        self._breaks = re.compile(f"[{re.escape(breaks)}]")
        self._stops = re.compile(f"[{re.escape(''.join(c for c in breaks if c not in members))}]")
        self._members, self._members_joined = tuple(table["between"]["members"]), tuple(members)
        self._between = re.compile(table["between"]["words"])
        self._begin_names = frozenset(table["nouns_of_loss"]["words"])
        self._people_ends = tuple(table["nouns_of_loss"]["after"])
        self._camps = tuple(table["nouns_of_loss"]["camps"])
        self._bearers = tuple(table["nouns_of_loss"]["bearers"])
        self._gap = re.compile(table["between"]["gap"])
        self._stop = tuple(table["between"]["stop"])
        self._not_people = tuple(sorted(table["not_people"]["after"], key=len, reverse=True))
        self._no_figure = re.compile(table["not_people"]["shares"])
        self._not_heads = re.compile(table["not_people"]["after_people"])
        self._ends = frozenset(breaks) | {""}
        words = any_of(self._kind_after)
        self._growth = re.compile(rf"(?P<word>{words}){table['between']['grown']}\Z")
        self._folk = re.compile(table["not_people"]["unless"])
        between, sums = table["between"], table["sums"]
        self._bounding = re.compile(
            rf"(?:{between['bounding']})(?:{self._before_pattern.pattern})?[^，。；：、,;\d]{{0,2}}\Z"
        )
        self._again = re.compile(rf"(?:{between['again']})\Z")
        self._aboard = re.compile(rf"(?:{between['aboard']})\Z")
        self._perished = re.compile("|".join(map(re.escape, between["perished"])))
        self._bodies = re.compile(between["bodies"])
        self._part = re.compile(between["part"])
        self._only, self._survivors = re.compile(rf"(?:{between['only']})\Z"), frozenset(between["survivors"])
        acts = any_of(self._kind_before)
        self._suffered = re.compile(rf"(?:{between['suffering']})(?P<word>{acts})")
        self._summed = re.compile(rf"(?:{between['summed']})\Z")
        done = [word for word in table["transitive"]["words"] if word in self._kind_before]
        self._by_agent = re.compile(rf"(?:{between['by']})(?P<word>{any_of(done)})")
        self._sums, self._sums_from = frozenset(sums["words"]), int(sums["many"])
        self._parted = re.compile(sums["parted"])
        self._joint = Joint(
            table, self._after_pattern, self._kind_after, self._before_pattern, self._kind_before
        )
        self._kinds = Kinds(table)
        self._whole = re.compile(rf"(?:{between['whole']})")
        self._among = re.compile(rf"{table['parts']['opening']}|{table['parts']['among']}")
        self._people = tuple(word for words in table["nouns"].values() for word in words)

    def find(self, scene: Scene, sentence: Sentence) -> list[Loss]:
        """The losses of a sentence."""
        text = scene.view.text
        times = [scene.timexes[i] for i in scene.times_in(sentence.start, sentence.end)]
        actors = scene.actors_in(sentence.start, sentence.end)
        rulers = (m for m in actors if m.actor.kind == "person")  # "路易十六"
        taken = [(t.start, t.end) for t in times] + [(m.start + 1, m.end) for m in rulers]
        figures = [
            f
            for f in self.numerals.find(text, sentence.start, sentence.end)
            if not any(start < f.end and f.start < end for start, end in taken) and self._counts(f, scene)
        ]
        out: list[Loss] = []
        left, waiting = sentence.start, []
        for figure, following in zip_longest(figures, figures[1:]):
            right = following.start if following is not None else sentence.end
            found = self._word(figure, scene, left, right) or self._apart(figure, scene, sentence)
            left = figure.end
            if found is None and out and self._goes_on(figure, out[-1], scene, sentence):
                out.append(Loss(figure, out[-1].kind, out[-1].word, behind=True))
                continue
            if found is None and out and self._counted_again(figure, out[-1], scene, sentence):
                out.append(Loss(figure, out[-1].kind, out[-1].word, behind=True, again=True))
                continue
            if found is None and following is not None and self._listed(figure, following, scene):
                waiting.append(figure)
                continue
            if found is not None and found[1] != "killed" and self._bodies.match(scene.view.text, figure.end):
                found = None  # "交还两名士兵的遗体"
            if found is not None and text[slice(*found[0])] in self._survivors:
                found = None if self._only.search(text, sentence.start, figure.start) else found
            if found is not None:
                word, kind, behind = found
                if not behind and kind != MIXED:
                    out += [Loss(f, cast(CasualtyKind, kind), word, behind) for f in waiting]
                waiting = []
                left = max(left, word[1])
                kind = MIXED if self._is_sum(figure, word, scene, sentence) else kind
                if kind != MIXED:
                    out.append(Loss(self._bounded(figure, text), cast(CasualtyKind, kind), word, behind))
        return out

    def _bounded(self, figure: Figure, text: str) -> Figure:
        """A figure with the bound that stands before the act and not before the number ("至少打死37名平民")."""
        bound = self._bounding.search(text, max(figure.start - BEFORE, 0), figure.start)
        if bound is None or figure.high is None or figure.best != figure.high:
            return figure
        if bound["floor"]:
            return replace(figure, high=None)
        return replace(figure, low=None)

    def describes(self, word: str) -> bool:
        """Whether a word of loss may describe those counted ("避难平民")."""
        return word in self._kind_after

    def _goes_on(self, figure: Figure, last: Loss, scene: Scene, sentence: Sentence) -> bool:
        """Whether a figure shares the word of loss of the one before."""
        joined = last.behind and figure.people and self._listed(last.figure, figure, scene)
        return (
            joined or self._listed_nouns(figure, last, scene) or self._gapped(figure, last, scene, sentence)
        )

    def _listed_nouns(self, figure: Figure, last: Loss, scene: Scene) -> bool:
        """Whether a list goes on whose members stand before their figures: "砍死神父一人、信众十余人"."""
        between = scene.view.text[last.figure.end : figure.start]
        led = between.startswith(self._members_joined) and 1 < len(between) <= NOUN
        return last.behind and figure.people and led and not self._breaks.search(between[1:])

    def _counted_again(self, figure: Figure, last: Loss, scene: Scene, sentence: Sentence) -> bool:
        """Whether a clause gives another count of the loss before: "该国称1654人死亡，后人估计仅150至300人"."""
        text, (start, end) = scene.view.text, scene.view.clause(sentence, figure.start)
        if start <= last.figure.start or text[figure.end : end].strip():
            return False
        return bool(self._again.search(text, start, figure.start))

    def _is_sum(self, figure: Figure, word: tuple[int, int], scene: Scene, sentence: Sentence) -> bool:
        """Whether a figure sums up dead, wounded and taken: it is of masses, or is parted into its kinds."""
        text = scene.view.text
        if text[slice(*word)] not in self._sums:
            return False
        many = (figure.best or 0) >= self._sums_from
        return many or bool(self._parted.match(text, max(figure.end, word[1]), sentence.end))

    def _gapped(self, figure: Figure, last: Loss, scene: Scene, sentence: Sentence) -> bool:
        """Whether a clause leaves out the word of the loss before: "清军阵亡200人，法军仅30人"."""
        start, end = scene.view.clause(sentence, figure.start)
        if (
            not figure.people
            or start <= last.figure.start
            or self._breaks.search(scene.view.text, figure.end, end)
        ):
            return False
        among = self._among.match(scene.view.text, start)
        start = among.end() if among else start
        actors = scene.actors_in(start, figure.start)
        if among and actors and actors[0].via != "name":
            return False
        named = [m.end for m in actors if m.start - start <= 1]
        placed = [scene.places[i] for i in scene.places_in(start, figure.start)]
        named += [m.end for m in placed if not actors and m.start - start <= 1]
        rest = scene.view.text[named[0] : figure.start] if len(named) == 1 == len(actors or placed) else None
        led = rest is not None and bool(self._gap.fullmatch(rest))
        return led and not scene.view.text[figure.end : end].strip(scene.view.syntax.stops)

    def _listed(self, figure: Figure, following: Figure, scene: Scene) -> bool:
        """Whether two figures of people are joined: "13名士兵和65名武装分子阵亡"."""
        between = scene.view.text[figure.end : following.start]
        joined = between.endswith(tuple(scene.view.syntax.markers["list"]))
        if figure.people and joined:
            return len(between) <= BEFORE and not self._breaks.search(between[:-1])
        noun = between[1:]  # "英国水兵5人、法国水兵6人战死"
        led = between.startswith(self._members_joined) and noun.endswith(self._people) and len(noun) <= NOUN
        return figure.people and following.people and led and not self._breaks.search(noun)

    def _counts(self, figure: Figure, scene: Scene) -> bool:
        """Whether a figure may count people."""
        text = scene.view.text
        if self._no_figure.match(text, figure.start - 1):
            return False  # "多数人"
        if self._kinds.counted_behind(text, figure.start, figure.end):
            return False  # "包括三名工程师在内的九人"
        if any(
            m.start <= figure.start and figure.end < m.end
            for m in scene.actors_in(figure.start - BEFORE, figure.end)
        ):
            return False  # "八路军"
        if figure.people:
            return not self._not_heads.match(text, figure.end)
        if self._kinds.bodies(text, figure.end):
            return False
        folk = self._folk.match(text, figure.end) or text.startswith(self._people, figure.end)
        return bool(folk) or not text.startswith(self._not_people, figure.end)

    def _word(self, figure: Figure, scene: Scene, left: int, right: int) -> Word | None:
        """The word of loss of a figure, its kind, and whether it stands before: "阵亡83人", "83人阵亡"."""
        text = scene.view.text
        if nobody := self._nobody.get(text[figure.start : figure.end]):
            return (figure.start, figure.end), nobody, False
        before = self._before_word(figure, scene, left)
        if before and self._joint.led(before, text, left):
            return before, MIXED, True
        if before and before[1] == figure.start and not self._summed_behind(figure, before, text):
            return before, self._kind_before[text[slice(*before)]], True
        people = figure.people or self._noun(scene, figure.end) or self._last(figure, scene)
        stretch = self._between.match(text, figure.end, right)
        end = stretch.end() if stretch else figure.end
        after = self._after_pattern.finditer(text, figure.end, min(end + LONGEST, right))
        told = [m for m in after if not (self._names_people(m, text, before) or _in_name(m.span(), scene))]
        while len(told) > 1 and text.startswith(self._attributes, told[0].end()) and told[1].start() <= end:
            del told[0]  # "200名避难的平民遇难"
        told = self._joint.outcome(told)
        found = told[0] if told else None
        if before and people and self._of_next(figure, text, right):
            return before, self._kind_before[text[slice(*before)]], True
        if found is None and people and self._disposed(figure, scene):  # "将数百名俘虏处决"
            behind = self._before_pattern.finditer(text, figure.end, min(end + LONGEST, right))
            done = [m for m in behind if scene.view.aligned(*m.span())]
            found = done[-1] if done else None
        if found and found.start() <= end and (people or found.start() == figure.end):
            between = text[figure.end : found.start()]
            if self._part.search(between) or self._part.match(text, found.end()):
                return None
            if not self._stopped(between, scene):
                kind = self._kind_after.get(found[0]) or self._kind_before[found[0]]
                kind = MIXED if self._joint.goes_on(found, text, right) else kind
                return self._then(found, text, right) or (found.span(), kind, False)
        if before and (people or self._tolled(figure, before, text)):
            return before, self._kind_before[text[slice(*before)]], True
        if people and (suffered := self._by_somebody(figure, scene, right)):
            return suffered
        return self._grown(figure, text, max(left, figure.start - LIST))

    def _of_next(self, figure: Figure, text: str, right: int) -> bool:
        """Whether the word behind a figure is that of the next one: "击毙法军12人、*打伤*30人"."""
        joined = text.startswith(self._members_joined, figure.end)
        return joined and bool(self._before_pattern.fullmatch(text, figure.end + 1, right))

    def _tolled(self, figure: Figure, before: tuple[int, int], text: str) -> bool:
        """Whether a word before a figure that ends its clause names a toll: "死亡人数在一千至两千之间"."""
        toll = self._kinds.toll(text, before)
        return toll and (figure.best or 0) > 1 and bool(self._kinds.closes(text, figure.end))

    def _summed_behind(self, figure: Figure, before: tuple[int, int], text: str) -> bool:
        """Whether a word that may sum up only leads to that of the kind: "损失2.5万人阵亡"."""
        summing = text[slice(*before)] in self._sums
        return summing and figure.people and bool(self._after_pattern.match(text, figure.end))

    def _stopped(self, between: str, scene: Scene) -> bool:
        """Whether something else begins between a figure and its word, and not in an attribute of those counted."""
        noun = max(between.rfind(particle) for particle in scene.view.syntax.attributive)
        return any(word in between[noun + 1 :] for word in self._stop)

    def _by_somebody(self, figure: Figure, scene: Scene, right: int) -> Word | None:
        """The word for what those counted suffer from somebody who is named: "8名记者在该村遭民兵杀害"."""
        text = scene.view.text
        stretch = self._between.match(text, figure.end, right)
        found = self._by_agent.search(text, figure.end, stretch.end() if stretch else right)
        if found is None:
            return None
        how = found["how"] is not None
        if not how and not scene.actors_in(found.start(), found.start("word")):
            return None
        if self._stopped(text[figure.end : found.start()], scene):
            return None
        return found.span("word"), self._kind_before[found["word"]], False

    def _then(self, found: re.Match[str], text: str, right: int) -> Word | None:
        """The word that tells what came to those lost in the end: "四十余万士卒投降后遭坑杀"."""
        end = self._suffered.match(text, found.end(), right)
        return (end.span("word"), self._kind_before[end["word"]], False) if end else None

    def _grown(self, figure: Figure, text: str, low: int) -> Word | None:
        """The word that describes those whose number has grown to a figure: "逃往该国的难民已达10万"."""
        grown = self._growth.search(text, low, figure.start)
        ends = figure.people or self._kinds.closes(text, figure.end)
        if grown is None or not ends:
            return None
        word = grown.start("word"), grown.end("word")
        return word, self._kind_after[grown["word"]], True

    def _names_people(self, found: re.Match[str], text: str, before: tuple[int, int] | None) -> bool:
        """Whether a word of loss only begins the name of those who are spoken of ("伤员", "避难平民").

        Or describes those to whom a word before the figure tells what was done ("枪决了一名被俘的军官").
        """
        if before is not None and text.startswith((*self._attributes, *self._bearers), found.end()):
            return True
        named = found[0] in self._begin_names and text[found.end() : found.end() + 1] in self._people_ends
        people = text.startswith(self._people, found.end()) and not text.startswith(self._camps, found.end())
        return named or people

    def _disposed(self, figure: Figure, scene: Scene) -> bool:
        """Whether something is done to those counted: a marker of the object stands before them."""
        word = scene.view.before(figure.start)
        while word is not None and figure.start - word.end < BEFORE and not self._breaks.search(word.text):
            if word.text in scene.view.syntax.markers["disposal"]:
                return True
            word = scene.view.before(word.start)
        return False

    def _apart(self, figure: Figure, scene: Scene, sentence: Sentence) -> Word | None:
        """The word of loss that stands in another clause than its figure."""
        text, (start, end) = scene.view.text, scene.view.clause(sentence, figure.start)
        if self._aboard.search(text, start, figure.start):  # "机上176人，无人生还"
            perished = self._perished.search(text, figure.end, sentence.end)
            return (perished.span(), "killed", False) if perished else None
        sole = figure.people and not text[figure.end : end].strip()
        if sole and start > sentence.start and self._summed.fullmatch(text, start, figure.start):
            found = [
                m for m in self._after_pattern.finditer(text, sentence.start, start) if m.end() == start - 1
            ]
            if found:  # "守军全部阵亡，共计300余人"
                return found[-1].span(), self._kind_after[found[-1][0]], True
        return self._all_of_them(figure, scene, sentence) or self._toll(figure, scene, sentence)

    def _all_of_them(self, figure: Figure, scene: Scene, sentence: Sentence) -> Word | None:
        """The word behind a break that tells what befell all those counted: "守军仅剩47人，全部被俘"."""
        text, end = scene.view.text, scene.view.clause(sentence, figure.start)[1]
        if not figure.people or text[figure.end : end].strip() or text[end : end + 1] not in COMMAS:
            return None
        whole = self._whole.match(text, end + 1, sentence.end)
        if whole is None or whole.end() == whole.start():
            return None
        found = self._after_pattern.match(text, whole.end(), sentence.end)
        return (found.span(), self._kind_after[found[0]], False) if found else None

    def _toll(self, figure: Figure, scene: Scene, sentence: Sentence) -> Word | None:
        """The word of a toll that the clause before names: "死亡人数不详，军方称约两千人"."""
        text, start = scene.view.text, scene.view.clause(sentence, figure.start)[0]
        if not figure.people and not self._kinds.closes(text, figure.end):
            return None
        found = list(self._toll_pattern.finditer(text, sentence.start, start))
        spoken = scene.view.marker("speaking", start, figure.start) or self._again.search(
            text, start, figure.start
        )
        return (found[-1].span(), self._kind_toll[found[-1][0]], True) if found and spoken else None

    def _last(self, figure: Figure, scene: Scene) -> bool:
        """Whether a figure ends its clause behind the noun of those it counts ("打死守军三百")."""
        text, word = scene.view.text, scene.view.before(figure.start)
        ends = text[figure.end : figure.end + 1] in self._ends
        named = any(m.end == figure.start for m in scene.actors_in(figure.start - BEFORE, figure.start))
        return ends and word is not None and (named or word.text in self._people)

    def _in_noun(self, span: tuple[int, int], scene: Scene) -> bool:
        """Whether a word of loss of one character only ends the noun of those counted ("战俘三十万")."""
        word = scene.view.word(span[0])
        return span[1] - span[0] == 1 and word.start < span[0] and word.text in self._people

    def _noun(self, scene: Scene, at: int) -> bool:
        text = scene.view.text
        named = text.startswith(self._people, at) or self._folk.match(text, at)
        return bool(named) or bool(scene.actors_in(at, at + 1))

    def _before_word(self, figure: Figure, scene: Scene, left: int) -> tuple[int, int] | None:
        """The last word of loss before a figure, with no break and nothing but its object between."""
        text = scene.view.text
        listed = text.endswith(self._members, 0, figure.start)
        low = max(figure.start - LIST, 0) if listed else max(left, figure.start - BEFORE)
        found = [m.span() for m in self._before_pattern.finditer(text, low, figure.start)]
        found = [span for span in found if not self._in_noun(span, scene) and not _in_name(span, scene)]
        found = [
            span for span in found if self._kinds.fits(text[slice(*span)], text[figure.start : figure.end])
        ]
        plain = [span for span in found if not text.startswith(self._attributes, span[1])]
        last = plain[-1] if plain else found[-1] if found else None  # "释放了扣押的21名人质"
        breaks = self._stops if listed else self._breaks
        if last is None or breaks.search(text, last[1], figure.start):
            return None
        return last


def _in_name(span: tuple[int, int], scene: Scene) -> bool:
    """Whether a word of loss is only a part of the name of an actor ("人民解放军")."""
    named = (m for m in scene.actors_in(span[0] - LONGEST_NAME, span[1]) if m.via == "name")
    return any(m.start <= span[0] and span[1] <= m.end and m.end - m.start > span[1] - span[0] for m in named)
