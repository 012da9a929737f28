"""Concerns: somebody asked for a person. Nothing closes one by itself, and what it holds is let go by a person only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.database import Row, Transaction
from storage.values import instant, new_id

WAITS = "contact_me"  # the kind of which the team is alerted until somebody is on it
COLUMNS = """id, person_id, kind, contact_by, raised_at, waiting_since, acknowledged_at, owner_id, closed_at,
  lifted_at, lifted_by, outcome, closed_because, promised_at, contact_log, wrote_at"""


@dataclass(frozen=True, slots=True)
class Concern:
    """Somebody asked for a person. `contact_by` is how to reach them, or ''. `owner_id` is who is on it, or was in
    touch; `waiting_since` is since when nobody is. Until it is lifted, nothing of our own goes to the person. What came
    of it is the `outcome`; `closed_because` is the reason that was chosen, '' in the chat, which asks for none.
    `promised_at` is by when they should hear from somebody, as they were told, and have not: the first such time, when
    there were several; `wrote_at` is when they wrote last while it was open."""

    id: str
    person_id: str
    kind: str
    contact_by: str
    raised_at: str
    waiting_since: str | None
    acknowledged_at: str | None
    owner_id: str | None
    closed_at: str | None
    lifted_at: str | None
    lifted_by: str | None
    outcome: str | None
    closed_because: str
    promised_at: str | None = None
    contact_log: str = ""
    wrote_at: str | None = None

    @property
    def asked_since(self) -> bool:
        """Whether somebody was on it, and the person has asked or written again since."""
        return self.closed_at is None and self.waiting_since is not None and self.acknowledged_at is not None

    @property
    def ways(self) -> list[tuple[str, str]]:
        """Every way to reach them that they named, and when they did, the newest first."""
        lines = [line.split(" ", 1) for line in self.contact_log.splitlines()]
        return [(at, how) for at, how in reversed(lines) if how]


def read_concern(row: Row) -> Concern:
    """The concern of a row that has these columns."""
    return Concern(**{name: row[name] for name in Concern.__slots__})


def raise_(tx: Transaction, now: datetime, person_id: str, conversation_id: str | None, kind: str) -> str:
    """Open a concern, or give back the one of this kind that is open already; its id."""
    if opened := open_one(tx, person_id, kind):
        return opened
    concern_id = new_id(now)
    tx.run(
        """
        INSERT INTO concerns (id, person_id, conversation_id, kind, raised_at, waiting_since)
        VALUES (:id, :person_id, :conversation_id, :kind, :now, :waiting_since)
        """,
        id=concern_id,
        person_id=person_id,
        conversation_id=conversation_id,
        kind=kind,
        now=instant(now),
        waiting_since=instant(now) if kind == WAITS else None,
    )
    return concern_id


def open_one(tx: Transaction, person_id: str, kind: str) -> str:
    """The id of this person's concern of this kind that nobody has closed; '' where there is none."""
    row = tx.one(
        """
        SELECT id FROM concerns WHERE person_id = :id AND closed_at IS NULL AND kind = :kind ORDER BY id LIMIT 1
        """,
        id=person_id,
        kind=kind,
    )
    return "" if row is None else str(row["id"])


def contact_by(tx: Transaction, concern_id: str, how: str) -> None:
    """How the person would like to be reached."""
    tx.run("UPDATE concerns SET contact_by = :how WHERE id = :id", how=how, id=concern_id)


def contact_named(tx: Transaction, now: datetime, concern_id: str, how: str) -> None:
    """The same, said now: what they named before stays beside it, and stands where they name nothing now."""
    if not how:
        return
    contact_by(tx, concern_id, how)
    line = f"{instant(now)} {' '.join(how.split())}"
    tx.run("UPDATE concerns SET contact_log = contact_log || :line WHERE id = :id", line=f"{line}\n", id=concern_id)


def is_open(tx: Transaction, person_id: str) -> bool:
    """Whether somebody still owes this person an answer."""
    return (
        tx.one("SELECT id FROM concerns WHERE person_id = :id AND closed_at IS NULL LIMIT 1", id=person_id) is not None
    )


def waits(tx: Transaction, person_id: str) -> bool:
    """Whether this person asked for a person of the team, and nobody has closed that."""
    return open_one(tx, person_id, WAITS) != ""


def has_asked(tx: Transaction, person_id: str) -> bool:
    """Whether there is any concern of this person, closed or not."""
    return tx.again("SELECT id FROM concerns WHERE person_id = :id LIMIT 1", id=person_id) is not None


def holds(tx: Transaction, person_id: str) -> bool:
    """Whether nothing of our own may go to this person, because nobody of the team has let it again."""
    return (
        tx.one("SELECT id FROM concerns WHERE person_id = :id AND lifted_at IS NULL LIMIT 1", id=person_id) is not None
    )


def by_id(tx: Transaction, concern_id: str) -> Concern | None:
    """The concern, open or closed."""
    row = tx.one(f"SELECT {COLUMNS} FROM concerns WHERE id = :id", id=concern_id)  # noqa: S608 - constants
    return None if row is None else read_concern(row)


def take(tx: Transaction, now: datetime, concern_id: str, owner_id: str) -> bool:
    """Somebody is on it from now on, whoever was before; False when it is closed."""
    return (
        tx.run(
            """
            UPDATE concerns SET owner_id = :owner_id, acknowledged_at = COALESCE(acknowledged_at, :now),
              waiting_since = NULL
            WHERE id = :id AND closed_at IS NULL
            """,
            id=concern_id,
            owner_id=owner_id,
            now=instant(now),
        )
        == 1
    )


def answered(tx: Transaction, concern_id: str) -> None:
    """Somebody of the team was in touch: what the person asked or wrote last waits no longer."""
    tx.run("UPDATE concerns SET waiting_since = NULL WHERE id = :id", id=concern_id)


def close(tx: Transaction, now: datetime, concern_id: str, owner_id: str, outcome: str, *, because: str = "") -> bool:
    """Somebody of the team was in touch, and what came of it; False when it was closed before."""
    return (
        tx.run(
            """
            UPDATE concerns SET owner_id = :owner_id, closed_at = :now, outcome = :outcome,
              closed_because = :because, waiting_since = NULL, acknowledged_at = COALESCE(acknowledged_at, :now)
            WHERE id = :id AND closed_at IS NULL
            """,
            id=concern_id,
            owner_id=owner_id,
            outcome=outcome,
            because=because,
            now=instant(now),
        )
        == 1
    )


def lift(tx: Transaction, now: datetime, concern_id: str, by: str) -> bool:
    """Somebody of the team lets us write to the person of our own accord again; False when somebody did before."""
    return (
        tx.run(
            "UPDATE concerns SET lifted_at = :now, lifted_by = :by WHERE id = :id AND lifted_at IS NULL",
            id=concern_id,
            by=by,
            now=instant(now),
        )
        == 1
    )


def hold(tx: Transaction, concern_id: str) -> bool:
    """That is taken back: nothing of our own may go to the person; False when nobody had let us."""
    sql = "UPDATE concerns SET lifted_at = NULL, lifted_by = NULL WHERE id = :id AND lifted_at IS NOT NULL"
    return tx.run(sql, id=concern_id) == 1


def forget_closed(tx: Transaction, before: datetime) -> int:
    """Delete concerns that were closed before then; how many."""
    return tx.run("DELETE FROM concerns WHERE closed_at < :before", before=instant(before))
