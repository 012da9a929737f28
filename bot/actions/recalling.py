"""Taking back what went to many, message by message: deleted where Telegram still lets us, corrected where it does not,
and whoever keeps it is on record with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.actions import accounting, planning
from bot.actions.halting import CORRECTION, DELETABLE_FOR
from storage import broadcasts, group_chats, laying, nudges_made, outbox, recalls
from storage.broadcasts import Broadcast
from storage.database import Transaction
from storage.outbox import BROADCAST, Message
from storage.recalls import Arrived, Ended
from storage.values import moment
from storage.web_chats import is_web

REASON = "broadcast_recall"
GONE = "message_gone"  # Telegram's word for what is not there any more, whoever deleted it
CANNOT = ("cannot_delete", "too_late")


def take_over(tx: Transaction, now: datetime, broadcast_id: str) -> None:
    """Note what has come of what was begun, and what was still on its way when it was taken back."""
    one = broadcasts.by_id(tx, broadcast_id)
    if one is None or one.state != "recalled":
        return
    before = recalls.is_open(tx, broadcast_id, "wanted")
    laying.settle(tx, now, broadcast_id)
    recalls.want_back(tx, broadcast_id)
    for each in recalls.ended(tx, broadcast_id):
        _note(tx, now, one, each)
    for each in recalls.noted(tx, broadcast_id, CORRECTION):
        made = each.state == "made"
        recalls.taken_back(tx, each.id, "corrected" if made else "too_late", "" if made else each.why)
    if before and not recalls.is_open(tx, broadcast_id, "wanted"):
        accounting.tell_the_end(tx, now, one)


def _note(tx: Transaction, now: datetime, one: Broadcast, each: Ended) -> None:
    """What became of one deletion, or of one correction that was a message."""
    if each.method == "sendMessage":
        recalls.taken_back(tx, each.id, "corrected" if each.state == "sent" else "too_late", each.why)
    elif each.state == "sent" or each.why == GONE:
        recalls.taken_back(tx, each.id, "deleted", each.why)
    elif each.why in CANNOT:
        _correct(tx, now, one, each.id, each.person_id, each.why)
    else:
        recalls.taken_back(tx, each.id, "failed", each.why or each.state)


def begin(tx: Transaction, now: datetime, broadcast_id: str, limit: int) -> Sequence[Message]:
    """So many deletions, or corrections where nothing can be deleted; the messages that were decided to be sent."""
    one = broadcasts.by_id(tx, broadcast_id)
    if one is None or one.state != "recalled":
        return []
    begun = [_begin(tx, now, one, each) for each in recalls.to_take_back(tx, broadcast_id, limit)]
    return [message for message in begun if message is not None]


def _begin(tx: Transaction, now: datetime, one: Broadcast, each: Arrived) -> Message | None:
    if each.chat_id is None or each.sent_at is None:
        recalls.taken_back(tx, each.id, "failed", "nothing_left")
        return None
    deletable_until = moment(each.sent_at) + DELETABLE_FOR
    why = "older_than_48_hours" if now > deletable_until else "number_unknown" if each.message_id is None else ""
    if is_web(each.chat_id):
        why = "on_a_page"
    if why:
        return _correct(tx, now, one, each.id, each.person_id, why)
    # It belongs to nobody, so that it also goes to whoever has paused or waits for a person: it takes something away.
    message = outbox.add(
        tx,
        now,
        chat_id=each.chat_id,
        method="deleteMessage",
        payload={"message_id": each.message_id},
        priority=BROADCAST,
        reason=REASON,
        useful_until=deletable_until,
    )
    recalls.taking_back(tx, each.id, message.id)
    return message


def _correct(
    tx: Transaction, now: datetime, one: Broadcast, recipient_id: str, person_id: str | None, why: str
) -> Message | None:
    """Whoever keeps it is told what is right, if anybody wrote that; a person by a note, a group by a message."""
    if not one.correction:
        recalls.taken_back(tx, recipient_id, "too_late", why)
        return None
    if person_id is not None:
        if nudges_made.last_made_about(tx, person_id, CORRECTION, one.id) is None:  # who answered may have had it
            planning.note(tx, now, person_id, CORRECTION, one.id)
        recalls.taken_back(tx, recipient_id, "correcting", why)
        return None
    chat = group_chats.of_recipient(tx, recipient_id)
    if chat is None or chat.left_at is not None:
        recalls.taken_back(tx, recipient_id, "too_late", why)
        return None
    message = outbox.add(
        tx,
        now,
        chat_id=chat.chat_id,
        payload={"text": one.correction},
        priority=BROADCAST,
        reason=REASON,
        useful_until=now + timedelta(days=1),
    )
    recalls.taking_back(tx, recipient_id, message.id, why, correcting=True)
    return message
