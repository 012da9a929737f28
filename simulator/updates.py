"""A bot's queue of updates, with Telegram's manners.

They are confirmed by offset and gone after a day, and their ids start anew at random after a quiet week.
"""

from collections import OrderedDict, deque
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Any

import orjson

from simulator.clock import Clock
from simulator.journal import Journal
from simulator.records import Bot, Json

DAY = 24 * 3600
WEEK = 7 * DAY
LARGEST_FIRST_ID = 1_000_000_000
FAR_AHEAD = 10  # an offset further beyond the newest id than this is taken for a stale one
HISTORY = 2_000  # confirmed updates that can still be repeated on request
UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True, eq=False)
class Entry:
    """One update in the queue; `update` is what is handed out, whatever it looks like."""

    id: int
    at: float
    update: Any
    chat_id: int = 0


class Updates:
    """What waits for one bot."""

    def __init__(self, bot: Bot, clock: Clock, journal: Journal, dice: Random) -> None:
        self._bot, self._clock, self._journal, self._dice = bot, clock, journal, dice
        self._waiting: OrderedDict[int, Entry] = OrderedDict()
        self._again: deque[Entry] = deque()  # handed out once more, whatever the offset says
        self._history: deque[Entry] = deque(maxlen=HISTORY)
        self._last_id = dice.randrange(1, LARGEST_FIRST_ID)
        self._last_at = clock.now()

    def restore(self, entries: list[Entry], last_id: int, last_at: float) -> None:
        """Continues from what the state file held."""
        self._waiting = OrderedDict((entry.id, entry) for entry in sorted(entries, key=lambda each: each.id))
        self._last_id, self._last_at = last_id, last_at

    def add(self, kind: str, body: Json, chat_id: int) -> int | None:
        """The new update's id, or None when the bot has not asked for this kind."""
        if not self._wanted(kind):
            return None
        return self._enqueue({"update_id": self._next_id(), kind: body}, chat_id)

    def add_raw(self, update: Any) -> int:
        """Queues anything at all; an object without an update_id is given one."""
        number = self._next_id()
        if isinstance(update, dict):
            update = {"update_id": number, **update}
        return self._enqueue(update, 0)

    def add_broken(self, text: str) -> int:
        """Queues text that need not even be JSON."""
        self._next_id()
        return self._enqueue(orjson.Fragment(text), 0)

    def repeat(self, update_id: int) -> bool:
        """Hands an update out a second time, confirmed or not; False when it is not known (any more)."""
        for entry in (*self._waiting.values(), *self._history):
            if entry.id == update_id:
                self._again.append(entry)
                return True
        return False

    def ask(self, offset: int, limit: int) -> list[Entry]:
        """What getUpdates returns; everything before the offset is confirmed and gone."""
        self._expire()
        if offset > self._last_id + FAR_AHEAD:
            offset = 0
        if offset < 0 and self._waiting:
            offset = [*self._waiting][max(len(self._waiting) + offset, 0)]
        while self._waiting and next(iter(self._waiting)) < offset:
            self._forget_oldest()
        found = [self._again.popleft() for _ in range(min(limit, len(self._again)))]
        return found + list(islice(self._waiting.values(), limit - len(found)))

    def confirm(self, entry: Entry) -> None:
        """Takes a delivered update off the queue (webhooks confirm one at a time)."""
        if entry in self._again:
            self._again.remove(entry)
        elif self._waiting.pop(entry.id, None):
            self._forget(entry)

    def holds(self, entry: Entry) -> bool:
        """Whether this update still waits to be taken."""
        self._expire()
        return entry.id in self._waiting or entry in self._again

    def pending(self, most: int) -> list[Entry]:
        """The oldest updates that wait, and those to be repeated."""
        self._expire()
        return [*self._again, *islice(self._waiting.values(), most)]

    def count(self) -> int:
        self._expire()
        return len(self._waiting) + len(self._again)

    def drop_all(self) -> None:
        while self._waiting:
            self._forget_oldest()
        self._again.clear()

    def _enqueue(self, update: Any, chat_id: int) -> int:
        entry = Entry(self._last_id, self._clock.now(), update, chat_id)
        self._last_at = entry.at
        self._waiting[entry.id] = entry
        if self._journal.keeps:
            self._journal.put("last_update", self._bot.id, [self._bot.id, entry.id, entry.at])
            self._journal.put(
                "update", f"{self._bot.id}/{entry.id}", [self._bot.id, entry.id, entry.at, chat_id, update]
            )
        return entry.id

    def _next_id(self) -> int:
        if self._clock.now() - self._last_at >= WEEK:
            self._last_id = self._dice.randrange(1, LARGEST_FIRST_ID)
            self.drop_all()
        else:
            self._last_id += 1
        return self._last_id

    def _wanted(self, kind: str) -> bool:
        return kind in self._bot.allowed if self._bot.allowed else kind not in UNASKED

    def _expire(self) -> None:
        oldest = self._clock.now() - DAY
        while self._waiting and next(iter(self._waiting.values())).at < oldest:
            self._forget_oldest()

    def _forget_oldest(self) -> None:
        self._forget(self._waiting.popitem(last=False)[1])

    def _forget(self, entry: Entry) -> None:
        self._history.append(entry)
        self._journal.drop("update", f"{self._bot.id}/{entry.id}")
