"""Builds the spaCy pipeline of a language from models/<lang>/language.toml."""

from __future__ import annotations

import importlib.metadata
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from dateline import data
from dateline.article import Article
from dateline.errors import DatelineError
from dateline.layers import Sentence

# The way of the data; each name is a factory (entry point) and, without the prefix, a file in stages/.
STAGES = (
    "dateline_timexes",
    "dateline_chronology",
    "dateline_actors",
    "dateline_places",
    "dateline_events",
    "dateline_casualties",
    "dateline_assertion",
    "dateline_records",
)


def installed_model(lang: str) -> str:
    """Name of the installed statistical model to use for `lang`; raises E305 if there is none."""
    names: list[str] = data.load_toml(lang, "language.toml")["spacy_models"]
    for name in names:
        if spacy.util.is_package(name):
            return name
    raise DatelineError("E305", lang=lang, packages=", ".join(n.replace("_", "-") for n in names))


@lru_cache(maxsize=8)
def build(lang: str) -> Language:
    """The whole pipeline of a language, built once a process.

    Sentences come first, so that the parser keeps to them; our stages follow the parser.
    Raises E301 for a language without a folder in models/, E303 when a stage lacks a layer.
    """
    if lang not in data.languages():
        raise DatelineError("E301", path="build", lang=lang, available=", ".join(data.languages()))
    config = data.load_toml(lang, "language.toml")
    nlp = spacy.load(installed_model(lang), exclude=config["exclude"])
    nlp.add_pipe("dateline_sentences", first=True)
    for stage in STAGES:
        nlp.add_pipe(stage)
    check(nlp)
    return nlp


# Tokens that the statistical model sees at once: bounds its memory, and batches it on short documents.
WINDOW = 4_000


def analyse(nlp: Language, article: Article) -> Doc:
    """Run the whole pipeline over an article: sentences, then the statistical model in windows, then our stages."""
    doc = tokenize(nlp, article)
    pipes = dict(nlp.pipeline)
    doc = pipes["dateline_sentences"](doc)
    model = [pipes[name] for name in nlp.pipe_names if not name.startswith("dateline_")]
    sentences: list[Sentence] = doc._.sentences
    windows = []
    for first, last in _windows(sentences, len(doc)):
        window = doc[first:last].as_doc()
        for component in model:
            window = component(window)
        windows.append(window)
    parsed = Doc.from_docs(windows, ensure_whitespace=False) if len(windows) != 1 else windows[0]
    assert parsed is not None
    parsed._.article, parsed._.sentences = article, sentences
    for stage in STAGES:
        parsed = pipes[stage](parsed)
    return parsed


def tokenize(nlp: Language, article: Article) -> Doc:
    """The article's text as an unparsed Doc; blocks are tokenized apart, so that no token crosses two."""
    doc = nlp.tokenizer(article.text)
    doc._.article = article
    return doc


def _windows(sentences: list[Sentence], length: int) -> list[tuple[int, int]]:
    """Token ranges of whole sentences, about WINDOW tokens each, that cover the Doc."""
    cuts = [0]
    for sentence in sentences:
        if sentence.first - cuts[-1] >= WINDOW:
            cuts.append(sentence.first)
    return list(zip(cuts, [*cuts[1:], length], strict=True))


def check(nlp: Language) -> None:
    """Raise E303 unless every layer that a stage requires is assigned by a stage before it."""
    assigned = {"doc._.article"}
    for name in nlp.pipe_names:
        meta = nlp.get_pipe_meta(name)
        missing = [need for need in meta.requires if need.startswith("doc._.") and need not in assigned]
        if missing:
            raise DatelineError("E303", stage=name, missing=", ".join(missing))
        assigned.update(meta.assigns)


def model_versions(lang: str) -> dict[str, str]:
    """Names and versions of what reads `lang`: our model data, spaCy, the statistical model."""
    model = installed_model(lang)
    return {
        f"dateline-{lang}": data.load_toml(lang, "language.toml")["version"],
        "spacy": importlib.metadata.version("spacy"),
        model: spacy.util.get_package_version(model) or "unknown",
    }
