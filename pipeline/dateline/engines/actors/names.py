"""Names of actors in a Doc: of the registry, introduced by the article, and unknown ones by their shape."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from dateline.engines.actors.grounds import Grounds
from dateline.engines.actors.lexicon import ActorLexicon
from dateline.engines.phrases import Match, fold, fold_phrase
from dateline.engines.registry import Form, Name, Registry, State
from dateline.layers import Actor, article_of

_NAME_TAGS = ("PROPN", "ADJ", "NOUN", "NUM")
_ACRONYM = re.compile(r"[A-ZÀ-Þ][\w-]*[A-ZÀ-Þ0-9][\w-]*")

# A name of more characters than these is hardly shared by groups of two countries.
LONG_NAME = 20
# Mentions of places from which on they tell whose soil it is; and what a name in the title counts.
SOIL, TITLE = 4, 3


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the text, tokens `first:last`. Forms of a state have a `state`, the others an `actor`."""

    first: int
    last: int
    form: Form
    actor: Actor | None = None
    state: State | None = None


def slug(name: str) -> str:
    """A name as part of an id."""
    return "-".join(re.findall(r"\w+", fold_phrase(name)))


class NameFinder:
    """Finds the names of one Doc; made anew for each."""

    def __init__(self, doc: Doc, registry: Registry, lexicon: ActorLexicon) -> None:
        self.doc, self.registry, self.lexicon = doc, registry, lexicon
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
        self._named: list[Named] = []

    def find(self) -> list[Named]:
        """All names, sorted, without overlap."""
        matches = self.registry.matcher.find(article_of(self.doc).text)
        self._count_states(matches)
        named = [n for match in matches if (n := self._believed(match))]
        named = self._with_unknown_groups(named)
        self._named = self._canonical(self._introduced(named))
        return self._named

    def main_state(self) -> State | None:
        """The state that the text speaks of by far the most, None if there is no such.

        The places that the text names speak for the state on whose soil they lie. States on the soil of one
        country are rivals only among themselves: a text on the two Vietnams is about Vietnam, but neither
        is "the government".
        """
        taken = {i for n in self._named if n.form != "seat" for i in range(n.first, n.last)}
        soil = Grounds(self.doc, self.lexicon, taken).countries()
        named = self._countries + self._in_title()
        if soil.total() < SOIL:
            country = _first(named, 2.0)
        else:
            country = _first(
                Counter({c: named[c] / named.total() + soil[c] / soil.total() for c in {*named, *soil}}), 1.5
            )
        if country is None:
            return None
        own = {key: n for key, n in self.states.items() if country in self.registry.states[key].within}
        rivals = [key for key in own if key != country and own[key] > 1]
        if not rivals and country in self.registry.states:
            return self.registry.states[country]
        state = _first(Counter(own), 2.0)
        return self.registry.states[state] if state is not None else None

    def _in_title(self) -> Counter[str]:
        """The countries of the states that the first line names, as so many more mentions."""
        line = article_of(self.doc).text.partition("\n")[0]
        ids = {
            name.id
            for match in self.registry.matcher.find(line)
            for name in match.values
            if name.form == "state"
        }
        return Counter({c: TITLE for key in ids for c in self.registry.states[key].within})

    # Names of the registry.

    def _tokens(self, start: int, end: int) -> tuple[int, int] | None:
        first, last = self._starts.get(start), self._ends.get(end)
        return None if first is None or last is None else (first, last)

    def _count_states(self, matches: list[Match[Name]]) -> None:
        """Mentions of each state, by the names that only it has."""
        for match in matches:
            ids = {name.id for name in match.values if name.form in ("state", "adjective", "demonym")}
            if len(ids) == 1 and not any(name.form in ("name", "acronym") for name in match.values):
                self.states[ids.pop()] += 1
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
        for name in match.values:
            value = self._support(name, long)
            if value > support:
                best, support = name, value
        if best is None:
            return None
        if best.form in ("name", "acronym"):
            return Named(*tokens, best.form, actor=self.registry.entries[best.id].actor)
        return Named(*tokens, best.form, state=self.registry.states[best.id])

    # Groups that the registry does not know.

    def _with_unknown_groups(self, named: list[Named]) -> list[Named]:
        """Adds capitalised names whose head is a word for a group; they swallow names inside them."""
        owner = {i: n for n in named for i in range(n.first, n.last)}
        found: list[Named] = []
        at = 0
        for token in self.doc:
            head = fold(token.text)
            if token.i < at or head not in self.lexicon.name_heads or not _capital(token):
                continue
            inside = owner.get(token.i)
            if inside and inside.actor:
                continue
            new = self._unknown_group(token, owner)
            if new:
                found.append(new)
                at = new.last
        taken = {i for n in found for i in range(n.first, n.last)}
        return sorted(
            [*found, *(n for n in named if not taken & set(range(n.first, n.last)))], key=lambda n: n.first
        )

    def _unknown_group(self, token: Token, owner: dict[int, Named]) -> Named | None:
        doc, sentence = self.doc, token.sent
        first = token.i
        while first > sentence.start and self._part_of_name(doc[first - 1], owner):
            first -= 1
        if self.doc[first].text in ("-", "–"):
            first += 1
        last = self._right_edge(token.i + 1, sentence.end)
        lead = [owner.get(i) for i in range(first, token.i)]
        own = [doc[i] for i in range(first, token.i) if not (owner.get(i) and owner[i].state)]
        if last == token.i + 1 and (not own or fold(own[-1].text) in self.lexicon.not_actors):
            return None
        if first == token.i and last == token.i + 1:
            return None
        if last == token.i + 1 and lead and all(self._common(t) for t in own):
            return None  # a state and a common noun: "the Chadian Special Forces"
        words = [fold(t.text) for t in doc[first:last]]
        state = next((n.state for n in lead if n and n.state), None)
        name = doc[first:last].text
        kind = self.lexicon.name_kind(words, fold(token.text))
        if state and self.lexicon.name_heads.get(fold(token.text)) == "military":
            kind = "military"
        namespace = kind if state and kind in ("military", "police") else "group"
        actor = Actor(f"{namespace}:{slug(name)}", name, kind, state.country if state else None)
        return Named(first, last, "name", actor=actor)

    def _common(self, token: Token) -> bool:
        words = (f"{fold(token.text)} {fold(self.doc[token.i + 1].text)}", fold(token.text))
        return any(word in self.lexicon.heads for word in words)

    def _part_of_name(self, token: Token, owner: dict[int, Named]) -> bool:
        """Whether a word before the head belongs to the name."""
        inside = owner.get(token.i)
        if inside and inside.actor and inside.form == "acronym":
            return False
        if token.text in ("-", "–") and token.i and not token.whitespace_:
            return True
        if not _capital(token) and not (token.text[0].isdigit() and token.text[-2:].isalpha()):
            return False
        return token.pos_ in ("PROPN", "ADJ", "NOUN", "NUM", "VERB") and not self.lexicon.head(token)

    def _right_edge(self, at: int, end: int) -> int:
        """End of the name to the right of its head: connectors count if a capitalised word follows."""
        doc, edge = self.doc, at
        links = 0
        while at < end:
            token = doc[at]
            if token.text in self.lexicon.words["connectors"] and links < 3:
                links += 1
                at += 1
                # "and" and "in" open a new phrase as often as they go on with a name.
                if token.text in ("and", "in", "to", "on", "against") and edge == at - 1 and links == 1:
                    return edge
            elif links and _capital(token) and token.pos_ in _NAME_TAGS and not self._role(token):
                at += 1
                edge = at
                links = 1 if at < end else links
            else:
                break
        return edge

    def _role(self, token: Token) -> bool:
        found = self.lexicon.head(token)
        return found is not None and found[0] == "person"

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
        parts = [part.strip() for part in re.split(r"[/,;:]|\bor\b", text)]
        return [part for part in parts if _ACRONYM.fullmatch(part) and len(part) <= 12]

    def _spelled_out(self, end: int, acronym: str) -> Named | None:
        """The capitalised words before token `end`, if their initials are the letters of the acronym."""
        first = end
        while first and (
            _capital(self.doc[first - 1]) or self.doc[first - 1].text in self.lexicon.words["connectors"]
        ):
            first -= 1
        while first < end and not _capital(self.doc[first]):
            first += 1
        if first < end and self.doc[first].pos_ == "DET":
            first += 1
        words = [t.text for t in self.doc[first:end] if _capital(t)]
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
                    if any(len(words & n) >= 0.7 * len(words | n) for n in names):
                        return other
        return None

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


def _capital(token: Token) -> bool:
    return token.text[0].isupper()


def _first(counts: Mapping[str, float], times: float) -> str | None:
    """The key that counts so many times as much as the next; None if there is none, or a single mention."""
    top = sorted(counts.items(), key=lambda item: -item[1])[:2]
    if not top or (len(top) > 1 and top[0][1] < times * top[1][1]) or top[0][1] == 1:
        return None
    return top[0][0]
