"""From something that came in to a committed turn and on to delivery. A turn that raises spoils nobody else's."""

from __future__ import annotations

import logging

from bot.chat.incoming import Incoming
from bot.chat.turn import Turns
from bot.clock import Clock
from bot.delivery.sender import Delivery
from storage import inbox
from storage.database import Database
from storage.errors import DatabaseUnavailable

LONGEST_PAUSE = 60.0  # seconds between two tries while the database takes nothing

log = logging.getLogger(__name__)


class Taker:
    """Takes turns against one database."""

    def __init__(self, database: Database, clock: Clock, turns: Turns, delivery: Delivery) -> None:
        self._database = database
        self._clock = clock
        self._turns = turns
        self._delivery = delivery

    async def take(self, incoming: Incoming) -> None:
        """One whole turn. What it raises is logged by kind and place, and the person hears of it once.

        While the database takes nothing, a turn whose update is stored waits, and its chat with it.
        """
        pause = 1.0
        while not await self._taken(incoming):
            await self._clock.until(self._clock.monotonic() + pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _taken(self, incoming: Incoming) -> bool:
        """One try; False when the database is full, locked or away, and the turn is still to be taken."""
        claim = self._delivery.reserve(incoming.chat_id)
        used = False
        try:
            messages = await self._database.write(
                lambda tx: self._turns.take(tx, self._clock.now(), incoming, claim),
            )
            used = bool(messages) and messages[0].state == "sending"
            self._delivery.post(messages)
        except DatabaseUnavailable:
            log.warning("turn_put_off inbox=%s", incoming.inbox_id)
            return not await self._is_open(incoming)
        except Exception as failure:
            log.exception("turn_failed inbox=%s", incoming.inbox_id)
            why = type(failure).__name__
            self._delivery.post(
                await self._database.write(lambda tx: self._turns.fail(tx, self._clock.now(), incoming, why))
            )
        finally:
            if claim and not used:
                self._delivery.release(incoming.chat_id)
        return True

    async def _is_open(self, incoming: Incoming) -> bool:
        """Whether its update is stored and not handled. What was not stored comes again by itself."""
        try:
            return await self._database.read(lambda tx: inbox.is_open(tx, incoming.inbox_id))
        except DatabaseUnavailable:
            return True
