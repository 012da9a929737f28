"""From something that came in to a committed turn and on to delivery. A turn that raises spoils nobody else's."""

from __future__ import annotations

import logging

from bot.chat.incoming import Incoming
from bot.chat.turn import Turns
from bot.clock import Clock
from bot.delivery.sender import Delivery
from storage.database import Database

log = logging.getLogger(__name__)


class Taker:
    """Takes turns against one database."""

    def __init__(self, database: Database, clock: Clock, turns: Turns, delivery: Delivery) -> None:
        self._database = database
        self._clock = clock
        self._turns = turns
        self._delivery = delivery

    async def take(self, incoming: Incoming) -> None:
        """One whole turn. What it raises is logged by kind and place, and the person hears of it once."""
        claim = self._delivery.reserve(incoming.chat_id)
        used = False
        try:
            messages = await self._database.write(
                lambda tx: self._turns.take(tx, self._clock.now(), incoming, claim),
            )
            used = bool(messages) and messages[0].state == "sending"
            self._delivery.post(messages)
        except Exception as failure:
            log.exception("turn_failed inbox=%s", incoming.inbox_id)
            why = type(failure).__name__
            self._delivery.post(
                await self._database.write(lambda tx: self._turns.fail(tx, self._clock.now(), incoming, why))
            )
        finally:
            if claim and not used:
                self._delivery.release(incoming.chat_id)
