"""Commitments: one for each person and session, found again while they may be asked about."""

from __future__ import annotations

from datetime import date, timedelta

from storage import commitments, pairings, people, sessions
from storage.database import Database, Transaction
from tests.databases import NOW

BY = date(2026, 3, 16)
DAY = timedelta(days=1)


def meet(tx: Transaction) -> tuple[str, str]:
    """A leader and a session of theirs, by their ids."""
    partner, leader = (people.meet(tx, NOW, telegram_id=one, timezone="Europe/London").id for one in (501, 502))
    pairing = pairings.propose(tx, NOW, partner_id=partner, leader_id=leader, from_on=NOW.date())
    return leader, sessions.plan(tx, NOW, pairing_id=pairing, starts_at=NOW, timezone="Europe/London").id


def keep(tx: Transaction, leader: str, session: str, words: str = "I listen first.", by_on: date = BY) -> str:
    return commitments.keep(tx, NOW, session_id=session, person_id=leader, words=words, by_on=by_on, shared=True)


async def test_said_anew_it_stays_the_same_promise(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        leader, session = meet(tx)
        first = keep(tx, leader, session)
        commitments.becomes(tx, NOW, first, "partly")
        assert keep(tx, leader, session, "I ask first.", BY + DAY) == first
        found = commitments.by_id(tx, first)
        assert found is not None
        assert (found.words, found.by_on, found.shared, found.state) == ("I ask first.", "2026-03-17", True, "partly")

    await database.write(unit)


async def test_taken_back_it_is_gone(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        leader, session = meet(tx)
        keep(tx, leader, session)
        commitments.take_back(tx, session, leader)
        assert commitments.of_session(tx, session, leader) is None

    await database.write(unit)


async def test_it_stands_until_it_is_done_or_wrong_or_long_past(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        leader, session = meet(tx)
        promise = keep(tx, leader, session)
        for state, stands in (("open", 1), ("partly", 1), ("not_yet", 1), ("done", 0), ("wrong", 0)):
            commitments.becomes(tx, NOW, promise, state)
            assert len(commitments.standing(tx, BY, NOW + DAY)) == stands
        commitments.becomes(tx, NOW, promise, "not_yet")
        assert len(commitments.standing(tx, BY + DAY, NOW)) == 1
        assert commitments.standing(tx, BY + DAY, NOW + DAY) == []

    await database.write(unit)
