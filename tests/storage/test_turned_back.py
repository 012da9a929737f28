"""Somebody who said no at the door leaves behind only what has to stay, and gives the use of their invite back."""

from __future__ import annotations

from collections import Counter

import pytest

from storage import (
    concerns,
    erasing,
    people,
)
from storage.database import Database, Transaction
from storage.values import instant
from tests.agreeing import agree
from tests.cast import ANA, BEN
from tests.databases import NOW
from tests.storage.forgettable import (
    LATER,
    answer,
    but_the_ledger,
    canary,
    converse,
    everything,
    redeem,
    settle,
    traces,
    write_to,
)


async def test_somebody_who_said_no_at_the_door_was_never_here(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[object, object]:
        settle(tx, BEN)
        before = everything(tx)
        uses = before["invites"][0]["uses_left"]
        ana = people.meet(tx, NOW, telegram_id=ANA.chat_id, timezone="Europe/London").id
        tx.run(
            """
            INSERT INTO redemptions (invite_id, person_id, redeemed_at)
            SELECT id, :person, :now FROM invites
            """,
            person=ana,
            now=instant(NOW),
        )
        tx.run("UPDATE invites SET uses_left = :left", left=uses - 1)
        answer(tx, ANA, ana, converse(tx, ANA, ana))
        write_to(tx, ANA, ana)
        erasing.unmeet(tx, LATER, ana)
        return but_the_ledger(before), but_the_ledger(everything(tx))

    before, after = await database.write(unit)
    assert before == after


@pytest.mark.parametrize("kept", ["consents", "concerns"])
async def test_a_record_that_has_to_stay_keeps_the_number_of_who_said_no(kept: str, database: Database) -> None:
    def unit(tx: Transaction) -> tuple[bool, int, Counter[str]]:
        ana = people.meet(tx, NOW, telegram_id=ANA.chat_id, timezone="Europe/London").id
        people.call(tx, ana, name=canary(ANA), pronouns="", language="en")
        redeem(tx, ana)
        if kept == "consents":
            agree(tx, NOW, ana, "take_part")
        else:
            concerns.raise_(tx, NOW, ana, None, "person")
        erasing.unmeet(tx, LATER, ana)
        erasing.unmeet(tx, LATER, ana)
        row = tx.one("SELECT uses_left FROM invites")
        assert row is not None
        return people.by_id(tx, ana) is not None, row["uses_left"], traces(tx, ANA)

    assert await database.write(unit) == (True, 3, Counter())


async def test_a_use_is_given_back_once(database: Database) -> None:
    def unit(tx: Transaction) -> list[int]:
        ana = people.meet(tx, NOW, telegram_id=ANA.chat_id, timezone="Europe/London").id
        redeem(tx, ana)
        left = []
        for _ in range(2):
            erasing.unmeet(tx, LATER, ana)
            row = tx.one("SELECT uses_left FROM invites")
            assert row is not None
            left.append(row["uses_left"])
        return left

    assert await database.write(unit) == [3, 3]
