"""Nudging: who has a question waiting and may be reminded of it, and who may have written while we were away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from storage import concerns, consents, conversations, nudging, outbox, people, sending
from storage.database import Database, Transaction
from storage.outbox import BROADCAST, PROACTIVE, REPLY
from storage.values import instant
from tests.databases import NOW

DAY, WEEK = timedelta(days=1), timedelta(days=7)
BEFORE = NOW + DAY  # everybody was heard at NOW, a day before

Change = Callable[[Transaction, str, str], object]  # of a person and their conversation


def meet(tx: Transaction, telegram_id: int = 501, *, agreed: str = "given") -> str:
    """Somebody who has agreed to take part."""
    person = people.meet(tx, NOW, telegram_id=telegram_id, timezone="Europe/London")
    if agreed:
        decide(tx, person.id, agreed)
    return person.id


def decide(tx: Transaction, person_id: str, decision: str, purpose: str = "take_part_health") -> None:
    consents.note(
        tx,
        NOW,
        person_id,
        purpose=purpose,
        decision=decision,
        wording_key="agree",
        wording="Do you agree?",
        language="en",
        how="chat",
    )


def ask(tx: Transaction, person_id: str, question: str | None = "how_are_you") -> str:
    """A conversation with a question that waits; its id."""
    begun = conversations.begin(tx, NOW, person_id, "check_in")
    begun.pending = question
    conversations.save(tx, begun)
    return begun.id


def unanswered(tx: Transaction, before: datetime = BEFORE + timedelta(seconds=1)) -> list[str]:
    return [one.person_id for one in nudging.unanswered(tx, before)]


async def test_who_left_a_question_open_is_found_with_what_it_takes_to_write_to_them(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[list[nudging.Waiting], nudging.Waiting]:
        ana = meet(tx)
        people.call(tx, ana, name="Ana", pronouns="", language="cy")
        people.keep_profile(
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


LEFT_ALONE: dict[str, Change] = {
    "paused": lambda tx, who, _: people.pause(tx, NOW, who),
    "stopped": lambda tx, who, _: people.stop(tx, NOW, who),
    "cannot be reached": lambda tx, who, _: people.unreachable(tx, NOW, who, "blocked"),
    "erased": lambda tx, who, _: tx.run("UPDATE people SET telegram_id = NULL WHERE id = :id", id=who),
    "wants no notes": lambda tx, who, _: people.keep_profile(tx, who, {"nudge_limit": 0}),
    "has an open concern": lambda tx, who, _: concerns.raise_(tx, NOW, who, None, "person"),
    "was reminded": lambda tx, _, talk: nudging.note_nudged(tx, NOW, talk),
    "was heard": lambda tx, who, _: tx.run(
        "UPDATE people SET seen_at = :at WHERE id = :id", at=instant(BEFORE + DAY), id=who
    ),
    "has nothing to answer": lambda tx, _, talk: tx.run(
        "UPDATE conversations SET pending = NULL WHERE id = :id", id=talk
    ),
    "is done with it": lambda tx, who, _: conversations.abandon(tx, NOW, who, "check_in"),
}


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


def write_to(tx: Transaction, who: str, at: datetime, priority: int = PROACTIVE) -> str:
    return outbox.add(tx, at, chat_id=501, payload={"text": "hi"}, person_id=who, priority=priority).id


async def test_only_notes_of_our_own_to_this_person_are_counted(database: Database) -> None:
    def unit(tx: Transaction) -> list[tuple[str, datetime]]:
        ana, ben = meet(tx, 501), meet(tx, 502)
        write_to(tx, ana, NOW)
        write_to(tx, ana, NOW - WEEK)
        write_to(tx, ana, NOW - WEEK - timedelta(microseconds=1))
        write_to(tx, ben, NOW)
        write_to(tx, ana, NOW, REPLY)
        write_to(tx, ana, NOW, BROADCAST)
        return nudging.written_since(tx, ana, NOW - WEEK)

    assert [at for _, at in await database.write(unit)] == [NOW - WEEK, NOW, NOW]


async def test_what_never_went_out_does_not_count_and_what_may_have_arrived_does(database: Database) -> None:
    def unit(tx: Transaction) -> list[int]:
        ana = meet(tx)
        counted = []
        for end in (sending.failed, sending.lapse, sending.never_known):
            end(tx, NOW, write_to(tx, ana, NOW), "why")
            counted.append(len(nudging.written_since(tx, ana, NOW - WEEK)))
        sending.sent(tx, NOW, write_to(tx, ana, NOW), 1)
        return [*counted, len(nudging.written_since(tx, ana, NOW - WEEK))]

    assert await database.write(unit) == [0, 0, 1, 2]


async def test_in_touch_are_those_who_wrote_lately_who_owe_an_answer_and_all_staff(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[list[str], list[str]]:
        wrote, owes, cora, leads, long_gone, done = (meet(tx, number, agreed="") for number in range(501, 507))
        tx.run("UPDATE people SET seen_at = :at WHERE id = :id", at=instant(NOW + WEEK), id=wrote)
        ask(tx, owes)
        people.give_role(tx, NOW, cora, "coordinator")
        people.give_role(tx, NOW, cora, "admin")
        people.give_role(tx, NOW, leads, "safeguarding-lead")
        people.give_role(tx, NOW, long_gone, "partner")
        ask(tx, done)
        conversations.abandon(tx, NOW, done, "check_in")
        return [one.person_id for one in nudging.in_touch(tx, NOW + WEEK)], [wrote, owes, cora, leads]

    found, wanted = await database.write(unit)
    assert found == wanted


async def test_who_stopped_cannot_be_reached_or_was_erased_is_not_in_touch(database: Database) -> None:
    def unit(tx: Transaction) -> list[nudging.Waiting]:
        for number, why in enumerate(("stopped", "cannot be reached", "erased"), start=501):
            cora = meet(tx, number)
            people.give_role(tx, NOW, cora, "coordinator")
            LEFT_ALONE[why](tx, cora, ask(tx, cora))
        return nudging.in_touch(tx, NOW)

    assert await database.write(unit) == []


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


ENDS: dict[str, Callable[[Transaction, datetime, str, str], None]] = {
    "failed": sending.failed,
    "lapsed": sending.lapse,
    "may have arrived": sending.never_known,
}


@pytest.mark.parametrize("end", ENDS)
async def test_one_note_in_a_day_counts_what_went_may_have_gone_or_waits(end: str, database: Database) -> None:
    def unit(tx: Transaction) -> list[datetime]:
        ana, ben = meet(tx, 501), meet(tx, 502)
        write_to(tx, ben, NOW)
        write_to(tx, ana, NOW, REPLY)
        free = [nudging.one_a_day_from(tx, NOW, ana)]
        message = write_to(tx, ana, NOW - WEEK)
        free.append(nudging.one_a_day_from(tx, NOW, ana))
        tx.run("UPDATE outbox SET not_before = :at WHERE id = :id", at=instant(NOW + WEEK), id=message)
        free.append(nudging.one_a_day_from(tx, NOW, ana))
        tx.run("UPDATE outbox SET not_before = NULL WHERE id = :id", id=message)
        ENDS[end](tx, NOW, message, "why")
        return [*free, *(nudging.one_a_day_from(tx, NOW + each, ana) for each in (DAY / 2, DAY))]

    later = NOW + DAY if end == "may have arrived" else NOW + DAY / 2
    assert await database.write(unit) == [NOW, NOW + DAY, NOW + WEEK + DAY, later, NOW + DAY]


async def test_what_we_wanted_to_remind_of_is_recalled_and_nothing_else(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[int, list[str]]:
        ana, ben = meet(tx, 501), meet(tx, 502)
        for who, reason, claimed in (
            (ana, "nudge_unanswered", False),
            (ana, "nudge_unanswered", True),
            (ana, "absence", False),
            (ben, "nudge_unanswered", False),
        ):
            outbox.add(
                tx, NOW, chat_id=1, payload={}, person_id=who, priority=PROACTIVE, reason=reason, claimed=claimed
            )
        recalled = nudging.recall_waiting(tx, NOW, ana)
        return recalled, [row["state"] for row in tx.all("SELECT state FROM outbox ORDER BY id")]

    assert await database.write(unit) == (1, ["recalled", "sending", "queued", "queued"])


async def test_who_asked_not_to_be_written_to_first_is_not_in_touch_unless_staff(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[list[str], str]:
        ana, cora = meet(tx, 501), meet(tx, 502)
        people.give_role(tx, NOW, cora, "coordinator")
        for who in (ana, cora):
            ask(tx, who)
            people.keep_profile(tx, who, {"nudge_limit": 0})
        return [one.person_id for one in nudging.in_touch(tx, NOW)], cora

    found, cora = await database.write(unit)
    assert found == [cora]
