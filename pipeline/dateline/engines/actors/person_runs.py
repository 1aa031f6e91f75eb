"""Runs of capitalised words that may be names of persons, and the titles before them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dateline.engines.actors.grounds import Grounds
from dateline.engines.actors.lexicon import ActorLexicon
from dateline.engines.actors.named import capital
from dateline.engines.phrases import fold
from dateline.engines.syntax import HYPHENS

# The number of a ruler behind the name; "I" alone is a pronoun more often.
_REGNAL = re.compile(r"[IVX]*[VX][IVX]*|I{2,3}")
# A name with a prefix in small letters ("kaMpande").
_PREFIXED = re.compile(r"[a-z]{2,3}[A-Z][a-z]+")
# Kinds of nouns that tell what a person is ("the merchant Salim", "Reza, a journalist").
PERSONS = frozenset({"person", "media", "civilians"})


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words, tokens `first:last`; `titled`: a word for a person stands before them."""

    first: int
    last: int
    titled: bool


class RunFinder:
    """Finds them in one Doc among the words that no other name holds (`taken`); made anew for each."""

    def __init__(self, doc: Doc, taken: Collection[int], grounds: Grounds, lexicon: ActorLexicon) -> None:
        self.doc, self.grounds, self.lexicon = doc, grounds, lexicon
        self._taken = taken
        self._articles = lexicon.words["definite"] | lexicon.words["articles"]
        self._no_names = lexicon.not_actors | lexicon.words["not_persons"]
        # Words in lower case, and names within sentences: one that only opens them may be any word.
        self.lower = {t.lower_ for t in doc if not capital(t)}
        self.within = {t.text for t in doc if t.pos_ == "PROPN" and not t.is_sent_start}

    def find(self) -> list[Run]:
        """The runs without their titles, in text order."""
        out, at = [], 0
        while at < len(self.doc):
            if self._name_word(self.doc[at]):
                run = self._run(at)
                at = run.last
                out.extend(self._titled(run))
            else:
                at += 1
        return out

    def text(self, run: Run) -> str:
        """The words of a run."""
        return self.doc[run.first : run.last].text

    def _name_word(self, token: Token) -> bool:
        text = token.text
        return (
            token.i not in self._taken
            and (token.pos_ == "PROPN" or self._like_pronoun(token) or self._elsewhere_a_name(token))
            and text[0].isupper()
            and (len(text) == 1 or not text.isupper() or text.endswith("."))
            and any(c.isalpha() for c in text)
            and not any(c.isdigit() for c in text)
        )

    def _elsewhere_a_name(self, token: Token) -> bool:
        """Whether a word that the tagger takes for another part of speech is a name in other sentences."""
        return (
            token.pos_ in ("ADJ", "NOUN", "VERB")
            and token.text in self.within
            and token.lower_ not in self.lower
        )

    def _like_pronoun(self, token: Token) -> bool:
        """Whether a surname is written as a pronoun is: "then He Long marched"."""
        after = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
        if token.pos_ != "PRON" or token.is_sent_start or not token.text.istitle() or after is None:
            return False
        return after.pos_ == "PROPN" and after.text.istitle() and after.i not in self._taken

    def _run(self, first: int) -> Run:
        doc, last = self.doc, first + 1
        end = doc[first].sent.end
        while last < end:
            if (
                self._name_word(doc[last])
                or _REGNAL.fullmatch(doc[last].text)
                or _PREFIXED.fullmatch(doc[last].text)
            ):
                last += 1
                continue
            if self._articled(last, end):
                last += 3
                continue
            ahead = last
            while ahead < min(end, last + 3) and (
                fold(doc[ahead].text) in self.lexicon.words["person_particles"] or self._hyphenated(ahead)
            ):
                ahead += 1
            if ahead == last or ahead >= end:
                break
            if not (self._name_word(doc[ahead]) or self._hyphenated(ahead - 1)):
                break
            last = ahead + 1
        last = self._origin(first, last, end)
        if (
            last + 1 < end
            and doc[last].lower_ in self.lexicon.words["epithet_articles"]
            and doc[last + 1].lower_ in self.lexicon.words["epithets"]
        ):
            last += 2  # "Peter the Great"
        if (
            first > 1
            and self._hyphenated(first - 1)
            and doc[first - 2].lower_ in self.lexicon.words["person_particles"]
        ):
            first -= 2  # "al-Mashtub"
        return Run(first, last, False)

    def _articled(self, at: int, end: int) -> bool:
        """Whether an article of a name stands here, with its hyphen and its noun ("Siraj *ud-Daulah*")."""
        doc = self.doc
        if at + 2 >= end or doc[at + 1].text not in HYPHENS:
            return False
        particle = doc[at].lower_ in self.lexicon.words["person_articles"] and doc[at].text.islower()
        joined = not (doc[at].whitespace_ or doc[at + 1].whitespace_)
        return particle and joined and capital(doc[at + 2]) and at + 2 not in self._taken

    def _origin(self, first: int, last: int, end: int) -> int:
        """End of a name with the land or town that goes with it: "Godfrey of Bouillon", "Philip II of Spain"."""
        doc, words = self.doc, self.lexicon.words
        given = last - 2 if last - first > 1 and _REGNAL.fullmatch(doc[last - 1].text) else last - 1
        honoured = given > first and doc[given - 1].lower_ in words["honours"]
        lone = given == first or honoured or self.role(doc[given - 1])
        if last + 1 >= end or not lone or fold(doc[given].text) not in words["given_names"]:
            return last
        after = doc[last + 1]
        told = doc[last].lower_ in words["origin"] and after.pos_ == "PROPN" and capital(after)
        return last + 2 if told else last

    def numbered(self, run: Run) -> bool:
        """Whether a name is a ruler's: a first name with a number ("Philip II")."""
        given = fold(self.doc[run.first].text) in self.lexicon.words["given_names"]
        return given and any(_REGNAL.fullmatch(t.text) for t in self.doc[run.first + 1 : run.last])

    def _hyphenated(self, at: int) -> bool:
        """Whether a hyphen between two parts of one word stands here ("Kai-shek")."""
        doc = self.doc
        if doc[at].text not in HYPHENS or at + 1 == len(doc):
            return False
        return not (doc[at - 1].whitespace_ or doc[at].whitespace_) and doc[at + 1].pos_ == "PROPN"

    def _titled(self, run: Run) -> list[Run]:
        """The run without the titles before it; empty if nothing else is in it or it names something else."""
        behind = self.lexicon.words["honours_behind"]  # "Enver Pasha"
        honoured = run.last - run.first > 1 and self.doc[run.last - 1].lower_ in behind
        end = run.last - honoured
        roles = [i for i in range(run.first, min(end, run.first + 4)) if self.role(self.doc[i])]
        local = self.lexicon.words["honours"] | behind
        grown = self.doc[run.first].lower_ in local and run.last - run.first > 1
        if grown and self.grounds.is_place(self.text(run)):
            return []  # "Khan Yunis", "Saint Petersburg"
        first, titled = (roles[-1] + 1, True) if roles else (run.first, False)
        while first < run.last and self._function_word(self.doc[first]):
            first += 1  # "Near Homs", "Against Madero" at the beginning of a sentence
        while first < end - 1 and fold(self.doc[first].text) in self.lexicon.heads:
            first += 1  # "Chief of Staff Smith"
        if first == run.last:
            lone = run.last - run.first == 1 and self._undetermined(run.first)
            return (
                [run] if lone and self.doc[run.first].lower_ in self.lexicon.words["honours_behind"] else []
            )
        before = self.doc[first - 1] if first else None
        if before is not None and not titled and before.sent == self.doc[first].sent:
            titled = self.role(before)
        named = [token for token in self.doc[first:end] if not _REGNAL.fullmatch(token.text)]
        aside = self.lexicon.words["epithets"] | self.lexicon.words["epithet_articles"]
        named = [token for token in named if token.lower_ not in aside]
        titled = titled or honoured
        words = [fold(token.text) for token in named]
        if (
            len(words) > 1
            and words[-1] in self.lexicon.words["surnames"]
            and (titled or self.apposed(first, run.last))
        ):
            words.pop()  # "Captain Evelyn Wood"
        if not words or len(words) > 6 or any(self._strange(word) or word[0].isdigit() for word in words):
            return []
        alone = run.last - first == 1
        if not titled and (
            (before is not None and before.lower_ in self._articles and before.pos_ != "SCONJ")
            or self._enumerated(first, run.last)
            or (alone and self.doc[first].like_num)
            or (alone and "Plur" in self.doc[first].morph.get("Number", []))
        ):
            return []
        return [Run(first, run.last, titled)]

    def _undetermined(self, first: int) -> bool:
        return first == 0 or self.doc[first - 1].lower_ not in self._articles

    def _enumerated(self, first: int, last: int) -> bool:
        """Whether a letter counts the part of a text that a word opens: "B. Air strikes"."""
        letter = self.doc[first]
        initial = len(letter.text) == 2 and letter.text[1] == "."
        return initial and last - first == 2 and letter.is_sent_start is True

    def _function_word(self, token: Token) -> bool:
        lower = token.lower_ in self.lexicon.words["locative"] or token.is_stop
        return token.is_sent_start is True and lower

    def _strange(self, word: str) -> bool:
        lexicon = self.lexicon
        if word in lexicon.words["trade_names"]:
            return False
        return word in self._no_names or word in lexicon.name_heads or word in lexicon.heads

    def role(self, token: Token) -> bool:
        """Whether a word is a title or tells what a person is."""
        found = self.lexicon.head(token)
        courtesy = token.lower_ in self.lexicon.words["courtesies"] | self.lexicon.words["service_titles"]
        return courtesy or (found is not None and found[0] == "person")

    def apposed(self, first: int, last: int) -> bool:
        """Whether a word for a person stands in apposition to a name, or it to one."""
        root = self.doc[first:last].root
        appositions = self.lexicon.syntax["apposition"]
        told = [c for c in root.children if c.dep_ in appositions]
        told += [root.head] if root.dep_ in appositions else []
        return any((found := self.lexicon.head(t)) is not None and found[0] in PERSONS for t in told)
