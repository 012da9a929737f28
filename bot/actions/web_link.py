"""Links to the page of somebody without Telegram. People pass them on, for we have no way to write there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.chat.days import moment_in_words
from bot.chat.putting import payloads
from bot.chat.splitting import TELEGRAM_LIMIT
from bot.chat.texts import Texts
from storage import doors, email_addresses, facts, gathering, links, outbox, people
from storage.database import Transaction
from storage.outbox import Message
from storage.people import Person
from storage.web_chats import is_web

TABLE = "webdoor"
ROOT = "page_root"  # the fact that `voices run` notes
PAGE = "/answer"
JOIN = f"{PAGE}/join"
ONCE_IN = timedelta(days=1)
REASON = "link_to_pass_on"
GATHERING = timedelta(minutes=3)  # in which those who are written to one after the other come into one message
LASTS = timedelta(days=links.DAYS)


def root(tx: Transaction) -> str:
    """How the pages are reached; '' when only this machine can."""
    return facts.fact(tx, ROOT) or ""


def give(tx: Transaction, now: datetime, person: Person, url_root: str, days: int = links.DAYS) -> str:
    """The address of a new link to this person's page. It is shown once and kept nowhere."""
    return f"{url_root.rstrip('/')}{PAGE}/{links.make(tx, now, person.id, days)}"


def to_join(url_root: str, code: str) -> str:
    """The address at which somebody with this invite comes in by a page."""
    return f"{url_root.rstrip('/')}{JOIN}/{code}"


def pass_on(
    tx: Transaction, now: datetime, texts: Texts, person: Person, url_root: str, through: Sequence[Person] = ()
) -> list[Message]:
    """Something waits on this person's page: ask `through`, else every coordinator, to send them a link.

    At most one link a person and a day, and none to somebody who has stopped or paused, hears by email, or lost a
    phone. What was decided to be sent: nothing more where a message that has not gone yet takes the link along.
    """
    if person.telegram_id is None or not is_web(person.telegram_id) or person.stopped_at or person.paused_at:
        return []
    phone = doors.telegram_of(tx, person.id)
    if email_addresses.working(tx, person.id) or (phone and phone.locked_at):  # whom a person first has to speak to
        return []
    staff = [one for one in through or people.with_role(tx, "coordinator") if one.telegram_id is not None]
    if not staff or links.made_since(tx, person.id, now - ONCE_IN):
        return []
    url = give(tx, now, person, url_root)
    return [message for one in staff for message in _ask(tx, now, texts, one, person, url)]


def _ask(tx: Transaction, now: datetime, texts: Texts, staff: Person, person: Person, url: str) -> list[Message]:
    assert staff.telegram_id is not None
    voice, until = texts.voice(staff.language), now + LASTS
    local = until.astimezone(ZoneInfo(staff.timezone))
    values = {
        "name": person.name or f"P-{person.number:03}",
        "url": url,
        "until": moment_in_words(local, voice.words),
    }
    too = voice.says(TABLE, "pass_on_too", values)
    if gathering.goes_along(tx, now, staff.id, REASON, too, most=TELEGRAM_LIMIT):
        return []
    # Fleeting, so that the token is gone from our table as soon as it has arrived.
    return [
        outbox.add(
            tx,
            now,
            chat_id=staff.telegram_id,
            payload=payload,
            person_id=staff.id,
            priority=outbox.PROACTIVE,
            reason=REASON,
            not_before=now + GATHERING,
            useful_until=until,
            fleeting=True,
        )
        for payload in payloads(voice.says(TABLE, "pass_on", values), None)
    ]
