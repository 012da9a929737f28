"""A restore to the past (R9): sent stays sent, withdrawn stays withdrawn, erased stays erased to the last byte."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from storage import consents, erasing, erasures, invites, ledger, links, outbox, people, restoring
from storage.backup import backup, restore
from storage.database import Database, Transaction
from storage.sqlite import open_sqlite
from storage.sqlite_file import SqliteFile
from tests.cast import ANA, BEN
from tests.databases import KEY, NOW
from tests.storage.canaries import fill, row_id

T = TypeVar("T")
LATER = NOW + timedelta(days=1)
YES: dict[str, Any] = {"wording_key": "agree", "wording": "Do you agree?", "language": "en", "how": "chat"}


@pytest.fixture(params=[None, KEY], ids=["plain", "encrypted"])
def key(request: pytest.FixtureRequest) -> bytes | None:
    chosen: bytes | None = request.param
    return chosen


def crowd(tx: Transaction) -> list[str]:
    """Five people who have agreed, and fifty messages of ours that wait."""
    met = []
    for number in range(5):
        person = people.meet(tx, NOW, telegram_id=500 + number, timezone="Europe/London").id
        people.joined(tx, NOW, person)
        people.call(tx, person, name=f"Canary{number}Quillon", pronouns="", language="en")
        consents.note(tx, NOW, person, purpose="take_part_health", decision="given", **YES)
        met.append(person)
    for number in range(50):
        whom = met[number % 5]
        outbox.add(tx, NOW, chat_id=500, person_id=whom, payload={"text": "x"}, priority=outbox.PROACTIVE)
    links.make(tx, NOW, met[0])
    invites.make(tx, NOW, role="partner")
    return met


def since_then(tx: Transaction, met: list[str]) -> None:
    """All is sent, three take their yes back, one of them gives it again, two are erased, one says stop."""
    tx.run("UPDATE outbox SET state = 'sent', done_at = made_at")
    for person in met[:3]:
        consents.note(tx, LATER, person, purpose="take_part_health", decision="withdrawn", **YES)
    consents.note(tx, LATER, met[2], purpose="take_part_health", decision="given", **YES)
    for person in met[3:]:
        erasing.forget(tx, LATER, person)
    people.stop(tx, LATER, met[0])
    erasures.plan(tx, LATER, met[1], "all", LATER + timedelta(days=1))


def standing(tx: Transaction, met: list[str]) -> dict[str, object]:
    row = tx.one("SELECT COUNT(*) AS times FROM outbox WHERE state IN ('queued', 'sending', 'uncertain')")
    planned = erasures.planned(tx, met[1])
    now = [people.by_id(tx, one) for one in met]
    good = tx.one("SELECT COUNT(*) AS times FROM invites WHERE expires_at > '2026-03-04'")
    assert row is not None and good is not None
    return {
        "waiting": row["times"],
        "agreed": [consents.given(tx, one, "take_part_health") for one in met],
        "erased": [person is None or person.name == "" for person in now],
        "stopped": bool(now[0] and now[0].stopped_at),
        "planned": planned and planned.kind,
        "doors": len(tx.all("SELECT id FROM links")) + good["times"],
    }


AS_IT_HAS_TO_BE = {
    "waiting": 0,
    "agreed": [False, False, True, False, False],
    "erased": [False, False, False, True, True],
    "stopped": True,
    "planned": "all",
    "doors": 0,
}


@pytest.mark.parametrize("known_from", ["the database", "the ledger beside it", "the ledger beside the backup"])
async def test_what_holds_goes_on_holding(tmp_path: Path, key: bytes | None, known_from: str) -> None:
    path, safe = tmp_path / "data" / "voices.db", tmp_path / "safe"
    safe.mkdir()
    met = await within(path, key, crowd)
    backup(path, safe / "monday", key)
    await within(path, key, lambda tx: since_then(tx, met))
    entries = await within(path, key, ledger.entries)
    if known_from == "the ledger beside it":
        ledger.write(ledger.file_beside(path), entries)
        path.unlink()
    elif known_from == "the ledger beside the backup":
        backup(path, safe / "tuesday", key)
        path.unlink()
    told = restore(safe / "monday", path, key, LATER + timedelta(hours=1))
    assert (told.erased, told.withdrawn, told.let_go) == (2, 2, 50)
    assert await within(path, key, lambda tx: standing(tx, met)) == AS_IT_HAS_TO_BE
    assert not any(name in decrypted(path, key) for name in (b"Canary3Quillon", b"Canary4Quillon"))
    assert b"Canary1Quillon" in decrypted(path, key)


async def test_a_copy_put_there_by_hand_is_found_out_at_the_next_start(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[object, object, object]:
        met = crowd(tx)
        first = ledger.entries(tx)
        tx.run("SAVEPOINT before")
        since_then(tx, met)
        later = ledger.entries(tx)
        tx.run("ROLLBACK TO SAVEPOINT before")
        nothing = restoring.catch_up(tx, LATER, first)
        told = restoring.catch_up(tx, LATER + timedelta(hours=1), later)
        again = restoring.catch_up(tx, LATER + timedelta(hours=2), later)
        assert told is not None
        return nothing, again, standing(tx, met)

    assert await database.write(unit) == (None, None, AS_IT_HAS_TO_BE)


async def test_canaries_of_the_erased_are_in_no_page_of_a_restored_copy(tmp_path: Path, key: bytes | None) -> None:
    path = tmp_path / "voices.db"
    ana = await within(path, key, full)
    gone = [each.encode() for each in ana.values() if each.startswith("canary")]
    backup(path, tmp_path / "yesterday", key)
    pages = decrypted(tmp_path / "yesterday", key)
    assert [each for each in gone if each not in pages] == []
    await within(path, key, lambda tx: erasing.forget(tx, LATER, row_id("people", ANA)))
    restore(tmp_path / "yesterday", path, key, LATER)
    pages = decrypted(path, key)
    assert [each for each in gone if each in pages] == []


def test_a_line_that_was_cut_off_is_written_again(tmp_path: Path) -> None:
    path = tmp_path / "voices.db.ledger"
    entries = [ledger.Entry(f"{number}", "salt", "who", "erased:", "2026-03-02") for number in range(3)]
    assert ledger.write(path, entries[:2]) == 2
    path.write_bytes(path.read_bytes()[:-5])
    assert ledger.write(path, entries) == 2
    assert ledger.read(path) == entries
    assert ledger.write(path, entries) == 0
    assert path.stat().st_mode & 0o777 == 0o600


def full(tx: Transaction) -> dict[tuple[str, str], str]:
    """Every table full for Ana and Ben; Ana's canaries."""
    ana = fill(tx, ANA, 1)
    fill(tx, BEN, 2)
    tx.run("DELETE FROM migrations WHERE name LIKE 'ours%'")  # which no program could have made
    return ana


async def within(path: Path, key: bytes | None, unit: Callable[[Transaction], T]) -> T:
    """What a unit returned, on a database that is closed again."""
    database = await open_sqlite(path, now=NOW, key=key)
    try:
        return await database.write(unit)
    finally:
        await database.close()


def decrypted(path: Path, key: bytes | None) -> bytes:
    """Every page of the file as the driver reads it, with what is on no table any more."""
    if key is None:
        return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*") if file.is_file())
    plain = path.with_name("plain")
    plain.unlink(missing_ok=True)
    with closing(SqliteFile(path, key).connect("ro")) as connection:
        connection.execute(f"ATTACH DATABASE '{plain}' AS plain KEY ''").fetchall()
        connection.execute("SELECT sqlcipher_export('plain')").fetchall()
    return plain.read_bytes()
