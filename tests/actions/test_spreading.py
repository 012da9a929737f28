"""How many get something at once, how many later and by when: as the rule for notes decides it for each of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.actions import planning, spreading
from bot.actions.spreading import Spread
from bot.rules.kinds import KINDS
from storage import broadcasts, candidates, opportunities, outbox, people, profiles, queued, recipients, rhythms
from storage.among import AT_ONCE
from storage.database import Database, Transaction
from storage.values import instant
from tests.console import offered
from tests.databases import NOW

A_DAY = timedelta(days=1)
MORNING = NOW.replace(hour=10, minute=0, second=0, microsecond=0)


def somebody(
    tx: Transaction, number: int, written: tuple[float, ...] = (), needs: tuple[str, ...] = (), **told: Any
) -> str:
    """A partner with these hours, to whom a note went so many days ago."""
    met = people.meet(tx, MORNING, telegram_id=7_100_000_000 + number, timezone="Europe/London")
    people.joined(tx, MORNING, met.id)
    offered.taking_part(tx, MORNING, met)
    profiles.keep(tx, met.id, told)
    profiles.keep_needs(tx, met.id, needs, needs)
    for days in written:
        at = MORNING - days * A_DAY
        one = outbox.add(
            tx, at, chat_id=1, payload={}, person_id=met.id, priority=outbox.PROACTIVE, reason="nudge_thanks"
        )
        tx.run("UPDATE outbox SET state = 'sent', done_at = :at WHERE id = :id", at=instant(at), id=one.id)
    return met.id


async def test_it_is_counted_who_gets_it_when(database: Database) -> None:
    def look(tx: Transaction) -> tuple[Spread, ...]:
        made_by = somebody(tx, 1)
        ids = [
            somebody(tx, 2),
            somebody(tx, 3, contact_from="18:00", contact_until="20:00"),
            somebody(tx, 4, written=(0.5,)),  # a day between two notes
            somebody(tx, 5, written=(0.5,), needs=("more_time",)),  # two for whoever asked for time
            somebody(tx, 6, written=(6.0, 5.0)),  # two a week at most
        ]
        day = (MORNING + 3 * A_DAY).date().isoformat()
        one = offered.an_opportunity(tx, MORNING, made_by, closes_on=day, decides_on=day)
        sending = broadcasts.by_id(tx, broadcasts.draft(tx, MORNING, made_by=made_by, opportunity_id=one))
        assert sending is not None
        later = MORNING + 10 * timedelta(hours=1)
        return (
            spreading.spread(tx, MORNING, sending, ids, None),
            spreading.spread(tx, MORNING, sending, ids[:2], later),
            spreading.spread(tx, MORNING, sending, ids[:1], MORNING + 5 * A_DAY),
            spreading.spread(tx, MORNING, sending, [], None),
        )

    now, at_eight, too_late, nobody = await database.write(look)
    assert now == Spread(1, 4, MORNING + 47 * timedelta(hours=1))
    assert (at_eight.at_once, at_eight.later) == (0, 2)
    assert too_late.in_vain == {"in_vain_late": 1}
    assert nobody == Spread(0)


async def test_what_is_planned_for_them_already_is_counted_and_why_somebody_may_not_get_it(database: Database) -> None:
    def look(tx: Transaction) -> tuple[Spread, Spread]:
        cora, eve, gia = somebody(tx, 1), somebody(tx, 2, written=(4.0,)), somebody(tx, 3, contact_days="sun")
        planning.note(tx, MORNING, eve, "session_after", "a", after=A_DAY)
        made = broadcasts.draft(tx, MORNING, made_by=cora, words="Come today.")
        sending, begins = broadcasts.by_id(tx, made), MORNING + 1.1 * A_DAY
        assert sending is not None
        first = broadcasts.draft(tx, MORNING, made_by=cora, words="It is on Thursday.")
        alone = spreading.spread(tx, MORNING, sending, [eve], begins)
        broadcasts.confirm(
            tx, MORNING, first, by=cora, second=False, people=1, starts_at=MORNING, useful_until=MORNING + A_DAY
        )
        recipients.fix(tx, MORNING, first, [(eve, ("named",))])
        day = (MORNING + 2 * A_DAY).date().isoformat()
        one = offered.an_opportunity(tx, MORNING, cora, closes_on=day, decides_on=day)
        offer = broadcasts.by_id(tx, broadcasts.draft(tx, MORNING, made_by=cora, opportunity_id=one))
        assert offer is not None
        return alone, spreading.spread(tx, MORNING, offer, [eve, gia], None)

    alone, crowded = await database.write(look)
    assert (alone.later, alone.by) == (1, MORNING + 3 * A_DAY)  # after the check-in of the day before
    assert crowded.in_vain == {"in_vain_notes": 1, "in_vain_hours": 1}


def test_what_goes_to_many_is_counted_in_one_way() -> None:
    assert KINDS["announcement"].counts == KINDS["opportunity"].counts is True


async def test_whoever_was_asked_once_was_asked(database: Database) -> None:
    def ask(tx: Transaction) -> list[bool]:
        ana, eve = somebody(tx, 1), somebody(tx, 2)
        one = offered.an_opportunity(tx, MORNING, ana)
        opportunities.opened(tx, MORNING, one)
        sending = broadcasts.draft(tx, MORNING, made_by=ana, opportunity_id=one)
        recipients.fix(tx, MORNING, sending, [(eve, ("named",))])
        tx.run("UPDATE recipients SET state = 'sent'")
        broadcasts.ask_second(tx, MORNING, sending, by=ana, people=1, starts_at=None)
        assert [each.id for each in broadcasts.agreeing(tx)] == [sending]
        return [each.asked for each in candidates.everybody(tx)]

    assert await database.write(ask) == [False, True]


async def test_of_some_by_their_ids_there_is_what_there_is_of_them_among_all(database: Database) -> None:
    def look(tx: Transaction) -> None:
        known = [somebody(tx, number, written=(number / 2,), needs=("more_time",)) for number in range(1, 5)]
        for person_id in known:
            planning.note(tx, MORNING, person_id, "session_after", person_id, after=A_DAY)
        many = [*known, *(f"nobody {number}" for number in range(AT_ONCE))]
        since, until = MORNING - 7 * A_DAY, MORNING + 7 * A_DAY
        of_all, due_to_all = rhythms.of_people(tx, many, since), queued.of_people(tx, many, until)
        assert ({*of_all}, {*due_to_all}) == ({*known}, {*known})
        assert all(one.written and one.needs for one in of_all.values())
        for some in (known[:2], known[2:3], []):
            assert rhythms.of_people(tx, some, since) == {one: of_all[one] for one in some}
            assert queued.of_people(tx, some, until) == {one: due_to_all[one] for one in some}

    await database.write(look)
