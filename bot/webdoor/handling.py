"""What surrounds the answer to every request: who may ask, what an answer carries, and what is said when it fails."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from bot.webdoor.guarding import Guard, is_from_here
from bot.webdoor.notes import Notes

log = logging.getLogger(__name__)

Handler = Callable[[Request], Awaitable[Response]]


def guarded(guard: Guard, notes: Notes, handler: Handler) -> Handler:
    """The same handler, for requests that may be listened to."""

    async def handle(request: Request) -> Response:
        if not guard.knows_host(request):
            return guard.dress(Response(status_code=400))
        if request.method == "POST" and not is_from_here(request):
            return guard.dress(notes.note("not_from_here"))
        try:
            response = await handler(request)
        except Exception:
            log.exception("page_failed")
            response = notes.note("failed")
        return guard.dress(response)

    return handle
