"""Links and typed codes that let staff sign in once, within ten minutes. Only their SHA-256 is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from storage.database import Transaction
from storage.values import instant, moment, new_id

LASTS = timedelta(minutes=10)
KEPT = timedelta(days=1)  # after that a link that cannot be used any more is forgotten
AT_MOST, WITHIN = 5, timedelta(minutes=15)  # links for one person who signs in with none of them
CODE_LETTERS = 8
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that looks like something else
_LONGEST = 200  # letters of what is looked up


def make(tx: Transaction, now: datetime, person_id: str) -> tuple[str, str]:
    """The token of a new link and the code that does the same; older ones do not work any more."""
    close(tx, now, person_id)
    token = secrets.token_urlsafe(32)
    code = "".join(secrets.choice(_ALPHABET) for _ in range(CODE_LETTERS))
    tx.run(
        """
        INSERT INTO sign_in_links (id, person_id, token_hash, code_hash, made_at, expires_at)
        VALUES (:id, :person_id, :token_hash, :code_hash, :now, :expires_at)
        """,
        id=new_id(now),
        person_id=person_id,
        token_hash=_hash(token),
        code_hash=_hash(code),
        now=instant(now),
        expires_at=instant(now + LASTS),
    )
    return token, code


def next_at(tx: Transaction, now: datetime, person_id: str) -> datetime | None:
    """When this person may have another one; None for now. Those from before they last signed in do not count."""
    rows = tx.all(
        """
        SELECT made_at FROM sign_in_links WHERE person_id = :id AND made_at > :since
          AND made_at > COALESCE((SELECT MAX(signed_in_at) FROM sign_ins WHERE person_id = :id), '')
        ORDER BY made_at DESC LIMIT :most
        """,
        id=person_id,
        since=instant(now - WITHIN),
        most=AT_MOST,
    )
    return None if len(rows) < AT_MOST else moment(rows[-1]["made_at"]) + WITHIN


def works_until(tx: Transaction, now: datetime, person_id: str) -> datetime | None:
    """Until when the newest one works; None when it does not any more."""
    row = tx.one(
        "SELECT expires_at FROM sign_in_links WHERE person_id = :id AND done_at IS NULL AND expires_at > :now",
        id=person_id,
        now=instant(now),
    )
    return None if row is None else moment(row["expires_at"])


def use(tx: Transaction, now: datetime, *, token: str = "", code: str = "") -> str | None:
    """Whose link or code this is, used up with that. None, without saying why, when it is wrong, used or too old."""
    column, typed = ("token_hash", token) if token else ("code_hash", tidy(code))
    row = tx.one(
        f"SELECT id, person_id FROM sign_in_links WHERE {column} = :hash AND done_at IS NULL AND expires_at > :now",  # noqa: S608 - constants
        hash=_hash(typed[:_LONGEST]),
        now=instant(now),
    )
    if row is None:
        return None
    used = tx.run(
        "UPDATE sign_in_links SET done_at = :now WHERE id = :id AND done_at IS NULL", now=instant(now), id=row["id"]
    )
    return str(row["person_id"]) if used == 1 else None


def close(tx: Transaction, now: datetime, person_id: str) -> None:
    """No link of this person works any more."""
    tx.run(
        "UPDATE sign_in_links SET done_at = :now WHERE person_id = :id AND done_at IS NULL",
        now=instant(now),
        id=person_id,
    )


def forget_old(tx: Transaction, now: datetime) -> int:
    """Delete those that ran out a day ago; how many."""
    return tx.run("DELETE FROM sign_in_links WHERE expires_at < :before", before=instant(now - KEPT))


def tidy(code: str) -> str:
    """A code as it was made: however it is spaced and in whatever case it is typed."""
    return "".join(letter for letter in code.lower() if letter in _ALPHABET)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
