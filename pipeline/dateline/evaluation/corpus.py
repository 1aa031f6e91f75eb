"""The annotated articles of a folder, their parts, and the versions of the frozen part.

`NAME.gold.json` lies next to its text, `NAME.txt` (or .md, .wiki, .html). A folder with a `manifest.tsv` says of
each file its part and sha256; its `versions.tsv` says, per version of the corpus, the digest of the frozen part.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import UsageError
from dateline.evaluation.matching import Json

MANIFEST = "manifest.tsv"
VERSIONS = "versions.tsv"
GOLD = ".gold.json"
PARTS = ("train", "dev", "test")
FROZEN = "test"
TEXTS = (".txt", ".md", ".wiki", ".html")


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with its annotation; `part` is None outside a corpus with a manifest."""

    doc_id: str
    text: Path
    gold: Path
    part: str | None

    @property
    def frozen(self) -> bool:
        """Whether only its scores may be looked at."""
        return self.part == FROZEN

    def annotation(self) -> Json:
        """What NAME.gold.json says; raises E401 if it is not a JSON object."""
        return load(self.gold)


def load(path: Path) -> Json:
    """An annotation file, plain or gzip; raises E401 if it is not a JSON object, E206 if it cannot be read."""
    try:
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        value = json.loads(content.decode("utf-8"))
    except OSError as error:
        raise UsageError("E206", path=path, reason=error.strerror or error) from error
    except ValueError as error:
        raise UsageError("E401", path=path, reason=error) from error
    if not isinstance(value, dict):
        raise UsageError("E401", path=path, reason="an object is expected")
    return value


def dump(gold: Json) -> str:
    """An annotation as its file holds it: one item a line."""
    head = json.dumps({k: v for k, v in gold.items() if not isinstance(v, list)}, ensure_ascii=False)[1:-1]
    lists = (
        f"{json.dumps(key)}: [\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in value) + "\n]"
        for key, value in gold.items()
        if isinstance(value, list)
    )
    return "{" + ",\n".join([head, *lists]) + "}\n"


def annotated(path: Path, *, part: str | None = None) -> list[Annotated]:
    """All annotated articles in a folder and below (or of one NAME.gold.json), sorted by name.

    Raises E402 where there is none, E403 for an annotation without its text.
    """
    files = [path] if path.is_file() else sorted(path.rglob(f"*{GOLD}"))
    parts = parts_of(path)
    out = []
    for gold in files:
        stem = gold.name.removesuffix(GOLD)
        text = next((p for s in TEXTS if (p := gold.with_name(stem + s)).exists()), None)
        if text is None:
            raise UsageError("E403", path=gold, expected=", ".join(stem + s for s in TEXTS))
        out.append(Annotated(stem, text, gold, parts.get(gold.resolve())))
    out = [item for item in out if part in (None, item.part)]
    if not out:
        raise UsageError("E402", path=path, part=f" of the part {part!r}" if part else "")
    return out


def root_of(path: Path) -> Path | None:
    """The nearest folder, from the path upwards, that has a manifest."""
    return next((p for p in (path.resolve(), *path.resolve().parents) if (p / MANIFEST).is_file()), None)


def rows(path: Path) -> list[list[str]]:
    """The cells of a tab-separated table without its comments and header."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return [line.split("\t") for line in lines[1:]]


def parts_of(path: Path) -> dict[Path, str]:
    """Part of every file that the manifest of the path's corpus names; empty without a manifest."""
    root = root_of(path)
    return {root / name: part for part, name, _ in rows(root / MANIFEST)} if root else {}


def sha256(path: Path) -> str:
    """Hash of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digest(root: Path) -> str:
    """Hash of all files of the frozen part, by name and content."""
    frozen = sorted(name for part, name, _ in rows(root / MANIFEST) if part == FROZEN)
    whole = "".join(f"{name} {sha256(root / name)}\n" for name in frozen)
    return hashlib.sha256(whole.encode()).hexdigest()


def version(root: Path) -> str:
    """The current version of a corpus: the last line of its versions."""
    return rows(root / VERSIONS)[-1][0]


def renew_manifest(root: Path) -> None:
    """Write the hashes of the manifest anew; parts are kept, a new article gets "?" to fill in.

    What it does to the frozen part shows in `frozen_changes` until versions.tsv says so, with the reason.
    """
    path = root / MANIFEST
    known = {name: part for part, name, _ in rows(path)} if path.exists() else {}
    names = sorted(
        p.relative_to(root).as_posix()
        for gold in root.rglob(f"*{GOLD}")
        for p in (gold, *(gold.with_name(gold.name.removesuffix(GOLD) + s) for s in TEXTS))
        if p.exists()
    )
    lines = [f"{known.get(name, '?')}\t{name}\t{sha256(root / name)}" for name in names]
    path.write_text("\n".join(["part\tfile\tsha256", *lines]) + "\n", encoding="utf-8", newline="\n")


def frozen_changes(root: Path) -> str | None:
    """What is wrong with the frozen part, as one line; None if it is what its version says."""
    changed = [
        name for part, name, was in rows(root / MANIFEST) if part == FROZEN and sha256(root / name) != was
    ]
    if changed:
        return f"{', '.join(changed)}: frozen files changed without a new version"
    if digest(root) != rows(root / VERSIONS)[-1][1]:
        return f"the frozen part is not that of version {version(root)}; add a version with its reason"
    return None
