"""Files that staff asked for: whose they are, how long they stay, and what goes with somebody who is erased."""

from __future__ import annotations

from datetime import timedelta

from storage import concerns, erasing, exports, learning, people, profiles, rosters, sessions
from storage.database import Database, Transaction
from storage.pairings import propose
from tests.databases import NOW

A_DAY = timedelta(days=1)


def person(tx: Transaction, name: str, role: str = "partner", *, is_test: bool = False) -> str:
    met = people.meet_without_telegram(tx, NOW, timezone="Europe/London")
    people.give_role(tx, NOW, met.id, role)
    people.call(tx, met.id, name=name, pronouns="", language="en")
    people.joined(tx, NOW, met.id)
    tx.run("UPDATE people SET is_test = :is_test WHERE id = :id", is_test=is_test, id=met.id)
    return met.id


def ask(tx: Transaction, whose: str, kind: str = "people", about: str = "") -> str:
    return exports.ask(tx, NOW, whose, kind=kind, format="csv", about=about, purpose="trying", all_rows=3)


async def test_a_file_is_kept_in_pieces_and_is_its_makers_alone(database: Database) -> None:
    content = bytes(range(256)) * 2_000

    def unit(tx: Transaction) -> None:
        cora, dora = person(tx, "Cora", "coordinator"), person(tx, "Dora", "coordinator")
        made = ask(tx, cora)
        assert exports.next_in_hand(tx) == exports.theirs(tx, NOW, cora, made)
        assert exports.theirs(tx, NOW, dora, made) is None
        assert not exports.made_so_far(tx, made, 2)
        assert exports.begin(tx, made) and exports.made_so_far(tx, made, 2)
        exports.keep_part(tx, made, 9, b"left over from a time that came to nothing")
        pieces = list(exports.parts(content))
        assert len(pieces) > 1
        for position, piece in pieces:
            exports.keep_part(tx, made, position, piece)
        exports.finish(tx, NOW, made, rows=3, parts=len(pieces))
        assert exports.content(tx, made) == content
        assert exports.next_in_hand(tx) is None
        (mine,) = exports.of_person(tx, NOW, cora)
        assert (mine.state, mine.done_rows, exports.goes_on(tx, mine)) == ("ready", 3, NOW + 7 * A_DAY)

    await database.write(unit)


async def test_after_seven_days_it_is_nobodys_and_then_it_goes(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        cora = person(tx, "Cora", "coordinator")
        made, late = ask(tx, cora), NOW + 7 * A_DAY + timedelta(seconds=1)
        exports.begin(tx, made)
        exports.keep_part(tx, made, 0, b"words")
        assert exports.theirs(tx, NOW + 7 * A_DAY, cora, made)
        assert exports.theirs(tx, late, cora, made) is None
        assert exports.of_person(tx, late, cora) == []
        assert exports.forget_old(tx, late - 7 * A_DAY) == 1
        assert tx.all("SELECT * FROM export_parts") == []

    await database.write(unit)


async def test_with_somebody_who_is_erased_goes_every_file_that_may_have_them_in_it(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        cora, ana, eve = person(tx, "Cora", "coordinator"), person(tx, "Ana"), person(tx, "Eve")
        about = {one: concerns.raise_(tx, NOW, one, None, "contact_me") for one in (ana, eve)}
        for kind in ("people", "pairings", "sessions", "learning"):
            ask(tx, cora, kind)
        ask(tx, cora, "concern", about[ana])
        stays = ask(tx, cora, "concern", about[eve])
        erasing.forget(tx, NOW, ana)
        assert [one.id for one in exports.of_person(tx, NOW, cora)] == [stays]

    await database.write(unit)


async def test_what_is_not_wanted_any_more_is_not_made(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        cora = person(tx, "Cora", "coordinator")
        made = ask(tx, cora)
        exports.begin(tx, made)
        exports.delete(tx, made)
        assert not exports.made_so_far(tx, made, 1)
        exports.keep_part(tx, made, 0, b"words")
        failed = ask(tx, cora)
        exports.begin(tx, failed)
        exports.keep_part(tx, failed, 0, b"words")
        exports.fail(tx, NOW, failed)
        assert not exports.made_so_far(tx, failed, 1)
        assert tx.all("SELECT * FROM export_parts") == []

    await database.write(unit)


async def test_lists_hold_everybody_in_pieces_and_no_test_people(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        ana, ben, tess = person(tx, "Ana"), person(tx, "Ben", "leader"), person(tx, "Tess", is_test=True)
        profiles.keep_needs(tx, ana, ["captions", "own words"], [])
        real = propose(tx, NOW, partner_id=ana, leader_id=ben, from_on=NOW.date())
        tried = propose(tx, NOW, partner_id=tess, leader_id=ben, from_on=NOW.date())
        for pairing in (real, tried):
            sessions.plan(tx, NOW, pairing_id=pairing, starts_at=NOW, timezone="Europe/London")
        found = rosters.people(tx, "")
        assert [(one["name"], one["roles"], one["needs"]) for one in found] == [
            ("Ana", ["partner"], ["captions", "own words"]),
            ("Ben", ["leader"], []),
        ]
        assert rosters.people(tx, found[-1]["id"]) == []
        assert [(one["partner"], one["leader"], one["planned"]) for one in rosters.pairings(tx, "")] == [
            ("Ana", "Ben", 1)
        ]
        assert [one["partner"] for one in rosters.sessions(tx, "")] == ["Ana"]
        assert [rosters.how_many(tx, kind) for kind in ("people", "pairings", "sessions")] == [2, 1, 1]
        month = learning.Month(NOW - timedelta(days=30), NOW)
        assert (learning.how_many(tx, month), learning.agreed(tx, month, "")) == ((0, 0), [])

    await database.write(unit)
