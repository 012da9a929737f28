"""What opens the console: links, sign-ins, second steps, paper codes and feeds, each good as long as it should be."""

from __future__ import annotations

from datetime import timedelta

from storage import calendar_feeds, people, second_steps, sign_in_attempts, sign_in_links, sign_ins
from storage.database import Database, Transaction
from tests.cast import CORA
from tests.databases import NOW

MINUTE = timedelta(minutes=1)


def cora(tx: Transaction) -> str:
    return people.meet(tx, NOW, telegram_id=CORA.chat_id, timezone="Europe/London").id


async def test_a_link_is_used_once_by_token_or_by_code(database: Database) -> None:
    who = await database.write(cora)
    token, code = await database.write(lambda tx: sign_in_links.make(tx, NOW, who))
    assert await database.write(lambda tx: sign_in_links.use(tx, NOW, token="wrong")) is None
    assert await database.write(lambda tx: sign_in_links.use(tx, NOW, code=code.upper())) == who
    assert await database.write(lambda tx: sign_in_links.use(tx, NOW, token=token)) is None
    rows = await database.read(lambda tx: tx.all("SELECT * FROM sign_in_links"))
    assert token not in str([dict(row) for row in rows]) and code not in str([dict(row) for row in rows])


async def test_links_that_ran_out_are_forgotten_after_a_day(database: Database) -> None:
    who = await database.write(cora)
    await database.write(lambda tx: sign_in_links.make(tx, NOW, who))
    assert await database.write(lambda tx: sign_in_links.forget_old(tx, NOW + timedelta(hours=23))) == 0
    assert await database.write(lambda tx: sign_in_links.forget_old(tx, NOW + timedelta(days=2))) == 1


async def test_a_sign_in_is_found_by_what_the_browser_carries_and_ends_once(database: Database) -> None:
    who = await database.write(cora)
    begun, token = await database.write(lambda tx: sign_ins.begin(tx, NOW, who, ("admin", "coordinator"), "x" * 200))
    found = await database.read(lambda tx: sign_ins.behind(tx, token))
    assert found == begun and begun.roles == ("admin", "coordinator") and len(begun.browser) == 80
    newer = await database.write(lambda tx: sign_ins.proved(tx, NOW, begun.id))
    assert await database.read(lambda tx: sign_ins.behind(tx, token)) is None
    assert await database.write(lambda tx: sign_ins.end(tx, NOW, begun.id, "idle"))
    assert not await database.write(lambda tx: sign_ins.end(tx, NOW, begun.id, "long"))
    ended = await database.read(lambda tx: sign_ins.behind(tx, newer))
    assert ended is not None and (ended.ended_why, ended.proved_at is not None) == ("idle", True)
    await database.write(lambda tx: sign_ins.seen(tx, NOW + MINUTE, begun.id))
    assert (await database.read(lambda tx: sign_ins.of_person(tx, who, NOW - MINUTE)))[0].seen_at == begun.seen_at


async def test_every_browser_of_somebody_is_signed_out_at_once(database: Database) -> None:
    who = await database.write(cora)
    for browser in ("one", "two"):
        await database.write(lambda tx, browser=browser: sign_ins.begin(tx, NOW, who, (), browser))  # type: ignore[misc]
    assert await database.write(lambda tx: sign_ins.end_all(tx, NOW, who, "not_me")) == 2
    assert await database.write(lambda tx: sign_ins.end_all(tx, NOW, who, "not_me")) == 0
    assert await database.write(lambda tx: sign_ins.forget_old(tx, NOW + timedelta(days=91))) == 2


async def test_an_app_is_set_up_once_and_each_half_minute_is_taken_once(database: Database) -> None:
    who = await database.write(cora)
    for secret in ("ONE", "TWO"):
        await database.write(lambda tx, secret=secret: second_steps.begin(tx, NOW, who, secret))  # type: ignore[misc]
    await database.write(lambda tx: second_steps.confirm(tx, NOW, who))
    await database.write(lambda tx: second_steps.begin(tx, NOW, who, "THREE"))
    step = await database.read(lambda tx: second_steps.of_person(tx, who))
    assert step is not None and (step.secret, step.confirmed_at is not None) == ("TWO", True)
    taken = [await database.write(lambda tx, at=at: second_steps.use(tx, who, at)) for at in (7, 7, 6, 8)]  # type: ignore[misc]
    assert taken == [True, False, False, True]
    await database.write(lambda tx: second_steps.remove(tx, who))
    assert await database.read(lambda tx: second_steps.of_person(tx, who)) is None


async def test_a_paper_code_is_good_once_and_until_there_are_new_ones(database: Database) -> None:
    who = await database.write(cora)
    older = await database.write(lambda tx: second_steps.new_codes(tx, NOW, who))
    first, second = older[:2]
    spaced = f"{first[:4]} {first[4:8]} {first[8:]}".upper()
    assert await database.write(lambda tx: second_steps.use_code(tx, NOW, who, spaced))
    assert not await database.write(lambda tx: second_steps.use_code(tx, NOW, who, first))
    assert await database.read(lambda tx: second_steps.codes_left(tx, who)) == second_steps.CODES - 1
    await database.write(lambda tx: second_steps.new_codes(tx, NOW, who))
    assert not await database.write(lambda tx: second_steps.use_code(tx, NOW, who, second))


async def test_tries_are_counted_by_the_hour(database: Database) -> None:
    def tries(tx: Transaction) -> list[bool]:
        allowed = []
        for _ in range(sign_in_attempts.FROM_ONE_ADDRESS + 1):
            allowed.append(sign_in_attempts.may_try(tx, NOW, "who", typed=True))
            sign_in_attempts.note(tx, NOW, "who")
        return [*allowed, sign_in_attempts.may_try(tx, NOW + 60 * MINUTE, "who", typed=True)]

    assert await database.write(tries) == [True] * 20 + [False, True]


async def test_a_feed_is_found_by_its_newest_address_alone(database: Database) -> None:
    who = await database.write(cora)
    older = await database.write(lambda tx: calendar_feeds.make(tx, NOW, who))
    newer = await database.write(lambda tx: calendar_feeds.make(tx, NOW + MINUTE, who))
    found = [await database.read(lambda tx, one=one: calendar_feeds.behind(tx, one)) for one in (older, newer)]  # type: ignore[misc]
    assert found == [None, who]
    assert await database.read(lambda tx: calendar_feeds.made_on(tx, who)) is not None
    assert await database.write(lambda tx: calendar_feeds.close(tx, who))
    assert not await database.write(lambda tx: calendar_feeds.close(tx, who))
