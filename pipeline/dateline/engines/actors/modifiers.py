"""Actors that stand before a noun which is none: "the MNLA offensive", "a rebel attack"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dateline.engines.actors.antecedents import NOMINAL_REACH, Antecedents
from dateline.engines.actors.lexicon import ActorData
from dateline.engines.actors.named import Named
from dateline.engines.actors.nominals import ARMED, ORGANS, Nominals
from dateline.engines.actors.noun_phrases import Phrase, PhraseFinder
from dateline.engines.actors.state_organs import StateOrgans
from dateline.engines.phrases import fold
from dateline.engines.registry import Organ
from dateline.engines.syntax import HYPHENS, half_before
from dateline.layers import Actor, ActorKind, Sentence, Via

# What may stand before "coalition" and belong to it ("Saudi-led").
_TOLD_BY = frozenset({"PROPN", "ADJ", "VERB", "NOUN"})

Found = tuple[tuple[int, int], Actor, Via]


class Modifiers:
    """Finds them in the phrases of one Doc."""

    def __init__(
        self,
        doc: Doc,
        phrases: PhraseFinder,
        nominals: Nominals,
        antecedents: Antecedents,
        organs: StateOrgans,
        data: ActorData,
    ) -> None:
        self.doc, self.phrases, self.nominals = doc, phrases, nominals
        self.antecedents, self.organs = antecedents, organs
        self.registry, self.lexicon = data.registry, data.lexicon

    def of(self, phrase: Phrase, sentence: Sentence) -> Iterator[Found]:
        """Tokens `first:last`, actor and way of each, in text order."""
        head = phrase.head
        name = head.text[0].isupper() and head.pos_ == "PROPN"
        tokens = list(self.doc[phrase.first : phrase.head.i])
        if phrase.named is not None or (name and fold(head.text) not in self.lexicon.words["not_persons"]):
            tokens = [t for t in tokens if self._is_half(t)]
        for token in tokens:
            named = self.phrases.owner.get(token.i)
            half = half_before(token)
            if half is not None and half.lower_ in self.lexicon.words["siding"]:
                continue  # "anti-government elements"
            if named is not None:
                if token.i == named.first and named in phrase.mods and not self._owns(named, phrase):
                    yield from self._named(named, phrase)
            elif token.pos_ in ("NOUN", "PROPN") and "military" in self.lexicon.anaphors.get(
                fold(token.text), ()
            ):
                yield from self._alliance(phrase, token, sentence)
            elif (side := self._side(phrase, token, sentence)) is not None:
                yield (token.i, token.i + 1), side, "nominal"
            elif (token.pos_ in ("NOUN", "ADJ") or self._is_half(token)) and (noun := self._noun(token)):
                owner = self.phrases.owner.get(token.i - 1)
                owner = owner if owner is not None and self._owns(owner, phrase) else None
                inner = Phrase(owner.first if owner else token.i, token.i + 1, token, None, (), noun)
                if owner is not None and owner.state is not None and noun[0] in ORGANS:
                    actor = self.registry.organ(owner.state, self.nominals.organ_for(inner, noun[0]))
                elif owner is not None and owner.state is not None:
                    actor = self.nominals.generic(
                        inner, noun[0], owner.state.country
                    )  # "Cuban insurgent attacks"
                else:
                    definite = self.nominals.determined(phrase)
                    known = self._known(inner, noun[0], sentence, definite)
                    actor = known or self.nominals.generic(inner, noun[0])
                yield (inner.first, inner.last), actor, "nominal"

    def _is_half(self, token: Token) -> bool:
        """Whether a noun is joined to a participle that says what those whom it names do ("*rebel*-held Taiz")."""
        behind = self.doc[token.i + 2] if token.i + 2 < len(self.doc) else token
        joined = half_before(behind)
        participle = "Part" in behind.morph.get("VerbForm", [])
        return participle and joined is not None and joined.i == token.i

    def _owns(self, named: Named, phrase: Phrase) -> bool:
        """Whether it is the forces or rebels of a state that stand before a noun: "*US* troop deaths"."""
        token = self.doc[named.last]
        if named.state is None or token.i >= phrase.head.i or token.pos_ not in ("NOUN", "ADJ"):
            return False
        noun = self._noun(token)
        return noun is not None and noun[0] in (*ORGANS, *ARMED)

    def _named(self, named: Named, phrase: Phrase) -> Iterator[Found]:
        act = phrase.head.lemma_.lower() in self.lexicon.words["acts"] or self._arms(phrase)
        actor = named.actor
        if named.state and self._upheaval(phrase.head):
            return  # "the Chilean coup" is what happened there
        if named.state and (named.form in ("adjective", "demonym") or (act and named.form == "state")):
            organ: Organ = self._branch(phrase) if self._arms(phrase) else "government"
            actor = self.registry.organ(named.state, organ)
        if actor is not None:
            via: Via = "acronym" if named.form == "acronym" else "name" if named.actor else "nominal"
            yield (named.first, named.last), actor, via

    def _side(self, phrase: Phrase, token: Token, sentence: Sentence) -> Actor | None:
        """The side of before whose act a noun is by an adjective for it ("the *Allied* landings")."""
        acts = fold(phrase.head.lemma_) in self.lexicon.words["acts"] or self._arms(phrase)
        inner = Phrase(token.i, token.i + 1, token, None, (), None)
        return self.antecedents.called(inner, sentence) if acts else None

    def _upheaval(self, head: Token) -> bool:
        """Whether a noun is for what people of a state do within it, not its government."""
        return not {head.lower_, head.lemma_.lower()}.isdisjoint(self.lexicon.words["upheavals"])

    def _alliance(self, phrase: Phrase, token: Token, sentence: Sentence) -> Iterator[Found]:
        """ "Coalition" and what it is told by: "the coalition", "Saudi-led coalition"."""
        word = fold(token.text)
        first = token.i
        while first > phrase.first and (
            self.doc[first - 1].pos_ in _TOLD_BY or self.doc[first - 1].text in HYPHENS
        ):
            first -= 1
        known = self.antecedents.discourse.latest(
            sentence.index, lambda t: word in fold(t.actor.name).split(), reach=NOMINAL_REACH
        )
        inner = Phrase(first, token.i + 1, token, None, (), ("military", word))
        yield (first, token.i + 1), known or self.nominals.generic(inner, "military"), "nominal"

    def _known(self, phrase: Phrase, kind: ActorKind, sentence: Sentence, definite: bool) -> Actor | None:
        if kind in ORGANS:
            return self.organs.own(phrase, sentence, kind, definite=True)
        if kind not in self.lexicon.compatible:
            return None
        return self.antecedents.side(sentence, kind, definite=definite, alone=kind != "rebel_group")

    def _arms(self, phrase: Phrase) -> bool:
        """Whether the head names arms or losses: those of a state are its forces'."""
        return fold(phrase.head.lemma_) in self.lexicon.words["materiel"]

    def _branch(self, phrase: Phrase) -> Organ:
        """The branch of a state's forces whose arms the head names: its navy where it is a ship."""
        return self.lexicon.branches.get(fold(phrase.head.lemma_), "military")

    def _noun(self, token: Token) -> tuple[ActorKind, str] | None:
        word = fold(token.lemma_)
        kind = self.lexicon.heads.get(word) or self.lexicon.heads.get(fold(token.text))
        if kind is None or kind in ("person", "media", "ngo") or word in self.lexicon.words["adjectival"]:
            return None
        return kind, word
