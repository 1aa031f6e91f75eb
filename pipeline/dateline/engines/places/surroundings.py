"""What the words around the span of a name say of it: its feature, its place in the clause, whether it is whole."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from dateline.engines.datelines import dateline_end, scene_label_end
from dateline.engines.places.gazetteer import Gazetteer, fold, without_article
from dateline.engines.places.proof import Proof
from dateline.engines.places.spots import Context, Spot, is_capital, is_division, is_first
from dateline.engines.places.words import PlaceWords
from dateline.engines.rows import Rows
from dateline.engines.syntax import HYPHENS, Forms, Syntax
from dateline.layers import Sentence, article_of, in_sentences

LOOK_BACK = 80  # characters before a name that its context is read from


def is_loud(doc: Doc, i: int, sentence: Sentence) -> bool:
    """Whether words in capitals may be names here: in a heading, or where a dispatch says whence it comes."""
    return sentence.heading or i < dateline_end(doc, sentence.first, sentence.last)


def is_surname(token: Token) -> bool:
    """Whether a word is the last name of somebody of whom the article speaks ("in Moscow Haftar refused")."""
    before = token.nbor(-1) if token.i else None
    persons = (m.actor for m in token.doc._.actors or () if m.actor.kind == "person")
    led = before is not None and before.i > 0 and before.nbor(-1).pos_ == "ADP"
    return led and any(token.text in actor.name.split()[1:] for actor in persons)


class Surroundings:
    """Looks around the spots of a Doc, in text order."""

    def __init__(self, lang: str, gazetteer: Gazetteer, proof: Proof) -> None:
        self.words = PlaceWords.load(lang)
        self.syntax, self.forms = Syntax.load(lang), Forms.load(lang)
        self.gazetteer, self.proof = gazetteer, proof

    def look(self, doc: Doc, spot: Spot, previous: Spot | None, dated: set[int]) -> None:
        """Fills in what the words before, in and behind a spot say of it; `dated` are tokens of dates."""
        self._widen(doc, spot)
        self._flow(doc, spot)
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
        behind = spot.first > 0 and doc[spot.first - 1].lower_ in self.words.definite
        shared = self._shared_feature(doc, spot) if behind and not own else None
        if shared is not None:
            self._name_with(doc, spot, shared)
        spot.definite = behind and (own or shared is not None)
        if spot.definite and spot.candidates and spot.last == spot.first + 1:  # a river, a ship: no town
            spot.candidates = tuple(
                c for c in spot.candidates if c.feature[0] != "P" or c.id < 0 or without_article(c.name)
            )
            spot.proven = spot.proven or (not spot.candidates and spot.context == "strong")
        lefts = (t for t in root.lefts if t.i < spot.first - 1)
        spot.described = any(t.lower_ in self.words.definite for t in lefts)
        if previous is not None and previous.sentence is spot.sentence:
            spot.joined = self._is_joined(doc, spot, previous, dated)
            spot.holds = spot.joined and is_division(previous)
            if spot.joined and spot.context in ("none", "object", "subject", "modifier"):
                spot.context, spot.near = previous.context, previous.near and spot.near
                spot.feature = spot.feature or (previous.feature if not previous.named_feature else None)

    def _is_joined(self, doc: Doc, spot: Spot, previous: Spot, dated: set[int]) -> bool:
        """Whether a name is the next of a row ("X on the 3rd and Y on the 5th", "at X in 1811, at Y in 1812")."""
        before, behind = doc[previous.first : previous.last], doc[spot.first : spot.last]
        rows = Rows(doc, dated, self.words.joints, self.syntax, self.forms)
        return rows.joined(before, behind, spot.sentence.last)[0] != []

    def _shared_feature(self, doc: Doc, spot: Spot) -> Token | None:
        """The feature noun that a name shares with those joined to it ("the Gilbert and Marshall *Islands*")."""
        last = spot.last
        if last >= spot.sentence.last or doc[last].lower_ not in self.words.joints:
            return None
        while last < spot.sentence.last and (is_capital(doc[last]) or doc[last].lower_ in self.words.joints):
            last += 1
        inside = last - 1 if last - spot.last > 2 else last  # what is capitalised is a part of the last name
        nouns = doc[inside : min(last + 1, spot.sentence.last)]
        return next((t for t in nouns if t.lower_ in self.words.features), None)

    def _name_with(self, doc: Doc, spot: Spot, noun: Token) -> None:
        """Reads a name as that with the noun which it shares, if the gazetteer has it."""
        name, feature = f"{doc[spot.first : spot.last].text} {noun.text}", self.words.features[noun.lower_]
        found = tuple(c for c in self.gazetteer.lookup(name) if c.feature[0] == feature)
        if found:
            spot.candidates, spot.state, spot.key = found, None, fold(name)
            spot.feature, spot.named_feature = feature, True

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

    def _flow(self, doc: Doc, spot: Spot) -> None:
        """Takes the name of a state for that of a river, where only one of these can be meant."""
        if spot.state is None or not self.proof.is_land(doc[spot.first : spot.last]):
            return
        name = self.words.river.format(doc[spot.first : spot.last].text)
        found = tuple(c for c in self.gazetteer.lookup(name) if c.matched == "name" and c.feature[0] == "H")
        if found:
            spot.state, spot.candidates, spot.key = None, found, fold(name)
            spot.feature, spot.named_feature = "H", True

    def _is_whole(self, doc: Doc, spot: Spot, dated: set[int]) -> bool:
        """Whether no other capitalised name touches the span; a date is none ("on 5 May Gao fell")."""
        left, right = spot.first - 1, spot.last
        inside_left = left >= spot.sentence.first and left not in dated
        inside_left = inside_left and self.foreign(doc[left], is_first(doc, left, spot.sentence))
        inside_right = right < spot.sentence.last and right not in dated and self.foreign(doc[right], False)
        inside_right = inside_right and not self._names_event(doc, right, spot.sentence)
        inside_right = inside_right and not self._is_of_person(doc, right, spot.sentence)
        organised = (right,) if inside_right else ()
        spot.organised = any(fold(doc[i].text) in self.words.stop for i in organised)
        hyphens = [i for i in (left, right) if spot.sentence.first < i < spot.sentence.last - 1]
        tied = any(
            doc[i].text in HYPHENS
            and not (doc[i].whitespace_ and doc[i - 1].whitespace_)
            and not doc[i].nbor(-1 if i == left else 1).is_lower
            for i in hyphens
        )
        if left - 1 >= spot.sentence.first and doc[left].lower_ in self.words.of:
            inside_left = inside_left or self.foreign(doc[left - 1], left - 1 == spot.sentence.first)
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
            inside_left = inside_left or self.foreign(
                doc[left], left == spot.sentence.first
            )  # "Champ de Mars"
        spot.titled = left >= spot.sentence.first and doc[left].lower_ in self.words.titles
        spot.titled = spot.titled or self._is_of_title(doc, spot)
        return not (inside_left or inside_right or spot.titled) and (not tied or spot.state is not None)

    def _names_event(self, doc: Doc, right: int, sentence: Sentence) -> bool:
        """Whether the noun behind a name is that of an event called after it ("the Paris [Peace] Accords")."""
        following = doc[right + 1].lower_ if right + 1 < sentence.last else ""
        about = doc[right].lower_ in self.words.about_names
        return (following if about else doc[right].lower_) in self.words.after_names

    def _is_of_title(self, doc: Doc, spot: Spot) -> bool:
        """Whether a title in the plural opens the list of names that it is in ("operations X, Y and Z")."""
        at = spot.first - 1
        while at > spot.sentence.first and (is_capital(doc[at]) or doc[at].lower_ in self.words.joints):
            at -= 1
        singulars = self.forms.singulars(doc[at].text.lower()) if at >= spot.sentence.first else []
        return any(word in self.words.titles for word in singulars)

    def _is_of_person(self, doc: Doc, i: int, sentence: Sentence) -> bool:
        """Whether a title right behind the name is that of the person after it ("In X General Y said")."""
        if doc[i].lower_ not in self.words.titles or i + 1 >= sentence.last:
            return False
        here = in_sentences(doc._.actors, sentence.index, sentence.index)
        starts = {m.start for m in here if m.actor.kind == "person"}
        return doc[i].idx in starts or doc[i + 1].idx in starts

    def _is_common(self, token: Token, sentence: Sentence) -> bool:
        """Whether a word is written with a capital only as the first of its sentence ("Villagers of X")."""
        return token.i == sentence.first and token.pos_ == "NOUN"

    def foreign(self, token: Token, initial: bool) -> bool:
        """Whether a neighbouring token makes the span a part of another name."""
        if not is_capital(token) or token.text in self.words.adjectives or is_surname(token):
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
            spot.christened = spot.added_feature and after.lower_ in self.words.christened
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
                spot.whole = spot.whole and not (following is not None and self.foreign(following, False))
            return
        before = self.words.listing.sub("", before)
        words = [w.strip(",") for w in before.lower().split()[-4:]][::-1]
        words = [w for w in words if w not in self.words.nominals["determiners"]]
        if words and words[0] in self.words.of:
            words = words[1:]
        if words and (kind := self.words.features.get(words[0])):
            spot.feature = kind
            raw = before.split()
            if self.words.shares & set(raw[-5:]):
                return  # "the mainly Ruritanian village of X": its people, not its state
            spot.nation = next((s for w in raw[-5:] if (s := self.words.adjectives.get(w))), None)

    def _context(self, doc: Doc, spot: Spot, before: str) -> Context:
        words = before.lower().replace("“", " ").replace('"', " ").split()
        while words and (
            words[-1] in self.words.nominals["determiners"] or words[-1] in self.words.intensifiers
        ):
            words.pop()
        last = words[-1] if words else ""
        if is_loud(doc, spot.first, spot.sentence):
            return "strong"
        if spot.first < scene_label_end(doc, spot.sentence.first, spot.sentence.last):
            return "weak"
        if attribute := self._attribute(doc[spot.first : spot.last], spot):
            return attribute
        if spot.feature and not spot.named_feature:
            return "feature"
        fought = last in self.words.of and words[-2:-1] and words[-2] in self.words.battles
        held = self.proof.is_held(doc, spot)
        if spot.near or fought or held or last in self.words.strong:
            return "strong"
        if last in self.words.of and words[-2:-1] and words[-2] in self.words.rulers:
            return "party"  # "the government of X"
        if last in self.words.weak:
            return "weak"
        suffers = doc[spot.first : spot.last].root.dep_ in self.syntax.passive_subject
        if last in self.words.party and not suffers:  # "with X occupied"
            return "party"
        return self._parsed(doc[spot.first : spot.last], spot.state is not None)

    def _attribute(self, span: Span, spot: Spot) -> Context | None:
        """Whether the name is an attribute of a noun that follows it ("the Gao attack", "Gao's streets")."""
        root = span.root
        if spot.added_feature or root.head.i < span.end:
            return None
        if span.end < spot.sentence.last and self._is_of_person(span.doc, span.end, spot.sentence):
            return None
        if (
            root.head.lower_ in self.words.owners
            and root.dep_ in self.syntax.possessor | self.syntax.modifier
        ):
            return "party"  # "X's army", "X militiamen"
        if root.dep_ in self.syntax.possessor:
            part = root.head.lower_ in self.words.units or root.head.lower_ in self.words.site_nouns
            if root.head.lower_ in self.words.possessed:
                return "target"
            return "strong" if part else "possessive"
        if root.dep_ in self.syntax.modifier:
            event = root.head.lower_
            struck = spot.state is None or event not in self.words.assaults  # "US attacks" are elsewhere
            return "weak" if struck and event in self.words.after_names else "modifier"
        return None

    def _parsed(self, span: Span, state: bool) -> Context:
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
        if not state and any(self.proof.is_besieged(child) for child in root.children):
            return "strong"  # "X, hemmed in since May"
        if root.dep_ in self.syntax.subject:
            if not state and self.proof.is_phrase(root.head, self.words.only_phrases):
                return "target"
            if not state and self.proof.is_phrase(root.head, self.words.subject_phrases):
                return "object"
            acts = root.head.pos_ == "VERB" and verb not in self.words.bearing_verbs
            return "object" if verb in self.words.subject_verbs else "agent" if acts else "subject"
        return "modifier" if root.dep_ in self.syntax.modifier else "none"
