"""Whose a loss is by the clause that it hangs on: "the Danes, whose dead numbered 300", "fled, leaving 60 dead"."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from spacy.tokens import Token

from dateline.engines.losses.counting import Counted
from dateline.engines.mentions import Mentions
from dateline.engines.syntax import NOUNS
from dateline.layers import Actor

if TYPE_CHECKING:
    from dateline.engines.losses.victims import Victims

_NEAR = 4  # tokens from a relative possessor to the loss that is its own, at most
_OF = 2  # tokens of "garrison of"
COST = 5  # steps in the parse from a word of loss up to the verb that is told with it
_UP = 3  # steps in the parse from a word of loss up to the verb that it hangs on


def owner(victims: Victims, word: Token, mentions: Mentions) -> Actor | None:
    """Whose loss it is by who owns up to it, or by who left the dead behind; else None."""
    found = left_behind(victims, word)
    if found is None and word.pos_ != "VERB":
        found = _confessor(victims, word)
    return victims.of(found, mentions) if found is not None else on_side(victims, word)


def antecedent(victims: Victims, word: Token, mentions: Mentions) -> Actor | None:
    """Whose loss a relative clause tells: "the guards, *whose* own dead numbered 202"; None of things."""
    found = _whose(victims, word)
    known = found is not None and (mentions.at(found) is not None or victims.are_men(found))
    return victims.of(found, mentions) if found is not None and known else None


def implied(victims: Victims, word: Token, mentions: Mentions) -> Actor | None:
    """Whose men the lost are: "the Danes had 12 men killed", "the brigade fled, leaving 500 men dead"."""
    noun = word.head.dep_ in victims.words.syntax.object and word.head.pos_ in NOUNS
    above = word.head.head if noun else word.head
    if word.pos_ == "VERB" and victims.words.forms.lemma(above) in victims.sets["bearing"]:
        if word.head.i == above.i:
            return victims.bearer(word, mentions)
        subject = next(iter(victims.words.slots.subjects(above)), None)
        return victims.of(subject, mentions) if subject is not None else None
    found = left_behind(victims, word)
    return victims.of(found, mentions) if found is not None else on_side(victims, word)


def at_cost(victims: Victims, word: Token) -> Token | None:
    """The verb that is told with a loss: "was repulsed with the loss of 208 killed", "won at a cost of 40 dead".

    Of a verb in the active it is the subject's only where it is called so: "the raid ended with 450 killed".
    """
    lemma, sets = victims.words.forms.lemma, victims.sets
    token, called = word, False
    for above in itertools.islice(word.ancestors, COST):
        loss = token.pos_ == "NOUN" and lemma(token) in sets["bearing_words"] | sets["costing"]
        if above.pos_ == "VERB":
            told = (
                token.pos_ == "ADP" and lemma(token) in sets["below"] and victims.words.slots.passive(above)
            )
            told = told or (loss and lemma(above) in sets["bearing"])
            return above if told or called else None
        called = called or (loss and above.pos_ == "ADP" and above.lower_ in sets["below"])
        if called and above.pos_ in NOUNS and (above.pos_ == "PROPN" or lemma(above) in sets["lifeless"]):
            return None  # "sank a frigate with the loss of 200 men"
        token = above
    return None


def on_side(victims: Victims, word: Token) -> Actor | None:
    """The side on which a loss is said to be: "40 men were killed *on the Danish side*"."""
    words = (
        adjective
        for verb in (word, word.head)
        for tie in verb.children
        if tie.lower_ in victims.sets["of_side"]
        for noun in tie.children
        if victims.words.forms.lemma(noun) in victims.sets["sides"]
        for adjective in noun.lefts
    )
    nation = next((found for t in words if (found := victims.nations.by_word(t)) is not None), None)
    return victims.known.army_of(nation) if nation is not None else None


def _whose(victims: Victims, word: Token) -> Token | None:
    """The noun whose loss a relative clause tells: "the guards, *whose* own dead numbered 202"."""
    doc = word.doc
    for i in range(word.i - 1, max(word.i - 1 - _NEAR, word.sent.start), -1):
        if doc[i].pos_ in ("VERB", "AUX", *NOUNS):
            return None
        if doc[i].lower_ in victims.sets["whose"]:
            before = i - 1
            while before > word.sent.start and doc[before].pos_ in ("PUNCT", "ADP"):
                before -= 1
            return doc[before] if doc[before].pos_ in NOUNS else None
    return None


def _confessor(victims: Victims, word: Token) -> Token | None:
    """Who owns up to a loss: "the army acknowledged the *loss* of 400 men", "the loss of 300 *dead*"."""
    lemma, doc = victims.words.forms.lemma, word.doc
    before = range(word.i, max(word.sent.start, word.i - _NEAR), -1)
    loss = next((i for i in before if lemma(doc[i]) in victims.sets["bearing_words"]), None)
    if loss is None or doc[loss].pos_ != "NOUN":
        return None
    verb = next(
        (t for t in reversed(doc[word.sent.start : loss]) if t.pos_ not in ("DET", "ADJ", "ADV")), None
    )
    told = verb is not None and verb.pos_ == "VERB" and lemma(verb) in victims.sets["confessing"]
    return next(iter(victims.words.slots.subjects(verb)), None) if told and verb is not None else None


def left_behind(victims: Victims, word: Token) -> Token | None:
    """Who left dead behind when it fled or was beaten: "the rebels were routed, leaving 60 dead"."""
    forms, syntax = victims.words.forms, victims.words.syntax
    verb = word
    for _ in range(_UP):
        if verb.pos_ == "VERB" and forms.lemma(verb) in victims.sets["leaving"]:
            break
        verb = verb.head
    else:
        return None
    main = verb.head
    joined = verb.dep_ in syntax.adverbial_clause | syntax.conjunct and main.pos_ == "VERB"
    if not joined or main.i > verb.i or forms.lemma(main) not in victims.sets["beaten"]:
        return None
    slots = victims.words.slots
    fled = forms.lemma(main) in victims.sets["fleeing"]
    if not fled and not slots.passive(main):
        return None
    return next(iter(slots.objects(main) if slots.passive(main) else slots.subjects(main)), None)


def body_of(victims: Victims, c: Counted) -> Token | None:
    """The body of people whose number it is: "its crew of three", "the garrison of 900"."""
    forms, syntax, above = victims.words.forms, victims.words.syntax, c.number.head
    if c.bare and c.number.i == c.last > c.first and forms.lemma(c.number) in victims.sets["bodies"]:
        return c.number  # "the 60-man patrol"
    if not c.bare or c.first < _OF:
        return None
    of = c.number.dep_ in syntax.preposition_object and above.dep_ in syntax.preposition
    if of and forms.lemma(above.head) in victims.sets["bodies"]:
        return above.head
    body, tie = c.noun.doc[c.first - _OF : c.first]  # whatever the parser makes of it
    return (
        body if tie.lower_ in victims.sets["which"] and forms.lemma(body) in victims.sets["bodies"] else None
    )


def shared_by(victims: Victims, c: Counted, mentions: Mentions) -> Actor | None:
    """The side that some of the lost are said to be of: "six of the dead were soldiers"."""
    verb, labels = c.number.head, victims.words.syntax.predicate
    told = [t for t in verb.rights if t.dep_ in labels and t.pos_ in NOUNS]
    people = told and victims.words.forms.lemma(told[0]) in victims.sets["armed"]
    return victims.of(told[0], mentions) if people else None
