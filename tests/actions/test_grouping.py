"""Groups are formed, taken back, joined and ended: the same for the chat and the console."""

from __future__ import annotations

from datetime import timedelta

from bot.actions import grouping, scheduling
from storage import directory, groups, nudges, people, profiles, sessions
from storage.database import Database, Transaction
from storage.sessions import Session
from tests.actions.programme import Three, planned, three
from tests.databases import NOW

DAY = timedelta(days=1)


def formed(tx: Transaction, who: Three, name: str = "Circle") -> grouping.Formed:
    members = [who.ana, who.ana, who.cora]
    return grouping.form(tx, NOW, name=name, members=members, facilitator_id=who.ben, made_by=who.cora)


async def test_members_and_facilitator_are_asked_and_undo_takes_it_all_back(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = three(tx)
        group = formed(tx, who)
        assert planned(tx, who.ana) == planned(tx, who.ben) == ["agree_group"]
        assert formed(tx, who).refused == "name_taken"
        assert grouping.undo(tx, NOW, group.id, who.cora) == "undone"
        assert planned(tx, who.ana) == planned(tx, who.ben) == []
        assert grouping.undo(tx, NOW, group.id, who.cora) == "over"
        assert formed(tx, who).refused == ""

    await database.write(unit)


async def test_somebody_who_stopped_is_left_out_and_a_group_of_nobody_is_refused(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = three(tx)
        people.stop(tx, NOW, who.ana)
        assert formed(tx, who).refused == "too_few"
        people.stop(tx, NOW, who.cora)
        assert formed(tx, who).refused == "nobody"
        assert groups.standing(tx) == []

    await database.write(unit)


def meeting(tx: Transaction, group_id: str, *days: int) -> list[Session]:
    """Its sessions in so many days, planned together by nobody who comes."""
    slots = [scheduling.Slot(NOW + each * DAY) for each in days]
    return scheduling.plan_series(tx, NOW, by=None, group_id=group_id, slots=slots, timezone="Europe/London")


async def test_whoever_has_not_said_yes_hears_nothing_of_its_sessions_and_with_the_yes_of_all(
    database: Database,
) -> None:
    def unit(tx: Transaction) -> None:
        who = three(tx)
        group = formed(tx, who).id
        begun, *_ = meeting(tx, group, 0)
        first, second = meeting(tx, group, 3, 10)
        assert [nudges.planned_about(tx, each.id) for each in (begun, first, second)] == [[], [], []]
        assert sessions.of_person(tx, who.ana, NOW, NOW + 30 * DAY) == []
        assert sessions.attendees(tx, first) == []
        assert set(sessions.expected(tx, first)) == {who.ana, who.ben, who.cora}
        scheduling.cancel(tx, NOW, meeting(tx, group, 5)[0].id, by=None)
        assert grouping.answered(tx, NOW, group, who.ana, "yes") == "yes"
        told = [(one.kind, one.about) for one in nudges.planned_of(tx, who.ana)]
        assert [about for kind, about in told if kind == "session_planned"] == [first.id]
        assert {about for kind, about in told if kind == "session_after"} == {first.id, second.id}
        assert {one.person_id for one in nudges.planned_about(tx, first.id)} == {who.ana}
        grouping.answered(tx, NOW, group, who.ana, "yes")
        assert len(told) == len(nudges.planned_of(tx, who.ana))

    await database.write(unit)


async def test_a_yes_asks_nobody_anew_how_a_session_was(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = three(tx)
        group = formed(tx, who).id
        (session,) = meeting(tx, group, 3)
        grouping.answered(tx, NOW, group, who.ana, "yes")
        for one in nudges.planned_of(tx, who.ana):
            nudges.made(tx, NOW + 4 * DAY, one.id)
        grouping.answered(tx, NOW + 4 * DAY, group, who.cora, "yes")
        assert nudges.planned_about(tx, session.id) == []

    await database.write(unit)


async def test_whoever_guides_it_hears_of_its_sessions_once_they_have_read_that_they_do(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = three(tx)
        group = formed(tx, who).id
        (session,) = meeting(tx, group, 3)
        assert planned(tx, who.ben) == [grouping.ASKING]
        nudges.withdraw_for(tx, NOW, who.ben, group, "unreachable", grouping.ASKING)
        assert sessions.attendees(tx, session) == []
        grouping.ask_again(tx, NOW)
        assert planned(tx, who.ben) == [grouping.ASKING]
        nudges.made(tx, NOW, nudges.planned_of(tx, who.ben)[0].id)
        grouping.guides(tx, NOW, group, who.ben)
        assert sessions.attendees(tx, session) == [who.ben]
        assert {"session_planned", "reminder_day"} <= set(planned(tx, who.ben))
        assert grouping.ask_again(tx, NOW) == 0

    await database.write(unit)


async def test_a_no_takes_the_notes_about_its_sessions_along_and_asking_again_is_possible(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = three(tx)
        group = formed(tx, who).id
        for one in (who.ana, who.cora):
            grouping.answered(tx, NOW, group, one, "yes")
        (session,) = meeting(tx, group, 3)
        assert grouping.undo(tx, NOW, group, who.cora) == "told_already"
        assert grouping.answered(tx, NOW, group, who.ana, "no") == "no"
        assert {one.person_id for one in nudges.planned_about(tx, session.id)} == {who.cora}
        assert grouping.add(tx, NOW, group, who.ana) == "asked"
        assert grouping.add(tx, NOW, group, who.ana) == "in_already"
        assert grouping.answered(tx, NOW, group, who.ana, "yes") == "yes"
        assert [one.id for one in groups.of_person(tx, who.ana)] == [group]

    await database.write(unit)


async def test_with_the_end_its_sessions_go_and_those_who_had_heard_are_told(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = three(tx)
        group = formed(tx, who).id
        session, second, _ = meeting(tx, group, 3, 10, 17)
        for kind in (grouping.ASKING, "session_planned"):
            for one in nudges.planned_of(tx, who.ana):
                if one.kind == kind:
                    nudges.made(tx, NOW, one.id)
            grouping.answered(tx, NOW, group, who.ana, "yes")
        assert grouping.end(tx, NOW, group, who.cora)
        assert not grouping.end(tx, NOW, group, who.cora)
        now = sessions.by_id(tx, session.id)
        assert now is not None and now.state == "cancelled"
        assert planned(tx, who.ana) == ["group_ended", "session_changed"]  # of the first, in case that goes before
        assert [one.person_id for one in nudges.planned_about(tx, session.id)] == [who.ana]
        assert nudges.planned_about(tx, second.id) == []
        assert planned(tx, who.ben) == []
        assert grouping.answered(tx, NOW, group, who.ana, "yes") == "over"
        assert grouping.add(tx, NOW, group, who.ana) == "over"

    await database.write(unit)


async def test_a_member_who_could_not_be_asked_is_asked_once_they_can_be(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = three(tx)
        group = formed(tx, who).id
        assert grouping.ask_again(tx, NOW) == 0
        nudges.withdraw_about(tx, NOW, group, "paused")
        assert grouping.ask_again(tx, NOW) == 3  # with whoever guides it
        assert planned(tx, who.ana) == ["agree_group"]

    await database.write(unit)


async def test_the_directory_lists_who_is_with_us_those_in_no_pairing_first(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = three(tx)
        people.meet(tx, NOW, telegram_id=9, timezone="Europe/London")  # has not joined
        profiles.keep_needs(tx, who.ana, ["captions", "breaks"], [])
        assert [one.name for one in directory.everybody(tx)] == ["Ana", "Ben", "Cora"]
        assert [one.id for one in directory.everybody(tx, "leader")] == [who.ben]
        assert directory.needs_of(tx, who.ana) == ["breaks", "captions"]

    await database.write(unit)
