"""Guessing codes leads nowhere: so many an hour for each."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from storage import guesses, invites
from storage.database import Database, Row, Transaction
from tests.databases import NOW
from tests.storage.test_invites import WRONG, made, redeemed


class Watched:
    """A transaction that counts how often a code was looked up."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self.looked_up = 0

    def run(self, sql: str, /, **values: object) -> int:
        return self._tx.run(sql, **values)

    def one(self, sql: str, /, **values: object) -> Row | None:
        self.looked_up += "FROM invites" in sql
        return self._tx.one(sql, **values)

    def again(self, sql: str, /, **values: object) -> Row | None:
        return self.one(sql, **values)

    def all(self, sql: str, /, **values: object) -> list[Row]:
        return self._tx.all(sql, **values)

    def unchanged(self, sql: str, of_time: Collection[str], months: Collection[str], /, **values: object) -> list[Row]:
        return self.all(sql, **values)


def guess(tx: Transaction, code: str, who: str, at: datetime = NOW) -> invites.Invite | None:
    """What the chat does with a code that somebody typed."""
    if not guesses.may(tx, at, who):
        return None
    invite = invites.redeem(tx, at, code=code)
    if invite is None:
        guesses.note(tx, at, who)
    return invite


async def test_ten_thousand_guesses_let_nobody_in_and_only_five_are_looked_up(database: Database) -> None:
    code = await made(database)

    def unit(tx: Transaction) -> tuple[set[object], int]:
        watched = Watched(tx)
        return {guess(watched, WRONG, "stranger") for _ in range(9_999)} | {
            guess(watched, code, "stranger")
        }, watched.looked_up

    assert await database.write(unit) == ({None}, guesses.WRONG_AN_HOUR)
    assert await redeemed(database, code) is not None


async def test_however_many_others_guess_a_right_code_lets_in_and_the_fiftieth_wrong_one_is_told(
    database: Database,
) -> None:
    code = await made(database)

    def unit(tx: Transaction) -> tuple[list[int], bool]:
        told = [number for number in range(1, 100) if guesses.note(tx, NOW, f"stranger {number}")]
        return told, guess(tx, code, "newcomer") is not None

    assert await database.write(unit) == ([guesses.MANY_AN_HOUR], True)


async def test_a_new_hour_brings_new_guesses_and_a_day_forgets_the_old(database: Database) -> None:
    def unit(tx: Transaction) -> list[object]:
        for _ in range(5):
            guess(tx, WRONG, "ana")
        later, much_later = NOW + timedelta(hours=1), NOW + timedelta(hours=30)
        allowed = [guesses.may(tx, NOW, "ana"), guesses.may(tx, later, "ana")]
        guess(tx, WRONG, "ben", much_later)
        return [*allowed, sorted({row["who"] for row in tx.all("SELECT who FROM guesses")})]

    assert await database.write(unit) == [False, True, ["", "ben"]]


async def test_a_right_code_costs_no_guess(database: Database) -> None:
    code = await made(database, uses=9)

    def unit(tx: Transaction) -> list[invites.Invite | None]:
        return [guess(tx, code, "ana") for _ in range(9)]

    assert None not in await database.write(unit)
