"""How we stand with Telegram: when a poll last succeeded, and what is held back while polls are refused."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.delivery.sender import Delivery
from storage import facts, notices
from storage.database import Database, Transaction
from storage.values import instant, moment

LAST_GOOD_POLL = "last_good_poll"
NOTE_EVERY = 30.0  # seconds
KEPT_BY_TELEGRAM = timedelta(hours=24)  # after that, updates that nobody fetched are gone

AfterAbsence = Callable[[datetime, datetime], Awaitable[None]]


class Standing:
    """Listens to polling. Nothing that we begin is sent until a poll succeeds: another copy may be talking."""

    def __init__(self, database: Database, clock: Clock, delivery: Delivery) -> None:
        self.after_absence: AfterAbsence | None = None
        self._database = database
        self._clock = clock
        self._delivery = delivery
        self._noted_at: float | None = None
        delivery.hold("proactive", "not_polled_yet")

    async def polled(self) -> None:
        """A poll succeeded."""
        self._delivery.resume("proactive", "not_polled_yet")
        self._delivery.resume("proactive", "conflict")
        self._delivery.resume("all", "token")
        self._delivery.resume("all", "token_refused")  # delivery found out by itself
        at = self._clock.monotonic()
        if self._noted_at is None or at - self._noted_at >= NOTE_EVERY:
            self._noted_at = at
            now = self._clock.now()
            last = await self._database.write(lambda tx: _note_polled(tx, now))
            if last is not None and now - last > KEPT_BY_TELEGRAM and self.after_absence is not None:
                await self.after_absence(last, now)

    async def lost(self, why: str) -> None:
        """Polls are refused."""
        if why == "conflict":
            self._delivery.hold("proactive", "conflict")
        else:
            self._delivery.hold("all", "token")
        await self._database.write(lambda tx: _note_trouble(tx, self._clock.now(), why))


def _note_polled(tx: Transaction, now: datetime) -> datetime | None:
    """Note this poll; when the one before was."""
    last = facts.fact(tx, LAST_GOOD_POLL)
    facts.note(tx, now, LAST_GOOD_POLL, instant(now))
    return None if last is None else moment(last)


def _note_trouble(tx: Transaction, now: datetime, why: str) -> None:
    notices.note(tx, now, "polling_refused", why)
