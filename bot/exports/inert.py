"""Text that a spreadsheet shows and never runs, follows or chokes on."""

from __future__ import annotations

import re

# What a spreadsheet may take for a formula when it opens a CSV file; the last four are the full-width forms of the
# first four. A leading ' is here too, so that taking one away always gives back what was said.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "|", "%", "'", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# What XML cannot hold, lone halves of a character that no file can, and what turns round the text that follows.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\ud800-\udfff\ufffe\uffff]")
INSTEAD = "\ufffd"


def written(text: str) -> str:
    """The text with line ends of one kind, and a mark in place of each control character that no file can hold."""
    return _UNWRITABLE.sub(INSTEAD, text.replace("\r\n", "\n").replace("\r", "\n"))


def guarded(text: str) -> str:
    """The same for a CSV file: with a ' in front where a spreadsheet might take it for a formula."""
    return f"'{text}" if text.startswith(RISKY) or text.lstrip().startswith(RISKY) else text


def unguarded(text: str) -> str:
    """What was said, from what `guarded` wrote."""
    return text[1:] if text.startswith("'") else text
