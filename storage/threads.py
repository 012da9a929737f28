"""Threads: one person and one coordinator talk through the bot; neither sees the other's account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage import health
from storage.database import Row, Transaction
from storage.values import instant, new_id

_COLUMNS = "id, opportunity_id, person_id, coordinator_id, opened_at, closed_at"
_MAY_READ = health.may_read("threads.person_id")


@dataclass(frozen=True, slots=True)
class Thread:
    """One talk. `coordinator_id` is None when that coordinator is gone."""

    id: str
    opportunity_id: str | None
    person_id: str
    coordinator_id: str | None
    opened_at: str
    closed_at: str | None

    def other_than(self, person_id: str) -> str | None:
        """Who is at the other end, for one of the two."""
        return self.coordinator_id if person_id == self.person_id else self.person_id


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that was said; `voice_id` is the voice note, where it was spoken."""

    id: str
    thread_id: str
    said_by: str | None
    words: str
    voice_id: str | None
    said_at: str


def _thread(row: Row) -> Thread:
    return Thread(**{name: row[name] for name in Thread.__slots__})


def open_about(
    tx: Transaction, now: datetime, *, person_id: str, coordinator_id: str, opportunity_id: str | None
) -> Thread:
    """The open talk of these two about this, or a new one."""
    row = tx.one(
        f"""
        SELECT {_COLUMNS} FROM threads
        WHERE person_id = :person_id AND closed_at IS NULL AND coordinator_id = :coordinator_id
          AND COALESCE(opportunity_id, '') = :about
        """,  # noqa: S608 - constants
        person_id=person_id,
        coordinator_id=coordinator_id,
        about=opportunity_id or "",
    )
    if row is not None:
        return _thread(row)
    thread = Thread(new_id(now), opportunity_id, person_id, coordinator_id, instant(now), None)
    tx.run(
        """
        INSERT INTO threads (id, opportunity_id, person_id, coordinator_id, opened_at)
        VALUES (:id, :opportunity_id, :person_id, :coordinator_id, :now)
        """,
        id=thread.id,
        opportunity_id=opportunity_id,
        person_id=person_id,
        coordinator_id=coordinator_id,
        now=instant(now),
    )
    return thread


def by_id(tx: Transaction, thread_id: str) -> Thread | None:
    row = tx.one(f"SELECT {_COLUMNS} FROM threads WHERE id = :id", id=thread_id)  # noqa: S608 - constants
    return None if row is None else _thread(row)


def open_with(tx: Transaction, coordinator_id: str) -> list[Thread]:
    """The open talks of a coordinator, oldest first."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM threads WHERE coordinator_id = :id AND closed_at IS NULL ORDER BY id",  # noqa: S608
        id=coordinator_id,
    )
    return [_thread(row) for row in rows]


def hand_over(tx: Transaction, thread_id: str, coordinator_id: str) -> None:
    """Another coordinator talks with the person from now on."""
    tx.run("UPDATE threads SET coordinator_id = :coordinator WHERE id = :id", id=thread_id, coordinator=coordinator_id)


def close(tx: Transaction, now: datetime, thread_id: str) -> bool:
    """The talk is over; False when it was before."""
    return (
        tx.run(
            "UPDATE threads SET closed_at = :now WHERE id = :id AND closed_at IS NULL", id=thread_id, now=instant(now)
        )
        == 1
    )


def add(
    tx: Transaction, now: datetime, thread_id: str, *, said_by: str, source: str, words: str, voice_id: str | None
) -> bool:
    """Keep what one of them said; False when it is what they said before, in other words: then it is corrected."""
    corrected = tx.run(
        """
        UPDATE thread_messages SET words = :words, voice_id = :voice_id
        WHERE thread_id = :thread_id AND said_by = :said_by AND source = :source
        """,
        thread_id=thread_id,
        said_by=said_by,
        source=source,
        words=words,
        voice_id=voice_id,
    )
    if corrected:
        return False
    tx.run(
        """
        INSERT INTO thread_messages (id, thread_id, said_by, source, words, voice_id, said_at)
        VALUES (:id, :thread_id, :said_by, :source, :words, :voice_id, :now)
        """,
        id=new_id(now),
        thread_id=thread_id,
        said_by=said_by,
        source=source,
        words=words,
        voice_id=voice_id,
        now=instant(now),
    )
    return True


def forget_said(tx: Transaction, person_id: str, source: str) -> None:
    """What one of the two said, and comes from there, is not in the talk any more."""
    tx.run(
        """
        DELETE FROM thread_messages WHERE said_by = :id AND source = :source
          AND thread_id IN (SELECT id FROM threads WHERE person_id = :id OR coordinator_id = :id)
        """,
        id=person_id,
        source=source,
    )


def was_said(tx: Transaction, thread_id: str, source: str) -> bool:
    """Whether what comes from there is in the talk."""
    row = tx.one(
        "SELECT 1 FROM thread_messages WHERE thread_id = :id AND source = :source LIMIT 1", id=thread_id, source=source
    )
    return row is not None


def said_in(tx: Transaction, thread_id: str) -> list[Message]:
    """All that was said, in order; nothing of a person's own once they took back that we keep it."""
    rows = tx.all(
        f"""
        SELECT thread_messages.id, thread_id, said_by, words, voice_id, said_at FROM thread_messages
        JOIN threads ON threads.id = thread_id
        WHERE thread_id = :id AND (COALESCE(said_by, '') <> person_id OR {_MAY_READ}) ORDER BY thread_messages.id
        """,  # noqa: S608 - constants
        id=thread_id,
    )
    return [Message(**{name: row[name] for name in Message.__slots__}) for row in rows]


def waits_for(tx: Transaction, coordinator_id: str) -> list[tuple[Thread, str]]:
    """The open talks in which the person had the last word, and since when: the one that waits longest first."""
    rows = tx.all(
        f"""
        SELECT threads.id, opportunity_id, person_id, coordinator_id, opened_at, closed_at, said_at FROM threads
        JOIN thread_messages AS last ON last.thread_id = threads.id AND last.said_by = threads.person_id
          AND last.id = (SELECT MAX(id) FROM thread_messages WHERE thread_id = threads.id)
        WHERE coordinator_id = :id AND closed_at IS NULL AND {_MAY_READ}
        """,  # noqa: S608 - constants
        id=coordinator_id,
    )
    return sorted(((_thread(row), row["said_at"]) for row in rows), key=lambda each: (each[1], each[0].id))
