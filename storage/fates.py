"""Fates: what became of an answer, as staff noted it, and whether whoever gave it has heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Row, Transaction
from storage.values import instant, new_id

SETTLED_AFTER = timedelta(hours=1)  # as long as what was noted can be taken back before anybody hears of it
FATES = ("kept", "read", "used", "led_to", "cannot_change")
NEEDS_WORDS = ("led_to", "cannot_change")  # of what came of it, or why not

# Whoever says something in more than a word around a session, in a thought, as feedback or when they join expects that
# somebody listens; what is arranged and decided has an answer of its own. The schema keeps with each answer whether it
# is such (migration 0020), so that an index holds it.
OF_SUBSTANCE = "of_substance = TRUE"
UNANSWERED = "has_fate = FALSE"


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one answer. `noted_with` is the first of those that were noted in one go."""

    id: str
    answer_id: str
    fate: str
    note: str
    set_by: str | None
    set_at: str
    told_at: str | None
    noted_with: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of an answer, beside the answer itself."""

    fate: Fate
    words: str
    answered_at: str


_COLUMNS = ", ".join(f"fates.{name}" for name in Fate.__slots__)
# What was noted of an answer later stands in the place of what was noted before.
_STANDS = "NOT EXISTS (SELECT 1 FROM fates AS later WHERE later.answer_id = fates.answer_id AND later.id > fates.id)"


def _fate(row: Row) -> Fate:
    return Fate(**{name: row[name] for name in Fate.__slots__})


def note(
    tx: Transaction,
    now: datetime,
    answer_id: str,
    fate: str,
    note: str = "",
    *,
    set_by: str | None,
    noted_with: str = "",
    stands: bool = False,
) -> str:
    """Something became of an answer: kept, read, used, led_to or cannot_change. The id of the note. What `stands`
    cannot be taken back, so they may see it from now on."""
    fate_id = new_id(now)
    tx.run(
        """
        INSERT INTO fates (id, answer_id, fate, note, set_by, set_at, noted_with, told_at)
        VALUES (:id, :answer_id, :fate, :note, :set_by, :now, :noted_with, :told_at)
        """,
        id=fate_id,
        answer_id=answer_id,
        fate=fate,
        note=note,
        set_by=set_by,
        now=instant(now),
        noted_with=noted_with or fate_id,
        told_at=instant(now) if stands else None,
    )
    tx.run("UPDATE answers SET has_fate = TRUE WHERE id = :id", id=answer_id)
    return fate_id


def told_of(tx: Transaction, now: datetime, answer_id: str) -> None:
    """Whoever gave this answer has seen what came of it, but for what can still be taken back."""
    tx.run(
        f"UPDATE fates SET told_at = :now WHERE answer_id = :id AND told_at IS NULL AND {settled('fates')}",  # noqa: S608
        now=instant(now),
        id=answer_id,
        settled_by=instant(now - SETTLED_AFTER),
    )


def author_of(tx: Transaction, answer_id: str) -> str | None:
    """The id of whoever gave this answer; None when it does not stand any more."""
    row = tx.one("SELECT person_id FROM answers WHERE id = :id AND replaced_at IS NULL", id=answer_id)
    return None if row is None else str(row["person_id"])


def by_id(tx: Transaction, fate_id: str) -> Fate | None:
    row = tx.one(f"SELECT {_COLUMNS} FROM fates WHERE id = :id", id=fate_id)  # noqa: S608 - constants
    return None if row is None else _fate(row)


def of_answer(tx: Transaction, answer_id: str) -> list[Fate]:
    """Everything that was noted of an answer, the newest first."""
    rows = tx.all(f"SELECT {_COLUMNS} FROM fates WHERE answer_id = :id ORDER BY id DESC", id=answer_id)  # noqa: S608
    return [_fate(row) for row in rows]


def told_before(tx: Transaction, one: Fate) -> Fate | None:
    """What whoever gave this answer was told last that had become of it, before this was noted."""
    return next((each for each in of_answer(tx, one.answer_id) if each.id < one.id and each.told_at), None)


def untold(tx: Transaction, limit: int) -> list[Fate]:
    """What was noted and nobody has heard of yet, the newest first; so much of it at most."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM fates WHERE told_at IS NULL ORDER BY set_at DESC, id DESC LIMIT :limit",  # noqa: S608
        limit=limit,
    )
    return [_fate(row) for row in rows]


def noted_with(tx: Transaction, first: Fate) -> list[Fate]:
    """What was noted in one go with this one, as far as nobody has heard of it."""
    rows = tx.all(
        f"""
        SELECT {_COLUMNS} FROM fates
        WHERE told_at IS NULL AND set_at = :set_at AND noted_with = :noted_with ORDER BY id
        """,  # noqa: S608 - constants
        set_at=first.set_at,
        noted_with=first.noted_with,
    )
    return [_fate(row) for row in rows]


def take_back(tx: Transaction, one: Fate) -> bool:
    """It was not meant; False when whoever it is about has heard it."""
    gone = tx.run("DELETE FROM fates WHERE id = :id AND told_at IS NULL", id=one.id)
    tx.run(
        """
        UPDATE answers SET has_fate = EXISTS (SELECT 1 FROM fates WHERE fates.answer_id = answers.id) WHERE id = :id
        """,
        id=one.answer_id,
    )
    return gone == 1


def settled(table: str) -> str:
    """SQL that is true of what they have heard, or what was noted before `:settled_by`, so long ago that it stands."""
    return f"({table}.told_at IS NOT NULL OR {table}.set_at <= :settled_by)"


def heard(
    tx: Transaction, person_id: str, limit: int, *, told: bool | None = None, now: datetime | None = None
) -> list[Heard]:
    """What became of somebody's answers, the newest first; with `told` only what they were told of, or were not, and
    with `now` only what is not to be taken back any more. Of an answer that does not stand any more there is nothing to
    hear."""
    which, values = "" if told is None else f"AND told_at IS {'NOT ' if told else ''}NULL", dict[str, str]()
    stands = _STANDS
    if now is not None:
        stands = f"{settled('fates')} AND {_STANDS[:-1]} AND {settled('later')})"
        values["settled_by"] = instant(now - SETTLED_AFTER)
    rows = tx.all(
        f"""
        SELECT {_COLUMNS}, answers.answer, answers.answered_at
        FROM answers JOIN fates ON fates.answer_id = answers.id
        WHERE answers.person_id = :id AND replaced_at IS NULL AND answer <> '' AND {stands} {which}
        ORDER BY fates.id DESC LIMIT :limit
        """,  # noqa: S608 - constants
        id=person_id,
        limit=limit,
        **values,
    )
    return [Heard(_fate(row), row["answer"], row["answered_at"]) for row in rows]


def waiting_of(tx: Transaction, person_id: str) -> list[str]:
    """When somebody said each of what nobody has answered yet, oldest first."""
    rows = tx.all(
        f"""
        SELECT answered_at FROM answers WHERE person_id = :id AND {OF_SUBSTANCE} AND {UNANSWERED} ORDER BY answered_at
        """,  # noqa: S608 - constants
        id=person_id,
    )
    return [str(row["answered_at"]) for row in rows]


def told(tx: Transaction, now: datetime, fate_id: str) -> None:
    """Whoever it is about has been told; the first time stands."""
    tx.run("UPDATE fates SET told_at = :now WHERE id = :id AND told_at IS NULL", now=instant(now), id=fate_id)


def answer_with_words(tx: Transaction, person_id: str, kind: str, words: str) -> str | None:
    """The id of the last answer that somebody gave with exactly these words in a conversation of this kind."""
    row = tx.one(
        """
        SELECT answers.id FROM answers JOIN conversations ON conversations.id = conversation_id
        WHERE answers.person_id = :person_id AND kind = :kind AND answer = :words AND replaced_at IS NULL
        ORDER BY answers.id DESC LIMIT 1
        """,
        person_id=person_id,
        kind=kind,
        words=words,
    )
    return None if row is None else str(row["id"])
