"""Builds models/registry/groups.tsv from the UCDP Actor Dataset.

    python models/build_registry.py ucdp-actor-221.csv

Source: UCDP Actor Dataset 22.1, Uppsala Conflict Data Program, https://ucdp.uu.se/downloads/, CC BY 4.0.
Kept are the names of organised armed groups that registry/actors.tsv does not have; "forces of" somebody,
factions and names of one common word are left out. Kinds are told by words of the names.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

from dateline.engines.phrases import fold_phrase

REGISTRY = Path(__file__).parent / "registry"
HEADER = """\
# Armed groups of the UCDP Actor Dataset 22.1 (Uppsala Conflict Data Program, https://ucdp.uu.se/downloads/,
# CC BY 4.0) that actors.tsv does not have. Changed: selected, and kinds told by words of the names.
# Written by models/build_registry.py.
"""
# Country names of the dataset that are not a state's name here, "X (Y)" being read as X.
COUNTRIES = {
    "DR Congo": "CD", "Bosnia-Herzegovina": "BA", "United States of America": "US",
    "Kingdom of eSwatini": "SZ",
    "Yugoslavia": "", "South Vietnam": "VN", "South Yemen": "YE", "North Yemen": "YE", "Madagascar": "MG",
}  # fmt: skip
JIHADIST = re.compile(r"islam|jihad|jama|ansar|muja|sharia|shari'a|al-qaida|tawhid|lashkar-e|shura", re.I)
MILITIA = re.compile(
    r"militia|vigilant|cartel|boys|gang|confraternity|self-defen|paramilit|comando|mara |\bmafia|axe\b", re.I
)
PARTY = re.compile(r"\bparty\b|supporters", re.I)
SKIP = re.compile(
    r"^(forces of|military faction|supporters|opponents|lashkar of)|insurgents$|\bclan\b|faction", re.I
)


def main(path: str) -> None:
    """Write groups.tsv."""
    states = {row["name"]: row["id"] for row in table(REGISTRY.parent / "en" / "states.tsv")}
    states |= COUNTRIES
    seen = set()
    for row in table(REGISTRY / "actors.tsv"):
        names = [row["name"], *row["acronyms"].split("|"), *row["names"].split("|")]
        seen |= {fold_phrase(name) for name in names if name}
    known = {
        fold_phrase(name)
        for state in table(REGISTRY.parent / "en" / "states.tsv")
        for name in (
            state["name"],
            *state["names"].split("|"),
            *state["adjectives"].split("|"),
            *state["demonyms"].split("|"),
        )
    }
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        rows = [entry for row in csv.DictReader(file) if row["Org"] == "1" and (entry := group(row, states))]
    out = []
    for entry in sorted(rows, key=lambda row: int(row[0].removeprefix("group:ucdp-"))):
        names = [entry[1], *(entry[4] + "|" + entry[5]).split("|")]
        folded = {fold_phrase(name) for name in names if name}
        if folded & seen or folded & known:
            continue
        out.append("\t".join(entry))
    text = HEADER + "id\tname\tkind\tcountry\tacronyms\tnames\n" + "\n".join(out) + "\n"
    (REGISTRY / "groups.tsv").write_text(text, encoding="utf-8")
    print(f"{len(out)} groups")


def group(row: dict[str, str], states: dict[str, str]) -> tuple[str, str, str, str, str, str] | None:
    """One line of groups.tsv, None for a row to leave out."""
    columns = ("NameOrigFullEng", "NewNameFullEng", "NameOrigFull", "NameData", "NameOrig", "NewName")
    names = list(dict.fromkeys(clean(row[column]) for column in columns))
    acronyms = [n for n in names if re.fullmatch(r"[A-Z][A-Za-z]{0,3}[A-Z][\w-]*", n) and 3 <= len(n) <= 12]
    full = [n for n in names if n and n not in acronyms and telling(n)]
    if not full or SKIP.search(clean(row["NameData"])):
        return None
    country = re.sub(r" \(.*", "", row["Location"].split(",")[0]).strip()
    text = " ".join(full)
    kind = "rebel_group"
    for sort, pattern in (("jihadist_group", JIHADIST), ("militia", MILITIA)):
        if pattern.search(text):
            kind = sort
            break
    return (
        f"group:ucdp-{row['ActorId']}",
        full[0],
        kind,
        states.get(country, ""),
        "|".join(acronyms),
        "|".join(full[1:]),
    )


def clean(name: str) -> str:
    """A name without brackets and blanks around; empty for "n/a"."""
    name = re.sub(r"\s*[\[(].*?[\])]", "", name or "").replace("\u2019", "'").strip()
    return "" if name == "n/a" or "/" in name or not name.isprintable() else " ".join(name.split())


def telling(name: str) -> bool:
    """Whether a name is told from common words by itself: in Latin letters, of two capitalised words."""
    latin = all(ord(c) < 0x250 or not c.isalpha() for c in name)
    capitals = sum(word[0].isupper() for word in re.findall(r"\w+", name))
    return latin and len(name) > 4 and capitals >= 2


def table(path: Path) -> list[dict[str, str]]:
    """Rows of a table of models/."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if line.strip() and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


if __name__ == "__main__":
    main(sys.argv[1])
