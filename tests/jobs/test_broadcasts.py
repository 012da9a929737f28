"""A broadcast goes to those it was confirmed for, each once, by the rules that hold when their turn comes."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from bot.actions import broadcasting
from bot.jobs.broadcasts import broadcasts as send
from bot.rules.audience import Audience
from storage import broadcasts, concerns, consents, opportunities, people, profiles, recipients
from storage.database import Transaction
from tests.cast import MONDAY, Member
from tests.jobs.people import settle
from tests.playing import Player

COMPLETE = {
    **dict.fromkeys(("title", "what", "suits", "doing", "hours", "happens", "place"), "A panel on waiting times"),
    **dict.fromkeys(("expenses", "access", "ask_whom", "how_decided"), "Cora looks after it"),
    **{"pay": "£25 an hour", "places": 2, "closes_on": "2026-03-10", "decides_on": "2026-03-12", "topic": "research"},
}
CORA = Member("cora", 7_100_000_003)
CROWD = [Member(f"p{number}", 7_300_000_000 + number) for number in range(12)]


def offer(tx: Transaction, *, by: str) -> str:
    """An opportunity, complete, and a sending of it to all partners; the id of the sending."""
    opportunity = opportunities.draft(tx, MONDAY, made_by=by, timezone="Europe/London")
    opportunities.fill_in(tx, opportunity, COMPLETE)
    broadcast = broadcasts.draft(tx, MONDAY, made_by=by, opportunity_id=opportunity)
    broadcasts.choose(
        tx, broadcast, audience=Audience(roles=("partner",)).stored(), words="", topic=str(COMPLETE["topic"])
    )
    return broadcast


def arrange(tx: Transaction) -> tuple[str, list[str]]:
    """Twelve partners who want to hear about research, and an offer to them."""
    cora = settle(tx, MONDAY, CORA, "coordinator")
    crowd = [settle(tx, MONDAY, who) for who in CROWD]
    for one in crowd:
        profiles.keep_interests(tx, one, ("research",))
    return offer(tx, by=cora), crowd


async def pass_time(player: Player, **by: float) -> None:
    player.clock.advance(timedelta(**by))
    await send(player.running)
    await player._said()
    await send(player.running)


async def counted(player: Player, broadcast: str) -> Counter[tuple[str, str]]:
    return await player.database.read(lambda tx: recipients.counts(tx, broadcast))


async def confirm(player: Player, broadcast: str, number: int, **details: Any) -> broadcasting.Confirmed:
    def unit(tx: Transaction) -> broadcasting.Confirmed:
        maker = broadcasts.by_id(tx, broadcast)
        assert maker is not None
        now = player.clock.now()
        return broadcasting.confirm(tx, now, broadcast, by=maker.made_by or "", number=number, **details)

    return await player.database.write(unit)


async def test_it_goes_to_each_of_them_once_after_the_time_in_which_it_can_be_undone(player: Player) -> None:
    broadcast, _ = await player.database.write(arrange)
    assert (await confirm(player, broadcast, 11)).refused == "other_number"
    assert (await confirm(player, broadcast, 12)).sent_from == MONDAY + timedelta(seconds=60)
    assert (await confirm(player, broadcast, 12)).refused == "already"
    await pass_time(player, seconds=59)
    assert await counted(player, broadcast) == {("waiting", ""): 12}
    await pass_time(player, seconds=2)
    assert await counted(player, broadcast) == {("sent", ""): 12}
    done = await player.database.read(lambda tx: broadcasts.by_id(tx, broadcast))
    assert done is not None and done.state == "done" and done.proven_at is None
    await pass_time(player, seconds=1)
    proven = await player.database.read(lambda tx: broadcasts.by_id(tx, broadcast))
    assert proven is not None and proven.proven_at is not None
    rows = await player.database.read(
        lambda tx: tx.all("SELECT chat_id FROM outbox WHERE reason = 'nudge_opportunity'")
    )
    assert sorted(row["chat_id"] for row in rows) == [who.chat_id for who in CROWD]


async def test_who_may_not_be_written_to_any_more_is_left_out_with_the_reason(player: Player) -> None:
    """R31: withdrawn, paused, blocked, in need of a person, or tired of the topic between confirming and sending."""
    broadcast, crowd = await player.database.write(arrange)
    await confirm(player, broadcast, 12)

    def meanwhile(tx: Transaction) -> None:
        now = player.clock.now()
        people.pause(tx, now, crowd[0])
        people.stop(tx, now, crowd[1])
        people.unreachable(tx, now, crowd[2], "blocked")
        consents.withdraw_all(tx, now, crowd[3], "chat")
        concerns.raise_(tx, now, crowd[4], None, "contact_me")
        tx.run("INSERT INTO muted_topics (person_id, topic, muted_at) VALUES (:id, 'research', 'now')", id=crowd[5])

    await player.database.write(meanwhile)
    await pass_time(player, seconds=61)
    assert await counted(player, broadcast) == {
        **{("left_out", why): 1 for why in ("paused", "stopped", "unreachable", "not_agreed", "open_concern")},
        ("left_out", "muted_topic"): 1,
        ("sent", ""): 6,
    }
