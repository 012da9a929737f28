"""What is sent to many, as one of those people stands to it: whether they want it, and what waits for them."""

from __future__ import annotations

from datetime import datetime

from bot.rules.kinds import KINDS
from bot.rules.notes import Due
from storage import broadcasts as sendings
from storage import consents, muting, nudges, queued
from storage.broadcasts import Broadcast
from storage.database import Transaction
from storage.values import instant, moment


def kind_of(one: Broadcast) -> str:
    return "announcement" if one.opportunity_id is None else "opportunity"


def due_of(now: datetime, one: Broadcast, recipient_id: str, due_at: str) -> Due:
    """The note that it is to one of them."""
    return Due(recipient_id, KINDS[kind_of(one)], moment(due_at), moment(one.useful_until or instant(now)))


def unwanted(tx: Transaction, one: Broadcast, person_id: str) -> str:
    """What they said of opportunities and of this topic since it was confirmed, if it keeps this from them, or ''."""
    if one.topic and muting.is_muted(tx, person_id, one.topic):
        return "muted_topic"
    said = consents.decisions(tx, person_id).get("opportunities") if one.opportunity_id is not None else None
    if said in ("refused", "withdrawn"):
        return "wants_no_opportunities"
    return "not_agreed" if said == "outdated" else ""  # a yes to other words is no refusal


def dated(tx: Transaction, now: datetime, person_id: str) -> list[Due]:
    """What somebody is to get of what is sent to many, from its beginning on."""
    found = []
    for broadcast_id, recipient_id, due_at in queued.sent_to_many(tx, person_id):
        one = sendings.by_id(tx, broadcast_id)
        if one is not None and not unwanted(tx, one, person_id):
            found.append(due_of(now, one, recipient_id, max(due_at, one.starts_at or "")))
    return found


def owed(tx: Transaction, now: datetime, person_id: str) -> list[Due]:
    """What is due and goes before what is sent to many: it opens, or has long waited for them."""
    planned = [
        Due(one.id, KINDS[one.kind], moment(one.due_at), moment(one.useful_until), moment(one.planned_at))
        for one in nudges.due_of(tx, now, person_id)
        if one.kind in KINDS
    ]
    return [one for one in planned if one.goes_first(now)]
