"""A broadcast comes at its time, in everybody's own hours, no oftener than they want notes, and while it is of use."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.jobs.broadcasts import broadcasts as send
from storage import notices, outbox, profiles, sending
from storage.database import Transaction
from storage.values import moment
from tests.cast import MONDAY, Member
from tests.jobs.people import settle
from tests.jobs.test_broadcasts import CORA, confirm, counted, offer
from tests.playing import Player

ZONES = ("Europe/London", "Asia/Kolkata", "America/New_York", "Pacific/Kiritimati", "America/St_Johns")
ANA = Member("ana", 7_300_000_100)


def partner(tx: Transaction, who: Member = ANA, **profile: Any) -> str:
    person = settle(tx, MONDAY, who, **profile)
    profiles.keep_interests(tx, person, ("research",))
    return person


async def live(player: Player, *, days: float, step: timedelta = timedelta(minutes=30)) -> dict[int, datetime]:
    """When each chat got it, looked at every so often."""
    until, got = player.clock.now() + timedelta(days=days), dict[int, datetime]()
    while player.clock.now() < until:
        player.clock.advance(step)
        await send(player.running)
        for said in await player._said():
            got.setdefault(said.chat_id, player.clock.now())
    await send(player.running)
    return got


async def test_it_comes_in_the_hours_of_each_where_they_live(player: Player) -> None:
    crowd = {Member(zone, 7_300_000_000 + number): zone for number, zone in enumerate(ZONES)}

    def arrange(tx: Transaction) -> str:
        cora = settle(tx, MONDAY, CORA, "coordinator")
        for who, zone in crowd.items():
            partner(tx, who, timezone=zone, contact_from="10:00", contact_until="16:00", contact_days="tue,wed")
        return offer(tx, by=cora)

    broadcast = await player.database.write(arrange)
    begins = MONDAY + timedelta(days=1, hours=3)  # on Tuesday at noon in London
    assert (await confirm(player, broadcast, len(ZONES), starts_at=begins)).sent_from == begins
    got = await live(player, days=3)
    assert {who.chat_id for who in crowd} <= set(got)
    for who, zone in crowd.items():
        there = got[who.chat_id].astimezone(ZoneInfo(zone))
        assert got[who.chat_id] >= begins
        assert there.strftime("%a") in ("Tue", "Wed") and 10 <= there.hour < 16, f"{zone}: {there}"
    assert await counted(player, broadcast) == {("sent", ""): len(ZONES)}


@pytest.mark.parametrize(
    ("days_ago", "becomes"),
    [
        (3, ("sent", "")),  # there is room again before the closing day is over
        (-3, ("left_out", "no_room")),  # they get another note meanwhile, and then the closing day is over
    ],
)
async def test_whoever_has_had_all_the_notes_they_want_gets_it_later_if_it_is_of_use_then(
    player: Player, days_ago: int, becomes: tuple[str, str]
) -> None:
    """The closing day is 10 March."""

    def note(tx: Transaction, person: str, at: datetime) -> None:
        message = outbox.add(
            tx, at, chat_id=ANA.chat_id, payload={"text": "a note"}, person_id=person, priority=1, reason="nudge_fit"
        )
        sending.claim(tx, at, message.id)
        sending.sent(tx, at, message.id, 1)

    def arrange(tx: Transaction) -> tuple[str, str]:
        cora, ana = settle(tx, MONDAY, CORA, "coordinator"), partner(tx, nudge_limit=1)
        note(tx, ana, MONDAY - timedelta(days=max(days_ago, 1)))
        return offer(tx, by=cora), ana

    broadcast, ana = await player.database.write(arrange)
    await confirm(player, broadcast, 1)
    await live(player, days=3, step=timedelta(hours=6))
    assert await counted(player, broadcast) == {("waiting", ""): 1}
    if days_ago < 0:
        now = player.clock.now()
        await player.database.write(lambda tx: note(tx, ana, now))
    got = await live(player, days=8, step=timedelta(hours=2))
    assert await counted(player, broadcast) == {becomes: 1}
    noted = await player.database.read(lambda tx: notices.ever_noted(tx, "broadcast_not_all", broadcast))
    assert noted is (becomes[0] == "left_out")  # whoever sent it sees it on the first page
    if becomes[0] == "sent":
        assert got[ANA.chat_id] >= MONDAY + timedelta(days=4)


async def test_nobody_gets_it_after_the_closing_day(player: Player) -> None:
    """The bot was away from before it was to begin until the closing day was over."""

    def arrange(tx: Transaction) -> str:
        cora = settle(tx, MONDAY, CORA, "coordinator")
        partner(tx)
        return offer(tx, by=cora)

    broadcast = await player.database.write(arrange)
    await confirm(player, broadcast, 1)
    player.clock.advance(timedelta(days=9))  # the day after
    assert await live(player, days=1, step=timedelta(hours=3)) == {}
    assert await counted(player, broadcast) == {("left_out", "too_late"): 1}
    rows = await player.database.read(lambda tx: tx.all("SELECT state, useful_until FROM broadcasts"))
    assert [(row["state"], moment(row["useful_until"]).date().isoformat()) for row in rows] == [("done", "2026-03-10")]
