"""Whom a word for a body of people stands for, by what was said before: "the group", "the junta", "the movement"."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Doc

from dateline.engines.actors.antecedents import NOMINAL_REACH
from dateline.engines.actors.appositions import Appositions
from dateline.engines.actors.coreference import Discourse, Trace
from dateline.engines.actors.lexicon import ActorData
from dateline.engines.actors.nominals import Nominals
from dateline.engines.actors.noun_phrases import Phrase
from dateline.engines.actors.parts import named_by
from dateline.engines.phrases import fold
from dateline.layers import Actor, Sentence

# How many sentences back "the group" reaches.
_REACH = 4


class Anaphors:
    """Finds them among the actors spoken of in one Doc."""

    def __init__(
        self,
        doc: Doc,
        discourse: Discourse,
        nominals: Nominals,
        appositions: Appositions,
        data: ActorData,
    ) -> None:
        self.doc, self.discourse, self.nominals, self.appositions = doc, discourse, nominals, appositions
        self.lexicon = data.lexicon

    def of(self, phrase: Phrase, sentence: Sentence) -> Actor | None:
        """The actor of a phrase whose noun is such a word; None for any other noun, and where nobody fits."""
        word = fold(phrase.head.lemma_)
        kinds = self.lexicon.anaphors.get(word)
        if kinds is None or phrase.head.pos_ not in ("NOUN", "PROPN"):
            return None
        owners = (n.actor for n in reversed(phrase.mods) if n.actor and n.actor.kind != "ethnic_group")
        owner = next(owners, None)
        words = (t.lower_ for t in self.doc[phrase.first : phrase.head.i])
        apart = not self.lexicon.words["splinters"].isdisjoint(words)
        if owner is not None:
            return self.nominals.generic(phrase, owner.kind) if apart else owner
        new = self.nominals.novel(phrase) or self.nominals.told_by_doer(phrase)
        if self.nominals.determined(phrase) and not new:
            return self._before(phrase, word, kinds, sentence)
        named = self.appositions.own_name(phrase)
        if named is not None:
            return named
        kind = self.nominals.override(phrase)
        if kind is None and "military" in kinds and new:
            kind = "military"  # "a US-led coalition"
        if kind is None and apart and "rebel_group" in kinds:
            kind = "rebel_group"  # "a splinter group"
        return self.nominals.generic(phrase, kind) if kind else None

    def _before(self, phrase: Phrase, word: str, kinds: Collection[str], sentence: Sentence) -> Actor | None:
        """The body of these kinds that was spoken of before, by a name with this word or by any."""
        alone = (
            word in self.lexicon.heads
        )  # "the junta" is told by its word from everybody else, "the group" is not
        reach = NOMINAL_REACH if alone else _REACH
        spaces = ("org",) if alone else ("group", "org", "ngo", "generic")
        if "Plur" in phrase.head.morph.get("Number", []) and not alone:
            return None  # "the four organisations" are not one of them

        def fits(trace: Trace) -> bool:
            return trace.actor.kind in kinds and trace.actor.id.partition(":")[0] in spaces

        called = self.discourse.latest(
            sentence.index,
            lambda t: t.actor.kind != "person" and named_by(t.actor, word, kinds),
            reach=NOMINAL_REACH,
        )
        last = self.discourse.latest(sentence.index, fits, reach=reach)
        return last or called if word in self.lexicon.words["any_body"] else called or last
