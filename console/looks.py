"""What was typed and is looked at once more before it is sent, kept here only and for whoever typed it.

So the last look is a page of its own, to which a browser can go back without sending a form again.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

KEPT = 100  # words of that many looks; older ones are forgotten, and then the form is empty


@dataclass(slots=True)
class Looks:
    """By handle: in which sign-in it was typed, what it is about, and the words."""

    _known: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    def keep(self, sign_in_id: str, about: str, words: str) -> str:
        """The handle by which these words are found again."""
        handle = secrets.token_urlsafe(12)
        self._known[handle] = (sign_in_id, about, words)
        for old in list(self._known)[:-KEPT]:
            del self._known[old]
        return handle

    def words(self, sign_in_id: str, about: str, handle: str) -> str:
        """The words, in the same sign-in and about the same; '' when they were sent or forgotten."""
        *whose, words = self._known.get(handle, ("", "", ""))
        return words if whose == [sign_in_id, about] else ""

    def forget(self, sign_in_id: str, about: str) -> None:
        """They are sent, and no other words are that were looked at before."""
        self._known = {one: kept for one, kept in self._known.items() if kept[:2] != (sign_in_id, about)}
