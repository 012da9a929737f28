"""Small units that the tests of the door hand over: rows of `facts` go in and are read back."""

from __future__ import annotations

from collections.abc import Callable

from storage.database import Transaction

INSERT = "INSERT INTO facts (name, value, noted_at) VALUES (:name, :value, :noted_at)"


def put(name: str, value: str = "") -> Callable[[Transaction], str]:
    """A unit that stores the fact `name` and returns it."""

    def unit(tx: Transaction) -> str:
        tx.run(INSERT, name=name, value=value, noted_at="2026-03-02T09:00:00.000000Z")
        return name

    return unit


def names(tx: Transaction) -> list[str]:
    """The facts that are there."""
    return [row["name"] for row in tx.all("SELECT name FROM facts ORDER BY name")]
