"""A Bot API that costs next to nothing, so that a benchmark measures the bot and not the server.

It keeps Telegram's promises that matter here: updates wait in order until a higher offset confirms them, at most
100 go out at a time, and a second poll ends the first. It neither limits rates nor checks texts; the simulator does.
"""

import asyncio
import itertools
import time
from collections import deque
from collections.abc import Callable
from typing import Any

import orjson

from benchmarks.wire import Connection, Fields

ME = {"id": 1, "is_bot": True, "first_name": "Bench", "username": "bench_bot", "can_join_groups": True}
TRUE = b'{"ok":true,"result":true}'
MOST_AT_ONCE = 100  # getUpdates gives no more, whatever is asked for

Message = dict[str, Any]


class FakeApi:
    """Holds updates for the bot and hands the bot's messages to `hear`."""

    def __init__(self, hear: Callable[[Message], None], round_trip: float = 0.0) -> None:
        self.open_presses: set[str] = set()
        self._hear = hear
        self._round_trip = round_trip
        self._updates: deque[tuple[int, bytes]] = deque()
        self._ids = itertools.count(1)
        self._poll: tuple[Connection, int, asyncio.TimerHandle] | None = None
        self._waking = False
        self._first_poll: tuple[float, asyncio.Future[float]] | None = None
        self._methods: dict[str, Callable[[Fields], bytes]] = {
            "getme": lambda fields: ok(ME),
            "getwebhookinfo": lambda fields: ok({"url": "", "pending_update_count": len(self._updates)}),
            "sendmessage": self._send_message,
            "editmessagetext": lambda fields: ok(written(fields, int(fields["message_id"]))),
            "answercallbackquery": self._answer_press,
        }

    async def listen(self, port: int = 0) -> asyncio.Server:
        loop = asyncio.get_running_loop()
        return await loop.create_server(
            lambda: Connection(self._call, self._closed, self._round_trip), "127.0.0.1", port, backlog=1024
        )

    def first_poll(self, since: float) -> asyncio.Future[float]:
        """When the bot first asks for updates, on a connection made after `since`: then it is ready."""
        future: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._first_poll = (since, future)
        return future

    def post(self, update: dict[str, Any]) -> int:
        """Make an update available to the bot, and say under which number."""
        update_id = next(self._ids)
        self._updates.append((update_id, orjson.dumps({"update_id": update_id, **update})))
        if self._poll and not self._waking:  # people who write in the same instant share an answer
            self._waking = True
            asyncio.get_running_loop().call_soon(self._wake)
        return update_id

    def next_id(self) -> int:
        return next(self._ids)

    def _call(self, connection: Connection, method: str, fields: Fields) -> None:
        if method == "getupdates":
            self._get_updates(connection, fields)
        else:
            known = self._methods.get(method)
            connection.reply(known(fields) if known else TRUE)

    def _send_message(self, fields: Fields) -> bytes:
        message = written(fields, next(self._ids))
        self._hear(message)
        return ok(message)

    def _answer_press(self, fields: Fields) -> bytes:
        self.open_presses.discard(fields["callback_query_id"])
        return TRUE

    def _get_updates(self, connection: Connection, fields: Fields) -> None:
        self._note_first(connection)
        self._confirm(int(fields.get("offset", 0)))
        limit = min(int(fields.get("limit", MOST_AT_ONCE)), MOST_AT_ONCE)
        timeout = float(fields.get("timeout", 0))
        self._drop_poll(conflict=True)
        if self._updates or not timeout:
            connection.reply(self._batch(limit))
        else:
            timer = asyncio.get_running_loop().call_later(timeout, self._wake)
            self._poll = (connection, limit, timer)

    def _note_first(self, connection: Connection) -> None:
        if self._first_poll and connection.made_at >= self._first_poll[0] and not self._first_poll[1].done():
            self._first_poll[1].set_result(time.monotonic())

    def _confirm(self, offset: int) -> None:
        while self._updates and (self._updates[0][0] < offset or len(self._updates) > -offset > 0):
            self._updates.popleft()

    def _batch(self, limit: int) -> bytes:
        chosen = itertools.islice(self._updates, limit)
        return b'{"ok":true,"result":[' + b",".join(body for _, body in chosen) + b"]}"

    def _wake(self) -> None:
        self._waking = False
        if self._poll:
            connection, limit, timer = self._poll
            timer.cancel()
            self._poll = None
            connection.reply(self._batch(limit))

    def _drop_poll(self, *, conflict: bool) -> None:
        if self._poll:
            connection, _, timer = self._poll
            timer.cancel()
            self._poll = None
            if conflict:
                connection.refuse(409, "Conflict: terminated by other getUpdates request")

    def _closed(self, connection: Connection) -> None:
        if self._poll and self._poll[0] is connection:
            self._drop_poll(conflict=False)


def ok(result: object) -> bytes:
    return orjson.dumps({"ok": True, "result": result})


def written(fields: Fields, message_id: int) -> Message:
    """A message of the bot, as Telegram shows it to both sides."""
    message: Message = {
        "message_id": message_id,
        "date": int(time.time()),
        "chat": {"id": int(fields["chat_id"]), "type": "private", "first_name": "Ana"},
        "from": ME,
        "text": fields["text"],
    }
    markup = fields.get("reply_markup")
    if markup:
        message["reply_markup"] = orjson.loads(markup) if isinstance(markup, str) else markup
    return message
