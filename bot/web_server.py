"""The small web server in the bot's own event loop: it carries the pages, and the webhook where there is one."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from config.settings import SettingsRefused


class _Server(uvicorn.Server):
    """uvicorn that leaves signals to the program around it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def listening(routes: Sequence[BaseRoute], host: str, port: int) -> AsyncIterator[None]:
    """Answer at these routes until the block ends. Raises SettingsRefused when nobody can listen there."""
    app = Starlette(routes=routes)
    app.router.redirect_slashes = False  # it would lead to whatever host was asked for
    config = uvicorn.Config(
        app,
        access_log=False,
        log_config=None,
        server_header=False,
        lifespan="off",
        forwarded_allow_ips="127.0.0.1",
        timeout_graceful_shutdown=2,
    )
    server, place = _Server(config), _place(host, port)
    serving = asyncio.create_task(server.serve(sockets=[place]))
    try:
        yield
    finally:
        server.should_exit = True
        await serving
        place.close()


def _place(host: str, port: int) -> socket.socket:
    """A socket that listens. It names TCP: without that asyncio leaves Nagle's algorithm on, 40 ms for every answer."""
    place = None
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, proto=socket.IPPROTO_TCP)[0]
        place = socket.socket(family, kind, protocol)
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        place.bind(address)
        place.listen(512)
    except OSError as error:
        if place is not None:
            place.close()
        raise SettingsRefused(
            f"VOICES_CONSOLE_PORT: nobody can listen on port {port} of {host} ({error.strerror or error}). "
            "Stop what uses it, or choose another port."
        ) from None
    return place
