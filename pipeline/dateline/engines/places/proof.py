"""Whether the words in and around a name that the gazetteer lacks make it a place beyond doubt."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import zip_longest

from spacy.tokens import Doc, Span, Token

from dateline.engines.places.gazetteer import fold
from dateline.engines.places.spots import Spot, is_capital, words_before
from dateline.engines.places.words import PlaceWords
from dateline.engines.syntax import JOINERS, Forms, Syntax
from dateline.layers import Sentence

WAYSIDE = ("ADV", "ADP", "NOUN", "PROPN")  # what may stand between a verb of moving and where it leads
LANDS = ("T", "H")  # feature classes of nouns that open names with "of"
LONG = 3  # words of a name that nothing but a preposition proves
TOLD_WITHIN = 12  # tokens after a name within which an apposition may say what it is


class Proof:
    """Reads the evidence by the words of a language."""

    def __init__(self, lang: str) -> None:
        self.words = PlaceWords.load(lang)
        self.syntax, self.forms = Syntax.load(lang), Forms.load(lang)

    def is_noun(self, span: Span, sentence: Sentence) -> bool:
        """Whether the tagger takes a part of it for a name, or inside a sentence at least for a noun."""
        tags = {token.pos_ for token in span}
        return "PROPN" in tags or (span.start > sentence.first and "NOUN" in tags)

    def is_numbered(self, doc: Doc, first: int, sentence: Sentence) -> bool:
        """Whether a noun and a number make a name ("Hill 60")."""
        if doc[first].lower_ not in self.words.numbered or first + 1 >= sentence.last:
            return False
        number = doc[first + 1].text
        if first + 2 < sentence.last and doc[first + 2].lower_ in self.words.of:
            return False  # "Point 12 of the plan"
        return is_capital(doc[first]) and number.isdecimal() and len(number) > 1

    def is_parallel(self, doc: Doc, first: int, sentence: Sentence) -> bool:
        """Whether an ordinal in figures and a noun make a name ("38th parallel")."""
        named = first + 1 < sentence.last and doc[first + 1].lower_ in self.words.parallels
        return named and doc[first].text[0].isdecimal() and not doc[first].text.isdecimal()

    def holds(self, doc: Doc, spot: Spot) -> bool:
        """Whether the words in and around a name alone make it a place: a feature noun, a preposition."""
        words = [w for w in words_before(doc, spot) if w not in self.words.nominals["determiners"]]
        inside = [doc[i].lower_ for i in range(spot.first, spot.last)]
        if inside[-1] in self.words.owned and inside[-2:-1] and inside[-2] in self.words.genitive:
            return True
        directed = len(inside) > 1 and inside[0] in self.words.direction_words
        if self._is_feature_of(inside):
            return True
        named = inside[directed or (len(inside) > 1 and inside[0] in self.words.epithets) :]
        named = [
            w for w, then in zip_longest(named, named[1:]) if w not in self.words.ties and then not in JOINERS
        ]
        if any(fold(w) in self.words.stop or w in self.words.titles for w in named):
            return False
        if len(inside) > 1 and (
            inside[0] in self.words.leading_features or inside[-1] in self.words.features
        ):
            return True
        following = doc[spot.last].lower_ if spot.last < spot.sentence.last else ""
        if self._is_on_way(doc, spot, words, following):
            return True
        if following in self.words.units or self._is_extent(doc, spot) or self.is_scene(doc, spot):
            return True
        led = bool(words) and words[0] in self.words.of
        if (
            led
            and len(words) > 1
            and (self.words.features.get(words[1], "L") != "L" or words[1] in self.words.shrines)
        ):
            return True
        if self._is_overlooked(doc, spot, words):
            return True
        fought = led and words[1:2] and words[1] in self.words.battles
        if self._is_home(doc, spot):
            return True
        if len(words) > 1 and words[0] in self.words.goals and words[1] in self.words.laid:
            return True
        struck = words[:1] and words[0] in self.words.onto and words[1:2] and words[1] in self.words.assaults
        if fought or (struck and self._is_free(doc, spot)) or self._is_told(doc, spot):
            return True
        determined = any(t.pos_ == "DET" for t in doc[spot.first : spot.last].root.lefts if t.i < spot.first)
        determined = determined or (spot.first > spot.sentence.first and doc[spot.first - 1].pos_ == "DET")
        capitals = sum(is_capital(doc[i]) for i in range(spot.first, spot.last))
        single = (
            capitals < spot.last - spot.first
            or capitals == 1 + (directed or inside[0] in self.words.epithets)
            or inside[0] in self.words.openers
        )
        span = doc[spot.first : spot.last]
        if not determined and words and self.is_conquered(span):
            return True
        if determined:
            return single and self.is_land(span)
        if not single:
            return words[:1] != [] and self._stands_alone(doc, spot, words[0])
        if self.is_stormed(span):
            return True
        return bool(words) and (words[0] in self.words.strong or self.is_goal(span))

    def _is_overlooked(self, doc: Doc, spot: Spot, words: Sequence[str]) -> bool:
        """Whether land or water is said to lie by it ("the hills below X", "the river above X")."""
        by = len(words) > 1 and words[0] in self.words.overlooked
        span = doc[spot.first : spot.last]
        short = spot.last - spot.first <= LONG and not self.is_personal(span)
        return (
            by
            and self.words.features.get(words[1], "") in (*LANDS, "P")
            and short
            and self._is_free(doc, spot)
        )

    def _is_on_way(self, doc: Doc, spot: Spot, words: Sequence[str], following: str) -> bool:
        """Whether a road leads there ("on the road to X") or is called by it ("on the X road")."""
        if self.is_personal(doc[spot.first : spot.last]) or spot.last - spot.first > LONG:
            return False
        led = len(words) > 1 and words[0] in self.words.goals and words[1] in self.words.ways
        lower = spot.last < spot.sentence.last and doc[spot.last].is_lower
        named = (
            following in self.words.ways & self.words.roads and lower and doc[spot.first - 1].pos_ == "DET"
        )
        return led or (named and spot.last == spot.first + 1)

    def _is_feature_of(self, inside: Sequence[str]) -> bool:
        """Whether a noun of the land opens a name with "of" ("Gulf of X", "Plains of X")."""
        led = len(inside) > 2 and inside[1] in self.words.of
        return led and self.words.features.get(inside[0], "") in LANDS

    def _stands_alone(self, doc: Doc, spot: Spot, before: str) -> bool:
        """Whether a name of several words, none of them a person's first name, stands where places stand."""
        span = doc[spot.first : spot.last]
        names = all(is_capital(t) or t.text in JOINERS for t in span) and len(span) <= LONG
        bound = span.root.dep_ in self.syntax.preposition_object and span.root.head.lower_ == before
        aimed = before in self.words.aimed and span.root.head.head.lemma_.lower() in self.words.aiming_verbs
        return (
            names
            and bound
            and not aimed
            and before in self.words.locating
            and self._is_free(doc, spot)
            and not self.is_personal(span)
        )

    def is_land(self, span: Span) -> bool:
        """Whether "the X" is a river or land: one crosses it, stands near it or on its banks."""
        doc, root = span.doc, span.root
        following = doc[span.end] if span.end < len(doc) else None
        open_ = following is not None and (
            following.pos_ in ("NOUN", "PROPN") or following.dep_ in self.syntax.case
        )
        plural = "Plur" in root.morph.get("Number", [])
        if (
            open_
            or plural
            or len(root) < 2
            or span.start == 0
            or doc[span.start - 1].lower_ not in self.words.definite
        ):
            return False
        above = root.head
        if root.dep_ in self.syntax.object | self.syntax.passive_subject:
            return self.forms.lemma(above) in self.words.crossing_verbs
        if root.dep_ not in self.syntax.preposition_object:
            return False
        return above.lower_ in self.words.beside or above.head.lower_ in self.words.shores

    def is_stormed(self, span: Span) -> bool:
        """Whether it suffers what only places do ("X was besieged", "X changed hands"), whatever stands before it."""
        root = span.root
        while root.dep_ in self.syntax.conjunct and root.head.i < root.i and root.head.pos_ != "VERB":
            root = root.head
        if root.dep_ in self.syntax.passive_subject:
            return self.forms.lemma(root.head) in self.words.only_verbs | self.words.entered
        return root.dep_ in self.syntax.subject and self.is_phrase(root.head, self.words.only_phrases)

    def is_besieged(self, verb: Token) -> bool:
        """Whether a clause says of the name that it hangs on what only places suffer ("X, besieged since May")."""
        lemma = self.forms.lemma(verb)
        if verb.dep_ in self.syntax.relative_clause:  # "X, which they had been besieging"
            objects = (c for c in verb.children if c.dep_ in self.syntax.object and c.i < verb.i)
            return lemma in self.words.only_verbs and any(c.lower_ not in self.words.who for c in objects)
        done = verb.tag_ in self.forms.tags["passive_participle"] and verb.dep_ in self.syntax.noun_clause
        return done and lemma in self.words.object_verbs

    def is_phrase(self, verb: Token, phrases: Collection[str]) -> bool:
        """Whether a verb with the words beside it says what places do ("X held out", "X was in the hands of")."""
        lemma = self.forms.lemma(verb)
        beside = [(self.forms.lemma(c), c) for c in verb.children]
        said = {f"{lemma}+{word}" for word, _ in beside}
        said |= {f"{lemma}+{word}+{self.forms.lemma(t)}" for word, c in beside for t in c.children}
        return not said.isdisjoint(phrases)

    def is_scene(self, doc: Doc, spot: Spot) -> bool:
        """Whether a relative clause says what happened there ("X, where")."""
        after = [t for t in doc[spot.last : min(spot.last + 2, spot.sentence.last)] if t.text != ","]
        return bool(after) and after[0].lower_ in self.words.relative

    def _is_extent(self, doc: Doc, spot: Spot) -> bool:
        """Whether a noun of the land follows that names end with ("the X salient")."""
        following = doc[spot.last] if spot.last < spot.sentence.last else None
        if following is None or following.pos_ not in ("NOUN", "PROPN"):
            return False
        if spot.first and doc[spot.first - 1].lower_ in self.words.ties:
            return False  # the tail of a longer name
        return following.lower_ in self.words.nominals["again"] and self._is_alone(
            doc[spot.first : spot.last]
        )

    def is_held(self, doc: Doc, spot: Spot) -> bool:
        """Whether the words before say who holds the land ("German-occupied Hungary")."""
        before = doc[max(spot.sentence.first, spot.first - 2) : spot.first]
        return len(before) == 2 and before[0].text in JOINERS and before[1].lower_ in self.words.held

    def _is_home(self, doc: Doc, spot: Spot) -> bool:
        """Whether people are said to be of there ("villagers of X")."""
        before = doc[max(spot.sentence.first, spot.first - 2) : spot.first]
        return (
            len(before) == 2 and before[1].lower_ in self.words.of and before[0].lower_ in self.words.people
        )

    def _is_told(self, doc: Doc, spot: Spot) -> bool:
        """Whether an apposition says what it is ("X, a small village in", "X and Y, two towns")."""
        end = min(spot.last + TOLD_WITHIN, spot.sentence.last)
        at = spot.last
        while at < end and (is_capital(doc[at]) or doc[at].lower_ in self.words.joints - {","}):
            at += 1  # the rest of a list
        words = doc[at:end]
        if len(words) < 3 or words[0].lower_ not in self.words.brackets:
            return False
        counted = words[1].like_num or words[1].lower_ in self.words.articles
        following = (t for t in words[2:6] if not t.is_punct)
        noun = next((t.lower_ for t in following if t.lower_ in self.words.features), None)
        return counted and noun is not None and self.words.features[noun] in "PA"

    def is_goal(self, span: Span) -> bool:
        """Whether a verb of moving leads there ("fled to X"), or one that only places suffer ("besieged X")."""
        root, syntax = span.root, self.syntax
        if root.dep_ in syntax.preposition_object:
            verb = root.head.head
            while verb.pos_ in WAYSIDE and verb.head.i != verb.i:  # "fled back to X", not "loyal to X"
                verb = verb.head
            return root.head.lower_ in self.words.goals and self.forms.lemma(verb) in self.words.motion_verbs
        if root.dep_ in syntax.object or root.dep_ in syntax.passive_subject:
            return self.forms.lemma(root.head) in self.words.object_verbs or self.is_conquered(span)
        return False

    def is_conquered(self, span: Span) -> bool:
        """Whether a verb that takes hold of places leads to the name ("they seized X")."""
        done_to = span.root.dep_ in self.syntax.object | self.syntax.passive_subject
        taken = done_to and self.forms.lemma(span.root.head) in self.words.conquests
        return taken and self._is_alone(span) and not self.is_personal(span)

    def is_personal(self, span: Span) -> bool:
        """Whether the words are those of a person's name: a first name and another."""
        return len(span) > 1 and fold(span[0].text) in self.words.first_names

    def _is_free(self, doc: Doc, spot: Spot) -> bool:
        """Whether nothing follows that makes the name another's owner ("the raid on X's hangars")."""
        following = doc[spot.last] if spot.last < spot.sentence.last else None
        return following is None or (following.dep_ not in self.syntax.case and following.pos_ != "NOUN")

    def _is_alone(self, span: Span) -> bool:
        """Whether no other name or its owner stands right before ("the Persian Corridor", "Kitchener's Wood")."""
        before = span.doc[span.start - 1] if span.start else None
        return before is None or not (is_capital(before) or before.dep_ in self.syntax.case)

    def is_listed(self, doc: Doc, spot: Spot, previous: Spot | None) -> bool:
        """Whether it is coordinated with a place before it ("in the towns of X, Y and Z")."""
        root = doc[spot.first : spot.last].root
        joined = root.dep_ in self.syntax.conjunct and previous is not None
        if not joined or previous is None or not previous.first <= root.head.i < previous.last:
            return False
        return previous.state is None and previous.context in (
            "feature",
            "strong",
            "weak",
            "target",
            "object",
        )
