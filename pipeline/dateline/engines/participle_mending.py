"""Mends participles and bare verbs that parsers read as attributes or nouns.

"Mpande was proclaimed king" (read as an attribute of "king"), "demanded that the minister resign" (a noun), "to prevent
them crossing" (of "them"). The words are data (`giving_office`, `present`, `keeping_from` of syntax.toml).
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dateline.engines.attachment import make_subject, take_place
from dateline.engines.syntax import NOUNS, Forms, Syntax


def mend_participles(doc: Doc, syntax: Syntax, forms: Forms) -> None:
    """Make such words verbs; tags, heads and labels of `doc` are changed in place."""
    for token in doc:
        if token.dep_ in syntax.preposition_clause and token.lower_ in forms.words["acts_in_ing"]:
            _make_act(token, syntax, forms)
        if token.dep_ in syntax.modifier and token.lower_ in forms.words["acts_in_ing"]:
            _make_gerund(token, syntax, forms)
        if token.pos_ == "VERB" and token.lower_ in forms.words["attributives"]:
            _make_adjective(token, syntax)
        participle = token.tag_ in forms.tags["passive_participle"]
        if participle and token.dep_ in syntax.modifier:
            _part_from_title(token, syntax, forms)
        elif token.pos_ == "NOUN" and token.dep_ in syntax.complement:
            _make_bare_verb(token, syntax, forms)
        elif forms.lemma(token) in forms.words.get("keeping_from", ()) and token.pos_ == "VERB":
            _make_prevented(token, syntax, forms)


def _make_act(gerund: Token, syntax: Syntax, forms: Forms) -> None:
    """Make a gerund that governs nothing the noun for an act: nobody shells in "killed by *shelling*"."""
    verbal = syntax.object | syntax.subject | syntax.complement | syntax.conjunct
    if any(c.dep_ in verbal for c in gerund.children):
        return
    gerund.dep_, gerund.pos_ = min(syntax.preposition_object), "NOUN"
    gerund.tag_, gerund.lemma_ = min(forms.tags["noun"]), gerund.lower_


def _make_gerund(noun: Token, syntax: Syntax, forms: Forms) -> None:
    """Make a noun read as one word with what it is done to a gerund: "was accused of *bombing* markets"."""
    things, tie = noun.head, noun.head.head
    charged = tie.i == noun.i - 1 and forms.lemma(tie.head) in forms.words["accusing"]
    if not charged or things.i != noun.i + 1 or things.tag_ not in forms.tags["plural_noun"]:
        return
    noun.head, noun.dep_ = tie, min(syntax.preposition_clause)
    things.head, things.dep_ = noun, min(syntax.object)
    noun.pos_, noun.tag_ = "VERB", min(forms.tags["gerund"])
    noun.lemma_ = forms.lemmas.get(noun.lower_, noun.lower_.removesuffix("ing"))


def _make_adjective(word: Token, syntax: Syntax) -> None:
    """Make a verb an adjective that only says whose friends those behind it are: "the army and *allied* clans"."""
    conjunction, doc = word.nbor(-1) if word.i else word, word.doc
    noun = next((c for c in word.rights if c.dep_ in syntax.object), word.head)
    before = doc[word.i - 2] if word.i > 1 else word
    if noun.i <= word.i or noun.pos_ not in NOUNS or any(t.pos_ == "ADP" for t in doc[word.i : noun.i]):
        return
    if noun.head.i == word.i:
        if conjunction.pos_ != "CCONJ" or before.pos_ not in NOUNS:
            return
        whole = next((c for c in word.lefts if c.i == before.i or c.is_ancestor(before)), None)
        if whole is not None:
            take_place(whole, word)
        noun.head, noun.dep_ = before, min(syntax.conjunct)
        conjunction.head = before
        for child in list(word.children):
            child.head = noun
    word.head, word.dep_ = noun, min(syntax.modifier)
    word.pos_, word.lemma_ = "ADJ", word.lower_


def _part_from_title(participle: Token, syntax: Syntax, forms: Forms) -> None:
    """Part a participle from the office that somebody was given ("was proclaimed king")."""
    office = participle.head
    if forms.lemma(participle) not in forms.words.get("giving_office", ()) or office.i < participle.i:
        return
    own = next((c for c in participle.lefts if c.dep_ in syntax.passive_auxiliary), None)
    be = office.head if own is None else own
    if be.pos_ != "AUX" or be.i > participle.i or any(be.i < c.i < participle.i for c in office.lefts):
        return
    if own is not None:  # the office was read as what the sentence is about
        take_place(be, office)
    elif office.dep_ not in syntax.predicate:
        return
    participle.head, participle.dep_ = be, min(syntax.predicate)
    office.head, office.dep_ = participle, min(syntax.object_predicate)
    for child in [c for c in office.children if c.i < participle.i]:
        child.head = participle
    _make_passive(participle, syntax)


def _make_prevented(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Make a gerund behind an object what that one is kept from ("to prevent the Danes *crossing* the river")."""
    noun = next((c for c in verb.rights if c.dep_ in syntax.object), None)
    if noun is None:
        return
    for token in (*noun.rights, *verb.rights):
        aside = token.dep_ in syntax.noun_clause | syntax.adverbial_clause
        own = any(c.dep_ in syntax.subject | syntax.passive_subject for c in token.children)
        if not aside or own or token.tag_ not in forms.tags["gerund"] or token.i < noun.i:
            continue
        if any(t.is_punct or t.pos_ in ("ADP", "SCONJ") for t in verb.doc[noun.i + 1 : token.i]):
            return
        token.head, token.dep_ = verb, min(syntax.complement)
        make_subject(noun, token, syntax)
        return


def _make_passive(participle: Token, syntax: Syntax) -> None:
    """Make a participle behind "be" the verb of its clause."""
    be = participle.head
    take_place(participle, be)
    for child in list(be.children):
        if child.i != participle.i:
            child.head = participle
            if child.dep_ in syntax.noun_subject:
                child.dep_ = min(syntax.noun_passive_subject)
    be.head, be.dep_ = participle, min(syntax.passive_auxiliary)


def _make_bare_verb(token: Token, syntax: Syntax, forms: Forms) -> None:
    """Make a noun the verb of what is asked for, and the noun before it the subject ("that the minister resign")."""
    if token.lower_ not in forms.words.get("present", ()) or token.i == 0:
        return
    subject = token.nbor(-1)
    hung = subject.head.i == token.i and subject.dep_ in syntax.modifier and subject.pos_ in NOUNS
    if not hung or not any(c.pos_ == "SCONJ" for c in token.lefts):
        return
    for child in list(token.lefts):
        if child.pos_ != "SCONJ" and child.i != subject.i:
            child.head = subject
    subject.dep_ = min(syntax.noun_subject)
    token.lemma_, token.pos_ = token.lower_, "VERB"
    token.tag_ = min(forms.tags["present"])
