"""Mends verbs that taggers take for nouns, adjectives or participles: "overrun", "cornered", "The garrison held out".

"Argentine marines land near Stanley", "Rebel forces retake Harper", "The prison was overrun": read as nouns, they
would tell no event. The words are data (`present` and `unaccusative` of models/<lang>/syntax.toml).
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dateline.engines.attachment import make_subject, take_place
from dateline.engines.attribution_mending import mend_attributions
from dateline.engines.clause_mending import mend_clauses
from dateline.engines.coordination_mending import mend_coordination
from dateline.engines.fragment_mending import mend_fragments
from dateline.engines.list_mending import mend_lists
from dateline.engines.participle_mending import mend_participles
from dateline.engines.reduced_mending import mend_reduced
from dateline.engines.subject_mending import mend_subjects
from dateline.engines.syntax import NOUNS, Forms, Syntax

_REACH = 14  # tokens between a subject and its verb
_BEFORE_OBJECT = ("DET", "NUM", "ADJ", *NOUNS)


def mend_verbs(doc: Doc) -> None:
    """Retag such verbs and give them subject and object; tags, heads and labels of `doc` are changed in place."""
    syntax, forms = Syntax.load(doc.lang_), Forms.load(doc.lang_)
    present, moving = forms.words.get("present", frozenset()), forms.words.get("unaccusative", frozenset())
    participles, pasts = (forms.words.get(name, frozenset()) for name in ("participles", "pasts"))
    mend_fragments(doc, syntax, forms)
    mend_attributions(doc, syntax, forms)
    for token in doc:
        _split_year(token, syntax)
        if token.pos_ == "ADJ":
            _make_noun(token, syntax, forms)
        if token.lower_ in forms.words.get("goals", ()):
            _make_goal(token, syntax, forms)
        if token.pos_ == "VERB" and mend_reduced(token, syntax, forms):
            continue
        if token.pos_ == "VERB" and token.dep_ in syntax.noun_subject | syntax.noun_passive_subject:
            _make_attribute(token, syntax, forms)
        if token.lower_ in pasts and token.pos_ in (*NOUNS, "ADJ") and token.text.islower():
            _make_past(token, syntax, forms)
        if token.lower_ in participles and token.pos_ in NOUNS:
            _make_perfect(token, syntax, forms)
        predicate = token.dep_ in syntax.predicate and token.head.pos_ == "AUX"
        if token.pos_ in ("NOUN", "ADJ") and predicate and token.lower_ in participles:
            _make_passive(token, syntax, forms)
        elif token.pos_ == "NOUN":
            if any(c.dep_ in syntax.passive_auxiliary for c in token.children):
                _retag(token, min(forms.tags["passive_participle"]), forms)
            elif token.lower_ in present and _is_verb(token, syntax, forms):
                _retag(token, min(forms.tags["present"]), forms)
                _attach(token, syntax)
            elif _is_of_name(token, syntax, forms):
                _make_singular(token, syntax, forms)
        elif token.tag_ in forms.tags["finite"] and token.dep_ in syntax.modifier:
            _join(token, syntax)
        elif token.tag_ in forms.tags["passive_participle"] and token.dep_ in syntax.modifier:
            _part_from_subject(token, syntax, forms)
            if (
                token.dep_ in syntax.modifier
                and token.head.pos_ == "PROPN"
                and token.i == token.head.left_edge.i
            ):
                _part_from_name(token, syntax, forms)
        elif token.lower_ in participles and token.tag_ in forms.tags["passive_participle"]:
            _mark_passive(token, syntax, forms)
        elif token.pos_ == "VERB" and token.dep_ in syntax.noun_clause:
            if forms.lemma(token) in moving or _is_active(token, syntax, forms):
                _raise(token, syntax)
            elif _is_reduced(token, syntax, forms):
                token.tag_ = min(forms.tags["passive_participle"])  # "two men *abducted* there were freed"
        elif token.tag_ in forms.tags["finite"] and token.dep_ in syntax.relative_clause:
            _raise_behind_absolute(token, syntax, forms)
    mend_participles(doc, syntax, forms)
    mend_coordination(doc, syntax, forms)
    mend_lists(doc, syntax, forms)
    mend_clauses(doc, syntax, forms)
    mend_subjects(doc, syntax, forms)


def _retag(token: Token, tag: str, forms: Forms) -> None:
    token.lemma_ = forms.lemmas.get(token.lower_, token.lemma_ if token.pos_ == "VERB" else token.lower_)
    token.pos_, token.tag_ = "VERB", tag


def _make_noun(token: Token, syntax: Syntax, forms: Forms) -> None:
    """Make an adjective a noun that stands where one does ("mounted a counter-offensive, Operation X")."""
    places = syntax.object | syntax.subject | syntax.passive_subject | syntax.preposition_object
    if forms.lemma(token) not in forms.words.get("nominal", ()):
        return
    name = token.head
    named = token.dep_ in syntax.modifier and name.pos_ == "PROPN" and name.dep_ in places
    if named and name.i > token.i and token.nbor().text == ",":
        for before in [c for c in name.lefts if c.i < token.i]:
            before.head = token
        take_place(token, name)
        name.head, name.dep_ = token, min(syntax.apposition)
    if token.dep_ in places:
        token.pos_, token.tag_ = "NOUN", min(forms.tags["noun"])


def _make_goal(token: Token, syntax: Syntax, forms: Forms) -> None:
    """Make a noun read as an infinitive what its "to" governs: "put the whole army to *flight*"."""
    tie, verb = (token.nbor(-1), token.head) if token.i else (token, token)
    if tie.tag_ not in forms.tags["infinitive_marker"] or tie.head.i != token.i or verb.i > tie.i:
        return
    tie.head, tie.dep_, tie.pos_ = verb, min(syntax.preposition), "ADP"
    token.head, token.dep_ = tie, min(syntax.preposition_object)
    token.pos_, token.tag_, token.lemma_ = "NOUN", min(forms.tags["noun"]), token.lower_


def _part_from_subject(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Part a verb and its object from the subject: "The offensive drove German troops back" read as one noun phrase."""
    noun, before = verb.head, verb.nbor(-1) if verb.i else verb
    nominal = before.head.i == noun.i and forms.lemma(before) in forms.words.get("nominal", ())
    if not nominal or noun.dep_ not in syntax.root or noun.pos_ not in NOUNS or not verb.sent[-1].is_punct:
        return
    for child in list(noun.children):
        if child.i < before.i:
            child.head = before
    for child in list(noun.rights):
        child.head = verb
    verb.head, verb.dep_ = verb, noun.dep_
    before.head, before.dep_, before.pos_, before.tag_ = (
        verb,
        min(syntax.noun_subject),
        "NOUN",
        min(forms.tags["noun"]),
    )
    noun.head, noun.dep_ = verb, min(syntax.object)
    verb.pos_, verb.tag_ = "VERB", min(forms.tags["past"])


def _make_attribute(participle: Token, syntax: Syntax, forms: Forms) -> None:
    """Make a participle read as the subject one of the noun before it: "A man held by rebels was freed"."""
    noun = participle.nbor(-1) if participle.i else participle
    if noun.head.i != participle.i or noun.dep_ not in syntax.noun_subject or noun.pos_ not in NOUNS:
        return
    noun.head, noun.dep_ = participle.head, participle.dep_
    participle.head, participle.dep_ = noun, min(syntax.noun_clause)
    _retag(participle, min(forms.tags["passive_participle"]), forms)


def _part_from_name(participle: Token, syntax: Syntax, forms: Forms) -> None:
    """Make a participle read as an attribute of a name the verb: "on Friday captured X", "shelled X and bombed Y"."""
    name, before = participle.head, participle.nbor(-1) if participle.i else participle
    things = name.head.pos_ == "NOUN" and name.head.dep_ in syntax.object
    if participle.lower_ in forms.words["states"] and not things:
        return  # "Sarajevo and besieged Goražde", but "crossed the river and besieged Goražde"
    if before.pos_ == "CCONJ" and name.dep_ in syntax.conjunct:
        verb = name.head if name.head.pos_ == "VERB" else name.head.head
        governed = any(c.dep_ in syntax.object for c in verb.children)
        if verb.pos_ == "VERB" and verb.i < before.i and governed:
            participle.head, participle.dep_ = verb, name.dep_
            before.head = verb
            name.head, name.dep_ = participle, min(syntax.object)
            _retag(participle, min(forms.tags["past"]), forms)
        return
    preposition = name.head
    if before.lower_ not in forms.words["calendar"] or before.head.i != preposition.i:
        return
    subject = preposition.head
    if name.dep_ not in syntax.preposition_object or subject.pos_ not in NOUNS or subject.i > preposition.i:
        return
    root, said = subject.dep_ in syntax.root, subject.head
    participle.head = participle if root else said
    participle.dep_ = subject.dep_ if root else min(syntax.complement)
    subject.head, subject.dep_ = participle, min(syntax.noun_subject)
    preposition.head = participle
    name.head, name.dep_ = participle, min(syntax.object)
    _retag(participle, min(forms.tags["past"]), forms)


def _make_past(token: Token, syntax: Syntax, forms: Forms) -> None:
    """Make a word that is nothing but a past tense the verb behind its subject ("On 3 May the army retook Zawiya")."""
    before = token.doc[token.i - 1] if token.i else token
    if before.i == token.i or before.pos_ not in (*NOUNS, "PRON"):
        return
    _retag(token, min(forms.tags["past"]), forms)
    for child in [c for c in token.head.lefts if c.i < before.i and token.dep_ in syntax.modifier]:
        if child.pos_ == "DET":
            child.head = before
    if before.is_ancestor(token):  # "The navy press-ganged fishermen": these were read as what it is
        noun = token.head
        take_place(token, before)
        if noun.i > token.i:
            noun.head, noun.dep_ = token, min(syntax.object)
    before.head = token
    _attach(token, syntax)
    above = token.head
    if above.i != token.i and above.i < before.i:  # all hung on the date before it
        root = next((a for a in token.ancestors if a.dep_ in syntax.root), None)
        if root is not None and root.pos_ == "ADP":
            token.head, token.dep_ = token, root.dep_
            root.head, root.dep_ = token, min(syntax.preposition)


def _make_perfect(token: Token, syntax: Syntax, forms: Forms) -> None:
    """Make a participle behind "have" and before its object the verb ("had overrun Rabaul")."""
    have = token.doc[token.i - 1] if token.i else token
    if have.lower_ not in forms.words.get("perfect", ()) or token.i + 1 == len(token.doc):
        return
    noun = token if token.dep_ in syntax.object else token.head
    if (
        not token.text.islower()
        or noun.dep_ not in syntax.object
        or noun.head.i != have.i
        or noun.i <= token.i
    ):
        return
    if token.nbor().pos_ not in ("DET", "PROPN") or token.nbor().sent.start > token.i:
        return
    take_place(token, have)
    for child in list(have.children):
        if child.i != token.i:
            child.head = token
    noun.head, noun.dep_ = token, min(syntax.object)
    have.head, have.dep_, have.pos_ = token, min(syntax.infinitive_marker), "AUX"
    _retag(token, min(forms.tags["passive_participle"]), forms)


def _is_active(verb: Token, syntax: Syntax, forms: Forms) -> bool:
    """Whether what looks like the participle of the noun of a sentence is its verb: it has an object or needs none.

    "A raid destroyed two depots", "The garrison held out in Medina".
    """
    end = verb.sent[-1]
    if not end.is_punct or verb.nbor(-1).is_punct or verb.tag_ in forms.tags["gerund"]:
        return False
    if any(c.dep_ in syntax.agent or c.tag_ in forms.tags["infinitive_marker"] for c in verb.children):
        return False
    phrases = (f"{forms.lemma(verb)} {c.lower_}" for c in verb.children if c.dep_ in syntax.particle)
    phrasal = forms.words.get("phrasal", frozenset())
    if any(phrase in phrasal for phrase in phrases):
        return True
    return any(c.dep_ in syntax.object and c.i > verb.i and c.pos_ in NOUNS for c in verb.children)


def _is_reduced(verb: Token, syntax: Syntax, forms: Forms) -> bool:
    """Whether what looks like a past tense behind the subject of a passive is a participle."""
    bare = not any(c.dep_ in syntax.object for c in verb.rights)
    subject = verb.head.dep_ in syntax.passive_subject and verb.head.head.i > verb.i
    return verb.tag_ in forms.tags["past"] and bare and subject


def _make_passive(token: Token, syntax: Syntax, forms: Forms) -> None:
    """Make a participle read as a predicate noun the verb of its clause ("Ramadi was overrun")."""
    be = token.head
    if any(c.pos_ == "DET" for c in token.children):
        return
    take_place(token, be)
    be.head, be.dep_ = token, min(syntax.passive_auxiliary)
    for child in list(be.children):
        child.head = token
        if child.dep_ in syntax.noun_subject:
            child.dep_ = min(syntax.noun_passive_subject)
    _retag(token, min(forms.tags["passive_participle"]), forms)


def _mark_passive(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Make "was" before a participle that looks like a past tense the mark of its passive ("Serbia was overrun")."""
    for child in verb.lefts:
        if child.dep_ in syntax.infinitive_marker and child.lower_ in forms.words.get(
            "passive_auxiliaries", ()
        ):
            child.dep_ = min(syntax.passive_auxiliary)
    if any(c.dep_ in syntax.passive_auxiliary for c in verb.lefts):
        for child in verb.lefts:
            if child.dep_ in syntax.noun_subject:
                child.dep_ = min(syntax.noun_passive_subject)


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


def _is_of_name(token: Token, syntax: Syntax, forms: Forms) -> bool:
    """Whether a form that is no plural heads its sentence right behind a noun or name ("Metz capitulates")."""
    if token.lower_ not in forms.words.get("present_singular", ()) or token.dep_ not in syntax.root:
        return False
    return token.i > 0 and token.nbor(-1).head.i == token.i and token.nbor(-1).dep_ in syntax.modifier


def _make_singular(token: Token, syntax: Syntax, forms: Forms) -> None:
    """Make a word that was taken for a plural a verb, of the same lemma."""
    lemma = token.lemma_
    _retag(token, min(forms.tags["present"]), forms)
    token.lemma_ = lemma
    _attach(token, syntax)


def _attach(verb: Token, syntax: Syntax) -> None:
    """Make what stands before a verb its subject, and a bare noun phrase behind it its object."""
    if verb.dep_ in syntax.preposition_object and verb.head.dep_ in syntax.root:
        preposition = verb.head  # "Before dawn the divisions land": all hung on "before"
        verb.head, verb.dep_ = verb, preposition.dep_
        preposition.head, preposition.dep_ = verb, min(syntax.preposition)
    elif verb.dep_ in syntax.modifier and verb.head.i > verb.i:
        noun = verb.head  # "forces retake Harper" read as one name
        take_place(verb, noun)
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
        and head.pos_ in NOUNS
        and not head.is_ancestor(verb)
        and head.head.i in (verb.i, verb.head.i)
    ):
        head.head, head.dep_ = verb, min(syntax.object)
        if head.text[0].isupper():
            head.pos_ = "PROPN"


def _raise(verb: Token, syntax: Syntax) -> None:
    """Make the verb behind the noun of a clause the verb of it ("Two brigades defected to the rebels")."""
    noun = verb.head
    if noun.dep_ not in syntax.root | syntax.complement or noun.pos_ not in NOUNS or verb.i < noun.i:
        return
    verb.head, verb.dep_ = (verb if noun.dep_ in syntax.root else noun.head), noun.dep_
    noun.head, noun.dep_ = verb, min(syntax.noun_subject)
    for child in list(noun.children):
        if child.i > verb.i or (child.dep_ in syntax.preposition and child.i < noun.i):
            child.head = verb


def _raise_behind_absolute(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Make a verb the root that was read as a relative clause, its subject the noun of a phrase put in before it.

    "The division, its flanks covered by cavalry, rolled on": it is the division that rolled on.
    """
    noun = verb.head
    if noun.dep_ not in syntax.root or noun.pos_ not in NOUNS or verb.i <= noun.i + 2:
        return
    inside = [t for t in verb.lefts if t.dep_ in syntax.noun_subject]
    apart = noun.nbor().text == "," and verb.nbor(-1).text == ","
    if not apart or len(inside) != 1 or inside[0].tag_ in forms.tags["relative_pronoun"]:
        return
    said = [c for c in inside[0].rights if c.dep_ in syntax.noun_clause | syntax.preposition]
    if not said or not any(c.dep_ in syntax.possessor for c in inside[0].lefts):
        return
    inside[0].dep_ = min(syntax.adverbial_noun)
    _raise(verb, syntax)


def _join(verb: Token, syntax: Syntax) -> None:
    """Join a verb to the one before it whose object it was read to modify ("drove them out and proclaimed peace")."""
    noun = verb.head
    joined = verb.i > 0 and verb.nbor(-1).pos_ == "CCONJ" and noun.i > verb.i and noun.dep_ in syntax.conjunct
    if joined and noun.head.pos_ == "VERB":
        verb.head, verb.dep_ = noun.head, noun.dep_
        noun.head, noun.dep_ = verb, min(syntax.object)


def _split_year(token: Token, syntax: Syntax) -> None:
    """Part a date from the subject behind it: "In the summer of 415 a fleet sailed", read as "415 fleet"."""
    if token.dep_ not in syntax.preposition_object or token.pos_ not in NOUNS:
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
    make_subject(token, verb, syntax)
    date.head, date.dep_ = preposition, min(syntax.preposition_object)


def _opens_phrase(token: Token) -> bool:
    """Whether a word opens a noun phrase behind a number: an article, or a number of its own."""
    return token.i > 0 and token.doc[token.i - 1].pos_ == "NUM" and token.pos_ in ("DET", "NUM")
