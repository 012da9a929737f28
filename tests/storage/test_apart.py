"""Somebody's part of the database in memory: the same rows from every kind of database, and nobody else's."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

from bot.actions import pairing, planning
from storage import apart, apart_due, groups, people
from storage.database import Database, Transaction
from tests.cast import ANA, BEN, EVE, Member
from tests.databases import NOW


def _meet(tx: Transaction, who: Member) -> str:
    met = people.meet(tx, NOW, telegram_id=who.chat_id, timezone="Europe/London")
    people.joined(tx, NOW, met.id)
    people.give_role(tx, NOW, met.id, "partner")
    return met.id


async def test_it_holds_theirs_and_of_others_what_theirs_depends_on(database: Database) -> None:
    def unit(tx: Transaction) -> list[Any]:
        ana, ben, eve = (_meet(tx, who) for who in (ANA, BEN, EVE))
        stranger = people.meet(tx, NOW, telegram_id=1, timezone="UTC").id
        pairing.propose(tx, NOW, partner_id=ana, leader_id=ben, from_on=NOW.date())
        groups.form(tx, NOW, name="Circle", members=[ana, eve])
        for person_id in (ana, ben, eve, stranger):
            planning.note(tx, NOW, person_id, "thanks")
        rows = apart.gather(tx, NOW, ana)
        with apart.tried(rows) as copy:
            due = apart_due.next_due(copy, ana, NOW - timedelta(days=1))
            there = {row["id"] for row in copy.all("SELECT id FROM people")}
            notes = {row["person_id"] for row in copy.all("SELECT person_id FROM nudges")}
        return [due, there == {ana, ben, eve}, notes == {ana, ben}]

    assert await database.write(unit) == [NOW, True, True]


async def test_nothing_is_left_of_what_was_tried_for_whoever_tries_something_next(database: Database) -> None:
    def unit(tx: Transaction) -> list[Any]:
        ana = _meet(tx, ANA)
        planning.note(tx, NOW, ana, "thanks")
        rows = apart.gather(tx, NOW, ana)
        with suppress(ZeroDivisionError), apart.tried(rows) as first:
            people.call(first, ana, name="Ana", pronouns="", language="en")
            people.meet(first, NOW, telegram_id=1, timezone="UTC")
            raise ZeroDivisionError
        with apart.tried({}) as second, apart.tried(rows) as beside:
            left = [second.all(f"SELECT * FROM {table}") for table in rows]
            called = [row["name"] for row in beside.all("SELECT name FROM people")]
        return [[one for one in left if one], called]

    assert await database.write(unit) == [[], [""]]
