"""The inbox: each update is stored once, handled once, tried three times, and forgotten when it should be."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any

from storage import inbox
from storage.database import Database, Transaction
from storage.inbox import Arrived
from storage.values import new_id
from tests.databases import NOW

BOT, OTHER_BOT = 4242, 4343
ANA, BEN = 501, 502


def update(number: int, chat_id: int | None = ANA, body: str = "{}") -> Arrived:
    return Arrived(new_id(NOW), number, chat_id, body, sha256(body.encode()).hexdigest())


def store(tx: Transaction, *arrived: Arrived, bot_id: int = BOT) -> int:
    return inbox.store(tx, NOW, bot_id, arrived)


def numbers(tx: Transaction) -> list[int]:
    """Telegram's ids of what is still to be handled."""
    return [one.update_id for one in inbox.waiting(tx)]


def row(tx: Transaction, arrived: Arrived) -> dict[str, Any]:
    found = tx.one("SELECT state, tries, why, body, chat_id FROM inbox WHERE id = :id", id=arrived.id)
    assert found is not None
    return {name: found[name] for name in ("state", "tries", "why", "body", "chat_id")}


async def test_what_was_stored_waits_in_the_order_in_which_it_came(database: Database) -> None:
    first, second, third = update(9, body='{"ä":1}'), update(7, BEN), update(8, None)
    assert await database.write(lambda tx: store(tx, first, second, third)) == 3
    waiting = await database.read(inbox.waiting)
    assert [(one.id, one.update_id, one.chat_id, one.body) for one in waiting] == [
        (first.id, 9, ANA, '{"ä":1}'),
        (second.id, 7, BEN, "{}"),
        (third.id, 8, None, "{}"),
    ]


async def test_a_second_delivery_changes_nothing(database: Database) -> None:
    first = update(1)
    assert await database.write(lambda tx: store(tx, first)) == 1
    assert await database.write(lambda tx: store(tx, update(1), update(2), update(2))) == 1
    assert await database.read(numbers) == [1, 2]
    assert (await database.read(inbox.waiting))[0].id == first.id


async def test_a_second_delivery_is_known_when_the_first_was_handled_and_wiped(database: Database) -> None:
    def unit(tx: Transaction) -> int:
        first = update(1)
        store(tx, first)
        inbox.finish(tx, NOW, first.id)
        inbox.wipe(tx, first.id)
        return store(tx, update(1))

    assert await database.write(unit) == 0


async def test_the_same_id_with_another_body_or_for_another_bot_is_new(database: Database) -> None:
    def unit(tx: Transaction) -> list[int]:
        return [store(tx, update(1)), store(tx, update(1, body="[]")), store(tx, update(1), bot_id=OTHER_BOT)]

    assert await database.write(unit) == [1, 1, 1]


async def test_an_update_is_handled_by_one_only(database: Database) -> None:
    one = update(1)
    await database.write(lambda tx: store(tx, one))
    assert await database.write(lambda tx: inbox.finish(tx, NOW, one.id))
    assert not await database.write(lambda tx: inbox.finish(tx, NOW, one.id))
    assert not await database.write(lambda tx: inbox.finish(tx, NOW, "unknown"))
    assert await database.read(numbers) == []


async def test_the_third_failure_sets_an_update_aside_with_its_words(database: Database) -> None:
    one = update(1, body='{"text":"hello"}')

    def fail(tx: Transaction) -> tuple[int, list[int]]:
        return inbox.fail(tx, NOW, one.id, "ValueError"), numbers(tx)

    await database.write(lambda tx: store(tx, one))
    assert [await database.write(fail) for _ in range(3)] == [(1, [1]), (2, [1]), (3, [])]
    assert await database.read(lambda tx: row(tx, one)) == {
        "state": "set_aside",
        "tries": 3,
        "why": "ValueError",
        "body": '{"text":"hello"}',
        "chat_id": ANA,
    }
    assert not await database.write(lambda tx: inbox.finish(tx, NOW, one.id))


async def test_an_update_that_failed_once_can_still_be_handled(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[bool, list[int]]:
        one = update(1)
        store(tx, one)
        inbox.fail(tx, NOW, one.id, "ValueError")
        return inbox.finish(tx, NOW, one.id), numbers(tx)

    assert await database.write(unit) == (True, [])


async def test_what_was_handled_cannot_fail_any_more(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[int, int, str]:
        one = update(1)
        store(tx, one)
        inbox.finish(tx, NOW, one.id)
        return inbox.fail(tx, NOW, one.id, "late"), inbox.fail(tx, NOW, "unknown", "late"), row(tx, one)["state"]

    assert await database.write(unit) == (0, 0, "done")


async def test_what_is_set_aside_is_not_tried_again(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[list[int], str, str]:
        one = update(1)
        store(tx, one, update(2))
        inbox.set_aside(tx, NOW, one.id, "malformed: KeyError")
        return numbers(tx), row(tx, one)["state"], row(tx, one)["why"]

    assert await database.write(unit) == ([2], "set_aside", "malformed: KeyError")


async def test_wiping_one_forgets_its_words_and_its_sender_only(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[dict[str, Any], list[int]]:
        one, other = update(1), update(2)
        store(tx, one, other)
        inbox.wipe(tx, one.id)
        return row(tx, one), numbers(tx)

    wiped, left = await database.write(unit)
    assert (wiped["body"], wiped["chat_id"]) == (None, None)
    assert left == [2]


async def test_wiping_a_chat_forgets_all_of_it_whatever_became_of_it_and_nothing_else(database: Database) -> None:
    def unit(tx: Transaction) -> list[tuple[object, object]]:
        new, done, failed, aside = (update(number) for number in range(4))
        others = update(4, BEN), update(5, None)
        store(tx, new, done, failed, aside, *others)
        inbox.finish(tx, NOW, done.id)
        inbox.fail(tx, NOW, failed.id, "ValueError")
        inbox.set_aside(tx, NOW, aside.id, "malformed")
        inbox.wipe_chat(tx, ANA)
        rows = tx.all("SELECT body, chat_id FROM inbox ORDER BY update_id")
        return [(found["body"], found["chat_id"]) for found in rows]

    assert await database.write(unit) == [(None, None)] * 4 + [("{}", BEN), ("{}", None)]


async def test_bodies_are_forgotten_a_while_after_they_were_handled_and_not_before(database: Database) -> None:
    handled = NOW + timedelta(days=1)

    def unit(tx: Transaction) -> tuple[list[int], list[str | None]]:
        done, aside, failed = update(1), update(2), update(3)
        store(tx, done, aside, failed, update(4))
        inbox.finish(tx, handled, done.id)
        inbox.set_aside(tx, handled, aside.id, "malformed")
        inbox.fail(tx, handled, failed.id, "ValueError")
        later = handled + timedelta(microseconds=1)
        wiped = [inbox.wipe_handled_before(tx, before) for before in (handled, later, later)]
        return wiped, [found["body"] for found in tx.all("SELECT body FROM inbox ORDER BY update_id")]

    assert await database.write(unit) == ([0, 1, 0], [None, "{}", "{}", "{}"])


async def test_what_was_set_aside_is_forgotten_a_while_after_that(database: Database) -> None:
    aside_at = NOW + timedelta(days=1)

    def unit(tx: Transaction) -> tuple[list[int], list[str | None]]:
        done, aside, failed = update(1), update(2), update(3)
        store(tx, done, aside, failed, update(4))
        inbox.finish(tx, aside_at, done.id)
        inbox.set_aside(tx, aside_at, aside.id, "malformed")
        inbox.fail(tx, aside_at, failed.id, "ValueError")
        later = aside_at + timedelta(microseconds=1)
        wiped = [inbox.wipe_set_aside_before(tx, before) for before in (aside_at, later, later)]
        return wiped, [found["body"] for found in tx.all("SELECT body FROM inbox ORDER BY update_id")]

    assert await database.write(unit) == ([0, 1, 0], ["{}", None, "{}", "{}"])


async def test_ids_are_deleted_when_their_bodies_are_gone_whatever_became_of_them(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[list[int], list[int]]:
        done, aside, readable, new, failed, waiting = (update(number) for number in range(1, 7))
        store(tx, done, aside, readable, new, failed, waiting)
        inbox.finish(tx, NOW, done.id)
        inbox.finish(tx, NOW, readable.id)
        inbox.set_aside(tx, NOW, aside.id, "malformed")
        inbox.fail(tx, NOW, failed.id, "ValueError")
        for one in (done, aside, new, failed):
            inbox.wipe(tx, one.id)
        later = NOW + timedelta(microseconds=1)
        deleted = [inbox.delete_known_before(tx, before) for before in (NOW, later, later)]
        return deleted, [found["update_id"] for found in tx.all("SELECT update_id FROM inbox ORDER BY update_id")]

    assert await database.write(unit) == ([0, 4, 0], [3, 6])
