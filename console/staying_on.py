"""That somebody is still there is noted once they have their page: the page need not wait for the disk."""

from __future__ import annotations

import logging

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.clock import Clock
from storage import sign_ins
from storage.database import Database
from storage.errors import DatabaseFailed
from storage.sign_ins import SignIn

log = logging.getLogger(__name__)

_STILL_THERE = "still_there"


def is_still_there(request: Request, sign_in: SignIn) -> None:
    """Note it after the answer to this request."""
    setattr(request.state, _STILL_THERE, sign_in.id)


class StayingOn:
    """Answers, and then notes who is still there."""

    def __init__(self, app: ASGIApp, database: Database, clock: Clock) -> None:
        self._app = app
        self._database = database
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        now = self._clock.now()
        await self._app(scope, receive, send)
        sign_in_id = scope.get("state", {}).get(_STILL_THERE)
        if sign_in_id is None:
            return
        try:
            await self._database.write(lambda tx: sign_ins.seen(tx, now, sign_in_id))
        except DatabaseFailed:
            log.warning("sign_in_not_seen sign_in=%s", sign_in_id)  # the next page notes it
