"""Figures that stand in one list and share words: the victims, the word of loss, the side."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

from spacy.tokens import Token

from dateline.engines.losses.counting import Counted
from dateline.engines.losses.ellipsis import Ellipsis
from dateline.engines.losses.figure import Figure, figure_of
from dateline.engines.losses.victims import Victims
from dateline.engines.mentions import Mentions
from dateline.engines.syntax import NOUNS
from dateline.layers import Actor

_ASIDE = 7  # tokens from "of whom" to its number, at most ("of whom, historians believe, 200 were shot")
_SHORT = 4  # tokens from a number to the word of loss it counts ("255 Swedish dead"), fewer than


@dataclass(slots=True)
class Lists:
    """Completes the figures of a sentence; `sets` are the word sets of one language's casualties.toml."""

    victims: Victims
    ellipsis: Ellipsis
    sets: dict[str, frozenset[str]]

    def complete(
        self, figures: list[Figure], counted: list[Counted], used: set[int], mentions: Mentions
    ) -> list[Figure]:
        """The figures with what they share, and those that are told by what others have said."""
        out = self.gapped(sorted(figures, key=lambda f: f.first), counted)
        out = self.opposed(out)
        out = [whole for f in out if (whole := self.taken_out(f, counted, mentions)) is not None]
        out += self.paired(out, counted, used, mentions)
        out = self._by_place(out, counted, used)
        out += self.elided(sorted(out, key=lambda f: f.first), counted, used, mentions)
        out = self._held(sorted(out, key=lambda f: f.first))
        return self.together(out) + self.parts(out, counted, used, mentions)

    def _by_place(self, figures: list[Figure], counted: list[Counted], used: set[int]) -> list[Figure]:
        """A total that is told again place by place is its parts: "twelve died, seven in Homs and five in Hama"."""
        out: list[Figure] = []
        for figure in figures:
            behind = [c for c in counted if c.first > figure.last and c.first > figure.word.i]
            parts = list(itertools.takewhile(self.ellipsis.is_placed, behind))
            sums = list(itertools.accumulate(c.quantity.best or 0 for c in parts))
            told = sums.index(figure.best) + 1 if figure.best and figure.best in sums[1:] else 0
            used.update(c.first for c in parts[:told])
            each = [figure_of(figure.word, figure.kind, c, c.last, figure.victims) for c in parts[:told]]
            out += each or [figure]
        return out

    def _held(self, figures: list[Figure]) -> list[Figure]:
        """Prisoners told behind the dead of one side are its own: "lost 7,500, the Danes 900, besides 60 prisoners"."""
        out: list[Figure] = []
        for figure in figures:
            added = bool(out) and self._adds_captives(out[-1], figure)
            out.append(replace(figure, victims=out[-1].victims) if added else figure)
        return out

    def _adds_captives(self, before: Figure, figure: Figure) -> bool:
        """Whether a figure counts prisoners, and only adds them to the one before."""
        doc = figure.word.doc
        if figure.last != figure.word.i or not self._is_captive(doc[figure.last]):
            return False
        between = doc[before.last + 1 : figure.first]
        return not any(t.pos_ in ("VERB", "AUX") or t.text in self.sets["parting"] for t in between)

    def together(self, figures: list[Figure]) -> list[Figure]:
        """Persons of no side who are named one by one are one figure: "a woman and her two children" are three."""
        out: list[Figure] = []
        for figure in sorted(figures, key=lambda f: f.first):
            before = out[-1] if out else None
            if before is None or not self._adds_up(before, figure):
                out.append(figure)
                continue
            low, best, high = (
                None if a is None or b is None else a + b
                for a, b in zip(_bounds(before), _bounds(figure), strict=True)
            )
            words = figure.word.doc[before.first : figure.last + 1].text
            slug = "-".join(words.lower().split())
            victims = Actor(f"generic:{slug}", words, "civilians")
            whole = replace(before, low=low, best=best, high=high, last=figure.last, victims=victims)
            out[-1] = replace(whole, after=before.first, summed=True)
        return out

    def _adds_up(self, left: Figure, right: Figure) -> bool:
        """Whether two figures of one list count persons of no side, at least one of them without a number."""
        alike = self._are_alike(left, right)
        one = any(f.best == 1 or f.summed for f in (left, right))
        same = left.word.i == right.word.i and left.kind == right.kind and left.last < right.first
        if not one or not same or left.best is None or right.best is None:
            return False
        between = left.word.doc[left.last + 1 : right.first]
        joined = any(t.pos_ in ("CCONJ", "PUNCT") for t in between) and all(
            t.lower_ in self.sets["joins"] | self.sets["which"] or t.like_num or t.pos_ in ("DET", "PRON")
            for t in between
        )
        return joined and (alike or all(self._is_bystander(f) for f in (left, right)))

    def _are_alike(self, left: Figure, right: Figure) -> bool:
        """Whether two figures count those of one body by their rank: "an officer and 30 men"."""
        if left.victims is not None and not left.victims.id.startswith("generic:"):
            return False
        if right.victims is not None and not right.victims.id.startswith("generic:"):
            return False
        nouns = {self.ellipsis.words.forms.lemma(f.word.doc[f.last]) for f in (left, right)}
        return nouns <= self.sets["ranks"]

    def _is_bystander(self, figure: Figure) -> bool:
        """Whether a figure counts persons who fight on no side, and are no crowd."""
        noun = figure.word.doc[figure.last]
        generic = figure.victims is None or figure.victims.id.startswith("generic:")
        plain = generic and (figure.victims is None or figure.victims.kind in ("civilians", "unknown"))
        lemma = self.ellipsis.words.forms.lemma(noun)
        return (
            plain and lemma in self.sets["persons"] and lemma not in self.sets["armed"] | self.sets["civil"]
        )

    def opposed(self, figures: list[Figure]) -> list[Figure]:
        """Figures behind "against" are the other side's: "lost 15 killed, against 28 killed of the guards"."""
        out = list(figures)
        for i, figure in enumerate(figures):
            if not i or figure.word.doc[figure.first - 1].lower_ not in self.sets["versus"]:
                continue
            last = i
            while last + 1 < len(figures) and self._listed(figures[last], figures[last + 1]):
                last += 1
            before, theirs = figures[i - 1].victims, figures[last].victims
            theirs = None if before == theirs else theirs
            out[i : last + 1] = [replace(f, victims=theirs) for f in figures[i : last + 1]]
        return out

    def _listed(self, left: Figure, right: Figure) -> bool:
        """Whether nothing but joining words and the word of loss stand between two figures."""
        between = left.word.doc[left.last + 1 : right.first]
        return all(t.lower_ in self.sets["joins"] or t.i in (left.word.i, right.word.i) for t in between)

    def taken_out(self, figure: Figure, counted: list[Counted], mentions: Mentions) -> Figure | None:
        """A figure with the victims it is taken out of: "Of 25,000 townsmen, 20,000 died".

        None for a part of the dead themselves: "of the 21,000 dead, 16,000 died of fever".
        """
        doc = figure.word.doc
        if figure.victims is None and figure.bare and (whole := self._whole(figure)) is not None:
            figure = replace(figure, victims=self.victims.of(whole, mentions))
        for c in counted:
            fronted = c.first > 0 and doc[c.first - 1].lower_ in self.sets["which"]
            fronted = fronted or (c.first > 1 and doc[c.first - 2].lower_ in self.sets["which"])
            start = next(
                (t for t in doc[max(0, c.first - 2) : c.first] if t.lower_ in self.sets["which"]), None
            )
            if not fronted or start is None or c.bare or not c.noun.i < figure.first:
                continue
            opens = start.i == 0 or start.is_sent_start or doc[start.i - 1].pos_ in ("PUNCT", "CCONJ")
            between = doc[c.noun.i + 1 : figure.first]
            comma = any(t.pos_ == "PUNCT" for t in between)
            if not opens or not comma or any(t.pos_ in ("VERB", "AUX") for t in between):
                continue
            if c.noun.lower_ in self.sets["mixed_lost"]:
                return figure
            if c.noun.lower_ in self.sets["lost"]:
                return None
            if figure.victims is None and self._is_captive(c.noun):
                return replace(figure, victims=mentions.generic(c.noun, "unknown"))  # "of the 23 hostages"
            return figure if figure.victims else replace(figure, victims=self.victims.counted(c, mentions))
        return figure

    def _whole(self, figure: Figure) -> Token | None:
        """The people whom a relative clause takes a number out of: "the suspects, *of whom* 200 were shot"."""
        doc, words = figure.word.doc, self.ellipsis.words
        tags = words.forms.tags["relative_pronoun"]
        for token in reversed(doc[max(1, figure.first - _ASIDE) : figure.first]):
            if token.tag_ in tags and doc[token.i - 1].lower_ in self.sets["which"]:
                before = doc[max(0, token.i - 3) : token.i - 1]
                people = [t for t in before if t.pos_ in NOUNS and self.victims.are_men(t)]
                return people[-1] if people else None
        return None

    def paired(
        self, figures: list[Figure], counted: list[Counted], used: set[int], mentions: Mentions
    ) -> list[Figure]:
        """Nations counted before one that shares its word: "649 Danish and 255 Swedish dead"."""
        by_first = {f.first: f for f in figures if f.word.i - f.first < _SHORT}
        out = []
        for c in counted:
            doc, adjective = c.noun.doc, c.last + 1
            figure = by_first.get(adjective + 2)
            if figure is None or c.first in used or doc[adjective + 1].lower_ not in self.sets["joins"]:
                continue
            if doc[adjective].pos_ in ("ADJ", "PROPN"):
                used.add(c.first)
                victims = self.victims.of(doc[adjective], mentions)
                victims = self.victims.known.army_of(victims) if victims is not None else None
                out.append(figure_of(figure.word, figure.kind, c, adjective, victims))
        return out

    def gapped(self, figures: list[Figure], counted: list[Counted]) -> list[Figure]:
        """A bare number takes the victims of the figure before: "24 soldiers were killed and 11 (others) wounded"."""
        bare = {c.first for c in counted if c.bare}
        out: list[Figure] = []
        for figure in figures:
            last = figure.word.doc[figure.last]
            others = self.sets["elliptic"] | self.sets["another"] | self.sets["ordinals"]
            open_ = figure.first in bare or last.lower_ in others
            held = figure.last == figure.word.i and self._is_captive(last)  # "40 dead and 60 *prisoners*"
            open_ = open_ or (held and bool(out) and self._listed(out[-1], figure))
            word = figure.word
            bears = self.ellipsis.words.forms.lemma(word) in self.sets["bearing_words"]
            open_ = open_ and not (bears and self.ellipsis.words.has_subject(word))
            taken = figure.kind == "captured" and figure.victims == self.victims.civilians
            if (figure.victims is None or taken) and open_ and out and figure.best:
                before = out[-1]
                if self._is_parted(before, figure) or self._is_one_person(before, figure):
                    out.append(figure)
                    continue
                if before.kind != figure.kind and before.last < figure.first:
                    out.append(replace(figure, victims=before.victims))
                    continue
            out.append(figure)
        return out

    def _is_captive(self, noun: Token) -> bool:
        """Whether a noun tells people by their being held."""
        return self.ellipsis.words.forms.lemma(noun) in self.sets["captives"]

    def _is_one_person(self, left: Figure, right: Figure) -> bool:
        """Whether one unnamed person stands before several others: "a boy was shot dead and 30 others hurt"."""
        victims = left.victims
        one = left.best == 1 and victims is not None and victims.id.startswith("generic:")
        return one and right.best != 1 and right.word.doc[right.last].lower_ in self.sets["elliptic"]

    def _is_parted(self, left: Figure, right: Figure) -> bool:
        """Whether a mark as strong as a full stop and somebody who tells another loss stand between two figures."""
        doc = right.word.doc
        mark = next(
            (t.i for t in doc[left.last + 1 : right.first] if t.text in self.sets["parting"]), right.first
        )
        return any(t.pos_ == "VERB" for t in doc[mark + 1 : right.first])

    def elided(
        self, figures: list[Figure], counted: list[Counted], used: set[int], mentions: Mentions
    ) -> list[Figure]:
        """Figures whose word of loss is left out because it was just said."""
        out = []
        for c in counted:
            before = [f for f in figures if f.last < c.first]
            if c.first in used or c.part or not before:
                continue
            said = self.ellipsis.read(c, before[-1].word, before[-1].victims, before[-1].last, mentions)
            if said is not None:
                word, victims = said
                used.add(c.first)
                if (pair := self._in_turn(before, c, counted)) is not None:
                    used.add(pair[1].first)
                    out += [
                        figure_of(f.word, f.kind, n, n.last, victims)
                        for f, n in zip(before[-2:], pair, strict=True)
                    ]
                    continue
                counts_itself = before[-1].bare or before[-1].last == before[-1].word.i
                if counts_itself and self._is_captive(c.noun):
                    out.append(figure_of(word, "captured", c, max(c.last, c.noun.i), before[-1].victims))
                    continue  # "left 50 dead and 12 prisoners"
                again = word.i == c.number.i  # a tally speaks of the dead, whatever else was told beside them
                # and so does one number for what a side lost: "lost 22 killed and 50 wounded, the Danes 500 men"
                again = again or (victims != before[-1].victims and self.ellipsis.is_lost(before[-1].word))
                kind = "killed" if again and any(f.kind == "killed" for f in before) else before[-1].kind
                out.append(figure_of(word, kind, c, max(c.last, c.noun.i), victims))
        return out

    def _in_turn(
        self, before: list[Figure], c: Counted, counted: list[Counted]
    ) -> tuple[Counted, Counted] | None:
        """Two numbers for two kinds of loss told of another side: "7 killed and 22 wounded, the Danes 63 and 91"."""
        behind = next((n for n in counted if n.first == c.last + 2), None)
        if behind is None:
            return None
        joined = c.noun.doc[c.last + 1].lower_ in self.sets["joins"]
        kinds = len({f.kind for f in before[-2:]})
        return (c, behind) if behind.bare and joined and kinds == 2 else None

    def parts(
        self, figures: list[Figure], counted: list[Counted], used: set[int], mentions: Mentions
    ) -> list[Figure]:
        """Parts of a figure that are others than the whole: "five people, including three nurses"."""
        out = []
        for c in counted:
            total = next((f for f in reversed(figures) if f.first < c.first), None)
            if not c.part or c.first in used or total is None or not c.quantity.best or not total.best:
                continue
            noun = self._sharers(c)
            if noun is None or c.quantity.best >= total.best or not self.ellipsis.are_people(noun, mentions):
                continue
            victims = self.victims.of(noun, mentions)
            if noun.dep_ in self.ellipsis.words.syntax.apposition and victims == mentions.actor(noun.head):
                victims = mentions.generic(noun) or victims  # "ten people were killed, among them two guards"
            taken = self.ellipsis.words.forms.lemma(noun) in self.sets["captives"]
            if taken and self.ellipsis.words.forms.lemma(total.word) in self.sets["bearing_words"]:
                # "lost 5,000 men, 1,200 of them prisoners"
                out.append(figure_of(total.word, "captured", c, max(c.last, noun.i), total.victims))
            elif victims is not None:
                out.append(figure_of(total.word, total.kind, c, max(c.last, noun.i), victims))
        return out

    def _sharers(self, c: Counted) -> Token | None:
        """Who a part of the counted are: the noun of its number, or that behind "of them"."""
        doc, at = c.noun.doc, c.last + 1
        if doc[at : at + 2].text.lower() not in self.sets["shares"]:
            return None if c.bare else c.noun
        phrase = itertools.takewhile(lambda t: t.pos_ in ("ADJ", *NOUNS), doc[at + 2 :])
        return next((t for t in reversed(list(phrase)) if t.pos_ in NOUNS), None)


def _bounds(figure: Figure) -> tuple[int | None, int | None, int | None]:
    return figure.low, figure.best, figure.high
