"""Broadcasts go out: a few seconds' worth at a time is laid into the outbox, to each person by the rules for notes.

Little is laid ahead, so that a pause or a recall acts within seconds and a reply never waits behind many. What was
taken back is deleted by the same measure, and whoever follows a broadcast sees how it stands.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime

from bot.actions import broadcast_card, recalling
from bot.actions.accounting import OPEN, account_for
from bot.jobs.laying import lay
from bot.serving import Running
from storage import broadcasts as sendings
from storage import cards, laying, recalls, recipients
from storage.broadcasts import Broadcast
from storage.database import Transaction
from storage.values import moment

log = logging.getLogger(__name__)

AHEAD_SECONDS = 3.0
AHEAD_UNPACED = 1000
TOGETHER = 5  # recipients in one commit: a reply waits for no more of them than that


async def broadcasts(running: Running) -> None:
    """Begin what is to begin, lay what there is room for, take back what is to be taken back, close the books on what
    is over, and show how all that stands.

    Two of these at once do no harm: each step claims its row by the state in which it has to be.
    """
    if not await running.standing.knows_the_time():
        return
    database = running.parts.database
    now = running.parts.clock.now()
    at_work, unproven = await database.read(lambda tx: (sendings.running(tx), sendings.unproven(tx)))
    for one in at_work:
        if one.state != "confirmed" or moment(one.starts_at or "") <= now:
            await _send(running, now, one)
    for one in unproven:
        if one.state == "recalled":
            await _take_back(running, now, one)
        await database.write(lambda tx, one=one: account_for(tx, now, one.id))  # type: ignore[misc]
    await _show(running, now)


async def _send(running: Running, now: datetime, one: Broadcast) -> None:
    """One look at one broadcast that has begun."""
    database = running.parts.database
    room = await database.write(lambda tx: _begin(tx, now, running, one))
    due = await database.read(lambda tx: recipients.due(tx, now, one.id, room)) if room > 0 else []
    for start in range(0, len(due), TOGETHER):
        await asyncio.gather(*(lay(running, now, each) for each in due[start : start + TOGETHER]))
    await database.write(lambda tx: _finish(tx, now, one.id))


def _begin(tx: Transaction, now: datetime, running: Running, one: Broadcast) -> int:
    """Take over what became of those laid; for how many more there is room now."""
    if sendings.move(tx, one.id, "sending", "confirmed"):
        log.info("broadcast_begun broadcast=%s", one.id)
    laying.settle(tx, now, one.id)
    standing = sendings.by_id(tx, one.id)
    if standing is None or standing.state != "sending":
        return 0
    return _ahead(running) - laying.in_the_outbox(tx, one.id)


def _ahead(running: Running) -> int:
    """How many may be on their way at a time."""
    return int(running.parts.per_second * AHEAD_SECONDS) or AHEAD_UNPACED


def _finish(tx: Transaction, now: datetime, broadcast_id: str) -> None:
    """It is done when nobody waits any more and nothing is on its way; what waits on pages waits there."""
    states = {state for state, _ in recipients.counts(tx, broadcast_id)}
    if not states & set(OPEN) and sendings.end(tx, now, broadcast_id, "done", "sending"):
        log.info("broadcast_done broadcast=%s", broadcast_id)


async def _take_back(running: Running, now: datetime, one: Broadcast) -> None:
    """One look at one broadcast that was taken back."""
    database = running.parts.database
    await database.write(lambda tx: recalling.take_over(tx, now, one.id))
    room = _ahead(running) - await database.read(lambda tx: recalls.on_the_way(tx, one.id))
    while room > 0:
        some = min(room, TOGETHER)
        begun = await database.write(lambda tx, some=some: recalling.begin(tx, now, one.id, some))  # type: ignore[misc]
        running.delivery.post(begun)
        if not await database.read(lambda tx: recalls.to_take_back(tx, one.id, 1)):
            return
        room -= some


async def _show(running: Running, now: datetime) -> None:
    """Let every card say how its broadcast stands now."""
    database, texts = running.parts.database, running.parts.texts
    for broadcast_id in await database.read(cards.to_keep_up):
        changes = await database.write(
            lambda tx, one=broadcast_id: broadcast_card.keep_up(tx, now, texts, one)  # type: ignore[misc]
        )
        running.delivery.post(changes)
