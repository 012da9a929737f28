"""How a broadcast stands, in words and numbers for whoever sent it, and what can be done about it."""

from __future__ import annotations

import math
from collections import Counter
from datetime import timedelta

from bot.actions import accounting, halting, reaching
from bot.actions.naming import when
from bot.chat.scene import Scene
from bot.rules.kinds import KINDS
from bot.rules.nudging import keeps_back
from storage import opportunities, people, recalls, recipients
from storage.broadcasts import Broadcast
from storage.recipients import PERHAPS_TWICE
from storage.values import moment

TABLE = "broadcast_card"
A_SECOND = 25  # messages to many, in Telegram's 30 less what people are answered meanwhile
TITLE = 60  # letters of an announcement that stand for it
TAKEN_BACK_WITHIN = timedelta(days=14)  # of its end: after that a correction comes out of nowhere
STANDS = {
    "confirmed": "stands_confirmed",
    "sending": "stands_sending",
    "paused": "stands_paused",
    "stopped": "stands_stopped",
    "undone": "stands_undone",
    "done": "stands_done",
    "recalled": "stands_recalled",
}
# States and reasons as they are told. What somebody's life is about is told as one: not what, and not of whom.
STATES = {
    "laid": "on_its_way",
    "sent": "sent",
    "on_page": "on_page",
    "uncertain": "uncertain",
    "stopped": "not_any_more",
}
LEFT_OUT = {
    **dict.fromkeys(
        ("open_concern", "paused", "stopped", "left", "leaving", "deleting", "erased"), "cannot_be_written_to"
    ),
    **dict.fromkeys(accounting.NO_TIME, "no_time_that_suits"),
    **dict.fromkeys(("wants_no_opportunities", "muted_topic", "wants_no_notes"), "do_not_want_it"),
    **{
        "unreachable": "unreachable",
        "not_agreed": "not_agreed",
        "outdated": "not_agreed",
        "said_no": "not_agreed",
        "taken_back": "not_agreed",
        "left_the_group": "left_the_group",
        "no_point_any_more": "no_use_any_more",
        "restored": "brought_back",
    },
}
FAILED = dict.fromkeys(("blocked", "deactivated", "chat_not_found", "kicked"), "unreachable")
RECALLS = {
    "not_begun": "being_taken_back",
    "wanted": "being_deleted",
    "deleted": "deleted",
    "correcting": "being_corrected",
    "corrected": "corrected",
    "too_late": "keep_it",
    "failed": "keep_it",
}
NOT_CORRECTED = "cannot_be_corrected_now"
# In the order in which they are read.
LINES = (
    *("sent", "perhaps_twice", "on_its_way", "waiting", "later", "on_page", "uncertain", "failed_unreachable"),
    *("failed_not_taken", "left_out_cannot_be_written_to", "left_out_do_not_want_it", "left_out_no_time_that_suits"),
    *("left_out_unreachable", "left_out_not_agreed", "left_out_left_the_group", "left_out_no_use_any_more"),
    *("left_out_brought_back", "left_out_went_wrong"),
    *("not_any_more", "being_taken_back", "being_deleted", "deleted", "being_corrected", NOT_CORRECTED, "corrected"),
    "keep_it",
)


def title_of(scene: Scene, one: Broadcast) -> str:
    """What it is called: the opportunity's title, or how the announcement begins."""
    opportunity = opportunities.by_id(scene.tx, one.opportunity_id) if one.opportunity_id else None
    if opportunity is not None:
        return opportunity.title
    words = " ".join(one.words.split())
    return words if len(words) <= TITLE else words[:TITLE].rsplit(" ", 1)[0] + " …"


def text_of(scene: Scene, one: Broadcast) -> str:
    """Everything about how it stands."""
    counted = lines_of(scene, one)
    labels = scene.voice.labels(TABLE, "lines", counted)
    told = [scene.voice.says(TABLE, "title", {"title": title_of(scene, one)}), stands(scene, one)]
    return "\n\n".join([*told, "\n".join(f"{labels[name]}: {many}" for name, many in counted.items())]).strip()


def lines_of(scene: Scene, one: Broadcast) -> dict[str, str]:
    """The numbers that are not 0, by the name of their line; how many it was sent to is always said once it began."""
    counted = Counter[str]()
    for (state, why), many in recipients.counts(scene.tx, one.id).items():
        counted[_line(state, why)] += many
        counted[PERHAPS_TWICE] += many if why == PERHAPS_TWICE else 0
    for recall, many in recalls.counts(scene.tx, one.id).items():
        counted[RECALLS[recall]] += many
    kept_from = _kept_from_the_correction(scene, one)
    counted["being_corrected"] -= kept_from
    counted[NOT_CORRECTED] += kept_from
    later, last = recipients.later(scene.tx, scene.now, one.id) if one.state != "confirmed" else (0, None)
    counted["waiting"] -= later
    shown = {name: str(counted[name]) for name in LINES if counted[name]}
    if later and last is not None:
        shown["later"] = scene.voice.says(TABLE, "later", {"many": later, "when": when(scene, moment(last))})
    if one.state not in ("confirmed", "undone"):
        shown.setdefault("sent", "0")
    return {name: shown[name] for name in LINES if name in shown}


def _kept_from_the_correction(scene: Scene, one: Broadcast) -> int:
    """How many of those who are to be told what is right may not be written to as they stand now."""
    waiting = [people.by_id(scene.tx, person_id) for person_id in recalls.to_be_corrected(scene.tx, one.id)]
    kind = KINDS[halting.CORRECTION]
    return sum(person is not None and keeps_back(kind, reaching.barred(scene.tx, person)) for person in waiting)


def _line(state: str, why: str) -> str:
    if state == "failed":
        return f"failed_{FAILED.get(why, 'not_taken')}"
    if state == "left_out":
        return f"left_out_{LEFT_OUT.get(why, 'went_wrong')}"
    return STATES.get(state, state)


def stands(scene: Scene, one: Broadcast) -> str:
    """How it stands, in a sentence or two."""
    begins = when(scene, moment(one.starts_at)) if one.starts_at else ""
    said = scene.voice.says(TABLE, STANDS[one.state], {"people": one.people or 0, "when": begins})
    more = _time_left(scene, one) if one.state == "sending" else _books(scene, one)
    return f"{said} {more}".strip()


def _time_left(scene: Scene, one: Broadcast) -> str:
    """Of those whose turn is now; whoever waits for their hours is told of in a line of their own."""
    counts = recipients.counts(scene.tx, one.id)
    later, _ = recipients.later(scene.tx, scene.now, one.id)
    turn = sum(many for (state, _), many in counts.items() if state in accounting.OPEN) - later
    if turn <= 0:
        return ""
    minutes = math.ceil(turn / A_SECOND / 60)
    return scene.voice.says(TABLE, "one_minute_left" if minutes == 1 else "minutes_left", {"minutes": minutes})


def _books(scene: Scene, one: Broadcast) -> str:
    """Whether everybody is accounted for, once that was looked at."""
    if one.proven_at is None:
        return ""
    return scene.voice.says(TABLE, "adds_up" if accounting.adds_up(scene.tx, one.id) else "does_not_add_up", {})


def offers_of(scene: Scene, one: Broadcast) -> tuple[str, ...]:
    """The stories that can be begun about it now."""
    somebody_has_it = any(state in ("sent", "uncertain") for state, _ in recipients.counts(scene.tx, one.id))
    offers = {
        "confirmed": ("undo_broadcast",),
        "sending": ("pause_broadcast", "stop_broadcast"),
        "paused": ("resume_broadcast", "stop_broadcast"),
    }.get(one.state, ())
    lately = one.ended_at is None or moment(one.ended_at) > scene.now - TAKEN_BACK_WITHIN
    if somebody_has_it and lately and halting.can_be_taken_back(one):
        offers += ("recall_broadcast",)
    return offers + (("broadcast_doubts",) if recipients.in_doubt(scene.tx, one.id) else ())


def is_over(scene: Scene, one: Broadcast) -> bool:
    """Whether nothing about it will change by itself."""
    if one.state == "undone":  # before anybody got it, so the books have nothing to show
        return True
    return one.proven_at is not None and not recalls.is_open(scene.tx, one.id)
