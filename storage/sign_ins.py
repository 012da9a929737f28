"""Who of the staff is signed in to the console, in which browser, since when. Of its token only the SHA-256 is kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Row, Transaction
from storage.values import instant, new_id

KEPT = timedelta(days=90)  # after it has ended
_LONGEST_BROWSER = 80
_COLUMNS = "id, person_id, roles, browser, signed_in_at, seen_at, proved_at, ended_at, ended_why"


@dataclass(frozen=True, slots=True)
class SignIn:
    """One browser of one person. `roles` are those they had then; `proved_at` is when they last gave a second step."""

    id: str
    person_id: str
    roles: tuple[str, ...]
    browser: str
    signed_in_at: str
    seen_at: str
    proved_at: str | None
    ended_at: str | None
    ended_why: str


def _sign_in(row: Row) -> SignIn:
    told = {name: row[name] for name in SignIn.__slots__}
    return SignIn(**{**told, "roles": tuple(row["roles"].split())})


def begin(tx: Transaction, now: datetime, person_id: str, roles: Sequence[str], browser: str) -> tuple[SignIn, str]:
    """Somebody has signed in; what their browser carries from now on."""
    token = secrets.token_urlsafe(32)
    sign_in_id = new_id(now)
    tx.run(
        """
        INSERT INTO sign_ins (id, token_hash, person_id, roles, browser, signed_in_at, seen_at)
        VALUES (:id, :token_hash, :person_id, :roles, :browser, :now, :now)
        """,
        id=sign_in_id,
        token_hash=_hash(token),
        person_id=person_id,
        roles=" ".join(roles),
        browser=browser[:_LONGEST_BROWSER],
        now=instant(now),
    )
    begun = by_id(tx, sign_in_id)
    assert begun is not None
    return begun, token


def behind(tx: Transaction, token: str) -> SignIn | None:
    """The sign-in of the browser that carries this token, ended or not."""
    row = tx.one(f"SELECT {_COLUMNS} FROM sign_ins WHERE token_hash = :hash", hash=_hash(token))  # noqa: S608 - constants
    return None if row is None else _sign_in(row)


def by_id(tx: Transaction, sign_in_id: str) -> SignIn | None:
    """This sign-in, ended or not."""
    row = tx.one(f"SELECT {_COLUMNS} FROM sign_ins WHERE id = :id", id=sign_in_id)  # noqa: S608 - constants
    return None if row is None else _sign_in(row)


def of_person(tx: Transaction, person_id: str, since: datetime) -> list[SignIn]:
    """Somebody's sign-ins since then, the newest first."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM sign_ins WHERE person_id = :id AND signed_in_at > :since ORDER BY signed_in_at DESC",  # noqa: S608
        id=person_id,
        since=instant(since),
    )
    return [_sign_in(row) for row in rows]


def everybody(tx: Transaction) -> list[str]:
    """The ids of all who have signed in and are still kept here, whatever their role is now."""
    return [row["person_id"] for row in tx.all("SELECT DISTINCT person_id FROM sign_ins ORDER BY person_id")]


def seen(tx: Transaction, now: datetime, sign_in_id: str) -> None:
    """They were still there then; what was noted of later stays."""
    tx.run(
        "UPDATE sign_ins SET seen_at = :now WHERE id = :id AND ended_at IS NULL AND seen_at < :now",
        now=instant(now),
        id=sign_in_id,
    )


def proved(tx: Transaction, now: datetime, sign_in_id: str) -> str:
    """They gave their second step; what their browser carries from now on, so that what it had is of no use."""
    token = secrets.token_urlsafe(32)
    tx.run(
        "UPDATE sign_ins SET proved_at = :now, seen_at = :now, token_hash = :hash WHERE id = :id AND ended_at IS NULL",
        now=instant(now),
        hash=_hash(token),
        id=sign_in_id,
    )
    return token


def end(tx: Transaction, now: datetime, sign_in_id: str, why: str) -> bool:
    """It is over; False when it was before."""
    return (
        tx.run(
            "UPDATE sign_ins SET ended_at = :now, ended_why = :why WHERE id = :id AND ended_at IS NULL",
            now=instant(now),
            why=why,
            id=sign_in_id,
        )
        == 1
    )


def end_all(tx: Transaction, now: datetime, person_id: str, why: str) -> int:
    """Somebody is signed in nowhere any more; how many browsers that were."""
    return tx.run(
        "UPDATE sign_ins SET ended_at = :now, ended_why = :why WHERE person_id = :id AND ended_at IS NULL",
        now=instant(now),
        why=why,
        id=person_id,
    )


def forget_old(tx: Transaction, now: datetime) -> int:
    """Delete those of which nobody has been seen for 90 days; how many."""
    return tx.run("DELETE FROM sign_ins WHERE seen_at < :before", before=instant(now - KEPT))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
