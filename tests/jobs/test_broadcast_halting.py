"""Undone, paused, stopped or taken back: nothing goes out after that but what was on its way, and nobody is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from bot.actions import accounting, halting
from bot.jobs import due
from bot.jobs.broadcasts import broadcasts as send
from storage import broadcasts, conversations, doors, nudges, offered, people, recalls, recipients, sending
from storage.database import Transaction
from storage.values import instant
from tests.cast import MONDAY
from tests.jobs.test_broadcasts import CROWD, arrange, confirm, counted, pass_time
from tests.playing import Player

T = TypeVar("T")


async def at(player: Player, unit: Callable[..., T], broadcast: str, **details: str) -> T:
    """What a coordinator does about it now."""
    now = player.clock.now()

    def act(tx: Transaction) -> T:
        one = broadcasts.by_id(tx, broadcast)
        assert one is not None and one.made_by is not None
        return unit(tx, now, broadcast, by=one.made_by, **details)

    return await player.database.write(act)


async def lay(player: Player) -> None:
    """It has begun: everything is in the outbox and nothing has gone out."""
    player.clock.advance(timedelta(seconds=61))
    await send(player.running)


async def to_send(player: Player) -> list[str]:
    now = player.clock.now()
    return [one.id for one in await player.database.read(lambda tx: sending.waiting(tx, now, 2, 100))]


async def test_undone_in_time_nobody_gets_it_and_the_offer_is_a_draft_again(player: Player) -> None:
    broadcast, _ = await player.database.write(arrange)
    await confirm(player, broadcast, 12)
    player.clock.advance(timedelta(seconds=59))
    assert await at(player, halting.undo, broadcast)
    assert not await at(player, halting.undo, broadcast)
    await pass_time(player, minutes=5)
    assert await counted(player, broadcast) == {("undone", ""): 12}
    rows = await player.database.read(
        lambda tx: tx.all("SELECT state FROM opportunities UNION ALL SELECT state FROM outbox")
    )
    assert [row["state"] for row in rows] == ["draft"]


async def test_undoing_and_beginning_at_the_same_moment_is_one_or_the_other(player: Player) -> None:
    broadcast, _ = await player.database.write(arrange)
    await confirm(player, broadcast, 12)
    player.clock.advance(timedelta(seconds=60))
    undone, _ = await asyncio.gather(at(player, halting.undo, broadcast), send(player.running))
    states = {state for state, _ in await counted(player, broadcast)}
    assert states == ({"undone"} if undone else {"laid"})


async def test_paused_nothing_goes_out_and_gone_on_with_everybody_gets_it_once(player: Player) -> None:
    broadcast, _ = await player.database.write(arrange)
    await confirm(player, broadcast, 12)
    await lay(player)
    first, second, *others = await to_send(player)
    now = player.clock.now()
    await player.database.write(lambda tx: sending.claim(tx, now, first))
    assert await at(player, halting.pause, broadcast)
    assert not await at(player, halting.pause, broadcast)
    assert await to_send(player) == []
    assert [await player.database.write(lambda tx, one=one: sending.claim(tx, now, one)) for one in others] == [0] * 10  # type: ignore[misc]
    await player.database.write(lambda tx: sending.sent(tx, now, first, 1))  # it was on its way
    await pass_time(player, hours=1)
    assert await counted(player, broadcast) == {("sent", ""): 1, ("waiting", ""): 11}
    assert await at(player, halting.resume, broadcast)
    assert not await at(player, halting.resume, broadcast)
    await pass_time(player, seconds=1)
    assert await counted(player, broadcast) == {("sent", ""): 12}
    chats = "SELECT chat_id FROM outbox WHERE reason = 'nudge_opportunity' AND state = 'sent' ORDER BY 1"
    rows = await player.database.read(lambda tx: tx.all(chats))
    assert [row["chat_id"] for row in rows] == [who.chat_id for who in CROWD]
    assert second not in await to_send(player)


async def test_paused_before_its_time_it_still_begins_at_its_time(player: Player) -> None:
    broadcast, _ = await player.database.write(arrange)
    await confirm(player, broadcast, 12, starts_at=MONDAY + timedelta(hours=2))
    assert await at(player, halting.pause, broadcast) and await at(player, halting.resume, broadcast)
    await pass_time(player, hours=1)
    assert await counted(player, broadcast) == {("waiting", ""): 12}
    await pass_time(player, hours=1, seconds=1)
    assert await counted(player, broadcast) == {("sent", ""): 12}


async def test_stopped_those_who_have_it_not_yet_never_get_it(player: Player) -> None:
    broadcast, _ = await player.database.write(arrange)
    await confirm(player, broadcast, 12)
    await lay(player)
    assert await at(player, halting.stop, broadcast) == 12
    assert await at(player, halting.stop, broadcast) is None
    assert not await at(player, halting.resume, broadcast)
    await pass_time(player, hours=1)
    assert await counted(player, broadcast) == {("stopped", ""): 12}


async def test_two_looks_at_once_lay_nobody_twice(player: Player) -> None:
    broadcast, _ = await player.database.write(arrange)
    await confirm(player, broadcast, 12)
    player.clock.advance(timedelta(seconds=61))
    await asyncio.gather(send(player.running), send(player.running), send(player.running))
    assert len(await to_send(player)) == 12 and await counted(player, broadcast) == {("laid", ""): 12}


async def sent_and_taken_back(player: Player, correction: str, **later: int) -> tuple[str, list[str]]:
    """Everybody has it, and so much later it is taken back."""
    broadcast, crowd = await player.database.write(arrange)
    await confirm(player, broadcast, 12)
    await pass_time(player, seconds=61)
    player.clock.advance(timedelta(**later))
    assert await at(player, halting.take_back, broadcast, correction=correction)
    assert not await at(player, halting.take_back, broadcast, correction=correction)
    return broadcast, crowd


async def test_taken_back_within_two_days_everything_is_deleted_whoever_it_went_to(player: Player) -> None:
    broadcast, crowd = await sent_and_taken_back(player, "", hours=47)
    now = player.clock.now()
    await player.database.write(lambda tx: people.pause(tx, now, crowd[0]))  # that takes something away all the same
    await send(player.running)
    gone = [said for said in await player._said() if said.how == "deletes"]
    assert sorted(said.chat_id for said in gone) == [who.chat_id for who in CROWD]
    await send(player.running)
    assert await player.database.read(lambda tx: recalls.counts(tx, broadcast)) == {"deleted": 12}
    assert await player.database.read(lambda tx: accounting.books_of(tx, now, _one(tx, broadcast)).mistakes) == {}
    assert (await player.database.read(lambda tx: _one(tx, broadcast))).proven_at is not None


async def test_taken_back_after_two_days_people_are_corrected_or_are_known_to_keep_it(player: Player) -> None:
    broadcast, crowd = await sent_and_taken_back(player, "The day was wrong.", hours=48)
    now = player.clock.now()
    await player.database.write(lambda tx: people.stop(tx, now, crowd[0]))
    await send(player.running)
    await due.due(player.running)
    told = [said for said in await player._said() if said.how == "says"]
    assert sorted(said.chat_id for said in told) == [who.chat_id for who in CROWD[1:]]
    assert all("The day was wrong." in said.text for said in told)
    await send(player.running)
    assert await player.database.read(lambda tx: recalls.counts(tx, broadcast)) == {"corrected": 11, "too_late": 1}
    doubtful = await player.database.read(lambda tx: recipients.in_doubt(tx, broadcast))
    assert [one.person_id for one in doubtful] == [crowd[0]]


async def test_without_a_correction_whoever_keeps_it_is_listed_and_whoever_answered_is_told(player: Player) -> None:
    broadcast, crowd = await player.database.write(arrange)
    await confirm(player, broadcast, 12)
    await pass_time(player, seconds=61)

    def answer(tx: Transaction) -> None:
        tx.run(
            """
            INSERT INTO responses (id, opportunity_id, person_id, said, said_at)
            SELECT 'r', opportunity_id, :person, 'interested', :now FROM broadcasts WHERE id = :id
            """,
            id=broadcast,
            person=crowd[3],
            now=instant(MONDAY),
        )

    await player.database.write(answer)
    player.clock.advance(timedelta(days=3))
    await at(player, halting.take_back, broadcast, correction="")
    await pass_time(player, seconds=1)
    assert await player.database.read(lambda tx: recalls.counts(tx, broadcast)) == {"too_late": 12}
    planned = await player.database.read(lambda tx: [nudges.planned_of(tx, one) for one in crowd[3:5]])
    assert [[one.kind for one in each] for each in planned] == [["correction"], []]
    await due.due(player.running)
    told = await player.database.read(lambda tx: conversations.last_of_kind(tx, crowd[3], "correction_note", broadcast))
    assert told is not None and told.ended_at is not None


async def test_what_was_taken_back_can_be_sent_anew_to_the_same_people(player: Player) -> None:
    broadcast, _ = await sent_and_taken_back(player, "", hours=1)
    await pass_time(player, seconds=1)

    def again(tx: Transaction) -> str:
        first = _one(tx, broadcast)
        made_by, opportunity = first.made_by or "", first.opportunity_id
        anew = broadcasts.draft(tx, player.clock.now(), made_by=made_by, opportunity_id=opportunity)
        broadcasts.choose(tx, anew, audience=first.audience, words="", topic="research")
        return anew

    anew = await player.database.write(again)
    assert (await confirm(player, anew, 12)).refused == ""


async def test_what_does_not_add_up_is_told_to_staff(player: Player) -> None:
    broadcast, _ = await player.database.write(arrange)
    await confirm(player, broadcast, 12)
    await lay(player)
    await player._said()
    await player.database.write(lambda tx: tx.run("DELETE FROM recipients WHERE id = (SELECT MAX(id) FROM recipients)"))
    await pass_time(player, seconds=1)
    await pass_time(player, seconds=1)
    rows = await player.database.read(lambda tx: tx.all("SELECT about FROM notices WHERE kind LIKE 'broadcast%'"))
    assert [row["about"] for row in rows] == [broadcast]
    found = await player.database.read(lambda tx: accounting.books_of(tx, player.clock.now(), _one(tx, broadcast)))
    assert found.mistakes == {"not_as_many_as_confirmed": 1, "message_of_nobody": 1}


def _one(tx: Transaction, broadcast: str) -> broadcasts.Broadcast:
    found = broadcasts.by_id(tx, broadcast)
    assert found is not None
    return found


async def test_a_message_that_goes_along_to_their_other_door_stays_theirs_and_can_be_taken_back(player: Player) -> None:
    broadcast, crowd = await player.database.write(arrange)
    at_a_page, away = crowd[:2]

    async def goes(person: str, chat_id: int = 0) -> None:
        now = player.clock.now()
        await player.database.write(lambda tx: doors.use(tx, now, person, chat_id or doors.page_of(tx, now, person)))

    await goes(at_a_page)
    await confirm(player, broadcast, 12)
    await lay(player)
    await goes(away)
    assert await counted(player, broadcast) == {("on_page", ""): 2, ("laid", ""): 10}
    await pass_time(player, minutes=1)
    await pass_time(player, minutes=1)
    over = await player.database.read(lambda tx: broadcasts.by_id(tx, broadcast))
    assert over is not None and over.state == "done" and over.proven_at is not None
    await goes(at_a_page, CROWD[0].chat_id)
    await pass_time(player, minutes=1)
    assert await counted(player, broadcast) == {("on_page", ""): 1, ("sent", ""): 11}
    assert await player.database.read(lambda tx: offered.came_to(tx, at_a_page, 5)) == {over.opportunity_id: False}
    assert await at(player, halting.take_back, broadcast, correction="")
    for _ in range(3):
        await pass_time(player, minutes=1)
    taken = await player.database.read(lambda tx: recalls.counts(tx, broadcast))
    assert (taken, await counted(player, broadcast)) == ({"deleted": 11}, {("stopped", ""): 1, ("sent", ""): 11})
    books = await player.database.read(lambda tx: accounting.books_of(tx, player.clock.now(), over))
    assert not books.mistakes
