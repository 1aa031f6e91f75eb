"""Mends clauses whose parts parsers give to the wrong verb.

"X was abducted by soldiers while negotiating and was later killed": it is X who was killed. "In the raid six
rebels were killed": the rebels are no part of the raid.
"""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Doc, Token

from dateline.engines.attachment import make_subject, take_place
from dateline.engines.syntax import NOUNS, Forms, Syntax, is_infinitive, verb_above

_ASIDE = 12  # tokens of an aside between a subject and its verb, fewer than
_REACH = 3  # tokens from a number to the noun that it counts, at most


def mend_clauses(doc: Doc, syntax: Syntax, forms: Forms) -> None:
    """Give such parts to their verbs; heads and labels of `doc` are changed in place."""
    for token in doc:
        if token.pos_ == "VERB" and token.dep_ in syntax.conjunct:
            _join_to_finite(token, syntax, forms)
        elif token.pos_ == "VERB" and token.dep_ in syntax.noun_clause | syntax.adverbial_clause:
            _join_to_infinitive(token, syntax, forms)
        elif token.pos_ == "VERB" and token.dep_ in syntax.complement:
            _join_clause(token, syntax)
        elif token.pos_ in ("VERB", "AUX") and token.dep_ in syntax.relative_clause:
            _make_relative(token, syntax, forms)
            _make_content(token, syntax, forms)
            _lift_of_whom(token, syntax, forms)
        elif token.pos_ == "NOUN" and token.dep_ in syntax.object:
            _set_beside(token, syntax, forms)
        elif (
            token.pos_ == "PROPN"
            and token.dep_ in syntax.subject
            and token.head.tag_ in forms.tags["base_form"]
        ):
            _set_out_for(token, syntax, forms)
        elif token.pos_ in NOUNS and token.dep_ in syntax.conjunct and token.head.pos_ == "VERB":
            _seat_before_aside(token, syntax, forms)
        elif token.dep_ in syntax.preposition and token.head.pos_ == "PROPN":
            _lift_to_noun(token, syntax, forms)
        elif token.dep_ in syntax.preposition and token.i > 1 and token.nbor(-1).text == ",":
            _front_time(token, syntax, forms)
        elif token.pos_ == "NUM" and token.i > 1:
            _part_before_number(token, syntax)
        elif token.dep_ in syntax.preposition_object and token.tag_ in forms.tags["base_form"]:
            _make_infinitive(token, syntax, forms)
        if token.pos_ == "VERB" and token.dep_ in syntax.noun_clause | syntax.adverbial_clause:
            _lift_outcome(token, syntax, forms)
        if token.lower_ in forms.words["attributing"] and token.i > 1 and token.nbor(-1).text == ",":
            _lift_attribution(token, syntax, forms)
        if token.dep_ in syntax.preposition and token.lower_ in forms.prepositions["laid_to"]:
            _lift_to_accuser(token, syntax, forms)
        if token.pos_ == "VERB" and token.dep_ in syntax.root:
            _part_reduced(token, syntax, forms)
            _make_object(token, syntax)


def _subjects(verb: Token, syntax: Syntax) -> list[Token]:
    return [c for c in verb.lefts if c.dep_ in syntax.subject | syntax.passive_subject]


def _make_object(verb: Token, syntax: Syntax) -> None:
    """Make a second subject, right behind a verb, its object: "the army recaptured *Ber*, which it had lost"."""
    put_in = verb.i > 0 and verb.nbor(-1).is_punct  # "ten, said the mayor"
    if put_in or not _subjects(verb, syntax) or any(c.dep_ in syntax.object for c in verb.rights):
        return
    for noun in verb.rights:
        if noun.dep_ in syntax.noun_subject and noun.left_edge.i == verb.i + 1:
            noun.dep_ = min(syntax.object)


def _make_relative(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Make a conjunction that is the subject or object of a relative clause its pronoun: "a bridge *that* X held"."""
    for token in verb.lefts:
        if token.pos_ == "SCONJ" and token.dep_ in syntax.subject | syntax.passive_subject | syntax.object:
            token.pos_, token.tag_ = "PRON", min(forms.tags["relative_pronoun"])


def _make_infinitive(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Make a bare verb behind "to" what another verb is about: "fell ill while preparing *to march* on Rome"."""
    mark = verb.head
    if mark.tag_ in forms.tags["infinitive_marker"] and mark.i + 1 == verb.i and mark.head.pos_ == "VERB":
        verb.head, verb.dep_ = mark.head, min(syntax.open_complement)
        mark.head, mark.dep_, mark.pos_ = verb, min(syntax.infinitive_marker), "PART"


def _join_clause(verb: Token, syntax: Syntax) -> None:
    """Join a clause behind "and" to the one before it, read as what that says: "2 were killed and 9 *were hurt*"."""
    before = verb.doc[verb.left_edge.i - 1] if verb.left_edge.i else verb
    if verb.head.pos_ == "VERB" and verb.head.i < before.i and before.pos_ == "CCONJ":
        verb.dep_ = min(syntax.conjunct)


def _lift_outcome(participle: Token, syntax: Syntax, forms: Forms) -> None:
    """Give a participle of harm behind what was struck to the verb: "raided a convoy *killing* ten soldiers".

    So one that hangs on what is said of those struck: "shot at a crowd gathered there, *killing* two".
    """
    noun, labels = participle.head, syntax.object
    if participle.tag_ not in forms.tags["gerund"] or forms.lemma(participle) not in forms.words["outcomes"]:
        return
    behind = participle.i > 0 and participle.nbor(-1).text == ","
    if noun.dep_ in syntax.noun_clause and noun.pos_ == "VERB" and behind:
        noun, labels = noun.head, syntax.object | syntax.preposition_object
    verb = verb_above(noun)
    if noun.dep_ not in labels or verb is None or not verb.i < noun.i < participle.i:
        return
    if forms.lemma(verb) in forms.words["striking"]:
        participle.head, participle.dep_ = verb, min(syntax.adverbial_clause)


def _front_time(preposition: Token, syntax: Syntax, forms: Forms) -> None:
    """Give a date between a clause and the subject of the verb that it hangs on to that verb.

    "Angered by the arrest of those who had refused, on 9 May *crowds* attacked the gaol".
    """
    inside, end = preposition.head, preposition.right_edge.i + 1
    if not any(t.pos_ == "NUM" for t in preposition.subtree) or end >= len(preposition.doc):
        return
    governs = any(c.dep_ in syntax.preposition_object for c in preposition.children)
    if not governs or preposition.nbor(-2).lower_ in forms.prepositions["limit"]:
        return  # "since by May", "until, in May"
    behind = end + 1 if preposition.doc[end].text == "," else end
    for verb in inside.ancestors:
        if verb.pos_ in ("VERB", "AUX") and verb.i > end:
            if inside.i < preposition.i and any(s.left_edge.i == behind for s in _subjects(verb, syntax)):
                preposition.head = verb
            return


def _join_to_finite(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Join a finite verb to the clause above the bare participle or the infinitive that it was joined to.

    "Fled while negotiating and *was killed*", "refused to leave and *attacked* the fort".
    """
    first = verb.head
    bare = first.tag_ in forms.tags["gerund"] and not any(c.pos_ == "AUX" for c in first.lefts)
    own = any(c.pos_ == "AUX" and c.tag_ in forms.tags["finite"] for c in verb.lefts)
    above: Token | None = first.head if bare and own and first.dep_ in syntax.adverbial_clause else None
    if first.tag_ in forms.tags["base_form"] and is_infinitive(first, forms):
        alike = forms.lemma(verb) == verb.lower_ or verb.lower_ in forms.words["also_infinitives"]
        finite = own or (verb.tag_ in forms.tags["finite"] and not alike)
        above = verb_above(first) if finite else None
    if above is None or _subjects(verb, syntax):
        return
    if above.tag_ in forms.tags["past"] and verb.tag_ in forms.tags["finite"] - forms.tags["past"]:
        return  # "began to fly in troops and *supplies*": no verb
    if above.pos_ == "VERB" and above.i < first.i and _subjects(above, syntax):
        verb.head = above
        for child in list(first.rights):
            if child.pos_ == "CCONJ" and child.i < verb.i:
                child.head = above


def _join_to_infinitive(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Join a bare verb behind a comma to the infinitive whose list it goes on ("to hold X, *retake* Y, and Z")."""
    bare = verb.tag_ in forms.tags["base_form"] | forms.tags["present"]
    if not bare or verb.i < 2 or verb.nbor(-1).text != "," or not verb.head.i < verb.i:
        return
    if any(c.pos_ in ("AUX", "PART", "SCONJ") or c.dep_ in syntax.subject for c in verb.lefts):
        return
    before = (t for t in reversed(verb.doc[verb.head.i : verb.i]) if t.pos_ == "VERB")
    first = next((t for t in before if is_infinitive(t, forms)), None)
    if first is not None:
        verb.head, verb.dep_ = first, min(syntax.conjunct)


def _set_beside(noun: Token, syntax: Syntax, forms: Forms) -> None:
    """Set a second object beside the name before it that it says more of ("took Gao, *the seat* of the north")."""
    verb, start = noun.head, noun.left_edge.i
    definite = noun.doc[start].lower_ in forms.words["definite"] and noun.doc[start - 1].text == ","
    names = [c for c in verb.rights if c.i < start and c.pos_ == "PROPN" and c.dep_ in syntax.object]
    if definite and len(names) == 1:
        noun.head, noun.dep_ = names[0], min(syntax.apposition)


def _set_out_for(name: Token, syntax: Syntax, forms: Forms) -> None:
    """Make a name the goal of those who leave for it ("left for *Geneva* to negotiate"), not one who acts there."""
    purpose, verb = name.nbor(-1) if name.i else name, name.head
    above = verb.head
    setting_out = forms.lemma(above) in forms.words["setting_out"] and above.i < purpose.i
    if (
        not setting_out
        or purpose.lower_ not in forms.prepositions["purpose"]
        or not is_infinitive(verb, forms)
    ):
        return
    purpose.head, purpose.dep_, purpose.pos_ = above, min(syntax.preposition), "ADP"
    name.head, name.dep_ = purpose, min(syntax.preposition_object)


def _lift_to_noun(preposition: Token, syntax: Syntax, forms: Forms) -> None:
    """Give a death "in X of Y" its victim: a town without an article is of nobody ("the death in Gao *of* A")."""
    name, tie = preposition.head, preposition.head.head
    noun = tie.head
    owned = preposition.lower_ in forms.prepositions["attributive"] and preposition.i == name.i + 1
    located = (
        tie.lower_ in forms.prepositions["locative"]
        and name.i == tie.i + 1
        and name.dep_ in syntax.preposition_object
    )
    if owned and located and forms.lemma(noun) in forms.words["befalling"]:
        preposition.head = noun


def _lift_attribution(word: Token, syntax: Syntax, forms: Forms) -> None:
    """Give who says so to the whole sentence: "attacked a convoy, killing two, *according to* X" claims the attack."""
    clause = word.head
    while clause.tag_ in forms.tags["gerund"] and clause.dep_ in syntax.adverbial_clause:
        clause = clause.head
    if clause.pos_ == "VERB" and clause.i < word.i:
        word.head = clause


def _lift_to_accuser(preposition: Token, syntax: Syntax, forms: Forms) -> None:
    """Give him to whom an act is laid to the verb that lays it: "blamed the raid *on X*" tells of no raid on X."""
    act, verb = preposition.head, preposition.head.head
    lays = act.dep_ in syntax.object and forms.lemma(verb) in forms.words["laying_to"]
    own = any(c.dep_ in syntax.preposition and c.lower_ == preposition.lower_ for c in verb.rights)
    if lays and not own and verb.i < act.i < preposition.i:
        preposition.head = verb


def _seat_before_aside(noun: Token, syntax: Syntax, forms: Forms) -> None:
    """Give a subject joined to the verb before it to its own, behind an aside.

    "Took X, and *ten men*, A said, fled".
    """
    doc, first = noun.doc, noun.head
    end = noun.right_edge.i + 1
    opens = noun.left_edge.i - 1
    if opens < first.i or doc[opens].pos_ != "CCONJ" or end >= len(doc) or doc[end].text != ",":
        return
    close = next((t.i for t in doc[end + 1 : end + _ASIDE] if t.text == ","), None)
    if close is None:
        return
    verb = next((t for t in doc[close + 1 : close + _REACH + 1] if t.pos_ == "VERB"), None)
    if (
        verb is None
        or _subjects(verb, syntax)
        or not all(t.pos_ in ("AUX", "ADV") for t in doc[close + 1 : verb.i])
    ):
        return
    if first.head.i == verb.i and first.dep_ in syntax.complement:
        take_place(first, verb)
        verb.head, verb.dep_ = first, min(syntax.conjunct)
    if verb.head.i != first.i or verb.dep_ not in syntax.conjunct:
        return
    make_subject(noun, verb, syntax)
    for aside in [c for c in first.rights if end < c.i < close]:
        aside.head = verb


def _make_content(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Give a clause read as one on whom somebody speaks to to his verb: "warned the men *that they would be shot*".

    A passive with a subject of its own has no place for "that" as its object.
    """
    noun = verb.head
    that = next((c for c in verb.lefts if c.dep_ in syntax.object), None)
    if that is None or that.tag_ not in forms.tags["relative_pronoun"]:
        return
    passive = any(c.dep_ in syntax.noun_passive_subject for c in verb.lefts)
    if passive and noun.dep_ in syntax.object and noun.head.pos_ == "VERB" and noun.i == that.i - 1:
        verb.head, verb.dep_ = noun.head, min(syntax.complement)
        that.dep_, that.pos_ = min(syntax.marker), "SCONJ"


def _lift_of_whom(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Give a clause on some of many persons to them ("arrested 60 men at Lerma, most of whom died")."""
    name, personal = verb.head, forms.words["personal_relative"]
    whom = [
        t
        for t in verb.doc[name.i + 1 : verb.i]
        if t.lower_ in personal and t.dep_ in syntax.preposition_object
    ]
    if not whom or name.dep_ not in syntax.preposition_object:
        return
    above = name.head.head
    nouns = [c for c in above.children if c.dep_ in syntax.object | syntax.passive_subject]
    several = [t for t in (above, *nouns) if t.tag_ in forms.tags["plural_noun"] and t.i < name.i]
    if several:
        verb.head = several[-1]


def _part_before_number(number: Token, syntax: Syntax) -> None:
    """Part the noun of an opening phrase from the counted subject behind it ("In the raid six rebels were killed")."""
    noun, before = number.head, number.nbor(-1)
    if noun.pos_ != "NOUN" or not number.i < noun.i <= number.i + _REACH:
        return
    preposition = noun.head
    inside = before.pos_ == "NOUN" and before.head.i == noun.i and before.dep_ in syntax.modifier
    second = (
        before.pos_ == "NOUN" and preposition.is_ancestor(before) and noun.dep_ in syntax.preposition_object
    )
    if noun.dep_ not in syntax.preposition_object or not (inside or second) or not preposition.is_sent_start:
        return
    verb = preposition.head
    if verb.pos_ != "VERB" or verb.i < noun.i:
        return
    subjects = _subjects(verb, syntax)
    joined = [c for c in noun.rights if c.pos_ == "CCONJ"]
    if subjects and not (joined and noun.i < joined[0].i < subjects[0].i):
        return
    if inside:
        for child in list(noun.lefts):
            if child.i < before.i:
                child.head = before
        before.head, before.dep_ = preposition, noun.dep_
    make_subject(noun, verb, syntax)
    for other in subjects:
        other.head, other.dep_ = noun, min(syntax.conjunct)


def _part_reduced(verb: Token, syntax: Syntax, forms: Forms) -> None:
    """Hang a participle put in between commas on the subject before it ("Zamora, besieged since May, surrendered").

    The parser takes it for the main verb, and the main verb for one joined to it.
    """
    doc, subjects = verb.doc, _subjects(verb, syntax)
    before = verb.i - 1
    while before > 0 and doc[before].pos_ == "ADV":
        before -= 1
    past = forms.tags["passive_participle"] | forms.tags["finite"]
    if (
        verb.tag_ not in past
        or len(subjects) != 1
        or doc[before].text != ","
        or doc[before - 1].pos_ not in NOUNS
    ):
        return
    subject = subjects[0]
    if not (subject.i == before - 1 or subject.is_ancestor(doc[before - 1])):
        return
    if any(t.text == "," for t in doc[subject.i : before]):
        return
    joined = syntax.conjunct | syntax.adverbial_clause | syntax.complement
    main = next((c for c in verb.rights if c.dep_ in joined and _is_bare(c, syntax, past)), None)
    if main is None or any(c.dep_ in syntax.subject | syntax.object for c in verb.rights):
        return
    if main.tag_ not in forms.tags["finite"]:
        main.tag_ = min(forms.tags["finite"])
    main.head, main.dep_ = main, min(syntax.root)
    for child in list(verb.children):
        outside = child.i < subject.i or child.i > main.i or (child.is_punct and child.i > verb.i)
        if child.i not in (subject.i, main.i) and outside:
            child.head = main
    subject.head, subject.dep_ = main, min(syntax.noun_subject)
    verb.head, verb.dep_, verb.tag_ = subject, min(syntax.noun_clause), min(forms.tags["passive_participle"])


def _is_bare(verb: Token, syntax: Syntax, tags: Collection[str]) -> bool:
    """Whether a verb of these tags stands behind a comma, without a subject or auxiliary of its own."""
    before = verb.i - 1
    while before > 0 and verb.doc[before].pos_ == "ADV":
        before -= 1
    told = verb.pos_ == "VERB" and verb.tag_ in tags and verb.doc[before].text == ","
    return told and not _subjects(verb, syntax) and not any(c.pos_ == "AUX" for c in verb.lefts)
