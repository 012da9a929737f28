"""Webhook: Telegram brings updates to us. The answer is given when they are stored, not before."""

from __future__ import annotations

import hmac
import logging

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.clock import Clock
from bot.gateway.parsing import parse
from bot.gateway.receiving import Receiver

log = logging.getLogger(__name__)

LARGEST = 1024 * 1024  # bytes of a body that we read
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
TELL_EVERY = 60.0  # seconds between two lines about forged calls


class Webhook:
    """Answers Telegram's calls at one path. Without the secret they change nothing and are counted, a line a minute."""

    def __init__(self, path: str, secret: str, receiver: Receiver, clock: Clock) -> None:
        self._secret = secret.encode()
        self._receiver = receiver
        self._clock = clock
        self._forged = 0
        self._told_at = -TELL_EVERY
        self.route = Route(path, self._called, methods=["POST"])

    async def _called(self, request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), self._secret):
            self._count_forged()
            return Response(status_code=401)
        body = await _read(request)
        if body is None:
            return Response(status_code=413)
        try:
            update = parse(body)
        except ValueError:
            return Response(status_code=400)
        try:
            await self._receiver.receive([update])
        except Exception as failure:  # noqa: BLE001 - not stored is not confirmed: Telegram brings it again
            log.error("update_not_stored kind=%s", type(failure).__name__)
            return Response(status_code=503)
        return Response(status_code=200)

    def _count_forged(self) -> None:
        self._forged += 1
        if self._clock.monotonic() - self._told_at >= TELL_EVERY:
            log.warning("webhook_calls_refused times=%d", self._forged)
            self._told_at, self._forged = self._clock.monotonic(), 0


async def _read(request: Request) -> bytes | None:
    """The body, or None when it is larger than we read or the caller went away."""
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > LARGEST:
                return None
    except ClientDisconnect:
        return None
    return bytes(body)
