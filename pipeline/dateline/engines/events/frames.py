"""Matches the event lexicon against a parse: which words name an event, and who fills its slots."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Token

from dateline.engines.events.classes import Classes
from dateline.engines.events.commanders import Commanders
from dateline.engines.events.frame import Frame
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lexicon import Lexicon, Sense, Trigger
from dateline.engines.events.recalling import is_recalled
from dateline.engines.events.slots import SlotReader
from dateline.engines.syntax import Forms, Syntax, governed, is_infinitive

_HEADS = frozenset({"VERB", "AUX", "NOUN", "PROPN", "ADJ"})
_BEFORE = frozenset({"subject", "poss", "modifier"})  # slots that a time may fill: "winter laid siege to X"
_WORD = "word."  # before the preposition that a phrase lacks
_DOERS = frozenset({"armed", "people", "actor", "person"})
_WHO = frozenset({"people"})  # what a commander is no longer where a sense asks for troops


class Matcher:
    """Finds frames in a Doc."""

    def __init__(self, lexicon: Lexicon, syntax: Syntax, forms: Forms) -> None:
        self.lexicon = lexicon
        self.syntax = syntax
        self.forms = forms
        self.classes = Classes(lexicon, syntax, forms)
        self.slots = SlotReader(syntax, forms, lexicon.light_verbs, lexicon.doers, lexicon.acts)
        self.commanders = Commanders(lexicon, syntax, forms)

    def layers(self, doc: Doc) -> LayersByToken:
        """The actor and place mentions of a Doc, with who of them leads troops."""
        mentions = LayersByToken(doc)
        mentions.commanders, mentions.statesmen = self.commanders.of(mentions)
        return mentions

    def match(self, doc: Doc, mentions: LayersByToken, first: int, last: int) -> list[Frame]:
        """Frames of the tokens `first:last` in text order, one a head; inner words of a trigger head none."""
        words = self._forms(doc, first, last)
        heads = (token for token in doc[first:last] if token.pos_ in _HEADS)
        frames = [f for token in heads if (f := self.frame(token, mentions, words)) is not None]
        frames = list({f.head.i: f for f in sorted(frames, key=lambda f: len(f.inner))}.values())
        frames.sort(key=lambda f: f.head.i)
        inner = {t.i for frame in frames for t in frame.inner}
        frames = [frame for frame in frames if frame.head.i not in inner and not self._only_modifies(frame)]
        nouns = {frame.head.i for frame in frames if frame.sense.pos == "NOUN"}
        return [frame for frame in frames if not self._lends_only(frame, nouns)]

    def _forms(self, doc: Doc, first: int, last: int) -> frozenset[str]:
        """The forms of all words of a stretch, which rule out most phrases at once."""
        found = {form for t in doc[first:last] for form in (self.forms.lemma(t), t.lower_)}
        return frozenset(found.union(*map(self.forms.singulars, found)))

    def frame(self, token: Token, mentions: LayersByToken, words: frozenset[str]) -> Frame | None:
        """The frame that this token heads, or None; `words` are the forms of its sentence."""
        lacking = []
        for frame, trigger in self._readings(token, mentions, words):
            if not any(self._lacks(frame, trigger, mentions)):
                return frame
            if not frame.sense.strict:
                lacking.append((frame, trigger))
        mentions.lacking[token.i] = lacking
        return None

    def near(
        self, mentions: LayersByToken, first: int, last: int, taken: Collection[int]
    ) -> Iterator[tuple[Frame, list[str]]]:
        """After `match`: of each token of `first:last` not `taken` the sense that lacks least, and what it lacks."""
        for i in range(first, last):
            readings = mentions.lacking.get(i, []) if i not in taken else []
            if readings and readings[0][0].head.pos_ == "AUX":
                continue
            found = [(f, list(self._lacks(f, t, mentions))) for f, t in readings if not self._other_verb(f)]
            if found:
                yield min(found, key=lambda r: (len(r[1]), any(map(_is_word, r[1]))))

    def _other_verb(self, frame: Frame) -> bool:
        """Whether a particle makes another verb of the head ("set up")."""
        return any(c.dep_ in self.syntax.particle and c not in frame.inner for c in frame.head.children)

    def _readings(
        self, token: Token, mentions: LayersByToken, words: frozenset[str]
    ) -> Iterator[tuple[Frame, Trigger]]:
        """The senses whose words stand at a token, in the order of the lexicon, as frames; and their triggers."""
        if token.i in mentions.timexes:
            return
        cache: dict[tuple[int, ...], dict[str, list[Token]]] = {}
        for pos, key in self._keys(token):
            for trigger, sense in self.lexicon.index.get((pos, key), ()):
                if not words.issuperset(trigger.words):
                    continue
                found = self._words(token, trigger, pos)
                if found is None or self._in_name(found, mentions) or self._dates(found[-1], mentions):
                    continue
                head, inner = _head(found)
                if pos == "VERB" and self._is_turned(token, found):
                    continue
                if pos == "VERB":
                    head, inner = token, tuple(found[1:])
                where = (head.i, *(t.i for t in inner))
                if where not in cache:
                    cache[where] = self._slots(head, pos, inner, mentions)
                said = self._said(inner) if pos == "VERB" else None
                recalled = is_recalled(head, self.syntax, self.forms)
                yield Frame(sense, head, inner, cache[where], said, recalled), trigger

    def _is_turned(self, verb: Token, found: list[Token]) -> bool:
        """Whether a particle outside of the phrase makes another verb of it ("carried it out" is not to carry)."""
        turning = self.forms.words.get("turning", ())
        return any(
            c.dep_ in self.syntax.particle
            and c.lower_ in turning
            and c not in found
            and all(t.pos_ == "PRON" for t in verb.doc[verb.i + 1 : c.i])
            for c in verb.rights
        )

    def _slots(
        self, head: Token, pos: str, inner: tuple[Token, ...], mentions: LayersByToken
    ) -> dict[str, list[Token]]:
        """The slots around a trigger; a time behind it fills none ("left the next day", "was taken for two years")."""
        slots = self.slots.fill(head, pos, inner) | self._around(head)
        behind = slots.keys() - _BEFORE
        for slot in behind:
            slots[slot] = [t for t in slots[slot] if t.i not in mentions.timexes]
        return {slot: found for slot, found in slots.items() if found}

    def _said(self, inner: tuple[Token, ...]) -> Token | None:
        """The noun or adjective of a verb phrase that is said of the verb's object."""
        if not inner or inner[-1].pos_ not in ("NOUN", "ADJ"):
            return None
        last, s = inner[-1], self.syntax
        if self.forms.lemma(last.head) in self.forms.words["giving_office"] - self.lexicon.light_verbs:
            return None  # "*elected* X president"
        second = last.dep_ in s.object and any(
            c.dep_ in s.object and c.i < last.i for c in last.head.children
        )
        return last if second or last.dep_ in (s.predicate | s.open_complement) else None

    def _keys(self, token: Token) -> list[tuple[str, str]]:
        """What to look a token up by; a participle before a noun is an adjective, a name can be one."""
        lemma = self.forms.lemma(token)
        if token.pos_ == "VERB":
            if token.dep_ in self.syntax.modifier:
                return [("ADJ", token.lower_), ("ADJ", lemma)]
            if self.slots.is_noun(token):
                return [("NOUN", lemma), ("NOUN", token.lower_)]
            does = any(c.dep_ in self.syntax.object for c in token.rights)  # "the king *besieged* the town"
            return [("VERB", lemma)] if does else [("VERB", lemma), ("ADJ", token.lower_)]
        if token.pos_ == "AUX":
            return [("VERB", lemma)]
        if token.pos_ == "NOUN":
            return [("NOUN", lemma), ("NOUN", token.lower_)]
        if token.pos_ == "PROPN":
            later = (
                self._named(token) is None
                and token.dep_ in self.syntax.modifier
                and token.head.pos_ == "PROPN"
            )
            return [] if later else [("NOUN", form) for form in (token.lower_, *self.forms.singulars(lemma))]
        if token.pos_ == "ADJ":
            return [("ADJ", token.lower_), ("ADJ", lemma)]
        return []

    def _words(self, token: Token, trigger: Trigger, pos: str) -> list[Token] | None:
        """The tokens of the trigger phrase, or None; `token` is the first of a verb, last of a noun."""
        if pos == "NOUN":
            found = self._sequence(token, trigger.words)
            name = self._named(token)
            return found if found is None or name is None else [*found, name]
        found = [token]
        for word in trigger.words[1:]:
            options = (c for t in found for c in self._within(t, pos) if c not in found)
            options = (c for c in options if found[-1].pos_ == "CCONJ" or not self._goes_on(c))
            fitting = (c for c in options if self._is(c, word) and self._may_belong(c))
            if len(found) == len(trigger.words) - 1:
                fitting = (c for c in fitting if not self._governs(c, found[-1]))
            match = next(fitting, None)
            if match is None:
                return None
            found.append(match)
        return found

    def _goes_on(self, verb: Token) -> bool:
        """Whether a verb joined to the one before it has more of its own ("joined the rebels and *fought* in X")."""
        joined = verb.pos_ == "VERB" and verb.dep_ in self.syntax.conjunct and verb.head.pos_ == "VERB"
        return joined and any(c.dep_ in self.syntax.object | self.syntax.preposition for c in verb.rights)

    def _governs(self, last: Token, before: Token) -> bool:
        """Whether the last word of a phrase is a preposition of its own ("took Homs on Friday", not "took on")."""
        if last.dep_ not in self.syntax.preposition or last.i == before.i + 1:
            return False
        return any(c.dep_ in self.syntax.preposition_object for c in last.children)

    def _around(self, head: Token) -> dict[str, list[Token]]:
        """The slots `clause`, `governor` and `verb`, which hold words that fill no role, and what those verbs govern.

        `clause`: the verbs of the clauses that a word governs ("gave up trying"); `governor`: the verb that governs it
        by a preposition ("asked for help"); `verb`: that of which a noun is the subject ("the campaign *cost*
        lives", "was *fought*"). `aim`: the objects of the former ("threatened to kill *X*"); `asker`, `asked_of`: who
        asks whom for what a noun names ("*X* asked *Y* for help", "*X* appealed to *Y* for help").
        """
        s = self.syntax
        said = head.dep_ in s.subject | s.passive_subject
        subject = head.pos_ == "NOUN" and said and head.head.pos_ == "VERB"
        found = {
            "clause": [c for c in head.children if self._is_governed(c, head)],
            "governor": [
                t for t in (head.head.head,) if head.dep_ in s.preposition_object and t.pos_ == "VERB"
            ],
            "verb": [head.head] if subject else [],
        }
        for verb in found["governor"]:
            behind = governed(verb, self.forms.prepositions["yielded"], s, self.forms)
            found["asker"] = self.slots.subjects(verb)
            found["asked_of"] = self.slots.objects(verb) or behind
        aims = (c for c in found["clause"] if is_infinitive(c, self.forms))
        found["aim"] = [t for verb in aims for t in self.slots.objects(verb)]
        return {slot: tokens for slot, tokens in found.items() if tokens}

    def _is_governed(self, clause: Token, head: Token) -> bool:
        """Whether a clause hangs on a verb in more than the parse ("Tula fell; then the armies met")."""
        if clause.dep_ not in self.syntax.open_complement | self.syntax.complement:
            return False
        between = head.doc[min(clause.i, head.i) : max(clause.i, head.i)]
        return clause.i > head.i or not any(t.text in self.forms.words["breaks"] for t in between)

    def _in_name(self, found: list[Token], mentions: LayersByToken) -> bool:
        """Whether a phrase lies in a name; "Operation Lead" read as a person's name is the operation's."""
        if self._named(found[0]) is not None and mentions.is_person(found[0]):
            return False
        return any(map(mentions.is_name, found))

    def _dates(self, last: Token, mentions: LayersByToken) -> bool:
        """Whether the last word of a phrase only tells when ("taken on Monday", not "took on").

        "Sworn in two days later" is no such case: no preposition governs what says by itself how much later.
        """
        behind = {c.i for c in last.children} | {last.i + 1}
        if last.dep_ not in self.syntax.preposition or not behind & mentions.timexes:
            return False
        end = last.i + 1
        while end + 1 in mentions.timexes:
            end += 1
        return self.forms.lemma(last.doc[end]) not in self.forms.words.get("apart", ())

    def _within(self, token: Token, pos: str) -> list[Token]:
        """Where the next word of a phrase may hang: on its verb, on the object, or right behind it.

        The last two are where a parser goes wrong: "put most of them to the sword", "shot dead the mayor".
        """
        out = list(token.children)
        if pos != "VERB" or token.pos_ not in ("VERB", "AUX"):
            return out
        objects = [c for c in out if c.dep_ in self.syntax.object]
        for noun in objects:
            out += [t for t in noun.subtree if t.dep_ in self.syntax.preposition]
            out += [c for c in noun.rights if c.pos_ in ("ADJ", "NOUN")]  # "took a thousand people captive"
        if token.i + 1 < len(token.doc) and token.doc[token.i + 1].dep_ in self.syntax.modifier:
            out.append(token.doc[token.i + 1])
        return out

    def _named(self, token: Token) -> Token | None:
        """The head of a proper name that opens with this event noun ("Operation Torch")."""
        head: Token = token.head
        if token.dep_ not in self.syntax.modifier or head.pos_ != "PROPN" or not token.text[0].isupper():
            return None
        body = token.i == head.i - 1 and self.forms.lemma(head) in self.lexicon.classes.get("group", ())
        if body:
            return None  # "Liberation Army": who did it, and no act
        opens = token.lower_ in self.forms.words["codenamed"]  # "the Iranian Operation Karbala"
        if not opens and token.i > min(c.i for c in head.children if c.dep_ in self.syntax.modifier):
            return None
        while head.dep_ in self.syntax.modifier and head.head.pos_ == "PROPN":
            head = head.head  # "Operation Lam Son"
        return head

    def _may_belong(self, token: Token) -> bool:
        s = self.syntax
        if token.dep_ in s.particle and self._counts(token):
            return False
        if token.dep_ in s.adverbial_clause:  # "went missing near Gao"
            return token.head.i == token.i - 1 and not any(c.dep_ in s.object for c in token.children)
        if token.dep_ in s.complement and token.pos_ == "VERB":
            return False  # "denied ... claims that", read as one clause in another
        return token.dep_ not in (s.subject | s.adverbial_noun)

    def _counts(self, particle: Token) -> bool:
        """Whether a particle belongs to the number behind it ("took over 1,500 hostages")."""
        after = particle.doc[particle.i + 1 : particle.i + 2]
        if self.forms.lemma(particle.head) in self.forms.words.get("handing", ()):
            return False
        return particle.lower_ in self.forms.prepositions["counting"] and any(t.pos_ == "NUM" for t in after)

    def _is(self, token: Token, word: str) -> bool:
        if self.forms.lemma(token) == word or token.lower_ == word:
            return True
        return token.pos_ == "PROPN" and word in self.forms.singulars(token.lower_)

    def _sequence(self, last: Token, words: tuple[str, ...]) -> list[Token] | None:
        """Words that stand directly before `last`, hyphens aside."""
        found, at = [last], last.i - 1
        for word in reversed(words[:-1]):
            while at >= 0 and last.doc[at].text in "-–":
                at -= 1
            if at < 0 or not self._is(last.doc[at], word):
                return None
            found.append(last.doc[at])
            at -= 1
        return found[::-1]

    def _lacks(self, frame: Frame, trigger: Trigger, mentions: LayersByToken) -> Iterator[str]:
        """What a sense asks of its slots and does not find: the slot and the classes that it asks for, or bars."""
        sense, slots = frame.sense, frame.slots
        if trigger.needs is not None and trigger.needs not in slots:
            yield f"{_WORD}{trigger.needs}"
        for slot, names in sense.needs.items():
            fillers, asked = slots.get(slot, []), "/".join(sorted(names))
            if not fillers:
                if "absent" not in names:
                    yield f"{slot}.missing.{asked}"
            elif not any(self.classes.fits(t, name, mentions, open_=True) for t in fillers for name in names):
                yield f"{slot}.other.{asked}"
        for slot, names in sense.unless.items():
            fillers = slots.get(slot, [])
            if not fillers and "absent" in names:
                yield f"{slot}.barred.absent"
            if self._barred(sense, slot, fillers, mentions):
                led = "armed" in sense.needs.get(slot, ()) and set(names) & _WHO
                if not (led and all(self.classes.commands(t, mentions) for t in fillers)):
                    yield f"{slot}.barred.{'/'.join(sorted(names))}"

    def _barred(self, sense: Sense, slot: str, fillers: list[Token], mentions: LayersByToken) -> bool:
        """Whether a filler is of a class that a sense bars; people beside the thing it asks for bar nothing.

        "Took 90 men and Homs".
        """
        asked, barred = sense.needs.get(slot, ()), sense.unless[slot]
        things = fillers
        if len(fillers) > 1 and _DOERS.isdisjoint(asked):
            things = [t for t in fillers if any(self.classes.fits(t, name, mentions) for name in asked)]
            joined = any(t.left_edge.i and t.left_edge.nbor(-1).pos_ == "CCONJ" for t in things)
            things = things if joined or fillers[0] in things else fillers
        return any(
            self.classes.fits(t, name, mentions)
            for name in barred
            for t in (things if name in _DOERS else fillers)
        )

    def _only_modifies(self, frame: Frame) -> bool:
        """An event noun that tells what kind another noun is ("attack helicopter") is no happening."""
        token, above = frame.head, frame.head.head
        if frame.sense.pos != "NOUN" or token.dep_ not in self.syntax.modifier or token.i > above.i:
            return False
        return above.pos_ in ("NOUN", "PROPN") and above.i not in {t.i for t in frame.inner}

    def _lends_only(self, frame: Frame, nouns: set[int]) -> bool:
        """A light verb that governs an event noun is no event of its own."""
        if frame.sense.pos != "VERB" or frame.inner:
            return False
        lemma = self.forms.lemma(frame.head)
        if lemma not in self.lexicon.light_verbs or not self.slots.is_light(frame.head):
            return False
        return any(t.i in nouns for t in frame.slots.get("object", []))


def _head(tokens: list[Token]) -> tuple[Token, tuple[Token, ...]]:
    """The token of a phrase that the others hang on, and the others."""
    inside = {t.i for t in tokens}
    head = next((t for t in reversed(tokens) if t.head.i not in inside or t.head.i == t.i), tokens[-1])
    return head, tuple(t for t in tokens if t.i != head.i)


def _is_word(lack: str) -> bool:
    """Whether it is a word of its own phrase that a sense lacks."""
    return lack.startswith(_WORD)
