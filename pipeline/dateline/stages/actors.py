"""Finds the mentions of actors and says who they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from dateline.engines.actors.bare_names import BareNameFinder
from dateline.engines.actors.lexicon import ActorData
from dateline.engines.actors.named import Named
from dateline.engines.actors.names import NameFinder
from dateline.engines.actors.noun_phrases import Phrase, PhraseFinder
from dateline.engines.actors.person_names import PersonFinder
from dateline.engines.actors.reader import ActorReader
from dateline.engines.actors.ship_names import ShipFinder
from dateline.engines.actors.unit_names import UnitFinder
from dateline.engines.credits import credited
from dateline.engines.syntax import covering
from dateline.layers import ActorMention
from dateline.stages.base import Stage


class ActorsStage(Stage[list[ActorMention]]):
    """Adds the layer `actors`: mentions sorted by start, without overlap."""

    layer = "actors"

    def __init__(self, lang: str, files: Sequence[str] = ()) -> None:
        self.lang = lang
        self.data = ActorData.load(lang, tuple(files))
        self._pronouns = frozenset().union(
            *(
                self.data.lexicon.pronouns[name]
                for name in ("plural", "plural_demonstrative", "partner", "collective", "person", "relative")
            )
        )

    def predict(self, doc: Doc) -> list[ActorMention]:
        """The layer of this Doc: names first, then all phrases and pronouns in text order."""
        data = self.data
        finder = NameFinder(doc, data.registry, data.lexicon)
        named = finder.find()
        times = {t.i for x in doc._.timexes or () for t in covering(doc, x.start, x.end)}
        named = _over(named, ShipFinder(doc, named, data.lexicon, data.syntax, times).find())
        named = _over(named, UnitFinder(doc, named, data.lexicon, times).find())
        named = sorted([*named, *BareNameFinder(doc, named, data, times).find()], key=lambda n: n.first)
        persons = PersonFinder(doc, named, data.lexicon, data.syntax, times).find()
        taken = {i for person in persons for i in range(person.first, person.last)}
        named = [n for n in named if n.first not in taken] + persons
        phrases = PhraseFinder(doc, named, data.lexicon, data.syntax)
        reader = ActorReader(doc, finder, phrases, data)
        steps: list[tuple[int, Phrase | Token]] = [
            (p.first, p)
            for p in (_after(p, times) for p in phrases.find())
            if p.head.i not in times and not credited(p.head)
        ]
        possessor = data.lexicon.syntax["possessor"]
        pronouns = (
            t
            for t in doc
            if t.i not in taken
            and t.lower_ in self._pronouns
            and t.pos_ in ("PRON", "DET")
            and t.dep_ not in possessor
        )
        steps += [(t.i, t) for t in pronouns]
        sentence_of = {i: s for s in doc._.sentences for i in range(s.first, s.last)}
        for at, step in sorted(steps, key=lambda pair: pair[0]):
            sentence = sentence_of.get(at)
            if sentence is None:
                continue
            if isinstance(step, Phrase):
                reader.phrase(step, sentence)
            else:
                reader.pronoun(step, sentence)
        homes = reader.forces.homes()
        dated = (replace(m, actor=finder.ages.named(m.actor)) for m in reader.mentions)
        placed = (
            replace(m, actor=replace(m.actor, country=homes[m.actor.id])) if m.actor.id in homes else m
            for m in dated
        )
        return sorted(placed, key=lambda m: m.start)


def _over(named: Sequence[Named], found: Sequence[Named]) -> list[Named]:
    """The names that were found, in place of what they hold, among the others; sorted."""
    within = {i for n in found for i in range(n.first, n.last)}
    others = (n for n in named if within.isdisjoint(range(n.first, n.last)))
    return sorted([*found, *others], key=lambda n: n.first)


def _after(phrase: Phrase, times: set[int]) -> Phrase:
    """The phrase without a time expression at its beginning ("On 3 May officers …")."""
    inside = [i for i in range(phrase.first, phrase.head.i) if i in times]
    return replace(phrase, first=inside[-1] + 1) if inside else phrase


@Language.factory(
    "dateline_actors", default_config={"files": []}, requires=["doc._.sentences"], assigns=["doc._.actors"]
)
def make_actors(nlp: Language, name: str, files: list[str]) -> ActorsStage:
    """Factory for spaCy; `files`: tables of the user's own actors (NAME.tsv)."""
    return ActorsStage(str(nlp.lang), files)
