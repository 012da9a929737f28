"""A broadcast's messages on their way: laid into the outbox, taken over from there, and called back."""

from __future__ import annotations

from datetime import datetime

from storage.database import Row, Transaction
from storage.recipients import PERHAPS_TWICE
from storage.values import instant


def laid(tx: Transaction, recipient_id: str, outbox_id: str, *, on_page: bool = False) -> None:
    """Their message is in the outbox; `on_page` when it waits there until they open their page."""
    tx.run(
        "UPDATE recipients SET state = :state, outbox_id = :outbox_id WHERE id = :id AND state = 'waiting'",
        id=recipient_id,
        outbox_id=outbox_id,
        state="on_page" if on_page else "laid",
    )


def moved(tx: Transaction, before: str, outbox_id: str, *, on_page: bool) -> None:
    """Whoever it was for goes on at their other door, and so does their message, under this id from now on.

    On its way to Telegram it opens the books of a sending that is over, until it has gone out.
    """
    changed = tx.run(
        """
        UPDATE recipients SET state = :state, outbox_id = :outbox_id
        WHERE outbox_id = :before AND state IN ('laid', 'on_page')
        """,
        state="on_page" if on_page else "laid",
        outbox_id=outbox_id,
        before=before,
    )
    if changed and not on_page:
        tx.run(
            """
            UPDATE broadcasts SET proven_at = NULL
            WHERE ended_at IS NOT NULL AND id IN (SELECT broadcast_id FROM recipients WHERE outbox_id = :outbox_id)
            """,
            outbox_id=outbox_id,
        )


def settle(tx: Transaction, now: datetime, broadcast_id: str) -> int:
    """Take over from the outbox what became of the messages that were laid; how many are settled by that."""
    rows = tx.all(
        """
        SELECT recipients.id, outbox.state, outbox.why, outbox.uncertain, outbox.done_at,
          broadcasts.state AS stands, broadcasts.useful_until
        FROM recipients JOIN broadcasts ON broadcasts.id = recipients.broadcast_id
        JOIN outbox ON outbox.id = recipients.outbox_id
        WHERE broadcast_id = :id AND recipients.state IN ('laid', 'on_page') AND outbox.done_at IS NOT NULL
        """,
        id=broadcast_id,
    )
    for row in rows:
        state, why = _became(row)
        tx.run(
            """
            UPDATE recipients SET state = :state, why = :why,
              done_at = CASE WHEN :again THEN NULL ELSE :now END,
              outbox_id = CASE WHEN :again THEN NULL ELSE outbox_id END
            WHERE id = :id
            """,
            id=row["id"],
            state=state,
            why=why,
            again=state == "waiting",
            now=instant(now),
        )
    return len(rows)


def _became(row: Row) -> tuple[str, str]:
    """The state of a recipient whose message is done with, and why."""
    why = row["why"] or ""
    if row["state"] == "sent":
        return "sent", PERHAPS_TWICE if row["uncertain"] else ""
    if row["uncertain"] or row["state"] == "uncertain":
        return "uncertain", why  # it may have arrived the first time, whatever came of the second
    held_back = row["state"] == "lapsed" and why == "too_late" and row["done_at"] < (row["useful_until"] or "")
    if row["state"] == "recalled" or held_back:  # not because it came too late, but because somebody held it back
        return ("waiting" if row["stands"] in ("paused", "sending") else "stopped"), ""
    return {"lapsed": "left_out"}.get(row["state"], row["state"]), why


def call_back(tx: Transaction, now: datetime, broadcast_id: str, to: str) -> int:
    """Whatever has not gone out does not; those people are `to` ('undone', 'stopped', or 'waiting' to be written to
    later); how many that is.

    What is on its way at this moment is not among them; should it come back, it is not tried again. Nor is what may
    have arrived already.
    """
    theirs = """
        id IN (SELECT outbox_id FROM recipients WHERE broadcast_id = :id AND state IN ('laid', 'on_page'))
        AND state IN ('queued', 'sending', 'uncertain') AND done_at IS NULL
        """
    told = {"id": broadcast_id, "now": instant(now)}
    tx.run(f"UPDATE outbox SET done_at = :now WHERE {theirs} AND state = 'uncertain'", **told)  # noqa: S608 - constants
    tx.run(f"UPDATE outbox SET useful_until = :now WHERE {theirs} AND state = 'sending'", **told)  # noqa: S608
    tx.run(f"UPDATE outbox SET state = 'recalled', done_at = :now WHERE {theirs} AND state = 'queued'", **told)  # noqa: S608
    called = tx.run(
        """
        UPDATE recipients SET state = 'waiting', outbox_id = NULL
        WHERE broadcast_id = :id AND state IN ('laid', 'on_page')
          AND outbox_id IN (
            SELECT outbox.id FROM outbox JOIN recipients AS mine ON mine.outbox_id = outbox.id
            WHERE mine.broadcast_id = :id AND mine.state IN ('laid', 'on_page') AND outbox.state = 'recalled'
              AND NOT outbox.uncertain
          )
        """,
        id=broadcast_id,
    )
    return called if to == "waiting" else _end_waiting(tx, now, broadcast_id, to)


def _end_waiting(tx: Transaction, now: datetime, broadcast_id: str, to: str) -> int:
    return tx.run(
        "UPDATE recipients SET state = :to, done_at = :now WHERE broadcast_id = :id AND state = 'waiting'",
        id=broadcast_id,
        to=to,
        now=instant(now),
    )


def in_the_outbox(tx: Transaction, broadcast_id: str) -> int:
    """How many messages are laid and on their way to Telegram."""
    row = tx.one("SELECT COUNT(*) AS many FROM recipients WHERE broadcast_id = :id AND state = 'laid'", id=broadcast_id)
    return 0 if row is None else int(row["many"])
