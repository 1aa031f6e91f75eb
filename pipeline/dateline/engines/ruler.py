"""spaCy's attribute ruler with a memory: the same attributes, in a fraction of the time.

Nearly all of its patterns look at one token, and at few forms: which patterns match a token is remembered by the
token's form (where a pattern names it), tag and label. Only the few patterns of several tokens are matched in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import numpy as np
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, POS, TAG
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Token
from spacy.tokens._retokenize import set_token_attrs

COLUMNS = [POS, MORPH, LEMMA]  # what nearly all rules set
NOTHING = (0, 0, 0)
Rules = tuple[int, ...]  # indices into the ruler's attributes; later ones win


class MemoRuler:
    """Applies the rules of an AttributeRuler; the result is the same."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler = ruler
        self._vocab = ruler.vocab
        self._single, self._several = Matcher(ruler.vocab), Matcher(ruler.vocab)
        for rule, all_patterns in enumerate(patterns_of(ruler)):
            for matcher, patterns in (
                (self._single, [p for p in all_patterns if len(p) == 1]),
                (self._several, [p for p in all_patterns if len(p) > 1]),
            ):
                if patterns:
                    matcher.add(str(rule), patterns)
        self._forms = Forms(ruler)
        self._known: dict[tuple[int, ...], tuple[Rules, tuple[int, ...] | None]] = {}
        self._merged: dict[Rules, dict[Any, Any]] = {}

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 16) -> Iterator[Doc]:
        """Apply to each Doc; `batch_size` is part of spaCy's protocol and has no influence."""
        return (self(doc) for doc in docs)

    def __call__(self, doc: Doc) -> Doc:
        """Apply to a Doc and return it."""
        if not len(doc):
            return doc
        extra = self._of_several(doc)
        whole: list[tuple[int, Rules]] = []  # tokens of which more than the COLUMNS is set
        rows = []
        for i, (form, *other) in enumerate(doc.to_array([LOWER, TAG, DEP, IS_SPACE]).tolist()):
            key = (self._forms[form], *other)
            known = self._known.get(key)
            if known is None:
                rules = self._of_token(doc[i])
                known = self._known[key] = (rules, self._row(rules))
            rules, row = known
            if i in extra:
                rules = tuple(sorted({*rules, *extra[i]}))
                row = self._row(rules)
            if row is None:
                whole.append((i, rules))
                row = NOTHING
            rows.append(row)
        doc.from_array(COLUMNS, np.array(rows, dtype="uint64"))  # type: ignore[arg-type]
        for i, rules in whole:
            set_token_attrs(doc[i], self._attributes(rules))
        return doc

    def _row(self, rules: Rules) -> tuple[int, ...] | None:
        """The values of the COLUMNS that these rules set; None if they set others too."""
        attributes = self._attributes(rules)
        if not attributes.keys() <= set(COLUMNS):
            return None
        return tuple(attributes.get(column, 0) for column in COLUMNS)

    def _of_token(self, token: Token) -> Rules:
        """The rules of one token that match it, wherever it stands."""
        alone = Doc(token.vocab, words=[token.text])
        alone[0].tag, alone[0].dep = token.tag, token.dep
        return tuple(sorted({self._number(m) for m, *_ in self._single(alone, allow_missing=True)}))

    def _of_several(self, doc: Doc) -> dict[int, Rules]:
        """Token index → rules of several tokens that speak of it."""
        found = []
        for match, start, end in self._several(doc, allow_missing=True):
            rule = self._number(match)
            found.append((range(start, end)[self._ruler.indices[rule]], rule))
        return {at: tuple(r for _, r in group) for at, group in groupby(sorted(found), key=lambda f: f[0])}

    def _number(self, match: int) -> int:
        return int(self._vocab.strings[match])

    def _attributes(self, rules: Rules) -> dict[Any, Any]:
        """What these rules set together."""
        if rules not in self._merged:
            merged: dict[Any, Any] = {}
            for rule in rules:
                merged.update(self._ruler.attrs[rule])
            self._merged[rules] = merged
        return self._merged[rules]


def patterns_of(ruler: AttributeRuler) -> list[list[list[dict[str, Any]]]]:
    """The patterns of every rule, each a list of tests, one a token."""
    return [list(entry["patterns"]) for entry in ruler.patterns]  # type: ignore[arg-type]


class Forms(dict[int, int]):
    """Lower-case form → itself if a pattern of one token names it, else 0: all other forms are alike to the ruler.

    Raises ValueError for a pattern that looks at anything else than form, tag, label and white space.
    """

    def __init__(self, ruler: AttributeRuler) -> None:
        super().__init__()
        self._strings = ruler.vocab.strings
        self._listed: set[str] = set()
        expressions: list[str] = []
        for patterns in patterns_of(ruler):
            for test in (pattern[0] for pattern in patterns if len(pattern) == 1):
                named = test.get("LOWER", {})
                tests: dict[str, Any] = {"IN": [named]} if isinstance(named, str) else dict(named)
                expressions += [tests.pop("REGEX")] if "REGEX" in tests else []
                if not test.keys() <= {"LOWER", "TAG", "DEP", "IS_SPACE"} or not tests.keys() <= {
                    "IN",
                    "NOT_IN",
                }:
                    raise ValueError(f"a pattern of the attribute ruler that is not understood: {test}")
                self._listed.update(form for forms in tests.values() for form in forms)
        self._expressions = [re.compile(expression) for expression in expressions]

    def __missing__(self, form: int) -> int:
        word = self._strings[form]
        named = word in self._listed or any(e.search(word) for e in self._expressions)
        self[form] = form if named else 0
        return self[form]
