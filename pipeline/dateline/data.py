"""Finds and reads the data in models/: TOML for rules and lexicons, TSV for tables."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from dateline.errors import DatelineError

GENERIC = "xx"  # the folder of what holds for a language of which nothing is known


def models_dir() -> Path:
    """The folder of models: inside the installed package, or at the root of a source checkout."""
    inside = Path(__file__).parent / "models"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "models"


def languages() -> list[str]:
    """Codes of the languages that have a model (a folder with a language.toml), sorted."""
    return sorted({path.parent.name for path in models_dir().glob("*/language.toml")} - {GENERIC})


@cache
def folder_of(lang: str) -> str | None:
    """The folder of models/ that a language is read with; None for a language that cannot be read.

    A language without a model is read with GENERIC, for its explicit dates, if dateparser knows its months.
    """
    if lang in languages():
        return lang
    from dateparser.data.languages_info import language_order

    return GENERIC if lang in language_order else None


def path_of(*parts: str) -> Path:
    """Path of a data file, such as `path_of("en", "timexes.toml")`; raises E302 if it is missing."""
    path = models_dir().joinpath(*parts)
    if not path.is_file():
        raise DatelineError("E302", path="/".join(parts))
    return path


def load_toml(*parts: str) -> dict[str, Any]:
    """A TOML file of the models; raises E302 if missing, E304 if it does not parse."""
    path = path_of(*parts)
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DatelineError("E304", path="/".join(parts), reason=error) from error


def load_tsv(*parts: str) -> list[dict[str, str]]:
    """Rows of a tab-separated table with a header line; lines that begin with # are comments."""
    with path_of(*parts).open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if line.strip() and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, lineterminator="\n"))
