"""Whether somebody sent a link where there is no use for one."""

from __future__ import annotations

import re
from typing import Final

# Only ends that are no words of a name: initials and slips of the space bar are no links.
_LINK: Final = re.compile(
    r"\w+://\S|\bwww\.\w|(?<![@\w.])(?:[\w-]+\.)+(?:com|org|net|uk|wales|scot|cymru|eu|io|info|me|link|page)(?![\w.])",
    re.IGNORECASE,
)


def has_link(text: str) -> bool:
    """Whether there is a web address in it; an e-mail address is none."""
    return _LINK.search(text) is not None
