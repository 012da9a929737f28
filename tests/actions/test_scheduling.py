"""Sessions are planned, moved and cancelled, and those who come hear of it once, as it is then."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest

from bot.actions import scheduling, session_news
from bot.actions.scheduling import Slot
from bot.rules.calendar import KINDS
from storage import nudges, sessions
from storage.database import Database, Transaction
from storage.sessions import Session
from tests.actions.small_programme import IN_A_WEEK, LONDON, Programme, planned, programme
from tests.databases import NOW

A_WEEK = timedelta(days=7)
NEWS = session_news.NEWS


def plan(tx: Transaction, who: Programme, at: datetime = IN_A_WEEK, *, now: datetime = NOW, times: int = 1) -> Session:
    slots = [Slot(at + number * A_WEEK) for number in range(times)]
    planned = scheduling.plan_series(tx, now, by=who.cora, pairing_id=who.pairing, slots=slots, timezone=LONDON)
    return planned[0]


def news(tx: Transaction, person_id: str) -> list[str]:
    return [kind for kind, _, _ in planned(tx, person_id, kinds=NEWS)]


def hear(tx: Transaction, now: datetime) -> None:
    """Everything that was to be told has been told."""
    soon = now + timedelta(hours=1)
    for person_id in nudges.due(tx, soon, 100):
        for one in nudges.due_of(tx, soon, person_id):
            if one.kind in NEWS:
                nudges.made(tx, now, one.id)


async def test_planning_tells_both_once_and_plans_their_notes(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = programme(tx)
        plan(tx, who)
        assert news(tx, who.ana) == news(tx, who.ben) == ["session_planned"]
        kinds = {kind for kind, _, _ in planned(tx, who.ben, kinds=KINDS)}
        assert kinds == {"reminder_day", "reminder_hour", "feedback"}

    await database.write(unit)


async def test_planning_the_same_twice_is_once(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = programme(tx)
        first = plan(tx, who)
        hear(tx, NOW)
        assert plan(tx, who).id == first.id
        assert len(sessions.of_pairing(tx, who.pairing)) == 1
        assert news(tx, who.ana) == []

    await database.write(unit)


async def test_moved_three_times_before_anybody_heard_they_hear_once_and_of_the_planning(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = programme(tx)
        session = plan(tx, who)
        for days in (1, 2, 3):
            assert scheduling.move(tx, NOW, session.id, IN_A_WEEK + timedelta(days=days), by=who.cora)
        assert news(tx, who.ana) == news(tx, who.ben) == ["session_planned"]
        hear(tx, NOW)
        for days in (4, 5, 6):
            assert scheduling.move(tx, NOW, session.id, IN_A_WEEK + timedelta(days=days), by=who.cora)
        assert news(tx, who.ana) == news(tx, who.ben) == ["session_changed"]

    await database.write(unit)


async def test_whoever_changes_it_is_not_told_and_what_they_had_still_to_hear_is_withdrawn(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = programme(tx)
        session = plan(tx, who)
        scheduling.move(tx, NOW, session.id, IN_A_WEEK + A_WEEK, by=who.ben)
        assert (news(tx, who.ana), news(tx, who.ben)) == (["session_planned"], [])
        scheduling.cancel(tx, NOW, session.id, by=who.ana)  # he knows of it, so he hears that it is off
        assert (news(tx, who.ana), news(tx, who.ben)) == ([], ["session_changed"])

    await database.write(unit)


@pytest.mark.parametrize("seed", range(5))
async def test_moved_ten_times_plans_what_planning_it_there_at_once_would(database: Database, seed: int) -> None:
    chance = random.Random(seed)
    hops = [NOW + timedelta(minutes=chance.randrange(30, 60 * 24 * 60)) for _ in range(10)]

    def unit(tx: Transaction) -> None:
        who = programme(tx)
        session = plan(tx, who)
        for hop in hops:
            scheduling.move(tx, NOW, session.id, hop, by=who.cora)
        moved = [planned(tx, one, kinds=KINDS) for one in (who.ana, who.ben)]
        scheduling.cancel(tx, NOW, session.id, by=who.cora)
        assert [planned(tx, one, kinds=KINDS) for one in (who.ana, who.ben)] == [[], []]
        plan(tx, who, hops[-1])
        assert [planned(tx, one, kinds=KINDS) for one in (who.ana, who.ben)] == moved

    await database.write(unit)


@pytest.mark.parametrize("times", [1, 2, 4])
async def test_undone_before_anybody_heard_nobody_hears_anything(database: Database, times: int) -> None:
    def unit(tx: Transaction) -> None:
        who = programme(tx)
        session = plan(tx, who, times=times)
        assert news(tx, who.ana) == ["session_planned"]
        assert scheduling.undo(tx, NOW, session.id, by=who.cora) == times
        assert planned(tx, who.ana) == planned(tx, who.ben) == []
        assert scheduling.undo(tx, NOW, session.id, by=who.cora) == 0

    await database.write(unit)


async def test_of_a_series_the_rest_is_still_told_when_its_first_is_cancelled_unheard(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = programme(tx)
        first = plan(tx, who, times=3)
        scheduling.cancel(tx, NOW, first.id, by=who.cora)
        second = sessions.of_series(tx, first.series_id or "")[1]
        rows = [one for one in nudges.planned_of(tx, who.ana) if one.kind in NEWS]
        assert [(one.kind, one.about) for one in rows] == [("session_planned", second.id)]

    await database.write(unit)


async def test_a_series_that_is_cancelled_from_one_on_is_one_note(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = programme(tx)
        first = plan(tx, who, times=5)
        hear(tx, NOW)
        second = sessions.of_series(tx, first.series_id or "")[1]
        assert scheduling.cancel(tx, NOW, second.id, by=who.cora, and_later=True) == 4
        assert news(tx, who.ana) == ["session_changed"]
        assert [one.state for one in sessions.of_series(tx, first.series_id or "")] == ["planned", *["cancelled"] * 4]

    await database.write(unit)


async def test_another_place_is_told_and_plans_no_reminder_a_second_time(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = programme(tx)
        session = plan(tx, who)
        hear(tx, NOW)
        for one in nudges.planned_of(tx, who.ben):
            if one.kind == "reminder_day":
                nudges.made(tx, NOW, one.id)
        assert scheduling.change_place(tx, IN_A_WEEK - timedelta(hours=20), session.id, "Room 3", by=who.cora)
        assert news(tx, who.ben) == ["session_changed"]
        assert {kind for kind, _, _ in planned(tx, who.ben, kinds=KINDS)} == {"reminder_hour", "feedback"}

    await database.write(unit)


async def test_what_begins_soon_is_told_at_once_and_what_is_over_is_not_moved(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = programme(tx)
        session = plan(tx, who, NOW + timedelta(hours=2))
        assert [due for _, due, _ in planned(tx, who.ana, kinds=NEWS)] == [due_now(tx, who.ana)]
        scheduling.cancel(tx, NOW, session.id, by=who.cora)
        assert not scheduling.move(tx, NOW, session.id, IN_A_WEEK, by=who.cora)
        assert not scheduling.change_place(tx, NOW, session.id, "Room 3", by=who.cora)
        assert scheduling.cancel(tx, NOW, session.id, by=who.cora) == 0
        assert not scheduling.move(tx, NOW, "nobody's", IN_A_WEEK, by=who.cora)

    await database.write(unit)


def due_now(tx: Transaction, person_id: str) -> str:
    return nudges.due_of(tx, NOW, person_id)[0].due_at


async def test_a_group_hears_with_its_facilitator(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = programme(tx)
        scheduling.plan(tx, NOW, by=None, group_id=who.group, slot=Slot(IN_A_WEEK, 90, "Library"), timezone=LONDON)
        assert news(tx, who.ana) == news(tx, who.eve) == news(tx, who.cora) == ["session_planned"]
        assert news(tx, who.ben) == []

    await database.write(unit)
