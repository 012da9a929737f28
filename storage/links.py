"""Private links to the page of one person. The token is never stored, only its SHA-256."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Transaction
from storage.values import instant, moment, new_id

DAYS = 14
LONGEST = timedelta(days=180)
A_DAY = timedelta(days=1)
WRONG_AN_HOUR = 20  # from one address; a good token has 256 bits, so this only spares us the work
_LONGEST = 200  # letters of what is looked up


@dataclass(frozen=True, slots=True)
class Link:
    """A link that works, whose it is, and until when."""

    id: str
    person_id: str
    made_at: str
    expires_at: str
    opens_once: bool


def new_token() -> str:
    """256 bits, as they stand in an address."""
    return secrets.token_urlsafe(32)


def make(
    tx: Transaction, now: datetime, person_id: str, days: float = DAYS, token: str = "", *, once: bool = False
) -> str:
    """The token of a new link to this person's page; `once`: to be opened once. Older ones go on working."""
    token = token or new_token()
    tx.run(
        """
        INSERT INTO links (id, token_hash, person_id, made_at, expires_at, opens_once)
        VALUES (:id, :token_hash, :person_id, :now, :expires_at, :once)
        """,
        id=new_id(now),
        token_hash=_hash(token),
        person_id=person_id,
        now=instant(now),
        expires_at=instant(now + timedelta(days=days)),
        once=once,
    )
    return token


def behind(tx: Transaction, now: datetime, token: str) -> Link | None:
    """The link with this token. None, without saying why, when it is wrong, has run out or leads to nobody any more.

    It leads to the page of whoever is on Telegram now, too: opening it takes the conversation there.

    Whoever paused or stopped can still open their page: it is they who come to us.
    """
    row = tx.one(
        """
        SELECT links.id, person_id, made_at, expires_at, opens_once FROM links JOIN people ON people.id = person_id
        WHERE token_hash = :token_hash AND expires_at > :now AND erased_at IS NULL AND telegram_id IS NOT NULL
        """,
        token_hash=_hash(token[:_LONGEST]),
        now=instant(now),
    )
    return (
        None
        if row is None
        else Link(row["id"], row["person_id"], row["made_at"], row["expires_at"], bool(row["opens_once"]))
    )


def opened(tx: Transaction, now: datetime, link: Link) -> None:
    """Somebody used it; the first time is noted. A link in use goes on for another 14 days, up to half a year."""
    tx.run("UPDATE links SET opened_at = :now WHERE id = :id AND opened_at IS NULL", now=instant(now), id=link.id)
    until = min(now + timedelta(days=DAYS), moment(link.made_at) + LONGEST)
    if until > moment(link.expires_at) + A_DAY:
        tx.run("UPDATE links SET expires_at = :until WHERE id = :id", until=instant(until), id=link.id)


def used_up(tx: Transaction, link_id: str) -> None:
    """It has been opened, and opens nothing more."""
    tx.run("DELETE FROM links WHERE id = :id", id=link_id)


def close(tx: Transaction, person_id: str) -> int:
    """No link to this person's page works any more, because one got into wrong hands; how many there were."""
    return tx.run("DELETE FROM links WHERE person_id = :id", id=person_id)


def end_made_at(tx: Transaction, person_id: str, at: str) -> int:
    """The link to this person's page that was made at this very moment works no more; 0 when there is none."""
    return tx.run("DELETE FROM links WHERE person_id = :id AND made_at = :at", id=person_id, at=at)


def shut(tx: Transaction, now: datetime, person_id: str) -> None:
    """The same, and whoever holds one can still ask for a person with it, as long as it is known whose it was."""
    sql = "UPDATE links SET expires_at = :now WHERE person_id = :id AND expires_at > :now"
    tx.run(sql, id=person_id, now=instant(now))


def whose_ended(tx: Transaction, now: datetime, token: str) -> str | None:
    """Whose page a link led to that works no longer; None when it never did, or is forgotten."""
    row = tx.one(
        """
        SELECT person_id FROM links JOIN people ON people.id = person_id
        WHERE token_hash = :token_hash AND expires_at <= :now AND erased_at IS NULL
        """,
        token_hash=_hash(token[:_LONGEST]),
        now=instant(now),
    )
    return None if row is None else str(row["person_id"])


def works(tx: Transaction, now: datetime, person_id: str) -> bool:
    """Whether any link to this person's page works now."""
    sql = "SELECT 1 FROM links WHERE person_id = :id AND expires_at > :now LIMIT 1"
    return tx.one(sql, id=person_id, now=instant(now)) is not None


def made_since(tx: Transaction, person_id: str, since: datetime) -> bool:
    """Whether this person was given a link after that time."""
    row = tx.one(
        "SELECT 1 FROM links WHERE person_id = :id AND made_at > :since LIMIT 1", id=person_id, since=instant(since)
    )
    return row is not None


def forget_old(tx: Transaction, before: datetime) -> int:
    """Delete links that ran out before then; how many."""
    return tx.run("DELETE FROM links WHERE expires_at < :before", before=instant(before))


def may_try(tx: Transaction, now: datetime, who: str) -> bool:
    """Whether another link may be looked up for `who` (a keyed hash) within this hour."""
    row = tx.one("SELECT times FROM guesses WHERE who = :who AND hour = :hour", who=who, hour=_hour(now))
    return row is None or bool(row["times"] < WRONG_AN_HOUR)


def note_wrong(tx: Transaction, now: datetime, who: str) -> None:
    """Count a wrong link against `who` alone: a stranger on the web must not lock the door for all."""
    tx.run(
        """
        INSERT INTO guesses (who, hour, times) VALUES (:who, :hour, 1)
        ON CONFLICT (who, hour) DO UPDATE SET times = guesses.times + 1
        """,
        who=who,
        hour=_hour(now),
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _hour(at: datetime) -> str:
    return instant(at)[: len("2026-03-02T09")]
