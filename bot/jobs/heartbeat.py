"""Every few minutes, while all is well: tell a service that watches from outside that we are here, and nothing else."""

from __future__ import annotations

import logging
import shutil
from datetime import datetime, timedelta

from bot.rules.all_well import Signs, what_is_wrong
from bot.serving import Running
from storage import facts, machine
from storage.database import Transaction
from storage.values import instant, moment, moment_or_none

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=3)
LAST_TIME = "last_heartbeat"


async def beat(running: Running) -> None:
    """Ask the address, if there is one, at most every few minutes. It is held back as long as something is wrong."""
    heartbeat, now = running.parts.heartbeat, running.parts.clock.now()
    if heartbeat is None or not await running.parts.database.write(lambda tx: _is_due(tx, now)):
        return
    signs = await running.parts.database.read(lambda tx: _signs(tx, now, running))
    wrong = what_is_wrong(now, signs)
    if wrong:
        log.warning("heartbeat_held why=%s", ",".join(wrong))
    elif not await heartbeat.beat():
        log.warning("heartbeat_not_heard")


def _is_due(tx: Transaction, now: datetime) -> bool:
    last = facts.fact(tx, LAST_TIME)
    if last is not None and timedelta(0) <= now - moment(last) < EVERY:
        return False
    facts.note(tx, now, LAST_TIME, instant(now))
    return True


def _signs(tx: Transaction, now: datetime, running: Running) -> Signs:
    parts, waiting = running.parts, machine.waiting(tx, now)
    ledger = parts.ledger
    return Signs(
        not_polled=None if parts.by_hook else moment_or_none(machine.polled_at(tx)) or now - EVERY,
        not_taken=moment_or_none(waiting.in_inbox),
        not_sent=moment_or_none(waiting.to_send),
        no_backup=moment_or_none(facts.fact(tx, machine.LAST_BACKUP)),
        room=shutil.disk_usage(ledger.parent).free if ledger is not None and ledger.parent.exists() else None,
    )
