"""Of several places that a sentence gives an event the ones that are meant: the finer, the named, each once."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile

from spacy.tokens import Doc, Token

from dateline.engines.events.frame import Frame
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.named_places import SPOTS
from dateline.engines.places.gazetteer import distance_km
from dateline.engines.places.words import PlaceWords
from dateline.engines.syntax import Forms, Syntax, conjuncts, covering
from dateline.layers import Place, Sentence, article_of

CLOSE_KM = 30  # within which the second of "at X, Y" is the town that X belongs to
APOSTROPHES = frozenset("'’‘`")
QUOTED = 4  # tokens from which words in quotation marks are said by somebody, and no name
_NEAR = 2  # sentences within which a nameless site is in the town named before
_FAR = 2  # by how much looser the tie of the finer place may be
COARSE = {"country": 2, "area": 1}  # "in Mali, near Gao": of two ties alike the exact one


class PlaceChoice:
    """Chooses among the places of one Doc, by their indices; `place` gives those by the token of their head."""

    def __init__(
        self,
        doc: Doc,
        mentions: LayersByToken,
        place: Mapping[int, int],
        words: PlaceWords,
        syntax: Syntax,
        forms: Forms,
    ) -> None:
        self.doc, self.mentions, self._place = doc, mentions, place
        self.words, self.syntax, self.forms = words, syntax, forms
        self._quotations: dict[int, dict[int, int]] = {}

    def named(self, found: list[int], around: list[int]) -> list[int]:
        """The places: the finer one of "X in Y", a nameless site by what names it ("hit a hotel ... in X")."""
        found = [self._inside_of(i) for i in found]
        return [at for i in found for at in (self._names_of(i, around) if self.is_nameless(i) else [i])]

    def _inside_of(self, index: int) -> int:
        """The place named right before, if the words between say that it lies in this one ("X in Y")."""
        before = index - 1
        if (
            before < 0
            or self._is_wider(before, index)
            or self.mentions.places[before].sentence != self.mentions.places[index].sentence
        ):
            return index
        first = self.mentions.places[before].head + 1
        span = covering(self.doc, self.mentions.places[index].start, self.mentions.places[index].end)
        between = [t.lower_ for t in self.doc[first : span.start]]
        fine = self.words.container | self.words.nominals["determiners"] | self.words.of | self.words.units
        between = between[1:] if between[:1] == [","] else between  # "at X, in Y"
        if (
            self.mentions.places[index].place.precision == "area"
            and between[:1]
            and between[0] in self.words.riverside
        ):
            between = [*self.words.container, *between[1:]]  # "at X, on the Volga"
        stated = between != [] and between[0] in self.words.container and all(w in fine for w in between)
        return before if stated and not self.is_nameless(before) else index

    def _is_wider(self, one: int, other: int) -> bool:
        """Whether a place is a country or an area, and another one a finer one."""
        sizes = [COARSE.get(self.mentions.places[i].place.precision, 0) for i in (one, other)]
        return sizes[0] > sizes[1]

    def _names_of(self, site: int, around: list[int]) -> list[int]:
        token = self.doc[self.mentions.places[site].head]
        told = self.syntax.possessor | self.syntax.modifier | self.syntax.adverb  # "the base there"
        beside = [c for c in token.children if c.dep_ in told]
        governed = [
            o for c in self._governed(token) for o in (c, *self._governed(c))
        ]  # "in the district of X"
        inside = [self._place[t.i] for t in (*governed, *beside) if t.i in self._place]
        named = [i for i in inside or around if not self.is_nameless(i) and not self.is_country(i)]
        return named[:1] or self._town_of(site) or [site]

    def _governed(self, noun: Token) -> list[Token]:
        """What the locative prepositions behind a noun govern."""
        ties = (c for c in noun.children if c.dep_ in self.syntax.preposition and self.locative(c, of=True))
        return [o for c in ties for o in c.children if o.dep_ in self.syntax.preposition_object]

    def _town_of(self, site: int) -> list[int]:
        """The spot that the story named last before a site such as every town has ("a house", "the prison")."""
        places, sentences = self.mentions.places, self.doc._.sentences
        here = places[site].sentence
        if places[site].place.name not in self.words.everyday_sites:
            return []
        for i in range(site - 1, -1, -1):
            before = places[i].sentence
            if here - before > _NEAR or any(s.heading for s in sentences[before : here + 1]):
                break
            if places[i].place.precision in SPOTS and not self.is_nameless(i) and not self._is_left(i):
                return [self._first_of_chain(i)]
        return []

    def _first_of_chain(self, index: int) -> int:
        """The place that lies in those behind it ("at X, Y district, Z state")."""
        while index and self._holds_before(index):
            index -= 1
        return index

    def _is_left(self, index: int) -> bool:
        """Whether a place is only where somebody or something came from."""
        first = covering(self.doc, self.mentions.places[index].start, self.mentions.places[index].end).start
        return first > 0 and self.doc[first - 1].lower_ in self.words.origins

    def is_nameless(self, index: int) -> bool:
        """Whether a place is a site without a name of its own ("the barracks")."""
        mention = self.mentions.places[index]
        if self.doc[mention.head].lower_ not in self.words.site_nouns:
            return False
        span = covering(self.doc, mention.start, mention.end)
        return all(t.is_lower or t.text in self.words.adjectives for t in span)  # "a Ruritanian army base"

    def is_country(self, index: int) -> bool:
        """Whether a place is a whole country."""
        return self.mentions.places[index].place.precision == "country"

    def spot_on(self, found: list[int], around: list[int], frame: Frame) -> list[int]:
        """The point at which a line is reached or crossed ("forded the river at X", "reached the border at X")."""
        lines = all(self.mentions.places[i].place.precision == "area" for i in found)
        spots = [i for i in around if lines and self.is_point(i) and i > max(found)]
        if not spots:
            return []
        own = {frame.head.i, *(self.mentions.places[i].head for i in found)}
        name = covering(self.doc, self.mentions.places[spots[0]].start, self.mentions.places[spots[0]].end)
        before = self.doc[max(0, name.start - 2) : name.start]
        if len(before) < 2 or before[1].lower_ not in self.words.points:
            return []
        return spots if before[1].head.i in own or before[0].i in own else []

    def is_point(self, index: int) -> bool:
        """Whether a place is a spot, no country and no area."""
        return self.mentions.places[index].place.precision not in COARSE

    def distinct(self, indices: list[int]) -> list[int]:
        """Each place once; what only holds another of them ("Algiers, Algeria", "In Peru, ... in X") is no second."""
        indices = [i for i in indices if not (i - 1 in indices and self._holds_before(i))]
        indices = [i for i in indices if not (i - 1 in indices and self._is_todays_name(i))]
        places = [self.mentions.places[i].place for i in indices]
        finer = {p.country for p in places if p.precision not in COARSE}
        out: list[int] = []
        names: set[tuple[str, str | None]] = set()
        for i, place in zip(indices, places, strict=True):
            holds = place.precision in COARSE and (place.country in finer or None in finer)
            token = self.doc[self.mentions.places[i].head]
            tie = token.head if token.dep_ in self.syntax.preposition_object else token  # "at X and in Y"
            listed = (token.conjuncts or tie.conjuncts) and place.precision == "area"
            listed = listed and not (i - 1 in indices and self._is_region_of_before(i))
            if (place.name, place.country) not in names and not (holds and not listed):
                names.add((place.name, place.country))
                out.append(i)
        return out

    def _is_todays_name(self, index: int) -> bool:
        """Whether a place in brackets is what the one before is called today ("Freetown (present-day Fall River)")."""
        before, here = self.mentions.places[index - 1], self.mentions.places[index]
        opening, _, mark = article_of(self.doc).text[before.end : here.start].partition("(")
        return not opening.strip() and mark.strip().lower() in self.forms.words["nowadays"]

    def _is_region_of_before(self, index: int) -> bool:
        """Whether an area right behind a comma is the one that the place before lies in ("Iguala, Guerrero")."""
        before, here = self.mentions.places[index - 1], self.mentions.places[index]
        comma = article_of(self.doc).text[before.end : here.start].strip() == ","
        return comma and before.place.admin1 == here.place.name

    def _holds_before(self, index: int) -> bool:
        """Whether a place only says wherein the one right before it lies: "at X, Y", "in X, Y district, Z state".

        Two towns that lie apart are a list, and so are names that end in "and Z".
        """
        before, here = self.mentions.places[index - 1], self.mentions.places[index]
        if self._between(index) != "," or self._is_listed(index):
            return False
        known = not {before.place.lat, here.place.lat} & {None}
        return not known or _is_close(before.place, here.place)

    def _between(self, index: int) -> str:
        """What stands between a place and the one before it in its sentence."""
        before, here = self.mentions.places[index - 1], self.mentions.places[index]
        if not index or before.sentence != here.sentence:
            return ""
        return article_of(self.doc).text[before.end : here.start].strip()

    def _is_listed(self, index: int) -> bool:
        """Whether the places that commas alone join to this one end in another by "and"."""
        last = index
        while last + 1 < len(self.mentions.places) and self._between(last + 1) == ",":
            last += 1
        behind = covering(self.doc, self.mentions.places[last].start, self.mentions.places[last].end).end
        return any(t.pos_ == "CCONJ" for t in self.doc[behind : behind + 2])

    def finer(self, ranked: list[tuple[int, int, int, int]], head: Token) -> int:
        """The place of the closest tie, or a finer one inside of a land or area that only sets the scene.

        That is one struck in a land named beside it ("raids in A on the base at X"), and one behind the event where
        the area opens the clause ("In A, gunmen killed nine at X").
        """
        rank, coarse, _, best = min(ranked)
        near = [r for r in ranked if r[0] <= rank + _FAR and coarse and self._lies_inside(r[3], best)]
        scene = self.mentions.places[best].head < head.i
        behind = [r for r in near if scene and self.mentions.places[r[3]].head > head.i]
        struck = [r for r in near if self.is_country(best) and not r[1] and self._is_struck(r[3])]
        return min(struck or behind, default=min(ranked))[3]

    def _lies_inside(self, index: int, wide: int) -> bool:
        """Whether a place is a finer one in the land or area of another, as far as the map tells."""
        place, around = self.mentions.places[index].place, self.mentions.places[wide].place
        fine, coarse = (COARSE.get(p.precision, 0) for p in (place, around))
        divided = fine == coarse == COARSE["area"] and place.admin1 == around.name != place.name
        return place.country in (None, around.country) and (fine < coarse or divided)

    def _is_struck(self, index: int) -> bool:
        """Whether a place says where those are against whom something is done."""
        above = self.doc[self.mentions.places[index].head].ancestors
        return any(
            self.forms.lemma(t) in self.words.striking for t in takewhile(lambda t: t.pos_ != "VERB", above)
        )

    def joined(self, token: Token) -> set[int]:
        """The token and those joined to it, directly ("in A and B") or by preposition ("in A and at B")."""
        first = min((token, *token.conjuncts), key=lambda t: t.i)
        # "around the X valley and in Y"
        governed = first.head if first.dep_ in self.syntax.modifier else first
        prepositions = governed.head.conjuncts if governed.dep_ in self.syntax.preposition_object else ()
        objects = [c for p in prepositions for c in p.children if c.dep_ in self.syntax.preposition_object]
        members = {t.i: t for o in (token, *objects) for t in (o, *o.conjuncts)}
        # "A, B, as well as C": the parser takes B for an apposition.
        listed = [c for t in members.values() for c in t.children if c.dep_ in self.syntax.apposition]
        for t in listed:
            if len(members) > 1 or t.conjuncts:
                members |= {c.i: c for c in conjuncts(t)}
        return set(members)

    def abreast(self, place: Token) -> list[Token]:
        """The places told beside others who took part ("met with A in X and then with B in Y")."""
        if place.dep_ not in self.syntax.preposition_object or not self.locative(place.head):
            return []
        ties = [c for c in place.head.head.rights if c.pos_ == "ADP"]
        before = {c.lower_ for c in ties if c.i < place.head.i}
        again = [c for t in ties for c in (t, *t.conjuncts) if c.i > place.i and c.lower_ in before]
        others = [o for c in again for o in c.rights]
        locative = (c for o in others for c in o.rights if self.locative(c))
        return [t for c in locative for t in c.rights if t.dep_ in self.syntax.preposition_object]

    def is_quoted(self, index: int, head: Token, sentence: Sentence) -> bool:
        """Whether a place stands in a quotation of some length, and the event outside of it or in another."""
        if sentence.index not in self._quotations:
            self._quotations[sentence.index] = self._quoted(sentence)
        opening = self._quotations[sentence.index]
        place = opening.get(self.mentions.places[index].head)
        return place is not None and place != opening.get(head.i)

    def _quoted(self, sentence: Sentence) -> dict[int, int]:
        """The tokens of a sentence in quotations of some length, each with the mark that opens its quotation."""
        inside = self.doc[sentence.first : sentence.last]
        marks = [t.i for t in inside if t.is_quote and t.text not in APOSTROPHES]
        pairs = zip(marks[::2], marks[1::2], strict=False)
        return {i: a for a, b in pairs if b - a > QUOTED for i in range(a + 1, b)}

    def locative(self, preposition: Token, of: bool = False) -> bool:
        """Whether a preposition says where; with `of` also one that says whose."""
        lemma = self.forms.lemma(preposition)
        return lemma in self.forms.prepositions["locative"] or (
            of and lemma in self.forms.prepositions["attributive"]
        )


def _is_close(one: Place, other: Place) -> bool:
    """Whether two places on the map lie close together."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return distance_km((one.lat, one.lon), (other.lat, other.lon)) <= CLOSE_KM
