"""Names of persons by their shape, their titles and what they do in the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dateline.engines.actors.grounds import Grounds
from dateline.engines.actors.lexicon import ActorLexicon
from dateline.engines.actors.named import Named, capital, slug
from dateline.engines.actors.noun_phrases import first_conjunct
from dateline.engines.phrases import fold
from dateline.engines.syntax import Syntax
from dateline.layers import Actor

# The number of a ruler behind the name; "I" alone is a pronoun more often.
_REGNAL = re.compile(r"[IVX]*[VX][IVX]*|I{2,3}")
# How often a name of one word that a town has too must act for it to be a person's.
ACTS = 2


@dataclass(frozen=True, slots=True)
class _Run:
    """Capitalised words, tokens `first:last`; `titled`: a word for a person stands before them."""

    first: int
    last: int
    titled: bool


class PersonFinder:
    """Finds the persons of one Doc among the words that no other name holds; made anew for each.

    `times`: tokens of time expressions, which are part of no name ("on 10 March Smith").
    """

    def __init__(
        self,
        doc: Doc,
        named: Sequence[Named],
        lexicon: ActorLexicon,
        syntax: Syntax,
        times: Collection[int] = (),
    ) -> None:
        self.doc, self.lexicon, self.syntax = doc, lexicon, syntax
        self._taken = {i for n in named if n.form != "seat" for i in range(n.first, n.last)} | set(times)
        # A seat of government may be a namesake; it takes a title or a first name to be a person.
        self._seats = {i for n in named if n.form == "seat" for i in range(n.first, n.last)}
        self.grounds = Grounds(doc, lexicon)
        self._articles = lexicon.words["definite"] | lexicon.words["articles"]
        self._persons: dict[str, Actor] = {}
        self._given: dict[str, list[Actor]] = {}
        self._joined_heads: set[int] | None = None
        self._acts: Counter[str] = Counter()
        self._places: Counter[str] = Counter()
        self._deeds: Counter[str] = Counter()
        self._mapped: set[str] = set()
        # Words in lower case, and names within sentences: one that only opens them may be any word.
        self._lower = {t.lower_ for t in doc if not capital(t)}
        self._within = {t.text for t in doc if t.pos_ == "PROPN" and not t.is_sent_start}

    def find(self) -> list[Named]:
        """Mentions of persons by name, sorted."""
        runs = self._runs()
        self._places = places = Counter(self._text(run) for run in runs if self._locative(run))
        self._deeds = deeds = Counter(self._text(run) for run in runs if self._personal(run))
        self._acts = Counter(self._text(run) for run in runs if self._active(self._root(run)))
        self._mapped = {self._text(run) for run in runs if self._geographic(self._root(run))}
        evident = {run.first: run for run in runs if self._evident(run, places, deeds)}
        evident |= {
            run.first: run for run in runs if places[self._text(run)] == 0 and self._joined(run, evident)
        }
        # Full names first, so that a surname alone finds its owner.
        for run in sorted(evident.values(), key=lambda r: (r.last - r.first < 2, r.first)):
            self._file(run)
        return [
            Named(run.first, run.last, "name", actor=actor) for run in runs if (actor := self._person(run))
        ]

    def _text(self, run: _Run) -> str:
        return self.doc[run.first : run.last].text

    # Runs of capitalised words.

    def _runs(self) -> list[_Run]:
        out, at = [], 0
        while at < len(self.doc):
            if self._name_word(self.doc[at]):
                run = self._run(at)
                at = run.last
                out.extend(self._titled(run))
            else:
                at += 1
        return out

    def _name_word(self, token: Token) -> bool:
        text = token.text
        return (
            token.i not in self._taken
            and (token.pos_ == "PROPN" or self._like_pronoun(token))
            and text[0].isupper()
            and (len(text) == 1 or not text.isupper() or text.endswith("."))
            and any(c.isalpha() for c in text)
            and not any(c.isdigit() for c in text)
        )

    def _like_pronoun(self, token: Token) -> bool:
        """Whether a surname is written as a pronoun is: "then He Long marched"."""
        after = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
        if token.pos_ != "PRON" or token.is_sent_start or not token.text.istitle() or after is None:
            return False
        return after.pos_ == "PROPN" and after.text.istitle() and after.i not in self._taken

    def _run(self, first: int) -> _Run:
        doc, last = self.doc, first + 1
        end = doc[first].sent.end
        while last < end:
            if self._name_word(doc[last]) or _REGNAL.fullmatch(doc[last].text):
                last += 1
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
        return _Run(first, last, False)

    def _origin(self, first: int, last: int, end: int) -> int:
        """End of a name with the land or town that goes with it: "Godfrey of Bouillon", "Philip of France"."""
        doc, words = self.doc, self.lexicon.words
        lone = last - first == 1 or self._role(doc[last - 2])
        if last + 1 >= end or not lone or fold(doc[last - 1].text) not in words["given_names"]:
            return last
        after = doc[last + 1]
        told = doc[last].lower_ in words["origin"] and after.pos_ == "PROPN" and capital(after)
        return last + 2 if told else last

    def _hyphenated(self, at: int) -> bool:
        """Whether a hyphen between two parts of one word stands here ("Kai-shek")."""
        doc = self.doc
        if doc[at].text not in ("-", "‑") or at + 1 == len(doc):
            return False
        return not (doc[at - 1].whitespace_ or doc[at].whitespace_) and doc[at + 1].pos_ == "PROPN"

    def _titled(self, run: _Run) -> list[_Run]:
        """The run without the titles before it; empty if nothing else is in it or it names something else."""
        behind = self.lexicon.words["honours_behind"]  # "Enver Pasha"
        honoured = run.last - run.first > 1 and self.doc[run.last - 1].lower_ in behind
        end = run.last - honoured
        roles = [i for i in range(run.first, min(end, run.first + 4)) if self._role(self.doc[i])]
        if roles and run.last - run.first > 1 and self.grounds.is_place(self._text(run)):
            roles = []  # "Khan Yunis"
        first, titled = (roles[-1] + 1, True) if roles else (run.first, False)
        while first < run.last and self._function_word(self.doc[first]):
            first += 1  # "Near Homs", "Against Madero" at the beginning of a sentence
        while first < end - 1 and fold(self.doc[first].text) in self.lexicon.heads:
            first += 1  # "Chief of Staff Smith"
        if first == run.last:
            return []
        before = self.doc[first - 1] if first else None
        if before is not None and not titled and before.sent == self.doc[first].sent:
            titled = self._role(before)
        named = [token for token in self.doc[first:end] if not _REGNAL.fullmatch(token.text)]
        aside = self.lexicon.words["epithets"] | self.lexicon.words["epithet_articles"]
        named = [token for token in named if token.lower_ not in aside]
        titled = titled or honoured
        words = [fold(token.text) for token in named]
        if not words or len(words) > 6 or any(self._strange(word) or word[0].isdigit() for word in words):
            return []
        alone = run.last - first == 1
        if not titled and (
            (before is not None and before.lower_ in self._articles)
            or self._enumerated(first, run.last)
            or (alone and self.doc[first].like_num)
            or (alone and "Plur" in self.doc[first].morph.get("Number", []))
        ):
            return []
        return [_Run(first, run.last, titled)]

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
        strange = lexicon.not_actors | lexicon.words["not_persons"]
        return word in strange or word in lexicon.name_heads or word in lexicon.heads

    def _role(self, token: Token) -> bool:
        found = self.lexicon.head(token)
        return token.lower_ in self.lexicon.words["courtesies"] or (found is not None and found[0] == "person")

    # Evidence.

    def _locative(self, run: _Run) -> bool:
        before = self.doc[run.first - 1] if run.first else None
        if before is None or before.lower_ not in self.lexicon.words["locative"]:
            return False
        owning = self._root(run).dep_ in self.lexicon.syntax["possessor"]  # "to Salim's camp"
        return not owning and not self._yielded_to(before)

    def _yielded_to(self, preposition: Token) -> bool:
        """Whether a preposition leads to the one to whom somebody yields: "surrendered to Grant"."""
        return (
            preposition.lower_ in self.lexicon.words["yielding_prepositions"]
            and preposition.head.lemma_.lower() in self.lexicon.verbs["yielding_to"]
        )

    def _personal(self, run: _Run) -> bool:
        """Whether the run does, or suffers, what only persons do."""
        root = self._root(run)
        if self._told_who(root):
            return True
        while root.dep_ in self.syntax.conjunct and root.head.i < root.i:
            root = root.head
        verb = root.head
        if root.dep_ in self.syntax.preposition_object and verb.dep_ in self.syntax.agent:
            verb = verb.head
        elif root.dep_ in self.syntax.passive_subject:
            return verb.lemma_.lower() in self.lexicon.verbs["to_persons"]
        elif root.dep_ not in self.syntax.subject:
            return False
        return verb.lemma_.lower() in self.lexicon.verbs["personal"]

    def _told_who(self, root: Token) -> bool:
        """Whether a relative clause with a pronoun for persons follows: "Smith, who …"."""
        clauses = (c for c in root.rights if c.dep_ in self.lexicon.syntax["relative"])
        subjects = (c for clause in clauses for c in clause.lefts if c.dep_ in self.syntax.subject)
        return any(c.lower_ in self.lexicon.pronouns["personal_relative"] for c in subjects)

    def _evident(self, run: _Run, places: Counter[str], deeds: Counter[str]) -> bool:
        text = self._text(run)
        root = self._root(run)
        apposed = any(self._role(c) for c in root.children if c.dep_ in self.lexicon.syntax["apposition"])
        honoured = run.last - run.first > 1 and self.doc[run.first].lower_ in self.lexicon.words["honours"]
        articles = self.lexicon.words["epithet_articles"]
        epithet = run.last - run.first > 2 and self.doc[run.last - 2].lower_ in articles
        if run.titled or apposed or epithet:
            return True
        if honoured:
            return deeds[text] > 0 or not self.grounds.is_place(text)  # "Saint Petersburg"
        if all(i in self._seats for i in range(run.first, run.last)):
            return False
        if places[text] >= max(deeds[text], 1):
            return False
        if deeds[text]:
            return True
        if self._locative(run) and self.doc[run.first - 1].lower_ in self.lexicon.words["strictly_locative"]:
            return False
        if root.dep_ in self.syntax.modifier and root.head.i >= run.last:
            return False
        if run.last - run.first < 2:
            common = root.is_sent_start and (root.lower_ in self._lower or text not in self._within)
            return not common and self._active(root) and not self._a_place(text, places)
        known = any(self._acts[name] + deeds[name] > 0 for name in (text, self.doc[run.last - 1].text))
        elsewhere = self.grounds.is_place(text) or (not known and self._on_the_map(text))
        return self._nominative(run, root) or not elsewhere

    def _on_the_map(self, text: str) -> bool:
        """Whether a name of several words, of whom nothing is told, is or may be that of a place."""
        return text in self._mapped or self._places[text] > 0 or self.grounds.is_known(text)

    def _geographic(self, root: Token) -> bool:
        """Whether a name stands where a place does: "the barracks of X", "attacked X", "X, a village"."""
        top = first_conjunct(root, self.syntax)
        told = (c for c in root.children if c.dep_ in self.lexicon.syntax["apposition"])
        if any(c.lemma_.lower() in self.lexicon.not_actors for c in told):
            return True
        above = top.head
        if top.dep_ in self.syntax.preposition_object:
            return not self.lexicon.not_actors.isdisjoint((above.head.lemma_.lower(), above.head.lower_))
        taken = top.dep_ in self.syntax.object | self.syntax.passive_subject
        return taken and above.lemma_.lower() in self.lexicon.verbs["to_places"]

    def _a_place(self, text: str, places: Counter[str]) -> bool:
        """Whether a name is a town's, and the text does not tell of a person who has it again and again."""
        return self.grounds.is_place(text) and (places[text] > 0 or self._acts[text] < ACTS)

    def _root(self, run: _Run) -> Token:
        root: Token = self.doc[run.first : run.last].root
        return root

    def _nominative(self, run: _Run, root: Token) -> bool:
        """Whether a name of several words stands where persons do."""
        before = self.doc[run.first - 1].lower_ if run.first else ""
        return not self._locative(run) and (
            self._active(root)
            or (root.dep_ in self.syntax.passive_subject and not self._geographic(root))
            or before in self.lexicon.words["personal_prepositions"]
            or (root.dep_ in self.lexicon.syntax["apposition"] and self.lexicon.head(root.head) is not None)
        )

    def _active(self, root: Token) -> bool:
        """Whether a single name stands where somebody acts, is acted on or owns people."""
        top = first_conjunct(root, self.syntax)
        above, verbs, words = top.head, self.lexicon.verbs, self.lexicon.words
        verb = above.lemma_.lower()
        if top.dep_ in self.syntax.subject:
            return above.pos_ == "VERB" and verb not in verbs["stative"] | verbs["yielding_places"]
        if top.dep_ in self.syntax.object | self.syntax.passive_subject:
            return verb in verbs["to_persons"]
        if root.dep_ in self.lexicon.syntax["apposition"]:
            called = self.lexicon.head(root.head)
            return called is not None and called[0] == "person" and root.head.i < root.i
        if top.dep_ in self.syntax.preposition_object:
            by = above.dep_ in self.syntax.agent or self._yielded_to(above)
            return by or above.lower_ in words["personal_prepositions"] - words["paired"]
        return top.dep_ in self.lexicon.syntax["possessor"] and self.lexicon.head(above) is not None

    def _joined(self, run: _Run, evident: dict[int, _Run]) -> bool:
        """Whether the run is coordinated with an evident person."""
        heads = (
            {i for r in evident.values() for i in range(r.first, r.last)}
            if self._joined_heads is None
            else self._joined_heads
        )
        self._joined_heads = heads
        joined = any(t.i in heads for t in self._root(run).conjuncts)
        return joined and not self.grounds.is_place(self._text(run))

    def _file(self, run: _Run) -> None:
        """Remember the person under the whole name and, for a name of several words, the last one."""
        name = self._text(run)
        words = [fold(t.text) for t in self.doc[run.first : run.last] if t.text[0].isalnum()]
        key = " ".join(words)
        known = self._persons.get(key)
        if known is None and len(words) == 1:
            known = next((p for k, p in self._persons.items() if words[0] in k.split()), None)
        if known is None:
            known = Actor(f"person:{slug(name)}", name, "person")
        self._persons.setdefault(key, known)
        if len(words) > 1 and words[0] not in self.lexicon.words["honours"]:
            self._given.setdefault(words[0], []).append(known)
        for size in (1, 2):
            if len(words) > size:
                part = " ".join(words[-size:])
                short = self._persons.get(part)
                if short is None or " " not in short.name:
                    self._persons[part] = known

    def _person(self, run: _Run) -> Actor | None:
        words = [fold(t.text) for t in self.doc[run.first : run.last] if t.text[0].isalnum()]
        actor = self._persons.get(" ".join(words))
        if actor is None and len(words) > 1 and words[-1] in self._persons:
            # "General Smith" and "John Smith" are one; "Jane Smith" beside "John Smith" is not.
            other = self._persons[words[-1]]
            if slug(other.name).split("-")[0] in (words[0], words[-1]):
                actor = other
        if actor is None and len(words) == 1 and len({a.id for a in self._given.get(words[0], [])}) == 1:
            actor = self._given[words[0]][0]
        if actor is None or run.titled or len(words) > 1:
            return actor
        before = self.doc[run.first - 1].lower_ if run.first else ""
        text = self._text(run)
        somewhere = self._places[text] > self._deeds[text] + self._acts[text]
        if somewhere and self.grounds.is_place(text):
            return None  # a town beside somebody of the same name
        return None if before in self.lexicon.words["strictly_locative"] else actor
