"""Names of persons by their shape, their titles and what they do in the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

from spacy.tokens import Doc, Token

from dateline.engines.actors.grounds import Grounds
from dateline.engines.actors.lexicon import ActorLexicon
from dateline.engines.actors.named import Named, slug
from dateline.engines.actors.person_runs import Run, RunFinder
from dateline.engines.phrases import fold
from dateline.engines.syntax import Syntax, first_conjunct
from dateline.layers import Actor

# How often a name of one word that a town has too must act for it to be a person's.
ACTS = 2


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
        taken = {i for n in named if n.form != "seat" for i in range(n.first, n.last)} | set(times)
        # A seat of government may be a namesake; it takes a title or a first name to be a person.
        self._seats = {i for n in named if n.form == "seat" for i in range(n.first, n.last)}
        self.grounds = Grounds(doc, lexicon)
        self._runs = RunFinder(doc, taken, self.grounds, lexicon)
        self._persons: dict[str, Actor] = {}
        self._given: dict[str, list[Actor]] = {}
        self._joined_heads: set[int] | None = None
        self._acts: Counter[str] = Counter()
        self._places: Counter[str] = Counter()
        self._deeds: Counter[str] = Counter()
        self._mapped: set[str] = set()

    def find(self) -> list[Named]:
        """Mentions of persons by name, sorted."""
        runs = self._runs.find()
        self._places = places = Counter(self._runs.text(run) for run in runs if self._locative(run))
        self._deeds = deeds = Counter(self._runs.text(run) for run in runs if self._personal(run))
        self._acts = Counter(self._runs.text(run) for run in runs if self._active(self._root(run)))
        self._mapped = {self._runs.text(run) for run in runs if self._geographic(self._root(run))}
        evident = {run.first: run for run in runs if self._evident(run, places, deeds)}
        evident |= {
            run.first: run for run in runs if places[self._runs.text(run)] == 0 and self._joined(run, evident)
        }
        # Full names first, so that a surname alone finds its owner.
        for run in sorted(evident.values(), key=lambda r: (r.last - r.first < 2, r.first)):
            self._file(run)
        self._learn_aliases(runs)
        return [
            Named(run.first, run.last, "name", actor=actor) for run in runs if (actor := self._person(run))
        ]

    def _learn_aliases(self, runs: Sequence[Run]) -> None:
        """Other names: "Ram Thapa, alias Prakash"."""
        for one, other in pairwise(runs):
            gap = self.doc[one.last : other.first]
            called = len(gap) < 6 and any(t.lower_ in self.lexicon.words["aliases"] for t in gap)
            if called and (actor := self._person(one)) is not None:
                self._persons[" ".join(fold(t.text) for t in self.doc[other.first : other.last])] = actor

    # Evidence.

    def _locative(self, run: Run) -> bool:
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

    def _personal(self, run: Run) -> bool:
        """Whether the run does, or suffers, what only persons do."""
        root = self._root(run)
        if self._told_who(root):
            return True
        root = first_conjunct(root, self.syntax)
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

    def _evident(self, run: Run, places: Counter[str], deeds: Counter[str]) -> bool:
        text = self._runs.text(run)
        root = self._root(run)
        apposed = self._runs.apposed(run.first, run.last)
        honoured = run.last - run.first > 1 and self.doc[run.first].lower_ in self.lexicon.words["honours"]
        articles = self.lexicon.words["epithet_articles"]
        epithet = run.last - run.first > 2 and self.doc[run.last - 2].lower_ in articles
        if root.lower_ in self.lexicon.words["honours_behind"] and run.last - run.first == 1:
            return False  # "Khan" is who has that surname
        if run.titled or apposed or epithet or self._runs.numbered(run):
            return True
        if honoured:
            return deeds[text] > 0 or not self.grounds.is_place(text)  # "Saint Petersburg"
        if all(i in self._seats for i in range(run.first, run.last)):
            return False
        if places[text] >= max(deeds[text], 1) and (
            places[text] >= self._acts[text] or run.last - run.first > 1 or self.grounds.is_known(text)
        ):
            return False
        if deeds[text]:
            return True
        if self._locative(run) and self.doc[run.first - 1].lower_ in self.lexicon.words["strictly_locative"]:
            return False
        if (
            root.dep_ in self.syntax.modifier
            and root.head.i >= run.last
            and self._before(run.last, root.head.i)
        ):
            return False
        if run.last - run.first < 2:
            common = root.is_sent_start and (root.lower_ in self._runs.lower or text not in self._runs.within)
            return not common and self._active(root) and not self._a_place(text, places)
        known = any(self._acts[name] + deeds[name] > 0 for name in (text, self.doc[run.last - 1].text))
        elsewhere = self.grounds.is_place(text) or (not known and self._on_the_map(text))
        return self._nominative(run, root) or not elsewhere

    def _before(self, last: int, head: int) -> bool:
        """Whether no comma parts a name from the noun behind it."""
        return not any(t.is_punct and t.text != "-" for t in self.doc[last:head])

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

    def _root(self, run: Run) -> Token:
        root: Token = self.doc[run.first : run.last].root
        return root

    def _nominative(self, run: Run, root: Token) -> bool:
        """Whether a name of several words stands where persons do."""
        before = self.doc[run.first - 1].lower_ if run.first else ""
        return not self._locative(run) and (
            self._active(root)
            or (root.dep_ in self.syntax.passive_subject and not self._taken(run, root))
            or before in self.lexicon.words["personal_prepositions"]
            or (root.dep_ in self.lexicon.syntax["apposition"] and self.lexicon.head(root.head) is not None)
        )

    def _taken(self, run: Run, root: Token) -> bool:
        """Whether a name suffers what places do, a town's what persons need not ("Bahía Blanca was captured")."""
        to_persons = first_conjunct(root, self.syntax).head.lemma_.lower() in self.lexicon.verbs["to_persons"]
        town = self.grounds.is_place(self._runs.text(run), as_written=True)
        return self._geographic(root) or (town and not to_persons)

    def _active(self, root: Token) -> bool:
        """Whether a single name stands where somebody acts, is acted on or owns people."""
        top = first_conjunct(root, self.syntax)
        above, verbs, words = top.head, self.lexicon.verbs, self.lexicon.words
        verb = above.lemma_.lower()
        if top.dep_ in self.syntax.subject:
            if above.pos_ == "AUX":  # "was to pay"
                return any(c.dep_ in self.syntax.open_complement and c.pos_ == "VERB" for c in above.rights)
            return above.pos_ == "VERB" and verb not in verbs["stative"] | verbs["yielding_places"]
        if top.dep_ in self.syntax.object | self.syntax.passive_subject:
            return verb in verbs["to_persons"]
        if root.dep_ in self.lexicon.syntax["apposition"]:
            called = self.lexicon.head(root.head)
            return called is not None and called[0] == "person" and root.head.i < root.i
        if top.dep_ in self.syntax.preposition_object:
            by = above.dep_ in self.syntax.agent or self._yielded_to(above)
            return by or above.lower_ in words["personal_prepositions"] - words["paired"]
        owns = self.lexicon.head(above) is not None or verb in words["personal_nouns"]
        return top.dep_ in self.lexicon.syntax["possessor"] and owns

    def _joined(self, run: Run, evident: dict[int, Run]) -> bool:
        """Whether the run is coordinated with an evident person."""
        heads = (
            {i for r in evident.values() for i in range(r.first, r.last)}
            if self._joined_heads is None
            else self._joined_heads
        )
        self._joined_heads = heads
        joined = any(t.i in heads for t in self._root(run).conjuncts)
        return joined and not self.grounds.is_place(self._runs.text(run))

    def _file(self, run: Run) -> None:
        """Remember the person under the whole name and, for a name of several words, the last one."""
        name = self._runs.text(run)
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
        particles = self.lexicon.words["person_particles"]
        if len(words) > 3 and words[1] not in particles and words[2] in particles:
            self._persons.setdefault(words[1], known)  # "Barclay" of "Mikhail Barclay de Tolly"
        for size in (1, 2):
            if len(words) > size:
                part = " ".join(words[-size:])
                short = self._persons.get(part)
                if short is None or " " not in short.name:
                    self._persons[part] = known

    def _person(self, run: Run) -> Actor | None:
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
        text = self._runs.text(run)
        somewhere = self._places[text] > self._deeds[text] + self._acts[text]
        if somewhere and self.grounds.is_place(text):
            return None  # a town beside somebody of the same name
        return None if before in self.lexicon.words["strictly_locative"] else actor
