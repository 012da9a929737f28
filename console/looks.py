"""What was typed and is looked at once more before anything comes of it, kept here only and for whoever typed it.

So the look is a page of its own, to which a browser can go back without sending a form again; and whoever goes back to
the form finds in it what they typed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from console.form_keys import OURS
from console.forms import Form
from console.held import Held
from console.pressing import LOOK

KEPT = 100  # forms of that many looks; older ones are forgotten, and then the form is empty
LETTERS = 4_000_000  # of all of them together


@dataclass(frozen=True, slots=True)
class Look:
    """A form as it was typed: in which sign-in, and what it is about."""

    sign_in_id: str
    about: str
    typed: dict[str, list[str]]

    @property
    def letters(self) -> int:
        return sum(len(words) for several in self.typed.values() for words in several)


@dataclass(slots=True)
class Looks:
    """By handle, the newest last."""

    _held: Held[Look] = field(default_factory=lambda: Held(KEPT, LETTERS))

    def keep(self, sign_in_id: str, about: str, form: Form) -> str:
        """The handle by which this form is found again."""
        typed = {name: list(several) for name, several in form.several.items()}
        typed |= {name: [words, *typed.get(name, [])[1:]] for name, words in form.values.items()}
        typed = {name: words for name, words in typed.items() if name not in (*OURS, LOOK)}
        return self._held.keep(Look(sign_in_id, about, typed))

    def form(self, sign_in_id: str, about: str, handle: str) -> Form | None:
        """The form with its handle, in the same sign-in and about the same; None when it was sent or forgotten."""
        one = self._held.by(handle)
        if one is None or (one.sign_in_id, one.about) != (sign_in_id, about):
            return None
        form = _form(one)
        form.values[LOOK] = handle
        return form

    def last(self, sign_in_id: str, about: str) -> Form | None:
        """The form that was looked at last about this, and not sent."""
        mine = [each for each in self._held.by_handle() if (each[1].sign_in_id, each[1].about) == (sign_in_id, about)]
        if not mine:
            return None
        handle, one = mine[-1]
        form = _form(one)
        form.put_back = handle
        return form

    def forget(self, sign_in_id: str, about: str = "") -> None:
        """It is sent, and so is no other that was looked at before; or they sign out, and nothing of theirs stays."""
        self._held.forget(lambda one: one.sign_in_id == sign_in_id and about in ("", one.about))


def _form(one: Look) -> Form:
    several = {name: list(words) for name, words in one.typed.items()}
    return Form({name: words[0] for name, words in several.items() if words}, several)
