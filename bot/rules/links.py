"""Whether somebody sent a link where there is no use for one; and what somebody typed, so said that it is none."""

from __future__ import annotations

import re
from typing import Final

# Only ends that are no words of a name: initials and slips of the space bar are no links.
_ENDS: Final = frozenset(
    ["com", "org", "net", "uk", "wales", "scot", "cymru", "eu", "io", "info", "me", "link", "page"]
)
_BEGUN: Final = re.compile(r"\w://\S|\bwww\.\w", re.IGNORECASE)
# Where a phone begins to see an address, an e-mail address, a mention, a topic or a command; none behind < or >.
_LIVE: Final = re.compile(r"(?<=\w\.)(?=\w\w|\d)|(?<=:)(?=//)|(?<=[@#])(?=\w)|(?<=[^\w/<>]/)(?=\w)|(?<=\A/)(?=\w)")
_JOINER: Final = "\u2060"  # nobody sees it, nothing breaks at it, and no address goes on behind it
_PLACE: Final = re.compile(r"[\w.@-]+")  # what may be the name of a place: cut whole, so that no letter is met twice


def has_link(text: str) -> bool:
    """Whether there is a web address in it; an e-mail address is none."""
    return _BEGUN.search(text) is not None or any(map(_is_place, _PLACE.findall(text)))


def no_link(text: str) -> str:
    """The same to read, and no phone makes a link of it, or a mention or a command that can be tapped."""
    return _LIVE.sub(_JOINER, text)


def _is_place(found: str) -> bool:
    before, _, end = found.strip(".-").rpartition(".")
    return end.lower() in _ENDS and before != "" and before[-1] != "." and "@" not in before
