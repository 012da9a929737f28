"""A concern that waits, and the browsers of those who may look after it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from storage import concerns, profiles
from storage.database import Transaction
from tests.console.office import Browser, Office
from tests.console.records import Records

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
HOURS = {"contact_days": "mon,tue,wed,thu,fri", "contact_from": "09:00", "contact_until": "17:00"}


async def scene(office: Office) -> tuple[Records, Browser, Browser]:
    """Ana has asked for a call; the browsers of a lead with hours, and of a coordinator."""
    records = Records(office)
    await records.fill()
    sam, cora = await office.staff("safeguarding-lead"), await office.staff("coordinator")

    def set_up(tx: Transaction) -> None:
        concerns.contact_by(tx, records.ids["concern"], "call: 07700 900123")
        profiles.keep(tx, who_is(sam), HOURS)

    await office.do(set_up)
    return records, sam, cora


def who_is(browser: Browser) -> str:
    assert browser.who is not None
    return browser.who.id


async def sent_to(office: Office, person_id: str, reason: str = "concern") -> list[Any]:
    sql = "SELECT payload, priority FROM outbox WHERE person_id = :id AND reason = :reason ORDER BY id"
    return await office.rows(sql, id=person_id, reason=reason)
