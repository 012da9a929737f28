"""A URL is turned into a database, and only its own driver is loaded."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from storage import answers, audit, consents, conversations, inbox, outbox, people, values
from storage.database import DatabaseRefused, Transaction
from storage.inbox import Arrived
from storage.opening import open_database, sqlite_path
from tests.databases import NOW, Server
from tests.storage.other_process import ROOT

LOADED = """
import asyncio, sys
from storage.opening import open_database
from datetime import UTC, datetime
async def main():
    database = await open_database("sqlite:///" + sys.argv[1], key=None, clock_now=datetime.now(UTC))
    await database.read(lambda tx: tx.all("SELECT name FROM facts"))
    await database.close()
asyncio.run(main())
print(sorted({name.split(".")[0] for name in sys.modules} & {"psycopg", "psycopg_pool", "sqlcipher3", "aiosqlite"}))
"""


def test_plain_sqlite_loads_no_other_driver(tmp_path: Path) -> None:
    said = subprocess.check_output([sys.executable, "-c", LOADED, str(tmp_path / "voices.db")], cwd=ROOT, text=True)
    assert said == "['aiosqlite']\n"


def test_paths_are_relative_or_absolute() -> None:
    assert sqlite_path("sqlite:///var/voices.db") == Path("var/voices.db")
    assert sqlite_path("sqlite:////var/our%20voices.db") == Path("/var/our voices.db")


STORED: dict[str, Callable[[Transaction, datetime, str], object]] = {
    "inbox": lambda tx, at, _: inbox.store(tx, at, 1, [Arrived(values.new_id(at), 1, None, "", "")]),
    "outbox": lambda tx, at, _: outbox.add(tx, at, chat_id=1, payload={}),
    "audit": lambda tx, at, who: audit.note(tx, at, actor=who, action="a", about=who),
    "conversations": lambda tx, at, who: conversations.begin(tx, at, who, "check_in"),
    "consents": lambda tx, at, who: consents.note(
        tx, at, who, purpose="p", decision="given", wording_key="", wording="", language="en", how="chat"
    ),
    "answers": lambda tx, at, who: answers.give(
        tx, at, who, None, answers.Given("q", 1, "", "", "en", "", "staff", None, None, None)
    ),
}


@pytest.mark.parametrize("table", STORED)
async def test_ids_go_on_after_the_greatest_stored_one(table: str, address: tuple[str, bytes | None]) -> None:
    """The clock ran back while the program was down."""
    url, key = address
    database = await open_database(url, key=key, clock_now=NOW)

    def store(tx: Transaction) -> None:
        who = people.meet(tx, NOW, telegram_id=501, timezone="Europe/London").id
        STORED[table](tx, NOW + timedelta(days=9_000), who)

    await database.write(store)
    later = f"{values._last_tick:014x}"
    await database.close()
    values._last_tick = 0
    await (await open_database(url, key=key, clock_now=NOW)).close()
    assert values.new_id(NOW) > later


async def test_a_server_that_does_not_answer_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(DatabaseRefused, match="PostgreSQL cannot be used") as caught:
        await open_database(f"postgresql://me:hush@/voices?host={tmp_path}", key=None, clock_now=NOW)
    assert "\n" not in str(caught.value)
    assert "hush" not in str(caught.value)


async def test_a_database_that_is_not_there_is_one_line(postgres_server: Server) -> None:
    with pytest.raises(DatabaseRefused, match='"nothing" does not exist'):
        await open_database(postgres_server.url("nothing"), key=None, clock_now=NOW)


async def test_a_missing_driver_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "storage.postgres", raising=False)
    monkeypatch.setitem(sys.modules, "psycopg_pool", None)
    with pytest.raises(DatabaseRefused, match=r"python3 -m pip --python \.venv/bin/python install 'psycopg"):
        await open_database("postgresql://localhost/voices", key=None, clock_now=NOW)
