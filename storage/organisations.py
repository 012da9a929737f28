"""Organisations that people belong to."""

from __future__ import annotations

from datetime import datetime

from storage.database import Transaction
from storage.values import new_id


def named(tx: Transaction, now: datetime, name: str) -> str:
    """The id of the organisation with this name; made when there is none. Raises ValueError for an empty name."""
    tidy = " ".join(name.split())
    if not tidy:
        raise ValueError("an organisation needs a name")
    tx.run(
        "INSERT INTO organisations (id, name) VALUES (:id, :name) ON CONFLICT (name) DO NOTHING",
        id=new_id(now),
        name=tidy,
    )
    row = tx.one("SELECT id FROM organisations WHERE name = :name", name=tidy)
    assert row is not None
    return str(row["id"])


def names(tx: Transaction) -> dict[str, str]:
    """Every organisation by its id, in alphabetical order of their names."""
    return {row["id"]: row["name"] for row in tx.all("SELECT id, name FROM organisations ORDER BY name")}


def settle(tx: Transaction, person_id: str, organisation_id: str | None) -> None:
    """Somebody belongs to this organisation from now on, or to none."""
    tx.run("UPDATE people SET organisation_id = :home WHERE id = :id", home=organisation_id, id=person_id)


def rename(tx: Transaction, organisation_id: str, name: str) -> bool:
    """It is called otherwise; False when there is none of this id. Raises RuleBroken for a name that is taken."""
    tidy = " ".join(name.split())
    return tx.run("UPDATE organisations SET name = :name WHERE id = :id", name=tidy, id=organisation_id) == 1


def remove(tx: Transaction, organisation_id: str) -> bool:
    """It is gone, if nobody belongs to it; whether it was removed."""
    return (
        tx.run(
            """
            DELETE FROM organisations WHERE id = :id
              AND NOT EXISTS (SELECT 1 FROM people WHERE organisation_id = :id)
            """,
            id=organisation_id,
        )
        == 1
    )
