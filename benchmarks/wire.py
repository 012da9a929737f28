"""HTTP as bots speak it to Telegram: keep-alive, JSON and form bodies, and a round trip that can be slowed down."""

import asyncio
import time
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import parse_qsl

import httptools
import orjson

Fields = dict[str, Any]
Call = Callable[["Connection", str, Fields], None]


class Connection(asyncio.Protocol):
    """One connection of a bot; hands each method that is called to `call`, which answers now or later."""

    def __init__(self, call: Call, closed: Callable[["Connection"], None], round_trip: float) -> None:
        self.made_at = time.monotonic()
        self._call = call
        self._closed = closed
        self._half = round_trip / 2
        self._parser = httptools.HttpRequestParser(self)
        self._url = b""
        self._body = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is none by inheritance

    def connection_lost(self, exc: Exception | None) -> None:
        self._closed(self)

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self._transport.close()

    def on_url(self, url: bytes) -> None:
        self._url += url

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        url, body = self._url, self._body
        self._url = self._body = b""
        if self._half:
            asyncio.get_running_loop().call_later(self._half, self._handle, url, body)
        else:
            self._handle(url, body)

    def _handle(self, url: bytes, body: bytes) -> None:
        path, _, query = url.partition(b"?")
        method = path[path.rfind(b"/") + 1 :].decode().lower()
        try:
            self._call(self, method, read_fields(query, body))
        except (KeyError, ValueError, TypeError) as reason:
            self.refuse(400, f"Bad Request: {reason!r}")

    def refuse(self, code: int, description: str) -> None:
        self.reply(orjson.dumps({"ok": False, "error_code": code, "description": description}), code)

    def reply(self, body: bytes, code: int = 200) -> None:
        """Send an answer; `body` is the whole JSON text."""
        head = b"HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (code, len(body))
        if self._half:
            asyncio.get_running_loop().call_later(self._half, self._write, head + body)
        else:
            self._write(head + body)

    def _write(self, answer: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(answer)


def read_fields(query: bytes, body: bytes) -> Fields:
    """The parameters of a call, wherever they are written."""
    fields: Fields = dict(parse_qsl(query.decode())) if query else {}
    if body[:1] == b"{":
        fields.update(orjson.loads(body))
    elif body:
        fields.update(parse_qsl(body.decode(), keep_blank_values=True))
    return fields
