"""Nobody is invited to tell us of hard days while nobody is named to answer."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import people, profiles
from storage.database import Transaction
from storage.opening import open_database
from tests.cast import CORA, FINN
from tests.commands.program import Voices

REAL = {"VOICES_TELEGRAM_TOKEN": "42:canary"}
LOCAL = {**REAL, "VOICES_TELEGRAM_API_URL": "http://127.0.0.1:9"}


def prepare(folder: Path, *, hours: bool, deputy: bool) -> None:
    """A lead and a coordinator who have joined."""

    def unit(tx: Transaction) -> None:
        now = datetime.now(UTC)
        finn, cora = (people.meet(tx, now, telegram_id=one.chat_id, timezone="Europe/London") for one in (FINN, CORA))
        for one, role in ((finn, "safeguarding-lead"), (cora, "coordinator")):
            people.give_role(tx, now, one.id, role)
            people.joined(tx, now, one.id)
        told = {"contact_days": "mon", "contact_from": "09:00", "contact_until": "17:00"} if hours else {}
        profiles.keep(tx, finn.id, {**told, **({"deputy_id": cora.id} if deputy else {})})

    async def write() -> None:
        (folder / "var").mkdir(exist_ok=True)
        database = await open_database(f"sqlite:///{folder}/var/voices.db", key=None, clock_now=datetime.now(UTC))
        try:
            await database.write(unit)
        finally:
            await database.close()

    asyncio.run(write())


@pytest.mark.parametrize("by", [(), ("--without-telegram", "--name", "Ana")], ids=["code", "page"])
def test_a_partner_is_not_invited_while_nobody_is_named_to_answer(voices: Voices, by: tuple[str, ...]) -> None:
    ended = voices("invite", "partner", *by, **REAL)
    assert ended.code == 78
    assert ended.only_line.startswith("No partner can be invited yet")
    for missing in ("a safeguarding lead", "the hours", "stands in", "/rota"):
        assert missing in ended.only_line


@pytest.mark.parametrize(
    ("hours", "deputy", "missing"),
    [(False, True, "the hours in which they read"), (True, False, "somebody of the team who stands in for them")],
)
def test_the_line_names_what_is_missing_and_nothing_else(
    voices: Voices, hours: bool, deputy: bool, missing: str
) -> None:
    prepare(voices.folder, hours=hours, deputy=deputy)
    ended = voices("invite", "partner", **REAL)
    assert f"Still missing: {missing}. " in ended.only_line


def test_with_all_three_there_is_an_invite_and_the_doctor_is_content(voices: Voices) -> None:
    prepare(voices.folder, hours=True, deputy=True)
    ended = voices("invite", "partner", **REAL)
    assert ended.code == 0 and len(ended.out.split()[-1]) == 26
    told = voices("doctor", **LOCAL).out
    assert "ok: A safeguarding lead, their hours and who stands in for them are named." in told
    assert "The help numbers want checking: England, Wales, Scotland, Northern Ireland." in told


@pytest.mark.parametrize("settings", [{}, LOCAL], ids=["no token yet", "a Bot API on this machine"])
def test_for_practice_the_same_is_said_and_the_code_comes_last(voices: Voices, settings: dict[str, str]) -> None:
    ended = voices("invite", "partner", **settings)
    assert ended.code == 0 and len(ended.out.split()[-1]) == 26
    assert "For practice only: whoever comes in by it is marked as a test person. Before anybody real can" in ended.err
    voices("export", "out", **settings)
    assert json.loads((voices.folder / "out" / "invites.json").read_text())[0]["is_test"]


@pytest.mark.parametrize("words", [("safeguarding-lead",), ("leader",), ("partner", "--test")])
def test_the_team_leaders_and_test_people_are_let_in_before(voices: Voices, words: tuple[str, ...]) -> None:
    assert voices("invite", *words, **REAL).code == 0
