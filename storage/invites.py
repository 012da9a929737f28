"""Invites: a code that lets somebody in, with a role. The code itself is never stored, only its SHA-256."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage import codes, moves
from storage.database import Row, Transaction
from storage.values import instant, new_id

LASTS = timedelta(days=14)
MOST_USES = 1000


@dataclass(frozen=True, slots=True)
class Invite:
    """An invite that works, or that has just been used."""

    id: str
    role: str
    organisation_id: str | None
    is_test: bool
    made_by: str | None
    agreed_by: str | None


def make(
    tx: Transaction,
    now: datetime,
    *,
    role: str,
    uses: int = 1,
    organisation_id: str | None = None,
    is_test: bool = False,
    made_by: str | None = None,
    waits: bool = False,
    label: str = "",
) -> str:
    """A new code for `role`, good for so many uses and 14 days; while it `waits` for a second person, for none. By its
    `label` the team tells it from others, until it is used. Raises ValueError for a number of uses out of range."""
    if not 1 <= uses <= MOST_USES:
        raise ValueError(f"an invite has 1 to {MOST_USES} uses")
    code = codes.new()
    tx.run(
        """
        INSERT INTO invites (id, code_hash, role, organisation_id, is_test, uses_left, made_at, expires_at,
          made_by, waits, label)
        VALUES (:id, :code_hash, :role, :organisation_id, :is_test, :uses, :now, :expires_at, :made_by, :waits, :label)
        """,
        id=new_id(now),
        code_hash=codes.hashed(code),
        role=role,
        organisation_id=organisation_id,
        is_test=is_test,
        uses=uses,
        now=instant(now),
        expires_at=instant(now + LASTS),
        made_by=made_by,
        waits=waits,
        label=label,
    )
    return code


def redeem(tx: Transaction, now: datetime, *, code: str) -> Invite | None:
    """Use `code` (as `codes.normalise` gives it) once. None, without saying why, when it is not good (any more)."""
    invite = behind(tx, now, code=code)
    return invite if invite is not None and use(tx, now, invite.id) else None


def behind(tx: Transaction, now: datetime, *, code: str) -> Invite | None:
    """The invite that this code would use now, and does not; None as above."""
    return _working(tx, now, "code_hash", codes.hashed(code))


def role_of(tx: Transaction, invite_id: str) -> str:
    """What this invite gives, or gave; '' when there is no such invite any more."""
    row = tx.one("SELECT role FROM invites WHERE id = :id", id=invite_id)
    return "" if row is None else str(row["role"])


def working(tx: Transaction, now: datetime, invite_id: str) -> Invite | None:
    """The one with this id, if it could be used now."""
    return _working(tx, now, "id", invite_id)


def _working(tx: Transaction, now: datetime, column: str, value: str) -> Invite | None:
    row = tx.one(
        f"""
        SELECT id, role, organisation_id, is_test, made_by, agreed_by FROM invites
        WHERE {column} = :value AND uses_left > 0 AND expires_at > :now AND waits = FALSE
        """,  # noqa: S608 - constants
        value=value,
        now=instant(now),
    )
    return None if row is None else _invite(row)


def _invite(row: Row) -> Invite:
    told = {name: row[name] for name in Invite.__slots__}
    return Invite(**{**told, "is_test": bool(row["is_test"])})


def use(tx: Transaction, now: datetime, invite_id: str) -> bool:
    """Use this invite once; False when it is not good any more."""
    used = tx.run(
        """
        UPDATE invites SET uses_left = uses_left - 1, label = CASE WHEN uses_left = 1 THEN '' ELSE label END
        WHERE id = :id AND uses_left > 0 AND expires_at > :now AND waits = FALSE
        """,
        id=invite_id,
        now=instant(now),
    )
    return used == 1


def among_words(tx: Transaction, now: datetime, text: str) -> str | None:
    """The code in words of somebody who is in already: what can be nothing else, and letters that were once an invite,
    or move a conversation, however they were spaced."""
    if len(text) < codes.LETTERS:
        return None
    whole = codes.normalise(text)
    made = whole and tx.one("SELECT id FROM invites WHERE code_hash = :code_hash", code_hash=codes.hashed(whole))
    return whole if made or (whole and moves.whose(tx, now, whole)) else codes.among_words(text)


@dataclass(frozen=True, slots=True)
class Open:
    """An invite that still works. What its code is nobody knows."""

    id: str
    role: str
    organisation: str
    is_test: bool
    uses_left: int
    made_at: str
    expires_at: str
    made_by: str | None
    waits: bool
    label: str


def open_now(tx: Transaction, now: datetime) -> list[Open]:
    """Those that still work, the newest first."""
    rows = tx.all(
        """
        SELECT invites.id, role, COALESCE(organisations.name, '') AS organisation, is_test, uses_left, made_at,
          expires_at, made_by, waits, label
        FROM invites LEFT JOIN organisations ON organisations.id = organisation_id
        WHERE uses_left > 0 AND expires_at > :now ORDER BY invites.id DESC
        """,
        now=instant(now),
    )
    return [_open(row) for row in rows]


def _open(row: Row) -> Open:
    told = {name: row[name] for name in Open.__slots__}
    return Open(**{**told, "is_test": bool(row["is_test"]), "waits": bool(row["waits"])})


def agree(tx: Transaction, now: datetime, invite_id: str, by: str) -> bool:
    """A second person agrees, and its code works from now on; False when it waits no longer."""
    return (
        tx.run(
            """
            UPDATE invites SET waits = FALSE, agreed_by = :by
            WHERE id = :id AND waits = TRUE AND uses_left > 0 AND expires_at > :now
            """,
            id=invite_id,
            by=by,
            now=instant(now),
        )
        == 1
    )


def withdraw(tx: Transaction, invite_id: str) -> bool:
    """Nobody comes in by it any more; False when nobody could before."""
    sql = "UPDATE invites SET uses_left = 0, label = '' WHERE id = :id AND uses_left > 0"
    return tx.run(sql, id=invite_id) == 1


def forget_labels(tx: Transaction, now: datetime) -> int:
    """Forget for whom invites were that have run out; of how many."""
    return tx.run("UPDATE invites SET label = '' WHERE expires_at <= :now AND label <> ''", now=instant(now))


def forget_unused(tx: Transaction, before: datetime) -> int:
    """Delete invites that ran out before then and by which nobody came in; how many."""
    return tx.run(
        """
        DELETE FROM invites WHERE expires_at < :before
          AND NOT EXISTS (SELECT 1 FROM redemptions WHERE redemptions.invite_id = invites.id)
        """,
        before=instant(before),
    )
