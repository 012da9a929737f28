"""Long text cut into messages that Telegram takes: parts whose concatenation is the text.

Telegram counts UTF-16 code units and refuses a message of whitespace, so each part carries something to see,
unless a run of whitespace is so long that no cut can help.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, Final

from bot.chat.cleaning import is_empty

TELEGRAM_LIMIT: Final = 4096

# How good it is to cut before an atom; 0 is inside a word.
_WORD, _SENTENCE, _PARAGRAPH = 1, 2, 3
_ENDS_SENTENCE: Final = re.compile(r"[.!?\u2026\u3002\uff01\uff1f\u0964\u061f][\"'\u201d\u2019\u00bb)\]]*$")
_ENDS_UNSPACED: Final = ("\u3002", "\uff01", "\uff1f")  # scripts that put no space after a sentence


@dataclass(frozen=True, slots=True)
class _Atoms:
    """The text in pieces that are not cut; `starts` has one more entry, the end, in UTF-16 units."""

    pieces: list[str]
    starts: list[int]
    visible: list[bool]
    breaks: list[int]


def split_message(text: str, limit: int = TELEGRAM_LIMIT) -> list[str]:
    """Parts of at most `limit` UTF-16 units, cut between paragraphs, else sentences, else words, else graphemes.

    Empty text has no parts. A grapheme longer than the limit is cut between its code points. Raises ValueError for
    a limit under 2, which not every character fits.
    """
    if limit < 2:
        raise ValueError(f"a part of {limit} UTF-16 units cannot hold every character; the limit is at least 2")
    if _size(text) <= limit:
        return [text] if text else []
    atoms = _atoms(text, limit)
    parts, start = [], 0
    while start < len(atoms.pieces):
        end = _cut(atoms, start, limit)
        parts.append("".join(atoms.pieces[start:end]))
        start = end
    return parts


@cache
def _grapheme() -> Any:
    """A pattern that finds whole graphemes, which the standard library cannot; loaded when a text is first too long."""
    import regex  # type: ignore[import-untyped]

    # \X alone counts back along a row of flags at each of them: quadratic. So pairs inside a row go first.
    return regex.compile(r"[\U0001f1e6-\U0001f1ff]{2}(?=[\U0001f1e6-\U0001f1ff])|\X")


def _size(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _atoms(text: str, limit: int) -> _Atoms:
    pieces: list[str] = []
    starts = [0]
    for grapheme in _grapheme().findall(text):
        whole = len(grapheme) * 2 <= limit or _size(grapheme) <= limit
        for piece in (grapheme,) if whole else grapheme:
            pieces.append(piece)
            starts.append(starts[-1] + _size(piece))
    visible = [not is_empty(piece) for piece in pieces]
    return _Atoms(pieces, starts, visible, _breaks(pieces, visible))


def _breaks(pieces: list[str], visible: list[bool]) -> list[int]:
    """How good a cut before each piece is. Cuts come after a whole run of whitespace: the next part shows something."""
    breaks = [0] * len(pieces)
    before, at = "", 0
    for seen, run in groupby(visible):
        length = len(list(run))
        if seen:
            for index in range(at + 1, at + length):
                breaks[index] = _SENTENCE if pieces[index - 1] in _ENDS_UNSPACED else 0
            before = "".join(pieces[max(at, at + length - 4) : at + length])
        elif at + length < len(pieces):
            breaks[at + length] = _break_after(before, "".join(pieces[at : at + length]))
        at += length
    return breaks


def _break_after(before: str, blank: str) -> int:
    if blank.count("\n") > 1:
        return _PARAGRAPH
    if "\n" in blank or _ENDS_SENTENCE.search(before):
        return _SENTENCE
    return _WORD if any(character.isspace() or character == "\u200b" for character in blank) else 0


def _cut(atoms: _Atoms, start: int, limit: int) -> int:
    """Where the part that begins at `start` ends: the last of the best breaks that fit."""
    end = _furthest(atoms, start, limit)
    if end == len(atoms.pieces):
        return end
    best, best_at, shown = 0, 0, False
    for index in range(start, end + 1):
        if shown and atoms.breaks[index] and atoms.breaks[index] >= best:
            best, best_at = atoms.breaks[index], index
        shown = shown or atoms.visible[index]
    return best_at or _cut_anywhere(atoms, start, end, limit)


def _furthest(atoms: _Atoms, start: int, limit: int) -> int:
    end = start + 1
    while end < len(atoms.pieces) and atoms.starts[end + 1] - atoms.starts[start] <= limit:
        end += 1
    return end


def _cut_anywhere(atoms: _Atoms, start: int, end: int, limit: int) -> int:
    """`end`, or before the last piece that shows something, so that a long blank after it is no part of its own."""
    following = _furthest(atoms, end, limit // 2)
    if any(atoms.visible[end:following]):
        return end
    shown = [index for index in range(start, end) if atoms.visible[index]]
    return shown[-1] if len(shown) > 1 else end
