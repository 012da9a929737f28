"""What delivery notes in the database, many notes in one write: while one write is on its way, the next ones gather."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TypeVar

from bot.clock import Clock
from storage import sending
from storage.database import Database, Transaction
from storage.errors import DatabaseFailed, RuleBroken
from storage.outbox import REPLY, Message

T = TypeVar("T")
AGAIN_AFTER = 1.0  # seconds, when the database did not take a note

log = logging.getLogger(__name__)


class Ledger:
    """Notes what was sent and claims what is next. What the database cannot take now it is offered again."""

    def __init__(self, database: Database, clock: Clock, claimed: Callable[[Message, bool], None]) -> None:
        self._database = database
        self._clock = clock
        self._claimed = claimed
        self._sent: list[tuple[Message, int | None]] = []
        self._claims: list[Message] = []
        self._writing: asyncio.Task[None] | None = None

    def sent(self, message: Message, telegram_message_id: int | None) -> None:
        """Telegram has this message."""
        self._sent.append((message, telegram_message_id))
        self._write_soon()

    def claim(self, message: Message) -> None:
        """Ask for a waiting row. `claimed` is told whether it may go, once that is on disk."""
        self._claims.append(message)
        self._write_soon()

    async def write(self, unit: Callable[[Transaction], T]) -> T:
        """What `unit` returned, however often the database is asked. Raises RuleBroken and what the unit raises."""
        while True:
            try:
                return await self._database.write(unit)
            except RuleBroken:
                raise  # it would break the rule again
            except DatabaseFailed:
                log.error("delivery_note_refused")
            await self._clock.until(self._clock.monotonic() + AGAIN_AFTER)

    @property
    def writing(self) -> asyncio.Task[None] | None:
        """The task that notes, while there is something to note. To cancel it leaves the rest to the next start."""
        return self._writing

    def _write_soon(self) -> None:
        if self._writing is None or self._writing.done():
            self._writing = asyncio.get_running_loop().create_task(self._write())

    async def _write(self) -> None:
        try:
            while self._sent or self._claims:
                sent, claims = self._sent, self._claims
                self._sent, self._claims = [], []
                now = self._clock.now()
                granted = await self.write(partial(_note, now=now, sent=sent, claims=claims))
                for message, may_go in zip(claims, granted, strict=True):
                    self._claimed(message, may_go)
        finally:
            self._writing = None


def _note(
    tx: Transaction, *, now: datetime, sent: Sequence[tuple[Message, int | None]], claims: Sequence[Message]
) -> list[bool]:
    for message, telegram_message_id in sent:
        sending.sent(tx, now, message.id, telegram_message_id, fleeting=message.fleeting)
    return [_claim(tx, now, message) for message in claims]


def _claim(tx: Transaction, now: datetime, message: Message) -> bool:
    if message.person_id is not None or message.priority != REPLY or message.useful_until is not None:
        why = sending.why_not(tx, now, message.id)
        if why is not None:
            sending.lapse(tx, now, message.id, why)
            return False
    return sending.claim(tx, now, message.id) == 1
