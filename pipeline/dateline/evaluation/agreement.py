"""How far two independent annotations of the same articles agree: the second scored against the first."""

from __future__ import annotations

from pathlib import Path

from dateline.errors import UsageError
from dateline.evaluation.corpus import Annotated, annotated, load
from dateline.evaluation.evaluate import Judged, Report, count_words, report
from dateline.evaluation.scoring import score

PASSES = "passes"
FIRST, SECOND = "a", "b"


def agreement(path: Path) -> Report:
    """Agreement on the articles of a corpus that have both `passes/a/LANG/NAME.json.gz` and `passes/b/…`.

    F1 does not depend on which of the two is taken for the truth (Hripcsak and Rothschild 2005), but for ties in
    the alignment. Raises E402 where no article has both.
    """
    out = []
    for item in annotated(path):
        first, second = (_pass(path, name, item) for name in (FIRST, SECOND))
        if first.exists() and second.exists():
            gold, other = load(first), load(second)
            whole = Annotated(item.doc_id, item.text, first, None)
            scored = score(gold, other, other["events"])
            out.append(Judged(whole, gold, other, other["events"], count_words(item.text), scored))
    if not out:
        raise UsageError("E402", path=path / PASSES, part="")
    return report(out)


def _pass(path: Path, name: str, item: Annotated) -> Path:
    return path / PASSES / name / item.text.parent.name / f"{item.doc_id}.json.gz"
