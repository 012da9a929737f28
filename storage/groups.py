"""Action learning groups: who is in them and who facilitates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from storage.database import Row, Transaction
from storage.values import instant, new_id


@dataclass(frozen=True, slots=True)
class Group:
    """An action learning group."""

    id: str
    name: str
    facilitator_id: str | None
    made_by: str | None
    made_at: str
    ended_at: str | None


def _group(row: Row) -> Group:
    return Group(**{name: row[name] for name in Group.__slots__})


def form(
    tx: Transaction,
    now: datetime,
    *,
    name: str,
    members: Iterable[str],
    facilitator_id: str | None = None,
    made_by: str | None = None,
) -> str:
    """A new group of these people (ids), who have not said yes or no yet; its id. A name that stands is refused."""
    group_id = new_id(now)
    tx.run(
        """
        INSERT INTO groups (id, name, facilitator_id, made_by, made_at)
        VALUES (:id, :name, :facilitator_id, :made_by, :now)
        """,
        id=group_id,
        name=name,
        facilitator_id=facilitator_id,
        made_by=made_by,
        now=instant(now),
    )
    for person_id in members:
        add_member(tx, now, group_id, person_id)
    return group_id


def add_member(tx: Transaction, now: datetime, group_id: str, person_id: str) -> None:
    """Somebody is asked in; a second time changes nothing."""
    tx.run(
        """
        INSERT INTO memberships (group_id, person_id, since) VALUES (:group_id, :person_id, :now)
        ON CONFLICT (group_id, person_id) DO NOTHING
        """,
        group_id=group_id,
        person_id=person_id,
        now=instant(now),
    )


def ask_in(tx: Transaction, now: datetime, group_id: str, person_id: str) -> None:
    """Somebody is asked in, perhaps once more after they said no."""
    add_member(tx, now, group_id, person_id)
    tx.run(
        "UPDATE memberships SET said = NULL WHERE group_id = :group_id AND person_id = :person_id",
        group_id=group_id,
        person_id=person_id,
    )


def by_id(tx: Transaction, group_id: str) -> Group | None:
    """This group, ended or not."""
    row = tx.one("SELECT id, name, facilitator_id, made_by, made_at, ended_at FROM groups WHERE id = :id", id=group_id)
    return None if row is None else _group(row)


def standing(tx: Transaction) -> list[Group]:
    """Every group that has not ended, by name."""
    rows = tx.all(
        """
        SELECT id, name, facilitator_id, made_by, made_at, ended_at FROM groups WHERE ended_at IS NULL ORDER BY name
        """
    )
    return [_group(row) for row in rows]


def members_of(tx: Transaction, group_id: str) -> list[str]:
    """The ids of all who are in the group, have not said no and have not left, in the order in which they came."""
    rows = tx.all(
        """
        SELECT person_id FROM memberships JOIN people ON people.id = person_id
        WHERE group_id = :id AND (said IS NULL OR said = 'yes') AND left_at IS NULL
        ORDER BY since, person_id
        """,
        id=group_id,
    )
    return [row["person_id"] for row in rows]


def of_person(tx: Transaction, person_id: str) -> list[Group]:
    """The groups that somebody is in, which have not ended, and to which they have not said no; none once they have
    left. By name."""
    rows = tx.all(
        """
        SELECT groups.id, groups.name, facilitator_id, made_by, made_at, ended_at FROM groups
        JOIN memberships ON memberships.group_id = groups.id JOIN people ON people.id = person_id
        WHERE person_id = :id AND (said IS NULL OR said = 'yes') AND ended_at IS NULL AND left_at IS NULL
        ORDER BY groups.name
        """,
        id=person_id,
    )
    return [_group(row) for row in rows]


def is_in_one(tx: Transaction, person_id: str) -> bool:
    """Whether somebody has said yes to a group that has not ended."""
    sql = """SELECT 1 FROM memberships JOIN groups ON groups.id = group_id
        WHERE person_id = :id AND said = 'yes' AND ended_at IS NULL LIMIT 1"""
    return tx.one(sql, id=person_id) is not None


def say(tx: Transaction, group_id: str, person_id: str, said: str) -> None:
    """A member says yes or no to being in it."""
    tx.run(
        "UPDATE memberships SET said = :said WHERE group_id = :group_id AND person_id = :person_id",
        said=said,
        group_id=group_id,
        person_id=person_id,
    )


def end(tx: Transaction, now: datetime, group_id: str) -> bool:
    """The group is over; False when it was before."""
    return (
        tx.run("UPDATE groups SET ended_at = :now WHERE id = :id AND ended_at IS NULL", now=instant(now), id=group_id)
        == 1
    )


def name_is_free(tx: Transaction, name: str) -> bool:
    """Whether no group of this name stands."""
    return tx.one("SELECT id FROM groups WHERE name = :name AND ended_at IS NULL", name=name) is None


def said_by(tx: Transaction, group_id: str) -> dict[str, str | None]:
    """What each who was asked in has said, by their id, in the order in which they came; None for nothing yet."""
    rows = tx.all("SELECT person_id, said FROM memberships WHERE group_id = :id ORDER BY since, person_id", id=group_id)
    return {row["person_id"]: row["said"] for row in rows}


def unform(tx: Transaction, group_id: str) -> None:
    """As if it had never been formed; its members go with it."""
    tx.run("DELETE FROM groups WHERE id = :id", id=group_id)
