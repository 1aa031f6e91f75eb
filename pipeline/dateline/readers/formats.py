"""What all formats share: settings, decoding, checks, and the table of readers by extension."""

from __future__ import annotations

import codecs
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from dateline import data
from dateline.article import Article
from dateline.errors import InputError, UsageError
from dateline.readers import markdown, mediawiki, text
from dateline.readers.languages import AUTO, language_of, script
from dateline.readers.rules import ReaderRules, load_rules

Parser = Callable[..., Article]

# A new format is one file with a function `parse`, and its line here.
FORMATS: dict[str, Parser] = {".txt": text.parse, ".md": markdown.parse, ".wiki": mediawiki.parse}

FOREIGN_SHARE = 0.3  # of letters in other scripts, above which a text is probably in another language
# What a piece of HTML is known by, in a text that is read as plain.
_TAG = re.compile(
    r"</?(?:p|div|br|span|strong|em|b|i|a|ul|ol|li|h[1-6]|table|tr|td)(?:\s[^<>\n]{0,300})?/?>", re.IGNORECASE
)
# How a page of HTML begins.
_HTML = re.compile(
    r"\ufeff?\s*(?:<!--(?:(?!-->).)*-->\s*)*(?:<\?xml[^>]*>\s*)?(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])",
    re.I | re.S,
)
# What other files begin with, and what they are.
_OTHERS = {
    b"%PDF-": "PDF", b"PK\x03\x04": "Word or ZIP", b"\xd0\xcf\x11\xe0": "Word", b"{\\rtf": "RTF", b"\x1f\x8b": "gzip",
}  # fmt: skip
_BOM_16 = (b"\xff\xfe", b"\xfe\xff")  # UTF-16: not binary, only in need of --encoding
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
LONG_PARAGRAPH = 150  # letters from which the language of a paragraph is told
MIN_LETTERS = 20  # below which the share says nothing


@dataclass(frozen=True, slots=True)
class Settings:
    """How to read; see `dateline.readers.inputs.read`. `lang` may be AUTO."""

    lang: str
    encoding: str | None
    reference_date: str | None
    max_chars: int

    @property
    def codec(self) -> str:
        """Python's name of the encoding, "utf-8" by default; raises UsageError E201 if there is none."""
        try:
            return codecs.lookup(self.encoding or "utf-8").name
        except LookupError as error:
            raise UsageError("E201", encoding=self.encoding) from error


def decode(raw: bytes, path: str, settings: Settings) -> str:
    """The text of the bytes, as it is; raises InputError E101, E102, E103, E117 or E123."""
    if not raw:
        raise InputError("E102", path=path)
    for start, kind in _OTHERS.items():
        if raw.startswith(start):
            raise InputError("E123", path=path, kind=kind)
    try:
        source = raw.decode(settings.codec)
    except UnicodeError as error:
        raise _undecodable(raw, path, settings, error) from error
    nul = source.find("\0")
    if nul >= 0:
        raise InputError("E103", path=path, position=nul)
    return source


def _undecodable(raw: bytes, path: str, settings: Settings, error: UnicodeError) -> InputError:
    """Why these bytes are not text in the encoding asked for."""
    at = getattr(error, "start", 0)
    if settings.codec != "utf-8":
        reason = getattr(error, "reason", str(error))
        return InputError("E117", path=path, encoding=settings.encoding, position=at, reason=reason)
    nul = raw.find(b"\0")
    if nul >= 0 and not raw.startswith(_BOM_16):
        return InputError("E103", path=path, position=nul)
    return InputError("E101", path=path, byte=raw[at], position=at)


def article_of_text(source: str, path: str, suffix: str, doc_id: str, settings: Settings) -> Article:
    """The article in a decoded source of this format; raises InputError E102, E112, E115, E120, E122 or E301."""
    if not source:
        raise InputError("E102", path=path)
    if not source.strip("\ufeff \t\r\n") or not source.strip().strip("\ufeff").strip():
        raise InputError("E115", path=path)
    if _HTML.match(source):
        raise InputError("E120", path=path)
    if _is_json(source):
        raise InputError("E122", path=path)
    if len(source) > settings.max_chars:
        raise InputError("E112", path=path, characters=len(source), limit=settings.max_chars)
    lang = language_of(source) if settings.lang == AUTO else settings.lang
    rules = rules_for(lang, path)
    parse = FORMATS[suffix]
    if suffix == ".txt" and mediawiki.is_mediawiki(source):  # as articles are often saved
        parse = mediawiki.parse
    article = parse(source, rules, doc_id=doc_id, lang=lang)
    article.reference_date = settings.reference_date
    if data.folder_of(lang) == data.GENERIC:
        article.warnings.append(
            f"no model for the language {lang!r}: only its explicit dates are read, no events"
        )
    article.warnings.extend(_oddities(article, rules))
    return article


def _is_json(source: str) -> bool:
    """Whether the source, or its first line, is an object of JSON, or an array of them."""
    bare = source.strip("\ufeff \t\r\n")
    if not re.match(r'(?:\[\s*)?\{\s*"', bare):
        return False
    for part in (bare.split("\n", 1)[0], bare):
        try:
            json.loads(part)
        except (ValueError, RecursionError):
            continue
        return True
    return False


def rules_for(lang: str, path: str) -> ReaderRules:
    """The reader's data of a language; raises InputError E301 naming the input."""
    folder = data.folder_of(lang)
    if folder is None:
        raise InputError("E301", path=path, lang=lang, available=", ".join(data.languages()))
    return load_rules(folder)


def _foreign_paragraphs(article: Article) -> list[str]:
    """The warning of paragraphs in another language than the article's: what they tell is not read."""
    if article.lang not in data.languages():
        return []
    foreign: list[tuple[str, int]] = []
    for block in article.blocks:
        text = article.text[block.start : block.end]
        if block.kind == "paragraph" and sum(map(str.isalpha, text)) >= LONG_PARAGRAPH:
            lang = language_of(text)
            if lang != article.lang:
                foreign.append((lang, article.span(block.start, block.end).start))
    if not foreign:
        return []
    langs = ", ".join(sorted({lang for lang, _ in foreign}))
    return [
        f"paragraphs in another language than {article.lang!r} ({langs}): {len(foreign)}, the first at position "
        f"{foreign[0][1]}; what they tell is missed, extract them apart with their own language"
    ]


def _oddities(article: Article, rules: ReaderRules) -> list[str]:
    """What a user should know about the text before trusting its records."""
    out = []
    if not article.text:
        out.append("nothing was left of the text when notices, references and mark-up were taken out")
    letters = Counter({char: n for char, n in Counter(article.text).items() if char.isalpha()})
    total = letters.total()
    foreign = Counter[str]()
    for char, times in letters.items():
        if rules.scripts and script(char) not in rules.scripts:
            foreign[script(char)] += times
    if total >= MIN_LETTERS and foreign.total() > FOREIGN_SHARE * total:
        most = foreign.most_common(1)[0][0]
        share = round(100 * foreign.total() / total)
        out.append(
            f"{share} % of the letters are not in the script of the language {article.lang!r} "
            f"(most of them {most}); name the language of the text"
        )
    out += _foreign_paragraphs(article)
    controls = len(_CONTROL.findall(article.source))
    if controls:
        out.append(f"{controls} control characters were left out of the text")
    if tags := len(_TAG.findall(article.text)):
        out.append(f"{tags} tags of HTML stand in the text and spoil its sentences; convert it to plain text")
    if "\ufffd" in article.source:
        at = article.source.index("\ufffd")
        out.append(f"the text holds U+FFFD, the sign of a character lost in decoding, first at position {at}")
    return out
