"""Mends clauses whose subject parsers give to the phrase before it.

"The camp was attacked by rebels and ten soldiers were killed": the soldiers attacked nobody. "Men dissatisfied with
their pay attacked the minister": the men are no subject of "dissatisfied" alone.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dateline.engines.attachment import make_subject, take_place
from dateline.engines.border_mending import mend_borders, split
from dateline.engines.object_mending import mend_object
from dateline.engines.syntax import NOUNS, Forms, Syntax
from dateline.engines.title_mending import mend_titles

_HELPS = ("AUX", "ADV", "PART")


def mend_subjects(doc: Doc, syntax: Syntax, forms: Forms) -> None:
    """Give such verbs their subjects; heads and labels of `doc` are changed in place."""
    mend_borders(doc, syntax, forms)
    for token in doc:
        if token.pos_ == "ADJ" and token.dep_ in syntax.root | syntax.complement:
            _raise_behind_adjective(token, syntax, forms)
        if token.pos_ == "VERB" and token.dep_ in syntax.conjunct | syntax.adverbial_clause | syntax.root:
            _part_from_clause(token, syntax, forms)
        if token.pos_ == "VERB":
            mend_object(token, syntax, forms)
        if token.pos_ == "VERB" and token.dep_ in syntax.conjunct:
            _lift_from_content(token, syntax, forms)
        if token.pos_ == "VERB" and token.dep_ in syntax.noun_clause:
            _raise_absolute(token, syntax, forms)
        if token.tag_ in forms.tags["passive_participle"]:
            _part_from_causer(token, syntax, forms)
            _make_absolute(token, syntax, forms)
    mend_titles(doc, syntax, forms)


def _part_from_causer(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Make "had" the verb of the first of two subjects: "The king *had* the envoys thrown in jail"."""
    has = next((t for t in verb.lefts if t.pos_ == "AUX" and forms.lemma(t) in forms.words["causing"]), None)
    if has is None:
        return
    labels = syntax.subject | syntax.passive_subject
    doing, done = (
        [t for t in (*has.lefts, *verb.lefts) if t.dep_ in labels and (t.i < has.i) == before]
        for before in (True, False)
    )
    if not doing or not done or "Yes" in done[0].morph.get("Reflex", []):
        return
    take_place(has, verb)
    has.pos_ = "VERB"
    for child in list(verb.children):
        if child.i < has.i or child.dep_ in syntax.conjunct or child.is_punct or child.pos_ == "CCONJ":
            child.head = has
    verb.head, verb.dep_ = has, min(syntax.complement)


def _raise_absolute(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Make "with", a noun and its participle before a clause one of their own: "*With Rome taken*, he left"."""
    noun, tie = verb.head, verb.head.head
    above, words = tie.head, forms.words
    opens = tie.lower_ in forms.prepositions["company"] and noun.dep_ in syntax.preposition_object
    if not opens or above.pos_ != "VERB" or above.i < verb.i or verb.i != noun.i + 1:
        return
    if forms.lemma(verb) in words["leading"] | words["backing"]:
        return  # "with men led by X, he attacked"
    verb.head, verb.dep_ = above, min(syntax.adverbial_clause)
    tie.head, tie.dep_ = verb, min(syntax.marker)
    noun.head, noun.dep_ = verb, min(syntax.noun_subject)


def _make_absolute(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Make the noun between "with" and a participle its passive subject: "left with ten men taken prisoner"."""
    led = any(c.lower_ in forms.prepositions["company"] for c in verb.lefts)  # "With Rome taken, he left"
    done = led and not any(c.dep_ in syntax.object for c in verb.rights)
    bare = verb.head.dep_ in syntax.preposition or done
    helped = any(c.pos_ == "AUX" for c in verb.lefts)
    if not bare or helped or forms.lemma(verb) in forms.words["unaccusative"]:
        return
    for child in verb.lefts:
        if child.dep_ in syntax.noun_subject:
            child.dep_ = min(syntax.noun_passive_subject)


def _part_from_clause(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Make the noun between "and" and a verb without a subject that subject, not one more of the clause before."""
    first, doc = _clause_before(verb, syntax), verb.doc
    reduced = first.tag_ in forms.tags["passive_participle"] and not any(c.pos_ == "AUX" for c in first.lefts)
    if first.pos_ != "VERB" or first.i >= verb.i or reduced:
        return
    if not _is_bare(verb, syntax, forms):
        return
    before = verb.i - 1
    while before > first.i and doc[before].pos_ in _HELPS:
        before -= 1
    noun = _behind_conjunction(doc[before], first)
    if noun is None and doc[before].pos_ == "NOUN" and first.is_ancestor(doc[before]):
        noun = doc[before] if split(doc[before], syntax) is not None else None
    joined = syntax.conjunct | syntax.preposition_object | syntax.object
    if noun is None or noun.pos_ not in NOUNS or noun.dep_ not in joined or noun.is_ancestor(verb):
        return
    if noun.left_edge.i == noun.i and "Plur" not in noun.morph.get("Number", []) and noun.pos_ == "NOUN":
        return  # "and fighting went on" tells nobody
    conjunction = doc[noun.left_edge.i - 1]
    noun = _first_behind_break(noun, first, syntax, forms)
    if first.head.i == verb.i:  # the clause was read as what the verb behind it says
        take_place(first, verb)
        verb.head = first
    make_subject(noun, verb, syntax)
    conjunction.head, verb.dep_ = first, min(syntax.conjunct)


def _clause_before(verb: Token, syntax: Syntax) -> Token:
    """The verb that one is joined to, or that of the clause before the main verb."""
    if verb.dep_ in syntax.conjunct | syntax.adverbial_clause:
        return verb.head
    return next((c for c in verb.lefts if c.dep_ in syntax.complement and c.pos_ == "VERB"), verb)


def _is_bare(verb: Token, syntax: Syntax, forms: Forms) -> bool:
    """Whether a finite verb has neither a subject nor a word that opens its clause."""
    helped = any(c.pos_ == "AUX" and c.tag_ in forms.tags["finite"] for c in verb.lefts)
    subjects = syntax.subject | syntax.passive_subject
    told_by = any(c.dep_ in syntax.agent for c in verb.rights)
    opened = any(c.pos_ in ("SCONJ", "ADP") or c.dep_ in subjects for c in verb.lefts)
    return (helped or (verb.tag_ in forms.tags["finite"] and not told_by)) and not opened


def _behind_conjunction(last: Token, first: Token) -> Token | None:
    """The head of the noun phrase that ends at a token, if "and" stands before it in the clause of a verb."""
    noun = last
    while noun.head.i > first.i and noun.head.i != noun.i and noun.head.right_edge.i == last.i:
        if noun.left_edge.i > 0 and noun.left_edge.nbor(-1).pos_ == "CCONJ":
            break
        noun = noun.head
    opens = noun.left_edge.i - 1
    return noun if opens > first.i and noun.doc[opens].pos_ == "CCONJ" else None


def _first_behind_break(noun: Token, first: Token, syntax: Syntax, forms: Forms) -> Token:
    """The first of a list of names that opens a clause behind a mark ("took Tyre; *Guy*, Raynald and Gerard fled")."""
    member = noun
    while member.dep_ in syntax.conjunct and member.head.i > first.i and member.head.pos_ in NOUNS:
        member = member.head
        if member.left_edge.i > 0 and member.left_edge.nbor(-1).text in forms.words["breaks"]:
            return member
        if member.i > 0 and member.nbor(-1).text in forms.words["breaks"]:
            return member
    return noun


def _lift_from_content(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Join a past tense behind a comma to the verb of saying, not to what is said to go on.

    "Stated that looters were running riot, *and documented* ten cases": the looters documented none. So one of speech
    behind what had been done: "said that rebels had shelled it *and urged* them to stop".
    """
    content = verb.head
    above, opens = content.head, verb.left_edge.i - 1
    if _speaks_on(verb, content, syntax, forms):
        verb.head, verb.doc[opens].head = above, above
        return
    goes_on = content.tag_ in forms.tags["gerund"] and any(c.pos_ == "AUX" for c in content.lefts)
    past = forms.tags["past"] | forms.tags["passive_participle"]
    if not goes_on or content.dep_ not in syntax.complement or verb.tag_ not in past:
        return
    if any(c.pos_ == "AUX" for c in verb.lefts) or not any(c.dep_ in syntax.subject for c in above.lefts):
        return
    doc = verb.doc
    if opens > content.i + 1 and doc[opens].pos_ == "CCONJ" and doc[opens - 1].text == ",":
        verb.head, verb.tag_, doc[opens].head = above, min(forms.tags["past"]), above
        for agent in [c for c in verb.rights if c.dep_ in syntax.agent]:
            agent.dep_ = min(syntax.preposition)  # "documented rapes by soldiers"


def _speaks_on(verb: Token, content: Token, syntax: Syntax, forms: Forms) -> bool:
    """Whether a verb of speech goes on the one that tells what had been, or was, done."""
    above, opens = content.head, verb.left_edge.i - 1
    said = content.dep_ in syntax.complement and content.i > above.i and above.tag_ in forms.tags["past"]
    if not said or forms.lemma(verb) not in forms.words["speaking_on"] or verb.tag_ not in forms.tags["past"]:
        return False
    if any(c.dep_ in syntax.particle for c in verb.rights):
        return False  # "and called off its offensive"
    helped = any(c.pos_ == "AUX" for c in content.lefts) and not any(c.pos_ == "AUX" for c in verb.lefts)
    alone = not any(c.dep_ in syntax.subject | syntax.passive_subject for c in verb.lefts)
    told = any(c.dep_ in syntax.subject for c in above.lefts)
    return helped and alone and told and opens > content.i and verb.doc[opens].pos_ == "CCONJ"


def _raise_behind_adjective(adjective: Token, syntax: Syntax, forms: Forms) -> None:
    """Give the verb behind an adjective the subject that the adjective stands right behind, and its place."""
    subject = next((c for c in adjective.lefts if c.dep_ in syntax.noun_subject), None)
    if subject is None or subject.i != adjective.i - 1 or subject.pos_ not in NOUNS:
        return
    clauses = syntax.adverbial_clause | syntax.complement | syntax.open_complement | syntax.conjunct
    told = adjective.dep_ in syntax.complement
    verbs = [adjective.head] if told else [c for c in adjective.rights if c.dep_ in clauses]
    verb = next((v for v in verbs if v.pos_ == "VERB" and v.i > adjective.i), None)
    if verb is None or not _is_bare(verb, syntax, forms):
        return
    if not told:
        if verb.left_edge.nbor(-1).pos_ == "CCONJ":
            return  # "talks deadlocked and failed"
        take_place(verb, adjective)
    for child in list(adjective.children):
        if child.i > verb.i or child.i < subject.left_edge.i:
            child.head = verb
    make_subject(subject, verb, syntax)
    adjective.head, adjective.dep_ = subject, min(syntax.noun_clause)
