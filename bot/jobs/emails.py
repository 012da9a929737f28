"""Emails: who is to hear that something waits on their page, and sending what is to go. Each goes at most once."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta

from bot.actions import mailing
from bot.delivery.smtp import EmailNotSent, EmailRefused, EmailUncertain, Smtp
from bot.serving import Running
from storage import email_addresses, emails, notices, people
from storage.database import Transaction
from storage.emails import Email

AT_ONCE = 20  # in one look; the next one is seconds away
_PAUSES = (1, 5, 15, 60, 120, 240)  # minutes

log = logging.getLogger(__name__)


async def tell_of_waiting(running: Running) -> None:
    """Plan a notice for everybody on whose page something waits that they may not know of."""
    if running.parts.smtp is None:
        return
    now = running.parts.clock.now()
    await running.parts.database.write(lambda tx: _tell(tx, now, running))


def _tell(tx: Transaction, now: datetime, running: Running) -> None:
    for person_id in email_addresses.to_be_told(tx, now - mailing.UNSEEN_FOR):
        person = people.by_id(tx, person_id)
        if person is not None:
            mailing.tell_of_waiting(tx, now, running.parts.texts, person)


async def send(running: Running) -> None:
    """Send what may go now, one after the other; the first trouble ends the look, for the next would meet it too."""
    smtp, database = running.parts.smtp, running.parts.database
    if smtp is None:
        return
    begun = running.parts.clock.now()
    await database.write(lambda tx: emails.lapse(tx, begun))
    for _ in range(AT_ONCE):
        now = running.parts.clock.now()
        email = await database.write(lambda tx, now=now: emails.claim(tx, now))  # type: ignore[misc]
        if email is None or not await _send(running, smtp, email, now):
            return


async def _send(running: Running, smtp: Smtp, email: Email, now: datetime) -> bool:
    """One try; whether the next email may go at once."""
    try:
        await asyncio.to_thread(smtp.send, email, now)
        settle, why = _sent, ""
    except EmailRefused as refused:
        settle, why = _refused, str(refused)
    except EmailNotSent as trouble:
        settle, why = _put_off, str(trouble)
    except EmailUncertain as doubt:
        settle, why = _uncertain, str(doubt)
    await running.parts.database.write(lambda tx: settle(tx, now, email, why))
    log.info("email_tried email=%s kind=%s tries=%d how=%s", email.id, email.kind, email.tries + 1, why or "sent")
    return settle in (_sent, _refused)


def _sent(tx: Transaction, now: datetime, email: Email, why: str) -> None:
    emails.sent(tx, now, email.id)


def _refused(tx: Transaction, now: datetime, email: Email, why: str) -> None:
    emails.failed(tx, now, email.id, why)
    if email.person_id is not None:
        email_addresses.failed(tx, now, email.person_id)
        notices.note(tx, now, "email_refused", email.person_id)


def _put_off(tx: Transaction, now: datetime, email: Email, why: str) -> None:
    emails.put_off(tx, email.id, now + timedelta(minutes=_PAUSES[min(email.tries, len(_PAUSES) - 1)]), why)
    if email.tries >= 2:
        notices.note(tx, now, "email_trouble", why)


def _uncertain(tx: Transaction, now: datetime, email: Email, why: str) -> None:
    emails.uncertain(tx, now, email.id, why)
    notices.note(tx, now, "email_unknown", email.id)
