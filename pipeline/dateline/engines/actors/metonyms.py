"""When the bare name of a state or of its seat stands for the government, and when for the land."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from spacy.tokens import Doc, Token

from dateline.engines.actors.lexicon import ActorLexicon
from dateline.engines.actors.named import Named
from dateline.engines.actors.noun_phrases import Phrase
from dateline.engines.phrases import fold
from dateline.engines.syntax import Forms, Syntax, first_conjunct, is_infinitive


class Metonyms:
    """Decides it for one Doc by the part that the name plays in its clause."""

    def __init__(self, doc: Doc, owner: Mapping[int, Named], lexicon: ActorLexicon, syntax: Syntax) -> None:
        self.doc, self.owner, self.lexicon, self.syntax = doc, owner, lexicon, syntax
        self.forms = Forms.load(doc.lang_)

    def is_actor(self, phrase: Phrase, named: Named) -> bool:
        """Whether the name that heads this phrase stands for a government."""
        return self._stands_for_government(phrase.head, named) and not self._on_the_map(phrase, named)

    def _stands_for_government(self, token: Token, named: Named) -> bool:
        """Whether the part that a token plays in its clause is one for somebody who acts."""
        root = first_conjunct(self._said_to_be(first_conjunct(token, self.syntax)), self.syntax)
        above, verbs = root.head, self.lexicon.verbs
        verb = above.lemma_.lower()
        if named.form == "seat":
            return not self._dateline(token) and self._seat_acts(root)
        if self._shall(root, verbs["stative"]):
            return True
        if root.dep_ in self.syntax.subject:
            return above.pos_ in ("VERB", "AUX") and (
                verb not in verbs["stative"] or self._said_to_act(above)
            )
        if (
            root.dep_ in self.syntax.passive_subject
            or root.dep_ in self.syntax.object | self.lexicon.syntax["recipient"]
        ):
            return verb in verbs["patient"]
        if root.dep_ in self.syntax.preposition_object:
            return self._addressed(above) or self._spoken_for(root)
        return root.dep_ in self.lexicon.syntax["possessor"] | self.lexicon.syntax["premodifier"] and (
            verb in self.lexicon.words["acts"]
        )

    def _shall(self, name: Token, stative: Collection[str]) -> bool:
        """Whether a name is that of whom something is expected or demanded ("X is expected *to free* 30 men")."""
        awaited = name.head.lemma_.lower() in self.lexicon.words["awaiting"]
        if name.dep_ not in self.syntax.passive_subject or not awaited:
            return False
        acts = (c for c in name.head.rights if c.dep_ in self.syntax.open_complement)
        return any(
            is_infinitive(act, self.forms)
            and act.lemma_.lower() not in stative
            and not any(c.dep_ in self.syntax.passive_auxiliary for c in act.lefts)
            for act in acts
        )

    def _said_to_act(self, copula: Token) -> bool:
        """Whether what a name is said to be tells an act of its own ("was first *to land*", "was able *to land*")."""
        told = [t for c in copula.children if c.dep_ in self.syntax.predicate for t in (c, *c.subtree)]
        clauses = self.syntax.relative_clause | self.syntax.open_complement
        return any(t.dep_ in clauses and is_infinitive(t, self.forms) for t in told) or any(
            t.dep_ in self.syntax.relative_clause
            and any(c.tag_ in self.forms.tags["relative_pronoun"] for c in t.lefts)
            for t in told
        )

    def _dateline(self, token: Token) -> bool:
        """Whether a city opens a dispatch: "KABUL, 4 March —"."""
        return token.is_sent_start is True and token.text.isupper() and len(token.text) > 3

    def _seat_acts(self, root: Token) -> bool:
        """Whether a city is named where only its government can be meant: it says, it is told, it agrees."""
        above, verbs, words = root.head, self.lexicon.verbs, self.lexicon.words
        lemma = above.lemma_.lower()
        if root.dep_ in self.syntax.subject:
            return lemma in verbs["speech"] | verbs["policy"]
        if root.dep_ in self.lexicon.syntax["recipient"]:
            return True
        if root.dep_ in self.syntax.object | self.syntax.passive_subject:
            return lemma in verbs["addressing"]
        if root.dep_ in self.syntax.preposition_object:
            governor = above.head.lemma_.lower()
            if above.dep_ in self.syntax.agent:
                return True
            return self._addressed(above) and (
                above.lower_ not in words["agent_prepositions"] or governor in words["dealings"]
            )
        return root.dep_ in self.lexicon.syntax["possessor"] and lemma in words["acts"]

    def _said_to_be(self, token: Token) -> Token:
        """The noun that a name stands in apposition to, or is among ("ten *states*, including X"), or itself."""
        if token.dep_ in self.syntax.apposition and token.head.pos_ == "NOUN":
            return token.head
        tie = token.head
        among = tie.lower_ in self.forms.prepositions["including"] and tie.head.pos_ == "NOUN"
        return tie.head if among and token.dep_ in self.syntax.preposition_object else token

    def _addressed(self, preposition: Token) -> bool:
        """Whether the object of a preposition acts or is acted on, and is no place."""
        word, governor = preposition.lower_, preposition.head.lemma_.lower()
        words = self.lexicon.words
        if word in words["agent_prepositions"]:
            return governor not in words["land"]
        given = {  # "increased military *assistance* to X", "declared *war* on X"
            c.lemma_.lower()
            for c in preposition.head.rights
            if c.dep_ in self.syntax.object and c.i < preposition.i
        }
        if word in words["belonging"]:  # "received weapons from X"
            told = given if governor in words["receiving"] else {governor}
            return not words["givers"].isdisjoint(told)
        return not self.lexicon.addressees.get(word, frozenset()).isdisjoint({governor, *given})

    def _spoken_for(self, root: Token) -> bool:
        """Whether several states are those that office-holders act for: "the foreign ministers of X and Y"."""
        holders = root.head.head
        office = self.lexicon.head(holders)
        several = "Plur" in holders.morph.get("Number", []) and len(root.conjuncts) > 0
        return (
            several
            and office is not None
            and office[0] == "person"
            and (root.head.lower_ in self.lexicon.words["belonging"])
        )

    def belonging(self, head: Token) -> tuple[Token, Named] | None:
        """The preposition and the state in "government of X"."""
        for child in head.rights:
            if child.dep_ in self.syntax.preposition and child.lower_ in self.lexicon.words["belonging"]:
                for grandchild in child.children:
                    named = self.owner.get(grandchild.i)
                    if named and named.state and named.form == "state":
                        return child, named
        return None

    def _on_the_map(self, phrase: Phrase, named: Named) -> bool:
        """Whether the words before a state's name make it a place: "northern X", "in X"."""
        before = self.doc[phrase.first - 1].lower_ if phrase.first else ""
        direction = any(fold(t.text) in self.lexicon.not_actors for t in self.doc[phrase.first : named.first])
        if direction:
            return True
        if self._addressed(first_conjunct(phrase.head, self.syntax).head):  # "pointed the finger at X"
            return False
        return before in self.lexicon.words["strictly_locative"] or (
            named.form == "seat"
            and phrase.head.dep_ not in self.lexicon.syntax["possessor"]
            and before in self.lexicon.words["locative"] | self.lexicon.words["bound_for"]
        )
