"""Finds the spans of a Doc that may name a place, with what their context says about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Span, Token

from dateline.engines.datelines import dateline_end, is_acronym
from dateline.engines.places.gazetteer import Gazetteer, fold
from dateline.engines.places.proof import Proof
from dateline.engines.places.spots import (
    HYPHENS,
    PARTS,
    Context,
    Spot,
    is_capital,
    is_city,
    is_division,
    is_first,
    is_tied,
)
from dateline.engines.places.words import PlaceWords
from dateline.engines.syntax import Forms, Syntax
from dateline.layers import Sentence, article_of

MARKS = ("'", "’", ".")
LONGEST = 6  # tokens of a name
NAMED = 2  # what the name of a country says of where the article is set, against 1 for an adjective
LOOK_BACK = 80  # characters before a name that its context is read from


class Spotter:
    """Finds spots by the longest match of capitalised sequences in the gazetteer."""

    def __init__(self, lang: str, gazetteer: Gazetteer) -> None:
        self.words = PlaceWords.load(lang)
        self.syntax, self.forms = Syntax.load(lang), Forms.load(lang)
        self.gazetteer = gazetteer
        self.proof = Proof(lang)

    def spots(self, doc: Doc, sentences: list[Sentence], taken: set[int]) -> list[Spot]:
        """All spots in text order; tokens in `taken` belong to other names."""
        out: list[Spot] = []
        dated = {t.i for x in doc._.timexes or () for t in doc.char_span(x.start, x.end) or ()}
        found = [list(self._in_sentence(doc, sentence, taken)) for sentence in sentences]
        shown = {spot.key for spots in found for spot in spots if spot.proven and not spot.candidates}
        openers = {key_word for key in shown for key_word in (key,)}
        for at, sentence in enumerate(sentences):
            if openers:
                found[at] = list(self._in_sentence(doc, sentence, taken, shown))
            for spot in found[at]:
                self._look_around(doc, spot, out[-1] if out else None, dated)
                out.append(spot)
        return out

    def nations(self, doc: Doc, spots: list[Spot]) -> Counter[str]:
        """How much the article speaks of each present country: by name, by that of its parts, by adjective.

        An adjective tells who somebody is, a name also where something is: it counts twice.
        """
        counts: Counter[str] = Counter()
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
        root = doc[spot.first : spot.last].root
        done_to = root.dep_ in self.syntax.object | self.syntax.passive_subject
        return done_to and self.forms.lemma(root.head) in self.words.person_verbs

    # -- spans

    def _in_sentence(
        self, doc: Doc, sentence: Sentence, taken: set[int], shown: Collection[str] = ()
    ) -> Iterator[Spot]:
        i, previous = sentence.first, None
        while i < sentence.last:
            if i in taken or not self._may_start(doc[i], sentence):
                i += 1
                continue
            spot = self._longest(doc, i, sentence, taken, previous, shown)
            if spot is None:
                i += 1
                continue
            yield spot
            i, previous = spot.last, spot

    def _may_start(self, token: Token, sentence: Sentence) -> bool:
        if is_tied(token) and not self._is_nation(token):
            return False  # the tail of a name with hyphens
        if self.proof.is_parallel(token.doc, token.i, sentence):
            return True
        if is_capital(token):
            return not (is_first(token.doc, token.i, sentence) and token.pos_ not in ("PROPN", "NOUN", "ADJ"))
        return (
            token.lower_ in self.words.leading
            and token.i + 1 < sentence.last
            and token.nbor().text in HYPHENS
        )

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
            if not is_capital(doc[last - 1]):
                continue
            text = doc[first:last].text
            key = fold(text)
            state = self.words.states.get(key)
            if last < run and (is_tied(doc[last]) or doc[last].lower_ in self.words.ties) and not state:
                continue  # a part of a name with hyphens is another name
            if last == first + 1 and self._is_no_name(text, key) and not state:
                continue
            if (
                last == first + 1
                and is_acronym(text)
                and not state
                and not self._is_loud(doc, first, sentence)
            ):
                continue
            candidates = self.gazetteer.lookup(text)
            if candidates or state:
                found = Spot(first, last, sentence, candidates, state, key=key)
                owns = last < run and self._owns_feature(doc, last, sentence)
                longer = last < run and not state and (owns or self._foreign(doc[last], False))
                return (longer and self._unknown(doc, first, run, sentence, previous, shown)) or found
        if self._is_direction(doc, first, run):
            return None  # "Northern Mali": the name follows
        return self._unknown(doc, first, run, sentence, previous, shown)

    def _is_direction(self, doc: Doc, first: int, run: int) -> bool:
        """Whether a capitalised direction stands before a name that is known without it."""
        rest = doc[first + 1 : run].text
        known = bool(rest) and (fold(rest) in self.words.states or bool(self.gazetteer.lookup(rest)))
        return known and doc[first].lower_ in self.words.direction_words

    def _is_loud(self, doc: Doc, i: int, sentence: Sentence) -> bool:
        """Whether words in capitals may be names here: in a heading, or where a dispatch says whence it comes."""
        return sentence.heading or i < dateline_end(doc, sentence.first, sentence.last)

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
            elif token.lower_ not in self.words.particles and token.text not in (*HYPHENS, *MARKS):
                break
        return end

    def _owns_feature(self, doc: Doc, i: int, sentence: Sentence) -> bool:
        """Whether the token is a genitive mark before a feature noun that is part of a name."""
        following = doc[i + 1] if i + 1 < sentence.last else None
        named = following is not None and is_capital(following) and following.lower_ in self.words.owned
        return named and doc[i].lower_ in self.words.genitive

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
            or doc[last].text in HYPHENS
            or doc[last].lower_ in self.words.leading
            or is_tied(doc[last])
            or self._owns_feature(doc, last, sentence)
        ):
            last += 1
        token = doc[first]
        if last == first or not self.proof.is_noun(doc[first:last], sentence) or is_acronym(token.text):
            return None
        plain = token.text.rstrip("s")
        ordinary = {
            fold(token.text),
            fold(plain),
        } & self.words.stop and token.lower_ not in self.words.direction_words
        bare = last == first + 1 and token.lower_ in self.words.site_nouns
        if ordinary or bare or token.text in self.words.adjectives:
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

    # -- context

    def _look_around(self, doc: Doc, spot: Spot, previous: Spot | None, dated: set[int]) -> None:
        self._widen(doc, spot)
        before = article_of(doc).text[spot.sentence.start : doc[spot.first].idx][-LOOK_BACK:]
        if found := self.words.direction.search(before):
            spot.direction = doc[spot.first].idx - len(before) + found.start()
            before = before[: found.start()]
        spot.near = bool(self.words.near.search(before))
        spot.whole = self._is_whole(doc, spot, dated)
        self._read_feature(doc, spot, before)
        spot.context = self._context(doc, spot, before)
        root = doc[spot.first : spot.last].root
        own = root.dep_ not in self.syntax.modifier and not spot.added_feature
        spot.definite = own and doc[spot.first - 1].lower_ in self.words.definite if spot.first else False
        lefts = (t for t in root.lefts if t.i < spot.first - 1)
        spot.described = any(t.lower_ in self.words.definite for t in lefts)
        if previous is not None and previous.sentence is spot.sentence:
            between = [doc[i].lower_ for i in range(previous.last, spot.first)]
            spot.joined = 0 < len(between) <= 2 and all(word in self.words.joints for word in between)
            spot.holds = spot.joined and is_division(previous)
            if spot.joined and spot.context in ("none", "object", "subject", "modifier"):
                spot.context, spot.near = previous.context, previous.near and spot.near
                spot.feature = spot.feature or (previous.feature if not previous.named_feature else None)

    def _widen(self, doc: Doc, spot: Spot) -> None:
        """Takes in the noun of a water that is named after a land ("the strait of X")."""
        first = spot.first - 2
        if first < spot.sentence.first or doc[first + 1].lower_ not in self.words.of:
            return
        if doc[first].lower_ in self.words.water_nouns and doc[first].is_lower:
            spot.first, spot.state, spot.feature, spot.named_feature = first, None, "H", True
            found = self.gazetteer.lookup(doc[first : spot.last].text)
            spot.added_feature, spot.candidates = not found, found or spot.candidates
            spot.key, spot.proven = fold(doc[first : spot.last].text), True

    def _is_whole(self, doc: Doc, spot: Spot, dated: set[int]) -> bool:
        """Whether no other capitalised name touches the span; a date is none ("on 5 May Gao fell")."""
        left, right = spot.first - 1, spot.last
        inside_left = left >= spot.sentence.first and left not in dated
        inside_left = inside_left and self._foreign(doc[left], is_first(doc, left, spot.sentence))
        inside_right = right < spot.sentence.last and right not in dated and self._foreign(doc[right], False)
        inside_right = inside_right and doc[right].lower_ not in self.words.after_names
        organised = (right,) if inside_right else ()
        spot.organised = any(fold(doc[i].text) in self.words.stop for i in organised)
        hyphens = [i for i in (left, right) if spot.sentence.first < i < spot.sentence.last - 1]
        tied = any(
            doc[i].text in ("-", "‑")
            and not (doc[i].whitespace_ and doc[i - 1].whitespace_)
            and not doc[i].nbor(-1 if i == left else 1).is_lower
            for i in hyphens
        )
        if left - 1 >= spot.sentence.first and doc[left].lower_ in self.words.of:
            inside_left = inside_left or self._foreign(doc[left - 1], left - 1 == spot.sentence.first)
            inside_left = inside_left and doc[left - 1].lower_ not in self.words.happenings
            inside_left = inside_left and not self._is_common(doc[left - 1], spot.sentence)
        tied_left = left
        while (
            left > spot.sentence.first
            and doc[left].lower_ in self.words.particles - self.words.of
            and doc[left].is_lower
        ):
            left -= 1
        if left < tied_left and all(t.lower_ in self.words.ties for t in doc[left + 1 : tied_left + 1]):
            inside_left = inside_left or self._foreign(
                doc[left], left == spot.sentence.first
            )  # "Champ de Mars"
        spot.titled = left >= spot.sentence.first and doc[left].lower_ in self.words.titles
        return not (inside_left or inside_right or spot.titled) and (not tied or spot.state is not None)

    def _is_common(self, token: Token, sentence: Sentence) -> bool:
        """Whether a word is written with a capital only as the first of its sentence ("Villagers of X")."""
        return token.i == sentence.first and token.pos_ == "NOUN"

    def _foreign(self, token: Token, initial: bool) -> bool:
        """Whether a neighbouring token makes the span a part of another name."""
        if not is_capital(token) or token.text in self.words.adjectives:
            return False
        word = token.lower_
        if word in self.words.features or word in self.words.direction_words or word in self.words.strong:
            return False
        if fold(token.text) in self.words.states or token.like_num:
            return False
        return not (initial and token.pos_ not in ("PROPN", "NOUN"))

    def _read_feature(self, doc: Doc, spot: Spot, before: str) -> None:
        """Feature nouns inside, after or before the span."""
        inside = [self.words.features.get(doc[i].lower_) for i in (spot.first, spot.last - 1)]
        if spot.last - spot.first > 1 and any(inside):
            spot.feature, spot.named_feature = next(f for f in inside if f), True
            return
        after = doc[spot.last] if spot.last < spot.sentence.last else None
        if after is not None and after.lower_ in self.words.features:
            spot.feature, spot.named_feature = self.words.features[after.lower_], True
            entries = self.gazetteer.lookup(doc[spot.first : spot.last + 1].text)
            of_class = tuple(c for c in entries if c.feature[0] == spot.feature)
            spot.added_feature = not of_class
            if of_class:
                own = tuple(c for c in of_class if c.id < 0)
                spot.candidates, spot.state = own or of_class, None
                spot.key = fold(doc[spot.first : spot.last + 1].text)
            if (
                is_capital(after)
                or of_class
                or (spot.proven and after.lower_ in self.words.nominals["again"])
            ):
                spot.last += 1
                following = doc[spot.last] if spot.last < spot.sentence.last else None
                spot.whole = spot.whole and not (following is not None and self._foreign(following, False))
            return
        before = self.words.listing.sub("", before)
        words = [w.strip(",") for w in before.lower().split()[-4:]][::-1]
        words = [w for w in words if w not in self.words.nominals["determiners"]]
        if words and words[0] in self.words.of:
            words = words[1:]
        if words and (kind := self.words.features.get(words[0])):
            spot.feature = kind
            raw = before.split()
            spot.nation = next((s for w in raw[-5:] if (s := self.words.adjectives.get(w))), None)

    def _context(self, doc: Doc, spot: Spot, before: str) -> Context:
        words = before.lower().replace("“", " ").replace('"', " ").split()
        while words and (
            words[-1] in self.words.nominals["determiners"] or words[-1] in self.words.intensifiers
        ):
            words.pop()
        last = words[-1] if words else ""
        if self._is_loud(doc, spot.first, spot.sentence):
            return "strong"
        if attribute := self._attribute(doc[spot.first : spot.last], spot):
            return attribute
        if spot.feature and not spot.named_feature:
            return "feature"
        fought = last in self.words.of and words[-2:-1] and words[-2] in self.words.battles
        held = spot.state is not None and self.proof.is_held(doc, spot)
        if spot.near or fought or held or last in self.words.strong:
            return "strong"
        if last in self.words.of and words[-2:-1] and words[-2] in self.words.rulers:
            return "party"  # "the government of X"
        if last in self.words.weak:
            return "weak"
        if last in self.words.party:
            return "party"
        return self._parsed(doc[spot.first : spot.last])

    def _attribute(self, span: Span, spot: Spot) -> Context | None:
        """Whether the name is an attribute of a noun that follows it ("the Gao attack", "Gao's streets")."""
        root = span.root
        if spot.added_feature or root.head.i < span.end:
            return None
        if (
            root.head.lower_ in self.words.owners
            and root.dep_ in self.syntax.possessor | self.syntax.modifier
        ):
            return "party"  # "X's army", "X militiamen"
        if root.dep_ in self.syntax.possessor:
            part = root.head.lower_ in self.words.units or root.head.lower_ in self.words.site_nouns
            return "strong" if part else "possessive"
        if root.dep_ in self.syntax.modifier:
            return "weak" if root.head.lower_ in self.words.after_names else "modifier"
        return None

    def _parsed(self, span: Span) -> Context:
        """The context by the parse; a conjunct has that of the first member."""
        root, gapped = span.root, False
        while root.dep_ in self.syntax.conjunct and root.head.i < root.i and not gapped:
            gapped = root.head.pos_ == "VERB"  # "took X on the 3rd and Y on the 5th"
            root = root if gapped else root.head
        if root.dep_ in self.syntax.preposition_object:
            word = root.head.lower_
            return "strong" if word in self.words.strong else "weak" if word in self.words.weak else "none"
        if root.dep_ in self.syntax.possessor:
            return "possessive"
        verb = self.forms.lemma(root.head)
        behind = gapped or (root.dep_ in self.syntax.subject and root.i > root.head.i)  # misread: an object
        behind = behind and root.head.pos_ == "VERB"
        if behind or root.dep_ in self.syntax.object or root.dep_ in self.syntax.passive_subject:
            if verb in self.words.somebody_verbs:
                return "party"  # "defeated X"
            return "target" if verb in self.words.object_verbs | self.words.target_verbs else "object"
        if root.dep_ in self.syntax.subject:
            acts = root.head.pos_ == "VERB" and verb not in self.words.bearing_verbs
            return "object" if verb in self.words.subject_verbs else "agent" if acts else "subject"
        return "modifier" if root.dep_ in self.syntax.modifier else "none"
