"""Parses one stored update and has python-telegram-bot dispatch it; what does not parse is set aside and counted."""

from __future__ import annotations

import logging
from typing import Any

from telegram import Bot, Update
from telegram.ext import Application, ApplicationBuilder

from bot.chat.texts import Texts
from bot.clock import Clock
from bot.delivery.sender import Delivery
from bot.handlers import InHand, Take, in_hand, register
from storage import inbox, notices, outbox, people
from storage.database import Database, Transaction
from storage.inbox import Stored
from storage.outbox import Message

log = logging.getLogger(__name__)


class Handling:
    """Handles stored updates, one at a time for each caller; never raises."""

    def __init__(
        self, bot: Bot, take: Take, database: Database, clock: Clock, delivery: Delivery, texts: Texts
    ) -> None:
        self._bot = bot
        self._database = database
        self._clock = clock
        self._delivery = delivery
        self._texts = texts
        self._application: Application[Any, Any, Any, Any, Any, Any] = (
            ApplicationBuilder().bot(bot).updater(None).job_queue(None).build()
        )
        register(self._application, take)

    async def start(self) -> None:
        """Let python-telegram-bot ask who the bot is. Raises telegram.error.TelegramError when Telegram refuses."""
        await self._application.initialize()

    async def stop(self) -> None:
        await self._application.shutdown()

    async def __call__(self, stored: Stored, raw: Any) -> None:
        """Handle one update that came in as `raw`."""
        try:
            update = Update.de_json(raw, self._bot)
        except Exception as failure:  # noqa: BLE001 - whatever a malformed update makes the parser raise
            return await self._set_aside(stored, f"malformed: {type(failure).__name__}")
        current = InHand(stored.id)
        in_hand.set(current)
        try:
            await self._application.process_update(update)
        except Exception:
            log.exception("update_failed inbox=%s", stored.id)
        if not current.taken:
            await self._set_aside(stored, "not handled")
        return None

    async def _set_aside(self, stored: Stored, why: str) -> None:
        try:
            messages = await self._database.write(lambda tx: self._put_aside(tx, stored, why))
        except Exception as failure:  # noqa: BLE001 - it is still in the inbox and will be tried at the next start
            log.error("update_not_set_aside inbox=%s kind=%s", stored.id, type(failure).__name__)
            return
        self._delivery.post(messages)

    def _put_aside(self, tx: Transaction, stored: Stored, why: str) -> list[Message]:
        now = self._clock.now()
        if not inbox.set_aside(tx, now, stored.id, why):
            return []
        notices.note(tx, now, "update_set_aside", why)
        person = people.in_chat(tx, stored.chat_id) if stored.chat_id is not None and stored.chat_id > 0 else None
        if person is None or stored.chat_id is None:
            inbox.wipe(tx, stored.id)
            return []
        text = self._texts.voice(person.language).says("shared", "not_understood_at_all", {})
        payload = {"text": text}
        return [outbox.add(tx, now, chat_id=stored.chat_id, payload=payload, person_id=person.id, reason="set_aside")]
