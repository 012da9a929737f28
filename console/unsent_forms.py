"""Forms that came, or were left, when whoever had filled them in was not signed in any more: kept here only and for an
hour, for the same person alone. They find them again once they have signed in, and send them themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from console.form_keys import SECRET
from console.forms import Form
from console.held import Held

KEPT = 100  # forms of everybody together; older ones are forgotten
LETTERS = 8_000_000
FOR = timedelta(hours=1)

ANEW = "anew"  # in an address: the form that is kept by this handle
NOT_DONE = "not_done"  # in an address: a button was pressed, and nothing came of it


@dataclass(frozen=True, slots=True)
class Unsent:
    """What was typed and chosen: by whom, for which address, and when. Of a file only that there was one."""

    person_id: str
    path: str
    typed: Mapping[str, Sequence[str]]
    had_file: bool
    at: datetime

    @property
    def letters(self) -> int:
        return sum(len(words) for several in self.typed.values() for words in several)

    @property
    def form(self) -> Form:
        """The form as it was, without its key."""
        several = {name: [*words] for name, words in self.typed.items()}
        return Form({name: words[0] for name, words in several.items() if words}, several)


def unsent(person_id: str, path: str, form: Form, now: datetime) -> Unsent:
    """This form of theirs, without what opens anything."""
    typed = {name: tuple(words) for name, words in form.several.items() if name not in SECRET}
    return Unsent(person_id, path, typed, bool(form.files), now)


@dataclass(slots=True)
class UnsentForms:
    """Those of the last hour, by handle."""

    _held: Held[Unsent] = field(default_factory=lambda: Held(KEPT, LETTERS))

    def keep(self, one: Unsent) -> str:
        """The address at which this form is found again."""
        self._held.forget(lambda kept: one.at - kept.at >= FOR)
        return _address(one, self._held.keep(one))

    def form(self, handle: str, path: str, now: datetime) -> Unsent | None:
        """What is kept for this address; None when it was forgotten."""
        one = self._held.by(handle)
        return one if one is not None and one.path == path and now - one.at < FOR else None

    def of_person(self, person_id: str, now: datetime) -> list[str]:
        """The addresses of what is kept for somebody, the newest first."""
        theirs = [(handle, one) for handle, one in self._held.by_handle() if one.person_id == person_id]
        return [_address(one, handle) for handle, one in reversed(theirs) if now - one.at < FOR]

    def taken(self, one: Unsent) -> None:
        """It is in their hands again."""
        self._held.forget(lambda kept: kept is one)

    def forget(self, person_id: str) -> None:
        """They sign out, and nothing of theirs stays."""
        self._held.forget(lambda kept: kept.person_id == person_id)


def _address(one: Unsent, handle: str) -> str:
    return f"{one.path}?{ANEW}={handle}"
