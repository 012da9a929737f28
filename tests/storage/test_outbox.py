"""Outbox rows: added once, claimed once, and gone or wordless when they should be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import orjson
import pytest

from storage import mishaps, outbox, sending
from storage.database import Database, Transaction
from storage.outbox import BROADCAST, PROACTIVE, REPLY, Message
from storage.values import instant

T = TypeVar("T")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ANA, BEN = 501, 502


def add_person(tx: Transaction, number: int, **columns: str) -> str:
    tx.run(
        """
        INSERT INTO people (id, number, telegram_id, timezone, met_at, seen_at)
        VALUES (:id, :n, :chat, 'UTC', :at, :at)
        """,
        id=f"p{number}",
        n=number,
        chat=500 + number,
        at=instant(NOW),
    )
    for column, value in columns.items():
        tx.run(f"UPDATE people SET {column} = :value WHERE id = :id", value=value, id=f"p{number}")
    return f"p{number}"


async def add(database: Database, chat_id: int = ANA, text: str = "hello", **details: Any) -> Message:
    return await database.write(lambda tx: outbox.add(tx, NOW, chat_id=chat_id, payload={"text": text}, **details))


async def row(database: Database, message: Message) -> dict[str, Any] | None:
    found = await database.read(lambda tx: tx.one("SELECT * FROM outbox WHERE id = :id", id=message.id))
    return None if found is None else {name: found[name] for name in found.keys()}  # noqa: SIM118 - a database row


async def do(database: Database, unit: Callable[[Transaction], T]) -> T:
    return await database.write(unit)


async def test_what_is_read_back_is_what_was_added(database: Database) -> None:
    added = await add(
        database, priority=BROADCAST, useful_until=NOW + timedelta(hours=1), file_name="a.csv", file_text="ä"
    )
    read = await database.read(lambda tx: sending.waiting(tx, NOW, BROADCAST, 10))
    assert read == [added]


async def test_the_chat_is_no_part_of_the_payload(database: Database) -> None:
    added = await database.write(lambda tx: outbox.add(tx, NOW, chat_id=ANA, payload={"chat_id": ANA, "text": "hi"}))
    assert added.payload == '{"text":"hi"}'


@pytest.mark.parametrize(
    ("text", "stored"), [("a\ud800b", "a\ufffdb"), ("\udfff", "\ufffd"), ("\ud83d\ude00", "😀"), ("\0", "\0")]
)
async def test_surrogates_never_reach_the_payload(database: Database, text: str, stored: str) -> None:
    added = await database.write(
        lambda tx: outbox.add(
            tx,
            NOW,
            chat_id=ANA,
            payload={"text": text, "reply_markup": {"keyboard": [[{"text": text}]]}},
            file_text=text,
        )
    )
    wanted = orjson.loads(added.payload)
    assert wanted["text"] == stored
    assert wanted["reply_markup"]["keyboard"][0][0]["text"] == stored
    found = await row(database, added)
    assert found is not None
    assert found["file_text"] == stored.replace("\0", "")


async def test_a_row_is_claimed_once(database: Database) -> None:
    added = await add(database)
    assert await do(database, lambda tx: sending.claim(tx, NOW, added.id)) == 1
    assert await do(database, lambda tx: sending.claim(tx, NOW, added.id)) == 0


async def test_a_row_that_its_turn_claimed_is_not_waiting(database: Database) -> None:
    added = await add(database, claimed=True)
    assert added.state == "sending"
    assert await database.read(lambda tx: sending.waiting(tx, NOW, REPLY, 10)) == []


async def test_a_row_waits_for_its_time(database: Database) -> None:
    later = NOW + timedelta(hours=1)
    added = await add(database, not_before=later)
    assert await database.read(lambda tx: sending.waiting(tx, NOW, REPLY, 10)) == []
    assert await database.read(lambda tx: sending.next_not_before(tx, NOW)) == instant(later)
    assert await database.read(lambda tx: sending.waiting(tx, later, REPLY, 10)) == [added]


async def test_a_row_that_was_tried_keeps_its_turn(database: Database) -> None:
    added = await add(database, claimed=True)
    await do(database, lambda tx: sending.postpone(tx, added.id, NOW + timedelta(minutes=1), "not_sent"))
    (waiting,) = await database.read(lambda tx: sending.waiting(tx, NOW, REPLY, 10))
    assert (waiting.id, waiting.state, waiting.tries) == (added.id, "queued", 1)


async def test_the_oldest_come_first_and_no_more_than_asked_for(database: Database) -> None:
    added = [await add(database, text=str(number)) for number in range(5)]
    assert await database.read(lambda tx: sending.waiting(tx, NOW, REPLY, 3)) == added[:3]


@pytest.mark.parametrize("column", ["paused_at", "stopped_at", "unreachable_at", "erased_at"])
async def test_what_we_begin_does_not_go_to_somebody_who_is_away(database: Database, column: str) -> None:
    person_id = await do(database, lambda tx: add_person(tx, 1, **{column: instant(NOW)}))
    proactive = await add(database, person_id=person_id, priority=PROACTIVE)
    reply = await add(database, person_id=person_id)
    assert await database.read(lambda tx: sending.why_not(tx, NOW, proactive.id)) == column.removesuffix("_at")
    wanted = "unreachable" if column == "unreachable_at" else None
    assert await database.read(lambda tx: sending.why_not(tx, NOW, reply.id)) == wanted


async def test_what_we_begin_waits_for_nobody_with_an_open_concern(database: Database) -> None:
    person_id = await do(database, lambda tx: add_person(tx, 1))
    added = await add(database, person_id=person_id, priority=BROADCAST)
    assert await database.read(lambda tx: sending.why_not(tx, NOW, added.id)) is None
    await do(
        database,
        lambda tx: tx.run(
            "INSERT INTO concerns (id, person_id, kind, raised_at) VALUES ('c', :id, 'contact', :at)",
            id=person_id,
            at=instant(NOW),
        ),
    )
    assert await database.read(lambda tx: sending.why_not(tx, NOW, added.id)) == "open_concern"


async def test_a_moment_passes(database: Database) -> None:
    added = await add(database, useful_until=NOW)
    assert await database.read(lambda tx: sending.why_not(tx, NOW, added.id)) is None
    assert await database.read(lambda tx: sending.why_not(tx, NOW + timedelta(seconds=1), added.id)) == "too_late"


async def test_a_recalled_row_cannot_be_claimed(database: Database) -> None:
    waiting, on_the_way = await add(database, reason="b1"), await add(database, reason="b1", claimed=True)
    other = await add(database, reason="b2")
    assert await do(database, lambda tx: outbox.recall(tx, NOW, "b1")) == 1
    assert await do(database, lambda tx: sending.claim(tx, NOW, waiting.id)) == 0
    for message, state in ((waiting, "recalled"), (on_the_way, "sending"), (other, "queued")):
        found = await row(database, message)
        assert found is not None
        assert found["state"] == state


async def test_recall_for_one_person_leaves_the_others(database: Database) -> None:
    people = [await do(database, lambda tx, n=number: add_person(tx, n)) for number in (1, 2)]  # type: ignore[misc]
    for person_id in people:
        await add(database, person_id=person_id, reason="nudge", priority=PROACTIVE)
    assert await do(database, lambda tx: outbox.recall(tx, NOW, "nudge", people[0])) == 1


@pytest.mark.parametrize("end", ["sent", "failed", "lapse", "never_known"])
async def test_nothing_stays_of_a_fleeting_row(database: Database, end: str) -> None:
    added = await add(database, fleeting=True, claimed=True)
    if end == "sent":
        await do(database, lambda tx: sending.sent(tx, NOW, added.id, 7, fleeting=True))
    else:
        await do(database, lambda tx: getattr(sending, end)(tx, NOW, added.id, "why"))
    assert await row(database, added) is None


async def test_a_fleeting_row_that_could_not_be_sent_is_forgotten(database: Database) -> None:
    old, lasting = await add(database, fleeting=True), await add(database)
    assert await do(database, lambda tx: outbox.forget_fleeting(tx, NOW)) == 0
    assert await do(database, lambda tx: outbox.forget_fleeting(tx, NOW + timedelta(days=2))) == 1
    assert await row(database, old) is None
    assert await row(database, lasting) is not None


async def test_words_are_wiped_at_their_term(database: Database) -> None:
    done, open_row = await add(database, file_name="a", file_text="b", claimed=True), await add(database)
    await do(database, lambda tx: sending.sent(tx, NOW, done.id, 7))
    assert await do(database, lambda tx: outbox.wipe_old_bodies(tx, NOW)) == 0
    assert await do(database, lambda tx: outbox.wipe_old_bodies(tx, NOW + timedelta(days=1))) == 1
    found, kept = await row(database, done), await row(database, open_row)
    assert found is not None and kept is not None
    assert (found["payload"], found["file_name"], found["file_text"], found["message_id"]) == (None, None, None, 7)
    assert kept["payload"]


async def test_an_unreachable_person_fails_all_that_is_open_and_is_noticed_once(database: Database) -> None:
    person_id = await do(database, lambda tx: add_person(tx, 1))
    rows = [await add(database, person_id=person_id, claimed=claimed) for claimed in (True, False)]
    elsewhere = await add(database, BEN)
    for _ in range(2):
        await do(database, lambda tx: mishaps.unreachable(tx, NOW, ANA, "blocked"))
    for message in rows:
        found = await row(database, message)
        assert found is not None
        assert (found["state"], found["why"]) == ("failed", "blocked")
    assert await database.read(lambda tx: sending.waiting(tx, NOW, REPLY, 10)) == [elsewhere]
    person = await database.read(lambda tx: tx.one("SELECT unreachable_at, unreachable_why FROM people"))
    assert person is not None
    assert (person["unreachable_at"], person["unreachable_why"]) == (instant(NOW), "blocked")
    notices = await database.read(lambda tx: tx.all("SELECT kind, about FROM notices"))
    assert [(each["kind"], each["about"]) for each in notices] == [("person_unreachable", person_id)]


async def test_a_chat_that_moved_takes_its_rows_along(database: Database) -> None:
    await do(database, lambda tx: add_person(tx, 1))
    on_the_way, waiting = await add(database, claimed=True), await add(database)
    await do(database, lambda tx: mishaps.moved(tx, ANA, -900))
    found = await database.read(lambda tx: sending.waiting(tx, NOW, REPLY, 10))
    assert [(each.id, each.chat_id) for each in found] == [(on_the_way.id, -900), (waiting.id, -900)]
    person = await database.read(lambda tx: tx.one("SELECT telegram_id FROM people"))
    assert person is not None and person["telegram_id"] == -900


async def test_parts_keep_the_place_of_what_they_replace(database: Database) -> None:
    first, second = await add(database, claimed=True), await add(database, text="next")
    parts = await do(database, lambda tx: mishaps.rewrite(tx, NOW, first, ['{"text":"a"}', '{"text":"b"}']))
    found = await database.read(lambda tx: sending.waiting(tx, NOW, REPLY, 10))
    assert [orjson.loads(each.payload)["text"] for each in found] == ["a", "b", "next"]
    assert [each.id for each in parts] == [each.id for each in found[:2]]
    assert found[2] == second


async def test_what_a_dead_sender_left_is_sent_once_more_and_never_again(database: Database) -> None:
    added = await add(database, claimed=True)
    await do(database, lambda tx: mishaps.left_behind(tx, NOW))
    (waiting,) = await database.read(lambda tx: sending.waiting(tx, NOW, REPLY, 10))
    assert (waiting.state, waiting.uncertain) == ("uncertain", True)
    await do(database, lambda tx: sending.claim(tx, NOW, added.id))
    await do(database, lambda tx: mishaps.left_behind(tx, NOW))
    assert await database.read(lambda tx: sending.waiting(tx, NOW, REPLY, 10)) == []
    found = await row(database, added)
    assert found is not None
    assert (found["state"], found["done_at"]) == ("uncertain", instant(NOW))
    notices = await database.read(lambda tx: tx.all("SELECT kind, about FROM notices"))
    assert [(each["kind"], each["about"]) for each in notices] == [("message_uncertain", added.id)]
