"""What is due: decided once for each row, one note a person at a time, whatever was in the way meanwhile."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.actions import planning
from bot.chat.chat import Chat
from bot.chat.story import Story
from bot.jobs import absence, due, nudges
from bot.rules.contact import may_write
from storage import concerns, conversations, notices, pairings, people, sessions
from storage import nudges as table
from storage.database import Transaction
from storage.values import instant, moment
from tests.cast import ANA, BEN, MONDAY, Member
from tests.jobs.people import ask, hear, settle
from tests.playing import Player

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
CROWD = 1000


async def later(player: Player, by: timedelta) -> None:
    """Time passes, what is due is decided, and what may go goes."""
    player.clock.advance(by)
    await due.due(player.running)
    await nudges.unanswered(player.running)
    await player._said()


def tell(player: Player, *names: str, story: Story | None = None) -> None:
    """These stories say one thing, or are told as `story` says."""
    parts = player.running.parts
    told = {**parts.stories, **dict.fromkeys(names, story or Story(says_something))}
    player.running = replace(player.running, parts=replace(parts, stories=told))


async def says_something(chat: Chat) -> None:
    await chat.say("nothing_before")


async def rows(player: Player, sql: str, **values: Any) -> list[Any]:
    return await player.database.read(lambda tx: tx.all(sql, **values))


async def states(player: Player) -> list[tuple[str, str, str]]:
    """Of each row its kind, its state and why."""
    found = await rows(player, "SELECT kind, state, why FROM nudges ORDER BY id")
    return [(row["kind"], row["state"], row["why"]) for row in found]


async def plan(player: Player, who: Member, *kinds: str, **profile: Any) -> str:
    def unit(tx: Transaction) -> str:
        person_id = settle(tx, MONDAY, who, **profile)
        for kind in kinds:
            planning.note(tx, MONDAY, person_id, kind)
        return person_id

    return await player.database.write(unit)


async def test_back_after_a_day_everybody_gets_one_note_and_the_others_lapse_with_a_reason(player: Player) -> None:
    """R13: a thousand people with three notes each, of whom half have hours in the night."""
    await later(player, timedelta())
    crowd = [Member(f"p{number}", 7_200_000_000 + number) for number in range(CROWD)]
    hours = [("", "09:00", "17:00"), ("", "22:00", "06:00"), ("tue,wed", "10:00", "12:00"), ("fri", "10:00", "12:00")]

    def unit(tx: Transaction) -> None:
        for number, who in enumerate(crowd):
            days, since, until = hours[number % 4]
            person_id = settle(tx, MONDAY, who, contact_days=days, contact_from=since, contact_until=until)
            for kind in ("silence", "again", "fit_or_so"):
                about = f"{kind}-{number}"
                at = MONDAY + (1 + number % 20) * HOUR
                tx_plan(tx, person_id, "silence" if kind == "fit_or_so" else kind, about, at)

    await player.database.write(unit)
    tell(player, "again", "silence_note")
    for _ in range(24 * 4):
        await later(player, HOUR / 4 if _ else DAY + 2 * HOUR)
    sent = await rows(player, "SELECT chat_id, done_at FROM outbox WHERE state = 'sent'")
    assert max(Counter(row["chat_id"] for row in sent).values()) == 1
    assert len(sent) == CROWD * 3 // 4  # whoever has hours on Fridays only hears on Friday
    for row in sent:
        days, since, until = hours[(row["chat_id"] - 7_200_000_000) % 4]
        assert may_write(moment(row["done_at"]), "Europe/London", days, since, until)
    assert Counter(await states(player))["silence", "lapsed", "after_downtime"] == 2 * CROWD
    assert Counter(state for _, state, _ in await states(player)) == {
        "made": CROWD * 3 // 4,
        "planned": CROWD // 4,
        "lapsed": 2 * CROWD,
    }


def tx_plan(tx: Transaction, person_id: str, kind: str, about: str, at: datetime) -> None:
    table.plan(tx, MONDAY, person_id=person_id, kind=kind, about=about, due_at=at, useful_until=at + timedelta(days=14))


async def test_for_a_day_after_we_were_away_nobody_gets_a_second_note(player: Player) -> None:
    await later(player, timedelta())
    ana = await plan(player, ANA, "silence")
    await later(player, DAY + HOUR)
    assert await states(player) == [("silence", "made", "")]
    await player.database.write(lambda tx: planning.note(tx, player.clock.now(), ana, "session_hold"))
    tell(player, "session_hold")
    await later(player, HOUR)
    assert (await states(player))[1] == ("session_hold", "planned", "")
    await later(player, DAY)
    assert (await states(player))[1] == ("session_hold", "made", "")


async def test_whoever_was_away_longer_than_telegram_keeps_is_told_once_and_gets_no_other_note(player: Player) -> None:
    """R14 together with what is due."""
    await later(player, timedelta())
    await plan(player, ANA, "silence")
    until = MONDAY + 30 * HOUR
    player.clock.advance(30 * HOUR)
    await due.due(player.running)  # the first look may come before the first good poll
    await absence.own_up(player.running, MONDAY, until)
    for _ in range(24 * 4):
        await later(player, HOUR / 4)
    sent = await rows(player, "SELECT reason FROM outbox WHERE state = 'sent'")
    assert [row["reason"] for row in sent] == ["absence"]


async def test_the_ceiling_counts_what_an_unanswered_question_brought(player: Player) -> None:
    ana = await plan(player, ANA, nudge_limit=1)
    await player.database.write(lambda tx: ask(tx, MONDAY, ana))
    await later(player, DAY + HOUR)
    await player.database.write(lambda tx: planning.note(tx, player.clock.now(), ana, "silence"))
    for _ in range(6):
        await later(player, DAY)
    assert await states(player) == [("silence", "planned", "")]
    await later(player, DAY)
    assert await states(player) == [("silence", "made", "")]


async def test_reminders_of_what_was_agreed_do_not_keep_an_unanswered_question_from_its_note(player: Player) -> None:
    ana = await plan(player, ANA, nudge_limit=1)
    await player.database.write(lambda tx: ask(tx, MONDAY, ana))
    tell(player, "session_reminder")
    for day in range(3):
        await player.database.write(lambda tx, day=day: tx_plan(tx, ana, "reminder_day", str(day), MONDAY))  # type: ignore[misc]
    for _ in range(52):
        await later(player, HOUR / 2)
    found = await rows(player, "SELECT reason FROM outbox ORDER BY id")
    assert [row["reason"] for row in found] == ["nudge_reminder_day"] * 3 + ["nudge_unanswered"]


async def test_a_story_that_raises_lapses_after_three_tries_and_stops_nobody(player: Player) -> None:
    await plan(player, ANA, "session_hold", "silence")
    await plan(player, BEN, "silence")

    async def raises(chat: Chat) -> None:
        raise RuntimeError("broken")

    tell(player, "session_hold", story=Story(raises))
    await later(player, MINUTE)
    assert sorted(await states(player)) == [
        ("session_hold", "planned", ""),
        ("silence", "made", ""),
        ("silence", "planned", ""),
    ]
    for _ in range(3):
        await later(player, 6 * MINUTE)
    assert sorted(await states(player)) == [
        ("session_hold", "lapsed", "failed"),
        ("silence", "made", ""),
        ("silence", "made", ""),
    ]
    assert [kind for kind, _ in await player.database.read(notices.unseen)] == ["note_failed"]


async def test_a_note_of_which_nothing_is_left_to_say_lapses(player: Player) -> None:
    await plan(player, ANA, "again")
    await later(player, MINUTE)
    assert await states(player) == [("again", "lapsed", "no_point_any_more")]


async def test_three_days_after_a_concern_nothing_of_ours_has_come(player: Player) -> None:
    """R28."""
    ana = await plan(player, ANA, "silence", "session_hold")

    def unit(tx: Transaction) -> None:
        ask(tx, MONDAY, ana)
        concerns.raise_(tx, MONDAY, ana, None, "contact_me")

    await player.database.write(unit)
    for _ in range(72):
        await later(player, HOUR)
    assert await rows(player, "SELECT id FROM outbox") == []
    assert {why for _, _, why in await states(player)} == {"open_concern"}


@pytest.mark.parametrize("how", ["pause", "stop", "unreachable", "concern"])
async def test_what_was_decided_is_not_sent_to_whoever_has_gone_meanwhile(player: Player, how: str) -> None:
    """R31."""
    ana = await plan(player, ANA, "silence")
    player.clock.advance(MINUTE)
    await due.due(player.running)
    now = player.clock.now()
    ways = {
        "pause": lambda tx: people.pause(tx, now, ana),
        "stop": lambda tx: people.stop(tx, now, ana),
        "unreachable": lambda tx: people.unreachable(tx, now, ana, "blocked"),
        "concern": lambda tx: concerns.raise_(tx, now, ana, None, "contact_me"),
    }
    await player.database.write(ways[how])
    assert await player._said() == []


async def test_a_session_that_was_moved_often_is_like_one_planned_there(player: Player) -> None:
    """C6."""
    chance = random.Random(7)

    def unit(tx: Transaction) -> list[list[Any]]:
        _, pairing = _paired(tx)
        found = []
        for moves in (10, 0):
            at = MONDAY + 9 * DAY + 5 * HOUR
            session = sessions.plan(tx, MONDAY, pairing_id=pairing, starts_at=at, timezone="Europe/London")
            for _ in range(moves):
                planning.plan_session(tx, MONDAY, session)
                sessions.move(tx, session.id, MONDAY + chance.randint(1, 60 * 24) * HOUR)
            sessions.move(tx, session.id, at)
            planning.plan_session(tx, MONDAY, sessions.by_id(tx, session.id) or session)
            planned = table.planned_about(tx, session.id)
            found.append(sorted((one.person_id, one.kind, one.due_at, one.useful_until) for one in planned))
        return found

    moved, at_once = await player.database.write(unit)
    assert moved == at_once and len(moved) == 6


async def test_coming_back_plans_what_lies_ahead_and_nothing_twice(player: Player) -> None:
    """Of a session tomorrow the reminder came before they went quiet; it does not come again."""
    found = await player.database.write(lambda tx: _meet(tx, MONDAY + DAY + 5 * HOUR))
    tell(player, "before_session")
    await later(player, 5 * HOUR)

    def back(tx: Transaction) -> list[str]:
        session = sessions.by_id(tx, found[1])
        assert session is not None
        table.withdraw_of(tx, player.clock.now(), found[0], "away")
        planning.plan_again_for(tx, player.clock.now(), session, found[0])
        return [one.kind for one in table.planned_of(tx, found[0])]

    assert await player.database.write(back) == ["reminder_hour", "session_after"]


def _paired(tx: Transaction) -> tuple[str, str]:
    """Ana's id, and that of her pairing with Ben, to which both have said yes."""
    ana, ben = settle(tx, MONDAY, ANA), settle(tx, MONDAY, BEN, "leader")
    pairing = pairings.propose(tx, MONDAY, partner_id=ana, leader_id=ben, from_on=MONDAY.date())
    pairings.say(tx, MONDAY, pairing, "partner", "yes")
    pairings.say(tx, MONDAY, pairing, "leader", "yes")
    return ana, pairing


def _meet(tx: Transaction, at: datetime) -> tuple[str, str]:
    ana, pairing = _paired(tx)
    session = sessions.plan(tx, MONDAY, pairing_id=pairing, starts_at=at, timezone="Europe/London")
    planning.plan_session(tx, MONDAY, session)
    return ana, session.id


async def test_whoever_is_in_mid_talk_is_left_to_it(player: Player) -> None:
    ana = await plan(player, ANA, "silence")
    now = MONDAY + MINUTE
    await player.database.write(lambda tx: ask(tx, now, ana))
    await player.database.write(lambda tx: hear(tx, now, ana))
    await later(player, 2 * MINUTE)
    assert await states(player) == [("silence", "planned", "")]
    await later(player, HOUR)
    assert await states(player) == [("silence", "made", "")]


async def test_a_note_puts_no_other_question_again(player: Player) -> None:
    """One note is one message: the question that waits is left where it is."""
    ana = await plan(player, ANA, "silence")

    def unit(tx: Transaction) -> None:
        talk = conversations.begin(tx, MONDAY - DAY, ana, "mydata")
        talk.pending = "send_here"
        conversations.save(tx, talk)
        tx.run("UPDATE people SET seen_at = :at WHERE id = :id", at=instant(MONDAY - HOUR), id=ana)

    await player.database.write(unit)
    await later(player, MINUTE)
    assert len(await rows(player, "SELECT id FROM outbox")) == 1
