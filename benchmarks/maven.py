"""How many of the triggers that MAVEN marks our event lexicon finds, by MAVEN type.

    python benchmarks/maven.py sentences.jsonl.gz [--types Attack,Killing] [--missed N]

The file holds one sentence a line: {"tokens": [...], "events": [{"text", "start", "end", "event_type"}]}, offsets in
tokens (MAVEN, Wang et al. 2020, MIT). Only the types that our ontology covers count, and only as an indication: MAVEN
marks every mention, also of general background ("the war"), which the records leave out. A trigger is found when a
record's trigger overlaps it, and "merged" when our lexicon matched it but another record tells its happening.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from spacy.language import Language

from dateline.article import Article
from dateline.build import analyse, build
from dateline.engines.events.layers_by_token import LayersByToken

# MAVEN types that our ontology covers.
# fmt: off
COVERED = (
    "Agree_or_refuse_to_act", "Arrest", "Attack", "Besieging", "Bodily_harm", "Change_of_leadership",
    "Choosing", "Commitment", "Conquering", "Control", "Criminal_investigation", "Death", "Defending",
    "Destroying", "Escaping", "Extradition", "Hostile_encounter", "Judgment_communication", "Kidnapping",
    "Killing", "Legal_rulings", "Military_operation", "Protest", "Quarreling", "Ratification", "Releasing",
    "Removing", "Request", "Rescuing", "Revenge", "Robbery", "Sending", "Sign_agreement", "Statement",
    "Supply", "Supporting", "Surrendering", "Surrounding", "Terrorism", "Theft", "Use_firearm", "Violence",
    "Warning",
)
# fmt: on
BATCH = 200  # sentences read as one article, each a paragraph of its own


def sentences(path: Path) -> list[dict[str, Any]]:
    """The rows of the file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def spans(tokens: list[str], start: int) -> list[tuple[int, int]]:
    """Where each token lies in the text that joins them with blanks, `start` characters in."""
    out, at = [], start
    for token in tokens:
        out.append((at, at + len(token)))
        at += len(token) + 1
    return out


def read(nlp: Language, rows: list[dict[str, Any]], types: set[str]) -> list[tuple[str, str, str, str]]:
    """Of each trigger of the types: type, text, "found", "merged" or "missed", and its sentence."""
    texts = [" ".join(row["tokens"]) for row in rows]
    doc = analyse(nlp, Article.from_text("\n\n".join(texts)))
    matcher, layers = nlp.get_pipe("dateline_events").matcher, LayersByToken(doc)
    frames = [f for s in doc._.sentences for f in matcher.match(doc, layers, s.first, s.last)]
    matched = [(doc[a].idx, doc[b - 1].idx + len(doc[b - 1])) for a, b in (f.span() for f in frames)]
    told = [(event.start, event.end) for event in doc._.events]
    out, at = [], 0
    for row, text in zip(rows, texts, strict=True):
        places = spans(row["tokens"], at)
        for event in row["events"]:
            if event["event_type"] not in types:
                continue
            a, b = places[event["start"]][0], places[event["end"] - 1][1]
            state = "missed"
            for name, found in (("merged", matched), ("found", told)):
                state = name if any(x < b and a < y for x, y in found) else state
            out.append((event["event_type"], event["text"].lower(), state, text))
        at += len(text) + 2
    return out


def main() -> None:
    """Print recall by type, then the words missed most."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--types", default=",".join(COVERED), help="MAVEN types, joined by commas")
    parser.add_argument("--missed", type=int, default=8, help="words to list of each type")
    parser.add_argument("--sentences", action="store_true", help="print every sentence of a missed trigger")
    arguments = parser.parse_args()
    nlp, rows, types = build("en"), sentences(arguments.file), set(arguments.types.split(","))
    found = [row for i in range(0, len(rows), BATCH) for row in read(nlp, rows[i : i + BATCH], types)]
    states: dict[str, Counter[str]] = defaultdict(Counter)
    missed: dict[str, Counter[str]] = defaultdict(Counter)
    for type_, text, state, sentence in found:
        states[type_][state] += 1
        missed[type_][text] += state == "missed"
        if arguments.sentences and state == "missed":
            print(f"{type_}\t{text}\t{sentence}")
    for type_, count in sorted(states.items(), key=lambda item: -item[1].total()):
        words = ", ".join(f"{word} {n}" for word, n in missed[type_].most_common(arguments.missed) if n)
        share = 100 * (count["found"] + count["merged"]) / count.total()
        print(f"{type_:24s} {share:5.1f} % of {count.total():4d} ({count['merged']} merged)  missed: {words}")
    total = sum((count for count in states.values()), Counter())
    print(f"{'all':24s} {100 * (total['found'] + total['merged']) / total.total():5.1f} % of {total.total()}")


if __name__ == "__main__":
    main()
