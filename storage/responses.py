"""What people say to an opportunity, what was decided about it, and whether they were told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage import health
from storage.database import Row, Transaction
from storage.values import instant, new_id

INTERESTED, NOT_FOR_ME, NOT_NOW = "interested", "not_for_me", "not_now"
CHOSEN, WAITING, NOT_THIS_TIME = "chosen", "waiting", "not_this_time"
# Words that we may not keep any more are read by nobody from then on, also before they are deleted.
_OF_THEIRS = ", ".join(
    f"CASE WHEN {health.may_read('responses.person_id')} THEN {one} ELSE '' END AS {one}"
    for one in ("statement", "needs")
)
_COLUMNS = f"""id, opportunity_id, person_id, said, {_OF_THEIRS}, said_at, decision, reason, thanks, decided_by,
  decided_at, told_at, accepted, accepted_at, took_part"""


@dataclass(frozen=True, slots=True)
class Response:
    """One person's answer. `decision` is the coordinator's, `accepted` the person's yes or no to a place."""

    id: str
    opportunity_id: str
    person_id: str
    said: str
    statement: str
    needs: str
    said_at: str
    decision: str | None
    reason: str
    thanks: str
    decided_by: str | None
    decided_at: str | None
    told_at: str | None
    accepted: str | None
    accepted_at: str | None
    took_part: bool | None


def _response(row: Row) -> Response:
    held = {name: row[name] for name in Response.__slots__}
    took_part = None if held["took_part"] is None else bool(held["took_part"])
    return Response(**{**held, "took_part": took_part})


def say(tx: Transaction, now: datetime, opportunity_id: str, person_id: str, said: str) -> None:
    """Their answer from now on; another one replaces it, and what they wrote with it goes when they are out of it."""
    tx.run(
        """
        INSERT INTO responses (id, opportunity_id, person_id, said, said_at)
        VALUES (:id, :opportunity_id, :person_id, :said, :now)
        ON CONFLICT (opportunity_id, person_id) DO UPDATE SET said_at = excluded.said_at, said = excluded.said,
          statement = CASE WHEN excluded.said = 'interested' THEN responses.statement ELSE '' END,
          needs = CASE WHEN excluded.said = 'interested' THEN responses.needs ELSE '' END
        WHERE responses.said <> excluded.said
        """,
        id=new_id(now),
        opportunity_id=opportunity_id,
        person_id=person_id,
        said=said,
        now=instant(now),
    )


def add_words(
    tx: Transaction, opportunity_id: str, person_id: str, *, statement: str | None, needs: str | None
) -> None:
    """What they want to say with their interest, and what they need for this event; None leaves it as it was."""
    tx.run(
        """
        UPDATE responses SET statement = COALESCE(:statement, statement), needs = COALESCE(:needs, needs)
        WHERE opportunity_id = :opportunity_id AND person_id = :person_id
        """,
        statement=statement,
        needs=needs,
        opportunity_id=opportunity_id,
        person_id=person_id,
    )


def forget_words(tx: Transaction, person_id: str) -> None:
    """That they answered stays; what they wrote with it goes."""
    tx.run("UPDATE responses SET statement = '', needs = '' WHERE person_id = :id", id=person_id)


def of(tx: Transaction, opportunity_id: str, person_id: str) -> Response | None:
    """What somebody said to this."""
    row = tx.one(
        f"SELECT {_COLUMNS} FROM responses WHERE opportunity_id = :opportunity_id AND person_id = :person_id",  # noqa: S608
        opportunity_id=opportunity_id,
        person_id=person_id,
    )
    return None if row is None else _response(row)


def to(tx: Transaction, opportunity_id: str) -> list[Response]:
    """Every answer to this, the first first."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM responses WHERE opportunity_id = :id ORDER BY said_at, id",  # noqa: S608 - constants
        id=opportunity_id,
    )
    return [_response(row) for row in rows]


def silent_of(tx: Transaction, opportunity_id: str) -> list[Response]:
    """Those to it that a place was offered to, and who have not said whether they take it."""
    rows = tx.all(
        f"""
        SELECT {_COLUMNS} FROM responses WHERE opportunity_id = :id AND decision = 'chosen' AND accepted IS NULL
        ORDER BY said_at, id
        """,  # noqa: S608
        id=opportunity_id,
    )
    return [_response(row) for row in rows]


def by(tx: Transaction, person_id: str) -> list[Response]:
    """Every answer of one person, newest first."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM responses WHERE person_id = :id ORDER BY said_at DESC, id DESC",  # noqa: S608
        id=person_id,
    )
    return [_response(row) for row in rows]


def decide(
    tx: Transaction, now: datetime, response_id: str, decision: str, by_id: str, *, reason: str = "", thanks: str = ""
) -> None:
    """The coordinator's decision; it has to be told, again where another one was."""
    tx.run(
        """
        UPDATE responses SET decision = :decision, reason = :reason, thanks = :thanks, decided_by = :by,
          decided_at = :now, told_at = NULL, accepted = NULL, accepted_at = NULL
        WHERE id = :id
        """,
        id=response_id,
        decision=decision,
        reason=reason,
        thanks=thanks,
        by=by_id,
        now=instant(now),
    )


def by_id(tx: Transaction, response_id: str) -> Response | None:
    row = tx.one(f"SELECT {_COLUMNS} FROM responses WHERE id = :id", id=response_id)  # noqa: S608 - constants
    return None if row is None else _response(row)


def chosen_and_silent(tx: Transaction, told_before: datetime) -> list[Response]:
    """Those who were offered a place, heard of it before then, and have said neither yes nor no."""
    rows = tx.all(
        f"""
        SELECT {_COLUMNS} FROM responses
        WHERE decision = 'chosen' AND accepted IS NULL AND told_at < :before AND EXISTS (SELECT 1 FROM opportunities
          WHERE opportunities.id = responses.opportunity_id AND state IN ('open', 'closed', 'decided'))
        ORDER BY told_at
        """,  # noqa: S608 - constants
        before=instant(told_before),
    )
    return [_response(row) for row in rows]


def untold(tx: Transaction) -> list[str]:
    """The ids of opportunities that are decided and of which somebody who can be told has not been, nor is about to."""
    rows = tx.all(
        """
        SELECT DISTINCT opportunity_id FROM responses
        JOIN opportunities ON opportunities.id = responses.opportunity_id
        JOIN people ON people.id = responses.person_id
        WHERE opportunities.state = 'decided' AND said = 'interested' AND told_at IS NULL
          AND stopped_at IS NULL AND unreachable_at IS NULL AND telegram_id IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM nudges WHERE nudges.person_id = responses.person_id AND kind = 'outcome'
            AND about = responses.id AND nudges.state = 'planned')
        """
    )
    return [row["opportunity_id"] for row in rows]


def times_chosen(tx: Transaction, person_id: str) -> tuple[int, int]:
    """How often somebody was offered a place, and how often they took part."""
    row = tx.one(
        """
        SELECT COUNT(CASE WHEN decision = 'chosen' THEN 1 END) AS chosen,
          COUNT(CASE WHEN took_part = :yes THEN 1 END) AS took
        FROM responses WHERE person_id = :id
        """,
        id=person_id,
        yes=True,
    )
    return (0, 0) if row is None else (int(row["chosen"]), int(row["took"]))


def told(tx: Transaction, now: datetime, response_id: str) -> None:
    """They know what was decided."""
    tx.run("UPDATE responses SET told_at = :now WHERE id = :id AND told_at IS NULL", id=response_id, now=instant(now))


def accept(tx: Transaction, now: datetime, response_id: str, answer: str) -> bool:
    """The person's own yes or no to the place; False when they were not chosen."""
    return (
        tx.run(
            """
            UPDATE responses SET accepted = :answer, accepted_at = :now WHERE id = :id AND decision = 'chosen'
            """,
            id=response_id,
            answer=answer,
            now=instant(now),
        )
        == 1
    )


def took_part(tx: Transaction, response_id: str, did: bool) -> None:
    """Whether they were there, as the coordinator says."""
    tx.run("UPDATE responses SET took_part = :did WHERE id = :id", id=response_id, did=did)
