"""What was offered to somebody, as they know of it."""

from __future__ import annotations

from storage.database import Transaction


def came_to(tx: Transaction, person_id: str, limit: int) -> dict[str, bool]:
    """The ids of the last so many opportunities that came to somebody, newest first, and whether it was taken back.

    What was taken back is there where they know of it: they were told what is right, or had answered or asked.
    """
    rows = tx.all(
        """
        SELECT opportunity_id, broadcasts.state AS stands FROM recipients
        JOIN broadcasts ON broadcasts.id = recipients.broadcast_id
        WHERE recipients.person_id = :id AND opportunity_id IS NOT NULL AND (
          (recall IN ('', 'corrected') AND recipients.state IN ('laid', 'on_page', 'sent', 'uncertain'))
          OR (broadcasts.state = 'recalled' AND (
            EXISTS (SELECT 1 FROM responses WHERE responses.person_id = recipients.person_id
              AND responses.opportunity_id = broadcasts.opportunity_id)
            OR EXISTS (SELECT 1 FROM threads WHERE threads.person_id = recipients.person_id
              AND threads.opportunity_id = broadcasts.opportunity_id))))
        ORDER BY recipients.id DESC
        """,
        id=person_id,
    )
    found: dict[str, bool] = {}
    for row in rows:
        found.setdefault(row["opportunity_id"], row["stands"] == "recalled")
    return dict(list(found.items())[:limit])


def about_to_hear(tx: Transaction, opportunity_id: str) -> set[str]:
    """The ids of the answers to this of which those who gave them hear in their hours what was decided."""
    rows = tx.all(
        """
        SELECT responses.id FROM responses JOIN nudges ON nudges.about = responses.id AND nudges.state = 'planned'
        WHERE responses.opportunity_id = :id AND nudges.kind = 'outcome'
        """,
        id=opportunity_id,
    )
    return {row["id"] for row in rows}
