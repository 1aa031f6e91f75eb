"""Explicit dates in languages without rules of their own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import data
from dateline.engines.time.explicit import ExplicitDates

FOUND = [
    ("fr", "Le 17 janvier 1912, la ville tombe.", [("17 janvier 1912", (1912, 1, 17))]),
    ("fr", "Le 1er avril, puis en mars 1913.", [("1er avril", (None, 4, 1)), ("mars 1913", (1913, 3, None))]),
    ("es", "El 17 de enero de 1912 cayó la villa.", [("17 de enero de 1912", (1912, 1, 17))]),
    ("es", "En febrero de 1945 cayó.", [("febrero de 1945", (1945, 2, None))]),
    ("de", "Am 3. Mai 1945 fiel die Stadt.", [("3. Mai 1945", (1945, 5, 3))]),
    ("de", "Am 24.12.1944 fiel die Stadt.", [("24.12.1944", (1944, 12, 24))]),
    ("ru", "17 января 1912 года пал город.", [("17 января 1912", (1912, 1, 17))]),
    ("uk", "Місто впало 3 травня.", [("3 травня", (None, 5, 3))]),
    ("ar", "سقطت المدينة في 17 يناير 1912", [("17 يناير 1912", (1912, 1, 17))]),
    ("pt", "Em 25 de abril de 1974 caiu.", [("25 de abril de 1974", (1974, 4, 25))]),
    ("tr", "Kent 17 Ocak 1912 tarihinde düştü.", [("17 Ocak 1912", (1912, 1, 17))]),
    (
        "ja",
        "2011年3月11日に発生、4月7日に余震。",
        [("2011年3月11日", (2011, 3, 11)), ("4月7日", (None, 4, 7))],
    ),
    ("ko", "1950년 6월 25일, 9월 15일", [("1950년 6월 25일", (1950, 6, 25)), ("9월 15일", (None, 9, 15))]),
    # what is no date of the calendar, and what only looks like one
    ("fr", "Le 31 février 1912 et le 45 mai 1912.", []),
    ("fr", "Il y a 1 200 hommes, la cote 304 et 12 mars.", [("12 mars", (None, 3, 12))]),
    ("de", "Abschnitt 3.5 und 192.168.0.1", []),
    ("es", "Mayo y junio fueron duros.", []),
]


@pytest.mark.parametrize(("lang", "text", "expected"), FOUND)
def test_explicit_dates_are_found_and_read(lang: str, text: str, expected: list[tuple[str, object]]) -> None:
    found = ExplicitDates(lang).read(text, 0, len(text))
    assert [(text[a:b], (d.year, d.month, d.day)) for a, b, d in found] == expected


@given(st.text(alphabet=st.sampled_from("1239 ./-,janvriemslépt"), max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_and_spans_lie_within_it_in_order(text: str) -> None:
    at = 0
    for start, end, date in ExplicitDates("fr").read(text, 0, len(text)):
        assert at <= start < end <= len(text)
        assert date.month is not None
        at = end


def test_many_languages_are_known() -> None:
    assert {data.folder_of(lang) for lang in ("fr", "ar", "ru", "es", "uk", "sw", "am", "fa")} == {
        data.GENERIC
    }
    assert data.folder_of("en") == "en"
    assert data.folder_of("xx") is None
