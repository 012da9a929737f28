"""The demo's leader without Telegram: their link; and the way from the demo's port to the pages that the bot serves."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from datetime import datetime

import aiohttp
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.actions import copying, signing_in, web_link
from bot.chat.texts import Texts
from bot.demo_programme import ORGANISATION, TIMEZONE
from bot.webdoor.guarding import LARGEST_WITH_SOUND as MOST
from bot.webdoor.letting_in import let_in
from bot.webdoor.open_door import PRIVACY
from storage import facts, organisations, people
from storage.database import Transaction

NAME = "Grace"
DAYS = 3650  # of the demo's own clock, which people move on by weeks
PAGES = (web_link.PAGE, copying.COPY, PRIVACY, signing_in.CONSOLE)  # under which the bot serves pages
_WHO = "demo_page_person"
_AWAY = "The bot is not running just now. Start it on the page with the phones, then load this page again.\n"
_AS_LONG_AS_IT_TAKES = aiohttp.ClientTimeout(total=None)  # a page that follows along stays open
_NOT_PASSED_ON = {"connection", "keep-alive", "transfer-encoding", "content-length", "content-encoding", "date"}


def link(tx: Transaction, now: datetime, texts: Texts, url: str) -> str | None:
    """A new link to Grace's page under `url`, whom the first time brings in; None when she is no longer there."""
    known = facts.fact(tx, _WHO)
    if known is None:
        home = organisations.named(tx, now, ORGANISATION)
        person = let_in(tx, now, texts, name=NAME, timezone=TIMEZONE, organisation_id=home)
        facts.note(tx, now, _WHO, person.id)
        return web_link.give(tx, now, person, url, DAYS)
    there = people.by_id(tx, known)
    return None if there is None or there.telegram_id is None else web_link.give(tx, now, there, url, DAYS)


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Passage:
    """Passes every request for a page on to the bot's own `port`, so that the demo has one address."""

    def __init__(self, port: int) -> None:
        self._root = f"http://127.0.0.1:{port}"
        self.routes = [
            Route(path, self._pass, methods=["GET", "POST"])
            for page in PAGES
            for path in (page, f"{page}/{{rest:path}}")
        ]

    async def _pass(self, request: Request) -> Response:
        body = bytearray()
        async for piece in request.stream():
            body += piece
            if len(body) > MOST:
                break  # the bot refuses it by itself
        headers = [(name, value) for name, value in request.headers.items() if name not in _NOT_PASSED_ON]
        where = self._root + request.url.path + (f"?{request.url.query}" if request.url.query else "")
        session = aiohttp.ClientSession(auto_decompress=False, timeout=_AS_LONG_AS_IT_TAKES)
        try:
            answer = await session.request(
                request.method, where, data=bytes(body), headers=headers, allow_redirects=False
            )
        except aiohttp.ClientError:
            await session.close()
            return PlainTextResponse(_AWAY, 503)
        passed = StreamingResponse(
            _as_it_comes(session, answer), answer.status
        )  # for pages that go on as things happen
        for name, value in answer.headers.items():
            if name.lower() not in _NOT_PASSED_ON:
                passed.headers.append(name, value)
        return passed


async def _as_it_comes(session: aiohttp.ClientSession, answer: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
    async with session, answer:
        try:
            async for piece in answer.content.iter_any():
                yield piece
        except (aiohttp.ClientError, TimeoutError):
            return  # the bot was killed meanwhile
