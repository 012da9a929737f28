"""Once a day: forget what is past its term. And soon after anything was deleted: out of the log beside it, too."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.serving import Running
from storage import (
    audit,
    concerns,
    consents,
    conversations,
    copy_links,
    emails,
    erasing,
    exports,
    facts,
    inbox,
    invites,
    links,
    moves,
    notices,
    nudges_made,
    outbox,
    past_terms,
    sign_in_links,
    sign_ins,
    terms,
    transcripts,
    uploads,
    voice_notes,
)
from storage.database import Transaction
from storage.machine import LAST_SWEEP, SWEEP_FAILED
from storage.values import instant, moment

log = logging.getLogger(__name__)

EVERY = timedelta(days=1)
OFFERS = ("offer_person", "offer_person_again", "person_is_near")
OFFERS_KEPT = timedelta(days=1)  # that somebody was asked if they would like a person, because of what they wrote


async def nightly(running: Running) -> None:
    """Delete what is past its term, at most once a day, and say how much in the audit log."""
    now = running.parts.clock.now()
    try:
        done = await running.parts.database.write(lambda tx: _sweep(tx, now))
    except Exception:
        await running.parts.database.write(lambda tx: facts.note(tx, now, SWEEP_FAILED, instant(now)))
        raise
    if done:
        log.info("retention_done")


async def tidily(running: Running) -> None:
    """What was deleted since the last look is in no file any more."""
    await running.parts.database.tidy()


def _sweep(tx: Transaction, now: datetime) -> bool:
    last = facts.fact(tx, LAST_SWEEP)
    if last is not None and timedelta(0) <= now - moment(last) < EVERY:
        return False
    facts.note(tx, now, LAST_SWEEP, instant(now))
    facts.note(tx, now, SWEEP_FAILED, "")
    before = {name: now - kept for name, kept in terms.of(tx).items()}
    gone = _traffic(tx, now, before) | _people(tx, now, before) | _proof(tx, now, before)
    detail = " ".join(f"{what}={times}" for what, times in gone.items())
    audit.note(tx, now, actor="retention", action="bodies_wiped", about="", detail=detail)
    return True


def _traffic(tx: Transaction, now: datetime, before: Mapping[str, datetime]) -> dict[str, int]:
    return {
        "received": inbox.wipe_handled_before(tx, before["received"]),
        "set_aside": inbox.wipe_set_aside_before(tx, before["set_aside"]),
        "ids": inbox.delete_known_before(tx, before["ids"]),
        "sent": outbox.wipe_old_bodies(tx, before["sent"]),
        "rows": outbox.delete_old_rows(tx, before["sent_rows"]),
        "fleeting": outbox.forget_fleeting(tx, now),
        "nudges": nudges_made.forget_settled(tx, before["notes"]),
        "asked": conversations.forget_asked(tx, before["asked"]),
        "transcripts": transcripts.wipe_with_sound(tx, before["voice_notes"]),
        "sounds": voice_notes.wipe_old(tx, before["voice_notes"]),
        "notices": notices.forget_seen(tx, before["notices"]),
        "guesses": invites.forget_guesses(tx, now),
        "invites": invites.forget_unused(tx, before["invites"]),
        "offers": sum(conversations.forget_kind(tx, kind, now - OFFERS_KEPT) for kind in OFFERS),
        "moves": moves.forget_old(tx, now),
        "uploads": uploads.forget_old(tx, now),
        "emails": emails.forget_old(tx, now),
        "exports": exports.forget_old(tx, before["exports"]),
        "sign_in_links": sign_in_links.forget_old(tx, now),
        "sign_ins": sign_ins.forget_old(tx, now),
        "links": links.forget_old(tx, before["links"]) + copy_links.forget_old(tx, before["links"]),
    }


def _people(tx: Transaction, now: datetime, before: Mapping[str, datetime]) -> dict[str, int]:
    """Who left goes with how to reach them; whose programme ended long ago goes altogether."""
    left = past_terms.left_long_ago(tx, before["contact"])
    for person_id in left:
        erasing.forget(tx, now, person_id, besides=(*erasing.WORDS, *erasing.PROMISES))
    over = past_terms.long_over(tx, before["answers"])
    for person_id in over:
        erasing.forget(tx, now, person_id)
    return {
        "left": len(left),
        "people": len(over),
        "answers": past_terms.forget_words_of_the_gone(tx, before["answers"]),
    }


def _proof(tx: Transaction, now: datetime, before: Mapping[str, datetime]) -> dict[str, int]:
    return {
        "concerns": concerns.forget_closed(tx, before["concerns"]),
        "consents": consents.forget_unused(tx, before["consents"]),
        "audit": audit.cut(tx, now, before["audit"], before["concerns"]),
    }
