"""Nudges: one in a while, in the person's hours, and never two notes of ours in one day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot import rules_told
from bot.jobs import absence, nudges
from storage import nudging, outbox, profiles, sending
from storage.database import Transaction
from storage.values import instant, moment
from tests.cast import ANA, BEN, CORA, MONDAY
from tests.jobs.people import ask, hear, notes, settle
from tests.playing import Player

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def look(player: Player, at: datetime, *, send: bool = True) -> list[tuple[str, str]]:
    """The job runs at that time, and what may go goes; all notes so far."""
    player.clock.advance(at - player.clock.now())
    await nudges.unanswered(player.running)
    if send:
        await player._said()
    return await player.database.write(notes)


async def test_of_two_open_questions_one_is_reminded_of_until_they_are_seen(player: Player) -> None:
    def unit(tx: Transaction) -> str:
        ana = settle(tx, MONDAY)
        ask(tx, MONDAY, ana)
        ask(tx, MONDAY, ana)
        return ana

    ana = await player.database.write(unit)
    for hours in range(25, 25 + 14 * 24, 5):
        assert len(await look(player, MONDAY + hours * HOUR)) <= 1
    seen = player.clock.now()
    await player.database.write(lambda tx: hear(tx, seen, ana))
    assert len(await look(player, seen + 20 * HOUR)) == 1
    for hours in range(25, 25 + 14 * 24, 5):
        assert len(await look(player, seen + hours * HOUR)) <= 2
    assert await player.database.write(notes) == [("nudge_unanswered", "sent")] * 2


async def test_a_note_that_cannot_go_in_their_hours_lapses_and_is_decided_anew(player: Player) -> None:
    def unit(tx: Transaction) -> None:
        ask(tx, MONDAY, settle(tx, MONDAY, contact_from="10:00", contact_until="12:00"))

    await player.database.write(unit)
    assert await look(player, MONDAY + DAY) == []  # nine o'clock
    assert await look(player, MONDAY + DAY + 2 * HOUR, send=False) == [("nudge_unanswered", "queued")]
    assert await look(player, MONDAY + DAY + 2.5 * HOUR, send=False) == [("nudge_unanswered", "queued")]
    assert await look(player, MONDAY + DAY + 9 * HOUR) == [("nudge_unanswered", "lapsed")]  # delivery was held
    assert await look(player, MONDAY + 2 * DAY) == [("nudge_unanswered", "lapsed")]
    assert (await look(player, MONDAY + 2 * DAY + HOUR))[1:] == [("nudge_unanswered", "sent")]


async def test_the_job_decides_in_each_persons_own_hours(player: Player) -> None:
    def unit(tx: Transaction) -> None:
        for who, zone in ((ANA, "Europe/London"), (BEN, "Australia/Lord_Howe"), (CORA, "Asia/Kolkata")):
            ask(tx, MONDAY, settle(tx, MONDAY, who, timezone=zone))

    await player.database.write(unit)
    found: dict[int, datetime] = {}
    for passed in range(24, 49):
        await look(player, MONDAY + passed * HOUR)
        rows = await player.database.write(lambda tx: tx.all("SELECT chat_id, made_at FROM outbox"))
        found |= {row["chat_id"]: moment(row["made_at"]) for row in rows}
    assert found == {
        ANA.chat_id: datetime(2026, 3, 3, 10, tzinfo=UTC),
        BEN.chat_id: datetime(2026, 3, 3, 22, tzinfo=UTC),
        CORA.chat_id: datetime(2026, 3, 3, 10, tzinfo=UTC),
    }


async def test_whoever_came_back_between_the_look_and_the_note_gets_none(player: Player) -> None:
    def unit(tx: Transaction) -> str:
        ana = settle(tx, MONDAY)
        ask(tx, MONDAY, ana)
        return ana

    ana = await player.database.write(unit)
    now = MONDAY + DAY + HOUR
    (waiting,) = await player.database.read(lambda tx: nudging.unanswered(tx, now - DAY))
    await player.database.write(lambda tx: hear(tx, now, ana))
    assert await player.database.write(lambda tx: nudges.remind(tx, now, player.running.parts, waiting)) == []


async def test_back_after_two_days_everybody_gets_one_note_in_a_day_and_it_is_the_honest_one(player: Player) -> None:
    away = MONDAY + 4 * HOUR, MONDAY + 52 * HOUR
    crowd = [type(ANA)(f"p{number}", 7_200_000_000 + number) for number in range(30)]

    def unit(tx: Transaction) -> None:
        for who in crowd:
            person_id = settle(tx, MONDAY, who)
            for _ in range(3):
                ask(tx, MONDAY, person_id)

    await player.database.write(unit)
    await look(player, away[1], send=False)  # the first tick may come before the first good poll
    await absence.own_up(player.running, *away)
    for quarter in range(24 * 4):
        await look(player, away[1] + quarter * HOUR / 4)
    said = await player.database.write(lambda tx: tx.all("SELECT chat_id, reason FROM outbox WHERE state = 'sent'"))
    assert sorted((row["chat_id"], row["reason"]) for row in said) == [(who.chat_id, "absence") for who in crowd]
    assert (await player.database.write(notes)).count(("nudge_unanswered", "recalled")) == len(crowd)
    for quarter in range(24 * 4, 48 * 4):
        await look(player, away[1] + quarter * HOUR / 4)
    assert (await player.database.write(notes)).count(("nudge_unanswered", "sent")) == len(crowd)


async def test_after_a_note_of_today_the_honest_one_waits_a_day(player: Player) -> None:
    def unit(tx: Transaction) -> str:
        return outbox.add(tx, MONDAY, chat_id=ANA.chat_id, payload={}, person_id=settle(tx, MONDAY), priority=1).id

    message = await player.database.write(unit)
    await player.database.write(lambda tx: sending.sent(tx, MONDAY, message, 1))
    until = MONDAY + 3 * HOUR
    player.clock.advance(3 * HOUR)
    await absence.own_up(player.running, until - 30 * HOUR, until)
    row = await player.database.write(lambda tx: tx.one("SELECT not_before FROM outbox WHERE reason = 'absence'"))
    assert row is not None and row["not_before"] == instant(MONDAY + DAY)


async def test_who_asked_not_to_be_written_to_first_hears_nothing_of_an_absence_unless_staff(player: Player) -> None:
    def unit(tx: Transaction) -> None:
        for who, role in ((ANA, "partner"), (CORA, "coordinator")):
            person_id = settle(tx, MONDAY, who, role, nudge_limit=0)
            ask(tx, MONDAY, person_id)
        profiles.keep(tx, settle(tx, MONDAY, BEN), {"nudge_limit": 1})

    await player.database.write(unit)
    await absence.own_up(player.running, MONDAY - 30 * HOUR, MONDAY)
    rows = await player.database.write(lambda tx: tx.all("SELECT chat_id FROM outbox ORDER BY chat_id"))
    assert [row["chat_id"] for row in rows] == [BEN.chat_id, CORA.chat_id]


async def test_a_question_is_asked_about_days_after_its_silence_where_the_week_is_full_until_then(
    player: Player,
) -> None:
    """As the page on method says: after a day or later, and not within some days of that."""

    def unit(tx: Transaction) -> None:
        ana = settle(tx, MONDAY, nudge_limit=1)
        ask(tx, MONDAY, ana)
        at = instant(MONDAY - 2 * DAY)
        one = outbox.add(tx, MONDAY, chat_id=1, payload={}, person_id=ana, priority=1, reason="nudge_thanks")
        tx.run("UPDATE outbox SET state = 'sent', done_at = :at WHERE id = :id", at=at, id=one.id)

    await player.database.write(unit)
    for days in range(1, 5):
        assert ("nudge_unanswered", "sent") not in await look(player, MONDAY + days * DAY + HOUR)
    assert ("nudge_unanswered", "sent") in await look(player, MONDAY + 5 * DAY + HOUR)
    (told,) = [rule.told() for rule in rules_told.WRITING if "A question that waits" in rule.says]
    assert "after 1 day of silence or later" in told and "not later" not in told
