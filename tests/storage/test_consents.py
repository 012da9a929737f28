"""Consents: the last decision counts, the wording that was shown stays, and nothing is ever changed."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta

import pytest

from storage import consents, health, people
from storage.database import Database, Transaction
from storage.errors import RuleBroken
from tests.databases import NOW

LATER = NOW + timedelta(days=1)


def meet(tx: Transaction, telegram_id: int = 501) -> str:
    return people.meet(tx, NOW, telegram_id=telegram_id, timezone="Europe/London").id


def decide(
    tx: Transaction,
    person_id: str,
    decision: str,
    *,
    purpose: str = "take_part_health",
    wording: str = "Do you agree?",
    at: datetime = NOW,
) -> None:
    consents.note(
        tx,
        at,
        person_id,
        purpose=purpose,
        decision=decision,
        wording_key="agree",
        wording=wording,
        language="en",
        how="chat",
    )


async def test_who_was_never_asked_has_given_nothing(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[bool, dict[str, str]]:
        ana = meet(tx)
        return consents.given(tx, ana, "take_part_health"), consents.decisions(tx, ana)

    assert await database.write(unit) == (False, {})


@pytest.mark.parametrize(
    ("decided", "stands"),
    [
        (["given"], True),
        (["refused"], False),
        (["refused", "given"], True),
        (["given", "withdrawn"], False),
        (["given", "withdrawn", "given"], True),
    ],
)
async def test_the_last_decision_counts(decided: list[str], stands: bool, database: Database) -> None:
    def unit(tx: Transaction) -> tuple[bool, dict[str, str]]:
        ana = meet(tx)
        for decision in decided:
            decide(tx, ana, decision)
        return consents.given(tx, ana, "take_part_health"), consents.decisions(tx, ana)

    assert await database.write(unit) == (stands, {"take_part_health": decided[-1]})


async def test_each_purpose_and_each_person_is_decided_alone(database: Database) -> None:
    def unit(tx: Transaction) -> list[dict[str, str]]:
        ana, ben = meet(tx, 501), meet(tx, 502)
        decide(tx, ana, "given")
        decide(tx, ana, "refused", purpose="quote_anonymous")
        decide(tx, ben, "given", purpose="quote_anonymous")
        decide(tx, ana, "withdrawn")
        return [consents.decisions(tx, ana), consents.decisions(tx, ben)]

    assert await database.write(unit) == [
        {"take_part_health": "withdrawn", "quote_anonymous": "refused"},
        {"quote_anonymous": "given"},
    ]


async def test_the_history_tells_every_decision_with_its_wording_oldest_first(database: Database) -> None:
    def unit(tx: Transaction) -> list[dict[str, object]]:
        ana = meet(tx)
        decide(tx, ana, "given", wording="Do you agree, Zoë?")
        decide(tx, ana, "withdrawn", wording="Take it back?", at=LATER)
        decide(tx, meet(tx, 502), "given")
        return consents.history(tx, ana)

    given, withdrawn = await database.write(unit)
    assert given == {
        "purpose": "take_part_health",
        "decision": "given",
        "wording": "Do you agree, Zoë?",
        "language": "en",
        "how": "chat",
        "paper": "",
        "wording_version": "1",
        "decided_at": "2026-03-02T09:00:00.000000Z",
        "review_on": "2027-03-02",
    }
    assert (withdrawn["decision"], withdrawn["wording"]) == ("withdrawn", "Take it back?")


async def test_a_consent_is_looked_at_again_after_a_year(database: Database) -> None:
    def unit(tx: Transaction) -> str:
        ana = meet(tx)
        decide(tx, ana, "given")
        return str(consents.history(tx, ana)[0]["review_on"])

    assert date.fromisoformat(await database.write(unit)) == (NOW + consents.REVIEW_AFTER).date()


async def test_the_wording_is_kept_in_full_with_its_hash_and_version(database: Database) -> None:
    def unit(tx: Transaction) -> list[tuple[str, str, str]]:
        ana = meet(tx)
        decide(tx, ana, "given")
        rows = tx.all("SELECT wording, wording_version, wording_hash FROM consents ORDER BY id")
        return [(row["wording"], row["wording_version"], row["wording_hash"]) for row in rows]

    digest = hashlib.sha256(b"Do you agree?").hexdigest()
    assert await database.write(unit) == [("Do you agree?", "1", digest)]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE consents SET decision = 'given'",
        "DELETE FROM consents",
        "DELETE FROM people",
    ],
)
async def test_a_decision_is_never_changed_or_deleted(sql: str, database: Database) -> None:
    await database.write(lambda tx: decide(tx, meet(tx), "refused"))
    with pytest.raises(RuleBroken):
        await database.write(lambda tx: tx.run(sql))
    rows = await database.read(lambda tx: tx.all("SELECT decision FROM consents"))
    assert [row["decision"] for row in rows] == ["refused"]


async def test_there_are_three_decisions_and_no_other(database: Database) -> None:
    with pytest.raises(RuleBroken):
        await database.write(lambda tx: decide(tx, meet(tx), "maybe"))


async def test_only_somebody_we_know_decides(database: Database) -> None:
    with pytest.raises(RuleBroken):
        await database.write(lambda tx: decide(tx, "nobody", "given"))


async def test_whether_words_may_be_kept_follows_each_change_within_a_unit(database: Database) -> None:
    """It is read once and asked often; what changes it in between is heard at once."""

    def unit(tx: Transaction) -> list[bool]:
        ana = meet(tx)
        found = [health.may_keep(tx, ana)]  # nobody who is asked for a yes
        people.give_role(tx, NOW, ana, "partner")
        found.append(health.may_keep(tx, ana))
        decide(tx, ana, "given")
        found += [health.may_keep(tx, ana), health.may_keep(tx, ana)]
        consents.require(tx, LATER, {"take_part_health": "2"})
        found.append(health.may_keep(tx, ana))
        consents.require(tx, LATER, {"take_part_health": consents.FIRST_VERSION})
        found.append(health.may_keep(tx, ana))
        consents.withdraw_all(tx, LATER, ana, "chat")
        found.append(health.may_keep(tx, ana))
        people.take_role(tx, ana, "partner")
        return [*found, health.may_keep(tx, ana)]

    assert await database.write(unit) == [True, False, True, True, False, True, False, True]


async def test_what_a_unit_that_was_undone_had_read_is_not_known_to_the_next(database: Database) -> None:
    ana = await database.write(meet)
    await database.write(lambda tx: people.give_role(tx, NOW, ana, "partner"))

    def undone(tx: Transaction) -> None:
        decide(tx, ana, "given")
        assert health.may_keep(tx, ana)
        raise ValueError

    both = database.hand_over(undone), database.hand_over(lambda tx: health.may_keep(tx, ana))
    with pytest.raises(ValueError):
        await both[0]
    assert not await both[1]
