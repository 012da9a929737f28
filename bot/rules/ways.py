"""Whether somebody can be reached by what they typed: a number that can be rung, an address that can be written to."""

from __future__ import annotations

import re
from typing import Final

FEWEST_FIGURES: Final = 5  # of a phone number; "after 14:30" has four
_ADDRESS: Final = re.compile(r"\S@[^\s@]+\.\w")


def has_number(text: str) -> bool:
    """Whether there may be a phone number in it, in the figures of any script."""
    return sum(map(str.isdecimal, text)) >= FEWEST_FIGURES


def has_address(text: str) -> bool:
    """Whether there is an email address in it."""
    return _ADDRESS.search(text) is not None
