"""Selectional classes: whether a word that fills a slot is of a class that the event lexicon names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Token

from dateline.engines.events.commanders import SOVEREIGNS, STATESMEN
from dateline.engines.events.lexicon import KINDS, Lexicon
from dateline.engines.syntax import Forms, Syntax, governed
from dateline.layers import ActorMention

if TYPE_CHECKING:
    from dateline.engines.events.layers_by_token import LayersByToken

_DOERS = frozenset({"armed", "people", "actor", "person"})
_LED = frozenset({"armed", "commander"})  # what the leader of troops stands for
_MANY = frozenset({"armed", "people", "actor"})  # what "many" and "several" may stand for
_PERSONS = frozenset({"people", "person"})  # what "it" never stands for
_ONE = frozenset({"person", "leader"})  # what a number in digits never stands for
_ANIMATE = frozenset({"Masc", "Fem"})  # he and she are no place
# Places that a name stands for: any but a whole country, and those that are no wide area either.
_NAMED = {"named_place": ("country",), "named_town": ("country", "area")}
_NUMERAL = re.compile("[IVX]+")
_SILENT = ("PRON", "NUM", "DET", "X")  # parts of speech that tell nothing of a class


@dataclass(frozen=True, slots=True)
class Classes:
    """Tells the class of words: by the actor or place that they mention, else by the noun classes of the lexicon."""

    lexicon: Lexicon
    syntax: Syntax
    forms: Forms

    def fits(self, token: Token, name: str, mentions: LayersByToken, open_: bool = False) -> bool:
        """Whether a filler is of a class; with `open_`, a word that says nothing of its class fits any.

        Of "most of the troops" it is the troops that count.
        """
        if name in ("absent", "present"):
            return name == "present"
        if name in _NAMED:
            return self._is_named(token, name, mentions)
        whole = self._whole(token) or self._body(token, mentions) or self._counted(token, mentions)
        if whole is not None:
            return self.fits(whole, name, mentions, open_)
        if token.pos_ == "PRON" and token.lower_ in self.lexicon.classes.get(name, ()):
            return True
        actor = mentions.actor.get(token.i)
        if open_ and self._is_unknown(token, actor, mentions) and self._may_stand_for(token, name):
            return True
        if name in _LED and self.commands(token, mentions):
            return True
        if name == STATESMEN and actor is not None and actor.actor.id in mentions.statesmen:
            return True
        person = actor is not None and actor.actor.kind == "person"
        if token.i in mentions.place and (name == "place" or person):
            return name == "place"  # a town that bears the name of a person
        if actor is not None:
            if name == "actor" or actor.actor.kind in KINDS.get(name, ()):
                return True
            named = actor.via != "nominal" and token.pos_ != "NOUN"  # not the troops of "KMT troops"
            if actor.via == "pronoun" or (named and name in ("place", *_DOERS)):
                return False
        classes = self.lexicon.classes.get(name, frozenset())
        forms = self._forms_of(token)
        if token.i in mentions.place and token.pos_ == "PROPN" and self._people & set(forms):
            return False  # "Sharm el-Sheikh"
        return any(form in classes for form in forms)

    def _is_named(self, token: Token, name: str, mentions: LayersByToken) -> bool:
        """Whether a word is the name of a place on the map, and of how wide a one."""
        at = mentions.place.get(token.i)
        if at is None or token.pos_ != "PROPN":
            return False
        return mentions.places[at].place.precision not in _NAMED[name]

    @property
    def _people(self) -> frozenset[str]:
        return self.lexicon.classes.get("people", frozenset())

    def commands(self, token: Token, mentions: LayersByToken) -> bool:
        """Whether a word stands for a person who leads troops."""
        actor = mentions.actor.get(token.i)
        if actor is not None and actor.actor.id in mentions.commanders:
            return True
        nominal = actor is None or actor.via == "nominal"
        return nominal and self.forms.lemma(token) in self.lexicon.classes.get(SOVEREIGNS, ())

    def _is_unknown(self, token: Token, actor: ActorMention | None, mentions: LayersByToken) -> bool:
        """Whether nothing tells of what class a word is: an unknown name, a pronoun, a number, "many"."""
        if token.pos_ == "PROPN":
            unmentioned = token.i not in mentions.place and token.i not in mentions.timexes
            return unmentioned if actor is None else actor.actor.kind == "unknown"
        if token.lower_ in self.forms.words.get("indefinite", ()):
            return False
        if actor is not None and actor.via == "pronoun" and actor.actor.kind == "unknown":
            return True
        part = self.forms.lemma(token) in self.forms.words.get("partitive", ())
        return actor is None and (token.pos_ in _SILENT or (part and token.pos_ == "ADJ"))

    def _may_stand_for(self, token: Token, name: str) -> bool:
        """Whether a word that tells no class may stand for one: a place or those who act, no other thing."""
        if name == "place":
            if token.lower_ in self.forms.words.get("persons", ()):
                return False
            return token.pos_ != "NUM" and not (_ANIMATE & set(token.morph.get("Gender", [])))
        if token.text[:1].isdigit() and name in _ONE:
            return False
        if name in _PERSONS and token.lower_ in self.forms.words.get("neuter", ()):
            return False
        if token.pos_ == "ADJ":
            return name in _MANY
        if name in _DOERS or token.pos_ == "PROPN":
            return name in _DOERS
        if token.lower_ in self.forms.words.get("things", ()):
            return False
        words = self.lexicon.classes.get(name, frozenset())
        return 2 * len(words & self.lexicon.doers) > len(words)

    def _forms_of(self, token: Token) -> list[str]:
        """Under which forms a word is looked up; of a name, which has no lemma, also the singular ("Exocets").

        A compound is looked up as a whole as well ("air force"), a type of craft by its letters ("Su-" of "Su-24s").
        """
        out = [self.forms.lemma(token), token.lower_]
        if token.i > 0 and token.nbor(-1).head.i == token.i and token.nbor(-1).dep_ in self.syntax.modifier:
            out += [f"{token.nbor(-1).lower_} {form}" for form in out]
        letters, hyphen, number = token.lower_.partition("-")
        if hyphen and number[:1].isdigit():
            out.append(letters + hyphen)
        if token.pos_ == "PROPN":
            out += self.forms.singulars(token.lower_)
        return out

    def _whole(self, token: Token) -> Token | None:
        """Of what a word names a part or number ("most of the troops"), if it does."""
        if token.pos_ != "NUM" and self.forms.lemma(token) not in self.forms.words.get("partitive", ()):
            return None
        return self._behind_of(token)

    def _body(self, token: Token, mentions: LayersByToken) -> Token | None:
        """The named side that a word names members of ("members of the Army of Andorra")."""
        if self.forms.lemma(token) not in self.forms.words.get("members", ()):
            return None
        whole = self._behind_of(token)
        if whole is None or not mentions.is_name(whole):
            return None
        actor = mentions.actor.get(whole.i)
        state = actor is not None and actor.actor.kind == "government"
        return None if state else whole  # "the leaders of Norway and Sweden" are no side

    def _counted(self, token: Token, mentions: LayersByToken) -> Token | None:
        """The word of a name whose number is its head ("World *War* II")."""
        if token.pos_ != "PROPN" or token.i in mentions.actor or not _NUMERAL.fullmatch(token.text):
            return None
        word = token.nbor(-1) if token.i else token
        return word if word.head.i == token.i and word.dep_ in self.syntax.modifier else None

    def _behind_of(self, token: Token) -> Token | None:
        """The noun that "of" ties to a noun, if any."""
        behind = governed(token, self.forms.prepositions["attributive"], self.syntax, self.forms)
        return next(iter(behind), None)
