"""A second person has to agree to what goes to many: what they see, their yes or no, and telling the maker."""

from __future__ import annotations

from typing import Any

from bot.actions import audience_look, broadcasting, planning
from bot.actions.broadcasting import ASKING, who_else
from bot.chat.scene import Scene
from storage import audit, broadcasts, conversations, nudges, people
from storage.broadcasts import Broadcast

TELLING = "second_said"


def asked(scene: Scene) -> dict[str, Any]:
    """Who asks somebody to agree, and to how many `people`; `state` is "asked", or "settled" when nobody asks them."""
    one = _about(scene)
    if one is None or one.state != "agreeing" or one.confirmed_by == scene.person.id:
        return {"state": "settled", "who": "", "people": 0}
    maker = people.by_id(scene.tx, one.confirmed_by or "")
    return {"state": "asked", "who": maker.name if maker else scene.voice.label("somebody"), "people": one.people}


def shown(scene: Scene) -> dict[str, Any]:
    """Send them what the maker saw: whom it goes to, who is left out, and the message; how many `people` it is now,
    and a mark of what was `seen`."""
    one, state = _about(scene), asked(scene)["state"]
    if one is None or state != "asked":
        return {"state": state, "people": 0, "seen": ""}
    looked = audience_look.show(scene, one)
    return {"state": state, "people": looked["people"], "seen": looked["seen"]}


def agree(scene: Scene, *, number: int, seen: str = "") -> dict[str, Any]:
    """The second person says yes to so many people: `how` it went ("agreed", "other_number", "settled", "changed" where
    it has another mark now than what was `seen`, if that is said, or why it cannot be sent now), and how many `people`
    there are."""
    one = _about(scene)
    if one is None:
        return {"how": "settled", "people": 0}
    if seen and one.state == "agreeing" and audience_look.mark_of(scene, one) != seen:
        return {"how": "changed", "people": 0}
    done = broadcasting.confirm(scene.tx, scene.now, one.id, by=scene.person.id, number=number, second=True)
    if done.refused:
        return {"how": "settled" if done.refused in ("already", "same_person") else done.refused, "people": done.people}
    _settled(scene, one)
    return {"how": "agreed", "people": done.people}


def disagree(scene: Scene, *, why: str) -> bool:
    """They say no, and why: it is a draft again. False when it was settled already."""
    one = _about(scene)
    if one is None or one.confirmed_by == scene.person.id:
        return False
    if not broadcasts.disagree(scene.tx, scene.now, one.id, by=scene.person.id, why=why):
        return False
    audit.note(scene.tx, scene.now, actor=scene.person.id, action="broadcast_not_agreed", about=one.id)
    _settled(scene, one)
    return True


def _settled(scene: Scene, one: Broadcast) -> None:
    """Nobody else is asked, and whoever put it together hears what was said."""
    _withdraw(scene, one)
    if one.confirmed_by:
        planning.note(scene.tx, scene.now, one.confirmed_by, TELLING, one.id)


def _withdraw(scene: Scene, one: Broadcast) -> None:
    nudges.withdraw_about(scene.tx, scene.now, one.id, "settled", ASKING)
    for person_id in who_else(scene.tx, scene.person.id):
        conversations.abandon(scene.tx, scene.now, person_id, ASKING, one.id)


def take_back(scene: Scene, opportunity_id: str) -> bool:
    """Whoever changes what a second person is looking at takes the question back; whether there was one."""
    return any([ask_no_more(scene, one) for one in broadcasts.of_opportunity(scene.tx, opportunity_id)])


def ask_no_more(scene: Scene, one: Broadcast) -> bool:
    """Take the question about this sending back: it is a draft again. False when nobody is asked."""
    if one.state != "agreeing" or not broadcasts.disagree(scene.tx, scene.now, one.id, by=None):
        return False
    _withdraw(scene, one)
    return True


def said(scene: Scene) -> dict[str, Any]:
    """What the second person said of it: `how` ("yes", "no"; '' when that is not so any more), `who`, and `why` not."""
    one = _about(scene)
    who = people.by_id(scene.tx, one.second_by) if one is not None and one.second_by else None
    if one is None or who is None:
        return {"how": "", "who": "", "why": ""}
    return {"how": "no" if one.state == "draft" else "yes", "who": who.name, "why": one.second_why}


def _about(scene: Scene) -> Broadcast | None:
    return broadcasts.by_id(scene.tx, scene.about) if scene.about else None
