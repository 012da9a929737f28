"""Notices: things that staff should look at. They name a kind and an id, never anybody's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.database import Transaction
from storage.values import instant, new_id


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to look at. `about` is the id of what it is about, or a reason."""

    id: str
    kind: str
    about: str
    noted_at: str


def note(tx: Transaction, now: datetime, kind: str, about: str) -> bool:
    """Put a notice up, once for the same matter while it is unseen; whether it is new."""
    if tx.one(
        "SELECT id FROM notices WHERE kind = :kind AND about = :about AND seen_at IS NULL", kind=kind, about=about
    ):
        return False
    tx.run(
        "INSERT INTO notices (id, kind, about, noted_at) VALUES (:id, :kind, :about, :now)",
        id=new_id(now),
        kind=kind,
        about=about,
        now=instant(now),
    )
    return True


def ever_noted(tx: Transaction, kind: str, about: str) -> bool:
    """Whether this was put up about this matter, and not so long ago that it is gone; seen or not."""
    row = tx.one("SELECT COUNT(*) AS times FROM notices WHERE kind = :kind AND about = :about", kind=kind, about=about)
    return row is not None and row["times"] > 0


def forget_seen(tx: Transaction, before: datetime) -> int:
    """Delete what somebody looked at before then; how many. What nobody has seen stays."""
    return tx.run("DELETE FROM notices WHERE seen_at < :before", before=instant(before))


def forget_about(tx: Transaction, about: str) -> int:
    """Delete every notice about this matter, seen or not; how many."""
    return tx.run("DELETE FROM notices WHERE about = :about", about=about)


def withdraw(tx: Transaction, kind: str, about: str) -> int:
    """What was put up needs nobody any more; how many notices that was. What somebody has looked at stays."""
    return tx.run(
        "DELETE FROM notices WHERE kind = :kind AND about = :about AND seen_at IS NULL", kind=kind, about=about
    )


def waiting_since(tx: Transaction, kind: str, about: str) -> str:
    """When this was put up about this matter, while nobody has looked at it; else ''."""
    row = tx.one(
        "SELECT noted_at FROM notices WHERE kind = :kind AND about = :about AND seen_at IS NULL", kind=kind, about=about
    )
    return str(row["noted_at"]) if row is not None else ""


def unseen(tx: Transaction) -> list[tuple[str, str]]:
    """(kind, about) of what nobody has looked at, oldest first."""
    rows = tx.all("SELECT kind, about FROM notices WHERE seen_at IS NULL ORDER BY id")
    return [(row["kind"], row["about"]) for row in rows]


def to_look_at(tx: Transaction, after: str = "") -> list[Notice]:
    """What nobody has looked at of those put up after the one with this id, oldest first."""
    rows = tx.all(
        "SELECT id, kind, about, noted_at FROM notices WHERE seen_at IS NULL AND id > :after ORDER BY id", after=after
    )
    return [Notice(row["id"], row["kind"], row["about"], row["noted_at"]) for row in rows]


# What a notice may be about and has a page of its own, by table: an id that is in several is of the first.
ABOUT = ("concerns", "people", "sessions", "pairings", "groups", "broadcasts", "opportunities")
_TABLE = " ".join(
    f"WHEN EXISTS (SELECT 1 FROM {one} WHERE {one}.id = put.about) THEN '{one}'"  # noqa: S608 - names of our own
    for one in ABOUT
)


def tables(tx: Transaction, only: str | None = None) -> dict[str, str]:
    """In which table of ABOUT that is what those notices are about that nobody has looked at, or `only` what has this
    id, by its id; '' for none of them."""
    unseen, this = "SELECT DISTINCT about FROM notices WHERE seen_at IS NULL", "SELECT CAST(:about AS TEXT) AS about"
    rows = tx.all(
        f"SELECT about, CASE {_TABLE} ELSE '' END AS found FROM ({unseen if only is None else this}) AS put",  # noqa: S608
        **({} if only is None else {"about": only}),
    )
    return {row["about"]: row["found"] for row in rows}


def see(tx: Transaction, now: datetime, person_id: str, notice_ids: list[str]) -> int:
    """Somebody of the team has looked at these; how many nobody had looked at before."""
    return sum(
        tx.run(
            "UPDATE notices SET seen_at = :now, seen_by = :person_id WHERE id = :id AND seen_at IS NULL",
            now=instant(now),
            person_id=person_id,
            id=one,
        )
        for one in notice_ids
    )
