"""Several actors that share one noun: "French and Malian troops", "troops from Kenya and Uganda"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Doc

from dateline.engines.actors.forces import Forces
from dateline.engines.actors.lexicon import ActorData
from dateline.engines.actors.metonyms import Metonyms
from dateline.engines.actors.named import Named, slug
from dateline.engines.actors.nominals import ARMED, ORGANS, Nominals
from dateline.engines.actors.noun_phrases import Phrase, PhraseFinder
from dateline.engines.registry import Organ
from dateline.layers import Actor, ActorKind


class Company:
    """Finds those who are named with another at a noun, in one Doc."""

    def __init__(
        self,
        doc: Doc,
        phrases: PhraseFinder,
        nominals: Nominals,
        forces: Forces,
        metonyms: Metonyms,
        data: ActorData,
    ) -> None:
        self.doc, self.phrases, self.nominals, self.forces = doc, phrases, nominals, forces
        self.metonyms, self.registry = metonyms, data.registry

    def before(self, phrase: Phrase) -> list[tuple[Named, Actor]]:
        """All but the last of the names before one head: "French and Malian troops" are two armies."""
        mods = phrase.mods
        if phrase.named is not None and mods:  # "the 3rd and 11th Divisions"
            joined = self._joined((*mods, phrase.named)) and phrase.named.actor is not None
            return [(n, n.actor) for n in mods if n.actor is not None] if joined else []
        if len(mods) < 2 or not self._joined(mods):
            return []
        arms = self.forces.arms(phrase.head) if phrase.noun is None else None
        kind = phrase.noun[0] if phrase.noun else "military"
        if kind == "person" and "Plur" in phrase.head.morph.get("Number", []):
            kind = "government"  # "the French and German leaders"
        if kind not in (*ORGANS, *ARMED) or (phrase.noun is None and arms is None):
            return []
        organ = arms or self.nominals.organ_of("military" if kind in ARMED else kind)
        actors = [(n, self._one(n, phrase, kind, organ)) for n in mods[:-1]]
        return [(n, actor) for n, actor in actors if actor is not None]

    def _one(self, named: Named, phrase: Phrase, kind: ActorKind, organ: Organ) -> Actor | None:
        """The organ of a state named before a noun; of fighters only some from there: "Afghan and Iraqi rebels"."""
        if named.state is None or kind not in ARMED or named.form != "adjective":
            return self.registry.organ(named.state, organ) if named.state else named.actor
        name = f"{self.doc[named.first : named.last].text} {phrase.head.text}"
        return Actor(f"generic:{slug(name)}", name, kind, named.state.country)

    def behind(self, phrase: Phrase, actor: Actor) -> list[tuple[Named, Actor]]:
        """All but the first of the states behind one head: "troops from Kenya and Uganda" are two armies."""
        found = self.metonyms.belonging(phrase.head)
        if phrase.noun is None or phrase.noun[0] != "military" or found is None or phrase.mods:
            return []
        if actor.id.startswith("generic:"):
            return []
        organ = self.nominals.organ_for(phrase, phrase.noun[0])
        named = (self.phrases.owner.get(t.i) for t in self.doc[found[1].last - 1].conjuncts)
        return [
            (n, self.registry.organ(n.state, organ)) for n in named if n is not None and n.state is not None
        ]

    def _joined(self, names: Sequence[Named]) -> bool:
        """Whether names stand beside each other with "and" or a comma between."""
        gaps = (self.doc[a.last : b.first] for a, b in pairwise(names))
        return all(any(t.pos_ in ("CCONJ", "PUNCT") for t in gap) for gap in gaps)
