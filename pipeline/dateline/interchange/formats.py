"""The formats of annotation tools by name, and the corpus side of exchange: which files go out and come back."""

from __future__ import annotations

from pathlib import Path

from dateline.errors import UsageError
from dateline.evaluation.corpus import GOLD, Annotated, dump
from dateline.interchange import brat, conll, doccano, label_studio, webanno
from dateline.interchange.standoff import Files, annotation_of, spans_of
from dateline.writers.jsonl import AtomicFile

EXPORTS = {
    "brat": brat.export,
    "doccano": doccano.export,
    "label-studio": label_studio.export,
    "webanno-tsv": webanno.export,
    "conll": conll.export,
}
IMPORTS = {"brat": brat.read, "doccano": doccano.read, "label-studio": label_studio.read}


def export(items: list[Annotated], format: str, folder: Path) -> list[str]:
    """Write the annotations into `folder`; what the format cannot hold, a line each."""
    documents = [spans_of(item.annotation(), _text(item)) for item in items]
    for name, content in EXPORTS[format](documents).items():
        write(folder / name, content)
    return [f"{document.doc_id}: {what}" for document in documents for what in document.lost]


def import_(source: Path, format: str, items: list[Annotated], folder: Path) -> list[Path]:
    """Read annotations back and write NAME.gold.json into `folder`; the paths written.

    The texts, languages and days of writing are those of the corpus, `items`. Raises E409 for a document that is not
    in it, E421 and E422 for what cannot be read.
    """
    corpus = {item.doc_id: item for item in items}
    files = _files(source)
    texts = Known({name: _text(item) for name, item in corpus.items()}, source)
    langs = Known({n: item.annotation().get("lang", "en") for n, item in corpus.items()}, source)
    written = []
    for document in IMPORTS[format](files, texts, langs):
        if document.text != texts[document.doc_id]:
            raise UsageError("E423", path=source, doc_id=document.doc_id)
        day = corpus[document.doc_id].annotation().get("reference_date")
        path = folder / f"{document.doc_id}{GOLD}"
        write(path, dump(annotation_of(document, day)))
        written.append(path)
    return written


def _files(source: Path) -> Files:
    """The texts of the file or of those in the folder; raises UsageError E206."""
    path = source
    try:
        paths = [source] if not source.is_dir() else sorted(p for p in source.iterdir() if p.is_file())
        files: Files = {}
        for path in paths:
            files[path.name] = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise UsageError("E206", path=path, reason=error.strerror) from error
    except UnicodeDecodeError as error:
        raise UsageError("E206", path=path, reason=f"not UTF-8, at byte {error.start}") from error
    return files


class Known(dict[str, str]):
    """What the corpus knows of a document; raises E409 for one that it does not have."""

    def __init__(self, values: dict[str, str], source: Path) -> None:
        super().__init__(values)
        self._source = source

    def __missing__(self, doc_id: str) -> str:
        raise UsageError("E409", path=self._source, doc_id=doc_id)


def write(path: Path, content: str) -> None:
    """Write a file whole or not at all; raises E203."""
    file = AtomicFile(path)
    file.line(content.removesuffix("\n"))
    file.commit()


def _text(item: Annotated) -> str:
    return item.text.read_bytes().decode("utf-8")
