"""The demo's time: the machine's own, plus what somebody has added to it. The only reader of the real time."""

import time
from collections.abc import Callable
from datetime import UTC, datetime


class Clock:
    """Seconds since 1970 as the simulator sees them. It only ever jumps forward."""

    def __init__(self, real: Callable[[], float] = time.time) -> None:
        self._real = real
        self.offset = 0.0

    def now(self) -> float:
        return self._real() + self.offset

    def advance(self, seconds: float) -> None:
        if not seconds >= 0:
            raise ValueError("The clock only goes forward: give a number of seconds above zero.")
        self.offset += seconds

    def text(self) -> str:
        """The time as people and programs both read it: 2026-03-02T09:00:00.000000Z."""
        return datetime.fromtimestamp(self.now(), UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def stopwatch() -> float:
    """Real seconds from an unknown start, for limits that must not move with the demo's time."""
    return time.monotonic()
