"""What every answer of the page's door carries, and what a request must be like to be listened to."""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from urllib.parse import urlsplit

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Message

from bot import hosts
from bot.rules.voice_notes import LARGEST as VOICE
from bot.webdoor.notes import Notes

log = logging.getLogger(__name__)

Handler = Callable[[Request], Awaitable[Response]]
Speaker = Callable[[Request], Awaitable[Notes]]  # in whose language whoever asks is answered

LARGEST = 64 * 1024  # bytes of a form that we read; the page's own field takes less
LARGEST_WITH_SOUND = VOICE + LARGEST

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; manifest-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Guards pages whose public address begins with `root`."""

    def __init__(self, root: str) -> None:
        self.secure = root.startswith("https:")
        self._hosts = hosts.ours(root)

    def dress(self, response: Response, *, keep: bool = False) -> Response:
        """The answer with every header that it needs; only what is nobody's may be kept."""
        for name, value in _HEADERS.items():
            response.headers[name] = value
        response.headers["Cache-Control"] = "max-age=3600" if keep else "no-store"
        if self.secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response

    def guarded(self, notes: Speaker, *, from_anywhere: bool = False) -> Callable[[Handler], Handler]:
        """Wraps a handler: what does not come from a page of ours is not listened to, and what fails is told kindly."""

        def wrap(handler: Handler) -> Handler:
            async def handle(request: Request) -> Response:
                if not self.knows_host(request):
                    return self.dress(Response(status_code=400))
                if request.method == "POST" and not from_anywhere and not is_from_here(request):
                    return self.dress((await notes(request)).note("not_from_here"))
                try:
                    response = await handler(request)
                except Exception:
                    log.exception("page_failed")
                    response = (await notes(request)).note("failed")
                return self.dress(response)

            return handle

        return wrap

    def knows_host(self, request: Request) -> bool:
        """Whether the browser thinks that it talks to us."""
        return hosts.asked_for(request.headers) in self._hosts


def is_from_here(request: Request) -> bool:
    """Whether a form was sent from a page of ours.

    With our `Referrer-Policy` browsers say `Origin: null`, so that says nothing; the form's own key is looked at too.
    """
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    origin = request.headers.get("origin", "null")
    return origin == "null" or urlsplit(origin).netloc == request.headers.get("host")


def form_key(token: str) -> str:
    """What a form of the page behind this token carries, and no other site can know."""
    return hmac.new(token.encode(), b"form", hashlib.sha256).hexdigest()[:32]


def has_key(token: str, key: str) -> bool:
    return hmac.compare_digest(form_key(token), key.encode("ascii", "replace").decode())


async def read_form(request: Request, largest: int = LARGEST) -> FormData | int:
    """The form that was sent, or the status that says why it cannot be read."""
    body = bytearray()
    try:
        if int(request.headers.get("content-length", "0")) > largest:
            return 413
        async for piece in request.stream():
            body += piece
            if len(body) > largest:
                return 413
        return await _parsed(request, bytes(body))
    except (ClientDisconnect, HTTPException, MultiPartException, ValueError, KeyError):
        return 400  # the last two are what the parser says of parts without a name or a boundary


async def _parsed(request: Request, body: bytes) -> FormData:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        return await Request(request.scope, receive).form(max_files=0, max_fields=20)

    async def pieces() -> AsyncGenerator[bytes, None]:
        yield body
        yield b""

    parser = MultiPartParser(request.headers, pieces(), max_files=1, max_fields=20)
    parser.spool_max_size = 2 * VOICE  # so that nobody's voice is written into a temporary file
    return await parser.parse()
