"""Text that runs both ways: whatever runs the other way is set apart, so that nothing around it is turned round.

Unicode isolates, as in its Annex 9: a name, a date, a link is one thing, wherever it stands in a line.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

FIRST_STRONG: Final = "\u2068"
LEFT_TO_RIGHT: Final = "\u2066"
END: Final = "\u2069"
RTL: Final = "rtl"
LTR: Final = "ltr"
_RIGHT: Final = ("R", "AL", "AN")
_LEFT: Final = ("L", "EN")  # figures keep their order, and what stands between them does not
# Commands and links, whose first sign would otherwise land at their end.
_ADDRESS: Final = re.compile(rf"(?<![\w/{LEFT_TO_RIGHT}{FIRST_STRONG}])(https?://[^\s{END}]*[\w/]|/[a-z_]+)")


def isolated(value: str, direction: str) -> str:
    """`value` as one thing in a text of this direction; as it is when all of it runs that way."""
    if value.isascii() and direction == LTR:
        return value
    against = _LEFT if direction == RTL else _RIGHT
    if not any(unicodedata.bidirectional(one) in against for one in value):
        return value
    return "\n".join(_line(one) for one in value.split("\n"))  # an isolate ends with its line


def with_addresses(text: str, direction: str) -> str:
    """A wording in which commands and links read from left to right."""
    return _ADDRESS.sub(rf"{LEFT_TO_RIGHT}\1{END}", text) if direction == RTL else text


def _line(line: str) -> str:
    whole = line.startswith((FIRST_STRONG, LEFT_TO_RIGHT)) and line.find(END) == len(line) - 1
    return line if whole or not line.strip() else f"{FIRST_STRONG}{line}{END}"
