"""Whether somebody sent a link where there is no use for one."""

from __future__ import annotations

import re
from typing import Final

# Only ends that are no words of a name: initials and slips of the space bar are no links.
_ENDS: Final = frozenset(
    ["com", "org", "net", "uk", "wales", "scot", "cymru", "eu", "io", "info", "me", "link", "page"]
)
_BEGUN: Final = re.compile(r"\w://\S|\bwww\.\w", re.IGNORECASE)
_PLACE: Final = re.compile(r"[\w.@-]+")  # what may be the name of a place: cut whole, so that no letter is met twice


def has_link(text: str) -> bool:
    """Whether there is a web address in it; an e-mail address is none."""
    return _BEGUN.search(text) is not None or any(map(_is_place, _PLACE.findall(text)))


def _is_place(found: str) -> bool:
    before, _, end = found.strip(".-").rpartition(".")
    return end.lower() in _ENDS and before != "" and before[-1] != "." and "@" not in before
