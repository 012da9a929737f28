"""The second step of signing in: an authenticator app's secret, and codes on paper for whoever has lost the phone."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from storage.database import Transaction
from storage.values import instant

CODES = 8
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_LETTERS = 12


@dataclass(frozen=True, slots=True)
class SecondStep:
    """Somebody's app. `confirmed_at` is None until it has shown a right code; `last_used` counts half minutes."""

    person_id: str
    secret: str
    last_used: int
    begun_at: str
    confirmed_at: str | None


def of_person(tx: Transaction, person_id: str) -> SecondStep | None:
    """Their app, confirmed or not."""
    row = tx.one(
        "SELECT person_id, secret, last_used, begun_at, confirmed_at FROM second_steps WHERE person_id = :id",
        id=person_id,
    )
    return None if row is None else SecondStep(**{name: row[name] for name in SecondStep.__slots__})


def begin(tx: Transaction, now: datetime, person_id: str, secret: str) -> None:
    """They are setting up an app; one that is confirmed stays what it is."""
    tx.run("DELETE FROM second_steps WHERE person_id = :id AND confirmed_at IS NULL", id=person_id)
    tx.run(
        """
        INSERT INTO second_steps (person_id, secret, begun_at) VALUES (:id, :secret, :now)
        ON CONFLICT (person_id) DO NOTHING
        """,
        id=person_id,
        secret=secret,
        now=instant(now),
    )


def use(tx: Transaction, person_id: str, half_minute: int) -> bool:
    """Take the code of this half minute; False when it, or a later one, was taken before."""
    return (
        tx.run(
            "UPDATE second_steps SET last_used = :this WHERE person_id = :id AND last_used < :this",
            this=half_minute,
            id=person_id,
        )
        == 1
    )


def confirm(tx: Transaction, now: datetime, person_id: str) -> None:
    """Their app works."""
    tx.run(
        "UPDATE second_steps SET confirmed_at = COALESCE(confirmed_at, :now) WHERE person_id = :id",
        now=instant(now),
        id=person_id,
    )


def remove(tx: Transaction, person_id: str) -> None:
    """They have none any more, such as after losing both phone and paper."""
    tx.run("DELETE FROM second_steps WHERE person_id = :id", id=person_id)
    tx.run("DELETE FROM recovery_codes WHERE person_id = :id", id=person_id)


def new_codes(tx: Transaction, now: datetime, person_id: str) -> list[str]:
    """Codes for a day without the phone, each good once; older ones do not work any more. Shown now and never again."""
    tx.run("DELETE FROM recovery_codes WHERE person_id = :id", id=person_id)
    codes = ["".join(secrets.choice(_ALPHABET) for _ in range(_LETTERS)) for _ in range(CODES)]
    for code in codes:
        tx.run(
            "INSERT INTO recovery_codes (code_hash, person_id, made_at) VALUES (:hash, :id, :now)",
            hash=_hash(code),
            id=person_id,
            now=instant(now),
        )
    return codes


def use_code(tx: Transaction, now: datetime, person_id: str, typed: str) -> bool:
    """Take one of these codes, however it is spaced; False when it is none of theirs or was used."""
    code = _plain(typed)
    return (
        tx.run(
            "UPDATE recovery_codes SET used_at = :now WHERE code_hash = :hash AND person_id = :id AND used_at IS NULL",
            now=instant(now),
            hash=_hash(code),
            id=person_id,
        )
        == 1
    )


def is_like_one(typed: str) -> bool:
    """Whether it has as many letters as such a code, right or wrong."""
    return len(_plain(typed)) == _LETTERS


def end_codes(tx: Transaction, person_id: str, since: datetime, until: datetime) -> bool:
    """The codes that were shown between those times do not work any more; False when there are none of them."""
    sql = "DELETE FROM recovery_codes WHERE person_id = :id AND made_at >= :since AND made_at <= :until"
    return tx.run(sql, id=person_id, since=instant(since), until=instant(until)) > 0


def codes_left(tx: Transaction, person_id: str) -> int:
    """How many of them are unused."""
    row = tx.one("SELECT COUNT(*) AS times FROM recovery_codes WHERE person_id = :id AND used_at IS NULL", id=person_id)
    return int(row["times"]) if row else 0


def _plain(typed: str) -> str:
    return "".join(letter for letter in typed.lower()[:100] if letter in _ALPHABET)


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode("utf-8", "replace")).hexdigest()
