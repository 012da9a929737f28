"""Parts: who has been given a role, and has not come as far as to have joined in it."""

from __future__ import annotations

from storage.database import Transaction

JOINED = "joined"  # the effect with which a story about joining keeps what it was told, once they said it is right


def joining(tx: Transaction, person_id: str, *kinds: str) -> bool:
    """Whether somebody is in the midst of one of these stories about joining for the first time, and has come through
    none of them yet."""
    names = {f"kind_{place}": kind for place, kind in enumerate(kinds)}
    rows = tx.all(
        f"""
        SELECT ended_at, EXISTS (SELECT 1 FROM effects
          WHERE effects.conversation_id = conversations.id AND effect = :joined) AS joined
        FROM conversations WHERE person_id = :id AND kind IN ({", ".join(f":{name}" for name in names)})
        """,  # noqa: S608 - names of our own
        id=person_id,
        joined=JOINED,
        **names,
    )
    return any(row["ended_at"] is None for row in rows) and not any(row["joined"] for row in rows)
