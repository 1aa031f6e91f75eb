"""Builds the spaCy pipeline of a language from models/<lang>/language.toml."""

from __future__ import annotations

import gc
import hashlib
import importlib
import importlib.metadata
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import Any, cast

import spacy
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from dateline import data
from dateline.article import Article
from dateline.engines.datelines import COLON, label_end
from dateline.engines.fronted_times import read_again
from dateline.engines.mending import mend
from dateline.engines.ruler import MemoRuler
from dateline.engines.verb_mending import mend_verbs
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


@dataclass(frozen=True, slots=True)
class Own:
    """The user's own data files, which the stages read beside those of models/.

    `gazetteer`: at most one gazetteer instead of the packaged one, and tables of places (NAME.tsv) to add;
    `actors`: tables of actors (NAME.tsv) to add to the registry.
    """

    gazetteer: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()

    def config(self) -> dict[str, dict[str, Any]]:
        """The configuration of the stages that read any of them."""
        return {
            "dateline_actors": {"files": list(self.actors)},
            "dateline_places": {"files": list(self.gazetteer)},
        }

    def versions(self) -> dict[str, str]:
        """The beginning of each file's sha256, by its name."""
        files = (*self.gazetteer, *self.actors)
        return {name: _digest(path) for path in files for name in [Path(path).name]}


@cache
def _digest(path: str) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


NOTHING_OWN = Own()


def build(lang: str, own: Own = NOTHING_OWN) -> Language:
    """The whole pipeline of a language, built once a process.

    Sentences come first, so that the parser keeps to them; our stages follow the parser.
    Raises E301 for a language that cannot be read, E303 when a stage lacks a layer.
    """
    return _build(lang, own)


@lru_cache(maxsize=8)
def _build(lang: str, own: Own) -> Language:
    folder = data.folder_of(lang)
    if folder is None:
        raise DatelineError("E301", path="build", lang=lang, available=", ".join(data.languages()))
    config = data.load_toml(folder, "language.toml")
    nlp = base(folder)
    nlp.add_pipe("dateline_sentences", first=True)
    settings = {"dateline_timexes": {"dates_of": lang}} if folder == data.GENERIC else own.config()
    for stage in STAGES:
        nlp.add_pipe(factory(stage, config), name=stage, config=settings.get(stage, {}))
    check(nlp)
    gc.freeze()  # models and lexicons live as long as the process: the garbage collector need not visit them
    return nlp


def base(lang: str) -> Language:
    """A language before our stages: its statistical model, words and their tags from a segmenter, or bare words."""
    config = data.load_toml(lang, "language.toml")
    if lang == data.GENERIC:
        return spacy.blank(lang)
    if "segmenter" in config:
        from dateline.engines.flat.segment import Segmenter  # loads a large dictionary

        nlp = spacy.blank(lang)
        nlp.tokenizer = Segmenter.load(nlp.vocab, lang)
        return nlp
    nlp = spacy.load(installed_model(lang), exclude=config["exclude"])
    tokenizer: Any = nlp.tokenizer
    whole = "|".join([config["whole_words"], *data.load_toml(lang, "syntax.toml")["hyphenated"]])
    tokenizer.token_match = re.compile(whole, re.IGNORECASE).fullmatch
    # Abbreviated titles with their stop: two words for two people to the parser otherwise ("Maj. Gen. Ochoa").
    for title in data.load_toml(lang, "sentences.toml")["abbreviations"]["leading"]:
        if title[0].isupper():
            tokenizer.add_special_case(title, [{ORTH: title}])
    return nlp


def factory(stage: str, config: dict[str, Any]) -> str:
    """The factory that makes a stage in a language: its own, or the one that the language names instead."""
    name: str = config.get("stages", {}).get(stage, stage)
    if name != stage:
        importlib.import_module(f"dateline.stages.{name.removeprefix('dateline_')}")
    return name


RULER = "attribute_ruler"

# Most tokens that the statistical model sees at once; longer paragraphs are cut between sentences.
WINDOW = 1_000


def analyse(nlp: Language, article: Article) -> Doc:
    """Run the whole pipeline over an article: sentences, then the statistical model, then our stages.

    The model reads each block apart: its memory stays bounded, and no paragraph's parse depends on another's.
    """
    pipes: dict[str, Any] = dict(nlp.pipeline)
    doc: Doc = nlp.tokenizer(article.text)
    doc._.article = article
    doc = pipes["dateline_sentences"](doc)
    sentences: list[Sentence] = doc._.sentences
    timexes, *later = STAGES
    model = [name for name in nlp.pipe_names if not name.startswith("dateline_")]

    def read(docs: Iterable[Doc]) -> Iterable[Doc]:
        for name in model:
            docs = (ruler(nlp) if name == RULER else pipes[name]).pipe(docs, batch_size=16)
        return docs

    if model:
        parts: Iterable[Doc] = (part(doc, first, last) for first, last in windows(sentences, len(doc)))
        doc = _as_written(Doc.from_docs(list(read(parts)), ensure_whitespace=False) or doc, doc)
        doc._.article, doc._.sentences = article, sentences
        mend_parse(doc)
    doc = pipes[timexes](doc)
    if model and read_again(doc, doc._.timexes, read):
        mend_parse(doc)
    for stage in later:
        doc = pipes[stage](doc)
    return doc


def mend_parse(doc: Doc) -> None:
    """Mend what taggers and parsers are known to get wrong; tags, heads and labels of `doc` are changed in place."""
    mend(doc)
    mend_verbs(doc)


@lru_cache(maxsize=8)
def ruler(nlp: Language) -> MemoRuler:
    """The pipeline's attribute ruler, with a memory."""
    component: Any = nlp.get_pipe(RULER)
    return MemoRuler(component)


def part(doc: Doc, first: int, last: int) -> Doc:
    """Tokens and sentence starts of `doc[first:last]` as a Doc of its own (Span.as_doc takes ten times as long)."""
    tokens = doc[first:last]
    return Doc(
        doc.vocab,
        words=[_as_read(token) for token in tokens],
        spaces=[bool(token.whitespace_) for token in tokens],
        sent_starts=_parsed_apart(tokens),
    )


def _as_written(read: Doc, doc: Doc) -> Doc:
    """What the model read, with the words of `doc` where it was shown others."""
    if all(token.text == word.text for token, word in zip(read, doc, strict=True)):
        return read
    words, spaces = [token.text for token in doc], [bool(token.whitespace_) for token in doc]
    layers = [TAG, POS, MORPH, LEMMA, DEP, HEAD]
    return Doc(doc.vocab, words=words, spaces=spaces).from_array(layers, cast("Any", read.to_array(layers)))


def _as_read(token: Token) -> str:
    """The word as the model is shown it: a hyphen between blanks is meant as a dash, which taggers know as one."""
    spaced = token.text == "-" and token.i > 0 and token.whitespace_ and token.nbor(-1).whitespace_
    return "–" if spaced else token.text


def _parsed_apart(tokens: Span) -> list[bool | int | None]:
    """Where the parser begins anew: with each sentence, and behind the dateline of a dispatch ("Kabul (Wire) –")."""
    starts: list[bool | int | None] = [token.is_sent_start for token in tokens]
    sentences = [i for i, start in enumerate(starts) if start]
    for i, end in zip_longest(sentences, sentences[1:], fillvalue=len(tokens)):
        mark = label_end(tokens.doc, tokens.start + i, tokens.start + end) - tokens.start
        if 0 < mark < len(tokens) - 1 and _parts(tokens[mark]) and not any(starts[i + 1 : mark + 2]):
            starts[mark + 1] = True
    return starts


def _parts(mark: Token) -> bool:
    """Whether a mark stands between blanks or between none, or is a colon."""
    return mark.text == COLON or mark.whitespace_ == mark.nbor(-1).whitespace_


def windows(sentences: list[Sentence], length: int) -> list[tuple[int, int]]:
    """Token ranges that cover the Doc: a block each, long blocks in several of at most about WINDOW tokens."""
    cuts = [0]
    for before, sentence in pairwise(sentences):
        if sentence.block != before.block or sentence.last - cuts[-1] > WINDOW:
            cuts.append(sentence.first)
    return list(pairwise([*cuts, length])) if length else []


def check(nlp: Language) -> None:
    """Raise E303 unless every layer that a stage requires is assigned by a stage before it."""
    assigned = {"doc._.article"}
    for name in nlp.pipe_names:
        meta = nlp.get_pipe_meta(name)
        missing = [need for need in meta.requires if need.startswith("doc._.") and need not in assigned]
        if missing:
            raise DatelineError("E303", stage=name, missing=", ".join(missing))
        assigned.update(meta.assigns)


@cache
def model_versions(lang: str) -> dict[str, str]:
    """Names and versions of what reads `lang`: our model data, spaCy, the statistical model or the segmenter.

    "dateline-data" is the beginning of the sha256 of the manifest, which holds the hash of every data file.
    """
    folder = data.folder_of(lang) or lang
    config = data.load_toml(folder, "language.toml")
    if folder == data.GENERIC:
        packages = ["dateparser"]
    else:
        packages = config["segmenter"]["packages"] if "segmenter" in config else [installed_model(lang)]
    digest = hashlib.sha256(data.path_of("manifest.tsv").read_bytes()).hexdigest()
    return {
        f"dateline-{folder}": config["version"],
        "dateline-data": digest[:16],
        "spacy": importlib.metadata.version("spacy"),
        **{package: spacy.util.get_package_version(package) or "unknown" for package in packages},
    }
