"""Being called: Telegram is told where to bring updates, and asked from time to time whether it still does."""

from __future__ import annotations

import logging
from typing import Any

from bot.clock import Clock
from bot.gateway.api import TelegramApi
from bot.gateway.errors import CallFailed, Refused
from bot.gateway.polling import LONGEST_PAUSE, WANTED, Listener, trouble

log = logging.getLogger(__name__)

LOOK_EVERY = 60.0  # seconds between two looks at whether we are still called


class AddressRefused(Exception):
    """Telegram will not call this address; the text is its reason."""


class BeingCalled:
    """Keeps the webhook set, at `url`, until it is cancelled.

    While Telegram calls somebody else we wait, as polling does; where nobody is called any more, we are again.
    """

    def __init__(self, api: TelegramApi, clock: Clock, listener: Listener, url: str, secret: str) -> None:
        self._api = api
        self._clock = clock
        self._listener = listener
        self._wanted = {"url": url, "secret_token": secret, "max_connections": 1, "allowed_updates": WANTED}
        self._ours: str | None = None  # the address as Telegram tells it, once it was set
        self._trouble: str | None = None
        self._pause = 1.0

    async def run(self) -> None:
        """Be called, for ever. Raises AddressRefused when Telegram refuses the address from the start."""
        while True:
            try:
                await self._look()
            except CallFailed as failure:
                if self._ours is None and isinstance(failure, Refused) and failure.code == 400:
                    reason = failure.description.rpartition("bad webhook: ")[2].rstrip(".")
                    raise AddressRefused(reason) from None
                await self._in_trouble(failure)
            else:
                await self._well()

    async def _look(self) -> None:
        """See to it that we are called. Raises CallFailed when we are not."""
        if self._ours is not None:
            there = await self._address()
            if there == self._ours:
                return
            if there:
                raise Refused(409, "another webhook is set")
        await self._api.call("setWebhook", self._wanted)
        self._ours = await self._address()
        log.info("webhook_set")

    async def _address(self) -> str:
        found: Any = await self._api.call("getWebhookInfo")
        return str(found.get("url") or "") if isinstance(found, dict) else ""

    async def _well(self) -> None:
        if self._trouble is not None:
            log.info("webhook_recovered after=%s", self._trouble)
        self._trouble, self._pause = None, 1.0
        try:
            await self._listener.polled()
        except Exception as failure:  # noqa: BLE001 - what cannot be noted ends nothing: a full disk has room again
            log.error("webhook_not_noted kind=%s", type(failure).__name__)
        await self._clock.until(self._clock.monotonic() + LOOK_EVERY)

    async def _in_trouble(self, failure: CallFailed) -> None:
        kind, message = trouble(failure)
        if kind != self._trouble:
            self._trouble, self._pause = kind, 1.0
            log.warning("webhook_refused why=%s%s", kind, f": {message}" if message else "")
            if message:
                await self._lost(kind)
        if isinstance(failure, Refused) and failure.retry_after:
            self._pause = max(self._pause, failure.retry_after)
        pause, self._pause = self._pause, min(self._pause * 2, LONGEST_PAUSE)
        await self._clock.until(self._clock.monotonic() + pause)

    async def _lost(self, kind: str) -> None:
        try:
            await self._listener.lost(kind)
        except Exception as failure:  # noqa: BLE001 - as above
            log.error("webhook_not_noted kind=%s", type(failure).__name__)
