"""Pages that say what to mend about a form, kept here only and for whoever sent it.

So such a page has an address of its own, which a browser asks for: whoever goes back to it later finds it again, and is
not asked to send anything a second time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from console.held import Held
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

    @property
    def letters(self) -> int:
        return len(self.html)


@dataclass(slots=True)
class RefusedForms:
    """Those of the last hour, by handle."""

    _held: Held[Refused] = field(default_factory=lambda: Held(KEPT, LETTERS))

    def keep(self, one: Refused) -> str:
        """The handle by which this page is found again."""
        self._held.forget(lambda kept: one.at - kept.at >= FOR)
        return self._held.keep(one)

    def page(self, handle: str, path: str, now: datetime) -> Refused | None:
        """The page of this address; None when it was forgotten."""
        one = self._held.by(handle)
        return one if one is not None and one.path == path and now - one.at < FOR else None

    def forget(self, sign_in_id: str) -> None:
        """They sign out, and nothing of theirs stays."""
        self._held.forget(lambda kept: kept.sign_in_id == sign_in_id)
