"""Closing the books on a broadcast: everybody it was confirmed for is accounted for, or staff are told."""

from __future__ import annotations

import logging
from datetime import datetime

from storage import broadcasts, notices, recipients
from storage.database import Transaction

log = logging.getLogger(__name__)

OPEN = ("waiting", "laid")


def account_for(tx: Transaction, now: datetime, broadcast_id: str) -> bool:
    """Whether recipients = sent + uncertain + failed + left out + on pages + stopped, and as many as were confirmed.

    It waits while something is on its way. What does not add up is told to staff once.
    """
    recipients.settle(tx, now, broadcast_id)
    one, counts = broadcasts.by_id(tx, broadcast_id), recipients.counts(tx, broadcast_id)
    if one is None or any(state in OPEN for state, _ in counts):
        return False
    if counts.total() != (one.people or 0):
        log.error("broadcast_does_not_add_up broadcast=%s confirmed=%s found=%d", one.id, one.people, counts.total())
        notices.note(tx, now, "broadcast_does_not_add_up", one.id)
    broadcasts.proven(tx, now, broadcast_id)
    return True
