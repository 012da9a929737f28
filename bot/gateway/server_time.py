"""Telegram's time, as the `Date:` of its answers tells it: what our own clock is compared with."""

from __future__ import annotations

from datetime import timedelta
from email.utils import parsedate_to_datetime

from bot.clock import Clock
from bot.gateway.api import TelegramApi
from bot.gateway.errors import CallFailed


class ServerTime:
    """Listens to the answers of `api`. Between two of them time goes on by our monotonic clock: nobody can set that."""

    def __init__(self, api: TelegramApi, clock: Clock) -> None:
        self._api = api
        self._clock = clock
        self._heard: tuple[str, float] | None = None
        api.on_date = self._hear

    def gap(self) -> timedelta | None:
        """How far our clock is from Telegram's, or None when no answer has told its time."""
        if self._heard is None:
            return None
        date, at = self._heard
        try:
            theirs = parsedate_to_datetime(date)
        except ValueError:
            return None
        return abs(self._clock.now() - theirs - timedelta(seconds=self._clock.monotonic() - at))

    async def ask(self) -> bool:
        """Ask for an answer of this moment; False when there is none."""
        self._heard = None
        try:
            await self._api.call("getMe", timeout=10.0)
        except CallFailed:
            return False
        return True

    def _hear(self, date: str) -> None:
        self._heard = (date, self._clock.monotonic())
