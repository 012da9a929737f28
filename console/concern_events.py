"""What happened about one concern, in order: what the person did and was told, whom we told, and what the team did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.actions import owing
from bot.actions.naming import called
from console.desk import Reading
from storage import alerts, audit, concern_notes
from storage.concerns import Concern
from storage.values import moment

CHANGED = {
    "concern_taken": "is on it from now on",
    "concern_handed": "asked somebody to take it over:",
    "concern_closed": "closed it",
    "concern_lifted": "let us write first again",
    "concern_held": "took back that we may write first",
}
TOLD_AS = ("as the first to be asked", "as the one who stands in", "with the whole team", "with the admins")
TOLD_SO = ", and they were told so at once"
MANY = 100


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: `kind` is raised, asked_again, wrote, missed, told_team, done, told or changed. `words`
    are the team's own; `by` is when they were told that they should hear; `times`, how often it happened by then."""

    at: datetime
    kind: str
    who: str = ""
    what: str = ""
    words: str = ""
    by: datetime | None = None
    times: int = 1


def events(look: Reading, one: Concern, wrote: Sequence[str]) -> list[Event]:
    """All of it, oldest first; they are known to have written at these times."""
    found = [*_asked(look, one), *_wrote(one, wrote), *_missed(look, one), *_told(look, one), *_done(look, one)]
    return _in_a_row(sorted(found, key=lambda event: event.at))


def _asked(look: Reading, one: Concern) -> list[Event]:
    raised = moment(one.raised_at)
    asked = owing.asked(look.tx, one)
    again = [Event(each.at, "asked_again", by=each.by) for each in asked if each.at > raised]
    return [Event(raised, "raised", by=next((each.by for each in asked if each.at == raised), None)), *again]


def _wrote(one: Concern, wrote: Sequence[str]) -> list[Event]:
    known = {*wrote, *([one.wrote_at] if one.wrote_at else [])}
    return [Event(moment(at), "wrote") for at in known]


def _missed(look: Reading, one: Concern) -> list[Event]:
    return [Event(at, "missed") for at in owing.missed_by(look.tx, look.now, one)]


def _told(look: Reading, one: Concern) -> list[Event]:
    """Whom of the team we told, and again; and what the team told the person or noted."""
    times: Counter[str] = Counter()
    found = []
    for each in alerts.of_concern(look.tx, one.id):
        times[each.person_id] += 1
        who, what = called(look.scene, each.person_id), TOLD_AS[each.rung]
        often = times[each.person_id]
        found.append(Event(each.at, "told_team", who, what, _reached(each.reached), times=often))
    notes = concern_notes.of_concern(look.tx, one.id)
    written = [
        Event(moment(each.written_at), each.kind, called(look.scene, each.written_by or ""), words=each.words)
        for each in notes
    ]
    return [*found, *written]


def _done(look: Reading, one: Concern) -> list[Event]:
    return [
        Event(moment(each.done_at), "changed", called(look.scene, each.actor), _changed(look, each.action, each.detail))
        for each in audit.about(look.tx, one.id, *CHANGED, limit=MANY)
    ]


def _reached(reached: bool | None) -> str:
    return {True: "It arrived", False: "It did not arrive", None: "It is on its way"}[reached]


def _changed(look: Reading, action: str, detail: str) -> str:
    if action == "concern_handed":
        return f"{CHANGED[action]} {called(look.scene, detail)}"
    return CHANGED[action] + (TOLD_SO if action == "concern_closed" and detail else "")


def _in_a_row(found: list[Event]) -> list[Event]:
    """What they wrote, with nothing between, is one line, which says when they wrote last."""
    shown: list[Event] = []
    for one in found:
        if one.kind == "wrote" and shown and shown[-1].kind == "wrote":
            one = replace(one, times=shown.pop().times + 1)
        shown.append(one)
    return shown
