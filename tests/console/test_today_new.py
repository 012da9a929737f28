"""What is new on the first page, however much of it there is: each line leads where one look at a time would."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from console.todo import AT_ONCE
from storage import broadcasts, concern_lists, groups, notices, opportunities, pairings, people, sessions
from storage.database import Transaction
from tests.console.office import Office
from tests.console.records import Records

ONE_BY_ONE: Mapping[str, Callable[[Transaction, str], object]] = {
    "concerns": concern_lists.person_of,
    "people": people.by_id,
    "sessions": sessions.by_id,
    "pairings": pairings.by_id,
    "groups": groups.by_id,
    "broadcasts": broadcasts.by_id,
    "opportunities": opportunities.by_id,
}


async def test_what_a_notice_is_about_is_found_at_once_where_it_is_found_one_by_one(office: Office) -> None:
    records, now = Records(office), office.clock.now()
    await records.fill()
    abouts = sorted({*records.ids.values(), "a reason", ""})

    def look(tx: Transaction) -> None:
        broadcasts.draft(tx, now, made_by=records.ids["staff"], words="There is news.")
        every = [*abouts, *(row["id"] for one in ONE_BY_ONE for row in tx.all(f"SELECT id FROM {one}"))]
        for one in every:
            notices.note(tx, now, "note_failed", one)
        at_once = notices.tables(tx)
        slowly = {
            one: next((table for table, by_id in ONE_BY_ONE.items() if by_id(tx, one)), "")
            for one in {each.about for each in notices.to_look_at(tx)}
        }
        assert at_once == slowly
        assert {*at_once.values()} == {*notices.ABOUT, ""}
        assert all(notices.tables(tx, one) == {one: slowly[one]} for one in every)

    await office.do(look)


async def test_of_many_who_cannot_be_reached_the_first_are_shown_and_how_many_more_there_are(office: Office) -> None:
    now, cora = office.clock.now(), await office.staff("coordinator")
    met = [await office.hire("partner", f"Eve{number}") for number in range(AT_ONCE + 3)]

    def lose(tx: Transaction) -> None:
        for one in met:
            people.unreachable(tx, now, one.id, "blocked")
            notices.note(tx, now, "person_unreachable", one.id)

    await office.do(lose)
    page = await cora.get("/")
    assert page.text.count("Mark as seen") == 0
    assert page.text.count("Open it") == AT_ONCE
    shown = [one.id for one in met if f"/console/people/{one.id}" in page.html]
    assert len(shown) == AT_ONCE
    assert page.text.count("3 more") == 2
