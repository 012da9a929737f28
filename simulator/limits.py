"""Telegram's rate limits: always counted, enforced only when switched on. Windows slide over real time."""

import math
from collections import defaultdict, deque
from dataclasses import asdict, dataclass

from simulator.clock import stopwatch
from simulator.records import Json
from simulator.refusals import too_many

MINUTE = 60.0
COUNTED = ("send", "copymessage", "forwardmessage")


@dataclass(slots=True)
class Settings:
    """0 means no limit."""

    per_second: int = 0
    per_chat: int = 0
    per_group_minute: int = 0
    count_edits: bool = False


class Window:
    """The calls of the last `seconds`, newest last."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._calls: deque[float] = deque()
        self.busiest = 0

    def wait(self, limit: int, now: float) -> float:
        """Seconds until one more call fits under the limit; 0 when it fits now."""
        while self._calls and self._calls[0] <= now - self._seconds:
            self._calls.popleft()
        if not limit or len(self._calls) < limit:
            return 0.0
        return self._calls[len(self._calls) - limit] + self._seconds - now

    def note(self, now: float) -> None:
        self._calls.append(now)
        self.busiest = max(self.busiest, len(self._calls))


class Limits:
    """Says no to a call that comes too fast, and remembers how callers behaved."""

    def __init__(self) -> None:
        self.set(Settings())
        self.forget()

    def set(self, settings: Settings) -> None:
        self.settings = settings

    def forget(self) -> None:
        """Starts all counts anew."""
        self._all = Window(1.0)
        self._chats: defaultdict[int, Window] = defaultdict(lambda: Window(1.0))
        self._groups: defaultdict[int, Window] = defaultdict(lambda: Window(MINUTE))
        self._barred: dict[int, float] = {}
        self.refused = self.too_early = 0

    def counts(self, method: str) -> bool:
        if method.startswith(COUNTED):
            return method != "sendchataction"
        return self.settings.count_edits and method.startswith("editmessage")

    def pass_or_refuse(self, chat_id: int) -> None:
        """Notes a call to a chat, or raises 429 with the seconds to wait."""
        now = stopwatch()
        if max(self._barred.get(chat_id, 0.0), self._barred.get(0, 0.0)) > now:
            self.too_early += 1
        chat = self._chats[chat_id]
        wait = max(self._all.wait(self.settings.per_second, now), chat.wait(self.settings.per_chat, now))
        if chat_id < 0:
            group = self._groups[chat_id]
            wait = max(wait, group.wait(self.settings.per_group_minute, now))
        if wait > 0:
            raise self.refuse(math.ceil(wait), chat_id if not self._all.wait(self.settings.per_second, now) else 0)
        self._all.note(now)
        chat.note(now)
        if chat_id < 0:
            group.note(now)

    def refuse(self, retry_after: int, chat_id: int = 0) -> Exception:
        """The 429 itself; a call to this chat (0: to any) before the time has passed counts as too early."""
        self.refused += 1
        self._barred[chat_id] = stopwatch() + retry_after
        return too_many(retry_after)

    def report(self) -> Json:
        return {
            **asdict(self.settings),
            "refused": self.refused,
            "too_early": self.too_early,
            "busiest_second": self._all.busiest,
            "busiest_second_in_a_chat": max((each.busiest for each in self._chats.values()), default=0),
        }
