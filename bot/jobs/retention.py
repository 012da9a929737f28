"""Once a day: forget what is no longer needed to be safe against a crash."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from bot.serving import Running
from storage import audit, facts, inbox, outbox
from storage.database import Transaction
from storage.values import instant, moment

log = logging.getLogger(__name__)

EVERY = timedelta(days=1)
BODIES_KEPT = timedelta(days=7)  # what came in, after it was handled
IDS_KEPT = timedelta(days=30)  # Telegram delivers nothing again after 24 hours; ids may start anew after a quiet week
LAST_TIME = "last_retention"


async def nightly(running: Running) -> None:
    """Delete what is past its term, at most once a day, and say how much in the audit log."""
    now = running.parts.clock.now()
    if await running.parts.database.write(lambda tx: _sweep(tx, now)):
        log.info("retention_done")


def _sweep(tx: Transaction, now: datetime) -> bool:
    last = facts.fact(tx, LAST_TIME)
    if last is not None and now - moment(last) < EVERY:
        return False
    facts.note(tx, now, LAST_TIME, instant(now))
    received = inbox.wipe_handled_before(tx, now - BODIES_KEPT)
    inbox.delete_known_before(tx, now - IDS_KEPT)
    sent = outbox.wipe_old_bodies(tx, now)
    fleeting = outbox.forget_fleeting(tx, now)
    detail = f"received={received} sent={sent} fleeting={fleeting}"
    audit.note(tx, now, actor="retention", action="bodies_wiped", about="", detail=detail)
    return True
