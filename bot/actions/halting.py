"""What was confirmed for many is undone, paused, gone on with, stopped or taken back. Each is safe to press twice."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.actions import planning
from storage import audit, broadcasts, laying, nudges, opportunities, recalls
from storage.broadcasts import Broadcast
from storage.database import Transaction
from storage.values import instant

# Telegram deletes what is younger than 48 hours; less the time that a deletion may take to get there.
DELETABLE_FOR = timedelta(hours=48) - timedelta(minutes=5)
CORRECTION = "correction"  # the kind of note
NOBODY_HEARS = ("draft", "agreeing", "undone", "recalled")


def undo(tx: Transaction, now: datetime, broadcast_id: str, *, by: str) -> bool:
    """Nothing goes out, and what was confirmed is a draft's worth of work again; False when it has begun."""
    if not broadcasts.end(tx, now, broadcast_id, "undone", "confirmed"):
        return False
    laying.call_back(tx, now, broadcast_id, "undone")
    _draft_again(tx, broadcast_id)
    audit.note(tx, now, actor=by, action="broadcast_undone", about=broadcast_id, detail="")
    return True


def _draft_again(tx: Transaction, broadcast_id: str) -> None:
    """An opportunity of which nobody hears any more can be changed and sent anew."""
    one = broadcasts.by_id(tx, broadcast_id)
    if one is not None and one.opportunity_id and _nobody_hears(tx, one.opportunity_id):
        opportunities.draft_again(tx, one.opportunity_id)


def _nobody_hears(tx: Transaction, opportunity_id: str) -> bool:
    return all(other.state in NOBODY_HEARS for other in broadcasts.of_opportunity(tx, opportunity_id))


def pause(tx: Transaction, now: datetime, broadcast_id: str, *, by: str) -> bool:
    """Nothing more goes out until somebody resumes it; False when it was not going out."""
    if not broadcasts.move(tx, broadcast_id, "paused", "confirmed", "sending"):
        return False
    laying.call_back(tx, now, broadcast_id, "waiting")
    audit.note(tx, now, actor=by, action="broadcast_paused", about=broadcast_id, detail="")
    return True


def resume(tx: Transaction, now: datetime, broadcast_id: str, *, by: str) -> bool:
    """It goes on; False when it was not paused. Not before its time, where it was paused before that."""
    one = broadcasts.by_id(tx, broadcast_id)
    begun = one is not None and (one.starts_at or "") <= instant(now)
    if not broadcasts.move(tx, broadcast_id, "sending" if begun else "confirmed", "paused"):
        return False
    audit.note(tx, now, actor=by, action="broadcast_resumed", about=broadcast_id, detail="")
    return True


def stop(tx: Transaction, now: datetime, broadcast_id: str, *, by: str) -> int | None:
    """Nothing more goes out, for good; how many do not get it, or None when it was over."""
    if not broadcasts.end(tx, now, broadcast_id, "stopped", "confirmed", "sending", "paused"):
        return None
    left = laying.call_back(tx, now, broadcast_id, "stopped")
    audit.note(tx, now, actor=by, action="broadcast_stopped", about=broadcast_id, detail=str(left))
    return left


def take_back(tx: Transaction, now: datetime, broadcast_id: str, *, by: str, correction: str) -> bool:
    """Nothing more goes out, and what went out is deleted, or corrected with these words; False when that was done
    before. Whoever has answered hears of it, and a place that was offered goes with it."""
    if not broadcasts.end(tx, now, broadcast_id, "recalled", "confirmed", "sending", "paused", "stopped", "done"):
        return False
    laying.call_back(tx, now, broadcast_id, "stopped")
    laying.settle(tx, now, broadcast_id)
    wanted = recalls.want_back(tx, broadcast_id)
    broadcasts.correct(tx, broadcast_id, correction)
    for person_id in recalls.answered(tx, broadcast_id):
        planning.note(tx, now, person_id, CORRECTION, broadcast_id)
    for response_id in recalls.undecide(tx, broadcast_id):
        nudges.withdraw_about(tx, now, response_id, "taken_back", "outcome")
    _draft_again(tx, broadcast_id)
    audit.note(tx, now, actor=by, action="broadcast_recalled", about=broadcast_id, detail=str(wanted))
    return True


def can_be_taken_back(one: Broadcast) -> bool:
    """Whether it still can, if somebody has it."""
    return one.state in ("sending", "paused", "stopped", "done")
