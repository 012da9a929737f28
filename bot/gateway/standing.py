"""How we stand with Telegram: when a poll last succeeded, whether our clocks agree, and what is held back if not."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.delivery.sender import Delivery
from bot.gateway.server_time import ServerTime
from storage import facts, notices
from storage.database import Database, Transaction
from storage.values import instant, moment

LAST_GOOD_POLL = "last_good_poll"
NOTE_EVERY = 30.0  # seconds
KEPT_BY_TELEGRAM = timedelta(hours=24)  # after that, updates that nobody fetched are gone

WRONG, RIGHT = timedelta(minutes=5), timedelta(minutes=1)  # from Telegram's clock: ours is wrong, and is right again

log = logging.getLogger(__name__)

AfterAbsence = Callable[[datetime, datetime], Awaitable[None]]


class Standing:
    """Listens to polling. Nothing that we begin is sent until a poll succeeds: another copy may be talking; and nothing
    while our clock is wrong by `server_time`, if that is given (a clock for practice jumps on purpose)."""

    def __init__(
        self, database: Database, clock: Clock, delivery: Delivery, server_time: ServerTime | None = None
    ) -> None:
        self.after_absence: AfterAbsence | None = None
        self._database = database
        self._clock = clock
        self._delivery = delivery
        self._server_time = server_time
        self._clock_is_wrong = False
        self._noted_at: float | None = None
        delivery.hold("proactive", "not_polled_yet")

    async def polled(self) -> None:
        """A poll succeeded."""
        knows_the_time = await self.knows_the_time()  # before anything of ours may go
        self._delivery.resume("proactive", "not_polled_yet")
        self._delivery.resume("proactive", "conflict")
        self._delivery.resume("all", "token")
        self._delivery.resume("all", "token_refused")  # delivery found out by itself
        at = self._clock.monotonic()
        if knows_the_time and (self._noted_at is None or at - self._noted_at >= NOTE_EVERY):
            self._noted_at = at
            now = self._clock.now()
            last = await self._database.write(lambda tx: _note_polled(tx, now))
            if last is not None and now - last > KEPT_BY_TELEGRAM and self.after_absence is not None:
                await self.after_absence(last, now)

    async def knows_the_time(self) -> bool:
        """Whether our clock and Telegram's agree, so that what is due can be decided by ours.

        A machine that has slept looks like a clock that jumped, until Telegram is asked.
        """
        if self._server_time is None:
            return True
        gap = self._server_time.gap()
        if gap is None or gap >= RIGHT:
            if not await self._server_time.ask():
                return False
            gap = self._server_time.gap()
        if gap is None:  # a server of our own may tell no time
            self._server_time = None
            return True
        if gap > WRONG and not self._clock_is_wrong:
            self._clock_is_wrong = True
            log.warning("clock_is_wrong seconds=%d", gap.total_seconds())
            self._delivery.hold("proactive", "clock")
            await self._database.write(lambda tx: notices.note(tx, self._clock.now(), "clock_is_wrong", ""))
        elif gap < RIGHT and self._clock_is_wrong:
            self._clock_is_wrong = False
            log.info("clock_is_right_again")
            self._delivery.resume("proactive", "clock")
        return not self._clock_is_wrong

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
