"""Places and actors that the annotation names: how many the stock entity recogniser finds, how many our stages find.

    python benchmarks/names.py GOLD.json TEXT [GOLD.json TEXT ...]

Counted is every occurrence in the text of a name that the annotation gives to a place or participant; it is found
when a mention overlaps it (stock: GPE, LOC, FAC for places; ORG, NORP, PERSON, GPE for actors). The stock recogniser
reads the text that our reader has cleaned, which flatters it: citation marks make it worse.
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

import spacy

from dateline.build import analyse, build, installed_model
from dateline.readers.inputs import discover, read

STOCK = {"places": {"GPE", "LOC", "FAC"}, "actors": {"ORG", "NORP", "PERSON", "GPE"}}


def names(gold: dict, layer: str) -> set[str]:
    """Capitalised names that the annotation gives to places or actors."""
    entries = []
    for event in gold["events"]:
        entries += (
            ([event["place"]] if event["place"] else []) if layer == "places" else event["participants"]
        )
    found = {name for entry in entries for name in (entry["name"], *(entry.get("aka") or []))}
    return {name for name in found if name[:1].isupper()}


def occurrences(text: str, wanted: set[str], covers: list[list[int]] | None) -> list[tuple[int, int]]:
    """Spans of the names in the text, the longest where two overlap."""
    if not wanted:
        return []
    pattern = "|".join(re.escape(name) for name in sorted(wanted, key=len, reverse=True))
    return [m.span() for m in re.finditer(rf"\b(?:{pattern})\b", text)]


def main() -> None:
    """Print recall and time of both, over all texts given."""
    nlp, stock = build("en"), spacy.load(installed_model("en"))
    hits = {(layer, who): 0 for layer in STOCK for who in ("stock", "dateline")}
    total = dict.fromkeys(STOCK, 0)
    seconds = 0.0
    for gold_path, text_path in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
        gold = json.loads(Path(gold_path).read_text(encoding="utf-8"))
        (source,) = discover([text_path]).inputs
        (article,) = read(source, lang="en", max_chars=10_000_000)
        doc = analyse(nlp, article)
        plain = stock(article.text)
        start = time.perf_counter()
        stock.get_pipe("ner")(plain)
        seconds += time.perf_counter() - start
        for layer, labels in STOCK.items():
            spans = occurrences(article.text, names(gold, layer), gold.get("covers"))
            mine = [
                (m.start, m.end)
                for m in [*getattr(doc._, layer), *(doc._.places if layer == "actors" else ())]
            ]
            theirs = [(e.start_char, e.end_char) for e in plain.ents if e.label_ in labels]
            total[layer] += len(spans)
            for who, mentions in (("stock", theirs), ("dateline", mine)):
                hits[layer, who] += sum(
                    any(a < end and start < b for a, b in mentions) for start, end in spans
                )
    for (layer, who), n in hits.items():
        print(f"{layer:7s} {who:9s} {100 * n / total[layer]:5.1f} %  ({n} of {total[layer]} occurrences)")
    print(f"time of the stock recogniser alone: {seconds:.2f} s")


if __name__ == "__main__":
    main()
