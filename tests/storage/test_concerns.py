"""Concerns on every kind of database: who is on one, what it holds, who was told of it, and the month's figures."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from bot.actions import monthly_sheet
from storage import alerts, concern_asked, concern_lists, concerns, help_card, outbox, people, sending
from storage.alerts import Told
from storage.database import Database, Transaction
from storage.values import instant
from tests.cast import ANA, BEN, CORA, Member
from tests.databases import NOW

MINUTE = timedelta(minutes=1)


def meet(tx: Transaction, who: Member) -> str:
    return people.meet(tx, NOW, telegram_id=who.chat_id, timezone="Europe/London").id


async def test_the_first_who_takes_it_is_on_it_until_somebody_takes_it_over(database: Database) -> None:
    def unit(tx: Transaction) -> list[Any]:
        ana, ben, cora = (meet(tx, one) for one in (ANA, BEN, CORA))
        concern = concerns.raise_(tx, NOW, ana, None, "contact_me")
        waits = [one.id for one in concern_lists.unanswered(tx)]
        taken = [concerns.take(tx, NOW + n * MINUTE, concern, who) for n, who in ((5, ben), (9, cora))]
        one = concerns.by_id(tx, concern)
        concern_asked.ask_again(tx, NOW + 20 * MINUTE, concern)
        again = [each.waiting_since for each in concern_lists.unanswered(tx)]
        closed = concerns.close(tx, NOW + 30 * MINUTE, concern, cora, "We spoke.")
        late = concerns.take(tx, NOW + 31 * MINUTE, concern, ben)
        assert one is not None
        return [waits == [concern], taken, one.owner_id == cora, one.acknowledged_at, again, closed, late,
                concern_lists.unanswered(tx)]  # fmt: skip

    found = await database.write(unit)
    first, asked = instant(NOW + 5 * MINUTE), instant(NOW + 20 * MINUTE)
    assert found == [True, [True, True], True, first, [asked], True, False, []]


async def test_closing_holds_what_only_lifting_lets_go(database: Database) -> None:
    def unit(tx: Transaction) -> list[Any]:
        ana, cora = meet(tx, ANA), meet(tx, CORA)
        concern = concerns.raise_(tx, NOW, ana, None, "contact_me")
        concerns.close(tx, NOW, concern, cora, "We spoke.")
        held = concerns.holds(tx, ana), [one.id for one in concern_lists.still_held(tx)] == [concern]
        lifted = [concerns.lift(tx, NOW, concern, cora) for _ in range(2)]
        one = concerns.by_id(tx, concern)
        assert one is not None
        return [held, lifted, concerns.holds(tx, ana), one.lifted_by == cora, concern_lists.still_held(tx)]

    assert await database.write(unit) == [(True, True), [True, False], False, True, []]


async def test_who_would_rather_not_use_telegram_and_asks_for_a_person_has_two_of_them(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[int, int]:
        ana = meet(tx, ANA)
        kinds = ("another_way", "contact_me", "contact_me", "another_way")
        raised = {concerns.raise_(tx, NOW, ana, None, kind) for kind in kinds}
        return len(raised), len(concern_lists.unanswered(tx))

    assert await database.write(unit) == (2, 1)


async def test_an_alert_has_reached_somebody_when_its_message_was_sent(database: Database) -> None:
    def unit(tx: Transaction) -> list[bool | None]:
        ana, cora = meet(tx, ANA), meet(tx, CORA)
        concern = concerns.raise_(tx, NOW, ana, None, "contact_me")
        alert = alerts.note(tx, NOW, concern, cora, round_at=NOW, rung=1)
        found = [alerts.of_round(tx, concern, NOW)]
        message = outbox.add(tx, NOW, chat_id=CORA.chat_id, payload={"text": "A concern"}, person_id=cora)
        alerts.went_as(tx, alert, message.id)
        found.append(alerts.of_round(tx, concern, NOW))
        sending.claim(tx, NOW, message.id)
        sending.sent(tx, NOW, message.id, 7)
        found.append(alerts.of_round(tx, concern, NOW))
        people.unreachable(tx, NOW, cora, "blocked")
        found.append(alerts.of_round(tx, concern, NOW))
        assert found[0] == [Told(1, cora, NOW, False, NOW)]
        assert alerts.of_round(tx, concern, NOW + MINUTE) == []
        assert (alerts.last_told(tx, concern, cora), alerts.last_told(tx, concern, ana)) == ((1, instant(NOW)), (0, ""))
        return [each[0].reached for each in found]

    assert await database.write(unit) == [False, None, True, False]


async def test_the_month_is_that_of_the_calendar_there(database: Database) -> None:
    def unit(tx: Transaction) -> list[Any]:
        ana, ben, cora = (meet(tx, one) for one in (ANA, BEN, CORA))
        midnight = NOW.replace(year=2026, month=6, day=30, hour=23, minute=30)  # the first of July in London
        june = concerns.raise_(tx, midnight - 60 * MINUTE, ana, None, "contact_me")
        july = concerns.raise_(tx, midnight, ben, None, "contact_me")
        concerns.raise_(tx, midnight, ben, None, "another_way")  # no concern for a life
        concerns.take(tx, midnight + 12 * MINUTE, july, cora)
        concerns.close(tx, midnight + 60 * MINUTE, july, cora, "We spoke.")
        sheets = [monthly_sheet.sheet(tx, date(2026, month, 9), "Europe/London") for month in (6, 7, 12)]
        assert june != july and sheets[1].by_owner == {cora: 1}
        return [(each.raised, each.open_now, each.acknowledged.middle, each.closed.longest) for each in sheets]

    found = await database.write(unit)
    assert found == [(1, 1, None, None), (1, 0, 12 * MINUTE, 60 * MINUTE), (0, 0, None, None)]


async def test_the_card_knows_what_was_changed_and_who_checked_it_last(database: Database) -> None:
    def unit(tx: Transaction) -> list[Any]:
        cora = meet(tx, CORA)
        for number in ("1", "2"):
            help_card.change(tx, "wales", "samaritans", number)
        for minutes in (0, 5):
            help_card.checked(tx, NOW + minutes * MINUTE, "wales", cora)
        check = help_card.checks(tx)["wales"]
        return [help_card.numbers(tx, "wales"), help_card.numbers(tx, "england"), check.at, check.by == cora]

    assert await database.write(unit) == [{"samaritans": "2"}, {}, NOW + 5 * MINUTE, True]
