"""What every answer of the console carries, and what a request must be like to be listened to."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot import hosts

log = logging.getLogger(__name__)

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_SAFE = ("GET", "HEAD")
WITH_SOUND = {"Content-Security-Policy": _HEADERS["Content-Security-Policy"] + "; media-src 'self'"}

Failed = Callable[[Request, Exception], Awaitable[Response]]


class FaultsTold:
    """Answers what fails unforeseen with `failed`, inside the application: its own answer would be a bare line."""

    def __init__(self, app: ASGIApp, failed: Failed) -> None:
        self._app = app
        self._failed = failed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except Exception as error:
            if begun or scope["type"] != "http":
                raise
            answer = await self._failed(Request(scope, receive), error)
            await answer(scope, receive, send)


class ReadNoFurther:
    """Reads no more than so many bytes of a request: whoever reads on gets a 413, for which there is a page."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._most:
                raise HTTPException(413)
            return message

        await self._app(scope, counted, send)


class Guarded:
    """The console behind its guard. `root` is the address under which others reach it."""

    def __init__(self, app: ASGIApp, root: str) -> None:
        self._app = app
        self._secure = root.startswith("https:")
        self._hosts = hosts.ours(root)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        begun, request, seen = time.perf_counter(), Request(scope), [0]
        dressed = self._dressing(scope, send, seen)
        if hosts.asked_for(request.headers) not in self._hosts:
            await PlainTextResponse("This is not the address of these pages.\n", 400)(scope, receive, dressed)
        elif scope["method"] not in _SAFE and not is_from_here(request.headers):
            await PlainTextResponse("This form was not sent from a page of ours.\n", 403)(scope, receive, dressed)
        else:
            await self._app(scope, receive, dressed)
        taken = (time.perf_counter() - begun) * 1000
        log.info("console_answered method=%s page=%s status=%d ms=%d", scope["method"], page_of(scope), seen[0], taken)
        return None

    def _dressing(self, scope: Scope, send: Send, seen: list[int]) -> Send:
        """Sends each answer with every header that it needs; only what is nobody's may be kept."""
        is_static = "/static/" in scope["path"]

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen[0] = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers["Cache-Control"] = "public, max-age=86400" if is_static else "no-store"
                if self._secure:
                    headers["Strict-Transport-Security"] = "max-age=31536000"
            await send(message)

        return dressed


def is_from_here(headers: Headers) -> bool:
    """Whether a form was sent from a page of ours.

    With our `Referrer-Policy` browsers say `Origin: null`, so that says nothing; the form's own key is looked at too.
    """
    if headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    origin = headers.get("origin", "null")
    return origin == "null" or urlsplit(origin).netloc == headers.get("host")


def page_of(scope: Scope) -> str:
    """Which page was asked for, by the name of its function: its address may say whom it is about."""
    endpoint = scope.get("endpoint")
    name = getattr(endpoint, "__name__", "")
    return f"{endpoint.__module__.rpartition('.')[2]}.{name}" if endpoint is not None and name else "none"
