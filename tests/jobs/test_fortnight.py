"""A fortnight in a minute: what is foreseen is what happens, and nothing is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import fortnight, fortnight_words, rules_told
from bot.actions import hearing_back, pairing, planning, spreading
from bot.chat.chat import Chat
from bot.chat.story import Story
from bot.conversations import STORIES
from bot.foreseen import Foreseen
from bot.fortnight import Book
from bot.jobs import laying
from bot.rules import nudging
from bot.rules.kinds import KINDS
from bot.rules.nudging import BETWEEN, Verdict
from storage import (
    apart,
    broadcasts,
    concerns,
    consents,
    erasures,
    outbox,
    pairings,
    people,
    profiles,
    recipients,
    sessions,
    values,
)
from storage.database import Transaction
from tests.cast import ANA, BEN, MONDAY
from tests.console import answered
from tests.jobs.people import ask, settle
from tests.playing import Player
from tests.said import all_texts

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ENDS = MONDAY + 3 * DAY + 14 * HOUR + timedelta(minutes=55)  # five minutes to midnight
BOOK = Book(all_texts(), STORIES)


def test_each_kind_of_note_has_a_name() -> None:
    assert {*KINDS, "unanswered"} <= set(fortnight_words.CALLED)


@pytest.mark.parametrize(
    ("kind", "why"), [("health", "took back their yes"), ("all", "asked for their data"), ("leaving", "are leaving")]
)
async def test_why_nothing_goes_to_somebody_whose_data_are_about_to_go(player: Player, kind: str, why: str) -> None:
    def settled(tx: Transaction) -> str:
        ana = settle(tx, MONDAY, ANA, "partner")
        planning.note(tx, MONDAY, ana, "thanks", after=HOUR)
        erasures.plan(tx, MONDAY, ana, kind, ENDS)
        return ana

    ana, now = await player.database.write(settled), player.clock.now()
    rows = await player.database.read(lambda tx: apart.gather(tx, now, ana))
    held = [one for one in fortnight.foresee(rows, ana, now, BOOK) if one.what != "goes"]
    assert [one.at for one in held if one.what == "ends"] == [ENDS] * (kind != "health")  # and not on the day after
    assert any(why in fortnight_words.reason(BOOK.texts.voice("en"), one) for one in held)


def _programme(tx: Transaction) -> str:
    """Ana and Ben meet twice, a thought is planned for her, and a question has waited; her id."""
    ana, ben = (settle(tx, MONDAY, who, role) for who, role in ((ANA, "partner"), (BEN, "leader")))
    made = pairing.propose(tx, MONDAY, partner_id=ana, leader_id=ben, from_on=MONDAY.date())
    for side in ("partner", "leader"):
        pairings.say(tx, MONDAY, made.id, side, "yes")
    for days in (3, 10):
        one = sessions.plan(tx, MONDAY, pairing_id=made.id, starts_at=MONDAY + days * DAY, timezone="Europe/London")
        planning.plan_session(tx, MONDAY, one)
    planning.note(tx, MONDAY, ana, "reflection", after=2 * DAY, useful_for=10 * DAY)
    planning.note(tx, MONDAY, ana, "thanks", after=2 * DAY)
    ask(tx, MONDAY, ana)
    sent = broadcasts.draft(tx, MONDAY, made_by=ben, words="There is news.")
    begins, ends = MONDAY + DAY, MONDAY + 12 * DAY
    broadcasts.confirm(tx, MONDAY, sent, by=ben, second=False, people=1, starts_at=begins, useful_until=ends)
    recipients.fix(tx, MONDAY, sent, [(ana, ("role",))])
    return ana


def _goes(found: list[Foreseen]) -> list[tuple[timedelta, str]]:
    return [(one.at - MONDAY, one.text) for one in found if one.what == "goes"]


async def test_what_is_foreseen_is_what_happens(player: Player) -> None:
    ana = await player.database.write(_programme)
    player.clock.advance(HOUR)
    now = player.clock.now()
    rows = await player.database.read(lambda tx: apart.gather(tx, now, ana))
    found = fortnight.foresee(rows, ana, now, BOOK)
    lived: list[tuple[timedelta, str]] = []
    at_which = {one.at for one in found if one.what != "stays"}
    for at in sorted(at_which | {now + hours * 3 * HOUR for hours in range(14 * 8)}):
        said = await player.later(at - player.clock.now())
        lived += [(player.clock.now() - MONDAY, one.text) for one in said if one.chat_id == ANA.chat_id]
    assert _goes(found) == lived
    assert len(lived) > 5
    held = {(one.kind, one.what, one.why) for one in found if one.what != "goes"}
    assert ("reflection", "waits", "another_first") in held
    assert any("There is news." in words for _, words in lived)
    _what_waits_is_named_again(found)


def _what_waits_is_named_again(found: list[Foreseen]) -> None:
    for place, one in enumerate(found):
        if one.what == "waits":
            later = {other.what for other in found[place + 1 :] if other.kind == one.kind}
            assert later & {"goes", "lapses", "stays", "ends"}, (one.kind, one.at)


@pytest.mark.parametrize(("between", "second"), [(timedelta(), BETWEEN), (HOUR, HOUR)])
async def test_of_two_that_are_due_at_once_one_waits_and_what_is_due_later_comes_in_its_time(
    player: Player, between: timedelta, second: timedelta
) -> None:
    """As the page on method says, as it is foreseen, and as it is."""

    def arrange(tx: Transaction) -> str:
        ana = settle(tx, MONDAY, ANA)
        for number in range(2):
            planning.note(tx, MONDAY, ana, "again", str(number), after=HOUR + number * between)
        return ana

    async def says_something(chat: Chat) -> None:
        await chat.say("nothing_before")

    stories = {**STORIES, "again": Story(says_something)}
    player.running = replace(player.running, parts=replace(player.running.parts, stories=stories))
    ana = await player.database.write(arrange)
    rows = await player.database.read(lambda tx: apart.gather(tx, MONDAY, ana))
    found = fortnight.foresee(rows, ana, MONDAY, Book(BOOK.texts, stories))
    assert [one.at for one in found if one.what == "goes"] == [MONDAY + HOUR, MONDAY + HOUR + second]
    (told,) = [rule.told() for rule in rules_told.WRITING if (nudging, "BETWEEN") in rule.of]
    assert "due at the same moment" in told and "any two notes" not in told
    came = [len(await player.later(HOUR)) for _ in range(4)]
    assert [hour * HOUR for hour, many in enumerate(came, 1) if many] == [HOUR, HOUR + second]


@pytest.mark.parametrize("many_for", [3, 9])
async def test_what_is_sent_for_a_date_does_not_lose_its_place_to_check_ins(player: Player, many_for: int) -> None:
    """She had her two notes, and others are planned for each day from the one on which there is room again."""

    def arrange(tx: Transaction) -> tuple[str, spreading.Spread]:
        ana, cora = settle(tx, MONDAY, ANA), settle(tx, MONDAY, BEN, "coordinator")
        for days in (6, 5):
            at = MONDAY - days * DAY
            one = outbox.add(tx, at, chat_id=1, payload={}, person_id=ana, priority=1, reason="nudge_thanks")
            tx.run("UPDATE outbox SET state = 'sent', done_at = :at WHERE id = :id", at=values.instant(at), id=one.id)
        for days in range(1, 10):
            planning.note(tx, MONDAY, ana, "session_after", str(days), after=days * DAY)
        sent = broadcasts.draft(tx, MONDAY, made_by=cora, words="There is news.")
        sending = broadcasts.by_id(tx, sent)
        assert sending is not None
        begins, until = MONDAY + (many_for - 2) * DAY, MONDAY + many_for * DAY
        foreseen = spreading.spread(tx, MONDAY, replace(sending, useful_until=values.instant(until)), [ana], begins)
        broadcasts.confirm(tx, MONDAY, sent, by=cora, second=False, people=1, starts_at=begins, useful_until=until)
        recipients.fix(tx, begins, sent, [(ana, ("role",))])
        return ana, foreseen

    ana, foreseen = await player.database.write(arrange)
    rows = await player.database.read(lambda tx: apart.gather(tx, MONDAY, ana))
    found = fortnight.foresee(rows, ana, MONDAY, BOOK)
    (news,) = [one for one in found if one.kind == "announcement" and one.what == "goes"]
    assert news.at == (foreseen.by or MONDAY + (many_for - 2) * DAY)


async def test_what_came_of_words_a_week_ago_has_its_place_before_what_is_sent_for_a_date(player: Player) -> None:
    """She gets one note a week, and had hers; the news is of use for days."""

    def arrange(tx: Transaction) -> str:
        ana, cora, ago = settle(tx, MONDAY, ANA), settle(tx, MONDAY, BEN, "coordinator"), MONDAY - 7 * DAY
        profiles.keep(tx, ana, {"nudge_limit": 1})
        one = outbox.add(tx, MONDAY, chat_id=1, payload={}, person_id=ana, priority=1, reason="nudge_thanks")
        at = values.instant(MONDAY - 6 * DAY)
        tx.run("UPDATE outbox SET state = 'sent', done_at = :at WHERE id = :id", at=at, id=one.id)
        hearing_back.settle(tx, ago, [answered.say(tx, ago, ana)], "led_to", "The desk is staffed.", by=cora)
        for number in range(3):
            sent = broadcasts.draft(tx, MONDAY, made_by=cora, words=f"There is news, {number}.")
            until = MONDAY + 9 * DAY
            broadcasts.confirm(tx, MONDAY, sent, by=cora, second=False, people=1, starts_at=MONDAY, useful_until=until)
            recipients.fix(tx, MONDAY, sent, [(ana, ("role",))])
        return ana

    ana = await player.database.write(arrange)
    rows = await player.database.read(lambda tx: apart.gather(tx, MONDAY, ana))
    goes = [(one.kind, one.at) for one in fortnight.foresee(rows, ana, MONDAY, BOOK) if one.what == "goes"]
    assert goes[:2] == [("became", MONDAY + DAY), ("announcement", MONDAY + 8 * DAY)]

    def looked_at_first(tx: Transaction) -> Verdict:
        """What is sent to many is looked at each second, and may be so before her notes are."""
        sent, person = broadcasts.running(tx)[0], people.by_id(tx, ana)
        assert person is not None
        (hers,) = recipients.due(tx, MONDAY + DAY, sent.id, 1)
        return laying.verdict_on(tx, MONDAY + DAY, sent, hers, person)

    verdict = await player.database.write(looked_at_first)
    assert (verdict.what, verdict.why) == ("wait", "another_first")


async def test_nothing_is_written_and_the_real_time_does_not_move(player: Player) -> None:
    ana = await player.database.write(_programme)
    before = await player.database.read(_everything)
    rows = await player.database.read(lambda tx: apart.gather(tx, MONDAY, ana))
    made = values.new_id(MONDAY)
    assert fortnight.foresee(rows, ana, MONDAY, BOOK)
    assert values.made_at(values.new_id(MONDAY)) - values.made_at(made) < timedelta(seconds=1)
    assert await player.database.read(_everything) == before


def _everything(tx: Transaction) -> list[int]:
    """How many rows there are of all that a note would touch, and how many notes are still planned."""
    tables = ("nudges", "outbox", "facts", "asked", "conversations", "effects")
    return [len(tx.all(f"SELECT 1 FROM {table}")) for table in tables] + [
        len(tx.all("SELECT 1 FROM nudges WHERE state = 'planned'"))
    ]


async def test_what_somebody_wrote_is_not_among_it(player: Player) -> None:
    def written(tx: Transaction) -> str:
        ana = _programme(tx)
        profiles.keep(tx, ana, {"nudge_limit": 7})
        tx.run(
            """
            INSERT INTO commitments (id, person_id, words, by_on, state, made_at)
            VALUES ('c', :id, 'CANARY', '2026-03-04', 'open', :now)
            """,
            id=ana,
            now=values.instant(MONDAY),
        )
        return ana

    ana = await player.database.write(written)
    rows = await player.database.read(lambda tx: apart.gather(tx, MONDAY, ana))
    assert "CANARY" not in repr(rows)
    assert any(
        one.kind == "commitment" and apart.WRITTEN in one.text for one in fortnight.foresee(rows, ana, MONDAY, BOOK)
    )


@pytest.mark.parametrize("why", ["paused", "open_concern", "taken_back", "stopped"])
async def test_whoever_is_not_to_be_written_to_gets_nothing_and_it_says_why(player: Player, why: str) -> None:
    def bar(tx: Transaction) -> str:
        ana = _programme(tx)
        (pair,) = pairings.standing_of(tx, ana)  # they have met, and are asked how it is, each day until they answer
        held = sessions.plan(tx, MONDAY, pairing_id=pair.id, starts_at=MONDAY - 9 * DAY, timezone="Europe/London")
        sessions.becomes(tx, held.id, "held")
        if why == "open_concern":
            concerns.raise_(tx, MONDAY, ana, None, "contact_me")
        elif why == "taken_back":
            consents.withdraw_all(tx, MONDAY, ana, how="chat")
        else:
            (people.pause if why == "paused" else people.stop)(tx, MONDAY, ana)
        return ana

    ana = await player.database.write(bar)
    rows = await player.database.read(lambda tx: apart.gather(tx, MONDAY, ana))
    found = fortnight.foresee(rows, ana, MONDAY, BOOK)
    assert _goes(found) == []
    assert why in {one.why for one in found}
    lapsed = [one for one in found if (one.what, one.kind) == ("lapses", "fit")]
    assert [(one.why, one.again) for one in lapsed] == [(why, True)] * (why != "taken_back")  # which waits
    _what_waits_is_named_again(found)


async def test_what_waits_still_when_the_fortnight_is_over_is_said_at_its_end(player: Player) -> None:
    def full(tx: Transaction) -> str:
        ana = settle(tx, MONDAY, ANA, "partner")
        profiles.keep(tx, ana, {"nudge_limit": 1})
        for days in range(14):
            planning.note(tx, MONDAY, ana, "session_after", str(days), after=days * DAY, useful_for=5 * DAY)
        planning.note(tx, MONDAY, ana, "became", "answer", after=2 * DAY, useful_for=60 * DAY)
        planning.note(tx, MONDAY, ana, "reflection", "", after=2 * DAY, useful_for=60 * DAY)
        return ana

    ana = await player.database.write(full)
    rows = await player.database.read(lambda tx: apart.gather(tx, MONDAY, ana))
    found = fortnight.foresee(rows, ana, MONDAY, BOOK)
    _what_waits_is_named_again(found)
    stays = [one for one in found if one.what == "stays"]
    assert ("reflection", MONDAY + 14 * DAY) in [(one.kind, one.at) for one in stays]
    assert "became" not in {one.kind for one in stays}  # which is owed, and came before the others
    assert fortnight_words.reason(BOOK.texts.voice("en"), stays[0]) in fortnight_words.BECAUSE.values()
