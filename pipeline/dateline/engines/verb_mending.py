"""Mends verbs that taggers take for nouns or adjectives: the historical present of chronicles, "overrun", "cornered".

"Argentine marines land near Stanley", "Rebel forces retake Harper", "The prison was overrun": read as nouns, they
would tell no event. The words are data (`present` and `unaccusative` of models/<lang>/syntax.toml).
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dateline.engines.syntax import Forms, Syntax

_OBJECT_HEADS = ("NOUN", "PROPN")
_REACH = 14  # tokens between a subject and its verb
_BEFORE_OBJECT = ("DET", "NUM", "ADJ", *_OBJECT_HEADS)


def mend_verbs(doc: Doc) -> None:
    """Retag such verbs and give them subject and object; tags, heads and labels of `doc` are changed in place."""
    syntax, forms = Syntax.load(doc.lang_), Forms.load(doc.lang_)
    present, moving = forms.words.get("present", frozenset()), forms.words.get("unaccusative", frozenset())
    participles = forms.words.get("participles", frozenset())
    for token in doc:
        _split_year(token, syntax)
        predicate = token.dep_ in syntax.predicate and token.head.pos_ == "AUX"
        if token.pos_ in ("NOUN", "ADJ") and predicate and token.lower_ in participles:
            _make_passive(token, syntax, forms)
        elif token.pos_ == "NOUN":
            if any(c.dep_ in syntax.passive_auxiliary for c in token.children):
                _retag(token, min(forms.tags["passive_participle"]), forms)
            elif token.lower_ in present and _is_verb(token, syntax, forms):
                _retag(token, min(forms.tags["present"]), forms)
                _attach(token, syntax)
        elif token.tag_ in forms.tags["finite"] and token.dep_ in syntax.modifier:
            _join(token, syntax)
        elif token.pos_ == "VERB" and token.dep_ in syntax.noun_clause and forms.lemma(token) in moving:
            _raise(token, syntax)


def _retag(token: Token, tag: str, forms: Forms) -> None:
    token.pos_, token.tag_ = "VERB", tag
    token.lemma_ = forms.lemmas.get(token.lower_, token.lower_)


def _make_passive(token: Token, syntax: Syntax, forms: Forms) -> None:
    """Make a participle read as a predicate noun the verb of its clause ("Ramadi was overrun")."""
    be = token.head
    if any(c.pos_ == "DET" for c in token.children):
        return
    token.head, token.dep_ = (token if be.head.i == be.i else be.head), be.dep_
    be.head, be.dep_ = token, min(syntax.passive_auxiliary)
    for child in list(be.children):
        child.head = token
        if child.dep_ in syntax.noun_subject:
            child.dep_ = min(syntax.noun_passive_subject)
    _retag(token, min(forms.tags["passive_participle"]), forms)


def _is_verb(token: Token, syntax: Syntax, forms: Forms) -> bool:
    """Whether a noun that is a verb as well stands where a verb does: behind a plural or name, before its object."""
    if any(c.dep_ in syntax.noun_subject for c in token.children):
        return True
    if token.i == 0 or token.i + 1 == len(token.doc) or token.dep_ in syntax.subject | syntax.passive_subject:
        return False
    before, after = token.doc[token.i - 1], token.doc[token.i + 1]
    if before.head.i != token.i or before.dep_ not in syntax.modifier:
        return False
    if before.tag_ in forms.tags["plural"]:
        return after.pos_ in ("ADP", *_BEFORE_OBJECT)
    article = any(c.pos_ == "DET" for c in token.children)
    return before.pos_ == "PROPN" and not article and after.pos_ in ("DET", "NUM", "PROPN")


def _attach(verb: Token, syntax: Syntax) -> None:
    """Make what stands before a verb its subject, and a bare noun phrase behind it its object."""
    if verb.dep_ in syntax.preposition_object and verb.head.dep_ in syntax.root:
        preposition = verb.head  # "Before dawn the divisions land": all hung on "before"
        verb.head, verb.dep_ = verb, preposition.dep_
        preposition.head, preposition.dep_ = verb, min(syntax.preposition)
    elif verb.dep_ in syntax.modifier and verb.head.i > verb.i:
        noun = verb.head  # "forces retake Harper" read as one name
        verb.head, verb.dep_ = (verb if noun.head.i == noun.i else noun.head), noun.dep_
        noun.head, noun.dep_ = verb, min(syntax.object)
    if not any(c.dep_ in syntax.noun_subject for c in verb.children):
        subject = verb.doc[verb.i - 1]
        for child in list(verb.lefts):
            if child.i != subject.i and (
                child.pos_ in ("DET", "NUM") or child.dep_ in syntax.modifier | syntax.possessor
            ):
                child.head = subject
        subject.dep_ = min(syntax.noun_subject)
    last = verb.i
    while last + 1 < len(verb.doc) and verb.doc[last + 1].pos_ in _BEFORE_OBJECT:
        last += 1
    head = verb.doc[last]
    if (
        last > verb.i
        and head.pos_ in _OBJECT_HEADS
        and not head.is_ancestor(verb)
        and head.head.i in (verb.i, verb.head.i)
    ):
        head.head, head.dep_ = verb, min(syntax.object)
        if head.text[0].isupper():
            head.pos_ = "PROPN"


def _raise(verb: Token, syntax: Syntax) -> None:
    """Make the verb of motion behind the root noun the root ("Two brigades defected to the rebels")."""
    noun = verb.head
    if noun.dep_ not in syntax.root or noun.pos_ not in _OBJECT_HEADS or verb.i < noun.i:
        return
    verb.head, verb.dep_ = verb, noun.dep_
    noun.head, noun.dep_ = verb, min(syntax.noun_subject)
    for child in list(noun.rights):
        if child.i > verb.i:
            child.head = verb


def _join(verb: Token, syntax: Syntax) -> None:
    """Join a verb to the one before it whose object it was read to modify ("drove them out and proclaimed peace")."""
    noun = verb.head
    joined = verb.i > 0 and verb.nbor(-1).pos_ == "CCONJ" and noun.i > verb.i and noun.dep_ in syntax.conjunct
    if joined and noun.head.pos_ == "VERB":
        verb.head, verb.dep_ = noun.head, noun.dep_
        noun.head, noun.dep_ = verb, min(syntax.object)


def _split_year(token: Token, syntax: Syntax) -> None:
    """Part a date from the subject behind it: "In the summer of 415 a fleet sailed", read as "415 fleet"."""
    if token.dep_ not in syntax.preposition_object or token.pos_ not in _OBJECT_HEADS:
        return
    preposition = token.head
    start = next((c.i for c in token.lefts if c.i > preposition.i + 1 and _opens_phrase(c)), None)
    if start is None or token.doc[start - 1].pos_ != "NUM":
        return
    verb = next((t for t in token.doc[token.i + 1 : token.i + _REACH] if t.pos_ == "VERB"), None)
    if verb is None or not preposition.is_ancestor(token) or not verb.is_ancestor(preposition):
        return
    if any(c.dep_ in syntax.subject | syntax.passive_subject for c in verb.children):
        return
    date = token.doc[start - 1]
    for child in list(token.lefts):
        if child.i < start and child.i != date.i:
            child.head = date
    passive = any(c.dep_ in syntax.passive_auxiliary for c in verb.children)
    token.head, token.dep_ = verb, min(syntax.noun_passive_subject if passive else syntax.noun_subject)
    date.head, date.dep_ = preposition, min(syntax.preposition_object)


def _opens_phrase(token: Token) -> bool:
    """Whether a word opens a noun phrase behind a number: an article, or a number of its own."""
    return token.i > 0 and token.doc[token.i - 1].pos_ == "NUM" and token.pos_ in ("DET", "NUM")
