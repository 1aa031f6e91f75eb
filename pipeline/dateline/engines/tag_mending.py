"""Mends how names are tagged, whatever the parse: nouns like a plural, articles, the numerals of rulers."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dateline.engines.attachment import take_place
from dateline.engines.syntax import ARMS_TYPE, Forms, Syntax


def tag_names(doc: Doc, forms: Forms) -> None:
    """Tag as names the nouns that are written as such within a sentence, wherever they stand.

    Those that are counted or have an article somewhere are plurals ("the Skyhawks").
    """
    headings = {i for s in doc._.sentences or () if s.heading for i in range(s.first, s.last)}
    written = [t for t in doc if _plural_shape(t, forms) and t.i not in headings]
    names = {
        t.text for t in written if t.pos_ == "PROPN" or not (t.is_sent_start or t.nbor(-1).pos_ == "PUNCT")
    }
    for token in doc:
        if token.pos_ == "NUM" and ARMS_TYPE.fullmatch(token.text):
            token.tag_, token.pos_, token.lemma_ = min(forms.tags["name"]), "PROPN", token.text
    several = {t.text for t in written if any(_counts(c) for c in t.lefts)}
    for token in written:
        plural = token.text in several or not token.lower_.endswith(tuple(forms.endings["singular_name"]))
        tag = min(forms.tags["plural_name" if plural else "name"])
        if token.text in names and token.tag_ != tag:
            token.tag_, token.pos_, token.lemma_ = tag, "PROPN", token.text
            # spaCy's type stubs do not know the method
            token.set_morph("Number=Plur" if plural else "Number=Sing")  # type: ignore[attr-defined]


def tag_articles(doc: Doc, syntax: Syntax, forms: Forms) -> None:
    """Tag as part of a name what is written like an article, but large within a sentence ("the *An* Khe outpost")."""
    headings = {i for s in doc._.sentences or () if s.heading for i in range(s.first, s.last)}
    for token in doc[1:-1]:
        if token.pos_ != "DET" or not token.text[0].isupper() or token.i in headings or token.is_sent_start:
            continue
        name = token.nbor()
        indefinite = token.lower_ in forms.words["indefinite_articles"]
        if indefinite and name.pos_ == "PROPN" and name.text[0].isupper() and token.nbor(-1).text.islower():
            token.tag_, token.pos_, token.lemma_ = min(forms.tags["name"]), "PROPN", token.text
            token.dep_, token.head = min(syntax.noun_compound), name


def number_rulers(doc: Doc, syntax: Syntax, forms: Forms) -> None:
    """Make the numeral behind a ruler's name the end of the name that was read as a pronoun ("Henry I took Rouen")."""
    for token in doc[1:]:
        name = token.nbor(-1)
        numeral = token.lower_ in forms.words["first_numeral"] and token.pos_ == "PRON"
        if (
            not numeral
            or name.pos_ != "PROPN"
            or name.dep_ in syntax.preposition_object
            or name.head.i > token.head.i
            or any(t.lower_ in forms.words["oneself"] for t in token.sent)  # somebody tells of himself
        ):
            continue
        token.tag_, token.pos_, token.lemma_ = min(forms.tags["name"]), "PROPN", token.text
        token.set_morph("Number=Sing")  # type: ignore[attr-defined]
        if name.is_ancestor(token):
            take_place(token, name)
        name.head, name.dep_ = token, min(syntax.noun_compound)


def _counts(word: Token) -> bool:
    """Whether a word before a name says that it is several; a year behind a preposition does not."""
    year = word.text.isdigit() and len(word.text) > 2 and word.i > 0 and word.nbor(-1).pos_ == "ADP"
    return word.pos_ in ("DET", "NUM", "ADJ") and not year


def _plural_shape(token: Token, forms: Forms) -> bool:
    text = token.text
    if not (text[0].isupper() and text[1:].islower() and text.isalpha()):
        return False
    tag = token.tag_
    plural = tag in forms.tags["plural_noun"] or tag in forms.tags["plural_name"]
    return plural and token.lower_ not in forms.words["calendar"]
