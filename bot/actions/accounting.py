"""Closing the books on a broadcast: everybody it was confirmed for is accounted for, or staff are told."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.actions import planning
from storage import books, broadcasts, cards, laying, notices, nudges_made, recalls, recipients
from storage.broadcasts import Broadcast
from storage.database import Transaction
from storage.values import instant, moment

log = logging.getLogger(__name__)

OPEN = ("waiting", "laid")
REASONS = ("nudge_opportunity", "nudge_announcement")  # for which messages to many are made
OVER = "broadcast_over"  # the kind of note
NO_TIME = ("no_room", "too_late", "outside_their_hours", "another_was_more_useful")


@dataclass(frozen=True, slots=True)
class Books:
    """A broadcast in numbers: how many it was `confirmed` for, `counts` by state and reason, `recalls` by what became
    of what was taken back, and `mistakes`: how many of each kind there are."""

    confirmed: int
    counts: Counter[tuple[str, str]]
    recalls: Counter[str]
    mistakes: Mapping[str, int]

    @property
    def is_open(self) -> bool:
        """Whether somebody's turn has not come or their message is on its way."""
        return any(state in OPEN for state, _ in self.counts)


def books_of(tx: Transaction, now: datetime, one: Broadcast) -> Books:
    """The books as they stand now, looked through anew: nothing is changed.

    Each recipient is in one state; each who is down as sent has one message that Telegram confirmed, which is nobody
    else's; nobody else has one; and every message that went to many is somebody's.
    """
    counts = recipients.counts(tx, one.id)
    mistakes = {
        "not_as_many_as_confirmed": abs(counts.total() - (one.people or 0)),
        "sent_without_message": len(books.without_message(tx, now, one.id)),
        "message_without_sent": len(books.sent_after_all(tx, one.id)),
        "message_of_several": len(books.sharing(tx, one.id)),
        "message_of_nobody": len(books.belonging_to_nobody(tx, one.id, REASONS)),
    }
    return Books(one.people or 0, counts, recalls.counts(tx, one.id), {what: n for what, n in mistakes.items() if n})


def account_for(tx: Transaction, now: datetime, broadcast_id: str) -> bool:
    """Close the books, once; whether they are closed. It waits while something is on its way.

    What does not add up is told to staff. Whoever follows the broadcast hears that it is over.
    """
    laying.settle(tx, now, broadcast_id)
    one = broadcasts.by_id(tx, broadcast_id)
    if one is None or one.proven_at is not None or recalls.is_open(tx, broadcast_id):
        return False
    found = books_of(tx, now, one)
    if found.is_open:
        return False
    if found.mistakes:
        log.error("broadcast_does_not_add_up broadcast=%s mistakes=%s", one.id, dict(found.mistakes))
        notices.note(tx, now, "broadcast_does_not_add_up", one.id)
    if one.state == "done" and _not_all(found) and not notices.ever_noted(tx, "broadcast_not_all", one.id):
        notices.note(tx, now, "broadcast_not_all", one.id)
    broadcasts.proven(tx, now, broadcast_id)
    if one.state in ("done", "stopped"):
        tell_the_end(tx, now, one)
    return True


def _not_all(found: Books) -> bool:
    """Whether nobody got it, or some did not for lack of a time that suits them."""
    nobody = not any(many for (state, _), many in found.counts.items() if state in ("sent", "on_page", "uncertain"))
    return nobody or any(state == "left_out" and why in NO_TIME for state, why in found.counts)


def tell_the_end(tx: Transaction, now: datetime, one: Broadcast) -> None:
    """Mean to tell everybody who follows it, in a new message, how it ended; nobody twice of the same end, whose books
    are open again when somebody's message went along to their other door."""
    following = [card.person_id for card in cards.of_broadcast(tx, one.id)]
    if not following and one.confirmed_by is not None:
        following = [one.confirmed_by]
    for person_id in following:
        told = nudges_made.last_made_about(tx, person_id, OVER, one.id)
        if told is None or told < moment(one.ended_at or instant(now)):
            planning.note(tx, now, person_id, OVER, one.id)


def adds_up(tx: Transaction, broadcast_id: str) -> bool:
    """Whether nobody was told of a mistake in its books."""
    return not notices.ever_noted(tx, "broadcast_does_not_add_up", broadcast_id)
