"""Why a request is not answered with what it asked for. Each becomes a page in `console.turning_away`."""

from __future__ import annotations


class NotSignedIn(Exception):
    """Nobody is signed in with this browser; `why` they are not any more, and who that was. `sign_in_id` is to end."""

    def __init__(self, why: str = "", person_id: str = "", sign_in_id: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.person_id = person_id
        self.sign_in_id = sign_in_id


class NotThere(Exception):
    """There is no such page, or no such record, or it is not theirs to see: nobody learns which."""


class Gone(NotThere):
    """It was there when the page of a form was drawn; `why` it is not any more, in sentences."""

    def __init__(self, *why: str) -> None:
        super().__init__(" ".join(why))
        self.why = why


class NotAllowed(NotThere):
    """They lack the right, which is put on record."""

    def __init__(self, person_id: str, right: str) -> None:
        super().__init__(right)
        self.person_id = person_id
        self.right = right


class Confirmed(NotThere):
    """What goes to many was put together and confirmed by now: its own page says how it stands."""

    def __init__(self, broadcast_id: str) -> None:
        super().__init__(broadcast_id)
        self.broadcast_id = broadcast_id


class CodeWanted(Exception):
    """First a code; `person_id` is who is asked for it."""

    def __init__(self, person_id: str = "") -> None:
        super().__init__()
        self.person_id = person_id


class ProofWanted(CodeWanted):
    """A code from their app: for the first time since they signed in, or once more for what cannot be undone."""


class SecondStepWanted(CodeWanted):
    """Before it, they have to set up an app that shows codes."""


class NotFromHere(Exception):
    """A form that no page of ours can have sent."""


class CannotRead(Exception):
    """A form that is too large or broken; `status` says which."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status

    @property
    def is_too_large(self) -> bool:
        return self.status == 413


class Unrecorded(AssertionError):
    """A change that left no row in the audit log, so it is undone. A fault of ours."""
