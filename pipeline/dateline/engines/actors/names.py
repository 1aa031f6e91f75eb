"""Names of actors in a Doc: of the registry, introduced by the article, and unknown ones by their shape."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from spacy.tokens import Doc

from dateline.engines.actors.ages import LONG_NAME, Ages
from dateline.engines.actors.grounds import Grounds
from dateline.engines.actors.group_names import GroupFinder
from dateline.engines.actors.lexicon import ActorLexicon
from dateline.engines.actors.linked import with_links
from dateline.engines.actors.named import Named, capital, slug
from dateline.engines.credits import credit_spans, opening_names
from dateline.engines.datelines import dateline_end
from dateline.engines.phrases import Match, fold
from dateline.engines.registry import Name, Registry, State
from dateline.engines.syntax import half_before
from dateline.layers import Actor, article_of

_ACRONYM = re.compile(r"[A-ZÀ-Þ][\w-]*[A-ZÀ-Þ0-9][\w-]*")

# Mentions of places from which on they tell whose soil it is.
SOIL = 3
# Characters of the title, or of the opening words.
TITLE = 150


class NameFinder:
    """Finds the names of one Doc; made anew for each."""

    def __init__(self, doc: Doc, registry: Registry, lexicon: ActorLexicon) -> None:
        self.doc, self.registry, self.lexicon = doc, registry, lexicon
        self.ages = Ages(doc, registry)
        self._starts: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        for i, token in enumerate(doc):
            start = token.idx
            self._starts[start] = i
            self._ends[start + len(token)] = i + 1
        self.states: Counter[str] = Counter()
        self._local: dict[str, Actor] = {}
        self._known: dict[str, Actor] = {}
        self._countries: Counter[str] = Counter()
        self._lands: set[str] = set()  # states that the text calls by their names or seats
        self._named: list[Named] = []

    def find(self) -> list[Named]:
        """All names, sorted, without overlap."""
        article = article_of(self.doc)
        matches = self._told(with_links(self.registry.matcher.find(article.text), article, self.registry))
        matches, strange = self.ages.parted(self._without_namesakes(matches))
        self._count_states(matches)
        named = [n for match in matches if (n := self._believed(match))]
        others = [n for match in strange if (n := self._believed(match))]
        named += [n for other in others if (n := self.ages.namesake(other))]
        named += self._combining(named)
        named = GroupFinder(self.doc, self.lexicon, named).find()
        self._named = self._canonical(self._introduced(named))
        return self._named

    def _combining(self, named: list[Named]) -> list[Named]:
        """First parts of adjectives of two states, which stand only before a hyphen ("Franco-Spanish")."""
        states = {n.first for n in named if n.form in ("adjective", "demonym")}
        taken = {i for n in named for i in range(n.first, n.last)}
        out = []
        for at in sorted(states):
            half = half_before(self.doc[at])
            if half is None or half.i in taken:
                continue
            key = self.lexicon.combining.get(half.lower_)
            if key is not None:
                out.append(Named(half.i, half.i + 1, "adjective", state=self.registry.states[key]))
        return out

    def _told(self, matches: list[Match[Name]]) -> list[Match[Name]]:
        """Those that do not stand in a byline or the like."""
        frames = credit_spans(self.doc)
        return [m for m in matches if not any(start <= m.start < end for start, end in frames)]

    def main_state(self) -> State | None:
        """The state that the text speaks of by far the most, None if there is no such.

        The places that the text names speak for the state on whose soil they lie. States on the soil of one
        country are rivals only among themselves: a text on the two Vietnams is about Vietnam, but neither
        is "the government".
        """
        taken = {i for n in self._named if n.form != "seat" for i in range(n.first, n.last)}
        self.grounds = Grounds(self.doc, self.lexicon, taken)
        soil = self.grounds.countries()
        short = soil.total() < SOIL
        named, title = self._countries, self._in_title(seats=not short)
        if short:  # in a capital one speaks of others' wars, too
            named = named - Counter(
                c for n in self._named if n.form == "seat" and n.state for c in n.state.within
            )
        weights = Counter({c: _share(named, c) + _share(title, c) for c in {*named, *title}})
        if short:
            country = _first(weights, 2.0)
            places = self._agreeing(country) if country else -1
            known = places >= 0 and (named + title).total() + places > 1
            country = country if known else self._of_dateline()
        else:
            country = _first(Counter({c: weights[c] + _share(soil, c) for c in {*weights, *soil}}), 1.5)
        if country is None:
            return None
        own = {key: n for key, n in self.states.items() if country in self.registry.states[key].within}
        if not (own or short) and soil[country] < SOIL:
            return None  # its capital alone, in a war of other times
        rivals = [key for key in own if key != country and own[key] > 1]
        if not rivals and country in self.registry.states:
            return self.registry.states[country]
        state = _first(Counter(own), 2.0) if sum(own.values()) > 1 else None
        return self.registry.states[state] if state is not None else None

    def _agreeing(self, country: str) -> int:
        """By how many more places that a text names may lie in a country than lie elsewhere, capitals aside."""
        seats = {n.first for n in self._named if n.form == "seat"}
        places = (lands for first, lands in self.grounds.lands if first not in seats)
        return sum(1 if country in lands else -1 for lands in places if lands)

    def _of_dateline(self) -> str | None:
        """The country of the dateline, where what is told happens in it as well."""
        countries = {c for name in opening_names(self.doc) if (c := self.grounds.country(name)) is not None}
        country = countries.pop() if len(countries) == 1 else None
        return country if country and self._agreeing(country) > 0 else None

    def _in_title(self, *, seats: bool) -> Counter[str]:
        """The countries of the states that the title, or the opening words, name."""
        if any(dateline_end(self.doc, s.first, s.last) for s in self.doc._.sentences[:1]):
            return Counter()
        line = article_of(self.doc).text.partition("\n")[0][:TITLE]
        found = self._told(self.registry.matcher.find(line))
        forms = ("state", "adjective", "demonym")
        ids = {name.id for match in found for name in match.values if name.form in forms}
        countries = {c for key in ids for c in self.registry.states[key].within}
        told = (match for match in found if seats or match.values[0].form != "seat")
        return Counter(countries | {c for match in told for c in self._told_by(match)})

    # Names of the registry.

    def _without_namesakes(self, matches: list[Match[Name]]) -> list[Match[Name]]:
        """Those that are no surname: "General Navarre" is a man, and so is Navarre after him, but for "in Navarre"."""
        lands = [m for m in matches if all(name.form == "state" for name in m.values)]
        spots = {m: at for m in lands if (at := self._tokens(m.start, m.end)) and at[1] - at[0] == 1}
        ranked = {self.doc[first].text for first, _ in spots.values() if self._behind_title(first)}
        where = self.lexicon.words["locative"] | self.lexicon.words["belonging"]
        gone = {
            match
            for match, (first, _) in spots.items()
            if self.doc[first].text in ranked and (first == 0 or self.doc[first - 1].lower_ not in where)
        }
        return [match for match in matches if match not in gone]

    def _behind_title(self, at: int) -> bool:
        """Whether a capitalised word for a person stands right before a name."""
        before = self.doc[at - 1] if at else None
        if before is None or not capital(before) or before.sent != self.doc[at].sent:
            return False
        found = self.lexicon.head(before)
        return found is not None and found[0] == "person"

    def _tokens(self, start: int, end: int) -> tuple[int, int] | None:
        first, last = self._starts.get(start), self._ends.get(end)
        return None if first is None or last is None else (first, last)

    def _count_states(self, matches: list[Match[Name]]) -> None:
        """Mentions of each state, by the names that only it has."""
        for match in matches:
            ids = {name.id for name in match.values if name.form in ("state", "adjective", "demonym")}
            if len(ids) == 1 and not any(name.form in ("name", "acronym") for name in match.values):
                self.states[ids.pop()] += 1
        self._lands = {v.id for match in matches for v in match.values if v.form in ("state", "seat")}
        # Capitals and full names of groups tell the country, too.
        self._countries = Counter(country for match in matches for country in self._told_by(match))
        for key, count in self.states.items():
            for country in self.registry.states[key].within:
                self._countries[country] += count

    def _told_by(self, match: Match[Name]) -> tuple[str, ...]:
        if len(match.values) != 1:
            return ()
        name = match.values[0]
        if name.form == "seat":
            return self.registry.states[name.id].within
        entry = self.registry.entries.get(name.id)
        if name.form == "name" and entry and entry.actor.country and match.end - match.start > LONG_NAME:
            return (entry.actor.country,)
        return ()

    def _support(self, name: Name, long: bool) -> float:
        """How far the rest of the text supports this reading; 0 is not at all."""
        if name.form in ("name", "acronym"):
            entry = self.registry.entries[name.id]
            if entry.own:
                return math.inf
            support = float(self._countries[entry.actor.country or ""])
            if entry.anywhere:
                return 1 + support
            return support or (0.3 if entry.distinct and (long or not entry.actor.country) else 0.0)
        state = self.registry.states[name.id]
        own = self.states[name.id]
        if name.form == "seat":
            return 0.1 + 0.01 * own
        if state.country:
            return 1 + own
        return own + sum(self._countries[country] > 0 for country in state.within) - (0 if own > 1 else 0.5)

    def _believed(self, match: Match[Name]) -> Named | None:
        tokens = self._tokens(match.start, match.end)
        if tokens is None:
            return None
        long = any(token.whitespace_ for token in self.doc[tokens[0] : tokens[1] - 1])
        best, support = None, 0.0
        before = self.doc[tokens[0] - 1].lower_ if tokens[0] else ""
        inside = tokens[0] and capital(self.doc[tokens[0] - 1]) and before in self.lexicon.words["directions"]
        person = tokens[1] - tokens[0] == 1 and self._of_a_person(tokens[0])
        for name in match.values:
            if self._of_one_state(name, tokens[0]) or self._in_name(name, tokens[0]):
                continue
            if (inside and name.form in ("state", "seat")) or (person and name.form == "seat"):
                continue  # "South Georgia", "New England"; "Wellington's army"
            if self._of_other_people(name, self.doc[tokens[0] : tokens[1]].text):
                continue
            value = self._support(name, long)
            if value > support:
                best, support = name, value
        if best is None:
            return None
        if best.form in ("name", "acronym"):
            return Named(*tokens, best.form, actor=self.registry.entries[best.id].actor)
        return Named(*tokens, best.form, state=self.registry.states[best.id])

    def _in_name(self, name: Name, at: int) -> bool:
        """Whether the name of a state or people ends another one behind its particle ("the Shatt *al-Arab*")."""
        half, entry = half_before(self.doc[at]), self.registry.entries.get(name.id)
        if half is None or (entry is not None and entry.actor.kind != "ethnic_group"):
            return False
        return half.lower_ in self.lexicon.words["person_particles"]

    def _of_one_state(self, name: Name, at: int) -> bool:
        """Whether a body of several states is named at the end of a state's own ("the National Security Council")."""
        entry = self.registry.entries.get(name.id)
        if entry is None or entry.actor.kind != "international_organisation" or not at:
            return False
        before = self.doc[at - 1]
        return capital(before) and before.lower_ in self.lexicon.words["of_one_state"]

    def _of_other_people(self, name: Name, word: str) -> bool:
        """Whether people of a state are named whom the text, set elsewhere, means for others ("Indians" in Mexico)."""
        elsewhere = self.lexicon.peoples_elsewhere.get(fold(word), frozenset())
        own = name.form not in ("adjective", "demonym") or name.id in self._lands
        return not own and not elsewhere.isdisjoint(self._lands)

    def _of_a_person(self, at: int) -> bool:
        """Whether a surname that is a capital's name, too, owns a force: "Wellington's army"."""
        if fold(self.doc[at].text) not in self.lexicon.words["seat_surnames"] or at + 2 >= len(self.doc):
            return False
        mark, noun = self.doc[at + 1], self.doc[at].head
        found = self.lexicon.head(noun)
        force = found is not None and found[0] in ("military", "unknown")
        return mark.pos_ == "PART" and noun.i > mark.i and force

    # Introductions: "Full Name (ACR)".

    def _introduced(self, named: list[Named]) -> list[Named]:
        """Links full names and the acronyms that follow them in brackets, for all of the text."""
        by_end = {n.last: n for n in named if n.actor}
        states = {n.last for n in named if n.state}  # "People's Republic of China (PRC)" is no new group
        for token in self.doc:
            if token.text == "(" and token.i + 2 < len(self.doc) and token.i not in states:
                acronyms = self._bracketed(token.i + 1)
                full = by_end.get(token.i) or (self._spelled_out(token.i, acronyms[0]) if acronyms else None)
                if not (acronyms and full and full.actor and full.form == "name"):
                    continue
                self._learn(full, acronyms)
                by_end[token.i] = full
                if full not in named:
                    named = [n for n in named if n.last <= full.first or n.first >= full.last] + [full]
        if not self._local:
            return sorted(named, key=lambda n: n.first)
        return sorted(self._acronyms(named), key=lambda n: n.first)

    def _bracketed(self, at: int) -> list[str]:
        """Acronyms in the brackets that open before token `at`; empty if they hold something else."""
        end = at
        while end < len(self.doc) and end < at + 16 and self.doc[end].text != ")":
            end += 1
        text = self.doc[at:end].text
        words = "|".join(map(re.escape, sorted(self.lexicon.words["alternatives"])))
        parts = [part.strip() for part in re.split(rf"[/,;:]|\b(?:{words})\b", text)]
        return [part for part in parts if _ACRONYM.fullmatch(part) and len(part) <= 12]

    def _spelled_out(self, end: int, acronym: str) -> Named | None:
        """The capitalised words before token `end`, if their initials are the letters of the acronym."""
        first = end
        while first and (
            capital(self.doc[first - 1]) or self.doc[first - 1].text in self.lexicon.words["connectors"]
        ):
            first -= 1
        while first < end and not capital(self.doc[first]):
            first += 1
        if first < end and self.doc[first].pos_ == "DET":
            first += 1
        words = [t.text for t in self.doc[first:end] if capital(t)]
        initials = Counter(word[0].upper() for word in words)
        letters = Counter(c for c in acronym if c.isalpha() and c.isupper())
        if len(words) < 2 or (initials & letters).total() < 0.6 * max(letters.total(), 2):
            return None
        name = self.doc[first:end].text
        folded = [fold(word) for word in words]
        head = next((word for word in folded if word in self.lexicon.name_heads), "")
        kind = self.lexicon.name_kind(folded, head)
        return Named(first, end, "name", actor=Actor(f"group:{slug(name)}", name, kind))

    def _learn(self, full: Named, acronyms: list[str]) -> None:
        """The article's own full name becomes the name of the actor."""
        assert full.actor is not None
        name = self.doc[full.first : full.last].text
        actor = full.actor
        if actor.id not in self.registry.entries:
            known = self._registered(acronyms, actor)
            actor = known or replace(actor, id=self._new_id(acronyms[0], actor))
        names = [actor.name, *actor.aliases, *acronyms]
        actor = replace(actor, name=name, aliases=tuple(dict.fromkeys(n for n in names if n != name)))
        self._known[full.actor.id] = self._known[actor.id] = actor
        for acronym in acronyms:
            self._local[acronym] = actor

    def _new_id(self, acronym: str, actor: Actor) -> str:
        """An id by the acronym, by the full name where the acronym's belongs to another."""
        short = f"group:{slug(acronym)}"
        return f"group:{slug(actor.name)}" if short in self.registry.entries else short

    def _registered(self, acronyms: list[str], actor: Actor) -> Actor | None:
        """The actor of the registry behind an introduced acronym, if its name is nearly the full one."""
        words = self._content(actor.name)
        for acronym in acronyms:
            for value in self.registry.matcher.get(acronym):
                if value.form == "acronym":
                    other = self.registry.entries[value.id].actor
                    names = [self._content(n) for n in (other.name, *other.aliases)]
                    if any(len(words & n) >= 0.7 * len(words | n) or self._shorter(words, n) for n in names):
                        return other
        return None

    def _shorter(self, words: set[str], name: set[str]) -> bool:
        """Whether words are those of a name but for its acronyms ("UN Mission in Mali")."""
        plain = {
            word
            for word in words
            if not any(v.form == "acronym" for v in self.registry.matcher.get(word.upper()))
        }
        return len(plain) > 1 and plain <= name

    def _content(self, name: str) -> set[str]:
        return {fold(word) for word in re.findall(r"\w+", name)} - self.lexicon.words["connectors"]

    def _acronyms(self, named: list[Named]) -> list[Named]:
        """Every introduced acronym in the text, in place of what else it might stand for."""
        spots = {
            (token.i, token.i + 1): self._local[token.text] for token in self.doc if token.text in self._local
        }
        for acronym, actor in self._local.items():
            if not acronym.isalnum():
                for found in re.finditer(rf"(?<!\w){re.escape(acronym)}(?!\w)", article_of(self.doc).text):
                    tokens = self._tokens(found.start(), found.end())
                    if tokens:
                        spots[tokens] = actor
        owner = {i: n for n in named for i in range(n.first, n.last)}
        out: list[Named] = []
        gone: set[int] = set()
        for (first, last), actor in spots.items():
            inside = [owner[i] for i in range(first, last) if i in owner]
            if any(n.last - n.first > last - first for n in inside):
                continue
            gone.update(id(n) for n in inside)
            out.append(Named(first, last, "acronym", actor=actor))
        return [n for n in named if id(n) not in gone] + out

    def _canonical(self, named: list[Named]) -> list[Named]:
        """The same actor under the article's own name everywhere."""
        return [
            replace(n, actor=self._known[n.actor.id]) if n.actor and n.actor.id in self._known else n
            for n in named
        ]


def _first(counts: Mapping[str, float], times: float) -> str | None:
    """The key that counts so many times as much as the next; None if there is none."""
    top = sorted(counts.items(), key=lambda item: -item[1])[:2]
    if not top or (len(top) > 1 and top[0][1] < times * top[1][1]):
        return None
    return top[0][0]


def _share(counts: Counter[str], key: str) -> float:
    return counts[key] / counts.total() if counts.total() else 0.0
