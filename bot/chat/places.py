"""The places in a text, such as {when}: filled with what stands there, or named for whoever only reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from bot.chat.bidi import LTR, isolated
from bot.chat.cleaning import for_others

# Where what somebody typed themselves is shown to others in our voice: it is no link there, and turns nothing round.
_TYPED: Final = frozenset(
    (
        *("name", "who", "whom", "names", "others", "partner", "leader", "deputy", "host", "group", "organisation"),
        *("pronouns", "job", "promise", "needs", "mattered", "not_said"),
    )
)
_PLACE = re.compile(r"\{(\w+)\}")


class MissingWording(LookupError):
    """A text that a story needs is not in the language file."""


def fill(text: str, values: Mapping[str, object], direction: str = LTR) -> str:
    """`text` with each `{place}` replaced by its value, literally; one that runs the other way is set apart. What
    people are called, and what they say of themselves, is no link.

    Raises MissingWording for a place without a value.
    """

    def value(place: re.Match[str]) -> str:
        if place[1] not in values:
            raise MissingWording(f"no value for {{{place[1]}}}")
        words = str(values[place[1]])
        return isolated(for_others(words) if place[1] in _TYPED else words, direction)

    return _PLACE.sub(value, text)


def named(text: str) -> str:
    """`text` before anybody is asked, with what stands in its places named, such as [when]."""
    return _PLACE.sub(lambda place: f"[{place[1].replace('_', ' ')}]", text)
