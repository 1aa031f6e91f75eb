"""Reading takes time in proportion to the text, whatever is in it."""

from __future__ import annotations

import time

import pytest

from readers.reading import read

SIZE = 60_000


@pytest.mark.parametrize("form", ["txt", "md"])
@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "ab ",
        "[a",
        "[1]",
        ".",
        "ab.Cd",
        "ab\n",
        "*a",
        "`a",
        "![",
        "[a](",
        "<a ",
        "<!--",
        " ",
        "|",
        "a\n=\n",
        "# a\n",
        '"',
    ],
)
def test_time_grows_with_the_text_and_not_its_square(unit: str, form: str) -> None:
    start = time.process_time()
    read(unit * (SIZE // len(unit)), form)
    assert time.process_time() - start < 6  # a square takes many more
