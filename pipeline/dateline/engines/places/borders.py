"""Stretches of border and coast: "the border with X", "the X-Y border", "the Ruritanian border", "its coast"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from dateline.engines.places.gazetteer import Gazetteer, fold
from dateline.engines.places.nominals import NOMINAL_SCORE
from dateline.engines.places.spots import is_capital
from dateline.engines.places.words import PlaceWords, State
from dateline.engines.syntax import JOINERS, Forms, Syntax
from dateline.layers import Place, PlaceMention, Sentence

_PAIRING = JOINERS | frozenset("—/")  # marks between the two that a border parts ("Russian/Ukrainian")


class Borders:
    """Finds the borders that a text speaks of."""

    def __init__(self, lang: str, gazetteer: Gazetteer) -> None:
        self.words = PlaceWords.load(lang)
        self.syntax, self.forms = Syntax.load(lang), Forms.load(lang)
        self.gazetteer = gazetteer

    def mentions(self, doc: Doc, sentences: Sequence[Sentence], main: str | None) -> list[PlaceMention]:
        """All borders that name at least one country, and "the border" or "the coast" where one crosses it."""
        out: list[PlaceMention] = []
        nouns, links = self.words.border["nouns"], self.words.border["prepositions"]
        coasts = self.words.border["coasts"]
        for sentence in sentences:
            for token in doc[sentence.first : sentence.last]:
                if (soil := self._soil(token, sentence)) is not None:
                    out.append(soil)
                    continue
                if token.lower_ not in nouns | coasts:
                    if self._is_bare(token, sentence):
                        out.append(self._again(token, sentence, out, main))
                    continue
                if before := self._before(doc, token, sentence):
                    span = doc[before[0] : token.i + 1]
                    out.append(self._mention(span, token, sentence, before[1], main))
                    continue
                linked = token.i + 1 < sentence.last and token.nbor().lower_ in links
                linked = linked and token.lower_ in nouns
                if linked and (after := self._after(doc, token.i + 2, sentence)):
                    span = doc[token.i : after[1]]
                    out.append(self._mention(span, token, sentence, after[0], main))
                elif self._is_bare(token, sentence):
                    out.append(self._again(token, sentence, out, main))
        return out

    def _soil(self, token: Token, sentence: Sentence) -> PlaceMention | None:
        """A state by the adjective of what is its own ("on Congolese soil")."""
        border = self.words.border
        if token.text not in border["soil"] | border["one"] or token.i <= sentence.first:
            return None  # written small: "Indian Territory" is a name of its own
        first = token.i - 1
        if token.nbor(-1).is_lower and token.nbor(-1).dep_ in self.syntax.modifier and first > sentence.first:
            first -= 1  # "the Ruritanian home islands"
            if token.nbor(-1).lower_ in self.words.water_nouns:
                return None  # "the English channel ports"
        state = self.words.adjectives.get(token.doc[first].text)
        if first > sentence.first and is_capital(token.doc[first - 1]) and not token.doc[first - 1].like_num:
            return None  # "Native American territory"
        if state is None or state.country is None or token.dep_ in self.syntax.modifier:
            return None
        behind = token.doc[token.i + 1 : token.i + 2].text
        at = token.i + (2 if behind in self.words.direction_nouns else 1)  # "north of X"
        tie, name = [*token.doc[at : min(at + 2, sentence.last)], token, token][:2]
        if tie.lower_ in self.words.strong | self.words.of and is_capital(name):
            return None  # "Ruritanian targets in X", "several Greek cities of Asia Minor"
        if token.text in border["one"] and token.doc[first - 1].lower_ not in border["any"]:
            return None  # "the Ruritanian city of X"
        end = token.idx + len(token)
        place = Place.unmapped(state.name, state.country, "country")
        if first > sentence.first and token.doc[first - 1].lower_ in self.words.direction_words:
            first -= 1  # "northern Ruritanian towns"
            name = f"{token.doc[first].lower_} {state.name}"
            place = Place.unmapped(name, state.country, "area")
        start = token.doc[first].idx
        return PlaceMention(start, end, token.i, sentence.index, place, NOMINAL_SCORE, place.precision)

    def _is_bare(self, token: Token, sentence: Sentence) -> bool:
        """Whether the noun stands alone with its article, and something happens there or to it."""
        if token.lower_ not in self.words.border["bare"] or token.i <= sentence.first:
            return False
        before = token.nbor(-1)
        if before.lower_ in self.words.direction_words and before.i > sentence.first:
            before = before.nbor(-1)  # "the eastern border"
        if before.lower_ not in self.words.definite or token.dep_ in self.syntax.modifier:
            return False
        after = token.doc[token.i + 1 : min(token.i + 3, sentence.last)]
        following = after[0].lower_ if len(after) else ""
        told = self.words.strong | self.words.border["prepositions"]
        if following in self.words.of or (following in told and is_capital(after[-1])):
            return False  # it is said of what, or where
        if token.dep_ in self.syntax.preposition_object:
            return token.head.lower_ in self.words.strong | self.words.weak
        done_to = token.dep_ in self.syntax.object | self.syntax.passive_subject
        return done_to and self.forms.lemma(token.head) in self.words.object_verbs | self.words.target_verbs

    def _again(
        self, token: Token, sentence: Sentence, before: Sequence[PlaceMention], main: str | None
    ) -> PlaceMention:
        """The one named last, else that of the article's country."""
        border = self.words.border
        kin = border["coasts"] if token.lower_ in border["coasts"] else border["nouns"]
        named = [m.place for m in before if token.doc[m.head].lower_ in kin]
        first = token.i - (token.nbor(-1).lower_ in self.words.direction_words)
        span = token.doc[first : token.i + 1]
        place = named[-1] if named and len(span) == 1 else None
        place = place or Place.unmapped(span.text, main, "area")
        return PlaceMention(
            span.start_char, span.end_char, token.i, sentence.index, place, NOMINAL_SCORE, "area"
        )

    def _before(self, doc: Doc, token: Token, sentence: Sentence) -> tuple[int, list[str | None]] | None:
        """First token and countries of the names and adjectives that lead up to the noun."""
        first = token.i
        countries: list[str | None] = []
        for other in reversed(doc[max(sentence.first, token.i - 5) : token.i]):
            state = self.words.adjectives.get(other.text) or self.words.states.get(fold(other.text))
            if state is None and not (other.is_punct and other.text in _PAIRING):
                break
            if state is not None:
                first, countries = other.i, [state.soil, *countries]
        return (first, countries) if countries else None

    def _after(self, doc: Doc, first: int, sentence: Sentence) -> tuple[list[str | None], int] | None:
        """The countries named right after the preposition, and where the last name ends ("with X, Y and Z")."""
        countries: list[str | None] = []
        at, end = first, first
        while (found := self._state(doc, at, sentence)) is not None:
            if countries and doc[found[1] - 1].head.i not in range(first, found[1]):
                break  # "closed its border with X, and Y closed its airports"
            countries.append(found[0].soil)
            at = end = found[1]
            while at < sentence.last and (doc[at].text == "," or doc[at].pos_ == "CCONJ"):
                at += 1
            if at == end:
                break
        return (countries, end) if countries else None

    def _state(self, doc: Doc, first: int, sentence: Sentence) -> tuple[State, int] | None:
        """The state named at a token, an article before it aside, and where its name ends."""
        if first < sentence.last and doc[first].lower_ in self.words.nominals["determiners"]:
            first += 1
        return self.words.state_at(doc, first, sentence)

    def _mention(
        self, span: Span, noun: Token, sentence: Sentence, countries: list[str | None], main: str | None
    ) -> PlaceMention:
        country = countries[0]
        shared = noun.lower_ in self.words.border["nouns"]  # a coast is of one country alone
        near = main in countries or (main and country and country in self.gazetteer.neighbours(main))
        if shared and near:
            country = main
        place = Place.unmapped(span.text, country, "area")
        start, end = span.start_char, span.end_char
        return PlaceMention(start, end, noun.i, sentence.index, place, NOMINAL_SCORE, "area")
