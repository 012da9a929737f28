"""Messages that wait a little before they go, so that what comes for the same reason goes with them."""

from __future__ import annotations

from datetime import datetime

import orjson

from storage.database import Transaction
from storage.values import instant


def goes_along(tx: Transaction, now: datetime, person_id: str, reason: str, text: str, *, most: int) -> bool:
    """Let this stand below a message to them, for the same reason, whose time has not come; False when there is none,
    or no room in it: it has `most` UTF-16 units."""
    row = tx.one(
        """
        SELECT id, payload FROM outbox WHERE person_id = :person_id AND reason = :reason AND state = 'queued'
          AND tries = 0 AND done_at IS NULL AND not_before > :now AND payload IS NOT NULL
        ORDER BY id DESC LIMIT 1
        """,
        person_id=person_id,
        reason=reason,
        now=instant(now),
    )
    payload = {} if row is None else orjson.loads(row["payload"])
    whole = f"{payload.get('text', '')}\n\n{text}"
    if row is None or len(whole.encode("utf-16-le")) > 2 * most:
        return False
    changed = orjson.dumps({**payload, "text": whole}).decode()
    return tx.run("UPDATE outbox SET payload = :payload WHERE id = :id", payload=changed, id=row["id"]) == 1
