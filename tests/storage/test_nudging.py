"""Nudging: who has a question waiting and may be reminded of it, and who may have written while we were away."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from storage import concerns, conversations, nudging, people, profiles, sending
from storage.database import Database, Transaction
from storage.values import instant
from tests.databases import NOW
from tests.storage.met import BEFORE, DAY, LEFT_ALONE, ask, decide, meet, write_to


def unanswered(tx: Transaction, before: datetime = BEFORE + timedelta(seconds=1)) -> list[str]:
    return [one.person_id for one in nudging.unanswered(tx, before)]


async def test_who_left_a_question_open_is_found_with_what_it_takes_to_write_to_them(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[list[nudging.Waiting], nudging.Waiting]:
        ana = meet(tx)
        people.call(tx, ana, name="Ana", pronouns="", language="cy")
        profiles.keep(
            tx, ana, {"contact_days": "mon,tue", "contact_from": "10:00", "contact_until": "16:00", "nudge_limit": 1}
        )
        return nudging.unanswered(tx, BEFORE), nudging.Waiting(
            ask(tx, ana), ana, 501, "cy", "Europe/London", "mon,tue", "10:00", "16:00", 1
        )

    nobody_yet, ana = await database.write(unit)
    assert nobody_yet == []
    assert await database.read(lambda tx: nudging.unanswered(tx, BEFORE)) == [ana]


async def test_who_told_us_no_hours_may_be_reminded_twice_a_week_on_any_day(database: Database) -> None:
    def unit(tx: Transaction) -> list[nudging.Waiting]:
        ask(tx, meet(tx))
        return nudging.unanswered(tx, BEFORE)

    (ana,) = await database.write(unit)
    assert (ana.contact_days, ana.contact_from, ana.contact_until, ana.nudge_limit) == ("", None, None, 2)


async def test_who_was_heard_since_then_is_left_alone(database: Database) -> None:
    def unit(tx: Transaction) -> list[list[str]]:
        ana = meet(tx)
        ask(tx, ana)
        return [unanswered(tx, NOW), unanswered(tx, NOW + timedelta(microseconds=1)), [ana]]

    just_now, a_moment_later, ana = await database.write(unit)
    assert just_now == []
    assert a_moment_later == ana


async def test_nobody_is_reminded_who_should_be_left_alone(database: Database) -> None:
    def unit(tx: Transaction) -> list[str]:
        found = {meet(tx): "nobody to remind"}
        for number, (why, change) in enumerate(LEFT_ALONE.items(), start=600):
            who = meet(tx, number)
            change(tx, who, ask(tx, who))
            found[who] = why
        return [found[who] for who in unanswered(tx)]

    assert await database.write(unit) == []


@pytest.mark.parametrize("agreed", ["", "refused"])
async def test_who_has_not_agreed_to_take_part_is_not_reminded(agreed: str, database: Database) -> None:
    def unit(tx: Transaction) -> list[str]:
        ana = meet(tx, agreed=agreed)
        decide(tx, ana, "given", purpose="quote_anonymous")
        ask(tx, ana)
        return unanswered(tx)

    assert await database.write(unit) == []


@pytest.mark.parametrize("purpose", ["take_part_health", "take_part"])
async def test_who_took_consent_back_is_not_reminded(purpose: str, database: Database) -> None:
    def unit(tx: Transaction) -> tuple[list[str], list[str], str]:
        ana = meet(tx, agreed="")
        decide(tx, ana, "given", purpose)
        ask(tx, ana)
        before = unanswered(tx)
        decide(tx, ana, "withdrawn", purpose)
        return before, unanswered(tx), ana

    before, after, ana = await database.write(unit)
    assert (before, after) == ([ana], [])


async def test_who_agreed_after_refusing_is_reminded(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[list[str], str]:
        ana = meet(tx, agreed="refused")
        decide(tx, ana, "given")
        ask(tx, ana)
        return unanswered(tx), ana

    found, ana = await database.write(unit)
    assert found == [ana]


async def test_a_concern_keeps_somebody_from_being_reminded_until_a_person_lifts_it(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[list[str], list[str], str]:
        ana, cora = meet(tx), meet(tx, 502)
        ask(tx, ana)
        concern = concerns.raise_(tx, NOW, ana, None, "contact_me")
        assert concerns.close(tx, NOW, concern, cora, "We spoke.")
        closed = unanswered(tx)
        assert concerns.lift(tx, NOW, concern, cora)
        return closed, unanswered(tx), ana

    closed, lifted, ana = await database.write(unit)
    assert (closed, lifted) == ([], [ana])


async def test_two_open_questions_make_one_row_about_the_newer_one(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[list[str], str]:
        ana = meet(tx)
        ask(tx, ana)
        newer = ask(tx, ana)
        return [one.conversation_id for one in nudging.unanswered(tx, BEFORE)], newer

    found, newer = await database.write(unit)
    assert found == [newer]


async def test_who_was_just_reminded_of_one_question_is_not_reminded_of_another_at_once(database: Database) -> None:
    def unit(tx: Transaction) -> list[str]:
        ana = meet(tx)
        ask(tx, ana)
        nudging.note_nudged(tx, NOW, ask(tx, ana))
        return unanswered(tx)

    assert await database.write(unit) == []


async def test_a_reminder_is_noted_once(database: Database) -> None:
    talk = await database.write(lambda tx: ask(tx, meet(tx)))
    noted = [await database.write(lambda tx: nudging.note_nudged(tx, NOW, talk)) for _ in range(2)]
    assert noted == [True, False]
    assert not await database.write(lambda tx: nudging.note_nudged(tx, NOW, "unknown"))


async def test_a_conversation_that_ended_meanwhile_is_not_reminded_of(database: Database) -> None:
    def unit(tx: Transaction) -> bool:
        ana = meet(tx)
        talk = ask(tx, ana)
        conversations.abandon(tx, NOW, ana, "check_in")
        return nudging.note_nudged(tx, NOW, talk)

    assert await database.write(unit) is False


async def test_a_new_question_may_be_reminded_of_again(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[list[str], list[str], str]:
        ana = meet(tx)
        nudging.note_nudged(tx, NOW, ask(tx, ana))
        before = unanswered(tx)
        talk = conversations.in_attention(tx, ana)
        assert talk is not None
        talk.pending = "and_now"
        conversations.save(tx, talk)
        return before, unanswered(tx), ana

    before, after, ana = await database.write(unit)
    assert (before, after) == ([], [ana])


async def test_a_reminder_that_never_went_out_reminded_nobody(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[list[list[str]], list[bool], str]:
        ana = meet(tx)
        talk = ask(tx, ana)
        nudging.note_nudged(tx, BEFORE, talk)
        message = write_to(tx, ana, BEFORE)
        found, noted = [unanswered(tx)], [nudging.note_nudged(tx, BEFORE, talk)]
        sending.lapse(tx, BEFORE + DAY, message, "too_late")
        found.append(unanswered(tx))
        noted += [nudging.note_nudged(tx, BEFORE + DAY, talk), nudging.note_nudged(tx, BEFORE + DAY, talk)]
        return [*found, unanswered(tx)], noted, ana

    found, noted, ana = await database.write(unit)
    assert found == [[], [ana], []]
    assert noted == [False, True, False]


async def test_whoever_was_seen_after_a_reminder_may_be_reminded_of_another_question(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[list[str], list[str], str]:
        ana = meet(tx)
        other = ask(tx, ana)
        nudging.note_nudged(tx, NOW, ask(tx, ana))
        before = unanswered(tx)
        tx.run("UPDATE people SET seen_at = :at", at=instant(NOW + timedelta(seconds=1)))
        return before, [one.conversation_id for one in nudging.unanswered(tx, BEFORE + DAY)], other

    before, after, other = await database.write(unit)
    assert (before, after) == ([], [other])
