"""Another time for a session: of each session one proposal stands open, and each is decided once."""

from __future__ import annotations

from datetime import timedelta

from storage import proposals, sessions
from storage.database import Database, Transaction
from storage.values import instant
from tests.actions.small_programme import IN_A_WEEK, LONDON, programme
from tests.databases import NOW

LATER = IN_A_WEEK + timedelta(days=1)


async def test_a_newer_proposal_overtakes_the_one_before_and_is_decided_once(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        who = programme(tx)
        session = sessions.plan(tx, NOW, pairing_id=who.pairing, starts_at=IN_A_WEEK, timezone=LONDON)
        assert proposals.open_about(tx, session.id) is None
        first = proposals.propose(tx, NOW, session.id, who.ana, LATER)
        second = proposals.propose(tx, NOW, session.id, who.ben, LATER + timedelta(days=1))
        standing = proposals.open_about(tx, session.id)
        assert standing is not None and (standing.id, standing.person_id) == (second, who.ben)
        assert not proposals.decide(tx, NOW, first, "accepted")
        assert proposals.decide(tx, NOW, second, "declined")
        assert not proposals.decide(tx, NOW, second, "accepted")
        assert proposals.open_about(tx, session.id) is None
        last = proposals.last_of(tx, session.id, who.ana)
        assert last is not None and (last.decision, last.starts_at) == ("overtaken", instant(LATER))
        assert proposals.last_of(tx, session.id, who.eve) is None
        assert proposals.overtake(tx, NOW, session.id) == 0

    await database.write(unit)
