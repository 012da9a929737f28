"""Ids and instants as databases see them: text that sorts by time in each of them and is legible in every shell."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_last_tick = 0
_last_instant: tuple[datetime | None, str] = (None, "")
_apart: ContextVar[list[int] | None] = ContextVar("_apart", default=None)  # the last tick of a time that is only tried


def instant(at: datetime) -> str:
    """`at` (aware) as UTC text of fixed width: 2026-03-02T09:00:00.000000Z."""
    global _last_instant
    written = _last_instant
    if at is written[0]:  # a turn writes the same moment half a dozen times
        return written[1]
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    text = at.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"
    _last_instant = (at, text)
    return text


def moment(text: str) -> datetime:
    """The aware UTC time that `instant` wrote."""
    return datetime.fromisoformat(text)


def moment_or_none(text: str | None) -> datetime | None:
    return None if text is None else moment(text)


def new_id(now: datetime) -> str:
    """An id of 20 characters, greater than every id made before it even when the clock stands still or runs back."""
    global _last_tick
    ticks, apart = int(now.timestamp() * 1_000_000), _apart.get()
    if apart is not None:
        apart[0] = max(apart[0] + 1, ticks)
        return _ended(apart[0])
    _last_tick = max(_last_tick + 1, ticks)
    return _ended(_last_tick)


def least_id(at: datetime) -> str:
    """Less than every id that was made at this moment or later."""
    return f"{int(at.timestamp() * 1_000_000):014x}"


def _ended(tick: int) -> str:
    """With an end that nobody can guess from other ids, and that two processes do not share in the same microsecond."""
    return f"{tick:014x}{secrets.token_hex(3)}"


@contextmanager
def ids_apart() -> Iterator[None]:
    """Ids made inside are of a time that is only tried: those made elsewhere, then or later, do not follow them."""
    before = _apart.set([_last_tick])
    try:
        yield
    finally:
        _apart.reset(before)


def made_at(made_id: str) -> datetime:
    """When an id was made. Never before what was stored earlier, even when the clock has run back since."""
    return _EPOCH + timedelta(microseconds=int(made_id[:14], 16))


def ids_start_after(greatest: str | None) -> None:
    """Make the next id greater than `greatest`, the greatest one stored: the clock may have run back since."""
    global _last_tick
    apart, tick = _apart.get(), int(greatest[:14], 16) if greatest else 0
    if apart is not None:
        apart[0] = max(apart[0], tick)
    else:
        _last_tick = max(_last_tick, tick)


def new_handle() -> str:
    """128 random bits in 22 characters that fit into a button or a link."""
    return secrets.token_urlsafe(16)
