"""Which message is next: in order within a chat, help and then replies first, chats in turn. Knows no limits and no
database."""

from __future__ import annotations

from collections import deque
from heapq import heappop, heappush
from math import inf

from storage.outbox import BROADCAST, HELP, REPLY, Message

Lane = list[tuple[int, bool, str, Message]]  # a heap: by priority, help first, then in the order of making


class Queue:
    """Messages that wait, in a lane for each chat.

    A chat is *busy* while one of its messages is on the way; the next one is only offered after that. A chat that is
    neither busy nor asleep stands in line under the priority of its first message.
    """

    def __init__(self) -> None:
        self.known: set[str] = set()  # ids that wait or are on the way
        self.waiting = [0] * (BROADCAST + 1)
        self._lanes: dict[int, Lane] = {}
        self._lines: list[deque[int]] = [deque() for _ in self.waiting]
        self._place: dict[int, int] = {}  # in which line a chat stands
        self._asleep: list[tuple[float, int]] = []
        self._busy: set[int] = set()
        self._not_before: dict[str, float] = {}

    def add(self, message: Message, not_before: float = 0.0) -> None:
        """Let this wait, not to go before a monotonic time; once is enough for one id."""
        if message.id in self.known:
            return
        self.known.add(message.id)
        self.waiting[message.priority] += 1
        if not_before:
            self._not_before[message.id] = not_before
        heappush(
            self._lanes.setdefault(message.chat_id, []), (message.priority, message.reason != HELP, message.id, message)
        )
        self._offer(message.chat_id)

    def stands_in_way(self, chat_id: int) -> bool:
        """Whether a reply to this chat would have to wait for something, or other replies have waited longer."""
        if chat_id in self._busy or self.first(REPLY) is not None:
            return True
        lane = self._lanes.get(chat_id)
        return lane is not None and lane[0][0] == REPLY

    def occupy(self, chat_id: int) -> None:
        self._busy.add(chat_id)
        if self._place:
            self._place.pop(chat_id, None)

    def is_busy(self, chat_id: int) -> bool:
        return chat_id in self._busy

    def free(self, chat_id: int) -> None:
        """Nothing is on the way to this chat any more."""
        self._busy.discard(chat_id)
        self._offer(chat_id)

    def first(self, priority: int) -> Message | None:
        """The next message of this priority, which keeps its place."""
        line = self._lines[priority]
        while line:
            if self._place.get(line[0]) == priority:
                return self._lanes[line[0]][0][3]
            line.popleft()  # it has gone to another line, to sleep or away
        return None

    def not_before(self, message: Message) -> float:
        return self._not_before.get(message.id, 0.0)

    def take(self, message: Message) -> None:
        """`first` is on the way now; its chat is busy."""
        self.occupy(message.chat_id)
        lane = self._lanes[message.chat_id]
        heappop(lane)
        if not lane:
            del self._lanes[message.chat_id]
        self.waiting[message.priority] -= 1
        self._not_before.pop(message.id, None)

    def sleep(self, chat_id: int, until: float) -> None:
        """Do not offer this chat before `until`."""
        del self._place[chat_id]
        heappush(self._asleep, (until, chat_id))

    def rouse(self, now: float) -> None:
        """Put the chats back in line whose time has come."""
        while self._asleep and self._asleep[0][0] <= now:
            self._offer(heappop(self._asleep)[1])

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits; what is on the way does not count."""
        return not self._lanes

    def next_rousing(self) -> float:
        return self._asleep[0][0] if self._asleep else inf

    def drop(self, chat_id: int) -> int:
        """Forget what waits for this chat; how many messages that were."""
        lane = self._lanes.pop(chat_id, [])
        for priority, _, message_id, _ in lane:
            self.known.discard(message_id)
            self.waiting[priority] -= 1
            self._not_before.pop(message_id, None)
        self._place.pop(chat_id, None)
        return len(lane)

    def _offer(self, chat_id: int) -> None:
        lane = self._lanes.get(chat_id)
        if lane is None or chat_id in self._busy:
            return
        priority = lane[0][0]
        if self._place.get(chat_id, BROADCAST + 1) > priority:
            self._place[chat_id] = priority
            self._lines[priority].append(chat_id)
