"""How a call to the Bot API fails. None of these carries the token, the address or what was sent."""

from __future__ import annotations


class CallFailed(Exception):
    """A call brought no result."""


class Refused(CallFailed):
    """Telegram answered and said no."""

    def __init__(
        self, code: int, description: str, retry_after: float | None = None, migrate_to: int | None = None
    ) -> None:
        super().__init__(code, description)
        self.code = code
        self.description = description
        self.retry_after = retry_after
        self.migrate_to = migrate_to

    def __str__(self) -> str:
        return f"{self.code} {self.description}"


class NotSent(CallFailed):
    """The request surely did not arrive."""


class Uncertain(CallFailed):
    """The request may have arrived; nobody can tell. `status` is that of an answer that could not be read, or 0."""

    def __init__(self, why: str, status: int = 0) -> None:
        super().__init__(why)
        self.status = status


class TimeRanOut(Uncertain):
    """No answer in time."""
