"""What was offered to somebody, what they said to it, and what became of it."""

from __future__ import annotations

from typing import Any

from bot.chat.scene import Scene
from bot.rules.offers import takes_answers
from storage import offered, opportunities, people, responses
from storage.opportunities import Opportunity
from storage.responses import Response

STORY = "my_opportunities"
LAST = 10


def looks_after_them(scene: Scene) -> bool:
    """Whether this person looks after opportunities; for anybody else it goes on to what was offered to them."""
    if "coordinator" in people.roles_of(scene.tx, scene.person.id):
        return True
    scene.afterwards = lambda play: play.begin(STORY)
    return False


def show(scene: Scene) -> dict[str, Any]:
    """The last few as `lines` ('' when nothing came), and the `labels` of those that can be looked at again."""
    came = offered.came_to(scene.tx, scene.person.id, LAST)
    found = [opportunities.by_id(scene.tx, one) for one in came]
    known = [one for one in found if one is not None and (one.state != "draft" or came[one.id])]
    lines = "\n\n".join(_line(scene, one, taken_back=came[one.id]) for one in known)
    open_still = [
        one for one in known if not came[one.id] and takes_answers(one.state, one.closes_on, one.timezone, scene.now)
    ]
    return {"lines": lines, "labels": {one.id: one.title for one in open_still}}


def look_again(scene: Scene, *, opportunity_id: str) -> None:
    """Go on to this one, with its buttons."""
    scene.afterwards = lambda play: play.begin("opportunity_again", about=opportunity_id)


def _line(scene: Scene, one: Opportunity, *, taken_back: bool) -> str:
    was_taken_back = taken_back and one.state != "cancelled"
    state = "taken_back" if was_taken_back else _state(responses.of(scene.tx, one.id, scene.person.id), one, scene)
    said = scene.voice.labels(STORY, "stands", (state,))[state]
    return scene.voice.says(STORY, "in_a_line", {"title": one.title, "said": said})


def _state(mine: Response | None, one: Opportunity, scene: Scene) -> str:
    if one.state == "cancelled":
        return "called_off"
    if mine is None or mine.said != responses.INTERESTED:
        open_still = takes_answers(one.state, one.closes_on, one.timezone, scene.now)
        return mine.said if mine else "not_answered" if open_still else "over"
    if mine.accepted is not None:
        return "accepted_yes" if mine.accepted == "yes" else "accepted_no"
    return mine.decision if mine.decision and mine.told_at else "interested_waits"
