"""What a noun without a name says by its own words: its kind, whether it is new, known, one or part of another."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import cast

from spacy.tokens import Doc

from dateline.engines.actors.lexicon import ActorLexicon
from dateline.engines.actors.named import Named, slug
from dateline.engines.actors.noun_phrases import Phrase
from dateline.engines.phrases import fold
from dateline.engines.registry import Organ
from dateline.engines.syntax import HYPHENS
from dateline.layers import Actor, ActorKind

ORGANS = ("government", "military", "police")
ARMED = frozenset({"rebel_group", "jihadist_group", "militia"})


class Nominals:
    """Reads nominals of one Doc; `owner` gives the names by their tokens."""

    def __init__(self, doc: Doc, owner: Mapping[int, Named], lexicon: ActorLexicon) -> None:
        self.doc, self.owner, self.lexicon = doc, owner, lexicon

    def organ_of(self, kind: str) -> Organ:
        """The organ of a state that has this kind; of a people or party, its government."""
        return cast(Organ, kind if kind in (*ORGANS, "peacekeepers") else "government")

    def organ_for(self, phrase: Phrase, kind: str) -> Organ:
        """The organ of a state that a phrase of this kind names: its navy where it is a fleet."""
        forces = phrase.noun is not None and kind in ("military", "police")
        branch = self.lexicon.branches.get(phrase.noun[1]) if phrase.noun and forces else None
        return branch or self.organ_of(kind)

    def single(self, phrase: Phrase) -> bool:
        """Whether one of several is meant: "a French division", "one Argentine officer"."""
        if "Plur" in phrase.head.morph.get("Number", []) or self.lexicon.uncounted(phrase.head):
            return False
        one = self.lexicon.words["indefinite"] | self.lexicon.words["one"]
        return any(t.lower_ in one for t in phrase.head.lefts)

    def apart(self, phrase: Phrase) -> bool:
        """Whether a noun names what is no part of a state's government or army: its courts, auxiliaries, former men."""
        words = self.lexicon.words
        if phrase.noun is None:
            return False
        before = {fold(t.lemma_) for t in self.doc[phrase.first : phrase.head.i]}
        hired = not before.isdisjoint(words["auxiliaries"]) or self.former(phrase)
        return hired or phrase.noun[1] in words["assemblies"] | words["auxiliaries"]

    def none_of_body(self, phrase: Phrase) -> bool:
        """Whether those of a phrase are not the body named in it: its civilians, one who holds an office there."""
        if phrase.noun is None:
            return False
        one = phrase.noun[0] == "person" and "Plur" not in phrase.head.morph.get("Number", [])
        voice = phrase.noun[1] in self.lexicon.words["speaking_for"]
        return (one and not voice) or phrase.noun[0] in ("civilians", "protesters", "media")

    def former(self, phrase: Phrase) -> bool:
        """Whether people are said to have been somebody's once: "former Danish soldiers"."""
        before = self.doc[phrase.first : phrase.head.i]
        return self.lexicon.several(phrase.head) and any(
            t.lower_ in self.lexicon.words["erstwhile"] for t in before
        )

    def override(self, phrase: Phrase) -> ActorKind | None:
        """Kind that a noun before the head gives: "rebel forces", "police officers", "Islamist fighters"."""
        for token in self.doc[phrase.first : phrase.head.i]:
            word = fold(token.lemma_)
            kind = self.lexicon.heads.get(word) or self.lexicon.heads.get(fold(token.text))
            if kind in ARMED or kind == "police":
                return kind
        return None

    def kind(self, phrase: Phrase) -> ActorKind:
        """Kind of actor that head and premodifiers together name."""
        assert phrase.noun is not None
        kind = phrase.noun[0]
        if kind in ("military", "rebel_group", "militia", "government"):
            return self.override(phrase) or kind
        return kind

    def generic(self, phrase: Phrase, kind: ActorKind, country: str | None = None) -> Actor:
        """An actor that has no identity beyond the words of the phrase, and of the name that it belongs to."""
        first = phrase.first
        if self.doc[first].pos_ in ("DET", "PRON") and first < phrase.last - 1:
            first += 1
        bare = self.doc[first : phrase.last].text
        name = self.doc[first : self.complement(phrase)].text
        return Actor(f"generic:{slug(name)}", name, kind, country, () if name == bare else (bare,))

    def complement(self, phrase: Phrase) -> int:
        """End of the phrase with the name behind its head: "garrison of Homs", "crowd at Croke Park"."""
        doc, end, words = self.doc, phrase.last, self.lexicon.words
        if end + 1 >= len(doc) or doc[end].lower_ not in words["complement"]:
            return end
        if doc[end].lower_ not in words["belonging"] and not self._told_by_place(phrase):
            return end  # "soldiers in Homs" are just there
        if doc[end].head.i != phrase.head.i:
            return end
        at = end + 1
        if doc[at].pos_ == "DET":
            at += 1
        last = at
        while last < len(doc) and (self._is_name(last) or (last > at and self._binds(last))):
            last += 1
        whole = doc[last - 1].head.i
        if last > at and doc[last - 1].dep_ in self.lexicon.syntax["premodifier"] and whole == last:
            last += 1  # "gunmen of the Juárez cartel"
        return last if last > at else end

    def _told_by_place(self, phrase: Phrase) -> bool:
        """Whether a body is told from others by where it is: "the garrison at Homs", "the government in Tobruk"."""
        noun = phrase.noun
        return noun is not None and (noun[1] in self.lexicon.local_bodies or noun[0] == "government")

    def _is_name(self, at: int) -> bool:
        return (self.doc[at].pos_ == "PROPN" or at in self.owner) and not self.doc[at].is_punct

    def _binds(self, at: int) -> bool:
        """Whether a hyphen stands within a name ("Moqtada al-Sadr")."""
        token = self.doc[at]
        tight = token.is_punct and not token.whitespace_ and not self.doc[at - 1].whitespace_
        return tight and token.text in HYPHENS and at + 1 < len(self.doc) and self._is_name(at + 1)

    def novel(self, phrase: Phrase) -> bool:
        """Whether the words before the head say that somebody new is meant."""
        words = self.lexicon.words
        tokens = self.doc[phrase.first : phrase.head.i]
        office = phrase.noun is not None and phrase.noun[0] == "person"
        own = phrase.noun[1] if phrase.noun else ""
        title = own.split() if office else []  # "the foreign minister" is nobody new
        for token in tokens:
            # An unknown name or a compound ("UN-led") before the head sets it apart.
            if ("-" in token.text and token.i not in self.owner) or (
                token.text[0].isupper() and token.pos_ in ("PROPN", "ADJ") and token.i > phrase.first
                and token.i not in self.owner and fold(token.text) not in own
                and fold(token.text) not in self.lexicon.heads
            ):  # fmt: skip
                return True
        return any(t.lower_ in words["novel"] and t.lower_ not in title for t in tokens) or (
            len(tokens) > 0 and tokens[0].lower_ in words["indefinite"]
        )

    def told_by_doer(self, phrase: Phrase) -> bool:
        """Whether a participle says who leads or made those whom it names: "the coalition, led by X"."""
        syntax = self.lexicon.syntax
        told = (c for c in phrase.head.rights if c.dep_ in syntax["participle"])
        return any(c.dep_ in syntax["agent"] for clause in told for c in clause.children)

    def realm(self, phrase: Phrase) -> Actor | None:
        """A realm that acts, by its name: "the kingdom of Aksum conquered Kush"."""
        head, words = phrase.head, self.lexicon.words
        acts = head.dep_ in self.lexicon.syntax["subject"] and head.head.pos_ == "VERB"
        if not acts or fold(head.lemma_) not in words["realms"]:
            return None
        end = self._complement_of(phrase, words["origin"])
        if end == phrase.last:
            return None
        name = self.doc[head.i : end].text
        return Actor(f"group:{slug(name)}", name[0].upper() + name[1:], "government")

    def _complement_of(self, phrase: Phrase, links: Collection[str]) -> int:
        """End of the phrase with the name behind one of these prepositions at its head."""
        doc, end = self.doc, phrase.last
        if end >= len(doc) or doc[end].lower_ not in links or doc[end].head.i != phrase.head.i:
            return phrase.last
        last = end + 1
        while last < len(doc) and self._is_name(last):
            last += 1
        return last if last > end + 1 else phrase.last

    def determined(self, phrase: Phrase) -> bool:
        """Whether the phrase begins with a word that points to somebody known."""
        return self.doc[phrase.first].lower_ in self.lexicon.words["definite"]

    def pointing(self, phrase: Phrase) -> bool:
        """Whether an article or demonstrative, no possessive, points to somebody spoken of before."""
        first = self.doc[phrase.first]
        return self.determined(phrase) and first.pos_ == "DET" and self.complement(phrase) == phrase.last
