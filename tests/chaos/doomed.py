"""`voices run` that kills itself with SIGKILL: python -m tests.chaos.doomed KIND NUMBER. Without words it lives on."""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

from bot.commands.run import run
from bot.gateway.api import TelegramApi
from storage.sqlite_file import SqliteFile
from tests.chaos.line import BEFORE, DELIVERED, READ, SENDS, STATEMENT, Doom

_met: Counter[str] = Counter()


def meet(kind: str, doom: Doom) -> None:
    _met[kind] += 1
    if (kind, _met[kind]) == doom:
        os.kill(os.getpid(), signal.SIGKILL)


def arm(doom: Doom) -> None:
    """Let every statement of the writer and every edge of a send be met."""
    open_writer, exchange, call = SqliteFile.open_writer, TelegramApi.exchange, TelegramApi.call

    def opened(self: SqliteFile, *given: Any, **more: Any) -> Any:
        connection = open_writer(self, *given, **more)
        connection.set_trace_callback(lambda _: meet(STATEMENT, doom))
        return connection

    async def exchanged(self: TelegramApi, verb: str, url: Any, *given: Any, **more: Any) -> Any:
        if str(url).rpartition("/")[2] not in SENDS:
            return await exchange(self, verb, url, *given, **more)
        meet(BEFORE, doom)
        answer = await exchange(self, verb, url, *given, **more)
        meet(DELIVERED, doom)
        return answer

    async def called(self: TelegramApi, method: str, *given: Any, **more: Any) -> Any:
        result = await call(self, method, *given, **more)
        if method in SENDS:
            meet(READ, doom)
        return result

    replace: Callable[..., None] = setattr
    replace(SqliteFile, "open_writer", opened)
    replace(TelegramApi, "exchange", exchanged)
    replace(TelegramApi, "call", called)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        arm((sys.argv[1], int(sys.argv[2])))
    sys.exit(run())
