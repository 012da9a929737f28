"""Any random history of giving, withdrawing and rewording (R29): each answer about health is covered by a yes."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from storage import answers, consents, conversations, exporting, people, sending
from storage.answers import Given
from storage.database import Database, Transaction
from storage.opening import open_database
from storage.outbox import PROACTIVE, add
from storage.values import instant
from tests.databases import NOW

HISTORIES, STEPS = 1000, 12
PURPOSE = "take_part_health"


def decide(
    tx: Transaction, at: datetime, person_id: str, decision: str, version: int = 1, purpose: str = PURPOSE
) -> None:
    consents.note(
        tx,
        at,
        person_id,
        purpose=purpose,
        decision=decision,
        wording_key="agree",
        wording=f"Do you agree, {version}?",
        language="en",
        how="chat",
        version=str(version),
    )


def met(tx: Transaction, number: int = 1) -> str:
    person_id = people.meet(tx, NOW, telegram_id=number, timezone="Europe/London").id
    people.give_role(tx, NOW, person_id, "partner")
    people.joined(tx, NOW, person_id)
    return person_id


def say(tx: Transaction, at: datetime, person_id: str, talk: str | None, question: str) -> None:
    words = f"said at {instant(at)}"
    answers.give(
        tx, at, person_id, talk, Given(question, words, words, "?", "en", instant(at), "staff", None, None, None)
    )


def a_history(tx: Transaction, chance: random.Random, number: int) -> list[str]:
    """What goes against the rule in one random history, looked at after every step."""
    person_id = met(tx, number)
    at, version, changes = NOW, 1, [(NOW, 1)]
    wrong = []
    for step in range(STEPS):
        at += timedelta(minutes=1)
        match chance.randrange(5):
            case 0 | 1:
                decide(tx, at, person_id, "given", version)
            case 2:
                decide(tx, at, person_id, chance.choice(("withdrawn", "refused")), version)
            case 3:
                version += 1
                changes.append((at, version))
                consents.require(tx, at, {PURPOSE: str(version)})
        at += timedelta(minutes=1)
        talk = conversations.begin(tx, at, person_id, "reflect").id if chance.random() < 0.7 else None
        say(tx, at, person_id, talk, f"q{step}")
        wrong += uncovered(tx, person_id, changes)
    consents.require(tx, at, {PURPOSE: "1"})
    return wrong


def uncovered(tx: Transaction, person_id: str, changes: list[tuple[datetime, int]]) -> list[str]:
    """Stored words whose moment no yes covers, by the rows alone: the last decision before it has to be a yes to the
    wording that was asked then."""
    said = tx.all("SELECT answered_at FROM answers WHERE person_id = :id AND answer <> ''", id=person_id)
    decided = tx.all(
        "SELECT decided_at, decision, wording_version FROM consents WHERE person_id = :id ORDER BY id", id=person_id
    )
    bare = []
    for one in said:
        before = [row for row in decided if row["decided_at"] <= one["answered_at"]]
        asked = [str(version) for at, version in changes if instant(at) <= one["answered_at"]][-1]
        if not before or before[-1]["decision"] != "given" or before[-1]["wording_version"] != asked:
            bare.append(one["answered_at"])
    return bare


async def test_each_answer_about_health_is_covered_by_a_yes_in_a_thousand_histories(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path}/voices.db", key=None, clock_now=NOW)
    chance = random.Random(29)

    def some(tx: Transaction, first: int) -> list[str]:
        return [one for number in range(first, first + 100) for one in a_history(tx, chance, number)]

    try:
        for first in range(1, HISTORIES, 100):
            assert await database.write(lambda tx, first=first: some(tx, first)) == []  # type: ignore[misc]
        kept = await database.read(lambda tx: tx.one("SELECT COUNT(*) AS n FROM answers WHERE answer <> ''"))
        bare = await database.read(lambda tx: tx.one("SELECT COUNT(*) AS n FROM answers WHERE answer = ''"))
    finally:
        await database.close()
    assert kept is not None and bare is not None and kept["n"] > 2000 and bare["n"] > 2000  # it can fail either way


async def test_new_words_are_asked_again_and_nothing_goes_till_then_but_that(database: Database) -> None:
    def unit(tx: Transaction) -> list[object]:
        ana = met(tx)
        decide(tx, NOW, ana, "given")
        before = consents.given(tx, ana, PURPOSE), consents.keeps_from_sending(tx, ana, "nudge_reflection")
        consents.require(tx, NOW, {PURPOSE: "2"})
        after = consents.given(tx, ana, PURPOSE), consents.keeps_from_sending(tx, ana, "nudge_reflection")
        asks = consents.keeps_from_sending(tx, ana, consents.ASKS_ANEW), consents.to_review(tx, NOW.date())
        decide(tx, NOW, ana, "given", 2)
        return [before, after, asks == (False, [(ana, "2026-03-02")]), consents.given(tx, ana, PURPOSE)]

    assert await database.write(unit) == [(True, False), (False, True), True, True]


async def test_a_yes_is_looked_at_again_after_a_year_and_renewed_for_another(database: Database) -> None:
    def unit(tx: Transaction) -> list[int]:
        ana = met(tx)
        decide(tx, NOW, ana, "given")
        decide(tx, NOW, ana, "refused", purpose="quote_anonymous")
        year = NOW + consents.REVIEW_AFTER
        found = [
            len(consents.to_review(tx, (year - timedelta(days=1)).date())),
            len(consents.to_review(tx, year.date())),
        ]
        consents.renew(tx, year, ana, how="review")
        return [*found, len(consents.to_review(tx, year.date())), len(consents.history(tx, ana))]

    assert await database.write(unit) == [0, 1, 0, 3]


@pytest.mark.parametrize(
    ("decision", "stopped"), [("given", None), ("withdrawn", "not_agreed"), ("refused", "not_agreed")]
)
async def test_a_no_acts_on_what_waits_to_be_sent(decision: str, stopped: str | None, database: Database) -> None:
    def unit(tx: Transaction) -> list[str | None]:
        ana = met(tx)
        decide(tx, NOW, ana, "given")
        decide(tx, NOW, ana, "given", purpose="opportunities")
        waiting = [
            add(tx, NOW, chat_id=1, person_id=ana, payload={"text": "x"}, priority=PROACTIVE, reason=reason).id
            for reason in ("nudge_opportunity", "nudge_reflection")
        ]
        decide(tx, NOW, ana, decision, purpose="opportunities")
        return [sending.why_not(tx, NOW, one) for one in waiting]

    assert await database.write(unit) == [stopped, None]


async def test_who_gave_names_everybody_whose_yes_stands(database: Database) -> None:
    def unit(tx: Transaction) -> bool:
        ana, ben, eve = (met(tx, number) for number in (1, 2, 3))
        for one in (ana, ben):
            decide(tx, NOW, one, "given", purpose="opportunities")
        decide(tx, NOW, ben, "withdrawn", purpose="opportunities")
        decide(tx, NOW, eve, "refused", purpose="opportunities")
        return consents.who_gave(tx, "opportunities") == {ana}

    assert await database.write(unit)


async def test_what_was_taken_back_is_in_no_export_made_after(database: Database) -> None:
    def unit(tx: Transaction) -> list[list[str]]:
        ana = met(tx)
        decide(tx, NOW, ana, "given")
        say(tx, NOW, ana, None, "how")
        told = next(each for each in exporting.TABLES if each.table == "answers")
        before = [row["answer"] for row in exporting.rows(tx, told)]
        decide(tx, NOW, ana, "withdrawn")
        return [before, [row["answer"] + row["value"] for row in exporting.rows(tx, told)]]

    assert await database.write(unit) == [[f"said at {instant(NOW)}"], [""]]
