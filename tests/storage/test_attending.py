"""Who comes to the sessions of a group: nobody who has left, or is deleted, from then on; what was, was."""

from __future__ import annotations

from datetime import timedelta

from bot.actions import grouping, scheduling
from storage import attending, erasing, groups, people, sessions
from storage.database import Database, Transaction
from storage.sessions import Session
from tests.actions.programme import Three, join, three
from tests.databases import NOW

DAY = timedelta(days=1)


def circle(tx: Transaction) -> tuple[Three, str, str, list[Session]]:
    """Ana and Dan, who have said yes, Ben, who guides them, and their session of yesterday and of in two days."""
    who = three(tx)
    dan = join(tx, 4, "Dan", "partner")
    group = groups.form(tx, NOW, name="Circle", members=[who.ana, dan], facilitator_id=who.ben)
    for one in (who.ana, dan):
        grouping.answered(tx, NOW, group, one, "yes")
    slots = [scheduling.Slot(NOW + days * DAY) for days in (-1, 2)]
    held = [scheduling.plan(tx, NOW, by=None, group_id=group, slot=slot, timezone="Europe/London") for slot in slots]
    return who, dan, group, held


async def test_whoever_has_left_or_is_deleted_comes_to_nothing_that_begins_after_that(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who, dan, group, (was, will_be) = circle(tx)
        everybody = {who.ana, who.ben, dan}
        assert set(sessions.attendees(tx, was)) == set(sessions.attendees(tx, will_be)) == everybody
        people.leave(tx, NOW, who.ana)
        assert set(sessions.attendees(tx, will_be)) == set(attending.attendees(tx, group_id=group)) == {who.ben, dan}
        assert set(sessions.attendees(tx, was)) == everybody
        assert [one.id for one in sessions.of_person(tx, who.ana, NOW - 9 * DAY, NOW + 9 * DAY)] == [was.id]
        assert groups.members_of(tx, group) == [dan] and groups.of_person(tx, who.ana) == []
        assert sessions.with_one_at_most(tx, NOW) == []
        erasing.forget(tx, NOW, dan)
        assert sessions.attendees(tx, will_be) == [who.ben]
        assert [one.id for one in sessions.with_one_at_most(tx, NOW)] == [will_be.id]
        erasing.forget(tx, NOW, who.ben)
        assert sessions.attendees(tx, will_be) == []
        people.stays(tx, who.ana)
        assert sessions.attendees(tx, will_be) == [who.ana]

    await database.write(unit)


async def test_whoever_left_before_they_said_yes_is_waited_for_no_more(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who, dan, group, _ = circle(tx)
        groups.ask_in(tx, NOW, group, who.ana)
        assert attending.not_yet(tx, group_id=group) == [who.ana]
        people.leave(tx, NOW, who.ana)
        assert attending.not_yet(tx, group_id=group) == []
        assert set(attending.expected(tx, group_id=group)) == {who.ben, dan}

    await database.write(unit)
