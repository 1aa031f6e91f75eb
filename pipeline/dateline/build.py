"""Builds the spaCy pipeline of a language from models/<lang>/language.toml."""

from __future__ import annotations

import importlib.metadata
from functools import lru_cache

import spacy
from spacy.language import Language

from dateline import data, layers  # noqa: F401 (layers registers the Doc extensions)
from dateline.errors import DatelineError

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
