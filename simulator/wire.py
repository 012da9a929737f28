"""The raw ASGI ends: reading a request, answering it with JSON, or cutting the line without an answer."""

from typing import Any

import orjson
from starlette.types import Receive, Scope, Send

_JSON = (b"content-type", b"application/json")


async def body(receive: Receive) -> bytes:
    """The whole body of a request."""
    message = await receive()
    content: bytes = message.get("body", b"")
    if not message.get("more_body"):
        return content
    pieces = [content]
    while message.get("more_body"):
        message = await receive()
        pieces.append(message.get("body", b""))
    return b"".join(pieces)


def header(scope: Scope, name: bytes) -> str:
    for key, value in scope["headers"]:
        if key == name:
            return str(value, "latin-1")
    return ""


async def reply(send: Send, status: int, answer: Any) -> None:
    await respond(send, status, orjson.dumps(answer), _JSON)


async def respond(send: Send, status: int, content: bytes, *headers: tuple[bytes, bytes]) -> None:
    length = (b"content-length", str(len(content)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": content})


async def cut(receive: Receive, send: Send) -> None:
    """Closes the connection before a single byte of an answer.

    ASGI has no word for this. uvicorn's `receive` belongs to an object that holds the transport; under another server
    the answer begins and breaks off, which clients see as a broken answer.
    """
    transport = getattr(getattr(receive, "__self__", None), "transport", None)
    if transport is None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1000")]})
        return
    transport.abort()
    while (await receive())["type"] != "http.disconnect":
        pass
