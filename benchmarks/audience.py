"""People for a broadcast in the product's database, an opportunity that was confirmed for them, and what came of it."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.actions import accounting, broadcasting
from bot.rules.audience import Audience
from storage import broadcasts, consents, notices, opportunities, people, profiles, recipients
from storage.database import Database, Transaction
from storage.opening import open_database

FIRST_CHAT = 2_000_000
TALKER, FLOODER, COORDINATOR, SECOND = 3_000_000, 3_900_000, 3_900_001, 3_900_002
OFFER = {
    **dict.fromkeys(("what", "suits", "doing", "hours", "happens", "place"), "As it is, in a sentence of some length."),
    **dict.fromkeys(("expenses", "access", "ask_whom", "how_decided"), "Cora looks after it, and tells you more."),
    **{"title": "A panel on waiting times", "pay": "£25 an hour", "places": 2, "topic": "research"},
}


async def opened(path: Path) -> Database:
    return await open_database(f"sqlite:///{path}", key=None, clock_now=datetime.now(UTC))


async def arrange(path: Path, many: int, talkers: int, begins_in: float = 0.0) -> str:
    """A database with so many recipients, and so many others who talk; the id of the broadcast, which begins then."""
    database = await opened(path)
    now = datetime.now(UTC)
    await database.write(lambda tx: _people(tx, now, many, talkers))
    broadcast_id = await database.write(lambda tx: _confirm(tx, now, many, now + timedelta(seconds=begins_in)))
    await database.close()
    return broadcast_id


def _people(tx: Transaction, now: datetime, many: int, talkers: int) -> None:
    for number in range(many):
        person = _somebody(tx, now, FIRST_CHAT + number, "partner")
        profiles.keep_interests(tx, person, ("research",))
    for chat in [*(TALKER + number for number in range(talkers)), FLOODER]:
        _somebody(tx, now, chat, "leader")
    for chat in (COORDINATOR, SECOND):
        _somebody(tx, now, chat, "coordinator")


def _somebody(tx: Transaction, now: datetime, chat: int, role: str) -> str:
    """Somebody who has joined and may be written to at any hour."""
    person = people.meet(tx, now, telegram_id=chat, timezone="UTC").id
    people.give_role(tx, now, person, role)
    people.call(tx, person, name=f"P{chat}", pronouns="", language="en")
    people.joined(tx, now, person)
    profiles.keep(tx, person, {"contact_from": "00:00", "contact_until": "23:59"})
    consents.note(
        tx,
        now,
        person,
        purpose="take_part_health" if role == "partner" else "take_part",
        decision="given",
        wording_key="agree",
        wording="?",
        language="en",
        how="chat",
    )
    return person


def _confirm(tx: Transaction, now: datetime, many: int, starts_at: datetime) -> str:
    """As two coordinators would have, a minute and more before it starts."""
    before = starts_at - broadcasting.UNDO_FOR
    cora, dora = (_id_of(tx, chat) for chat in (COORDINATOR, SECOND))
    opportunity = opportunities.draft(tx, before, made_by=cora, timezone="UTC")
    days = {"closes_on": _in_days(now, 10), "decides_on": _in_days(now, 12)}
    opportunities.fill_in(tx, opportunity, {**OFFER, **days})
    broadcast = broadcasts.draft(tx, before, made_by=cora, opportunity_id=opportunity)
    broadcasts.choose(tx, broadcast, audience=Audience(roles=("partner",)).stored(), words="", topic="research")
    done = broadcasting.confirm(tx, before, broadcast, by=cora, number=many)
    if done.agreeing:
        done = broadcasting.confirm(tx, before, broadcast, by=dora, number=many, second=True)
    assert done.sent_from is not None, done
    return broadcast


def _in_days(now: datetime, days: int) -> str:
    return (date(now.year, now.month, now.day) + timedelta(days=days)).isoformat()


def _id_of(tx: Transaction, chat: int) -> str:
    person = people.in_chat(tx, chat)
    assert person is not None
    return person.id


async def closed(path: Path, within: float) -> bool:
    """Return when the running product has closed its books, or the time is up; whether it has."""
    give_up = time.monotonic() + within
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        while time.monotonic() < give_up:
            if all(proven for (proven,) in connection.execute("SELECT proven_at FROM broadcasts")):
                return True
            await asyncio.sleep(0.1)
    return False


@dataclass(frozen=True)
class Outcome:
    """What the product's own tables say: `counts` by state and reason, `recalls`, the chats of which it is not sure,
    whether the books are closed, and what does not add up in them."""

    state: str
    counts: Counter[tuple[str, str]]
    recalls: Counter[str]
    doubtful: set[int]
    proven: bool
    mistakes: dict[str, int]
    notices: Counter[str]


async def outcome(path: Path, broadcast_id: str) -> Outcome:
    database = await opened(path)
    now = datetime.now(UTC)
    try:
        return await database.read(lambda tx: _outcome(tx, now, broadcast_id))
    finally:
        await database.close()


def _outcome(tx: Transaction, now: datetime, broadcast_id: str) -> Outcome:
    one = broadcasts.by_id(tx, broadcast_id)
    assert one is not None
    books = accounting.books_of(tx, now, one)
    doubted = [people.by_id(tx, each.person_id or "") for each in recipients.in_doubt(tx, broadcast_id)]
    return Outcome(
        one.state,
        books.counts,
        books.recalls,
        {each.telegram_id for each in doubted if each is not None and each.telegram_id is not None},
        one.proven_at is not None,
        dict(books.mistakes),
        Counter(kind for kind, _ in notices.unseen(tx)),
    )
