"""Mends where one clause ends and the next begins: parsers read the subject of the second as the end of the first.

"Although the fleet shelled Acre, *the rebels*, now exhausted, held out"; "The army took Acre and *the Zulus*, who had
fled, returned"; "They shot down a plane and government *troops* attacked".
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dateline.engines.attachment import make_subject, take_place
from dateline.engines.syntax import NOUNS, Forms, Syntax

_COMMA = ","
_HELPS = ("AUX", "ADV", "PART")


def mend_borders(doc: Doc, syntax: Syntax, forms: Forms) -> None:
    """Give such verbs their subjects; heads and labels of `doc` are changed in place."""
    own = syntax.subject | syntax.passive_subject
    for verb in doc:
        if verb.dep_ in syntax.modifier and verb.lower_ in forms.words["pasts"]:
            _part_behind_aside(verb, syntax, forms)
        if verb.pos_ != "VERB":
            continue
        _make_finite(verb, syntax, forms)
        _lower_to_clause(verb, syntax, forms)
        if any(c.dep_ in own for c in verb.lefts):
            _part_absolute(verb, syntax, forms)
            _part_subject(verb, syntax, forms)
            _take_opening(verb, syntax)
        elif _is_finite(verb, forms):
            noun = _behind_opening(verb, syntax) or _behind_and(verb, syntax, forms)
            if noun is not None:
                _seat(noun, verb, syntax)


def _take_opening(verb: Token, syntax: Syntax) -> None:
    """Give a verb the place that opens its clause behind "and": "In Acre nine died and *in Jaffa* the army fled"."""
    start = next(c for c in verb.lefts if c.dep_ in syntax.subject | syntax.passive_subject).left_edge
    before = start.nbor(-1) if start.i else start
    tie = before.head
    governed = before.dep_ in syntax.preposition_object and tie.pos_ == "ADP" and tie.i > 0
    joined = governed and tie.nbor(-1).pos_ == "CCONJ" and tie.head.pos_ == "VERB" and tie.head.i < tie.i
    if joined and not tie.is_ancestor(verb):
        tie.head, tie.dep_ = verb, min(syntax.preposition)


def _make_finite(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Tag as a past tense what is nothing else ("he *retook* it"), and a participle of no passive with an object."""
    if any(c.pos_ in ("AUX", "PART") and c.dep_ not in syntax.adverb for c in verb.lefts):
        return
    base = forms.tags["base_form"] | forms.tags["present"]
    past = verb.tag_ in base and verb.lower_ in forms.words["pasts"] | forms.words["past_only"]
    main = verb.dep_ in syntax.root and verb.tag_ in forms.tags["passive_participle"]
    told_by = any(c.lower_ in forms.prepositions["agentive"] for c in verb.rights)
    if past or (main and not told_by and any(c.dep_ in syntax.object for c in verb.rights)):
        verb.tag_ = min(forms.tags["past"])


def _part_behind_aside(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Make a past tense read as an attribute of a name the verb of the noun before an aside.

    "The army, led by X, *besieged* Acre".
    """
    name, before = verb.head, verb.nbor(-1) if verb.i else verb
    if before.text != _COMMA or name.pos_ != "PROPN" or verb.i != name.left_edge.i or not verb.is_lower:
        return
    root = verb.sent.root
    above = next((t for t in name.ancestors if t.pos_ == "VERB"), None)
    if above is None and root.pos_ in NOUNS and root.i < before.i:
        subject = root
        take_place(verb, root)
        for child in [c for c in root.rights if c.i > verb.i]:
            child.head = verb
    elif above is not None and above.i > verb.i and (found := _two_subjects(verb, above, syntax)) is not None:
        subject, second = found
        opens = subject.left_edge.nbor(-1) if subject.left_edge.i else subject
        for child in [c for c in above.lefts if c.i < verb.i and c.i != subject.i]:
            child.head = verb
        if opens.tag_ in forms.tags["relative_adverb"]:
            opens.head = verb
        verb.head, verb.dep_ = above, min(syntax.adverbial_clause)
        make_subject(second, above, syntax)
    else:
        return
    name.head, name.dep_ = verb, min(syntax.object)
    verb.lemma_ = forms.lemmas.get(verb.lower_, verb.lemma_)
    verb.pos_, verb.tag_ = "VERB", min(forms.tags["past"])
    make_subject(subject, verb, syntax)


def _two_subjects(verb: Token, above: Token, syntax: Syntax) -> tuple[Token, Token] | None:
    """The subject before a verb and that behind it, read as two of one verb, or the second as beside the first."""
    name, subjects = verb.head, [c for c in above.lefts if c.dep_ in syntax.noun_subject]
    if not subjects or subjects[0].i > verb.i:
        return None
    joined = [c for t in (name, subjects[0]) for c in t.rights if name.i < c.i < above.i]
    joined = [c for c in joined if c.dep_ in syntax.conjunct | syntax.apposition]
    second = next((t for t in (*subjects[1:], *joined) if name.i < t.i), None)
    return None if second is None or second.left_edge.nbor(-1).text != _COMMA else (subjects[0], second)


def _lower_to_clause(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Join a past tense to the clause before it that was read as what it says: "X took Acre, then *sank* two ships"."""
    if verb.dep_ not in syntax.root or verb.tag_ not in forms.tags["past"]:
        return
    own = syntax.subject | syntax.passive_subject
    told = [c for c in verb.lefts if c.dep_ in syntax.complement and c.pos_ == "VERB"]
    first = told[-1] if told else verb
    alike = first.tag_ in forms.tags["past"] and any(c.dep_ in own for c in first.lefts)
    if not alike or any(c.dep_ in own for c in verb.children) or _last_before(verb).text != _COMMA:
        return
    if forms.lemma(verb) in forms.words["reporting"]:
        return
    take_place(first, verb)
    verb.head, verb.dep_ = first, min(syntax.conjunct)


def _is_finite(verb: Token, forms: Forms) -> bool:
    helps = (c for c in verb.lefts if c.pos_ == "AUX")
    return verb.tag_ in forms.tags["finite"] or any(c.tag_ in forms.tags["finite"] for c in helps)


def _seat(noun: Token, verb: Token, syntax: Syntax) -> None:
    """Make a noun the subject of a verb behind it, and give it what stands between the two."""
    start = noun.left_edge.i
    for token in noun.doc[noun.i + 1 : verb.i]:
        if token.head.i < start and not noun.is_ancestor(token):
            token.head = noun
            if token.dep_ in syntax.adverbial_noun:
                token.dep_ = min(syntax.apposition)
    make_subject(noun, verb, syntax)


def _last_before(verb: Token) -> Token:
    """The last word before a verb and what helps it."""
    at = verb.i - 1
    while at > verb.sent.start and verb.doc[at].pos_ in _HELPS:
        at -= 1
    return verb.doc[at]


def _behind_opening(verb: Token, syntax: Syntax) -> Token | None:
    """The noun behind the comma that ends the clause before a verb without a subject."""
    opening = [c for c in verb.lefts if c.dep_ in syntax.adverbial_clause and c.pos_ in ("VERB", "AUX")]
    if not opening and verb.dep_ in syntax.conjunct | syntax.unclear and verb.head.i < verb.i:
        helped = any(c.pos_ == "AUX" for c in verb.lefts)
        opening = [verb.head] if helped and verb.head.pos_ == "VERB" else []
    if not opening:
        return None
    clause, last = opening[0], _last_before(verb)
    if last.text != _COMMA:
        noun = _phrase_ending(last, clause)
        listed = noun is not None and clause.i == verb.head.i and noun.dep_ in syntax.conjunct
        return None if listed else noun  # "reached Tyre; *Guy, Gerard and Raynald* were taken"
    found = None
    for noun in verb.doc[clause.i + 1 : last.i]:
        if noun.pos_ not in NOUNS or not clause.is_ancestor(noun) or noun.dep_ in syntax.subject:
            continue
        _cut_at_comma(noun, syntax)
        end = _phrase_end(noun, syntax)
        if noun.left_edge.nbor(-1).text == _COMMA and verb.doc[end + 1].text == _COMMA and end + 1 < last.i:
            found = noun
    return found


def _phrase_ending(last: Token, clause: Token) -> Token | None:
    """The head of the noun phrase that ends at a token, if a comma stands before it."""
    noun = last
    while noun.i > clause.i and noun.head.i != noun.i and _ends_at(noun, last):
        parted = noun.left_edge.i > clause.i and noun.left_edge.nbor(-1).text == _COMMA
        if noun.pos_ in NOUNS and parted:
            return noun
        noun = noun.head
    return None


def _ends_at(noun: Token, last: Token) -> bool:
    """Whether a phrase ends at a token, but for the comma behind it."""
    edge = noun.right_edge
    return edge.i == last.i or (edge.i == last.i + 1 and edge.text == _COMMA)


def _phrase_end(noun: Token, syntax: Syntax) -> int:
    """Where a noun phrase ends, with the prepositions that belong to it."""
    end = noun.i
    for child in noun.rights:
        if child.dep_ in syntax.preposition and child.left_edge.i == end + 1:
            inner = [t.i for t in child.subtree if t.text == _COMMA]
            end = min(inner) - 1 if inner else child.right_edge.i
    return end


def _cut_at_comma(noun: Token, syntax: Syntax) -> None:
    """Part a noun from the one before a comma read as a part of its name: "retook the *fort*, peacekeepers, ..."."""
    for first in list(noun.lefts):
        commas = [t for t in noun.doc[first.i + 1 : noun.i] if t.text == _COMMA]
        if first.pos_ not in NOUNS or first.dep_ not in syntax.modifier or not commas:
            continue
        for child in [c for c in noun.lefts if c.i < first.i]:
            child.head = first
        take_place(first, noun)
        noun.head, noun.dep_ = first, min(syntax.apposition)
        return


def _behind_and(verb: Token, syntax: Syntax, forms: Forms) -> Token | None:
    """The noun between "and" and an aside before a verb that no word joins: "took Acre and *men*, who fled, sank"."""
    doc, first = verb.doc, verb.head
    joined = verb.dep_ in syntax.conjunct | syntax.unclear | syntax.complement and first.i < verb.i
    if not joined or first.pos_ != "VERB" or doc[verb.i - 1].text != _COMMA:
        return None
    for noun in reversed(doc[first.i + 1 : verb.i - 2]):
        if noun.pos_ not in NOUNS or doc[noun.i + 1].text != _COMMA or not first.is_ancestor(noun):
            continue
        if noun.dep_ not in syntax.conjunct | syntax.object | syntax.preposition_object:
            return None
        if not _opens_aside(doc[noun.i + 2], verb, forms):
            return None
        conjunction = doc[noun.left_edge.i - 1]
        if conjunction.pos_ != "CCONJ":
            inner = split(noun, syntax)
            if inner is None:
                return None
            conjunction = inner
        conjunction.head, verb.dep_ = first, min(syntax.conjunct)
        return noun
    return None


def _opens_aside(word: Token, verb: Token, forms: Forms) -> bool:
    """Whether a word opens what is said of the noun before it, and no list of verbs goes on behind it."""
    if word.lower_ in forms.words["personal_relative"] or word.tag_ in forms.tags["relative_pronoun"]:
        return True
    listed = any(t.pos_ == "CCONJ" for t in (*verb.rights, *verb.head.rights) if t.i > verb.i)
    return not listed and word.pos_ not in ("CCONJ", "SCONJ")


def split(noun: Token, syntax: Syntax) -> Token | None:
    """Part "X and Y noun" at its conjunction, the first half left where the whole hung; the conjunction is given.

    An adjective may be such a half only where an article makes it a noun ("by the *Portuguese* and Soviet tanks").
    """
    for first in noun.lefts:
        conjunction = next((c for c in first.rights if c.pos_ == "CCONJ" and c.i < noun.i), None)
        named = first.pos_ in NOUNS or (first.i and first.nbor(-1).pos_ == "DET")
        if conjunction is None or first.dep_ not in syntax.modifier or not named:
            continue
        behind = [c for c in first.rights if c.dep_ in syntax.conjunct and c.i > conjunction.i]
        for word in behind:
            word.head = noun
            word.dep_ = min(syntax.noun_compound) if word.pos_ in NOUNS else min(syntax.modifier)
        for child in [c for c in noun.lefts if c.i < first.i]:
            child.head = first
        take_place(first, noun)
        return conjunction
    return None


def _part_subject(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Part what the verb before governs from the subject of a verb: "shot down a *plane* and troops attacked"."""
    if verb.dep_ in syntax.conjunct | syntax.complement and verb.head.i < verb.i:
        before = verb.head
    else:
        return
    subject = next(c for c in verb.lefts if c.dep_ in syntax.subject | syntax.passive_subject)
    start = subject.left_edge
    tie = start.nbor(-1) if start.i else start
    if before.pos_ != "VERB" or before.i not in (tie.i, tie.head.i) or tie.i < before.i:
        return
    particle = tie.i == before.i or tie.dep_ in syntax.particle
    governs = any(c.dep_ in syntax.object | syntax.complement for c in before.rights if c.i < start.i)
    if particle and (governs or any(c.dep_ in syntax.passive_auxiliary for c in before.lefts)):
        return
    bare = tie.dep_ in syntax.agent | syntax.preposition and not list(tie.children)
    if not (particle or bare):
        return
    label = min(syntax.object if particle else syntax.preposition_object)
    above = before if particle else tie
    conjunction = split(subject, syntax) if verb.dep_ in syntax.conjunct else None
    if conjunction is not None:
        first = next(c for c in verb.lefts if c.i < conjunction.i and c.right_edge.i >= conjunction.i)
        first.head, first.dep_ = above, label
    elif forms.lemma(before) in forms.words["transitive"]:
        second = [c for c in subject.rights if c.dep_ in syntax.conjunct and c.right_edge.i < verb.i]
        conjunction = next((c for c in subject.rights if c.pos_ == "CCONJ"), None)
        if len(second) != 1 or conjunction is None or second[0].i < conjunction.i:
            return
        make_subject(second[0], verb, syntax)
        subject.head, subject.dep_ = above, label
    else:
        return
    conjunction.head, verb.dep_ = before, min(syntax.conjunct)


def _part_absolute(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Give a verb the noun before an aside that has a subject of its own: "the Zulus, *most of them boys*, fled"."""
    subject = next(c for c in verb.lefts if c.dep_ in syntax.subject | syntax.passive_subject)
    share = next((c for c in subject.lefts if c.dep_ in syntax.noun_subject), None)
    doc, comma = verb.doc, subject.right_edge.i
    if share is None or share.left_edge.i < 2 or share.left_edge.nbor(-1).text != _COMMA:
        return
    end = share.left_edge.i - 2
    if doc[comma].text != _COMMA and (comma + 1 >= verb.i or doc[comma + 1].text != _COMMA):
        return
    for clause in [c for c in subject.lefts if c.dep_ in syntax.adverbial_clause]:
        noun = doc[end]
        if noun.head.i == subject.i and noun.pos_ in NOUNS and clause.i < noun.i:
            noun.head = clause
        _cut_at_comma(noun, syntax)
        if noun.pos_ not in NOUNS or not clause.is_ancestor(noun):
            continue
        phrase = _phrase_ending(noun, clause)
        if phrase is None:
            continue
        clause.head = verb
        make_subject(phrase, verb, syntax)
        subject.head, subject.dep_ = phrase, min(syntax.apposition)
        return
