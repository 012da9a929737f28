"""Rows that nobody handed over: left by an earlier process, added by a job or elsewhere, or waiting for their time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import timedelta

from bot.clock import Clock
from bot.delivery.alarm import Alarm
from bot.delivery.queueing import Queue
from storage import mishaps, sending
from storage.database import Database, Transaction
from storage.outbox import BROADCAST, PROACTIVE, REPLY, Message
from storage.values import instant, moment

PAGE = 500  # rows of one priority read at once: a large broadcast is never in memory as a whole
LOOK_EVERY = 30.0
STRANDED_AFTER = timedelta(minutes=5)  # longer than any call takes

log = logging.getLogger(__name__)


class Stock:
    """Fills the queue from the table when asked, when a page runs out, when a row's time comes, and now and then."""

    def __init__(self, database: Database, clock: Clock, queue: Queue, filled: Callable[[], None]) -> None:
        self._database = database
        self._clock = clock
        self._queue = queue
        self._filled = filled
        self._alarm = Alarm(clock, self.look_soon)
        self._more = [False] * (BROADCAST + 1)
        self.looking: asyncio.Task[None] | None = None
        self._look_again = False

    def add(self, message: Message) -> None:
        """Put a new row into the queue, or set the alarm for its time."""
        if message.not_before is None or message.not_before <= instant(self._clock.now()):
            self._queue.add(message)
        else:
            self._alarm.set(self._monotonic(message.not_before))

    def look_soon(self) -> None:
        """Look into the table without being waited for; calls that come while somebody looks make one more look."""
        if self.looking is not None and not self.looking.done():
            self._look_again = True
            return
        self.looking = asyncio.get_running_loop().create_task(self._look())

    def look_if_low(self) -> None:
        """Read the next page when this one is nearly used up."""
        if True in self._more and any(
            more and self._queue.waiting[each] < PAGE // 4 for each, more in enumerate(self._more)
        ):
            self._more = [False] * len(self._more)
            self.look_soon()

    def stop(self) -> None:
        """Look no more."""
        self._alarm.stop()
        if self.looking is not None:
            self.looking.cancel()

    async def _look(self) -> None:
        try:
            self._look_again = True
            while self._look_again:
                self._look_again = False
                await self.look()
        except Exception as error:  # noqa: BLE001 - whatever it was, there will be another look
            log.error("delivery_look_failed error=%s", type(error).__name__)
            self._alarm.set(self._clock.monotonic() + LOOK_EVERY)
        finally:
            self.looking = None

    async def look(self) -> None:
        """Put what waits in the table into the queue."""
        limits = [waiting + PAGE for waiting in self._queue.waiting]
        now = self._clock.now()

        def unit(tx: Transaction) -> tuple[list[list[Message]], str | None, list[str]]:
            pages = [sending.waiting(tx, now, each, limits[each]) for each in (REPLY, PROACTIVE, BROADCAST)]
            return pages, sending.next_not_before(tx, now), mishaps.claimed_before(tx, now - STRANDED_AFTER)

        pages, next_at, claimed = await self._database.read(unit)
        stranded = [each for each in claimed if each not in self._queue.known]
        if stranded:
            await self._database.write(lambda tx: mishaps.left_behind(tx, now, stranded))
            self._look_again = True
        for each, page in enumerate(pages):
            self._more[each] = len(page) == limits[each]
            self._take_up(page)
        self._alarm.set(self._clock.monotonic() + LOOK_EVERY)
        if next_at is not None:
            self._alarm.set(self._monotonic(next_at))
        self._filled()

    def _take_up(self, page: Sequence[Message]) -> None:
        for message in page:
            if message.not_before is None:
                self._queue.add(message)
            else:
                self._queue.add(message, self._monotonic(message.not_before))

    def _monotonic(self, at: str) -> float:
        return self._clock.monotonic() + (moment(at) - self._clock.now()).total_seconds()
