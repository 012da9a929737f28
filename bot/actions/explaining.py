"""Why a note came, how many are left this week, and fewer of them."""

from __future__ import annotations

from datetime import datetime

from bot.actions.retelling import answer_again
from bot.chat.scene import Scene
from bot.rules.nudging import A_WEEK, DEFAULT_LIMIT
from storage import conversations, nudges_made, nudging, profiles

UNANSWERED = "unanswered"
# Notes because of a session that was agreed, and about what somebody is part of, are not counted; nor are the team's.
COUNTED = (
    *("session_after", "feedback", "thanks", "reveal", "revealed", "commitment", "seen", "fit", "reflection"),
    *("announcement", "opportunity", "silence", "became", "quotation", UNANSWERED),
)


def why(scene: Scene) -> dict[str, object]:
    """The `reason` for the note in words ('' when there was none), whether it `counts`, the `limit`, what is `left`."""
    kind = _kind(scene)
    limit = _limit(scene)
    reasons = scene.voice.labels("why", "because", (kind,))
    return {
        "reason": reasons[kind] if kind else "",
        "counts": kind in COUNTED,
        "limit": limit,
        "left": max(limit - _counted(scene), 0),
    }


def fewer(scene: Scene) -> int:
    """One note a week less from now on; how many that is."""
    limit = max(_limit(scene) - 1, 0)
    profiles.keep(scene.tx, scene.person.id, {"nudge_limit": limit})
    words = scene.voice.labels("onboarding_partner", "nudge_limit", (str(limit),))[str(limit)]
    answer_again(scene, "nudge_limit", limit, words)
    return limit


def _kind(scene: Scene) -> str:
    """What kind of note they ask about: that of the button, or the last one."""
    about = scene.conversation.about if scene.conversation else None
    talk = conversations.by_id(scene.tx, about) if about else None
    note = nudges_made.behind(scene.tx, talk) if talk else None
    if talk is not None and note is None:
        return "again"
    if note is None:
        note = nudges_made.last_made(scene.tx, scene.person.id, scene.now - A_WEEK)
    last = _last_written(scene)
    return note.kind if note and (last is None or last[0] != f"nudge_{UNANSWERED}") else (UNANSWERED if last else "")


def _last_written(scene: Scene) -> tuple[str, datetime] | None:
    written = [
        one
        for one in nudging.written_since(scene.tx, scene.person.id, scene.now - A_WEEK)
        if one[0].startswith("nudge_")
    ]
    return written[-1] if written else None


def _counted(scene: Scene) -> int:
    written = nudging.written_since(scene.tx, scene.person.id, scene.now - A_WEEK)
    return sum(why.removeprefix("nudge_") in COUNTED for why, _ in written)


def _limit(scene: Scene) -> int:
    limit = profiles.of(scene.tx, scene.person.id).get("nudge_limit")
    return DEFAULT_LIMIT if limit is None else int(limit)
