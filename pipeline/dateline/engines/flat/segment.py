"""Cuts unspaced text into tagged words, whatever the variant of its script.

The words come from jieba's dictionary and from the lexicons of the language.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import jieba
import jieba.posseg
from spacy.tokens import Doc
from spacy.vocab import Vocab

from dateline import data
from dateline.engines.flat import lexicon
from dateline.engines.flat.entities import TOWN, Entities
from dateline.engines.script import in_one_script

OWN_FREQUENCY = 20_000  # of our own words; jieba's dictionary gives a common word as much


class _Dictionary(jieba.Tokenizer):  # type: ignore[misc]
    """jieba's dictionary, read without the cache file that jieba leaves in a shared folder."""

    def initialize(self, dictionary: Any = None) -> None:
        """Read the dictionary."""
        if not getattr(self, "initialized", False):
            self.FREQ, self.total = self.gen_pfdict(self.get_dict_file())
            self.initialized: bool = True


class Segmenter:
    """Makes a Doc of tagged words: `norm_` is the word in one script, `tag_` the tag of the dictionary."""

    def __init__(self, vocab: Vocab, lang: str, words: Iterable[tuple[str, int, str]]) -> None:
        self.vocab = vocab
        self.lang = lang
        self.parts: dict[str, str] = data.load_toml(lang, "language.toml")["parts_of_speech"]
        dictionary = _Dictionary()
        dictionary.initialize()
        for word, frequency, tag in words:
            known = dictionary.FREQ.get(word) or 0
            dictionary.add_word(word, max(frequency, known), None if tag == TOWN and known else tag)
        # The tags of the dictionary, which the module reads when it is imported, are read no second time.
        self.tagger = object.__new__(jieba.posseg.POSTokenizer)
        self.tagger.__dict__ = {
            "tokenizer": dictionary,
            "word_tag_tab": dict(jieba.posseg.dt.__dict__["word_tag_tab"]),
        }

    def __call__(self, text: str) -> Doc:
        """The words of a text; white space is tokens of its own, as the words have none between them."""
        plain = in_one_script(text, self.lang)
        words: list[str] = []
        norms: list[str] = []
        tags: list[str] = []
        at = 0
        for pair in self.tagger.cut(plain):
            end = at + len(pair.word)
            words.append(text[at:end])
            norms.append(plain[at:end])
            tags.append(pair.flag)
            at = end
        pos = [self.part(word, tag) for word, tag in zip(words, tags, strict=True)]
        doc = Doc(self.vocab, words=words, spaces=[False] * len(words), tags=tags, pos=pos)
        for token, norm in zip(doc, norms, strict=True):
            if token.norm_ != norm:
                token.norm_ = norm
        return doc

    def part(self, word: str, tag: str) -> str:
        """The universal part of speech of a tag."""
        if word.isspace():
            return "SPACE"
        if not any(c.isalnum() for c in word):
            return "PUNCT"
        return self.parts.get(tag) or self.parts.get(tag[:1], "X")

    @classmethod
    def load(cls, vocab: Vocab, lang: str) -> Segmenter:
        """The segmenter of a language, with the words of its lexicons."""
        triggers = ((word, OWN_FREQUENCY, "v") for word in lexicon.load(lang).words if len(word) > 1)
        return cls(vocab, lang, [*Entities.load(lang).segments(), *triggers])

    def to_disk(self, path: Any, *, exclude: Any = ()) -> None:
        """Nothing to save (spaCy protocol)."""

    def from_disk(self, path: Any, *, exclude: Any = ()) -> Segmenter:
        """Nothing to load (spaCy protocol)."""
        return self
