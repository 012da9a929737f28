"""Which words stand in what somebody may read: of the others a search must not tell that anybody wrote them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from storage import readable
from storage.database import Transaction


def of_these(
    tx: Transaction,
    roles: Collection[str],
    words: Sequence[str],
    *,
    reader: str = "",
    opened: Collection[str] = (),
    now: datetime | None = None,
) -> list[str]:
    """Of these words, which begin with the same letter, those that stand in an answer that somebody with these roles
    may read, and that is not sealed for them; in their order."""
    read, values = readable.what_is_read(roles, reader=reader, opened=opened, now=now)
    if not words or not read:
        return []
    values["initial"] = words[0][0]
    values |= {f"w{place}": word for place, word in enumerate(words)}
    typed = " UNION ALL ".join(f"SELECT CAST(:w{place} AS TEXT) AS word" for place in range(len(words)))
    rows = tx.all(
        f"""
        SELECT word FROM ({typed}) AS typed WHERE EXISTS (
          SELECT 1 FROM said_words JOIN ({read}) AS said ON said.id = said_words.answer_id
          WHERE said_words.initial = :initial AND said_words.word = typed.word)
        """,  # noqa: S608 - constants
        **values,
    )
    known = {row["word"] for row in rows}
    return [word for word in words if word in known]
