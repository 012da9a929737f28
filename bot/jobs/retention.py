"""Once a day: forget what is past its term. And soon after anything was deleted: out of the log beside it, too."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

from bot.serving import Running
from storage import (
    askings,
    audit,
    concerns,
    consents,
    conversations,
    copy_links,
    emails,
    erasing,
    exports,
    facts,
    guesses,
    inbox,
    invites,
    links,
    moves,
    notices,
    nudges_made,
    outbox,
    past_terms,
    presses,
    sign_in_links,
    sign_ins,
    terms,
    transcripts,
    uploads,
    voice_notes,
)
from storage.database import Database, Transaction
from storage.machine import LAST_SWEEP, SWEEP_FAILED
from storage.values import instant, moment

log = logging.getLogger(__name__)

EVERY = timedelta(days=1)
OFFERS = ("offer_person", "offer_person_again", "person_is_near")
OFFERS_KEPT = timedelta(days=1)  # that somebody was asked if they would like a person, because of what they wrote

Before = Mapping[str, datetime]
Forget = Callable[[Transaction, datetime, Before], int]

# What goes, by the name under which the log says how much of it went.
TRAFFIC: Mapping[str, Forget] = {
    "received": lambda tx, now, before: inbox.wipe_handled_before(tx, before["received"]),
    "set_aside": lambda tx, now, before: inbox.wipe_set_aside_before(tx, before["set_aside"]),
    "ids": lambda tx, now, before: inbox.delete_known_before(tx, before["ids"]),
    "sent": lambda tx, now, before: outbox.wipe_old_bodies(tx, before["sent"]),
    "rows": lambda tx, now, before: outbox.delete_old_rows(tx, before["sent_rows"]),
    "fleeting": lambda tx, now, before: outbox.forget_fleeting(tx, now),
    "nudges": lambda tx, now, before: nudges_made.forget_settled(tx, before["notes"]),
    "asked": lambda tx, now, before: askings.forget(tx, before["asked"]),
    "transcripts": lambda tx, now, before: transcripts.wipe_with_sound(tx, before["voice_notes"]),
    "sounds": lambda tx, now, before: voice_notes.wipe_old(tx, before["voice_notes"]),
    "notices": lambda tx, now, before: notices.forget_seen(tx, before["notices"]),
    "guesses": lambda tx, now, before: guesses.forget_old(tx, now),
    "invites": lambda tx, now, before: invites.forget_unused(tx, before["invites"]),
    "labels": lambda tx, now, before: invites.forget_labels(tx, now),
    "offers": lambda tx, now, before: sum(conversations.forget_kind(tx, kind, now - OFFERS_KEPT) for kind in OFFERS),
    "moves": lambda tx, now, before: moves.forget_old(tx, now),
    "uploads": lambda tx, now, before: uploads.forget_old(tx, now),
    "emails": lambda tx, now, before: emails.forget_old(tx, now),
    "exports": lambda tx, now, before: exports.forget_old(tx, before["exports"]),
    "sign_in_links": lambda tx, now, before: sign_in_links.forget_old(tx, now),
    "sign_ins": lambda tx, now, before: sign_ins.forget_old(tx, now),
    "presses": lambda tx, now, before: presses.forget_old(tx, now),
    "links": lambda tx, now, before: links.forget_old(tx, before["links"]) + copy_links.forget_old(tx, before["links"]),
}
PROOF: Mapping[str, Forget] = {
    "concerns": lambda tx, now, before: concerns.forget_closed(tx, before["concerns"]),
    "consents": lambda tx, now, before: consents.forget_unused(tx, before["consents"]),
    "audit": lambda tx, now, before: audit.cut(tx, now, before["audit"], before["concerns"]),
}


async def nightly(running: Running) -> None:
    """Delete what is past its term, at most once a day, and say how much in the audit log.

    Each kind of row and each person is a commit of its own, so that nobody who talks to us waits for the whole. What
    was not reached when it failed is past its term the next time, too.
    """
    now = running.parts.clock.now()
    database = running.parts.database
    try:
        if not await database.read(lambda tx: _is_due(tx, now)):
            return
        before = await database.read(lambda tx: {name: now - kept for name, kept in terms.of(tx).items()})
        gone = await _done(database, TRAFFIC, now, before)
        gone |= await _people(database, now, before)
        gone |= await _done(database, PROOF, now, before)
        await database.write(lambda tx: _note(tx, now, gone))
    except Exception:
        await database.write(lambda tx: facts.note(tx, now, SWEEP_FAILED, instant(now)))
        raise
    log.info("retention_done")


async def tidily(running: Running) -> None:
    """What was deleted since the last look is in no file any more."""
    await running.parts.database.tidy()


def _is_due(tx: Transaction, now: datetime) -> bool:
    last = facts.fact(tx, LAST_SWEEP)
    return last is None or not timedelta(0) <= now - moment(last) < EVERY


async def _done(database: Database, what: Mapping[str, Forget], now: datetime, before: Before) -> dict[str, int]:
    return {name: await database.write(partial(_forget, forget, now, before)) for name, forget in what.items()}


def _forget(forget: Forget, now: datetime, before: Before, tx: Transaction) -> int:
    return forget(tx, now, before)


async def _people(database: Database, now: datetime, before: Before) -> dict[str, int]:
    """Who left goes with how to reach them; whose programme ended long ago goes altogether."""
    left = await database.read(lambda tx: past_terms.left_long_ago(tx, before["contact"]))
    over = await database.read(lambda tx: past_terms.long_over(tx, before["answers"]))
    return {
        "left": sum([await database.write(partial(_forget_who_left, now, before, one)) for one in left]),
        "people": sum([await database.write(partial(_forget_whose_time_is_over, now, before, one)) for one in over]),
        "answers": await database.write(lambda tx: past_terms.forget_words_of_the_gone(tx, before["answers"])),
    }


def _forget_who_left(now: datetime, before: Before, person_id: str, tx: Transaction) -> bool:
    """Unless they came back since they were found."""
    if person_id not in past_terms.left_long_ago(tx, before["contact"]):
        return False
    erasing.forget(tx, now, person_id, besides=(*erasing.WORDS, *erasing.PROMISES))
    return True


def _forget_whose_time_is_over(now: datetime, before: Before, person_id: str, tx: Transaction) -> bool:
    """Unless they were heard of since they were found."""
    if person_id not in past_terms.long_over(tx, before["answers"]):
        return False
    erasing.forget(tx, now, person_id)
    return True


def _note(tx: Transaction, now: datetime, gone: Mapping[str, int]) -> None:
    facts.note(tx, now, LAST_SWEEP, instant(now))
    facts.note(tx, now, SWEEP_FAILED, "")
    detail = " ".join(f"{what}={times}" for what, times in gone.items())
    audit.note(tx, now, actor="retention", action="bodies_wiped", about="", detail=detail)
