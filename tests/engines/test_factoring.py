"""Patterns joined by what they share at their beginning find what they find one by one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.engines.time.factoring import joined

PIECES = st.sampled_from(
    ["a", "b?", "(?:ab|b)", "[ab(]", r"\(", "(?!c)", "(?<=a)", "(?:a)+?", "c{1,2}", "(?:(?:b)c)"]
)
PATTERN = st.lists(PIECES, min_size=1, max_size=4).map("".join)
PATTERNS = st.lists(
    st.one_of(PATTERN, PATTERN.map(lambda p: f"(?:{p})(?!b)"), PATTERN.map(lambda p: f"{p}|cb")), min_size=1
)


@given(PATTERNS, st.text("abc(", max_size=12))
def test_joined_patterns_match_where_one_of_them_does(patterns: list[str], text: str) -> None:
    together = re.compile(joined(patterns))
    for start in range(len(text) + 1):
        apart = any(re.compile(p).match(text, start) for p in patterns)
        assert bool(together.match(text, start)) == apart


@pytest.mark.parametrize(
    ("patterns", "pattern"),
    [(["ab", "ac"], "a(?:b|c)"), (["(?:x|y)?1", "(?:x|y)?2"], "(?:x|y)?(?:1|2)"), (["(?:ab)(?!c)", "a"], "a"),
     (["a|b", "c"], "a|b|c")],
)  # fmt: skip
def test_what_is_shared_is_tried_once(patterns: list[str], pattern: str) -> None:
    assert joined(patterns) == pattern
