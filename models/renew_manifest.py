"""Renews the hashes of models/manifest.tsv; sources and licences are kept, a new file gets "?" to fill in.

python models/renew_manifest.py
"""

from __future__ import annotations

import hashlib
from pathlib import Path

HERE = Path(__file__).parent
HEADER = "file\tsource\tlicence\tsha256"
DATA = {".toml", ".tsv", ".sqlite"}


def files() -> list[str]:
    """Every data file of the models, sorted, as paths relative to models/."""
    return sorted(
        p.relative_to(HERE).as_posix()
        for p in HERE.rglob("*")
        if p.suffix in DATA and p.name != "manifest.tsv"
    )


def sha256(name: str) -> str:
    """Hash of a data file."""
    return hashlib.sha256((HERE / name).read_bytes()).hexdigest()


def main() -> None:
    """Write the manifest anew."""
    path = HERE / "manifest.tsv"
    rows = (
        [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
        if path.exists()
        else []
    )
    known = {row[0]: (row[1], row[2]) for row in rows}
    lines = [HEADER]
    for name in files():
        source, licence = known.get(name, ("?", "?"))
        lines.append("\t".join((name, source, licence, sha256(name))))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
