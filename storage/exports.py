"""Files that staff made to take away. Each is its maker's alone, lies in the database like all else, and goes within
days."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from storage import terms
from storage.database import Row, Transaction
from storage.values import instant, moment, new_id

PART = 192 * 1024  # bytes that are put away in one go, so that nobody waits for long
IN_HAND = ("waiting", "making")
_COLUMNS = """id, person_id, kind, format, about, purpose, state, done_rows, all_rows, asked_at, done_at,
  state = 'ready' AND NOT EXISTS (SELECT 1 FROM export_parts WHERE export_id = exports.id) AS emptied"""


@dataclass(frozen=True, slots=True)
class Export:
    """One file, or the wish for it. `about` is the id of what it is about, or ''; `purpose` is why it was made. Of
    one that is `emptied` nothing is here any more: something that may have been in it was taken back."""

    id: str
    person_id: str
    kind: str
    format: str
    about: str
    purpose: str
    state: str
    done_rows: int
    all_rows: int
    asked_at: str
    done_at: str | None
    emptied: bool

    @property
    def is_in_hand(self) -> bool:
        return self.state in IN_HAND

    @property
    def is_ready(self) -> bool:
        """Whether it can be fetched."""
        return self.state == "ready" and not self.emptied


def _export(row: Row) -> Export:
    return Export(**{**{name: row[name] for name in Export.__slots__}, "emptied": bool(row["emptied"])})


def ask(
    tx: Transaction, now: datetime, person_id: str, *, kind: str, format: str, about: str, purpose: str, all_rows: int
) -> str:
    """Somebody wants a file; its id."""
    export_id = new_id(now)
    tx.run(
        """
        INSERT INTO exports (id, person_id, kind, format, about, purpose, state, all_rows, asked_at)
        VALUES (:id, :person_id, :kind, :format, :about, :purpose, 'waiting', :all_rows, :now)
        """,
        id=export_id,
        person_id=person_id,
        kind=kind,
        format=format,
        about=about,
        purpose=purpose,
        all_rows=all_rows,
        now=instant(now),
    )
    return export_id


def theirs(tx: Transaction, now: datetime, person_id: str, export_id: str) -> Export | None:
    """This file, if it is theirs and its days are not over."""
    found = by_id(tx, export_id)
    return found if found and found.person_id == person_id and found.asked_at >= _oldest(tx, now) else None


def by_id(tx: Transaction, export_id: str) -> Export | None:
    """This file, whoever made it."""
    row = tx.one(f"SELECT {_COLUMNS} FROM exports WHERE id = :id", id=export_id)  # noqa: S608 - constants
    return None if row is None else _export(row)


def of_person(tx: Transaction, now: datetime, person_id: str) -> list[Export]:
    """Everything of theirs whose days are not over, the newest first."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM exports WHERE person_id = :id AND asked_at >= :oldest ORDER BY id DESC",  # noqa: S608
        id=person_id,
        oldest=_oldest(tx, now),
    )
    return [_export(row) for row in rows]


def next_in_hand(tx: Transaction) -> Export | None:
    """The one to make now: what somebody began and could not finish, then what has waited longest."""
    row = tx.one(
        f"SELECT {_COLUMNS} FROM exports WHERE state IN ('waiting', 'making') ORDER BY state, id LIMIT 1"  # noqa: S608
    )
    return None if row is None else _export(row)


def begin(tx: Transaction, export_id: str) -> bool:
    """It is being made from now on, from its first row; False when nobody wants it any more."""
    return (
        tx.run(
            "UPDATE exports SET state = 'making', done_rows = 0 WHERE id = :id AND state IN ('waiting', 'making')",
            id=export_id,
        )
        == 1
    )


def made_so_far(tx: Transaction, export_id: str, done_rows: int) -> bool:
    """So many rows of it are made; False when nobody wants it any more, or it has to be begun anew."""
    return (
        tx.run("UPDATE exports SET done_rows = :rows WHERE id = :id AND state = 'making'", rows=done_rows, id=export_id)
        == 1
    )


def parts(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The file in pieces, to be kept one by one."""
    for position, begin in enumerate(range(0, len(content), PART)):
        yield position, content[begin : begin + PART]


def keep_part(tx: Transaction, export_id: str, position: int, content: bytes) -> None:
    """Put one piece of what is being made away, in place of one from a time before that came to nothing."""
    found = by_id(tx, export_id)
    if found is None or found.state != "making":
        return
    tx.run(
        """
        INSERT INTO export_parts (export_id, position, content) VALUES (:id, :position, :content)
        ON CONFLICT (export_id, position) DO UPDATE SET content = excluded.content
        """,
        id=export_id,
        position=position,
        content=b64encode(content).decode(),
    )


def finish(tx: Transaction, now: datetime, export_id: str, *, rows: int, parts: int) -> bool:
    """Every piece of it is there; False when nobody wants it any more, or it has to be begun anew."""
    tx.run("DELETE FROM export_parts WHERE export_id = :id AND position >= :parts", id=export_id, parts=parts)
    return (
        tx.run(
            """
            UPDATE exports SET state = 'ready', done_rows = :rows, all_rows = :rows, done_at = :now
            WHERE id = :id AND state = 'making'
            """,
            rows=rows,
            now=instant(now),
            id=export_id,
        )
        == 1
    )


def fail(tx: Transaction, now: datetime, export_id: str) -> None:
    """It cannot be made; whoever asked is told on its page."""
    tx.run("UPDATE exports SET state = 'failed', done_at = :now WHERE id = :id", now=instant(now), id=export_id)
    tx.run("DELETE FROM export_parts WHERE export_id = :id", id=export_id)


def content(tx: Transaction, export_id: str) -> bytes:
    """The whole file."""
    rows = tx.all("SELECT content FROM export_parts WHERE export_id = :id ORDER BY position", id=export_id)
    return b"".join(b64decode(row["content"]) for row in rows)


def delete(tx: Transaction, export_id: str) -> None:
    """Nobody needs it any more."""
    tx.run("DELETE FROM exports WHERE id = :id", id=export_id)


def forget_old(tx: Transaction, before: datetime) -> int:
    """Delete what was asked for before then; how many."""
    return tx.run("DELETE FROM exports WHERE asked_at < :before", before=instant(before))


def forget_with(tx: Transaction, person_id: str) -> None:
    """Somebody is erased: every file goes that may have them in it. Whoever needs one makes it again."""
    tx.run(
        """
        DELETE FROM exports WHERE kind IN ('people', 'pairings', 'sessions', 'learning')
          OR about IN (SELECT id FROM concerns WHERE person_id = :id)
        """,
        id=person_id,
    )


def goes_on(tx: Transaction, export: Export) -> datetime:
    """When it is deleted, at the latest."""
    return moment(export.asked_at) + terms.of(tx)["exports"]


def _oldest(tx: Transaction, now: datetime) -> str:
    return instant(now - terms.of(tx)["exports"])
