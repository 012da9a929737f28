"""Pages that say what to mend about a form, kept here only and for whoever sent it.

So such a page has an address of its own, which a browser asks for: whoever goes back to it later finds it again, and is
not asked to send anything a second time.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from console.rights import Right

KEPT = 100  # pages; of older ones there is only the empty form
LETTERS = 8_000_000  # of all of them together
FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Refused:
    """A page as it was answered: to whom, what it takes to see it, to which address, and when."""

    sign_in_id: str
    may: Right
    path: str
    html: str
    at: datetime


@dataclass(slots=True)
class RefusedForms:
    """By handle, the newest last."""

    _known: dict[str, Refused] = field(default_factory=dict)

    def keep(self, one: Refused) -> str:
        """The handle by which this page is found again."""
        handle = secrets.token_urlsafe(12)
        self._known = {each: kept for each, kept in self._known.items() if one.at - kept.at < FOR} | {handle: one}
        while len(self._known) > 1 and (len(self._known) > KEPT or self._letters() > LETTERS):
            del self._known[next(iter(self._known))]
        return handle

    def _letters(self) -> int:
        return sum(len(one.html) for one in self._known.values())

    def page(self, handle: str, path: str, now: datetime) -> Refused | None:
        """The page of this address; None when it was forgotten."""
        one = self._known.get(handle)
        return one if one is not None and one.path == path and now - one.at < FOR else None

    def forget(self, sign_in_id: str) -> None:
        """They sign out, and nothing of theirs stays."""
        self._known = {each: kept for each, kept in self._known.items() if kept.sign_in_id != sign_in_id}
