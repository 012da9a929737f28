"""Reveals: both sides are shown in one step, when both have answered and both agree, and then it is settled."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import conversations, people, reveals
from storage.database import Database, Transaction
from tests.databases import NOW
from tests.storage.test_commitments import meet

DAY = timedelta(days=1)


def two(tx: Transaction) -> tuple[str, str, str]:
    """A session and the two who meet, by their ids."""
    leader, session = meet(tx)
    partner = people.in_chat(tx, 501)
    assert partner is not None
    return session, partner.id, leader


def answer(tx: Transaction, session: str, person_id: str, *, agreed: bool) -> bool:
    talk = conversations.begin(tx, NOW, person_id, "reveal", about=session)
    return reveals.answer(tx, NOW, session_id=session, person_id=person_id, conversation_id=talk.id, agreed=agreed)


@pytest.mark.parametrize(
    ("partner", "leader", "shown"),
    [(True, True, True), (True, False, False), (False, True, False), (True, None, False)],
)
async def test_it_is_shown_when_both_agree(database: Database, partner: bool, leader: bool | None, shown: bool) -> None:
    def unit(tx: Transaction) -> None:
        session, ana, ben = two(tx)
        answer(tx, session, ana, agreed=partner)
        if leader is not None:
            answer(tx, session, ben, agreed=leader)
        assert reveals.show(tx, NOW, session) == shown
        sides = [side for side in (reveals.of(tx, session, one) for one in (ana, ben)) if side is not None]
        assert all((side.revealed_at is not None) == shown for side in sides)
        assert not reveals.show(tx, NOW, session)

    await database.write(unit)


async def test_a_mind_can_be_changed_until_it_is_shown(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        session, ana, ben = two(tx)
        assert answer(tx, session, ana, agreed=True)
        assert answer(tx, session, ana, agreed=False)
        answer(tx, session, ben, agreed=True)
        assert not reveals.show(tx, NOW, session)
        assert answer(tx, session, ana, agreed=True)
        assert reveals.show(tx, NOW, session)
        assert not answer(tx, session, ana, agreed=False)
        side = reveals.of(tx, session, ana)
        assert side is not None and side.agreed

    await database.write(unit)


async def test_who_has_waited_for_long_is_found_and_let_go(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        session, ana, _ = two(tx)
        answer(tx, session, ana, agreed=True)
        assert reveals.waiting(tx, NOW) == []
        assert [one.person_id for one in reveals.waiting(tx, NOW + DAY)] == [ana]
        reveals.let_go(tx, session, ana)
        assert reveals.waiting(tx, NOW + DAY) == []

    await database.write(unit)
