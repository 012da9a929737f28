"""The audit log: whole as long as nobody touches it, and a row that was touched shows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import audit, audit_found, values
from storage.database import Database, Transaction
from storage.errors import RuleBroken
from storage.opening import open_database
from tests.databases import NOW


def note_three(tx: Transaction) -> list[str]:
    """Three rows; their ids."""
    for number in range(3):
        audit.note(tx, NOW, actor="p-cora", action="person_read", about=f"p-{number}", detail="reason=care")
    return [row["id"] for row in tx.all("SELECT id FROM audit ORDER BY id")]


def unguard(tx: Transaction, url: str) -> None:
    """What somebody does who has the file and means to change it."""
    if url.startswith("sqlite"):
        tx.run("DROP TRIGGER audit_is_never_changed")
        tx.run("DROP TRIGGER audit_is_cut_at_its_old_end_only")
    else:
        tx.run("DROP TRIGGER audit_is_never_changed ON audit")
        tx.run("DROP TRIGGER audit_is_cut_at_its_old_end_only ON audit")


async def test_an_empty_log_is_whole(database: Database) -> None:
    assert await database.read(audit.first_broken) is None


async def test_a_log_that_nobody_touched_is_whole(database: Database) -> None:
    await database.write(note_three)
    await database.write(note_three)
    assert await database.read(audit.first_broken) is None


async def test_a_row_is_found_on_its_day_also_after_a_clock_that_ran_ahead(database: Database) -> None:
    def unit(tx: Transaction) -> list[int]:
        with values.ids_apart():
            values.new_id(NOW + timedelta(days=9))
            note_three(tx)
        days = [
            audit_found.Wanted(since=NOW + timedelta(days=day), until=NOW + timedelta(days=day + 1)) for day in (0, 9)
        ]
        return [len(audit_found.newest(tx, 9, day)) for day in days]

    assert await database.write(unit) == [3, 0]


async def test_the_words_of_a_row_are_kept_as_they_were_noted(database: Database) -> None:
    await database.write(lambda tx: audit.note(tx, NOW, actor="a", action="person_forgotten", about="b", detail="n=ä"))
    row = await database.read(lambda tx: tx.one("SELECT actor, action, about, detail, done_at FROM audit"))
    assert row is not None
    kept = [row[name] for name in ("actor", "action", "about", "detail", "done_at")]
    assert kept == ["a", "person_forgotten", "b", "n=ä", "2026-03-02T09:00:00.000000Z"]
    assert await database.read(audit.first_broken) is None


async def test_a_row_that_was_changed_shows(database: Database, address: tuple[str, bytes | None]) -> None:
    def unit(tx: Transaction) -> tuple[list[str | None], str]:
        unguard(tx, address[0])
        second = note_three(tx)[1]
        shown = [changed(tx, second, column) for column in ("actor", "action", "about", "detail", "done_at", "hash")]
        return shown, second

    def changed(tx: Transaction, audit_id: str, column: str) -> str | None:
        before = tx.one(f"SELECT {column} AS was FROM audit WHERE id = :id", id=audit_id)
        assert before is not None
        tx.run(f"UPDATE audit SET {column} = 'another' WHERE id = :id", id=audit_id)
        broken = audit.first_broken(tx)
        tx.run(f"UPDATE audit SET {column} = :was WHERE id = :id", was=before["was"], id=audit_id)
        assert audit.first_broken(tx) is None
        return broken

    shown, second = await database.write(unit)
    assert shown == [second] * 6


async def test_words_moved_from_one_column_to_the_next_show(
    database: Database, address: tuple[str, bytes | None]
) -> None:
    def unit(tx: Transaction) -> tuple[str | None, str]:
        unguard(tx, address[0])
        first = note_three(tx)[0]
        tx.run("UPDATE audit SET actor = actor || 'p', about = '-0' WHERE id = :id", id=first)
        return audit.first_broken(tx), first

    broken, first = await database.write(unit)
    assert broken == first


async def test_a_row_that_is_missing_shows_in_the_one_after_it(
    database: Database, address: tuple[str, bytes | None]
) -> None:
    def unit(tx: Transaction) -> tuple[str | None, str]:
        unguard(tx, address[0])
        _, second, third = note_three(tx)
        tx.run("DELETE FROM audit WHERE id = :id", id=second)
        return audit.first_broken(tx), third

    broken, third = await database.write(unit)
    assert broken == third


async def test_a_row_that_was_slipped_in_shows(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[str | None, str]:
        first = note_three(tx)[0]
        tx.run(
            """
            INSERT INTO audit (id, actor, action, about, detail, done_at, hash)
            SELECT :id, actor, action, about, detail, done_at, hash FROM audit WHERE id = :first
            """,
            id=f"{first}0",
            first=first,
        )
        return audit.first_broken(tx), first

    broken, first = await database.write(unit)
    assert broken == f"{first}0"


@pytest.mark.parametrize("sql", ["UPDATE audit SET detail = ''", "DELETE FROM audit"])
async def test_the_database_refuses_to_touch_a_row(sql: str, database: Database) -> None:
    await database.write(note_three)
    with pytest.raises(RuleBroken):
        await database.write(lambda tx: tx.run(sql))
    assert len(await database.read(lambda tx: tx.all("SELECT id FROM audit"))) == 3


async def test_the_old_end_can_be_cut_off_and_what_is_left_is_whole(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[int, list[str], list[str], str | None]:
        for days, action in ((0, "person_read"), (1, "concern_looked_at"), (9, "person_read"), (10, "link_made")):
            audit.note(tx, NOW + timedelta(days=days), actor="p-cora", action=action, about="p-ana")
        gone = audit.cut(tx, NOW, NOW + timedelta(days=5), NOW - timedelta(days=50))
        rows = [tx.all(f"SELECT action FROM {table} ORDER BY id") for table in ("audit", "audit_kept")]
        audit.note(tx, NOW, actor="p-cora", action="person_read", about="p-ana")
        left, kept = ([row["action"] for row in each] for each in rows)
        return gone, left, kept, audit.first_broken(tx)

    assert await database.write(unit) == (2, ["person_read", "link_made"], ["concern_looked_at"], None)


async def test_the_whole_log_can_be_past_its_term(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[int, str | None]:
        note_three(tx)
        gone = audit.cut(tx, NOW, NOW + timedelta(days=5), NOW)
        note_three(tx)
        return gone, audit.first_broken(tx)

    assert await database.write(unit) == (3, None)


async def test_a_clock_set_back_between_two_runs_does_not_look_like_a_changed_row(
    address: tuple[str, bytes | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in (NOW, NOW - timedelta(hours=2)):
        monkeypatch.setattr(values, "_last_tick", 0)  # as in a new process
        database = await open_database(address[0], key=address[1], clock_now=at)
        try:
            await database.write(lambda tx, at=at: audit.note(tx, at, actor="a", action="b", about="c"))  # type: ignore[misc]
            broken = await database.read(audit.first_broken)
        finally:
            await database.close()
        assert broken is None


async def test_two_programs_whose_clocks_differ_write_one_chain(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a copy is brought back on a machine whose clock is behind: voices doctor would accuse somebody."""

    def unit(tx: Transaction) -> str | None:
        for at in (NOW + timedelta(days=30), NOW, NOW + timedelta(days=30)):
            monkeypatch.setattr(values, "_last_tick", 0)  # as in another process
            audit.note(tx, at, actor="a", action="b", about="c")
        return audit.first_broken(tx)

    assert await database.write(unit) is None
