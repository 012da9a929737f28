"""A promise stays in sight: a note that lapses or is left does not end the chain, and a settled one is left alone."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.jobs import following
from storage import commitments, nudges, pairings, sessions
from storage.database import Transaction
from storage.values import moment
from tests.cast import ANA, BEN, MONDAY
from tests.jobs.people import settle
from tests.playing import Player

DAY = timedelta(days=1)


def promise(tx: Transaction) -> tuple[str, str, str]:
    """Ben has promised Ana something for in two weeks; the ids of both and of the promise."""
    ana, ben = settle(tx, MONDAY, ANA), settle(tx, MONDAY, BEN, "leader")
    pairing = pairings.propose(tx, MONDAY, partner_id=ana, leader_id=ben, from_on=MONDAY.date())
    pairings.say(tx, MONDAY, pairing, "partner", "yes")
    pairings.say(tx, MONDAY, pairing, "leader", "yes")
    session = sessions.plan(tx, MONDAY, pairing_id=pairing, starts_at=MONDAY, timezone="Europe/London")
    by_on = (MONDAY + 14 * DAY).date()
    kept = commitments.keep(
        tx, MONDAY, session_id=session.id, person_id=ben, words="I ask first.", by_on=by_on, shared=True
    )
    return ana, ben, kept


async def planned(player: Player, person_id: str, at: datetime) -> list[int]:
    """The job runs at that time; the days after the promise on which this person is asked about it."""
    player.clock.advance(at - player.clock.now())
    await following.follow_up(player.running)
    found = await player.database.read(lambda tx: nudges.planned_of(tx, person_id))
    return [(moment(one.due_at) - MONDAY + DAY).days for one in found if one.kind in ("commitment", "seen")]


async def test_when_a_note_has_lapsed_the_next_one_is_planned(player: Player) -> None:
    _, ben, _ = await player.database.write(promise)
    assert await planned(player, ben, MONDAY) == [14]
    for day, then in ((15, [30]), (31, [60]), (61, [90]), (91, [])):
        await player.database.write(
            lambda tx: [nudges.lapse(tx, player.clock.now(), one.id, "paused") for one in nudges.planned_of(tx, ben)]
        )
        assert await planned(player, ben, MONDAY + day * DAY) == then


async def test_the_partner_is_asked_some_days_after_the_leader(player: Player) -> None:
    ana, _, _ = await player.database.write(promise)
    assert await planned(player, ana, MONDAY) == [17]


async def test_nothing_is_planned_twice_or_after_it_was_settled(player: Player) -> None:
    ana, ben, kept = await player.database.write(promise)
    assert await planned(player, ben, MONDAY) == [14]
    assert await planned(player, ben, MONDAY + 2 * DAY) == [14]

    def done(tx: Transaction) -> None:
        commitments.becomes(tx, player.clock.now(), kept, "done")
        nudges.withdraw_about(tx, player.clock.now(), kept, "settled")

    await player.database.write(done)
    assert await planned(player, ben, MONDAY + 20 * DAY) == []
    assert await planned(player, ana, MONDAY + 30 * DAY) == []
