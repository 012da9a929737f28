"""What we wrote of our own accord lately, which counts as a note, and who may have written while we were away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from storage import conversations, nudging, outbox, people, profiles, sending
from storage.database import Database, Transaction
from storage.outbox import BROADCAST, PROACTIVE, REPLY
from storage.values import instant
from tests.databases import NOW
from tests.storage.met import DAY, LEFT_ALONE, WEEK, ask, meet, write_to


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
            profiles.keep(tx, who, {"nudge_limit": 0})
        return [one.person_id for one in nudging.in_touch(tx, NOW)], cora

    found, cora = await database.write(unit)
    assert found == [cora]
