"""What is taken back goes from files that staff made: those that may have it in them, and no others."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from storage import answers, conversations, exports, parting
from storage.answers import Given
from storage.database import Database, Transaction
from storage.values import instant
from tests.agreeing import agree, decide
from tests.databases import NOW
from tests.storage.test_exports import ask, person

KINDS = ("people", "pairings", "sessions", "learning")
LAST_MONTH = NOW - timedelta(days=20)


def ready(tx: Transaction, *kinds: str) -> dict[str, str]:
    """A file of each kind; their ids."""
    cora, made = person(tx, "Cora", "coordinator"), {}
    for kind in kinds or KINDS:
        made[kind] = ask(tx, cora, kind)
        exports.begin(tx, made[kind])
        exports.keep_part(tx, made[kind], 0, b"words")
        exports.finish(tx, NOW, made[kind], rows=1, parts=1)
    return made


def emptied(tx: Transaction, made: dict[str, str]) -> set[str]:
    there = {kind: exports.by_id(tx, one) for kind, one in made.items()}
    assert all(each is not None and each.emptied != each.is_ready for each in there.values())
    return {kind for kind, each in there.items() if each and each.emptied}


@pytest.mark.parametrize(
    ("before", "then", "gone"),
    [
        ("given", "withdrawn", {"people", "learning"}),
        ("given", "refused", {"people", "learning"}),
        ("given", "given", set()),
        ("", "refused", set()),
        ("", "given", set()),
        ("refused", "refused", set()),
        ("withdrawn", "withdrawn", set()),
    ],
)
async def test_only_a_yes_that_stood_can_be_taken_back(
    database: Database, before: str, then: str, gone: set[str]
) -> None:
    def unit(tx: Transaction) -> set[str]:
        ana = person(tx, "Ana")
        if before:
            decide(tx, NOW, ana, "take_part_health", before)
        made = ready(tx)
        decide(tx, NOW, ana, "take_part_health", then)
        return emptied(tx, made)

    assert await database.write(unit) == gone


@pytest.mark.parametrize(
    ("kind", "said_at", "gone"),
    [("after_session", LAST_MONTH, {"learning"}), ("after_session", NOW, set()), ("reflect", LAST_MONTH, set())],
)
async def test_learning_data_goes_with_an_answer_of_a_month_that_is_over(
    database: Database, kind: str, said_at: datetime, gone: set[str]
) -> None:
    def unit(tx: Transaction) -> set[str]:
        ana = person(tx, "Ana")
        agree(tx, said_at, ana, "take_part_health")
        talk = conversations.begin(tx, said_at, ana, kind).id
        given = Given("heard", "yes", "Yes", "?", "en", instant(said_at), "staff", None, None, None)
        answers.give(tx, said_at, ana, talk, given)
        made = ready(tx)
        answers.take_back(tx, NOW, talk, "heard")
        return emptied(tx, made)

    assert await database.write(unit) == gone


async def test_with_all_that_somebody_told_goes_what_may_tell_of_it(database: Database) -> None:
    def unit(tx: Transaction) -> set[str]:
        ana, made = person(tx, "Ana"), ready(tx)
        parting.forget_words(tx, ana)
        return emptied(tx, made)

    assert await database.write(unit) == {"people", "learning"}


async def test_what_was_begun_before_is_not_put_away_and_comes_first(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        ana, cora = person(tx, "Ana"), person(tx, "Cora", "coordinator")
        agree(tx, NOW, ana, "share_learning")
        made = ask(tx, cora, "learning")
        assert exports.begin(tx, made)
        exports.keep_part(tx, made, 0, b"words of Ana")
        decide(tx, NOW, ana, "share_learning", "withdrawn")
        exports.keep_part(tx, made, 1, b"words of Ana")
        assert not exports.finish(tx, NOW, made, rows=1, parts=2)
        assert tx.all("SELECT * FROM export_parts") == []
        waits = exports.next_in_hand(tx)
        assert waits is not None and (waits.id, waits.state, waits.done_rows) == (made, "waiting", 0)

    await database.write(unit)
