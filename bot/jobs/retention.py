"""Once a day: forget what is past its term. And soon after anything was deleted: out of the log beside it, too."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from bot.serving import Running
from storage import (
    audit,
    conversations,
    emails,
    facts,
    inbox,
    invites,
    links,
    moves,
    notices,
    nudges_made,
    outbox,
    sign_in_links,
    sign_ins,
    uploads,
    voice_notes,
)
from storage.database import Transaction
from storage.values import instant, moment

log = logging.getLogger(__name__)

EVERY = timedelta(days=1)
BODIES_KEPT = timedelta(days=7)  # what came in, after it was handled
SET_ASIDE_KEPT = timedelta(days=30)  # what came in and could not be handled: so long staff can read it
IDS_KEPT = timedelta(days=30)  # Telegram delivers nothing again after 24 hours; ids may start anew after a quiet week
NUDGES_KEPT = timedelta(days=396)  # 13 months: when we meant to write, and why we did not
OFFERS_KEPT = timedelta(days=1)  # that somebody was asked if they would like a person, because of what they wrote
LAST_TIME = "last_retention"


async def nightly(running: Running) -> None:
    """Delete what is past its term, at most once a day, and say how much in the audit log."""
    now = running.parts.clock.now()
    if await running.parts.database.write(lambda tx: _sweep(tx, now)):
        log.info("retention_done")


async def tidily(running: Running) -> None:
    """What was deleted since the last look is in no file any more."""
    await running.parts.database.tidy()


def _sweep(tx: Transaction, now: datetime) -> bool:
    last = facts.fact(tx, LAST_TIME)
    if last is not None and timedelta(0) <= now - moment(last) < EVERY:
        return False
    facts.note(tx, now, LAST_TIME, instant(now))
    gone = {
        "received": inbox.wipe_handled_before(tx, now - BODIES_KEPT),
        "set_aside": inbox.wipe_set_aside_before(tx, now - SET_ASIDE_KEPT),
        "ids": inbox.delete_known_before(tx, now - IDS_KEPT),
        "sent": outbox.wipe_old_bodies(tx, now),
        "rows": outbox.delete_old_rows(tx, now),
        "fleeting": outbox.forget_fleeting(tx, now),
        "nudges": nudges_made.forget_settled(tx, now - NUDGES_KEPT),
        "asked": conversations.forget_asked(tx, now),
        "offers": conversations.forget_kind(tx, "offer_person", now - OFFERS_KEPT),
        "sounds": voice_notes.wipe_old(tx, now),
        "notices": notices.forget_seen(tx, now),
        "guesses": invites.forget_guesses(tx, now),
        "links": links.forget_old(tx, now),
        "moves": moves.forget_old(tx, now),
        "uploads": uploads.forget_old(tx, now),
        "emails": emails.forget_old(tx, now),
        "sign_in_links": sign_in_links.forget_old(tx, now),
        "sign_ins": sign_ins.forget_old(tx, now),
    }
    detail = " ".join(f"{what}={times}" for what, times in gone.items())
    audit.note(tx, now, actor="retention", action="bodies_wiped", about="", detail=detail)
    return True
