"""The line from the bot to the simulator without sockets, and the moments at which the bot may die."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from yarl import URL

from bot.gateway.api import Body, TelegramApi
from bot.gateway.errors import NotSent, Uncertain
from simulator.app import Simulator

BEFORE, DELIVERED, READ = "before the request", "delivered, not read", "read, not marked"
EDGES = (BEFORE, DELIVERED, READ)
STATEMENT = "statement"
SENDS = ("sendMessage", "editMessageText", "sendDocument")
Doom = tuple[str, int]  # what to die at, and at which one of them, counted from 1


@dataclass
class Life:
    """One life of a bot. `over` is set at the moment of death, from whatever thread; nothing counts after that."""

    dooms: list[Doom] = field(default_factory=list)
    over: bool = False
    died_at: Doom | None = None
    dead: asyncio.Event = field(default_factory=asyncio.Event)
    met: dict[str, int] = field(default_factory=dict)  # how many of each kind since the dooms were set
    commits: int = 0
    states: dict[tuple[int, int], list[int]] = field(default_factory=dict)  # the first and the last statement in each

    def set_dooms(self, *dooms: Doom) -> None:
        self.dooms, self.met, self.commits, self.states = list(dooms), {}, 0, {}

    def at_statement(self, sql: str) -> bool:
        """Count a statement before it runs; whether it is the one to die at.

        What a death leaves behind changes only when something was committed, or came to Telegram, since the last one.
        """
        last = self.is_last(STATEMENT)
        if not self.over:
            state = self.states.setdefault((self.commits, self.met.get(DELIVERED, 0)), [0, 0])
            state[:] = [state[0] or self.met[STATEMENT], self.met[STATEMENT]]
            self.commits += sql.startswith("COMMIT")
        return last

    def moments(self) -> list[Doom]:
        """The statements at which a death leaves something else behind than at the one before or after."""
        return [(STATEMENT, number) for number in sorted({each for both in self.states.values() for each in both})]

    def is_last(self, kind: str) -> bool:
        """Count one moment of this kind; whether it is the one to die at."""
        if self.over:
            return False
        self.met[kind] = self.met.get(kind, 0) + 1
        self.died_at = (kind, self.met[kind])
        return self.died_at in self.dooms


class Line(TelegramApi):
    """Calls go straight into the simulator. `die` ends the life that this line belongs to."""

    def __init__(
        self, token: str, telegram: Simulator, life: Life, die: Callable[[], Any], arrived: list[bytes]
    ) -> None:
        super().__init__(token, "http://telegram")
        self._arrived = arrived
        self._telegram = telegram
        self._life = life
        self._die = die

    async def call(self, method: str, *given: Any, **more: Any) -> Any:
        result = await super().call(method, *given, **more)
        if method in SENDS:
            await self._edge(READ)
        return result

    async def exchange(
        self,
        verb: str,
        url: URL | str,
        body: Body,
        *,
        timeout: float,  # noqa: ASYNC109
        limit: int | None = None,
    ) -> tuple[int, bytes]:
        path = urlsplit(str(url)).path
        sends = path.rpartition("/")[2] in SENDS
        if sends:
            await self._edge(BEFORE)
        content = body if isinstance(body, bytes) else b""
        answer = await self._ask(verb, path, content)
        if sends and answer[0] == 200:
            self._arrived.append(content)
            await self._edge(DELIVERED)
        return answer

    async def _edge(self, kind: str) -> None:
        if self._life.is_last(kind):
            await self._die()
        if self._life.over:
            raise Uncertain("dead")

    async def _ask(self, verb: str, path: str, body: bytes) -> tuple[int, bytes]:
        if self._life.over:
            raise NotSent("dead")
        head = [(b"content-type", b"application/json")]
        scope = {"type": "http", "method": verb, "path": path, "query_string": b"", "headers": head}
        asked, said = [body], list[Any]()

        async def receive() -> dict[str, Any]:
            if asked:
                return {"type": "http.request", "body": asked.pop(), "more_body": False}
            await self._life.dead.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            said.append(message)

        await self._telegram(scope, receive, send)
        if len(said) < 2:
            raise Uncertain("cut")
        return said[0]["status"], said[1]["body"]
