"""Splits the article into sentences before it is parsed.

A boundary is a stop (with the quotes and brackets that close after it) that white space follows,
unless the words around it speak against it; the words are data (models/<lang>/sentences.toml).
Sentences never cross blocks; a heading is one sentence. White-space tokens between sentences belong
to none of them; the parser counts them to the sentence before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from dateline import data
from dateline.article import Block
from dateline.layers import Sentence, article_of
from dateline.stages.base import Stage

MAX_TOKENS = 400  # the parser's memory grows with the sentence, and no real one is longer
MAX_BRACKET = 600  # characters; a bracket longer than this has lost its other half
WINDOW = 60  # characters looked at to either side of a stop


@dataclass(frozen=True, slots=True)
class Rules:
    """The data of one language, compiled; see the comments in sentences.toml."""

    candidate: re.Pattern[str]
    stops: frozenset[str]
    openers: str
    brackets: dict[str, str]  # closing → opening
    breaks: tuple[str, ...]
    abbreviations: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]
    lower_starts: tuple[str, ...]


@lru_cache(maxsize=8)
def load_rules(lang: str) -> Rules:
    """The rules of a language from models/<lang>/sentences.toml; raises E302 or E304."""
    table = data.load_toml(lang, "sentences.toml")
    stops, full = re.escape(table["stops"]), re.escape(table["full_stops"])
    closers = re.escape(table["closers"])
    spaced = rf"(?P<stop>[{stops}](?:[{stops}]|\ (?=\.))*)(?P<closers>[{closers}]*)\s+(?=\S)"
    free = rf"|(?P<full>[{full}]+)[{closers}]*\s*(?=\S)" if full else "|(?P<full>(?!))"
    words = dict(table["words"])
    return Rules(
        candidate=re.compile(spaced + free),
        stops=frozenset(table["stops"] + table["full_stops"]),
        openers=table["openers"],
        brackets={pair[1]: pair[0] for pair in table["brackets"]},
        breaks=tuple(table["breaks"]),
        abbreviations={kind: frozenset(words) for kind, words in table["abbreviations"].items()},
        lower_starts=tuple(words.pop("lower_starts")),
        words={kind: frozenset(listed) for kind, listed in words.items()},
    )


_LAST_WORD = re.compile(r"[^\s\"“”«(\[{]*\Z")
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+\Z")
_ENUMERATOR = re.compile(r"\W*(?:\d{1,3}|[^\W\d_])\.\s*\Z")


class Splitter:
    """Finds sentence boundaries in the text of one block."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules

    def starts(self, text: str) -> list[int]:
        """Offsets at which a sentence begins, the first one left out."""
        out: list[int] = []
        start, brackets, at = 0, self._brackets(text), 0
        for match in self.rules.candidate.finditer(text):
            while at < len(brackets) and brackets[at][1] < match.start():
                at += 1
            inside = at < len(brackets) and brackets[at][0] < match.start()
            if inside and brackets[at][1] >= match.end() and not self._is_whole(text, start, brackets[at]):
                continue
            if _ENUMERATOR.match(text, start, match.end()):
                continue
            if match["full"] or self._ends(text, match):
                start = match.end()
                out.append(start)
        return out

    def _brackets(self, text: str) -> list[tuple[int, int]]:
        """Outermost balanced brackets as (opening, closing) offsets, in order."""
        pairs = self.rules.brackets
        out: list[tuple[int, int]] = []
        stack: list[tuple[str, int]] = []
        opening = frozenset(pairs.values())
        for i, char in enumerate(text):
            if char in opening:
                stack.append((char, i))
            elif char in pairs and stack and stack[-1][0] == pairs[char]:
                begin = stack.pop()[1]
                if i - begin <= MAX_BRACKET:
                    while out and out[-1][0] > begin:
                        out.pop()
                    out.append((begin, i))
        return out

    def _is_whole(self, text: str, start: int, bracket: tuple[int, int]) -> bool:
        """Whether the bracket opens the sentence and holds whole sentences."""
        return bracket[0] == start and text[bracket[1] - 1] in self.rules.stops

    def _ends(self, text: str, match: re.Match[str]) -> bool:
        """Whether the sentence ends at this candidate."""
        stop, closers = match["stop"].replace(" ", ""), match["closers"]
        ahead = text[match.end() : match.end() + WINDOW].lstrip(self.rules.openers)
        if not ahead:
            return True
        if ahead[0].islower() and not ahead.startswith(self.rules.lower_starts):
            return False
        behind = text[max(0, match.start() - WINDOW) : match.start()]
        found = _WORD.match(ahead)
        after = found.group() if found else ""
        if stop == ".":
            return self._ends_at_period(behind, ahead, after)
        if closers and ("!" in stop or "?" in stop):
            return self.rules.words["reporting"].isdisjoint(_WORD.findall(ahead)[:4])
        if stop[0] in ".…" and (not behind or behind[-1].isspace()):  # an omission, not a trailing off
            return after in self.rules.words["starters"]
        return True

    def _ends_at_period(self, behind: str, ahead: str, after: str) -> bool:
        """Whether a single period ends the sentence; `after` is the word that follows, if any."""
        kinds, words = self.rules.abbreviations, self.rules.words
        last = _LAST_WORD.search(behind)
        word = (last.group() if last else "") + "."
        if word in kinds["leading"]:
            return False
        if word in kinds["numbered"] and ahead[0].isdigit():
            return False
        if word in kinds["closing"]:
            return after not in words["continuers"]
        if word in kinds["inner"]:
            return after in words["starters"]
        if _INITIALS.match(word) and not word[0].isdigit():
            before = behind[: -len(word)].split()
            numeral = len(word) == 2 and before and before[-1] in words["numeral_heads"]
            return bool(numeral) or after in words["starters"]
        return True


class SentencesStage(Stage[list[Sentence]]):
    """Adds the layer `sentences` and sets `token.is_sent_start`, to which the parser keeps."""

    layer = "sentences"

    def __init__(self, lang: str) -> None:
        self.rules = load_rules(lang)
        self.splitter = Splitter(self.rules)

    def predict(self, doc: Doc) -> list[Sentence]:
        """The sentences of this Doc, in order; every token but white space is in exactly one."""
        article = article_of(doc)
        blocks = article.blocks or [Block("paragraph", 0, len(article.text))]
        cuts = self._cuts(article.text, blocks)
        firsts = [block.start for block in blocks]
        out: list[Sentence] = []
        for tokens in self._groups(doc, cuts):
            start, last = doc[tokens[0]].idx, doc[tokens[-1]]
            at = max(0, bisect_right(firsts, start) - 1)
            heading = blocks[at].kind == "heading"
            end = last.idx + len(last)
            out.append(Sentence(len(out), start, end, tokens[0], last.i + 1, at, heading))
        return out

    def set_annotations(self, doc: Doc, layer: list[Sentence]) -> None:
        """Store the layer and mark the sentence starts."""
        super().set_annotations(doc, layer)
        marks: Any = np.full((len(doc), 1), -1, dtype="int64")
        marks[[sentence.first for sentence in layer]] = 1
        # One array: the setter of a token searches the whole Doc for a parse, each time.
        doc.from_array([SENT_START], marks.astype("uint64"))

    def _cuts(self, text: str, blocks: list[Block]) -> list[int]:
        """Text offsets at which a sentence begins, sorted."""
        out = []
        for block in blocks:
            out.append(block.start)
            if block.kind != "heading":
                inner = self.splitter.starts(text[block.start : block.end])
                out.extend(block.start + start for start in inner)
        return out

    def _groups(self, doc: Doc, cuts: list[int]) -> Iterator[list[int]]:
        """Indices of the tokens, white space left out, of each sentence."""
        group: list[int] = []
        limit = 1  # cuts[limit] is where the group ends
        for token in doc:
            if token.is_space:
                continue
            if limit < len(cuts) and token.idx >= cuts[limit]:
                yield from self._shorten(doc, group)
                group = []
                while limit < len(cuts) and token.idx >= cuts[limit]:
                    limit += 1
            group.append(token.i)
        yield from self._shorten(doc, group)

    def _shorten(self, doc: Doc, group: list[int]) -> Iterator[list[int]]:
        """The group in pieces of at most MAX_TOKENS tokens, cut after the best mark there is."""
        begin = 0
        while len(group) - begin > MAX_TOKENS:
            tail = range(begin + MAX_TOKENS - 1, begin + MAX_TOKENS // 2, -1)
            texts = {i: doc[group[i]].text for i in tail}
            found = (i for mark in self.rules.breaks for i in tail if texts[i] == mark)
            cut = next(found, begin + MAX_TOKENS - 1) + 1
            yield group[begin:cut]
            begin = cut
        if len(group) > begin:
            yield group[begin:]


@Language.factory("dateline_sentences", assigns=["doc._.sentences", "token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> SentencesStage:
    """Factory for spaCy; raises E302 when the language has no sentences.toml."""
    return SentencesStage(str(nlp.lang))
