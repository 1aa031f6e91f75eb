"""Measures the corpus anew: corpus/scorecard.json, the table in README.md, and the golden records in tests/golden/.

    python corpus/renew.py scorecard    prints what got better and worse
    python corpus/renew.py golden

Look at what changed before you commit it.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from dateline.evaluation.corpus import annotated
from dateline.evaluation.evaluate import Report, judged, report
from dateline.evaluation.report import changes, markdown
from dateline.extraction import extract
from dateline.readers.inputs import discover, read

ROOT = Path(__file__).parents[1]
SCORECARD = ROOT / "corpus" / "scorecard.json"
README = ROOT / "README.md"
GOLDEN = ROOT / "tests" / "golden"
ARTICLES = ("el-salvador-1989", "franco-prussian-1870", "georgia-2008", "marawi-2017", "sierra-leone-1999")
TABLE = re.compile(r"(?<=<!-- scorecard -->\n).*?(?=<!-- end of scorecard -->)", re.DOTALL)


def measure() -> Report:
    """The scorecard of all parts, with paths relative to the checkout."""
    measured = report(judged(annotated(ROOT / "corpus"), None))
    for n, failure in enumerate(measured.failures):
        relative = {key: getattr(failure, key).replace(f"{ROOT}/", "") for key in ("input", "message")}
        measured.failures[n] = failure.model_copy(update=relative)
    return measured


def records(article: str) -> list[dict]:
    """The records of an article of the corpus, as they are written."""
    (source,) = discover([str(ROOT / "corpus" / "en" / f"{article}.txt")]).inputs
    (one,) = read(source, lang="en", max_chars=1_000_000)
    return [json.loads(event.model_dump_json()) for event in extract(one).events]


def main() -> None:
    """Renew what is asked for."""
    if sys.argv[1:] == ["scorecard"]:
        measured = measure()
        if SCORECARD.exists():
            before = Report.model_validate_json(SCORECARD.read_text(encoding="utf-8"))
            for title, lines in zip(("better", "worse"), changes(measured, before), strict=True):
                print(f"{title}:", *(lines or ["nothing"]), sep="\n  ")
        SCORECARD.write_text(measured.model_dump_json(indent=1) + "\n", encoding="utf-8", newline="\n")
        readme = README.read_text(encoding="utf-8")
        README.write_text(TABLE.sub(lambda _: markdown(measured), readme), encoding="utf-8", newline="\n")
    elif sys.argv[1:] == ["golden"]:
        for article in ARTICLES:
            lines = [json.dumps(record, ensure_ascii=False, indent=1) for record in records(article)]
            path = GOLDEN / f"{article}.json"
            path.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8", newline="\n")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
