"""Action learning groups: formed, taken back while nobody has heard of it, joined or not, and ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.actions import planning, session_news
from bot.actions.ending import USEFUL_FOR, cancel
from bot.actions.pairing import GRACE, has_heard
from storage import attending, audit, conversations, groups, notices, nudges, people, sessions
from storage.database import Transaction

ASKING = "agree_group"
LEAST = 2  # members, besides who guides it: one cannot bring a question to nobody


@dataclass(frozen=True, slots=True)
class Formed:
    """The new group's id, or why there is none."""

    id: str = ""
    refused: str = ""


def form(
    tx: Transaction, now: datetime, *, name: str, members: Sequence[str], facilitator_id: str | None, made_by: str
) -> Formed:
    """A group of those who are still with us; each is asked after a moment; or the first reason `why_not`."""
    refused = why_not(tx, name=name, members=members, facilitator_id=facilitator_id)
    if refused:
        return Formed(refused=refused[0])
    there = [one for one in dict.fromkeys(members) if _is_there(tx, one)]
    leads = facilitator_id if facilitator_id and _is_there(tx, facilitator_id) else None
    formed = groups.form(tx, now, name=name, members=there, facilitator_id=leads, made_by=made_by)
    for person_id in dict.fromkeys([*there, *([leads] if leads else [])]):
        planning.note(tx, now, person_id, ASKING, formed, after=GRACE)
    audit.note(tx, now, actor=made_by, action="group_formed", about=formed)
    return Formed(formed)


def why_not(tx: Transaction, *, name: str, members: Sequence[str], facilitator_id: str | None) -> list[str]:
    """All that is in the way of such a group: "nobody" of these can be asked, or "too_few"; "name_taken"."""
    there = {one for one in members if _is_there(tx, one)}
    found = [] if there else ["nobody"]
    found += ["too_few"] if there and len(there - {facilitator_id or ""}) < LEAST else []
    return found + ([] if groups.name_is_free(tx, name) else ["name_taken"])


def why_not_undo(tx: Transaction, group_id: str) -> str:
    """ "told_already", where somebody was asked; "over"; '' while it can be taken back."""
    found = groups.by_id(tx, group_id)
    if found is None or found.ended_at is not None:
        return "over"
    asked = nudges.planned_about(tx, group_id)
    everybody = {*groups.said_by(tx, group_id), *([found.facilitator_id] if found.facilitator_id else [])}
    return "told_already" if len(asked) < len(everybody) or sessions.of_group(tx, group_id) else ""


def undo(tx: Transaction, now: datetime, group_id: str, by: str) -> str:
    """Take it back with everything that was planned: "undone"; "told_already", where somebody was asked; "over"."""
    why = why_not_undo(tx, group_id)
    if why:
        return why
    nudges.withdraw_about(tx, now, group_id, "taken_back")
    groups.unform(tx, group_id)
    audit.note(tx, now, actor=by, action="group_undone", about=group_id)
    return "undone"


def add(tx: Transaction, now: datetime, group_id: str, person_id: str) -> str:
    """Ask somebody in: "asked", or `why_not_add`."""
    if refused := why_not_add(tx, group_id, person_id):
        return refused
    groups.ask_in(tx, now, group_id, person_id)
    planning.note(tx, now, person_id, ASKING, group_id, after=GRACE)
    return "asked"


def why_not_add(tx: Transaction, group_id: str, person_id: str) -> str:
    """Why somebody cannot be asked in: "in_already", "gone", "over"; or ''."""
    found = groups.by_id(tx, group_id)
    if found is None or found.ended_at is not None:
        return "over"
    if not _is_there(tx, person_id):
        return "gone"
    return "in_already" if person_id in groups.members_of(tx, group_id) else ""


def answered(tx: Transaction, now: datetime, group_id: str, person_id: str, said: str) -> str:
    """Somebody says yes or no to being in it: what they said, or "over". From a yes on they hear of its sessions."""
    found = groups.by_id(tx, group_id)
    if found is None or found.ended_at is not None:
        return "over"
    nudges.withdraw_for(tx, now, person_id, group_id, "answered", ASKING)  # they had put it off
    came, held = person_id in attending.attendees(tx, group_id=group_id), sessions.of_group(tx, group_id)
    groups.say(tx, group_id, person_id, said)
    if said == "no":
        notices.note(tx, now, "group_declined", group_id)
    come = person_id in attending.attendees(tx, group_id=group_id)
    if come and not came:
        session_news.tell_newcomer(tx, now, person_id, held)
    elif came and not come:
        session_news.leave_out(tx, now, person_id, held)
    return said


def guides(tx: Transaction, now: datetime, group_id: str, person_id: str) -> None:
    """Somebody reads that they guide it: from then on they hear of its sessions."""
    session_news.tell_newcomer(tx, now, person_id, sessions.of_group(tx, group_id))


def end(tx: Transaction, now: datetime, group_id: str, by: str) -> bool:
    """The group is over; those who were asked in hear of it. False when it was over before."""
    found = groups.by_id(tx, group_id)
    if found is None or not groups.end(tx, now, group_id):
        return False
    leads = [found.facilitator_id] if found.facilitator_id else []
    for person_id in dict.fromkeys([*groups.members_of(tx, group_id), *leads]):
        conversations.abandon(tx, now, person_id, ASKING, group_id)
        if not nudges.never_went(tx, person_id, ASKING, [group_id]):
            planning.note(tx, now, person_id, "group_ended", group_id, useful_for=USEFUL_FOR)
    cancel(tx, now, sessions.of_group(tx, group_id), by=by)
    nudges.withdraw_about(tx, now, group_id, "group_ended", ASKING)
    audit.note(tx, now, actor=by, action="group_ended", about=group_id)
    return True


def ask_again(tx: Transaction, now: datetime) -> int:
    """Whoever has not heard of a group, because they could not be written to then, is asked now; how many."""
    asked = 0
    for one in groups.standing(tx):
        wait = [person_id for person_id, said in groups.said_by(tx, one.id).items() if said is None]
        if one.facilitator_id and nudges.never_went(tx, one.facilitator_id, ASKING, [one.id]):
            wait.append(one.facilitator_id)
        for person_id in dict.fromkeys(wait):
            if not has_heard(tx, person_id, ASKING, one.id):
                planning.note(tx, now, person_id, ASKING, one.id)
                asked += 1
    return asked


def _is_there(tx: Transaction, person_id: str) -> bool:
    person = people.by_id(tx, person_id)
    return person is not None and person.joined_at is not None and person.stopped_at is None
