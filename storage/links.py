"""Private links to the page of one person who has no Telegram. The token is never stored, only its SHA-256."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Transaction
from storage.values import instant, new_id
from storage.web_chats import FIRST

DAYS = 14
WRONG_AN_HOUR = 20  # from one address; a good token has 256 bits, so this only spares us the work
_LONGEST = 200  # letters of what is looked up


@dataclass(frozen=True, slots=True)
class Link:
    """A link that works, whose it is, and until when."""

    id: str
    person_id: str
    expires_at: str


def make(tx: Transaction, now: datetime, person_id: str, days: int = DAYS) -> str:
    """The token of a new link to this person's page. Older ones go on working until they run out."""
    token = secrets.token_urlsafe(32)
    tx.run(
        """
        INSERT INTO links (id, token_hash, person_id, made_at, expires_at)
        VALUES (:id, :token_hash, :person_id, :now, :expires_at)
        """,
        id=new_id(now),
        token_hash=_hash(token),
        person_id=person_id,
        now=instant(now),
        expires_at=instant(now + timedelta(days=days)),
    )
    return token


def behind(tx: Transaction, now: datetime, token: str) -> Link | None:
    """The link with this token. None, without saying why, when it is wrong, has run out or leads to nobody any more.

    Whoever paused or stopped can still open their page: it is they who come to us.
    """
    row = tx.one(
        """
        SELECT links.id, person_id, expires_at FROM links JOIN people ON people.id = person_id
        WHERE token_hash = :token_hash AND expires_at > :now AND erased_at IS NULL AND telegram_id >= :first
        """,
        token_hash=_hash(token[:_LONGEST]),
        now=instant(now),
        first=FIRST,
    )
    return None if row is None else Link(row["id"], row["person_id"], row["expires_at"])


def opened(tx: Transaction, now: datetime, link_id: str) -> None:
    """Somebody opened the page with it; the first time counts."""
    tx.run("UPDATE links SET opened_at = COALESCE(opened_at, :now) WHERE id = :id", now=instant(now), id=link_id)


def close(tx: Transaction, person_id: str) -> int:
    """No link to this person's page works any more, because one got into wrong hands; how many there were."""
    return tx.run("DELETE FROM links WHERE person_id = :id", id=person_id)


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
