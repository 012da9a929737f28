"""Two people are put together, taken apart, agree, and come to their end: the same for the chat and the console."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.actions import agreeing, ending, pairing, planning
from storage import erasing, notices, nudges, pairings, people, sessions
from storage.database import Database, Transaction
from storage.sessions import Session
from tests.actions.programme import Three, has_been_asked, join, paired, planned, three
from tests.databases import NOW

DAY = timedelta(days=1)
TODAY = NOW.date()

Change = Callable[[Transaction, Three], object]


def meeting(tx: Transaction) -> tuple[Three, str, Session]:
    """Two who have both said yes, their pairing, and a session in three days."""
    who = three(tx)
    made = paired(tx, who)
    for one in (who.ana, who.ben):
        agreeing.answered(tx, NOW, made, one, "yes")
    return who, made, sessions.plan(tx, NOW, pairing_id=made, starts_at=NOW + 3 * DAY, timezone="Europe/London")


async def test_both_are_asked_and_nobody_else(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = three(tx)
        found = pairings.by_id(tx, paired(tx, who))
        assert found is not None and found.state == "proposed" and found.made_by == who.cora
        assert [planned(tx, one) for one in (who.ana, who.ben, who.cora)] == [["agree_pairing"], ["agree_pairing"], []]

    await database.write(unit)


@pytest.mark.parametrize(
    ("refused", "change"),
    [
        ("same", paired),
        ("stopped", lambda tx, who: people.stop(tx, NOW, who.ben)),
        ("gone", lambda tx, who: erasing.forget(tx, NOW, who.ana)),
    ],
)
async def test_what_cannot_be_is_refused_and_plans_nothing(database: Database, refused: str, change: Change) -> None:
    def unit(tx: Transaction) -> None:
        who = three(tx)
        change(tx, who)
        before = planned(tx, who.ben)
        made = pairing.propose(tx, NOW, partner_id=who.ana, leader_id=who.ben, from_on=TODAY)
        assert made.refused == refused
        assert planned(tx, who.ben) == before

    await database.write(unit)


async def test_neither_somebody_with_themselves_nor_an_end_before_the_start(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = three(tx)
        alone = pairing.propose(tx, NOW, partner_id=who.ana, leader_id=who.ana, from_on=TODAY)
        backwards = pairing.propose(tx, NOW, partner_id=who.ana, leader_id=who.ben, from_on=TODAY, until_on=TODAY - DAY)
        assert (alone.refused, backwards.refused) == ("themselves", "ends_first")
        since, until = TODAY - 3 * DAY, TODAY - DAY
        past = pairing.propose(tx, NOW, partner_id=who.ana, leader_id=who.ben, from_on=since, until_on=until)
        assert past.refused == "gone_by"
        assert pairings.standing(tx) == []

    await database.write(unit)


async def test_undo_leaves_nothing_planned_and_tells_only_those_who_had_heard(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = three(tx)
        assert pairing.undo(tx, NOW, paired(tx, who), who.cora) == "undone"
        assert planned(tx, who.ana) == planned(tx, who.ben) == []
        heard = paired(tx, who)
        has_been_asked(tx, heard)
        assert pairing.undo(tx, NOW, heard, who.cora) == "undone_aloud"
        assert planned(tx, who.ana) == planned(tx, who.ben) == ["pairing_news"]
        assert pairing.undo(tx, NOW, heard, who.cora) == "over"

    await database.write(unit)


async def test_once_somebody_has_answered_it_cannot_be_undone(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = three(tx)
        made = paired(tx, who)
        assert agreeing.answered(tx, NOW, made, who.ana, "yes") == "proposed"
        assert pairing.undo(tx, NOW, made, who.cora) == "answered"
        assert agreeing.answered(tx, NOW, made, who.ben, "yes") == "agreed"
        assert pairing.undo(tx, NOW, made, who.cora) == "agreed"
        assert "pairing_news" in planned(tx, who.ana) and planned(tx, who.cora) == ["pairing_news"]

    await database.write(unit)


async def test_one_no_is_enough_and_whoever_was_never_asked_never_hears_of_it(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = three(tx)
        made = paired(tx, who)
        assert agreeing.answered(tx, NOW, made, who.ana, "no") == "declined"
        assert planned(tx, who.ben) == []
        assert planned(tx, who.cora) == ["pairing_news"]
        assert agreeing.answered(tx, NOW, made, who.ben, "yes") == "declined"
        assert ("pairing_declined", made) in notices.unseen(tx)

    await database.write(unit)


async def test_with_the_end_the_planned_sessions_go_and_their_notes(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who, made, session = meeting(tx)
        planning.plan_session(tx, NOW, session)
        assert ending.end(tx, NOW, made, who.cora)
        assert not ending.end(tx, NOW, made, who.cora)
        now = sessions.by_id(tx, session.id)
        assert now is not None and now.state == "cancelled"
        assert {one.kind for one in nudges.planned_about(tx, session.id)} == {"session_changed"}
        assert "pairing_ended" in planned(tx, who.ana) and "pairing_ended" in planned(tx, who.ben)

    await database.write(unit)


async def test_an_agreed_pairing_ends_the_day_after_its_last_one(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = three(tx)
        made = pairing.propose(
            tx, NOW, partner_id=who.ana, leader_id=who.ben, from_on=TODAY, until_on=TODAY + DAY, made_by=who.cora
        )
        for one in (who.ana, who.ben):
            agreeing.answered(tx, NOW, made.id, one, "yes")
        assert [ending.past_their_end(tx, NOW + days * DAY) for days in (0, 1, 2, 3)] == [0, 0, 1, 0]

    await database.write(unit)


async def test_a_question_whose_last_day_passes_lapses_and_staff_see_it(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = three(tx)
        made = pairing.propose(
            tx, NOW, partner_id=who.ana, leader_id=who.ben, from_on=TODAY, until_on=TODAY + DAY, made_by=who.cora
        )
        assert agreeing.answered(tx, NOW + 2 * DAY, made.id, who.ana, "yes") == "ended"
        assert [ending.past_their_end(tx, NOW + days * DAY) for days in (1, 2)] == [0, 1]
        assert planned(tx, who.ana) == planned(tx, who.ben) == []
        assert planned(tx, who.cora) == ["pairing_news"]
        assert ("pairing_declined", made.id) in notices.unseen(tx)

    await database.write(unit)


async def test_whoever_could_not_be_asked_is_asked_once_they_can_be(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = three(tx)
        made = paired(tx, who)
        assert pairing.ask_again(tx, NOW) == 0
        people.pause(tx, NOW, who.ana)
        for one in nudges.planned_about(tx, made):
            nudges.lapse(tx, NOW, one.id, "paused")
        assert pairing.ask_again(tx, NOW) == 1  # Ben, who has not paused
        people.carry_on(tx, who.ana)
        assert pairing.ask_again(tx, NOW) == 1
        assert planned(tx, who.ana) == ["agree_pairing"]
        has_been_asked(tx, made)
        assert pairing.ask_again(tx, NOW) == 0

    await database.write(unit)


async def test_two_at_once_are_named(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = three(tx)
        finn = join(tx, 4, "Finn", "leader")
        made = paired(tx, who)
        assert [one.id for one in pairing.others(tx, who.ana, finn)] == [made]
        assert pairing.others(tx, finn, finn) == []

    await database.write(unit)


async def test_whoever_worked_with_somebody_who_is_erased_hears_that_they_need_not_come(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who, _, session = meeting(tx)
        worked_with = ending.worked_with(tx, NOW, who.ana)
        erasing.erase(tx, NOW, who.ana)
        ending.one_has_left(tx, NOW, who.ana, worked_with)
        assert [(one.person_id, one.kind) for one in nudges.planned_about(tx, session.id)] == [
            (who.ben, "session_changed")
        ]
        assert "pairing_ended" in planned(tx, who.ben)

    await database.write(unit)
