"""Pairings and sessions from lines: nothing twice, nothing guessed, and ten thousand lines are no trouble."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from bot.actions import agreeing, scheduling
from bot.actions.import_preview import Preview
from bot.actions.importing import Found, Looking, make
from bot.actions.scheduling import Slot
from bot.chat.texts import Texts
from config.languages import language_files
from storage import nudges, pairings, people, sessions
from storage.database import Database, Row, Transaction
from storage.values import instant
from tests.actions.small_programme import IN_A_WEEK, LONDON, join, programme
from tests.databases import NOW

HEAD = "kind,partner,leader,group,from,until,date,time,minutes,place\n"


def look(tx: Transaction, *lines: str) -> Found:
    return Looking(tx, NOW, LONDON).look(HEAD + "\n".join(lines))


def troubles(found: Found) -> list[tuple[int, str, str]]:
    return [(one.line, one.column, one.what) for one in found.wrong]


async def test_what_was_looked_at_is_made_and_a_second_time_nothing(database: Database) -> None:
    lines = (
        "session,eve,P-005,,,,10/03/2026,14:00,45,Room 2",
        "pairing,Eve,Finn,,2026-03-02,2026-09-30,,,,",
        "session,Eve,Finn,,,,2026-03-17,14:00,,",
        "session,Eve,Finn,,,,2026-03-17,2pm,,",
        "session,,,listening well,,,2026-03-12,16:00,90,Library",
    )

    def unit(tx: Transaction) -> None:
        who = programme(tx)
        found = look(tx, *lines)
        assert (troubles(found), len(found.pairings), found.times, found.there) == ([], 1, 3, 1)
        assert [one for one in pairings.standing(tx) if one.partner_id == who.eve] == []
        make(tx, NOW, found, by=who.cora, timezone=LONDON)
        (pairing,) = pairings.standing_of(tx, who.eve)
        assert (pairing.state, pairing.from_on, pairing.until_on) == ("proposed", "2026-03-02", "2026-09-30")
        theirs = sessions.of_pairing(tx, pairing.id)
        assert [(one.minutes, one.place) for one in theirs] == [(45, "Room 2"), (60, "")]
        assert theirs[0].starts_at == instant(NOW + timedelta(days=8, hours=5))
        told = [one.kind for one in nudges.planned_of(tx, who.finn) if not one.kind.startswith(("rem", "feed"))]
        assert told == ["agree_pairing"]
        again = look(tx, *lines)
        assert (troubles(again), len(again.pairings), again.times, again.there) == ([], 0, 0, 5)

    await database.write(unit)


async def test_of_two_who_will_not_work_together_nothing_stays_planned(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = programme(tx)
        found = look(tx, "pairing,Eve,Finn,,,,,,,", "session,Eve,Finn,,,,2026-03-17,14:00,,")
        make(tx, NOW, found, by=who.cora, timezone=LONDON)
        (pairing,) = pairings.standing_of(tx, who.eve)
        agreeing.answered(tx, NOW, pairing.id, who.finn, "no")
        assert [one.state for one in sessions.of_pairing(tx, pairing.id)] == ["cancelled"]
        assert [one for one in nudges.planned_of(tx, who.eve) if one.kind != "pairing_news"] == []

    await database.write(unit)


async def test_of_two_neither_hears_of_their_sessions_before_both_have_said_yes(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = programme(tx)
        lines = [f"session,Eve,Finn,,,,2026-03-{day},14:00,," for day in (17, 24)]
        make(tx, NOW, look(tx, "pairing,Eve,Finn,,,,,,,", *lines), by=who.cora, timezone=LONDON)
        (pairing,) = pairings.standing_of(tx, who.eve)
        first, second = sessions.of_pairing(tx, pairing.id)
        agreeing.answered(tx, NOW, pairing.id, who.eve, "yes")
        for one in (first, second):
            assert (sessions.attendees(tx, one), nudges.planned_about(tx, one.id)) == ([], [])
        agreeing.answered(tx, NOW, pairing.id, who.finn, "yes")
        for person_id in (who.eve, who.finn):
            told = [(each.kind, each.about) for each in nudges.planned_of(tx, person_id)]
            assert [about for kind, about in told if kind == "session_planned"] == [first.id]
            assert {about for kind, about in told if kind == "reminder_hour"} == {first.id, second.id}

    await database.write(unit)


@pytest.mark.parametrize(
    ("line", "trouble"),
    [
        ("party,Ana,Ben,,,,,,,", ("kind", "no_kind")),
        ("pairing,Zed,Ben,,,,,,,", ("partner", "no_partner")),
        ("pairing,Ben,Ana,,,,,,,", ("partner", "no_partner")),
        ("pairing,Ana,Zed,,,,,,,", ("leader", "no_leader")),
        ("pairing,,Ben,,,,,,,", ("partner", "name_missing")),
        ("pairing,Both,Both,,,,,,,", ("leader", "themselves")),
        ("pairing,Sam,Ben,,,,,,,", ("partner", "several")),
        ("pairing,Eve,Finn,,2026-09-01,2026-03-01,,,,", ("until", "ends_first")),
        ("pairing,Quiet,Finn,,,,,,,", ("partner", "no_messages")),
        ("pairing,Eve,Finn,,soon,,,,,", ("from", "no_date")),
        ("session,Eve,Finn,,,,2026-03-10,14:00,,", ("partner", "not_paired")),
        ("session,,,Nobody's group,,,2026-03-10,14:00,,", ("group", "no_group")),
        ("session,Ana,Ben,,,,2026-02-10,14:00,,", ("date", "gone_by")),
        ("session,Ana,Ben,,,,2036-02-10,14:00,,", ("date", "too_far")),
        ("session,Ana,Ben,,,,,14:00,,", ("date", "date_missing")),
        ("session,Ana,Ben,,,,2026-03-10,14:00,9999,", ("minutes", "no_minutes")),
        ("session,Ana,Ben,,,,2026-03-10,14:00,," + "x" * 301, ("place", "long_place")),
    ],
)
async def test_each_wrong_line_is_named(database: Database, line: str, trouble: tuple[str, str]) -> None:
    def unit(tx: Transaction) -> None:
        programme(tx)
        join(tx, "Sam", "partner", 21)
        join(tx, "Sám", "partner", 22)
        people.stop(tx, NOW, join(tx, "Quiet", "partner", 24))
        both = join(tx, "Both", "partner", 23)
        tx.run("INSERT INTO roles (person_id, role, given_at) VALUES (:id, 'leader', :now)", id=both, now=instant(NOW))
        found = look(tx, "session,Ana,Ben,,,,2026-03-11,14:00,,", line)
        assert troubles(found) == [(3, *trouble)]
        assert found.times == 1

    await database.write(unit)


@pytest.mark.parametrize(
    ("lines", "remarks"),
    [
        (["session,Ana,Ben,,,,2026-03-10,14:00,,"], []),
        (["pairing,Eve,Finn,,,,,,,"], []),
        (["pairing,Ana,Finn,,,,,,,"], ["Ana would be in two pairings at once: Ana and Finn, and Ana and Ben."]),
        (["pairing,Ana,Finn,,2027-01-01,,,,,"], []),  # the other one ends before
        (
            ["session,,,Listening well,,,2026-03-10,14:00,90,", "session,Ana,Ben,,,,2026-03-10,15:00,,"],
            ["Tuesday 10 March 2026, 15:00, Ana and Ben: Ana has another session on Tuesday 10 March 2026, 14:00."],
        ),
        (["session,,,Listening well,,,2026-03-10,14:00,60,", "session,Ana,Ben,,,,2026-03-10,15:00,,"], []),
        (
            ["session,Ana,Ben,,,,2026-03-12,13:30,,"],  # one on the 12th at two is planned
            ["Thursday 12 March 2026, 13:30, Ana and Ben: Ana has another session on Thursday 12 March 2026, 14:00."],
        ),
        (
            ["session,Ana,Ben,,,,2027-01-05,14:00,,"],
            [
                "Tuesday 5 January 2027, 14:00, Ana and Ben: their pairing is only until Thursday 31 December 2026.",
            ],
        ),
        (
            ["session,Ana,Ben,,,,2026-03-10,22:00,,", "session,Ana,Ben,,,,2026-03-11,6:00,,"],
            ["Tuesday 10 March 2026, 22:00, Ana and Ben: that is very early or very late."],
        ),
    ],
)
async def test_what_is_worth_a_look_is_remarked_upon(database: Database, lines: list[str], remarks: list[str]) -> None:
    def unit(tx: Transaction) -> None:
        who = programme(tx)
        taken = Slot(IN_A_WEEK + timedelta(days=2))
        scheduling.plan(tx, NOW, by=None, pairing_id=who.pairing, slot=taken, timezone=LONDON)
        found = look(tx, *lines)
        assert troubles(found) == []
        assert Preview(tx, Texts(language_files()).voice("en"), LONDON, found).remarks() == remarks

    await database.write(unit)


@dataclass
class Counted:
    """A transaction, and how many statements it has been given."""

    tx: Transaction
    times: int = 0

    def run(self, sql: str, /, **values: Any) -> int:
        self.times += 1
        return self.tx.run(sql, **values)

    def one(self, sql: str, /, **values: Any) -> Row | None:
        self.times += 1
        return self.tx.one(sql, **values)

    def again(self, sql: str, /, **values: Any) -> Row | None:
        return self.one(sql, **values)

    def all(self, sql: str, /, **values: Any) -> list[Row]:
        self.times += 1
        return self.tx.all(sql, **values)

    def unchanged(self, sql: str, of_time: Collection[str], months: Collection[str], /, **values: Any) -> list[Row]:
        return self.all(sql, **values)


async def test_looking_at_a_thousand_lines_asks_about_one_thing_for_each(database: Database) -> None:
    begins = NOW.date() + timedelta(days=1)
    days = [(begins + timedelta(days=number % 700)).isoformat() for number in range(1_000)]
    lines = [f"session,Ana,Ben,,,,{on},{8 + number // 700}:00,," for number, on in enumerate(days)]

    def unit(tx: Transaction) -> None:
        programme(tx)
        counted = Counted(tx)
        found = look(counted, *lines)
        assert (found.times, found.wrong) == (1_000, [])
        preview = Preview(counted, Texts(language_files()).voice("en"), LONDON, found)
        assert (len(preview.sessions()), preview.remarks() != []) == (1_000, True)
        assert counted.times < 2 * len(lines), counted.times

    await database.write(unit)
