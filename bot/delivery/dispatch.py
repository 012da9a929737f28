"""Decides which message goes when: the queue's order, the pacer's limits, what is held, and how many at once."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable
from typing import Literal

from bot.clock import Clock
from bot.delivery.alarm import Alarm
from bot.delivery.pacing import Pacer
from bot.delivery.queueing import Queue
from storage.outbox import BROADCAST, PROACTIVE, REPLY, Message

# Messages at once; leaves some of the connections to polling and to pressed buttons. A reply holds its place from
# before its commit on: a burst of people would fill fewer, and then each reply would need a second commit.
ON_THE_WAY = 192
# Of what is not a reply, fewer: a kill leaves at most this many in doubt. At 100 ms each, four do 30 a second.
QUIET_ON_THE_WAY, QUIET_ON_THE_WAY_UNPACED = 4, 16

What = Literal["all", "proactive"]

log = logging.getLogger(__name__)


class Dispatch:
    """Hands each message to `claim` when it is its turn; its chat is occupied until `free`."""

    def __init__(self, clock: Clock, pacer: Pacer, queue: Queue, claim: Callable[[Message], None]) -> None:
        self.open = False
        self._clock = clock
        self._pacer = pacer
        self._queue = queue
        self._claim = claim
        self._alarm = Alarm(clock, self.pump)
        self._holds: dict[What, set[str]] = {"all": set(), "proactive": set()}
        self._on_the_way = self._quiet_on_the_way = 0
        self._quiet_limit = QUIET_ON_THE_WAY_UNPACED if pacer.idle else QUIET_ON_THE_WAY

    def reserve(self, chat_id: int) -> bool:
        """Whether a reply may go to this chat at once; its slot is taken then."""
        if not self.open or self._holds["all"] or self._on_the_way >= ON_THE_WAY or self._queue.stands_in_way(chat_id):
            return False
        now = self._clock.monotonic()
        if not self._pacer.idle and max(self._pacer.opens(now), self._pacer.chat_opens(chat_id, now)) > now:
            return False
        self._occupy(chat_id, REPLY, now)
        return True

    def occupy(self, chat_id: int) -> None:
        """Take the slot for a claimed reply that nobody reserved one for."""
        if not self._queue.is_busy(chat_id):
            self._occupy(chat_id, REPLY, self._clock.monotonic())

    def free(self, chat_id: int, priority: int) -> None:
        """The message to this chat has arrived, has failed or waits again."""
        self._on_the_way -= 1
        if priority != REPLY:
            self._quiet_on_the_way -= 1
        self._queue.free(chat_id)
        if not self._queue.is_empty:
            self.pump()

    def free_unused(self, chat_id: int, priority: int) -> None:
        """The slot of this chat was taken and nothing was sent."""
        self._pacer.release()
        self.free(chat_id, priority)

    def hold(self, what: What, why: str) -> None:
        if why not in self._holds[what]:
            self._holds[what].add(why)
            log.warning("delivery_held what=%s why=%s", what, why)

    def resume(self, what: What, why: str) -> None:
        if why in self._holds[what]:
            self._holds[what].remove(why)
            log.info("delivery_resumed what=%s why=%s", what, why)
            self.pump()

    def stop(self) -> None:
        self.open = False
        self._alarm.stop()

    def pump(self) -> None:
        """Let everything go that may go now, and set the alarm for the rest."""
        if not self.open or self._holds["all"]:
            return
        now = self._clock.monotonic()
        self._queue.rouse(now)
        opens = math.inf
        for priority in (REPLY, PROACTIVE, BROADCAST):
            if priority != REPLY and self._holds["proactive"]:
                break
            opens = min(opens, self._drain(priority, now))
        at = min(opens, self._queue.next_rousing())
        if at < math.inf:
            self._alarm.set(at)

    def _drain(self, priority: int, now: float) -> float:
        """Let messages of one priority go until a limit binds; when that limit opens, if time opens it."""
        quiet = priority != REPLY
        while (message := self._queue.first(priority)) is not None:
            if self._on_the_way >= ON_THE_WAY or (quiet and self._quiet_on_the_way >= self._quiet_limit):
                return math.inf
            opens = self._pacer.opens(now, quiet=quiet)
            if opens > now:
                return opens
            at = max(self._pacer.chat_opens(message.chat_id, now), self._queue.not_before(message))
            if at > now:
                self._queue.sleep(message.chat_id, at)
                continue
            self._queue.take(message)
            self._occupy(message.chat_id, priority, now)
            self._claim(message)
        return math.inf

    def _occupy(self, chat_id: int, priority: int, now: float) -> None:
        quiet = priority != REPLY
        self._queue.occupy(chat_id)
        self._pacer.reserve(now, quiet=quiet)
        self._on_the_way += 1
        self._quiet_on_the_way += quiet
