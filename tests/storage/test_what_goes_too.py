"""What goes with somebody who is forgotten though it does not stand under their number: yeses, notices, old words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import orjson

from storage import (
    consents,
    erasing,
    inbox,
    notices,
    outbox,
    people,
)
from storage.database import Database, Transaction
from storage.inbox import Arrived
from storage.opening import open_database
from storage.values import instant, new_id
from tests.agreeing import decide
from tests.cast import ANA, BEN
from tests.databases import NOW
from tests.storage.forgettable import LATER, T, canary, settle


async def test_every_yes_is_followed_by_one_row_that_takes_it_back(database: Database) -> None:
    def unit(tx: Transaction) -> list[tuple[str, ...]]:
        ana = people.meet(tx, NOW, telegram_id=ANA.chat_id, timezone="Europe/London").id
        for purpose, decision in (("a", "given"), ("b", "refused"), ("c", "given"), ("c", "withdrawn"), ("a", "given")):
            decide(tx, NOW, ana, purpose, decision)
        erasing.forget(tx, LATER, ana)
        erasing.forget(tx, LATER + timedelta(days=1), ana)
        history = consents.history(tx, ana)[5:]
        return [(row["purpose"], row["decision"], row["how"], row["wording"], row["decided_at"]) for row in history]

    assert await database.write(unit) == [("a", "withdrawn", "erased", "Do you agree?", instant(LATER))]


async def test_notices_about_them_go_and_those_about_others_stay(database: Database) -> None:
    def unit(tx: Transaction) -> list[str]:
        ana, ben = settle(tx, ANA), settle(tx, BEN)
        erasing.forget(tx, LATER, ana)
        return [about for _, about in notices.unseen(tx) if about in (ana, ben)]

    assert len(await database.write(unit)) == 1


async def test_what_was_said_before_we_knew_them_goes_too(database: Database) -> None:
    def unit(tx: Transaction) -> list[tuple[object, object]]:
        ana = people.meet(tx, NOW, telegram_id=ANA.chat_id, timezone="Europe/London").id
        for chat_id in (ANA.chat_id, BEN.chat_id):
            outbox.add(tx, NOW, chat_id=chat_id, payload={"text": "hello"}, fleeting=True)
            body = orjson.dumps({"poll_answer": {"user": {"id": chat_id}}}).decode()
            inbox.store(tx, NOW, 4242, [Arrived(new_id(NOW), 1, None, body, str(chat_id))])
        erasing.forget(tx, LATER, ana)
        left = tx.all("SELECT chat_id FROM outbox") + tx.all("SELECT body AS chat_id FROM inbox WHERE body IS NOT NULL")
        return [(len(left), str(ANA.chat_id) in "".join(str(row["chat_id"]) for row in left))]

    assert await database.write(unit) == [(2, False)]


async def test_the_words_are_overwritten_in_the_file(tmp_path: Path) -> None:
    async def after(unit: Callable[[Transaction], T]) -> tuple[T, bytes]:
        """What a unit returned, and what can be read in the files when the program has ended."""
        database = await open_database(f"sqlite:///{tmp_path}/voices.db", key=None, clock_now=NOW)
        try:
            result = await database.write(unit)
        finally:
            await database.close()
        return result, bytes_in(tmp_path)

    (ana, _), full = await after(lambda tx: (settle(tx, ANA), settle(tx, BEN)))
    _, erased = await after(lambda tx: erasing.forget(tx, LATER, ana))
    assert canary(ANA).encode() in full
    assert canary(ANA).encode() not in erased
    assert canary(BEN).encode() in erased


def bytes_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())
