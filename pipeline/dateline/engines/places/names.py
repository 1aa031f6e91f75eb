"""Finds the spans of a Doc that may name a place, with what their context says about them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Token

from dateline.engines.datelines import is_acronym
from dateline.engines.places.gazetteer import Candidate, Gazetteer, fold
from dateline.engines.places.proof import LANDS, Proof
from dateline.engines.places.spots import (
    PARTS,
    Spot,
    is_capital,
    is_city,
    is_first,
    is_linked,
    is_tied,
)
from dateline.engines.places.surroundings import Surroundings, is_loud
from dateline.engines.places.words import PlaceWords
from dateline.engines.syntax import ARMS_TYPE, JOINERS, Forms, Syntax
from dateline.layers import Sentence

OWNED = ("NOUN", "PROPN", "ADJ", "ADV")
MARKS = ("'", "’", ".")
OF_A_COUNTRY = frozenset({"rebel_group", "jihadist_group", "militia", "political_party"})
LONGEST = 6  # tokens of a name
NAMED = 2  # what the name of a country says of where the article is set, against 1 for an adjective


class Spotter:
    """Finds spots by the longest match of capitalised sequences in the gazetteer."""

    def __init__(self, lang: str, gazetteer: Gazetteer) -> None:
        self.words = PlaceWords.load(lang)
        self.syntax, self.forms = Syntax.load(lang), Forms.load(lang)
        self.gazetteer = gazetteer
        self.proof = Proof(lang)
        self.around = Surroundings(lang, gazetteer, self.proof)

    def spots(self, doc: Doc, sentences: list[Sentence], taken: set[int]) -> list[Spot]:
        """All spots in text order; tokens in `taken` belong to other names.

        A name that the gazetteer lacks, once shown to be a place, is one wherever it stands.
        """
        dated = {t.i for x in doc._.timexes or () for t in doc.char_span(x.start, x.end) or ()}
        found = [list(self._in_sentence(doc, sentence, taken, dated)) for sentence in sentences]
        proven = [spot for spots in found for spot in spots if spot.proven and not spot.candidates]
        shown = {spot.key: doc[spot.first : spot.last].text for spot in proven}
        by_word: defaultdict[str, set[str]] = defaultdict(set)
        for spot in proven:
            by_word[doc[spot.first].text].add(doc[spot.first : spot.last].text)
        for at, sentence in enumerate(sentences if shown else ()):
            words = doc[sentence.first : sentence.last]
            if any(name in words.text for word in words for name in by_word.get(word.text, ())):
                found[at] = list(self._in_sentence(doc, sentence, taken, dated, shown))
        return [spot for spots in found for spot in spots]

    def nations(self, doc: Doc, spots: list[Spot]) -> Counter[str]:
        """How much the article speaks of each present country: by name, by that of its parts, by adjective.

        An adjective tells who somebody is, a name also where something is: it counts twice. An armed group or a
        party by its own name tells of its country as an adjective does.
        """
        counts = Counter(
            m.actor.country
            for m in doc._.actors or ()
            if m.actor.country and m.actor.kind in OF_A_COUNTRY and m.via in ("name", "acronym")
        )
        states = [(s.state, 1 if is_city(s) else NAMED) for s in spots if s.state]
        states += [(found, 1) for t in doc if (found := self.words.adjectives.get(t.text))]
        for state, weight in states:
            for code in (state.country,) if state.country else state.within[:3]:
                counts[code] += weight
        for spot in spots:
            homes = {c.country for c in spot.candidates}
            if spot.state is None and len(homes) == 1 and spot.candidates[0].feature[0] in PARTS:
                counts.update({home: NAMED for home in homes if home})
        return counts

    def is_somebody(self, doc: Doc, spot: Spot) -> bool:
        """Whether the clause tells of a person ("X, who"; "X was assassinated")."""
        after = [t.lower_ for t in doc[spot.last : spot.sentence.last][:2]]
        if after[:1] and (
            after[0] in self.words.who or (after[0] == "," and after[1:2] and after[1] in self.words.who)
        ):
            return True
        if len(after) == 2 and after[0] in self.words.joints - {","} and after[1] in self.words.personal:
            return True  # "X and his army"
        root = doc[spot.first : spot.last].root
        done_to = root.dep_ in self.syntax.object | self.syntax.passive_subject
        return done_to and self.forms.lemma(root.head) in self.words.person_verbs

    # -- spans

    def _in_sentence(
        self, doc: Doc, sentence: Sentence, taken: set[int], dated: set[int], shown: Collection[str] = ()
    ) -> Iterator[Spot]:
        i, previous = sentence.first, None
        while i < sentence.last:
            held = i in taken and (not is_capital(doc[i]) or self._called_land(doc, i, sentence) is None)
            if held or not self._may_start(doc[i], sentence):
                i += 1
                continue
            spot = self._longest(doc, i, sentence, taken, previous, shown)
            if spot is None:
                i += 1
                continue
            known = bool(spot.candidates)
            self.around.look(doc, spot, previous, dated)
            if known and not (spot.candidates or spot.state or spot.proven or self.proof.holds(doc, spot)):
                i += 1
                continue
            yield spot
            i, previous = spot.last, spot

    def _may_start(self, token: Token, sentence: Sentence) -> bool:
        if is_tied(token) and not self._is_nation(token):
            return False  # the tail of a name with hyphens
        if ARMS_TYPE.fullmatch(token.text):
            return False  # "the loss of the MiG-29"
        if self.proof.is_parallel(token.doc, token.i, sentence):
            return True
        if self._ends_title(token, sentence):
            return False
        counted = token.i > sentence.first and token.nbor(-1).like_num
        if counted and token.lower_ in self.words.measures:
            return False  # "25,000 Li"
        if is_capital(token):
            return not (is_first(token.doc, token.i, sentence) and token.pos_ not in ("PROPN", "NOUN", "ADJ"))
        return (
            token.lower_ in self.words.leading
            and token.i + 1 < sentence.last
            and token.nbor().text in JOINERS
        )

    def _ends_title(self, token: Token, sentence: Sentence) -> bool:
        """Whether a noun for a site ends a title of plain words: "City Hall" is no place called Hall."""
        if token.i == sentence.first or token.lower_ not in self.words.site_nouns or not is_capital(token):
            return False
        before = token.nbor(-1)
        return is_capital(before) and before.pos_ in OWNED and before.head.i == token.i

    def _is_nation(self, token: Token) -> bool:
        """Whether the word is a country's name or adjective, which hyphens join to another's."""
        return fold(token.text) in self.words.states or token.text in self.words.adjectives

    def _longest(
        self,
        doc: Doc,
        first: int,
        sentence: Sentence,
        taken: set[int],
        previous: Spot | None,
        shown: Collection[str],
    ) -> Spot | None:
        if (parallel := self.proof.is_parallel(doc, first, sentence)) or self.proof.is_numbered(
            doc, first, sentence
        ):
            text, feature = doc[first : first + 2].text, "L" if parallel else "T"
            known = self.gazetteer.lookup(text) if parallel else ()
            return Spot(
                first, first + 2, sentence, known, None,
                feature=feature, named_feature=True, proven=True, key=fold(text),
            )  # fmt: skip
        run = self._run_end(doc, first, sentence, taken)
        for last in range(min(run, first + LONGEST), first, -1):
            ending = self._is_ending(doc[last - 1], sentence) or self._is_saint_s(
                doc, first, last - 1, sentence
            )
            if not (is_capital(doc[last - 1]) or ending):
                continue
            text = doc[first:last].text
            key = fold(text)
            state = self.words.states.get(key)
            if last < run and (is_tied(doc[last]) or doc[last].lower_ in self.words.ties) and not state:
                continue  # a part of a name with hyphens is another name
            if last == first + 1 and self._is_no_name(text, key) and not state:
                continue
            if last == first + 1 and is_acronym(text) and not state and not is_loud(doc, first, sentence):
                continue
            candidates = self._written_so(doc, first, last, self.gazetteer.lookup(text))
            if candidates or state:
                found = Spot(first, last, sentence, candidates, state, key=key)
                owns = last < run and self._owns_feature(doc, last, sentence)
                longer = last < run and not state and (owns or self.around.foreign(doc[last], False))
                longer = (
                    longer and doc[first + 1].lower_ not in self.words.of
                )  # "the Gulf of Tonkin Resolution"
                return (longer and self._unknown(doc, first, run, sentence, previous, shown)) or found
        if (land := self._called_land(doc, first, sentence)) is not None:
            return land
        if self._is_direction(doc, first, run):
            return None  # "Northern Mali": the name follows
        return self._unknown(doc, first, run, sentence, previous, shown)

    def _called_land(self, doc: Doc, first: int, sentence: Sentence) -> Spot | None:
        """A land by an adjective and a noun written small ("the Iberian peninsula")."""
        last = first + 2
        if last > sentence.last or self.words.features.get(doc[last - 1].lower_, "") not in LANDS:
            return None
        text = doc[first:last].text
        found = tuple(c for c in self.gazetteer.lookup(text) if c.feature[0] in LANDS)
        if not found:
            return None
        feature = found[0].feature[0]
        return Spot(first, last, sentence, found, None, feature=feature, named_feature=True, key=fold(text))

    def _written_so(
        self, doc: Doc, first: int, last: int, candidates: tuple[Candidate, ...]
    ) -> tuple[Candidate, ...]:
        """The candidates without towns in one word if a site's noun ends the name ("North Bridge", no Northbridge)."""
        if last - first < 2 or doc[last - 1].lower_ not in self.words.site_nouns:
            return candidates
        return tuple(c for c in candidates if c.feature[0] != "P" or " " in c.name or c.matched != "name")

    def _is_direction(self, doc: Doc, first: int, run: int) -> bool:
        """Whether a capitalised direction stands before a name that is known without it."""
        rest = doc[first + 1 : run].text
        known = bool(rest) and (fold(rest) in self.words.states or bool(self.gazetteer.lookup(rest)))
        return known and doc[first].lower_ in self.words.direction_words

    def _is_no_name(self, text: str, key: str) -> bool:
        """Whether a single word is an ordinary one, an article, a nationality or a mere feature noun."""
        if text.lower() in self.words.leading or text.lower() in self.words.ties:
            return True
        return key in self.words.stop or text in self.words.adjectives or text.lower() in self.words.no_names

    def _run_end(self, doc: Doc, first: int, sentence: Sentence, taken: set[int]) -> int:
        """End of the longest sequence from `first` of capitalised tokens, particles and hyphens."""
        end = first + 1
        for i in range(first + 1, min(sentence.last, first + LONGEST + 2)):
            token = doc[i]
            if i in taken:
                break
            if is_capital(token):
                end = i + 1
            elif token.lower_ in self.words.genitive and self._owns_feature(doc, i, sentence):
                end = i + 2  # "Rorke's Drift"
            elif self._is_ending(token, sentence) or self._is_saint_s(doc, first, i, sentence):
                end = i + 1  # "Panmun-ni"
            elif is_linked(token):
                continue  # "Port-au-Prince"
            elif token.lower_ not in self.words.particles and token.text not in (*JOINERS, *MARKS):
                break
        return end

    def _is_ending(self, token: Token, sentence: Sentence) -> bool:
        """Whether a small word behind a hyphen is the tail of the name before it ("Panmun-ni")."""
        tail = token.lower_ in self.words.endings and token.i - 1 > sentence.first
        return tail and is_tied(token) and token.text not in JOINERS

    def _owns_feature(self, doc: Doc, i: int, sentence: Sentence) -> bool:
        """Whether the token is a genitive mark before a feature noun that is part of a name."""
        following = doc[i + 1] if i + 1 < sentence.last else None
        named = following is not None and is_capital(following) and following.lower_ in self.words.owned
        return named and doc[i].lower_ in self.words.genitive

    def _is_saint_s(self, doc: Doc, first: int, i: int, sentence: Sentence) -> bool:
        """Whether the token is the genitive mark that ends a name of the gazetteer ("fortified St. John's")."""
        if doc[i].lower_ not in self.words.genitive or i < first + 2:
            return False
        following = doc[i + 1] if i + 1 < sentence.last else None
        owns = following is not None and (following.pos_ in (*OWNED, "NUM") or is_capital(following))
        return not owns and any(c.matched == "name" for c in self.gazetteer.lookup(doc[first : i + 1].text))

    def _leads_on(self, doc: Doc, first: int, i: int, run: int) -> bool:
        """Whether a small word inside a name ties what follows to it ("Vado del Yeso", "Gulf of Patras")."""
        if not first < i or not any(is_capital(t) for t in doc[i + 1 : min(i + 3, run)]):
            return False
        land = self.words.features.get(doc[first].lower_, "") in LANDS
        of = i == first + 1 and doc[i].lower_ in self.words.of
        after_of = (
            i == first + 2 and doc[i - 1].lower_ in self.words.of and doc[i].lower_ in self.words.definite
        )
        return doc[i].lower_ in self.words.ties or (land and (of or after_of))

    def _unknown(
        self,
        doc: Doc,
        first: int,
        run: int,
        sentence: Sentence,
        previous: Spot | None,
        shown: Collection[str],
    ) -> Spot | None:
        """A name that the gazetteer lacks, if the words around it make it a place beyond doubt."""
        last = first
        while last < run and (
            is_capital(doc[last])
            or doc[last].text in JOINERS
            or doc[last].lower_ in self.words.leading
            or is_tied(doc[last])
            or self._owns_feature(doc, last, sentence)
            or self._leads_on(doc, first, last, run)
        ):
            last += 1
        token = doc[first]
        if last < sentence.last and doc[last].like_num and doc[last].text.isdigit():
            return None  # "in Resolution 2118"
        if last == first or not self.proof.is_noun(doc[first:last], sentence) or is_acronym(token.text):
            return None
        plain = {fold(word) for word in (token.text, *self.forms.singulars(token.text))}
        ordinary = plain & self.words.stop and token.lower_ not in self.words.direction_words
        ordinary = ordinary and not (first + 1 < last and is_tied(doc[first + 1]))  # "In-Amguel"
        bare = last == first + 1 and token.lower_ in self.words.site_nouns | self.words.no_names
        if ordinary or bare or {token.text, doc[last - 1].text} & self.words.adjectives.keys():
            return None
        spot = Spot(first, last, sentence, (), None, key=fold(doc[first:last].text))
        if last > first + 1 and token.lower_ in self.words.units:  # "County X": in the country of X
            spot.candidates = tuple(
                c for c in self.gazetteer.lookup(doc[first + 1 : last].text) if c.matched == "name"
            )
            spot.added_feature = bool(spot.candidates)
        spot.proven = (
            spot.key in shown or self.proof.holds(doc, spot) or self.proof.is_listed(doc, spot, previous)
        )
        return spot if spot.proven else None
