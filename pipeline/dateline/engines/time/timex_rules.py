"""Reads time expressions by pattern rules that a language keeps as data.

A rule is a regular expression over lower-cased text in which `{field}`, `{field:table}` and
`{field:table@a}` stand for the words of a table and give `field` the table's value. Groups named
a, b, c, d are several expressions in one match ("8 and 10 February"): fields with that mark belong
to one of them, the others to all. The engine knows fields (month, unit, sign) and no word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline import data
from dateline.engines.time.calendar import Meaning
from dateline.engines.time.meanings import build_meaning, full_year
from dateline.engines.time.passage import Passage
from dateline.engines.time.rule_forms import Family, Rule, Table, TimexType, any_of

PLACEHOLDER = re.compile(r"\{([a-z_]\w*)(?::(\w+))?(?:@([a-d]))?\}")
FRAGMENT = re.compile(r"(?<!\?P)<([a-z_]+)>")
BEFORE = 36  # characters that may belong to an expression before its key words ("in the early morning hours of the")
CONTEXT_TESTS = {
    "before": ("left", True),
    "not_before": ("left", False),
    "after": ("right", True),
    "not_after": ("right", False),
}
CONDITIONS = (
    "capital", "lower", "tags", "next_tags", "not_next_tags", "not_previous_tags", "counts_nothing", "names",
    "needs", "without", "kinds",
)  # fmt: skip
Part = tuple[int, int, dict[str, Any]]  # extent and values of one expression
Found = tuple[Rule, re.Match[str]]
WORD, DIGIT = re.compile(r"\w+"), re.compile(r"\d")
HEAD, TAIL = r"(?<!\w)", r"(?!\w)"  # a rule begins and ends with a word, where words are spaced


@dataclass(frozen=True, slots=True)
class Reading:
    """One time expression: extent, rule and meaning."""

    start: int
    end: int
    type: TimexType
    rule: str
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Match:
    """What one rule found, with what belongs to it before and after: one expression, or several together."""

    readings: tuple[Reading, ...]

    @property
    def start(self) -> int:
        """Text offset of the first expression."""
        return self.readings[0].start

    @property
    def end(self) -> int:
        """Text offset after the last expression."""
        return self.readings[-1].end


class Grammar:
    """The rules of one language, from models/<lang>/timexes/."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        words = data.load_toml(lang, "timexes", "words.toml")
        figures = {ord(letter): str(digit) for letter, digit in words.get("digits", {}).items()}
        places: dict[str, int] = words.get("places", {})
        self.tables = {
            name: Table(
                {str(k): v for k, v in body.get("words", {}).items()}, body.get("pattern"), figures, places
            )
            for name, body in words["tables"].items()
        }
        self.spaced: bool = words.get("spaced", True)
        self._head, self._tail = (HEAD, TAIL) if self.spaced else ("", "")
        self.fragments: dict[str, str] = words["fragments"]
        self.names = words["names"]
        self._quoted = [
            (re.compile(f"(?:{row['before']})\\Z"), re.compile(row["after"]))
            for row in self.names.get("quoted", [])
        ]
        self._digits = re.compile(words.get("dating_digits", DIGIT.pattern))
        rows = _rows(lang, words.get("rules", ["rules.toml"]))
        self.rules = [self._rule(row, self._head, self._tail) for row in rows["rule"]]
        self.prefixes = [self._rule(row, self._head, r"\Z") for row in rows["prefix"]]
        self._any_prefix = any_of(self.prefixes, self._head)
        self.suffixes = [self._rule(row, "", self._tail) for row in rows["suffix"]]
        self._index = self._key_index() if self.spaced else {}
        self._order = {key: i for i, key in enumerate(self._keys_in_order())}
        self._families = {
            key: Family.of([r for r in self.rules if r.key == key], self._head, self._near(key))
            for key in self._order
        }

    def _expand(self, pattern: str) -> tuple[str, dict[str, tuple[str, Table, str]]]:
        groups: dict[str, tuple[str, Table, str]] = {}

        def group(found: re.Match[str]) -> str:
            field, table, mark = found[1], found[2] or found[1], found[3] or ""
            name = f"{field}__{mark}" if mark else field
            groups[name] = (field, self.tables[table], mark)
            return f"(?P<{name}>{self.tables[table].regex()})"

        while FRAGMENT.search(pattern):
            pattern = FRAGMENT.sub(lambda m: self.fragments[m[1]], pattern)
        return PLACEHOLDER.sub(group, pattern.replace(" ", r"\s")), groups

    def _rule(self, row: dict[str, Any], head: str, tail: str) -> Rule:
        pattern, groups = self._expand(row["pattern"])
        conditions: dict[str, Any] = {k: row[k] for k in CONDITIONS if k in row}
        for name, (side, _) in CONTEXT_TESTS.items():
            if name in row:
                test = self._expand(row[name])[0]
                conditions[name] = re.compile(f"(?:{test})\\Z" if side == "left" else test)
        if "in_text" in row:
            conditions["in_text"] = re.compile(self._expand(row["in_text"])[0])
        return Rule(
            name=f"{self.lang}.{row['name']}",
            kind=row.get("kind", "date"),
            type=row.get("type", "DATE"),
            key=row.get("key", ""),
            regex=re.compile(f"{head}(?:{pattern}){tail}"),
            groups=groups,
            constants=row.get("fields", {}),
            conditions=conditions,
            examples=tuple(row.get("examples", ())),
        )

    def _keys_in_order(self) -> list[str]:
        return list(dict.fromkeys(rule.key for rule in self.rules))

    def _near(self, key: str) -> str | None:
        """What finds the words of a key in lower-cased text, also within others: to begin with a letter is fast."""
        if not self.spaced:
            return None
        return self._digits.pattern if key == "digit" else self.tables[key].regex()

    def _key_index(self) -> dict[str, set[str]]:
        """Longest word of every entry of the key tables (the rarest as a rule), and the tables that have it."""
        index: dict[str, set[str]] = {}
        for key in {rule.key for rule in self.rules} - {"digit"}:
            for entry in self.tables[key].words:
                words = WORD.findall(entry)
                index.setdefault(max(reversed(words), key=len) if words else entry, set()).add(key)
        return index

    def keys(self, sentence: str) -> set[str]:
        """The key tables that this lower-cased sentence has a word of; "digit" for any digit; all if unspaced."""
        if not self.spaced:
            return {rule.key for rule in self.rules}
        words = set(WORD.findall(sentence))
        found = {key for word in words & self._index.keys() for key in self._index[word]}
        if DIGIT.search(sentence):
            found.add("digit")
            for word in words:
                if word[0].isdigit() and (unit := word.lstrip("0123456789")) in self._index:
                    found |= self._index[unit]  # "6pm"
        return found

    def read(self, passage: Passage) -> list[Reading]:
        """The time expressions of a passage (a sentence), in order."""
        keys = self.keys(passage.lower[passage.start : passage.end])
        if not keys:
            return []
        families = (self._families[key] for key in sorted(keys, key=self._order.__getitem__))
        found = [m for family in families for m in self._matches(family, passage)]
        read = (self._match(rule, at, passage) for rule, at in _widest(found))
        matches = [match for match in read if match is not None]
        matches.sort(key=lambda m: (m.start - m.end, m.start))
        taken: list[Match] = []
        for match in matches:
            if all(match.end <= other.start or other.end <= match.start for other in taken):
                taken.append(match)
        taken.sort(key=lambda m: m.start)
        return [reading for match in taken for reading in match.readings]

    def _matches(self, family: Family, passage: Passage) -> Iterator[Found]:
        for rule, found in family.matches(passage.lower, passage.start, passage.end):
            if self._allowed(rule, found, passage):
                yield rule, found

    def _match(self, rule: Rule, found: re.Match[str], passage: Passage) -> Match | None:
        """What a rule found, with what stands before and after it; None if it is part of a name."""
        match = Match(self._readings(rule, _parts(rule, found), passage))
        in_name = rule.conditions.get("names", True) and self._in_name(match, passage)
        return None if in_name else match

    def _allowed(self, rule: Rule, found: re.Match[str], passage: Passage) -> bool:
        """Whether the conditions of the rule hold for this match."""
        left, right = passage.left(found.start()), passage.right(found.end())
        for name, test in rule.conditions.items():
            if name in CONTEXT_TESTS:
                side, wanted = CONTEXT_TESTS[name]
                held = bool(test.search(left) if side == "left" else test.match(right)) == wanted
            elif name == "in_text":
                held = passage.somewhere(test)
            elif name == "capital":
                held = all(found[g] is None or passage.text[found.start(g)].isupper() for g in test)
            elif name == "lower":
                held = not any(found[g] and passage.text[found.start(g)].isupper() for g in test)
            elif name == "tags":
                held = all(
                    found[g] is None or passage.token(found.start(g)).tag_ in tags for g, tags in test.items()
                )
            elif name == "counts_nothing":
                held = not any(
                    passage.token(found.start(g)).head.idx >= found.end() for g in test if found[g]
                )
            elif name == "next_tags":
                held = passage.next_tag(found.end()) in test
            elif name == "not_next_tags":
                held = passage.next_tag(found.end()) not in test
            elif name == "not_previous_tags":
                held = passage.previous_tag(found.start()) not in test
            else:
                held = True
            if not held:
                return False
        return True

    def _in_name(self, match: Match, passage: Passage) -> bool:
        """Whether a proper name goes on: capitals up to a capitalised head to the right, nothing lower between."""
        first, last = passage.token(match.start), passage.token(match.end - 1)
        if self._quoted and self._in_quoted_name(match, passage):
            return True
        following = passage.after(match.end)
        if (
            following is None
            or (last.text.isalpha() and last.text.islower())
            or not following.text[:1].isupper()
            or last.idx + len(last) > match.end
            or passage.previous_tag(match.start) in self.names["not_after"]
            or (first.i == last.i and first.is_sent_start and first.pos_ != "PROPN")  # "Today Anton Marsh"
        ):
            return False
        for token in passage.doc[first.i : last.i + 1]:
            head = token.head
            if last.i < head.i and head.idx < passage.end and token.dep_ in self.names["labels"]:
                between = passage.doc[last.i + 1 : head.i + 1]
                return head.tag_ in self.names["tags"] and all(
                    t.text[:1].isupper() or t.is_punct or t.is_stop for t in between
                )
        return False

    def _in_quoted_name(self, match: Match, passage: Passage) -> bool:
        """Whether marks make a name or a title of the expression with what stands around it."""
        left, right = passage.left(match.start), passage.right(match.end)
        return any(before.search(left) and after.match(right) for before, after in self._quoted)

    def _readings(self, rule: Rule, parts: tuple[Part, ...], passage: Passage) -> tuple[Reading, ...]:
        out: list[Reading] = []
        for i, (start, end, read) in enumerate(parts):
            values = dict(read)
            if "year2" in values and out:
                values["year"] = full_year(values.pop("year2"), out[-1].meaning)
            low = out[-1].end if out else passage.start
            high = parts[i + 1][0] if i + 1 < len(parts) else passage.end
            out.append(self._reading(rule, passage, (start, end), values, (low, high)))
        return tuple(out)

    def _reading(
        self,
        rule: Rule,
        passage: Passage,
        extent: tuple[int, int],
        values: dict[str, Any],
        limits: tuple[int, int],
    ) -> Reading:
        """One expression with what stands before and after it and belongs to it, within `limits`."""
        (start, end), (low, high), type_ = extent, limits, rule.type
        for suffix in self.suffixes:
            found = suffix.regex.match(passage.lower, end, high)
            if found and _fits(suffix, rule.kind, values) and self._allowed(suffix, found, passage):
                values, end = {**values, **suffix.constants, **_parts(suffix, found)[0][2]}, found.end()
                type_ = suffix.type if suffix.type != "DATE" else type_
                break
        for _ in range(2):
            if not self._any_prefix.search(passage.lower, max(low, start - BEFORE), start):
                break
            for prefix in self.prefixes:
                if not _fits(prefix, rule.kind, values):
                    continue
                found = prefix.regex.search(passage.lower, max(low, start - BEFORE), start)
                if found and self._allowed(prefix, found, passage):
                    values, start = (
                        {**values, **prefix.constants, **_parts(prefix, found)[0][2]},
                        found.start(),
                    )
                    type_ = prefix.type if prefix.type != "DATE" else type_
                    break
        return Reading(start, end, type_, rule.name, build_meaning(rule.kind, values))


def _widest(found: list[Found]) -> list[Found]:
    """What lies in no other; of several alike the first."""
    found.sort(key=lambda f: (f[1].start(), -f[1].end()))
    out: list[Found] = []
    reach = -1
    for rule, match in found:
        if match.end() > reach:
            out.append((rule, match))
            reach = match.end()
    return out


def _fits(affix: Rule, kind: str, values: dict[str, Any]) -> bool:
    test = affix.conditions
    return (
        kind in test.get("kinds", ["date"])
        and any(values.get(f) is not None for f in test.get("needs", values))
        and not any(values.get(f) is not None for f in test.get("without", ()))
    )


def _parts(rule: Rule, found: re.Match[str]) -> tuple[Part, ...]:
    """Extents and values of the expressions in one match."""
    marks = [m for m in "abcd" if m in rule.regex.groupindex and found[m] is not None]
    out = []
    for mark in marks or [""]:
        values = dict(rule.constants)
        for group, (part, table, owner) in rule.groups.items():
            if found[group] is not None and owner in ("", mark):
                values[part] = table.value(found[group])
        out.append((*found.span(mark or 0), values))
    return tuple(out)


def _rows(lang: str, files: list[str]) -> dict[str, list[dict[str, Any]]]:
    """The rules, prefixes and suffixes of all files of a language, in their order."""
    rows: dict[str, list[dict[str, Any]]] = {"rule": [], "prefix": [], "suffix": []}
    for name in files:
        for kind, entries in data.load_toml(lang, "timexes", name).items():
            rows[kind] += entries
    return rows
