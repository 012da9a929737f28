"""The demo's time: the machine's own, plus what somebody has added to it. The only reader of the real time."""

import time
from collections.abc import Callable
from datetime import UTC, datetime


class Clock:
    """Seconds since 1970 as the simulator sees them. It only ever jumps forward.

    A bot that lives through a jump bit by bit says how far it has come: what it writes is of that time, and so is what
    is written to it, for it answers by its own clock.
    """

    def __init__(self, real: Callable[[], float] = time.time) -> None:
        self._real = real
        self.offset = 0.0
        self._lived: float | None = None  # how far a bot has come, once one has said so

    def now(self) -> float:
        return self._real() + self.offset

    def advance(self, seconds: float) -> None:
        if not seconds >= 0:
            raise ValueError("The clock only goes forward: give a number of seconds above zero.")
        self.offset += seconds

    def bots_now(self) -> float:
        """The time for a bot, which may be in the midst of a jump."""
        return self._real() + (self.offset if self._lived is None else self._lived)

    @property
    def is_ahead(self) -> bool:
        """Whether a bot is still on its way to where the clock stands."""
        return self._lived is not None and self._lived < self.offset

    def live(self, offset: float) -> None:
        """A bot has come as far as this, at most to where the clock stands."""
        if not offset >= 0:
            raise ValueError("Give how far the bot has come as a number of seconds, not below zero.")
        self._lived = min(offset, self.offset)

    def text(self) -> str:
        """The time as people and programs both read it: 2026-03-02T09:00:00.000000Z."""
        return _text(self.now())

    def bots_text(self) -> str:
        """The same of the time for a bot."""
        return _text(self.bots_now())


def _text(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def stopwatch() -> float:
    """Real seconds from an unknown start, for limits that must not move with the demo's time."""
    return time.monotonic()
