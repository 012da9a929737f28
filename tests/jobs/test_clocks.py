"""Our clock jumps, and people's clocks are changed: nothing comes at a wrong time, and nothing twice."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from zoneinfo import ZoneInfo

import pytest

from bot.actions import planning
from bot.actions.reaching import standing_of
from bot.clock import SetClock
from bot.gateway.api import TelegramApi
from bot.gateway.errors import NotSent
from bot.gateway.server_time import ServerTime
from bot.gateway.standing import LAST_GOOD_POLL, Standing
from bot.jobs import due, nudges, silence, team
from bot.rules.contact import may_write
from bot.rules.notes import Due, Kind
from bot.rules.nudging import decide
from storage import facts, notices, outbox, people
from storage import nudges as table
from storage.database import Transaction
from storage.migrate import migrate
from storage.sqlite_transaction import SqliteTransaction
from storage.values import moment
from tests.cast import ANA, MONDAY, Member
from tests.jobs.people import settle
from tests.playing import Player

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Answering(TelegramApi):
    """Telegram, whose clock is right: it goes on with the time that passes and is never set."""

    def __init__(self, clock: SetClock) -> None:
        super().__init__("1:test")
        self._set = clock
        self.asked = 0
        self.is_up = True
        self.ahead = timedelta()

    async def call(self, method: str, payload: object = None, **more: object) -> bool:
        self.asked += 1
        if not self.is_up:
            raise NotSent("down")
        if self.on_date is not None:
            now = MONDAY + self.ahead + timedelta(seconds=self._set.monotonic())
            self.on_date(format_datetime(now, usegmt=True))
        return True


class Line:
    """A player whose bot compares its clock with Telegram's."""

    def __init__(self, player: Player) -> None:
        self.player = player
        self.clock = player.clock
        self.api = Answering(player.clock)
        running = player.running
        server_time = ServerTime(self.api, player.clock)
        self.standing = Standing(player.database, player.clock, running.delivery, server_time)
        player.running = replace(running, standing=self.standing)

    async def live(self, times: int = 1, by: timedelta = MINUTE) -> None:
        """Time passes: polls succeed, jobs run, and what may go goes, unless it is held."""
        for _ in range(times):
            self.clock.advance(by)
            with suppress(NotSent):
                await self.api.call("getUpdates")
                await self.standing.polled()
            for job in (team.tell_the_team, silence.heed_silence, due.due, nudges.unanswered):
                await job(self.player.running)
            if not self.holds:
                await self.player._said()

    @property
    def holds(self) -> set[str]:
        return self.player.running.delivery._dispatch._holds["proactive"]

    async def notes(self) -> list[str]:
        found = await self.player.database.read(lambda tx: tx.all("SELECT done_at FROM outbox ORDER BY id"))
        return [row["done_at"] for row in found]


@pytest.mark.parametrize("jump", [-HOUR, HOUR, 30 * DAY], ids=str)
async def test_while_our_clock_is_wrong_nothing_is_decided_and_nothing_comes_twice(
    player: Player, jump: timedelta
) -> None:
    """R11: a note of the morning has gone, one of the afternoon is due; in between the clock jumps and is put right."""
    line = Line(player)

    def unit(tx: Transaction) -> None:
        ana = settle(tx, MONDAY, ANA, nudge_limit=3)
        planning.note(tx, MONDAY, ana, "silence")
        planning.note(tx, MONDAY, settle(tx, MONDAY, Member("eve", 7_100_000_006)), "silence", after=2 * HOUR)
        planning.note(tx, MONDAY, ana, "silence", "another", after=10 * DAY)

    await player.database.write(unit)
    await line.live()
    assert len(await line.notes()) == 1
    right = line.clock.now()
    line.clock.set(right + jump)
    await line.live(30)
    assert len(await line.notes()) == 1
    assert line.holds == {"clock"}
    assert await player.database.read(notices.unseen) == [("clock_is_wrong", "")]
    line.clock.set(right + 30 * MINUTE)
    await line.live()
    assert line.holds == set()
    assert len(await line.notes()) == 1
    await line.live(120)
    assert len(await line.notes()) == 2
    await line.live(10 * 24, HOUR)
    states = await player.database.read(lambda tx: tx.all("SELECT state FROM nudges"))
    assert {row["state"] for row in states} == {"made"}
    assert len(await line.notes()) == 3
    assert await player.database.read(lambda tx: tx.all("SELECT id FROM outbox WHERE reason = 'absence'")) == []


async def test_a_machine_that_slept_looks_at_the_time_and_goes_on(player: Player) -> None:
    """Its monotonic clock stood still, so ours seems to have jumped, until Telegram is asked."""
    line = Line(player)
    await line.live()
    line.clock.set(line.clock.now() + 2 * HOUR)
    line.api.ahead = 2 * HOUR  # Telegram's clock went on meanwhile
    asked = line.api.asked
    assert await line.standing.knows_the_time()
    assert line.api.asked == asked + 1
    assert await player.database.read(notices.unseen) == []


async def test_before_telegram_has_answered_nothing_is_decided(player: Player) -> None:
    line = Line(player)
    line.api.is_up = False
    await player.database.write(lambda tx: planning.note(tx, MONDAY, settle(tx, MONDAY), "silence"))
    await line.live(3)
    assert await line.notes() == []
    assert await player.database.read(lambda tx: facts.fact(tx, LAST_GOOD_POLL)) is None
    line.api.is_up = True
    await line.live()
    assert len(await line.notes()) == 1


# --- summer time

ZONES = ("Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")
# The weekends of 2026 on which clocks are changed in one of the first three zones; Kolkata's never are.
WEEKENDS = tuple(date.fromisoformat(day) for day in ("2026-03-07", "2026-03-28", "2026-04-04", "2026-10-03")) + tuple(
    date.fromisoformat(day) for day in ("2026-10-24", "2026-10-31")
)
HOURS = ((None, None), ("00:30", "03:15"), ("22:00", "04:00"), ("01:45", "02:00"))
EACH_DAY = Kind("reflection_note", 6, counts=True)


@pytest.mark.parametrize("weekend", WEEKENDS, ids=str)
def test_on_weekends_when_clocks_change_each_gets_one_note_a_day_in_their_hours(weekend: date) -> None:
    """R12, minute by minute: on Saturday and on Sunday each person has one note due, at their own midnight."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        tx = SqliteTransaction(connection, sqlite3)
        tx.begin()
        migrate(tx, "sqlite", MONDAY)
        _live_through(tx, weekend)


def _live_through(tx: Transaction, weekend: date) -> None:
    begin = datetime(weekend.year, weekend.month, weekend.day, tzinfo=UTC) - DAY
    crowd = [(zone, since, until) for zone in ZONES for since, until in HOURS]
    hours: dict[str, tuple[str, str | None, str | None]] = {}
    for number, (zone, since, until) in enumerate(crowd):
        who = Member(f"p{number}", 7_200_000_000 + number)
        person_id = settle(tx, begin, who, timezone=zone, contact_from=since, contact_until=until)
        hours[person_id] = (zone, since, until)
        for day in (weekend, weekend + DAY):
            at = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
            table.plan(
                tx, begin, person_id=person_id, kind="reflection", about=str(day), due_at=at, useful_until=at + DAY
            )
    came: dict[str, list[datetime]] = {person_id: [] for person_id in hours}
    for minute in range(5 * 24 * 60):
        now = begin + minute * MINUTE
        for person_id in table.due(tx, now, 1000):
            for at in _decide(tx, now, person_id):
                came[person_id].append(at)
    for person_id, (zone, since, until) in hours.items():
        assert all(may_write(at, zone, "", since, until) for at in came[person_id])
        days = [_day(at, zone, since, until) for at in came[person_id]]
        assert len(days) == len(set(days)), f"twice on a day in {zone} from {since}"
        assert len(days) == 2 or (zone, since) in GAPS, f"{days} in {zone} from {since}"


# Whose few hours of the night are skipped on the Sunday on which clocks go forward: theirs lapses, out of their hours.
GAPS = {("Europe/London", "01:45"), ("Australia/Lord_Howe", "01:45"), ("America/New_York", "01:45")}


def _day(at: datetime, zone: str, since: str | None, until: str | None) -> date:
    """The day to which the hours belong in which this was."""
    local = at.astimezone(ZoneInfo(zone))
    over_midnight = since is not None and until is not None and until < since and f"{local:%H:%M}" < until
    return local.date() - DAY if over_midnight else local.date()


def _decide(tx: Transaction, now: datetime, person_id: str) -> list[datetime]:
    """What the job does, without the stories."""
    person = people.by_id(tx, person_id)
    assert person is not None and person.telegram_id is not None
    dues = [
        Due(one.id, EACH_DAY, moment(one.due_at), moment(one.useful_until)) for one in table.due_of(tx, now, person_id)
    ]
    gone = []
    for verdict in decide(now, dues, standing_of(tx, now, person), after_downtime=False):
        if verdict.what == "go" and table.made(tx, now, verdict.due.id):
            gone.append(now)
            why = "nudge_reflection"
            outbox.add(tx, now, chat_id=person.telegram_id, payload={}, person_id=person_id, priority=1, reason=why)
        elif verdict.what == "wait" and verdict.at is not None:
            table.postpone(tx, verdict.due.id, verdict.at)
        elif verdict.what == "lapse":
            table.lapse(tx, now, verdict.due.id, verdict.why)
    return gone
