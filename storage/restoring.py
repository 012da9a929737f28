"""After an older copy was brought back: what was erased stays erased, what was withdrawn stays withdrawn, and what was
sent stays sent. Nobody hears twice from us, and no door stands open that was closed since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage import audit, consents, erasing, erasures, ledger, notices, people, quotations
from storage.database import Transaction
from storage.ledger import Entry
from storage.outbox import WAITING
from storage.values import instant, moment

WHY = "restored"


@dataclass(frozen=True, slots=True)
class Restored:
    """How many people were erased again, yeses taken back again, and messages and notes let go; `aside` is where the
    database is kept that was there before, if voices restore put this one in its place."""

    erased: int
    withdrawn: int
    let_go: int
    aside: Path | None = None


def catch_up(tx: Transaction, now: datetime, known: Iterable[Entry]) -> Restored | None:
    """If the ledger has more than this database, an older copy was put in its place: make what has to hold hold.

    None, and nothing changed, when the database knows all that the ledger says.
    """
    there = {entry.id for entry in ledger.entries(tx)}
    missing = sorted((entry for entry in known if entry.id not in there), key=lambda entry: entry.id)
    return settle(tx, now, missing) if missing else None


def settle(tx: Transaction, now: datetime, missing: Sequence[Entry]) -> Restored:
    """This database is an older copy, and `missing` is what the ledger knows besides."""
    let_go = _let_go(tx, now)
    _close_doors(tx, now)
    erased, withdrawn = _replay(tx, now, missing)
    ledger.take_in(tx, missing)
    told = Restored(erased, withdrawn, let_go)
    detail = f"erased={erased} withdrawn={withdrawn} let_go={let_go}"
    audit.note(tx, now, actor="command line", action="database_restored", about="", detail=detail)
    notices.note(tx, now, "database_restored", "")
    return told


def _let_go(tx: Transaction, now: datetime) -> int:
    """What waited to be sent has been sent since, or was of no use any more: nobody can tell which."""
    messages = tx.run(
        f"UPDATE outbox SET state = 'lapsed', why = :why, done_at = :now WHERE {WAITING}",  # noqa: S608 - constants
        why=WHY,
        now=instant(now),
    )
    notes = tx.run(
        "UPDATE nudges SET state = 'lapsed', why = :why, done_at = :now WHERE state = 'planned' AND due_at <= :now",
        why=WHY,
        now=instant(now),
    )
    return messages + notes


def _close_doors(tx: Transaction, now: datetime) -> None:
    """Links and invites that were used, or called back, since."""
    tx.run("DELETE FROM links")
    tx.run("DELETE FROM copy_links")
    tx.run("UPDATE invites SET expires_at = :now WHERE expires_at > :now", now=instant(now))


def _replay(tx: Transaction, now: datetime, missing: Sequence[Entry]) -> tuple[int, int]:
    erased = withdrawn = 0
    for person_id in [row["id"] for row in tx.all("SELECT id FROM people WHERE erased_at IS NULL ORDER BY id")]:
        theirs = _latest(entry for entry in missing if entry.is_about(person_id))
        gone = next((entry for entry in theirs if entry.what.startswith(ledger.ERASED)), None)
        if gone is None:
            withdrawn += sum(_hold(tx, now, person_id, entry) for entry in theirs)
        else:
            erased += 1
            besides = filter(None, gone.what.partition(":")[2].split(","))
            erasing.erase(tx, now, person_id, tuple(besides))
    return erased, withdrawn


def _latest(entries: Iterable[Entry]) -> list[Entry]:
    """The last word on each matter."""
    last: dict[str, Entry] = {}
    for entry in entries:
        last[_matter(entry.what)] = entry
    return list(last.values())


def _matter(what: str) -> str:
    kind, _, detail = what.partition(":")
    same = {"given": detail, "withdrawn": detail, "back": "stopped", "called_off": "planned"}
    same |= {"quoted": detail, "unquoted": detail}
    return same.get(kind, kind)


def _hold(tx: Transaction, now: datetime, person_id: str, entry: Entry) -> int:
    """Make one entry hold; how many yeses that takes back."""
    kind, _, detail = entry.what.partition(":")
    if kind == "withdrawn":
        return _take_back(tx, now, person_id, detail, entry)
    if kind == "stopped":
        people.stop(tx, now, person_id)
    elif kind == "unquoted":
        return 0 if quotations.withdraw(tx, now, detail) is None else 1
    elif kind == "planned":
        what, _, due_at = detail.partition(":")
        erasures.plan(tx, now, person_id, what if what != "leaving" else "all", moment(due_at))
    return 0


def _take_back(tx: Transaction, now: datetime, person_id: str, purpose: str, entry: Entry) -> int:
    for past in _given(tx, person_id, purpose):
        if past["decided_at"] < entry.noted_at:
            consents.take_back(tx, now, person_id, past, how=WHY)
            return 1
    return 0


def _given(tx: Transaction, person_id: str, purpose: str) -> Iterator[dict[str, str]]:
    """The latest decision about this purpose, if it is a yes."""
    past = [one for one in consents.history(tx, person_id) if one["purpose"] == purpose]
    if past and past[-1]["decision"] == "given":
        yield past[-1]
