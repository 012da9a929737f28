"""Deciding who takes part: the list in its declared order, a decision for each, and telling everybody what it was."""

from __future__ import annotations

from typing import Any

from bot.actions import looking, naming, planning, team
from bot.actions.offer_words import shown
from bot.actions.offering import about
from bot.actions.opportunity_meanwhile import DECIDABLE, is_decidable
from bot.actions.wishes import STORY, interested_in_order, line_of, taken, wishes_of
from bot.chat.putting import payloads
from bot.chat.scene import Scene
from storage import audit, notices, nudges, offered, opportunities, people, responses
from storage.opportunities import Opportunity
from storage.responses import Response

AT_ONCE = 30  # buttons with names below one message; those about whom nothing is decided first
DECISIONS = (responses.CHOSEN, responses.WAITING, responses.NOT_THIS_TIME)


def show(scene: Scene) -> dict[str, Any]:
    """Send what each of those interested wrote, in the order of the rota with the reason for it; the `labels` of their
    buttons by answer and what is decided about each (`decided`), how many `places` there are and how many are `taken`;
    and how many are still to be `told`. Of what does not take place nothing is shown but its `state`.

    It is sent and not handed back: what an action returns is kept, and would outlive the people in it.
    """
    one = about(scene)
    if one is None or one.state not in DECIDABLE:
        nothing = {"places": 0, "taken": 0, "open": 0, "told": 0}
        return {"state": one.state if one else "gone", "title": "", "labels": {}, "decided": {}, **nothing}
    wishes = wishes_of(scene, one)
    if wishes:
        lines = "\n\n".join(line_of(scene, number, each) for number, each in enumerate(wishes, 1))
        for payload in payloads(scene.voice.says(STORY, "list", {"title": one.title, "lines": lines}), None):
            scene.post(payload, fleeting=True)
        audit.note(scene.tx, scene.now, actor=scene.person.id, action="answers_read", about=one.id)
        looking.note_wishes(scene, wishes)
    said = [each.response for each in wishes]
    first = sorted(said, key=lambda each: each.decision is not None)[:AT_ONCE]
    return {
        "state": "",
        "title": one.title,
        "labels": {each.response.id: each.name for each in wishes if each.response in first},
        "decided": {each.id: each.decision or "" for each in first},
        "places": one.places or 0,
        "taken": taken(said),
        "open": sum(each.decision is None for each in said),
        "told": sum(each.decision is not None and each.told_at is None for each in said),
    }


def decide(
    scene: Scene, *, response_id: str, decision: str, reason: str = "", thanks: str = "", shown: str | None = None
) -> str:
    """Note what was decided; 'over' when it does not take place any more, 'gone' when they have taken their interest
    back or are gone, 'meanwhile' when something else was decided since the list with what was decided then was `shown`,
    if that is said; else ''."""
    if not is_decidable(scene):
        return "over"
    each = responses.by_id(scene.tx, response_id)
    if each is None or each.said != responses.INTERESTED:
        return "gone"
    if shown is not None and (each.decision or "") not in (shown, decision):
        return "meanwhile"
    if each.decision == decision and each.accepted != "no":
        return ""  # as it stands: what they said to it stands as well
    reasons = scene.voice.labels(STORY, "reason", (reason,)) if reason else {}
    words = reasons.get(reason, reason)
    nudges.withdraw_about(scene.tx, scene.now, each.id, "decided_anew", "outcome")
    responses.decide(scene.tx, scene.now, each.id, decision, scene.person.id, reason=words, thanks=thanks)
    audit.note(scene.tx, scene.now, actor=scene.person.id, action="response_decided", about=each.id, detail=decision)
    return ""


def go_on_to_telling(scene: Scene) -> None:
    """Go on to telling everybody about whom was decided."""
    known = scene.about
    scene.afterwards = lambda play: play.begin("tell_outcomes", about=known)


def to_tell(scene: Scene) -> dict[str, int]:
    """How many would be told which decision now, how many are `hearing` theirs in their hours, how many are
    `undecided`, how many more have a place than there are places (`over`), and 1 where others can still answer
    (`open`). Of what does not take place nobody is told anything so."""
    one = about(scene) if is_decidable(scene) else None
    said = [each for each in responses.to(scene.tx, one.id) if each.said == responses.INTERESTED] if one else []
    hearing = offered.about_to_hear(scene.tx, one.id) if one else set()
    new = [each for each in said if each.told_at is None and each.id not in hearing]
    counted = {decision: sum(each.decision == decision for each in new) for decision in DECISIONS}
    over = max(taken(said) - (one.places or 0), 0) if one else 0
    undecided = sum(each.decision is None for each in said)
    still_open = int(one is not None and one.state == "open")
    return {**counted, "hearing": len(hearing), "undecided": undecided, "over": over, "open": still_open}


def is_as_counted(scene: Scene, *, counted: dict[str, int]) -> bool:
    """Whether as many would be told the same now."""
    now = to_tell(scene)
    return all(now[one] == counted[one] for one in (*DECISIONS, "over"))


def tell(scene: Scene) -> dict[str, int]:
    """Mean to tell everybody about whom was decided, in their hours: how many are `told`, and how many of them keep
    `quiet` just now and hear it when they come back. It is over when nobody can answer any more and everybody knows.
    """
    one = about(scene)
    if one is None or one.state not in DECIDABLE:
        return {"told": 0, "quiet": 0}
    hearing = offered.about_to_hear(scene.tx, one.id)
    untold = [each for each in responses.to(scene.tx, one.id) if each.decision is not None and each.told_at is None]
    waiting = [each for each in untold if each.id not in hearing]
    for each in waiting:
        planning.note(scene.tx, scene.now, each.person_id, "outcome", each.id, useful_for=planning.USEFUL_FOR * 4)
    if one.state == "closed" and to_tell(scene)["undecided"] == 0:
        opportunities.ended(scene.tx, scene.now, one.id, "decided")
    audit.note(
        scene.tx, scene.now, actor=scene.person.id, action="outcomes_told", about=one.id, detail=str(len(waiting))
    )
    known = [people.by_id(scene.tx, each.person_id) for each in waiting]
    quiet = sum(each is not None and each.paused_at is not None for each in known)
    return {"told": len(waiting), "quiet": quiet}


def outcome(scene: Scene) -> dict[str, Any]:
    """The `decision` on the answer that the conversation is about, told by this ('' when there is nothing to tell), and
    what it is `about`."""
    known = scene.about
    each = responses.by_id(scene.tx, known) if known else None
    one = opportunities.by_id(scene.tx, each.opportunity_id) if each else None
    if each is None or one is None or each.decision is None or each.person_id != scene.person.id:
        return {"decision": "", "about": {}}
    responses.told(scene.tx, scene.now, each.id)
    thanks = scene.voice.says("opportunity_outcome", "thanks_for", {"thanks": each.thanks}) if each.thanks else ""
    told = {name: shown(scene.texts, scene.voice, one, name) for name in ("title", "happens", "place", "ask_whom")}
    return {
        "decision": each.decision,
        "about": {**told, "reason": each.reason, "thanks": f"\n\n{thanks}" if thanks else ""},
    }


def answer_place(scene: Scene, *, answer: str) -> dict[str, str]:
    """Their own yes or no to the place, unless that was taken back. A no tells the coordinator who comes next; nobody
    moves up by itself."""
    known = scene.about
    each = responses.by_id(scene.tx, known) if known else None
    one = opportunities.by_id(scene.tx, each.opportunity_id) if each else None
    if each is None or one is None or each.person_id != scene.person.id or one.state == "cancelled":
        return {"state": "gone", "title": one.title if one else ""}
    if each.decision is None:
        return {"state": "taken_back", "title": one.title}
    if each.accepted == answer:
        return {"state": "same", "title": one.title}
    if answer == "yes" and each.accepted == "no" and _taken_besides(scene, one, each) >= (one.places or 0):
        return {"state": "taken", "title": one.title}
    if not responses.accept(scene.tx, scene.now, each.id, answer):
        return {"state": "gone", "title": one.title}
    if answer == "no":
        free(scene, one)
    elif each.accepted == "no":
        notices.note(scene.tx, scene.now, "place_taken_after_all", each.id)
    return {"state": "", "title": one.title}


def _taken_besides(scene: Scene, one: Opportunity, mine: Response) -> int:
    """How many places others have or are offered."""
    return taken(each for each in responses.to(scene.tx, one.id) if each.id != mine.id)


def free(scene: Scene, one: Opportunity) -> None:
    """Whoever looks after it hears that a place is free."""
    for person_id in team.who_looks_after(scene.tx, one.made_by):
        planning.note(scene.tx, scene.now, person_id, "place_free", one.id)


def place_free(scene: Scene) -> dict[str, str]:
    """The opportunity that has a place free: its `title`, and who is `next` on the waiting list ('' for nobody)."""
    one = about(scene)
    if one is None:
        return {"title": "", "next": ""}
    listed = interested_in_order(scene, one)
    waiting = [each for _, each in listed if each.decision == responses.WAITING]
    if taken(each for _, each in listed) >= (one.places or 0) or one.state == "cancelled":
        return {"title": "", "next": ""}
    return {"title": one.title, "next": naming.called(scene, waiting[0].person_id) if waiting else ""}


def silent(scene: Scene) -> dict[str, str]:
    """Who was offered a place and has said neither yes nor no, by `names`, and the `title`; '' when nobody."""
    one = about(scene)
    said = responses.to(scene.tx, one.id) if one and one.state != "cancelled" else []
    open_still = [each for each in said if each.decision == responses.CHOSEN and each.told_at and not each.accepted]
    names = ", ".join(naming.called(scene, each.person_id) for each in open_still)
    return {"names": names, "title": one.title if one else ""}
