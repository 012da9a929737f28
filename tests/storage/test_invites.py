"""Invites: a code lets in as many as it may, and guessing leads nowhere."""

from __future__ import annotations

import asyncio
import re
from datetime import datetime, timedelta

import pytest

from storage import codes, invites, organisations, presses
from storage.database import Database, Transaction
from tests.databases import NOW

WRONG = "a" * codes.LETTERS


async def made(database: Database, *, uses: int = 1, role: str = "partner") -> str:
    return await database.write(lambda tx: invites.make(tx, NOW, role=role, uses=uses))


async def redeemed(database: Database, code: str, at: datetime = NOW) -> invites.Invite | None:
    return await database.write(lambda tx: invites.redeem(tx, at, code=code))


async def test_a_code_has_130_random_bits_and_is_not_stored(database: Database) -> None:
    code = await made(database)
    assert re.fullmatch("[a-z2-7]{26}", code)
    assert code != await made(database)
    rows = await database.read(lambda tx: [dict(row) for row in tx.all("SELECT * FROM invites")])
    assert code not in str(rows)


async def test_a_code_brings_its_role_and_organisation(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[str, str]:
        home = organisations.named(tx, NOW, " The  Charity ")
        return home, invites.make(tx, NOW, role="leader", uses=1, organisation_id=home, is_test=True)

    home, code = await database.write(unit)
    invite = await redeemed(database, code)
    assert invite is not None
    assert (invite.role, invite.organisation_id, invite.is_test) == ("leader", home, True)
    assert await database.write(lambda tx: organisations.named(tx, NOW, "The Charity")) == home


async def test_a_thousand_redemptions_at_once_let_in_exactly_one(database: Database) -> None:
    code = await made(database)
    tries = await asyncio.gather(*(redeemed(database, code) for _ in range(1000)))
    assert sum(invite is not None for invite in tries) == 1


async def test_a_code_for_three_lets_in_three(database: Database) -> None:
    code = await made(database, uses=3)
    tries = await asyncio.gather(*(redeemed(database, code) for _ in range(10)))
    assert sum(invite is not None for invite in tries) == 3


async def test_looking_at_an_invite_uses_nothing_up(database: Database) -> None:
    code = await made(database)

    def unit(tx: Transaction) -> list[object]:
        seen = invites.behind(tx, NOW, code=code)
        assert seen is not None and invites.working(tx, NOW, seen.id) == seen
        assert [invites.use(tx, NOW, seen.id), invites.use(tx, NOW, seen.id)] == [True, False]
        return [invites.behind(tx, NOW, code=code), invites.working(tx, NOW, seen.id)]

    assert await database.write(unit) == [None, None]


async def test_a_code_lasts_fourteen_days(database: Database) -> None:
    code = await made(database, uses=2)
    assert await redeemed(database, code, NOW + timedelta(days=14, microseconds=-1)) is not None
    assert await redeemed(database, code, NOW + timedelta(days=14)) is None


async def test_wrong_used_and_expired_codes_are_told_alike(database: Database) -> None:
    used = await made(database)
    await redeemed(database, used)
    expired = await made(database)
    answers = [await redeemed(database, WRONG), await redeemed(database, used)]
    answers.append(await redeemed(database, expired, NOW + timedelta(days=15)))
    assert answers == [None, None, None]


@pytest.mark.parametrize("uses", [0, -1, 1001])
async def test_the_number_of_uses_has_bounds(uses: int, database: Database) -> None:
    with pytest.raises(ValueError, match="1 to 1000"):
        await made(database, uses=uses)


CODE = "abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.upper(),
        f"  {CODE}\n",
        "abcd-efgh-ijkl-mnop-qrst-uvwx-yz",
        "ABCD EFGH IJKL MNOP QRST UVWX YZ",
        "abcd\u2013efgh\u00a0ijklmnop\u200bqrstuvwxyz.",
        f"https://t.me/voices_bot?start={CODE}",
        f"t.me/voices_bot?start={CODE.upper()}#now",
        f"My link is https://t.me/voices_bot?start={CODE} thanks",
        f"tg://resolve?domain=voices_bot&start={CODE}",
        f"/start {CODE}",
        f"/start@voices_bot {CODE}",
        "\uff41bcdefghijklmnopqrstuvwxyz",
        CODE.replace("o", "0").replace("l", "1").replace("b", "8"),
    ],
)
def test_a_code_is_read_however_it_was_typed(typed: str) -> None:
    assert codes.normalise(typed) == CODE


@pytest.mark.parametrize(
    "typed", ["", "hello", CODE[:-1], CODE + "a", CODE[:-1] + "9", "https://t.me/bot?start=x", "é" * 26]
)
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert codes.normalise(typed) is None


async def test_among_words_a_code_is_what_can_be_nothing_else(database: Database) -> None:
    code = await made(database)
    spaced, figured = f"{code[:9]} {code[9:]}", "2" + CODE[1:]
    evenly = " ".join(figured[at : at + 4] for at in range(0, len(figured), 4))
    sentences = (
        "We met and it was all just so fine",
        "We met at 3 and it was very very ok",
        "Thank you",
        CODE + " is long",
        "esophagogastroduodenoscopy",
        "2" * len(CODE),
    )
    assert codes.normalise(sentences[0]) and codes.normalise(sentences[1])  # of as many letters as a code has

    def found(tx: Transaction) -> list[str | None]:
        linked = f"t.me/voices_bot?start={CODE} hello"
        typed = (spaced, figured, evenly, f"my code: {figured}, please", linked, *sentences)
        return [invites.among_words(tx, NOW, one) for one in typed]

    known = [code, figured, figured, figured, CODE]
    assert await database.read(found) == [*known, *(None for _ in sentences)]


def test_a_very_long_text_is_not_looked_at_to_its_end() -> None:
    assert codes.normalise("a" * 5_000_000) is None


async def test_for_whom_an_invite_is_is_forgotten_once_it_is_used_or_has_run_out(database: Database) -> None:
    def unit(tx: Transaction) -> list[str]:
        used, *_ = (invites.make(tx, NOW, role="partner", label=name) for name in ("Ana", "Eve"))
        assert [one.label for one in invites.open_now(tx, NOW)] == ["Eve", "Ana"]
        invites.redeem(tx, NOW, code=used)
        assert [one.label for one in invites.open_now(tx, NOW)] == ["Eve"]
        assert (invites.forget_labels(tx, NOW), invites.forget_labels(tx, NOW + invites.LASTS)) == (0, 1)
        return [row["label"] for row in tx.all("SELECT label FROM invites")]

    assert await database.write(unit) == ["", ""]


async def test_a_press_is_done_once_and_forgotten_after_a_day(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        assert presses.keep(tx, NOW, "press") and not presses.keep(tx, NOW, "press")
        presses.led_to(tx, "press", "/console/")
        assert (presses.where(tx, "press"), presses.where(tx, "another")) == ("/console/", "")
        day = presses.KEPT + timedelta(seconds=1)
        assert (presses.forget_old(tx, NOW + presses.KEPT), presses.forget_old(tx, NOW + day)) == (0, 1)

    await database.write(unit)
