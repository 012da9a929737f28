"""Where somebody wants to be told by email that something waits. It counts once they have sent its code back."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage import facts
from storage.database import Row, Transaction
from storage.values import instant
from storage.web_chats import FIRST

CODE_LASTS = timedelta(hours=1)
WRONG_CODES = 5  # of six figures each
SENDER = "email_sender"  # the fact that `voices run` notes
_KEY = "unsubscribe_key"
_COLUMNS = "person_id, address, given_at, confirmed_at, noticed_at, failed_at"


@dataclass(frozen=True, slots=True)
class EmailAddress:
    """`noticed_at`: since then a notice lies in their mailbox, and they have not looked at their page."""

    person_id: str
    address: str
    given_at: str
    confirmed_at: str | None
    noticed_at: str | None
    failed_at: str | None


def give(tx: Transaction, now: datetime, person_id: str, address: str) -> str:
    """They gave this address, in place of any before; the code that confirms it, to be sent there."""
    code = f"{secrets.randbelow(1_000_000):06}"
    tx.run("DELETE FROM email_addresses WHERE person_id = :id", id=person_id)
    tx.run(
        """
        INSERT INTO email_addresses (person_id, address, given_at, code_hash, code_until)
        VALUES (:id, :address, :now, :code_hash, :code_until)
        """,
        id=person_id,
        address=address,
        now=instant(now),
        code_hash=_hash(tx, now, code),
        code_until=instant(now + CODE_LASTS),
    )
    return code


def confirm(tx: Transaction, now: datetime, person_id: str, code: str) -> bool:
    """Whether this is the code that was sent to their address; a few wrong ones, or an hour, and it is good no more."""
    done = tx.run(
        """
        UPDATE email_addresses SET confirmed_at = :now, code_hash = '', code_until = NULL
        WHERE person_id = :id AND code_hash = :code_hash AND code_until > :now AND wrong_codes < :most
        """,
        id=person_id,
        code_hash=_hash(tx, now, code),
        now=instant(now),
        most=WRONG_CODES,
    )
    if done != 1:
        tx.run("UPDATE email_addresses SET wrong_codes = wrong_codes + 1 WHERE person_id = :id", id=person_id)
    return done == 1


def of_person(tx: Transaction, person_id: str) -> EmailAddress | None:
    """What they gave, confirmed or not."""
    row = tx.one(f"SELECT {_COLUMNS} FROM email_addresses WHERE person_id = :id", id=person_id)  # noqa: S608 - constants
    return None if row is None else _address(row)


def working(tx: Transaction, person_id: str) -> str | None:
    """Their address, when it is confirmed, nothing has come back from it, and emails can be sent at all."""
    known = of_person(tx, person_id)
    is_good = known is not None and known.confirmed_at and not known.failed_at and sender(tx)
    return known.address if known is not None and is_good else None


def sender(tx: Transaction) -> str:
    """From which address emails are sent; '' where none can be."""
    return facts.fact(tx, SENDER) or ""


def with_address(tx: Transaction, address: str) -> list[str]:
    """The ids of those who have confirmed this address."""
    rows = tx.all(
        "SELECT person_id FROM email_addresses WHERE address = :address AND confirmed_at IS NOT NULL", address=address
    )
    return [row["person_id"] for row in rows]


def to_be_told(tx: Transaction, before: datetime) -> list[str]:
    """The ids of those on whose page something waits since `before`, and who were not told since."""
    rows = tx.all(
        """
        SELECT DISTINCT people.id FROM outbox
        JOIN people ON people.id = outbox.person_id AND people.telegram_id = outbox.chat_id
        JOIN email_addresses ON email_addresses.person_id = people.id
        WHERE outbox.state IN ('queued', 'sending', 'uncertain') AND outbox.state = 'queued'
          AND outbox.chat_id >= :first
          AND outbox.made_at < :before AND confirmed_at IS NOT NULL AND noticed_at IS NULL AND failed_at IS NULL
          AND stopped_at IS NULL AND paused_at IS NULL
        """,
        first=FIRST,
        before=instant(before),
    )
    return [row["id"] for row in rows]


def told(tx: Transaction, now: datetime, person_id: str) -> None:
    """A notice is on its way."""
    tx.run("UPDATE email_addresses SET noticed_at = :now WHERE person_id = :id", now=instant(now), id=person_id)


def looked(tx: Transaction, person_id: str) -> None:
    """They have looked at their page: the next time something waits they may be told again."""
    tx.run(
        "UPDATE email_addresses SET noticed_at = NULL WHERE person_id = :id AND noticed_at IS NOT NULL", id=person_id
    )


def failed(tx: Transaction, now: datetime, person_id: str) -> None:
    """What was sent there was refused for good."""
    tx.run("UPDATE email_addresses SET failed_at = :now WHERE person_id = :id", now=instant(now), id=person_id)


def forget(tx: Transaction, person_id: str) -> int:
    """They want no emails any more; how many addresses that were."""
    return tx.run("DELETE FROM email_addresses WHERE person_id = :id", id=person_id)


def stop_word(tx: Transaction, now: datetime, person_id: str) -> str:
    """What a link carries by which these notices are ended without signing in."""
    return f"{person_id}.{_keyed(tx, now, f'stop {person_id}')[:32]}"


def whose_stop_word(tx: Transaction, now: datetime, word: str) -> str | None:
    """The id of the person whose notices it ends; None when we did not make it."""
    person_id, _, _ = word.partition(".")
    mine = hmac.compare_digest(stop_word(tx, now, person_id).encode(), word.encode("utf-8", "replace"))
    return person_id if mine else None


def _hash(tx: Transaction, now: datetime, code: str) -> str:
    """Keyed, because six figures are soon tried out."""
    return _keyed(tx, now, f"code {code}")


def _keyed(tx: Transaction, now: datetime, text: str) -> str:
    key = facts.fact(tx, _KEY)
    if key is None:
        key = secrets.token_hex(32)
        facts.note(tx, now, _KEY, key)
    return hmac.new(key.encode(), text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def _address(row: Row) -> EmailAddress:
    return EmailAddress(**{name: row[name] for name in EmailAddress.__slots__})
