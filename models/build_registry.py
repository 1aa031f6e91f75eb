"""Builds models/registry/groups.tsv and ucdp.tsv from an edition of the UCDP Actor Dataset.

    python models/build_registry.py ucdp-actor-221.csv

Source: UCDP Actor Dataset, Uppsala Conflict Data Program, https://ucdp.uu.se/downloads/, CC BY 4.0. A newer
edition is built the same way; run `make manifest` afterwards.
groups.tsv: kept are the names of organised armed groups that registry/actors.tsv does not have; "forces of" somebody,
factions and names of one common word are left out. Kinds are told by words of the names.
ucdp.tsv: the ids of the dataset for the states and actors of the registry, by their names.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

from dateline.engines.phrases import fold_phrase

REGISTRY = Path(__file__).parent / "registry"
HEADER = """\
# Armed groups of the UCDP Actor Dataset {edition} (Uppsala Conflict Data Program, https://ucdp.uu.se/downloads/,
# CC BY 4.0) that actors.tsv does not have. Changed: selected, and kinds told by words of the names.
# Written by models/build_registry.py.
"""
IDS_HEADER = """\
# Ids of the UCDP Actor Dataset {edition} (Uppsala Conflict Data Program, https://ucdp.uu.se/downloads/, CC BY 4.0)
# for states and actors of the registry, matched by their names. Written by models/build_registry.py.
"""
# The columns that are read; editions write them as ActorId, actor_id, Actor ID.
COLUMNS = (
    "ActorId", "NameData", "NameOrig", "NameOrigFull", "NameOrigFullEng", "NewName", "NewNameFullEng", "Org",
    "Location", "Version",
)  # fmt: skip
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
    dataset = read(Path(path))
    edition = dataset[0]["Version"]
    rows = [entry for row in dataset if row["Org"] == "1" and (entry := group(row, states))]
    out = []
    for entry in sorted(rows, key=lambda row: int(row[0].removeprefix("group:ucdp-"))):
        names = [entry[1], *(entry[4] + "|" + entry[5]).split("|")]
        folded = {fold_phrase(name) for name in names if name}
        if folded & seen or folded & known:
            continue
        out.append("\t".join(entry))
    header = HEADER.format(edition=edition) + "id\tname\tkind\tcountry\tacronyms\tnames\n"
    (REGISTRY / "groups.tsv").write_text(header + "\n".join(out) + "\n", encoding="utf-8")
    ids = identified(dataset, states) | {line.split("\t")[0]: number(line) for line in out}
    lines = [f"{key}\t{ids[key]}\n" for key in sorted(ids)]
    text = IDS_HEADER.format(edition=edition) + "id\tucdp\n" + "".join(lines)
    (REGISTRY / "ucdp.tsv").write_text(text, encoding="utf-8")
    print(f"edition {edition}: {len(out)} groups, {len(ids)} ids")


def read(path: Path) -> list[dict[str, str]]:
    """Rows of the dataset with the column names of COLUMNS; stops with the missing ones where it has others."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    plain = {re.sub(r"[\W_]", "", name).lower(): name for name in (rows[0] if rows else {})}
    missing = [name for name in COLUMNS if name.lower() not in plain]
    if missing:
        sys.exit(f"{path}: no column {', '.join(missing)}; is it the UCDP Actor Dataset?")
    return [{name: row[plain[name.lower()]] or "" for name in COLUMNS} for row in rows]


def number(line: str) -> int:
    """The UCDP id in a line of groups.tsv."""
    return int(line.split("\t", maxsplit=1)[0].removeprefix("group:ucdp-"))


def identified(dataset: list[dict[str, str]], states: dict[str, str]) -> dict[str, int]:
    """UCDP ids of the states ("Government of X") and of the actors of actors.tsv, where one alone has the name."""
    columns = ("NameData", "NameOrig", "NameOrigFull", "NameOrigFullEng", "NewName", "NewNameFullEng")
    by_name: dict[str, set[int]] = {}
    soils = {}
    for row in dataset:
        places = (re.sub(r" \(.*", "", place).strip() for place in row["Location"].split(","))
        soils[int(row["ActorId"])] = {states.get(place, "") for place in places}
        for name in {fold_phrase(clean(row[column])) for column in columns} - {""}:
            by_name.setdefault(name, set()).add(int(row["ActorId"]))
    out = {}
    for name, state in states.items():
        found = by_name.get(fold_phrase(f"Government of {name}"), set())
        if state and len(found) == 1:
            out.setdefault(f"state:{state}", min(found))
    for row in table(REGISTRY / "actors.tsv"):
        names = [row["name"], *row["names"].split("|")]
        names += [a for a in row["acronyms"].split("|") if len(a) > 3]
        country = row["country"].rstrip("*")
        names = [n for n in names if country or " " in n or n.isupper()]  # "Royalists" there were many
        found = set().union(*(by_name.get(fold_phrase(n), set()) for n in names if n))
        found = {ident for ident in found if not country or country in soils[ident]}
        if len(found) == 1 and row["kind"] not in ("person", "media", "company"):
            out[row["id"]] = min(found)
    return out


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
