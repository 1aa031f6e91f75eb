"""Time to read MediaWiki source of growing length: articles, boxes, and source that is wrong throughout.

    python benchmarks/mediawiki.py [--characters 5000000]

Each kind is read at an eighth, a quarter, a half and the whole of the length; microseconds a character stay the same
where time grows with the length.
"""

from __future__ import annotations

import argparse
import gc
import time

from dateline.readers import mediawiki
from dateline.readers.rules import load_rules

BOX = "{{Infobox military conflict\n|"
KINDS = {
    "article": "The [[fort]] fell on {{nowrap|5 May}}.<ref name=a>{{cite web|url=http://a.b|title=C|date=2012}}</ref>\n\n",
    "box of belligerents": "* {{flagicon|Mali}} [[Army of Mali|Army]] (2012)<ref>{{cite web|url=http://a.b|title=C}}</ref>\n",
    "box of losses": "{{flagicon|Mali}} 1,200–1,500 killed, 74 wounded<ref>{{cite web|url=http://a.b|title=C}}</ref><br>\n",
    "open templates": "The {{nowrap|fort fell. ",
    "open links": "The [[fort|old fort fell.\n",
    "open references": "The fort fell.<ref>Smith\n",
    "nested templates": "{{nowrap|",
}
FIELDS = {"box of belligerents": "combatant1=", "box of losses": "casualties1="}


def source_of(kind: str, characters: int) -> str:
    """About so many characters of a kind."""
    unit = KINDS[kind]
    body = unit * (characters // len(unit))
    if kind in FIELDS:
        return BOX + FIELDS[kind] + body + "\n}}\nIt was long."
    return body + "}}" * (characters // len(unit)) if kind == "nested templates" else body


def main() -> None:
    """Print one line for each kind and length."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--characters", type=int, default=5_000_000)
    most = parser.parse_args().characters
    rules = load_rules("en")
    mediawiki.parse("It fell.", rules, doc_id="warm", lang="en")
    print(f"{'kind':22}{'characters':>12}{'seconds':>10}{'µs/char':>9}{'facts':>9}{'warnings':>10}")
    for kind in KINDS:
        for characters in (most // 8, most // 4, most // 2, most):
            source = source_of(kind, characters)
            gc.collect()
            started = time.process_time()
            article = mediawiki.parse(source, rules, doc_id="doc", lang="en")
            seconds = time.process_time() - started
            share = 1e6 * seconds / len(source)
            facts, warnings = len(article.facts), len(article.warnings)
            print(f"{kind:22}{len(source):12,}{seconds:10.2f}{share:9.2f}{facts:9,}{warnings:10}", flush=True)


if __name__ == "__main__":
    main()
