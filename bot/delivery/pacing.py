"""Telegram's limits: 30 messages a second in all, 1 a second in a chat, 20 a minute in a group. It is told the time."""

from __future__ import annotations

import math
from collections import deque

PER_GROUP, GROUP_WINDOW = 20, 60.0
CALLS_COMPARED = 64  # the quickest of these shows how long a call takes when nothing holds it up,
ENOUGH_CALLS = 16  # if there were so many; the first ones also wait for a connection
QUIET_HEAD_START = 3  # slots by which a broadcast that was held up may catch up


class Pacer:
    """Says when the next message may go.

    A slot is reserved first and counts against the limit until its call has come back or it is given back: a commit of
    unknown length comes before the call, and when a call gets to Telegram is unknown too. It was there no later than
    when it came back, less what the quickest call takes; from then on its second is counted. So what was held up on
    the way, by a network or a busy machine, does not meet what follows it a second later. `guard` is added to the
    second. A limit of 0 is off.
    """

    def __init__(self, per_second: float, per_chat: float, guard: float = 0.010) -> None:
        self._limit = max(1, int(per_second)) if per_second else 0
        self._window = self._limit / per_second + guard if per_second else 0.0
        self._gap = 1 / per_chat + guard if per_chat else 0.0
        self._guard = guard
        self._used: deque[float] = deque()  # when each got there, at the latest
        self._took: deque[float] = deque(maxlen=CALLS_COMPARED)
        self._reserved = 0
        self._quiet_from = -math.inf
        self._all_closed = -math.inf
        self._refused_chat: int | None = None
        self._chats: dict[int, float] = {}  # when each chat is open again
        self._groups: dict[int, deque[float]] = {}
        self._sweep_at = 256
        self.idle = not (self._limit or self._gap)  # no limit and nothing closed: everything may go at once

    def opens(self, now: float, *, quiet: bool = False) -> float:
        """From when on another message may go to anybody; `now` or earlier means at once.

        What is `quiet` (not a reply) is spread evenly, so that a reply finds a slot a moment later.
        """
        at = max(self._all_closed, self._quiet_from) if quiet else self._all_closed
        if not self._limit:
            return at
        while self._used and self._used[0] <= now - self._window:
            self._used.popleft()
        if len(self._used) + self._reserved < self._limit:
            return at
        return max(at, self._used[0] + self._window if self._used else now + self._guard)

    def chat_opens(self, chat_id: int, now: float) -> float:
        """From when on another message may go to this chat, as far as this chat is concerned."""
        at = self._chats.get(chat_id, now)
        sent = self._groups.get(chat_id)
        if sent:
            while sent and sent[0] <= now - GROUP_WINDOW:
                sent.popleft()
            if len(sent) >= PER_GROUP:
                at = max(at, sent[0] + GROUP_WINDOW + self._guard)
        return at

    def reserve(self, now: float, *, quiet: bool = False) -> None:
        """Take a slot; the caller has looked whether both limits are open, and takes one at a time for a chat."""
        self._reserved += 1
        if quiet and self._limit:
            step = self._window / self._limit
            self._quiet_from = max(self._quiet_from, now - QUIET_HEAD_START * step) + step

    def release(self) -> None:
        """Give a slot back that was not used."""
        self._reserved -= 1

    def came_back(self, chat_id: int, sent_at: float, now: float) -> None:
        """The call of a reserved slot, begun at `sent_at`, has come back, whatever it brought."""
        self._reserved -= 1
        if not (self._limit or self._gap):
            return
        self._took.append(now - sent_at)
        usual = min(self._took) if len(self._took) >= ENOUGH_CALLS else 0.0
        there = max(now - usual, self._used[-1] if self._used else sent_at)
        if self._limit:
            self._used.append(there)
        if self._gap:
            self._chats[chat_id] = max(there + self._gap, self._chats.get(chat_id, there))
            if chat_id < 0:
                self._groups.setdefault(chat_id, deque()).append(there)
        if len(self._chats) >= self._sweep_at:
            self._forget_quiet_chats(now)

    def refused(self, chat_id: int, now: float, retry_after: float) -> None:
        """Telegram said 429: this chat waits, and all chats do when another one is refused before any passes."""
        self._chats[chat_id] = max(now + retry_after, self._chats.get(chat_id, now))
        if self._refused_chat not in (None, chat_id):
            self._all_closed = max(self._all_closed, now + retry_after)
        self._refused_chat = chat_id
        self.idle = False

    def follows_another(self, now: float) -> None:
        """A process before us was sending until a moment ago: its last second is over before ours begins."""
        self._all_closed = max(self._all_closed, now + max(self._window, self._gap))

    def passed(self, now: float) -> None:
        """A message went through."""
        self._refused_chat = None
        if not (self._limit or self._gap) and self._all_closed <= now:
            self._forget_quiet_chats(now)
            self.idle = not self._chats

    def _forget_quiet_chats(self, now: float) -> None:
        self._chats = {chat_id: at for chat_id, at in self._chats.items() if at > now}
        self._groups = {chat_id: sent for chat_id, sent in self._groups.items() if sent[-1] > now - GROUP_WINDOW}
        self._sweep_at = max(256, 2 * len(self._chats))
