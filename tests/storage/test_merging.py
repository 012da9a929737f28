"""Two accounts become one: nothing stays behind, nothing stands twice, and of two decisions the stricter holds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import Any

from storage import (
    answers,
    consents,
    conversations,
    erasures,
    merging,
    muting,
    nudges,
    pairings,
    people,
    profiles,
    threads,
)
from storage.database import Database, Transaction
from storage.schema import schema
from tests.agreeing import agree
from tests.cast import ANA, BEN, EVE, FINN
from tests.databases import NOW
from tests.storage.canaries import fill, row_id, shapes
from tests.storage.test_canaries import found, held

LATER = NOW + timedelta(hours=1)
KEPT, GONE = row_id("people", ANA), row_id("people", EVE)


def test_every_column_that_names_a_person_is_moved() -> None:
    pointers = {(shape.table, shape.name) for shape in shapes() if shape.refers_to == "people"}
    own = {(shape.table, shape.name) for shape in shapes() if shape.name == "person_id"}
    assert set(merging.COLUMNS) == pointers | own


def test_where_somebody_stands_once_is_where_the_schema_says_so() -> None:
    people_by_table: dict[str, list[str]] = {}
    for table, column in merging.COLUMNS:
        people_by_table.setdefault(table, []).append(column)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(schema())
        once = {
            (table, column): tuple(one for one in columns if one != column)
            for table, named in people_by_table.items()
            for columns in _unique(connection, table)
            for column in named
            if column in columns
        }
    assert {each: set(others) for each, others in merging.ONCE.items()} == {
        each: set(others) for each, others in once.items()
    }


def _unique(connection: sqlite3.Connection, table: str) -> list[list[str]]:
    indexes = connection.execute(f"PRAGMA index_list({table})").fetchall()
    found = [[row[2] for row in connection.execute(f"PRAGMA index_info({one[1]})")] for one in indexes if one[2]]
    keys = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[5]]
    return [*found, keys]


# Of which there is one, and both had it: that of the account that stays holds.
ONE_ALONE = {
    "people",
    "roles",
    "profiles",
    "email_addresses",
    "second_steps",
    "calendar_feeds",
    "erasures",
    "tombstones",
}
ENDED = {"links", "moves"}  # ways in, which lead to more than they were made for


async def test_all_that_was_of_one_account_is_of_the_other(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[Any, ...]:
        fill(tx, ANA, 1)
        eve = fill(tx, EVE, 2)
        merging.merge(tx, LATER, KEPT, GONE)
        return eve, held(tx)

    eve, after = await database.write(unit)
    names_it = {(table, name) for table, rows in after.items() for row in rows for name in row if row[name] == GONE}
    assert names_it == {("people", "id"), *NEVER_CHANGED}
    assert {table for table, _ in set(eve) - found(after, eve)} == ONE_ALONE | ENDED


NEVER_CHANGED = {
    *(("audit", "actor"), ("audit", "about"), ("audit_kept", "actor"), ("audit_kept", "about")),
    ("consents", "recorded_by"),
}


def two(tx: Transaction) -> tuple[str, str]:
    kept, gone = (people.meet(tx, NOW, telegram_id=one.chat_id, timezone="Europe/London").id for one in (ANA, EVE))
    return kept, gone


async def test_a_no_holds_whichever_account_said_it_and_when(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[dict[str, str], list[str], int]:
        kept, gone = two(tx)
        agree(tx, NOW, kept, "quote_anonymous", "share_learning", "keep_voice")
        agree(tx, LATER, gone, "quote_anonymous", "share_learning", "opportunities")
        for person_id, purpose in ((kept, "quote_anonymous"), (gone, "share_learning")):
            (past,) = (one for one in consents.history(tx, person_id) if one["purpose"] == purpose)
            consents.take_back(tx, LATER, person_id, past, how="chat")
        merging.merge(tx, LATER, kept, gone)
        row = tx.one("SELECT COUNT(*) AS times FROM consents WHERE person_id = :id", id=gone)
        days = [one["decided_at"][:13] for one in consents.history(tx, kept) if one["purpose"] == "opportunities"]
        return consents.decisions(tx, kept), days, row["times"] if row else -1

    stands, days, left = await database.write(unit)
    no = {"quote_anonymous": "withdrawn", "share_learning": "withdrawn"}
    assert stands == {**no, "keep_voice": "given", "opportunities": "given"}
    assert (days, left) == (["2026-03-02T10"], 0)


async def test_the_stricter_of_two_wishes_holds(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[dict[str, Any], list[Any], Any, list[str]]:
        kept, gone = two(tx)
        profiles.keep(tx, kept, {"nudge_limit": 2, "reflect_every": 14, "availability": "mornings"})
        profiles.keep(tx, gone, {"nudge_limit": 1, "reflect_every": 0, "remind_hour": False, "payment": "none"})
        profiles.keep_needs(tx, kept, ["lifts", "rest", "hearing"], ["lifts", "rest", "hearing"])
        profiles.keep_needs(tx, gone, ["lifts", "no_emoji", "hearing"], ["no_emoji", "hearing"])
        muting.mute(tx, NOW, gone, "research")
        people.stop(tx, NOW, kept)
        merging.merge(tx, LATER, kept, gone)
        needs = tx.all("SELECT need, share_with_leader FROM access_needs WHERE person_id = :id ORDER BY need", id=kept)
        shared = [(row["need"], bool(row["share_with_leader"])) for row in needs]
        return profiles.of(tx, kept), shared, people.by_id(tx, kept), muting.muted_by(tx, kept)

    profile, needs, person, muted = await database.write(unit)
    wishes = ("nudge_limit", "reflect_every", "availability", "payment")
    assert [profile[name] for name in wishes] == [1, 0, "mornings", "none"]
    assert not profile["remind_hour"] and profile["remind_day"]
    assert needs == [("hearing", True), ("lifts", False), ("no_emoji", False), ("rest", False)]
    assert person.stopped_at is not None and muted == ["research"]


async def test_of_an_account_with_which_nobody_joined_nothing_is_tightened(database: Database) -> None:
    def unit(tx: Transaction) -> Any:
        kept, gone = two(tx)
        profiles.keep_needs(tx, gone, ["rest"], ["rest"])
        merging.merge(tx, LATER, kept, gone)
        return tx.one("SELECT share_with_leader FROM access_needs WHERE person_id = :id", id=kept)["share_with_leader"]  # type: ignore[index]

    assert await database.write(unit)


async def test_how_they_are_spoken_to_is_as_the_account_has_it_with_which_they_joined(database: Database) -> None:
    def unit(tx: Transaction) -> Any:
        kept, gone = two(tx)
        people.speak(tx, gone, "easy")
        people.joined(tx, NOW, gone)
        profiles.keep(tx, gone, {"nudge_limit": 3, "nation": "wales"})
        profiles.keep(tx, kept, {"nation": "england"})
        merging.merge(tx, LATER, kept, gone)
        person, wishes = people.by_id(tx, kept), profiles.of(tx, kept)
        assert person is not None
        return person.language, wishes["nudge_limit"], wishes["nation"]

    assert await database.write(unit) == ("easy", 3, "wales")


async def test_a_skip_covers_no_answer(database: Database) -> None:
    """What they told us when they joined is shown from the last time; what they skipped then they had said before."""

    def unit(tx: Transaction) -> dict[str, Any]:
        kept, gone = two(tx)
        for person_id, at, told in (
            (kept, NOW, {"silence": "a pause", "payment": "none", "summary": "yes"}),
            (gone, LATER, {"silence": None, "payment": "vouchers", "region": None, "summary": "yes"}),
        ):
            talk = conversations.begin(tx, at, person_id, "onboarding_partner")
            for question, value in told.items():
                answers.give(tx, at, person_id, talk.id, _given(question, value))
        merging.merge(tx, LATER, kept, gone)
        last = conversations.last_of_kind(tx, kept, "onboarding_partner")
        assert last is not None
        return answers.standing(tx, last.id)

    stands = {"silence": "a pause", "payment": "vouchers", "region": None, "summary": "yes"}
    assert await database.write(unit) == stands


def _given(question: str, value: str | None) -> answers.Given:
    return answers.Given(question, value, value or "", "?", "en", "2026-03-02T09:00:00Z", "staff", None, None, None)


async def test_what_both_answered_stands_once_and_what_was_sent_stays_counted(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[int, int, int]:
        fill(tx, ANA, 1)
        gone = people.meet(tx, NOW, telegram_id=EVE.chat_id, timezone="Europe/London").id
        for table, columns in (
            ("responses", "opportunity_id, said, said_at"),
            ("recipients", "broadcast_id, state, due_at"),
        ):
            tx.run(
                f"INSERT INTO {table} (id, person_id, {columns}) SELECT :id, :gone, {columns} FROM {table}",
                id=f"of eve {table}",
                gone=gone,
            )
        nudges.plan(tx, NOW, person_id=KEPT, kind="fit", about="x", due_at=NOW, useful_until=LATER)
        nudges.plan(tx, NOW, person_id=gone, kind="fit", about="x", due_at=NOW, useful_until=LATER)
        merging.merge(tx, LATER, KEPT, gone)
        planned = [one for one in nudges.planned_of(tx, KEPT) if one.about == "x"]
        return _times(tx, "responses"), _times(tx, "recipients"), len(planned)

    assert await database.write(unit) == (1, 2, 1)


def _times(tx: Transaction, table: str) -> int:
    row = tx.one(f"SELECT COUNT(*) AS times FROM {table}")
    assert row is not None
    return int(row["times"])


async def test_who_cannot_be_one_person_is_refused(database: Database) -> None:
    def unit(tx: Transaction) -> list[str]:
        ana, eve = two(tx)
        people.give_role(tx, NOW, ana, "partner")
        people.give_role(tx, NOW, eve, "leader")
        found = [merging.why_not(tx, ana, ana), merging.why_not(tx, ana, "nobody"), merging.why_not(tx, ana, eve)]
        ben, finn = (people.meet(tx, NOW, telegram_id=one.chat_id, timezone="UTC").id for one in (BEN, FINN))
        pairings.propose(tx, NOW, partner_id=ana, leader_id=ben, from_on=NOW.date(), until_on=None, made_by=None)
        pairings.propose(tx, NOW, partner_id=finn, leader_id=ben, from_on=NOW.date(), until_on=None, made_by=None)
        found += [merging.why_not(tx, ana, ben), merging.why_not(tx, ben, ana), merging.why_not(tx, ana, finn)]
        threads.open_about(tx, NOW, person_id=ana, coordinator_id=eve, opportunity_id=None)
        found += [merging.why_not(tx, eve, ana)]
        erasures.plan(tx, NOW, finn, "all", LATER)
        found += [merging.why_not(tx, finn, eve)]
        people.give_role(tx, NOW, ben, "admin")
        return [*found, merging.why_not(tx, eve, ben)]

    refused = await database.write(unit)
    assert refused == ["nobody", "nobody", "", "paired", "paired", "twice", "wrote", "leaving", "team"]
