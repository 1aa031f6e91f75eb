"""Reads time expressions by pattern rules that a language keeps as data.

A rule is a regular expression over lower-cased text in which `{field}`, `{field:table}` and
`{field:table@a}` stand for the words of a table and give `field` the table's value. Groups named
a, b, c are several expressions in one match ("8 and 10 February"): fields with that mark belong
to one of them, the others to all. The engine knows fields (month, unit, sign) and no word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal

from spacy.attrs import IDX
from spacy.tokens import Doc, Token

from dateline import data
from dateline.engines.script import normal_text
from dateline.engines.time.calendar import CalendarDate, Duration, Meaning, Recurrence, Reference, Shift
from dateline.layers import article_of

KINDS: dict[str, type[Any]] = {
    "date": CalendarDate, "shift": Shift, "reference": Reference, "duration": Duration, "set": Recurrence,
}  # fmt: skip
KNOWN = {kind: frozenset(f.name for f in fields(cls)) for kind, cls in KINDS.items()}
PLACEHOLDER = re.compile(r"\{([a-z_]\w*)(?::(\w+))?(?:@([a-c]))?\}")
FRAGMENT = re.compile(r"(?<!\?P)<([a-z_]+)>")
CONTEXT_TESTS = {
    "before": ("left", True),
    "not_before": ("left", False),
    "after": ("right", True),
    "not_after": ("right", False),
}
CONDITIONS = (
    "capital", "lower", "tags", "next_tags", "not_next_tags", "not_previous_tags", "names",
    "needs", "without", "kinds",
)  # fmt: skip
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Part = tuple[int, int, dict[str, Any]]  # extent and values of one expression
HEAD, TAIL = r"(?<!\w)", r"(?!\w)"  # a rule begins and ends with a word, where words are spaced
CONTEXT = 48  # characters of context that a condition may look at


@dataclass(frozen=True, slots=True)
class Table:
    """Words and their values; digits count as themselves, joined words ("twenty-four") as their sum.

    `figures` are letters that stand for digits where they follow one another.
    """

    words: dict[str, Any]
    pattern: str | None
    figures: dict[int, str]

    def regex(self) -> str:
        """Alternatives, longest first."""
        listed = [re.escape(w).replace(r"\ ", r"\s") for w in sorted(self.words, key=len, reverse=True)]
        return "|".join(([self.pattern] if self.pattern else []) + listed)

    def value(self, text: str) -> Any:
        """What `text`, a match of `regex`, stands for."""
        text = " ".join(text.split())
        if text in self.words:
            return self.words[text]
        if digits := re.match(r"[\d,.]*\d", text.translate(self.figures)):
            number = float(digits.group().replace(",", ""))
            return int(number) if number.is_integer() else number
        return sum(self.words[part] for part in re.split(r"\W+", text) if part in self.words)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, compiled. `conditions` are checked on every match; `key` is the table that must occur."""

    name: str
    kind: str
    type: TimexType
    key: str
    regex: re.Pattern[str]
    groups: dict[str, tuple[str, Table, str]]  # regex group: field, table, mark
    constants: dict[str, Any]
    conditions: dict[str, Any]
    examples: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Family:
    """The rules of one key. `any_of` finds where one of them may match: one scan of the text for all of them."""

    key: str
    rules: list[Rule]
    any_of: re.Pattern[str]

    @classmethod
    def of(cls, rules: list[Rule], head: str) -> Family:
        """The family of rules that share a key and begin with `head`."""
        return cls(rules[0].key, rules, any_of(rules, head))

    def matches(self, lower: str, start: int, end: int) -> Iterator[tuple[Rule, re.Match[str]]]:
        """Every match of every rule in `lower[start:end]`, one a start."""
        at = self.any_of.search(lower, start, end)
        while at is not None:
            for rule in self.rules:
                found = rule.regex.match(lower, at.start(), end)
                if found and found.end() > found.start():
                    yield rule, found
            at = self.any_of.search(lower, at.start() + 1, end)


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


@dataclass(frozen=True, slots=True)
class Passage:
    """The stretch `start:end` of a Doc that a grammar reads.

    `lower` is the folded text of the whole Doc, `starts` the text offsets of its tokens, `known` what has been
    looked for in the whole text, and whether it is there.
    """

    doc: Doc
    text: str
    lower: str
    starts: list[int]
    start: int
    end: int
    known: dict[re.Pattern[str], bool] = field(default_factory=dict)

    @classmethod
    def whole(cls, doc: Doc) -> Passage:
        """All of a Doc."""
        text = article_of(doc).text  # doc.text joins all tokens anew at every call
        return cls(doc, text, fold(normal_text(doc)), doc.to_array(IDX).tolist(), 0, len(text))

    def part(self, start: int, end: int) -> Passage:
        """A stretch of the same Doc."""
        return replace(self, start=start, end=end)

    def somewhere(self, pattern: re.Pattern[str]) -> bool:
        """Whether the whole text has it, in this passage or elsewhere."""
        if pattern not in self.known:
            self.known[pattern] = pattern.search(self.lower) is not None
        return self.known[pattern]

    def left(self, at: int) -> str:
        """What stands before `at`, lower-cased, no more than a condition may look at."""
        return self.lower[max(self.start, at - CONTEXT) : at]

    def right(self, at: int) -> str:
        """What stands from `at` on, lower-cased."""
        return self.lower[at : min(self.end, at + CONTEXT)]

    def token(self, at: int) -> Token:
        """The token at a text offset (the one before, if the offset is white space)."""
        return self.doc[max(bisect_right(self.starts, at) - 1, 0)]

    def after(self, at: int) -> Token | None:
        """The first token that begins at or after `at`."""
        token = self.token(at)
        i = token.i if token.idx >= at else token.i + 1
        return self.doc[i] if i < len(self.doc) and self.doc[i].idx < self.end else None

    def next_tag(self, at: int) -> str:
        """Tag of the first token that begins at or after `at`; "" at the end."""
        token = self.after(at)
        return token.tag_ if token is not None else ""

    def previous_tag(self, at: int) -> str:
        """Tag of the token before the one at `at`; "" at the beginning and for punctuation."""
        i = self.token(at).i - 1
        return (
            self.doc[i].tag_ if i >= 0 and self.doc[i].idx >= self.start and not self.doc[i].is_punct else ""
        )


def fold(text: str) -> str:
    """Lower case, character by character, so that offsets stay."""
    lower = text.lower()
    return (
        lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    )


def any_of(rules: list[Rule], head: str) -> re.Pattern[str]:
    """What matches where one of the rules, which all begin with `head`, does."""
    nameless = (re.sub(r"\(\?P<\w+>", "(?:", rule.regex.pattern).removeprefix(head) for rule in rules)
    return re.compile(f"{head}(?:{'|'.join(nameless)})")


class Grammar:
    """The rules of one language, from models/<lang>/timexes/."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        words = data.load_toml(lang, "timexes", "words.toml")
        figures = {ord(letter): str(digit) for letter, digit in words.get("digits", {}).items()}
        self.tables = {
            name: Table({str(k): v for k, v in body.get("words", {}).items()}, body.get("pattern"), figures)
            for name, body in words["tables"].items()
        }
        self.spaced: bool = words.get("spaced", True)
        self._head, self._tail = (HEAD, TAIL) if self.spaced else ("", "")
        self.fragments: dict[str, str] = words["fragments"]
        self.names = words["names"]
        rows = data.load_toml(lang, "timexes", "rules.toml")
        self.rules = [self._rule(row, self._head, self._tail) for row in rows["rule"]]
        self.prefixes = [self._rule(row, self._head, r"\Z") for row in rows["prefix"]]
        self._any_prefix = any_of(self.prefixes, self._head)
        self.suffixes = [self._rule(row, "", self._tail) for row in rows["suffix"]]
        self._index = self._key_index() if self.spaced else {}
        self._families = [
            Family.of([r for r in self.rules if r.key == key], self._head) for key in self._keys_in_order()
        ]

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

    def _key_index(self) -> dict[str, set[str]]:
        """First word of every entry of the key tables, and which tables it opens."""
        index: dict[str, set[str]] = {}
        for key in {rule.key for rule in self.rules} - {"digit"}:
            for word in self.tables[key].words:
                first = re.match(r"\w+", word)
                index.setdefault(first.group() if first else word, set()).add(key)
        return index

    def keys(self, sentence: str) -> set[str]:
        """The key tables that this lower-cased sentence has a word of; "digit" for any digit; all if unspaced."""
        if not self.spaced:
            return {rule.key for rule in self.rules}
        found: set[str] = set()
        for word in re.findall(r"[^\W_]+", sentence):
            if word[0].isdigit():
                found.add("digit")
                found |= self._index.get(word.lstrip("0123456789"), set())
            elif word in self._index:
                found |= self._index[word]
        return found

    def read(self, passage: Passage) -> list[Reading]:
        """The time expressions of a passage (a sentence), in order."""
        keys = self.keys(passage.lower[passage.start : passage.end])
        if not keys:
            return []
        found = [m for family in self._families if family.key in keys for m in self._matches(family, passage)]
        found.sort(key=lambda m: (m.start - m.end, m.start))
        taken: list[Match] = []
        for match in found:
            if all(match.end <= other.start or other.end <= match.start for other in taken):
                taken.append(match)
        taken.sort(key=lambda m: m.start)
        return [reading for match in taken for reading in match.readings]

    def _matches(self, family: Family, passage: Passage) -> Iterator[Match]:
        for rule, found in family.matches(passage.lower, passage.start, passage.end):
            if not self._allowed(rule, found, passage):
                continue
            match = Match(self._readings(rule, _parts(rule, found), passage))
            if not (rule.conditions.get("names", True) and self._in_name(match, passage)):
                yield match

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
        """Whether a proper name goes on: a capitalised head to the right, nothing lower between."""
        first, last = passage.token(match.start), passage.token(match.end - 1)
        following = passage.after(match.end)
        if (
            following is None
            or not following.text[:1].isupper()
            or passage.previous_tag(match.start) in self.names["not_after"]
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

    def _readings(self, rule: Rule, parts: tuple[Part, ...], passage: Passage) -> tuple[Reading, ...]:
        out: list[Reading] = []
        for i, (start, end, read) in enumerate(parts):
            values = dict(read)
            if "year2" in values and out:
                values["year"] = _full_year(values.pop("year2"), out[-1].meaning)
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
            if not self._any_prefix.search(passage.lower, max(low, start - CONTEXT), start):
                break
            for prefix in self.prefixes:
                if not _fits(prefix, rule.kind, values):
                    continue
                found = prefix.regex.search(passage.lower, max(low, start - CONTEXT), start)
                if found and self._allowed(prefix, found, passage):
                    values, start = (
                        {**values, **prefix.constants, **_parts(prefix, found)[0][2]},
                        found.start(),
                    )
                    type_ = prefix.type if prefix.type != "DATE" else type_
                    break
        return Reading(start, end, type_, rule.name, build_meaning(rule.kind, values))


def _fits(affix: Rule, kind: str, values: dict[str, Any]) -> bool:
    test = affix.conditions
    return (
        kind in test.get("kinds", ["date"])
        and any(values.get(f) is not None for f in test.get("needs", values))
        and not any(values.get(f) is not None for f in test.get("without", ()))
    )


def _parts(rule: Rule, found: re.Match[str]) -> tuple[Part, ...]:
    """Extents and values of the expressions in one match."""
    marks = [m for m in "abc" if m in rule.regex.groupindex and found[m] is not None]
    out = []
    for mark in marks or [""]:
        values = dict(rule.constants)
        for group, (part, table, owner) in rule.groups.items():
            if found[group] is not None and owner in ("", mark):
                values[part] = table.value(found[group])
        out.append((*found.span(mark or 0), values))
    return tuple(out)


def _full_year(short: int, before: Meaning) -> int | None:
    """A year of one or two digits ("1914-18") after a full one."""
    if not isinstance(before, CalendarDate) or before.year is None:
        return None
    size = 100 if short >= 10 else 10
    return before.year - before.year % size + short


def build_meaning(kind: str, values: dict[str, Any]) -> Meaning:
    """The meaning that a rule's values make; a table may give several fields at once."""
    flat: dict[str, Any] = {}
    for key, value in values.items():
        flat.update(value if isinstance(value, dict) else {key: value})
    if more := flat.pop("more", None):
        flat["amount"] += more
    if flat.pop("vague", False):
        flat["amount"] = None
    if kind == "date":
        return _date(flat)
    if kind == "shift":
        _clock(flat)
    meaning: Meaning = KINDS[kind](**{k: v for k, v in flat.items() if k in KNOWN[kind]})
    return meaning


def _clock(values: dict[str, Any]) -> None:
    """Fold the half of the day into the hour: 12 AM is 0, 9 PM is 21."""
    half = values.pop("halfday", None)
    if half and values.get("hour") is not None:
        values["hour"] = values["hour"] % 12 + (12 if half == "PM" else 0)


def _date(values: dict[str, Any]) -> CalendarDate:
    """A CalendarDate with decade, century, reign and era folded into `year` and `span`."""
    before_christ = values.get("era") == "BC"
    values["era"] = "era" in values
    _clock(values)
    if (reign := values.pop("reign", None)) is not None:
        values.setdefault("year", reign + values.pop("regnal"))
    if (decade := values.pop("decade", None)) is not None:
        decade += 100 * (values.pop("century", 1) - 1)
        values |= {"year": -decade - 8 if before_christ else decade, "span": 10}
    elif (century := values.pop("century", None)) is not None:
        values |= {"year": 1 - 100 * century if before_christ else 100 * (century - 1), "span": 100}
    elif before_christ and values.get("year") is not None:
        values["year"] = 1 - values["year"]
    date = CalendarDate(**{k: v for k, v in values.items() if k in KNOWN["date"]})
    return replace(date, mod=None) if date.nth and date.mod else date
