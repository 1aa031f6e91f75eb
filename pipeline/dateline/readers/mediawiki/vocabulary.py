"""The names that MediaWiki pages use, from models/mediawiki: templates, boxes, namespaces, tags."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from dateline import data
from dateline.errors import DatelineError

Kind = Literal[
    "text", "phrase", "link", "flag", "icon", "convert", "date", "sign", "list", "reference", "status", "hatnote",
    "notice", "box", "cite", "other box", "unknown",
]  # fmt: skip

FOLDER = "mediawiki"
_KINDS: tuple[Kind, ...] = (
    "text", "phrase", "link", "flag", "icon", "convert", "date", "sign", "list", "reference", "status", "hatnote",
    "notice",
)  # fmt: skip
_PREFIX = re.compile(r"^(?:template|模板|t):", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]{3}$")
_SIDE = re.compile(r"(?P<name>.*?)(?P<side>\d?)(?P<part>[a-z]?)$")
_BREAKS = re.compile(r"[\s_]+")
# Kinds whose templates stand within a line, so that one which is not closed there never is.
_WITHIN_LINE = frozenset({"phrase", "flag", "icon", "link", "convert", "date", "sign", "status"})


@dataclass(frozen=True, slots=True)
class Template:
    """What templates of one name do; `data` is their entry in templates.toml, `rest` what a "*" stood for."""

    kind: Kind
    data: dict[str, Any]
    rest: str = ""


@dataclass(frozen=True, slots=True)
class BoxField:
    """What a field of a box tells: `side` is None where its name has no number; `kind` of its figures."""

    field: str
    side: int | None
    kind: str | None


class Vocabulary:
    """The data of models/mediawiki, ready to look things up in."""

    def __init__(self) -> None:
        self.pages = data.load_toml(FOLDER, "pages.toml")
        self.boxes = data.load_toml(FOLDER, "boxes.toml")
        table = data.load_toml(FOLDER, "templates.toml")
        self.cite: dict[str, Any] = table["cite"]
        self._exact: dict[str, Template] = {}
        self._patterns: list[tuple[re.Pattern[str], Template]] = []
        for kind in _KINDS:
            for row in table[kind]:
                self._add(kind, row, row["names"])
        self._add("cite", self.cite, self.cite["names"])
        for box, names in self.boxes["boxes"].items():
            self._add("box", {"box": box}, names)
        spaces = self.pages["namespaces"]
        self.files, self.categories, self.languages = (
            frozenset(spaces[key]) for key in ("files", "categories", "languages")
        )
        self._fields = self._box_fields(self.boxes["fields"])
        self._own_fields = {
            box: self._box_fields(fields) for box, fields in self.boxes["fields_of_boxes"].items()
        }
        self._countries = {row["alpha3"]: row["name"] for row in data.load_tsv(FOLDER, "codes.tsv")}
        self._states = _states()

    def _add(self, kind: Kind, row: dict[str, Any], names: list[str]) -> None:
        for name in names:
            if "*" in name.strip("*") or (name != "*" and "*" in name):
                pattern = re.escape(name.lower()).replace(r"\*", "(.*)")
                self._patterns.append((re.compile(pattern), Template(kind, row)))
            else:
                self._exact.setdefault(name.lower(), Template(kind, row))

    @lru_cache(maxsize=4096)  # noqa: B019  one vocabulary lives as long as the program
    def template(self, written: str) -> Template:
        """What a template does, by its name as written."""
        name = normal_name(written)
        if found := self._exact.get(name):
            return found
        if _CODE.match(written.strip()) and written.strip() in self._countries:
            return Template("flag", {"country": ["name"]})
        for pattern, template in self._patterns:
            if match := pattern.fullmatch(name):
                return Template(template.kind, template.data, match[1])
        return Template("other box" if "infobox" in name or "box" in name.split() else "unknown", {})

    def within_line(self, written: str) -> bool:
        """Whether templates of this name never go over several lines."""
        return self.template(written).kind in _WITHIN_LINE

    def is_box(self, written: str) -> bool:
        """Whether templates of this name are boxes on conflicts."""
        return self.template(written).kind == "box"

    def _box_fields(self, fields: dict[str, list[str]]) -> dict[str, tuple[str, str | None]]:
        out: dict[str, tuple[str, str | None]] = {}
        for field, names in fields.items():
            out.update(dict.fromkeys(names, (field, None)))
        for kind, names in self.boxes["kinds_of_fields"].items():
            out.update(dict.fromkeys(names, ("casualty", kind)))
        return out

    @lru_cache(maxsize=1024)  # noqa: B019
    def box_field(self, written: str, box: str | None = None) -> BoxField | None:
        """What the field of a box tells, by its name as written; None for fields that are not read."""
        name = _BREAKS.sub("", written).lower()
        fields = self._own_fields.get(box or "", self._fields)
        if found := fields.get(name):
            return BoxField(found[0], None, found[1])
        side: int | None = self.boxes["numerals"].get(name[-1:])
        if side is not None:
            stem = name[:-1]
        else:
            match = _SIDE.match(name)
            if match is None or not match["side"]:
                return None
            stem, side = match["name"], int(match["side"])
        found = fields.get(stem)
        return BoxField(found[0], side, found[1]) if found else None

    def country_of_code(self, code: str) -> str:
        """The English name of the country with an ISO 3166-1 alpha-3 code; the code itself if there is none."""
        return self._countries.get(code.strip(), code)

    def state(self, name: str) -> str | None:
        """The id of a state by one of its names or its alpha-3 code; see registry/states.tsv."""
        return self._states.get(self.country_of_code(name).strip().casefold())


def normal_name(written: str) -> str:
    """A template's name as names are compared."""
    return _PREFIX.sub("", _BREAKS.sub(" ", written).strip().lower()).strip()


def _states() -> dict[str, str]:
    """Ids of states by their names in all languages there are."""
    out: dict[str, str] = {}
    for lang in data.languages():
        try:
            rows = data.load_tsv(lang, "states.tsv")
        except DatelineError:
            continue  # a language may have no names of states of its own
        for row in rows:
            for name in (row["name"], *row["names"].split("|")):
                if name:
                    out.setdefault(name.casefold(), row["id"])
    return out


@lru_cache(maxsize=1)
def load() -> Vocabulary:
    """The vocabulary; raises DatelineError E302 or E304 where its data are missing or damaged."""
    return Vocabulary()


def script_of(text: str, conversion: dict[str, Any]) -> Literal["simplified", "traditional"]:
    """The script that most of the text is in; simplified where nothing tells."""
    counts = Counter(text)
    simplified = sum(counts[char] for char in conversion["simplified_only"])
    traditional = sum(counts[char] for char in conversion["traditional_only"])
    return "traditional" if traditional > simplified else "simplified"
