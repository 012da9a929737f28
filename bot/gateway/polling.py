"""Long polling: ask for updates, store them, and only then ask for the next ones, which is what confirms them."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from bot.clock import Clock
from bot.gateway.api import TelegramApi
from bot.gateway.errors import CallFailed, Refused
from bot.gateway.receiving import Receiver

log = logging.getLogger(__name__)

PATIENCE = 30  # seconds that Telegram holds a poll open
LONGEST_PAUSE = 60.0
WANTED = ("message", "edited_message", "callback_query", "my_chat_member")

ANOTHER_COPY = (
    "another copy of this bot is running elsewhere with the same token; stop it (or make a new token with @BotFather). "
    "This copy waits and sends nothing by itself until it is alone"
)
REVOKED = (
    "Telegram does not know this token any more; put the new one from @BotFather into VOICES_TELEGRAM_TOKEN "
    "and start again. This copy asks again from time to time in case the token comes back"
)


class Listener(Protocol):
    """Who wants to know whether polling works."""

    async def polled(self) -> None:
        """A poll succeeded."""
        ...

    async def lost(self, why: str) -> None:
        """Polls are refused: `conflict` or `token`. Told once until a poll succeeds again."""
        ...


class Polling:
    """Fetches updates until it is cancelled."""

    def __init__(self, api: TelegramApi, receiver: Receiver, clock: Clock, listener: Listener) -> None:
        self._api = api
        self._receiver = receiver
        self._clock = clock
        self._listener = listener
        self._trouble: str | None = None
        self._unstored = False
        self._pause = 1.0

    async def run(self, ready: Callable[[], None] | None = None) -> None:
        """Poll for ever. `ready` is called once, when the first poll is on its way."""
        offset: int | None = None  # never stored: after a quiet week Telegram starts its ids again at random
        timeout = 0  # the first poll answers at once, so that trouble shows at once
        while True:
            if ready is not None:
                ready()
                ready = None
            try:
                updates = await self._poll(offset, timeout)
            except CallFailed as failure:
                await self._in_trouble(failure)
                continue
            await self._well()
            timeout = PATIENCE
            if not isinstance(updates, list):
                continue
            try:
                await self._receiver.receive(updates)
            except Exception as failure:  # noqa: BLE001 - whatever storing raised, nothing is confirmed; polling goes on
                await self._not_stored(failure)
                continue
            self._stored()
            before, offset = offset, _next_offset(updates, offset)
            if updates and offset == before:  # nothing among them has an id that could be confirmed
                await self._wait()

    async def _poll(self, offset: int | None, timeout: int) -> Any:  # noqa: ASYNC109 - Telegram's own word
        payload: dict[str, object] = {"timeout": timeout, "limit": 100, "allowed_updates": WANTED}
        if offset is not None:
            payload["offset"] = offset
        return await self._api.call("getUpdates", payload, timeout=timeout + 15.0)

    async def _well(self) -> None:
        if self._trouble is not None:
            log.info("polling_recovered after=%s", self._trouble)
        self._trouble = None
        if not self._unstored:
            self._pause = 1.0
        await self._tell(self._listener.polled())

    async def _not_stored(self, failure: Exception) -> None:
        if not self._unstored:
            log.error("updates_not_stored kind=%s", type(failure).__name__)
        self._unstored = True
        await self._wait()

    def _stored(self) -> None:
        if self._unstored:
            log.info("updates_stored_again")
        self._unstored = False

    async def _tell(self, listening: Awaitable[None]) -> None:
        """What the listener cannot note must not end the polling: a full disk has room again some day."""
        try:
            await listening
        except Exception as failure:  # noqa: BLE001 - whatever it was
            log.error("poll_not_noted kind=%s", type(failure).__name__)

    async def _in_trouble(self, failure: CallFailed) -> None:
        kind, message = trouble(failure)
        if kind != self._trouble:
            self._trouble, self._pause = kind, 1.0
            log.warning("polling_refused why=%s: %s", kind, message) if message else log.warning(
                "polling_failed why=%s", kind
            )
            if message:
                await self._tell(self._listener.lost(kind))
        if isinstance(failure, Refused) and failure.retry_after:
            self._pause = max(self._pause, failure.retry_after)
        await self._wait()

    async def _wait(self) -> None:
        pause, self._pause = self._pause, min(self._pause * 2, LONGEST_PAUSE)
        await self._clock.until(self._clock.monotonic() + pause)


def trouble(failure: CallFailed) -> tuple[str, str]:
    """What kind of trouble it is, and what to do about it, or ''."""
    if isinstance(failure, Refused) and failure.code == 409:
        return "conflict", ANOTHER_COPY
    if isinstance(failure, Refused) and failure.code in (401, 404):
        return "token", REVOKED
    return type(failure).__name__, ""


def _next_offset(updates: list[Any], offset: int | None) -> int | None:
    ids = [one["update_id"] for one in updates if isinstance(one, dict) and isinstance(one.get("update_id"), int)]
    return ids[-1] + 1 if ids else offset
