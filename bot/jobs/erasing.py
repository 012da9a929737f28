"""What somebody decided to have deleted is deleted once they have had their time; and the ledger is written down."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime
from functools import partial

from bot.actions import departing
from bot.serving import Running
from storage import erasures, ledger
from storage.database import Transaction
from storage.outbox import Message

log = logging.getLogger(__name__)


async def carry_out(running: Running) -> None:
    """Do what is due, a person at a time."""
    now, database = running.parts.clock.now(), running.parts.database
    for planned in await database.read(lambda tx: erasures.due(tx, now)):
        messages = await database.write(partial(_one, now=now, running=running, person_id=planned.person_id))
        running.delivery.post(messages)
        log.info("erasure_done kind=%s", planned.kind)


def _one(tx: Transaction, *, now: datetime, running: Running, person_id: str) -> list[Message]:
    """They may have changed their mind since it was looked up."""
    still = next((one for one in erasures.due(tx, now) if one.person_id == person_id), None)
    if still is None:
        return []
    return departing.carry_out(tx, now, running.parts.texts, still)


async def write_ledger(running: Running) -> None:
    """What has to hold whatever is brought back is in a file that no restore touches."""
    path = running.parts.ledger
    if path is None:
        return
    known = await running.parts.database.read(ledger.entries)
    await asyncio.to_thread(ledger.write, path, known)
