"""The end of an opportunity: answers close, a decision is due, it is called off, and who took part in the end."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.actions import halting, naming, planning
from bot.actions.offering import about, was_taken_back
from bot.chat.days import day_in_words
from bot.chat.scene import Scene
from storage import audit, broadcasts, opportunities, responses
from storage.conversations import Conversation
from storage.opportunities import Opportunity


def is_possible(scene: Scene, one: Opportunity) -> bool:
    """Whether this one can be called off: people have heard of it, and it is not over."""
    return one.state in ("open", "closed") or was_taken_back(scene, one)


def stands(scene: Scene, talk: Conversation) -> bool:
    """Whether the one that a talk is about can be called off still."""
    one = opportunities.by_id(scene.tx, talk.about or "")
    return one is not None and is_possible(scene, one)


def title(scene: Scene) -> str:
    """What it is called, or '' when it is over already, or nobody has heard of it."""
    one = about(scene)
    return one.title if one is not None and is_possible(scene, one) else ""


def to_decide(scene: Scene) -> dict[str, str]:
    """What has to be decided: its `title`, how many are `interested`, and by which `day`. `state` is 'overdue' then,
    and '' when nothing is to be decided any more."""
    one = about(scene)
    decided = one is not None and one.state == "decided" and one.id in responses.untold(scene.tx)
    if one is None or one.decides_on is None or (one.state not in ("open", "closed") and not decided):
        return {"state": "", "title": "", "interested": "", "waiting": "", "day": ""}
    said = [each for each in responses.to(scene.tx, one.id) if each.said == responses.INTERESTED]
    return {
        "state": "overdue" if scene.today.isoformat() >= one.decides_on else "closed",
        "title": one.title,
        "interested": str(len(said)),
        "waiting": str(sum(each.told_at is None for each in said)),
        "day": day_in_words(date.fromisoformat(one.decides_on), scene.voice.words),
    }


def call_off(scene: Scene, *, reason: str) -> int | None:
    """It does not take place: nothing more goes out, and everybody who was interested hears why; how many that is.
    None when it is over already."""
    one = about(scene)
    if one is None or not opportunities.ended(scene.tx, scene.now, one.id, "cancelled", reason):
        return None
    for sending in broadcasts.of_opportunity(scene.tx, one.id):
        halting.stop(scene.tx, scene.now, sending.id, by=scene.person.id)
    hear = [each for each in responses.to(scene.tx, one.id) if each.said == responses.INTERESTED]
    for each in hear:
        planning.note(scene.tx, scene.now, each.person_id, "called_off", one.id, useful_for=planning.USEFUL_FOR * 4)
    audit.note(scene.tx, scene.now, actor=scene.person.id, action="opportunity_called_off", about=one.id)
    return len(hear)


def why_called_off(scene: Scene) -> dict[str, str]:
    """The `title` and the `reason` of what does not take place; empty when it does after all."""
    one = about(scene)
    if one is None or one.state != "cancelled":
        return {}
    mine = responses.of(scene.tx, one.id, scene.person.id)
    if mine is not None:
        responses.told(scene.tx, scene.now, mine.id)
    return {"title": one.title, "reason": one.cancelled_why}


def who_accepted(scene: Scene) -> dict[str, Any]:
    """The `labels` of those who have a place, by answer, and the `title`; nobody has one in what is called off."""
    one = about(scene)
    said = responses.to(scene.tx, one.id) if one and one.state != "cancelled" else []
    there = [each for each in said if each.decision == responses.CHOSEN and each.accepted != "no"]
    return {
        "labels": {each.id: naming.called(scene, each.person_id) for each in there},
        "title": one.title if one else "",
    }


def note_who_took_part(scene: Scene, *, who: list[str], shown: list[str]) -> int | None:
    """Whether each of those with a place who were `shown` was there; how many were. None when it was called off."""
    one = about(scene)
    if one is None or one.state == "cancelled":
        return None
    for response_id in set(shown).intersection(who_accepted(scene)["labels"]):
        responses.took_part(scene.tx, response_id, response_id in who)
    _close_waiting_list(scene, one)
    return sum(one != "nobody" for one in who)


def _close_waiting_list(scene: Scene, one: Opportunity) -> None:
    """It has taken place: whoever still waits for a place hears that none came free."""
    for each in responses.to(scene.tx, one.id):
        if each.decision == responses.WAITING and each.told_at is not None and each.said == responses.INTERESTED:
            planning.note(scene.tx, scene.now, each.person_id, "waiting_over", each.id)


def list_closed(scene: Scene) -> str:
    """What somebody was on the waiting list for, which is closed by this; '' when they have a place after all."""
    known = scene.about
    each = responses.by_id(scene.tx, known) if known else None
    one = opportunities.by_id(scene.tx, each.opportunity_id) if each else None
    if each is None or one is None or each.decision != responses.WAITING:
        return ""
    reason = scene.voice.labels("interested_people", "reason", ("places_full",))["places_full"]
    decided_by = each.decided_by or ""
    responses.decide(scene.tx, scene.now, each.id, responses.NOT_THIS_TIME, decided_by, reason=reason)
    responses.told(scene.tx, scene.now, each.id)
    return one.title
