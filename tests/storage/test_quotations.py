"""Quotations: nothing is shown but what its author granted and has not taken back, and every use of it is known."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import erasing, exporting, parting, people, quotation_requests, quotation_uses, quotations, restoring
from storage.database import Database, Transaction
from storage.ledger import Entry
from storage.quotations import AFTERWARDS, ANONYMOUS, NAMED
from storage.values import instant
from tests.agreeing import agree
from tests.databases import NOW
from tests.storage.met import decide, meet
from tests.storage.test_own_words import say

LATER = NOW + timedelta(days=1)
REPORT = "the report"


def author(tx: Transaction, *purposes: str, chat_id: int = 501) -> str:
    """Somebody who has joined and said yes to these purposes."""
    who = meet(tx, chat_id)
    for purpose in purposes or (ANONYMOUS,):
        agree(tx, NOW, who, purpose)
    return who


def asked(tx: Transaction, who: str, decision: str = "granted", *, named: bool = False) -> str:
    """A sentence of theirs about which they said this ('': nothing yet)."""
    answer_id, _ = say(tx, who, "I was listened to.", seen_by="staff")
    made = quotation_requests.ask(
        tx,
        NOW,
        answer_id=answer_id,
        person_id=who,
        words="I was listened to.",
        place="the report",
        attribution="Ana" if named else "a partner",
        named=named,
        asked_by=None,
    )
    if decision:
        quotation_requests.decide(tx, NOW, made, decision, changed_to="I was heard." if decision == "changed" else "")
    return made


def shown(tx: Transaction) -> list[str]:
    return [one.as_it_stands for one in quotations.granted(tx)]


@pytest.mark.parametrize(
    ("decision", "wanted"),
    [("granted", ["I was listened to."]), ("changed", ["I was heard."]), ("refused", []), ("", [])],
)
async def test_only_what_was_granted_is_shown_as_its_author_wants_it(
    database: Database, decision: str, wanted: list[str]
) -> None:
    def unit(tx: Transaction) -> list[str]:
        asked(tx, author(tx), decision)
        return shown(tx)

    assert await database.write(unit) == wanted


async def test_a_yes_to_the_purpose_has_to_stand_for_the_name_too_and_for_the_time_after_the_programme(
    database: Database,
) -> None:
    def unit(tx: Transaction) -> list[int]:
        who, found = author(tx), []
        asked(tx, who, named=True)
        found.append(len(shown(tx)))
        agree(tx, NOW, who, NAMED)
        found.append(len(shown(tx)))
        people.leave(tx, NOW, who)
        found.append(len(shown(tx)))
        agree(tx, NOW, who, AFTERWARDS)
        found.append(len(shown(tx)))
        decide(tx, who, "withdrawn", ANONYMOUS)
        return [*found, len(shown(tx))]

    assert await database.write(unit) == [0, 1, 0, 1, 0]


async def test_of_a_test_person_nothing_is_shown(database: Database) -> None:
    def unit(tx: Transaction) -> list[str]:
        who = author(tx)
        asked(tx, who)
        tx.run("UPDATE people SET is_test = TRUE WHERE id = :id", id=who)
        return shown(tx)

    assert await database.write(unit) == []


async def test_taking_back_acts_at_once_and_marks_each_place(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[object, ...]:
        one, other = asked(tx, author(tx)), asked(tx, author(tx, chat_id=502), "refused")
        by = meet(tx, 503)
        used = [quotation_uses.use(tx, NOW, one, REPORT, by=by), quotation_uses.use(tx, NOW, other, REPORT, by=by)]
        quotation_uses.use(tx, NOW, one, REPORT, by=by)
        (before,) = quotation_uses.uses_of(tx, REPORT)
        places = [quotations.withdraw(tx, LATER, one), quotations.withdraw(tx, LATER, one)]
        (after,) = quotation_uses.uses_of(tx, REPORT)
        quotation_uses.use_no_more(tx, after.id)
        state = [
            before.quotation is not None and before.marked_at is None,
            (after.quotation, after.marked_at) == (None, instant(LATER)),
        ]
        return used, places, state, shown(tx), quotation_uses.uses_of(tx, REPORT)

    assert await database.write(unit) == ([True, False], [[REPORT], None], [True, True], [], [])


async def test_of_who_was_erased_the_words_are_gone_and_the_place_is_still_known(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[object, ...]:
        who = author(tx)
        one = asked(tx, who)
        quotation_uses.use(tx, NOW, one, REPORT, by=meet(tx, 503))
        erasing.forget(tx, LATER, who)
        (use,) = quotation_uses.uses_of(tx, REPORT)
        return quotations.by_id(tx, one), use.quotation_id, use.quotation, shown(tx)

    assert await database.write(unit) == (None, None, None, [])


async def test_words_that_are_left_without_a_name_stay_but_not_those_with_one(database: Database) -> None:
    def unit(tx: Transaction) -> list[str]:
        who = author(tx, ANONYMOUS, NAMED)
        asked(tx, who, "changed")
        asked(tx, who, named=True)
        asked(tx, who, "")
        parting.hand_words_to(tx, who, parting.nobody(tx, LATER))
        rows = tx.all("SELECT attribution FROM quotations")
        return [*shown(tx), *(row["attribution"] for row in rows)]

    assert await database.write(unit) == ["I was heard.", "a partner"]


async def test_an_older_copy_does_not_bring_back_what_was_taken_back(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[list[str], list[str]]:
        who = author(tx)
        one, again = asked(tx, who), asked(tx, who, "changed")
        for quotation_id in (one, again):
            quotations.withdraw(tx, LATER, quotation_id)
        quotation_requests.decide(tx, LATER + timedelta(days=1), again, "changed", changed_to="I was heard.")
        rows = tx.all("SELECT id, salt, who, what, noted_at FROM ledger WHERE noted_at >= :at", at=instant(LATER))
        tx.run("DELETE FROM ledger WHERE noted_at >= :at", at=instant(LATER))
        tx.run("UPDATE quotations SET withdrawn_at = NULL")
        before = shown(tx)
        restoring.settle(tx, LATER, [Entry(*(row[name] for name in Entry.__slots__)) for row in rows])
        return before, shown(tx)

    assert await database.write(unit) == (["I was listened to.", "I was heard."], ["I was heard."])


async def test_what_is_called_off_or_gone_cannot_be_decided_about(database: Database) -> None:
    def unit(tx: Transaction) -> list[bool]:
        who = author(tx)
        one, other = asked(tx, who, ""), asked(tx, who)
        return [
            quotation_requests.cancel(tx, NOW, one),
            quotation_requests.decide(tx, NOW, one, "granted"),
            quotation_requests.decide(tx, NOW, "nothing", "granted"),
            quotation_requests.cancel(tx, NOW, other),
        ]

    assert await database.write(unit) == [True, False, False, False]


async def test_an_export_has_no_words_without_a_yes_to_being_quoted(database: Database) -> None:
    def unit(tx: Transaction) -> list[tuple[str, str]]:
        who = author(tx)
        asked(tx, who, "changed")
        decide(tx, who, "withdrawn", ANONYMOUS)
        (table,) = (one for one in exporting.TABLES if one.table == "quotations")
        return [(row["words"], row["changed_to"]) for row in exporting.rows(tx, table)]

    assert await database.write(unit) == [("", "")]


async def test_each_is_listed_by_its_state(database: Database) -> None:
    def unit(tx: Transaction) -> dict[str, int]:
        who = author(tx)
        for decision in ("", "granted", "changed", "refused"):
            asked(tx, who, decision)
        quotation_requests.cancel(tx, NOW, asked(tx, who, ""))
        quotations.withdraw(tx, NOW, asked(tx, who))
        assert [one.state for one in quotations.of_person(tx, who)][:2] == ["withdrawn", "cancelled"]
        return {state: len(quotation_requests.in_state(tx, state, 9)) for state in quotation_requests.STATES}

    assert await database.write(unit) == {"waiting": 1, "granted": 2, "refused": 1, "withdrawn": 1, "cancelled": 1}
