"""How many sendMessage a second the fake API itself can take: `python -m benchmarks.ceiling`.

A bot that comes near this figure is measuring the server. The server runs here, a plain client with many connections
in a child.
"""

import asyncio
import multiprocessing
import time
from typing import cast

import uvloop

from benchmarks.fake_api import FakeApi

CONNECTIONS = 64
SECONDS = 3.0
BODY = (
    b'{"chat_id":1,"text":"Q1: How are you today?",'
    b'"reply_markup":{"inline_keyboard":[[{"text":"Good","callback_data":"Q1:Good"}]]}}'
)
REQUEST = (
    b"POST /bot1:x/sendMessage HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    % len(BODY)
    + BODY
)


class Client(asyncio.Protocol):
    """Sends the next request when the answer to the last has come (each answer fits one packet)."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._transport.write(REQUEST)

    def data_received(self, data: bytes) -> None:
        self._transport.write(REQUEST)


async def ask_for_ever(port: int) -> None:
    for _ in range(CONNECTIONS):
        await asyncio.get_running_loop().create_connection(Client, "127.0.0.1", port)
    await asyncio.sleep(3600)


def client(port: int) -> None:
    uvloop.run(ask_for_ever(port))


async def measure() -> float:
    heard = 0

    def hear(message: object) -> None:
        nonlocal heard
        heard += 1

    server = await FakeApi(hear).listen()
    child = multiprocessing.get_context("spawn").Process(target=client, args=(server.sockets[0].getsockname()[1],))
    child.start()
    await asyncio.sleep(1.5)
    before, began = heard, time.monotonic()
    await asyncio.sleep(SECONDS)
    rate = (heard - before) / (time.monotonic() - began)
    child.kill()
    return rate


if __name__ == "__main__":
    print(f"{uvloop.run(measure()):.0f} sendMessage/s")
