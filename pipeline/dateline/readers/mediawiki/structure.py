"""Which brackets of MediaWiki source belong together, with what is wrong among them set right.

mwparserfromhell reads templates and links; but on source with brackets that are not closed its time
grows with the square of the length. So one pass pairs them first, and the parser sees a skeleton:
a text of the same length with nothing in it but brackets, bars and signs of equality that belong to
well-formed templates and links. Every node it finds is then at the same offset in the source.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field

from dateline.readers.mediawiki.conversion import Converter
from dateline.readers.mediawiki.marks import Mark
from dateline.readers.mediawiki.vocabulary import Vocabulary

MAX_DEPTH = (
    30  # brackets within brackets, which the parser reads surely; of deeper ones only the text is kept
)

_OPENERS = re.compile(r"\{{2,}")
_TOKEN = re.compile(r"-\{(?!\{(?!\{))|\}-|\{\{|\}\}|\[\[|\]\]|[|=\n]")
_NAMED = re.compile(r"[ \t\0]*\|[ \t\0]*(?P<name>[^|=\n{}\[\]]{1,40}?)[ \t\0]*=")
_LINES = re.compile(r"^.*$", re.MULTILINE)


@dataclass(slots=True)
class Frame:
    """A bracket that is open: "{" of a template, "[" of a link or "-" of a conversion mark."""

    kind: str
    start: int
    void: bool = False  # too deep to be read
    lines: bool | None = None  # whether it may go over several lines; None if not yet known
    box: bool = False
    within: str = ""  # the innermost kind below or here that is no link
    of: str = ""  # the innermost kind below or here that is no conversion mark
    bars: list[int] = field(default_factory=list)
    equals: list[int] = field(default_factory=list)
    children: list[tuple[int, int]] = field(default_factory=list)  # of a conversion mark


class Pairing:
    """Pairs the brackets of `plain`, a source whose marks are blanked.

    `skeleton` is what the parser reads, `marks` what the reader must pass over, `unclosed` the templates
    at the outermost level that are never closed, with where they most likely end.
    """

    def __init__(
        self,
        plain: str,
        vocabulary: Vocabulary,
        converter: Converter | None,
        warn: Callable[[str, int], None],
    ) -> None:
        self.plain = plain
        self.marks: list[Mark] = []
        self.unclosed: list[tuple[int, int]] = []
        self._vocabulary = vocabulary
        self._converter = converter
        self._warn = warn
        self._stack: list[Frame] = []
        self._open = {"{": 0, "[": 0, "-": 0}
        self._boxes = 0
        self._closed: list[tuple[int, int]] = []  # in order, without those within others
        self._odd = 0  # runs of braces with one too many
        self._bones = bytearray(b"x" * len(plain))

    @property
    def skeleton(self) -> str:
        """The source's brackets alone."""
        return self._bones.decode("ascii")

    def pair(self) -> None:
        """Go through all brackets once."""
        at = 0
        while found := _TOKEN.search(self.plain, at):
            at = self._token(found[0], found.start())
        self._finish()

    def _token(self, token: str, at: int) -> int:
        """One token; where to go on."""
        top = self._stack[-1] if self._stack else None
        if token == "|":
            if top and top.kind != "-":
                top.bars.append(at)
        elif token == "=":
            if top and top.kind == "{" and top.bars and (not top.equals or top.equals[-1] < top.bars[-1]):
                top.equals.append(at)
        elif token == "\n":
            self._newline(at)
        elif token == "{{":
            return self._braces(at)
        elif token == "[[":
            if top and top.kind == "[" and not top.bars:
                self._fail(top)
            self._push("[", at)
        elif token == "-{":
            if self._converter:
                self._push("-", at)
        elif token == "}}":
            if not self._open["{"]:
                if self._open["-"]:
                    return at + 1  # "}" and "}-"
                self._stray(at)
            else:
                self._close("{", at)
                if self._odd and self.plain[at + 2 : at + 3] == "}" != self.plain[at + 3 : at + 4]:
                    self._odd -= 1
                    self.marks.append(Mark(at + 2, at + 3, "hidden"))
                    return at + 3
        elif token == "]]":
            self._close_link(at)
        elif self._open["-"]:
            self._close_conversion(at)
        return at + len(token)

    def _braces(self, at: int) -> int:
        """A run of braces: as many templates as there are pairs."""
        run = _OPENERS.match(self.plain, at)
        end = run.end() if run else at + 2
        if (end - at) % 2:  # "{{{name}}}" in the source of a template
            self.marks.append(Mark(at, at + 1, "hidden"))
            self._odd += 1
            at += 1
        while at < end:
            if at + 2 == end and self.plain[end : end + 1] in ("|", "}", ""):
                self._stray(at)  # without a name
            else:
                self._push("{", at)
            at += 2
        return end

    def _push(self, kind: str, at: int) -> None:
        frame = Frame(kind, at, void=len(self._stack) >= MAX_DEPTH)
        if frame.void:
            self._warn(f"brackets are nested more than {MAX_DEPTH} deep", at)
        if kind == "[":
            space = self.plain[at + 2 : at + 20].partition(":")
            frame.lines = bool(space[1]) and space[0].strip(" \0:").lower() in self._vocabulary.files
        top = self._stack[-1] if self._stack else frame
        frame.within = kind if kind != "[" else top.within
        frame.of = kind if kind != "-" else top.of
        self._stack.append(frame)
        self._open[kind] += 1

    def _pop(self) -> Frame:
        frame = self._stack.pop()
        self._open[frame.kind] -= 1
        self._boxes -= frame.box
        return frame

    def _stray(self, at: int) -> None:
        """A bracket without its other half: left out."""
        self.marks.append(Mark(at, at + 2, "hidden"))

    def _newline(self, at: int) -> None:
        """The end of a line ends what cannot go over it."""
        while self._stack:
            top = self._stack[-1]
            if top.lines is None:
                top.lines = self._may_have_lines(top, at)
            if top.lines:
                break
            self._fail(top)
        if self._boxes and not self._stack[-1].box:
            named = _NAMED.match(self.plain, at + 1, at + 80)
            name = self._vocabulary.box_field(named["name"]) if named else None
            if (
                name and name.side is not None
            ):  # the next field of the box: what is open above it is not closed
                while not self._stack[-1].box:
                    self._fail(self._stack[-1])

    def _may_have_lines(self, frame: Frame, at: int) -> bool:
        if frame.kind != "{":
            return False
        end = frame.bars[0] if frame.bars else at
        name = self.plain[frame.start + 2 : min(end, frame.start + 200)].replace("\0", "").strip()
        frame.box = self._vocabulary.is_box(name)
        self._boxes += frame.box
        return not self._vocabulary.within_line(name)

    def _close(self, kind: str, at: int) -> Frame:
        """Close the innermost frame of this kind; those above it were never closed."""
        while self._stack[-1].kind != kind:
            self._fail(self._stack[-1])
        frame = self._pop()
        if frame.void:
            named = frame.bars[0] + 1 if frame.bars else at if kind == "{" else frame.start + 2
            self.marks += [Mark(frame.start, named, "hidden"), Mark(at, at + 2, "hidden")]
            self.marks += [Mark(bar, bar + 1, "space") for bar in frame.bars[1:]]
        elif kind == "{":
            self._commit(frame, at)
        if self._stack and self._stack[-1].kind == "-":
            self._stack[-1].children.append((frame.start, at + 2))
        while self._closed and self._closed[-1][0] > frame.start:
            self._closed.pop()
        self._closed.append((frame.start, at + 2))
        return frame

    def _commit(self, frame: Frame, at: int | None) -> None:
        """Put a template into the skeleton; `at` is where it is closed, if it is."""
        self._bones[frame.start : frame.start + 2] = b"{{"
        for bar in frame.bars:
            self._bones[bar] = ord("|")
        for sign in frame.equals:
            self._bones[sign] = ord("=")
        if at is not None:
            self._bones[at : at + 2] = b"}}"

    def _close_link(self, at: int) -> None:
        """Close a link, unless a template was opened within it."""
        if not self._stack or self._stack[-1].of != "[":
            self._stray(at)
            return
        frame = self._close("[", at)
        if frame.void:
            return
        if frame.start + 2 == at or (frame.bars and frame.bars[0] == frame.start + 2):
            self.marks += [
                Mark(frame.start, frame.start + 2 + bool(frame.bars), "hidden"),
                Mark(at, at + 2, "hidden"),
            ]
            return
        self._bones[frame.start : frame.start + 2] = b"[["
        if frame.bars:
            self._bones[frame.bars[0]] = ord("|")
        self._bones[at : at + 2] = b"]]"

    def _close_conversion(self, at: int) -> None:
        """Leave of a conversion mark what it shows in the script of the text."""
        if self._stack[-1].within != "-" or self._converter is None:
            return
        frame = self._close("-", at)
        if frame.void:
            return
        content = frame.start + 2, at
        resolved = self._converter.resolve(self.plain, *content, frame.children)
        if not resolved.valid:
            self._warn("a conversion mark is not valid", frame.start)
        self._hide(frame.start, resolved.shown[0])
        self._hide(resolved.shown[1], at + 2)

    def _hide(self, start: int, end: int) -> None:
        """Leave out a stretch with all that is in it."""
        if start < end:
            self.marks.append(Mark(start, end, "hidden"))
            self._bones[start:end] = b"x" * (end - start)

    def _fail(self, frame: Frame) -> None:
        """The top of the stack is never closed: what it holds is text, without its name and named arguments."""
        self._pop()
        names = {"{": "a template", "[": "a link", "-": "a conversion mark"}
        self._warn(f"{names[frame.kind]} is not closed", frame.start)
        if not frame.bars:
            self.marks.append(Mark(frame.start, frame.start + 2, "hidden"))
            return
        if frame.kind == "[" and frame.lines:  # a picture: its line is the caption
            end = self.plain.find("\n", frame.bars[-1])
            self._hide(frame.start, self._past(end if end >= 0 else len(self.plain)))
            return
        self.marks.append(Mark(frame.start, frame.bars[0] + 1, "hidden"))
        if frame.kind != "{":
            return
        named = iter(frame.equals)
        sign = next(named, None)
        for bar, following in zip(frame.bars, [*frame.bars[1:], None], strict=True):
            while sign is not None and sign < bar:
                sign = next(named, None)
            if sign is not None and (following is None or sign < following):
                end = self.plain.find("\n", sign, following)
                end = end if end >= 0 else following if following is not None else sign + 1
                self._hide(bar, self._past(end))
            elif bar != frame.bars[0]:
                self.marks.append(Mark(bar, bar + 1, "space"))

    def _finish(self) -> None:
        """What is still open at the end of the source."""
        left, self._stack = self._stack, []
        end = 0
        for frame in left:
            self._stack = [frame]
            if frame.kind == "{" and frame.start >= end and not frame.void and self._is_block(frame):
                end = self._past(self._likely_end(frame))
                self._warn("a template is not closed", frame.start)
                frame.bars = [bar for bar in frame.bars if bar < end]
                frame.equals = [sign for sign in frame.equals if sign < end]
                self._commit(frame, None)
                self.unclosed.append((frame.start, end))
            else:
                self._fail(frame)
        self._stack = []

    def _is_block(self, frame: Frame) -> bool:
        """Whether the template begins a line and has its arguments on lines of their own."""
        before = self.plain[max(0, frame.start - 1) : frame.start]
        newline = self.plain.find("\n", frame.start)
        return before in ("", "\n", "\0") and newline >= 0 and any(bar > newline for bar in frame.bars)

    def _likely_end(self, frame: Frame) -> int:
        """Where a template that is not closed ends: with the paragraph of its last argument on a line."""
        newline = self.plain.find("\n", frame.start)
        end = newline if newline >= 0 else len(self.plain)
        growing = True
        for line in _LINES.finditer(self.plain, end + 1):
            text = line[0].lstrip(" \t\0")
            if text.startswith("=="):
                break
            if text.startswith("|"):
                end, growing = line.end(), True
            elif not text.strip() or text.startswith("'''"):
                growing = False
            elif growing:
                end = line.end()
        return end

    def _past(self, at: int) -> int:
        """`at`, or the end of the closed bracket that it lies in."""
        number = bisect_left(self._closed, at, key=lambda span: span[0]) - 1
        return max(at, self._closed[number][1]) if number >= 0 else at
