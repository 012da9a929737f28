"""Voices without an answer: of substance, the longest first, to whoever may read them; and the days it took to hear."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from storage import fates, unanswered
from storage.database import Database, Transaction
from storage.unanswered import Hearing
from tests.agreeing import agree
from tests.databases import NOW
from tests.storage.met import meet
from tests.storage.test_own_words import say


def said(tx: Transaction, who: str, value: Any, **more: Any) -> str:
    return say(tx, who, value, **{"seen_by": "staff", **more})[0]


def partner(tx: Transaction, chat_id: int = 501) -> str:
    who = meet(tx, chat_id)
    agree(tx, NOW, who, "take_part_health")
    tx.run("UPDATE people SET joined_at = met_at WHERE id = :id", id=who)
    return who


async def test_what_was_said_in_more_than_a_word_waits_and_the_longest_comes_first(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[list[str], list[str], list[str]]:
        who = partner(tx)
        newer = said(tx, who, "A long wait.", day=2)
        spoken = said(tx, who, {"voice": "n1", "label": "a label"}, kind="after_session", day=1)
        told = said(tx, who, "With an answer.", day=1)
        fates.note(tx, NOW, told, "read", set_by=None)
        for value, more in (
            ("it_was_hard", {}),
            ("For myself only.", {"seen_by": "me"}),
            ("Ana Maria", {"kind": "onboarding_partner"}),
            ({"instead": "swap"}, {}),
            (None, {}),
        ):
            said(tx, who, value, **more)
        waiting = unanswered.oldest(tx, 9)
        return waiting, [spoken, newer], unanswered.oldest(tx, 9, after=spoken)

    waiting, wanted, after = await database.write(unit)
    assert waiting == wanted
    assert after == wanted[1:]


async def test_each_role_gets_what_it_may_read_page_by_page(database: Database) -> None:
    def unit(tx: Transaction) -> list[object]:
        ana, eve = partner(tx), partner(tx, 502)
        agree(tx, NOW, eve, "share_learning")
        for day in range(3):
            said(tx, ana, f"Day {day}", day=day)
        said(tx, eve, "For the learning partner.", seen_by="learning", day=1)
        page, after = unanswered.readable_to(tx, ("coordinator",), 3)
        rest, end = unanswered.readable_to(tx, ("coordinator",), 3, after=after)
        learning, _ = unanswered.readable_to(tx, ("learning-partner",), 3)
        nobody, _ = unanswered.readable_to(tx, ("admin",), 3)
        further_on, _ = unanswered.readable_to(tx, ("learning-partner",), 1)  # behind more than is looked at first
        return [
            [one.words for one in page],
            [one.words for one in rest],
            end,
            [(one.words, one.name, one.person_id) for one in learning],
            nobody,
            further_on == learning,
        ]

    assert await database.write(unit) == [
        ["Day 0", "Day 1", "For the learning partner."],
        ["Day 2"],
        "",
        [("For the learning partner.", "", "")],
        [],
        True,
    ]


async def test_days_to_hearing_back_are_counted_to_the_first_time_and_for_no_test_people(database: Database) -> None:
    def unit(tx: Transaction) -> Hearing:
        who, test = partner(tx), partner(tx, 502)
        tx.run("UPDATE people SET is_test = TRUE WHERE id = :id", id=test)
        for answer_id, days in ((said(tx, who, "One thing."), (3, 9)), (said(tx, who, "Another thing.", day=1), (8,))):
            for day in days:
                told = NOW + timedelta(days=day, hours=1)
                fates.told(tx, told, fates.note(tx, told, answer_id, "read", set_by=None))
        said(tx, who, "Nothing heard.")
        said(tx, who, "Said later.", day=40)
        said(tx, test, "A trial run.")
        return unanswered.hearing(tx, NOW, NOW + timedelta(days=30))

    assert await database.write(unit) == Hearing((3, 7), 1)
