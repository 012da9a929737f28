"""The log of Bot API calls: what, for whom, when and with what outcome. It never holds a token or a text."""

from collections import Counter, deque
from dataclasses import asdict, dataclass
from itertools import takewhile

from simulator.records import Json

KEPT = 20_000


@dataclass(slots=True)
class Call:
    number: int
    at: float
    bot: str
    method: str
    chat_id: int | None
    status: int
    description: str
    fault: str
    milliseconds: float


class Calls:
    """The newest calls, and how many there were of each kind."""

    def __init__(self) -> None:
        self._kept: deque[Call] = deque(maxlen=KEPT)
        self._number = 0
        self.methods: Counter[str] = Counter()
        self.statuses: Counter[int] = Counter()

    def note(
        self,
        at: float,
        bot: str,
        method: str,
        chat_id: int | None,
        status: int,
        description: str,
        fault: str,
        ms: float,
    ) -> None:
        self._number += 1
        self.methods[method] += 1
        self.statuses[status] += 1
        self._kept.append(Call(self._number, at, bot, method, chat_id, status, description, fault, round(ms, 3)))

    def after(self, number: int, method: str = "", chat_id: int | None = None, status: int | None = None) -> list[Json]:
        """The kept calls with a higher number, oldest first."""
        newer = takewhile(lambda call: call.number > number, reversed(self._kept))
        wanted = [
            asdict(call)
            for call in newer
            if method in ("", call.method) and chat_id in (None, call.chat_id) and status in (None, call.status)
        ]
        return wanted[::-1]

    def report(self) -> Json:
        statuses = {str(status): count for status, count in self.statuses.items()}
        return {"last": self._number, "methods": dict(self.methods), "statuses": statuses}
