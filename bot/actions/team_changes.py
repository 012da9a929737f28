"""What changes in the team: whoever it is about hears of it on their phone, and whoever has to know or to agree."""

from __future__ import annotations

from bot.actions.alerting import ALERT
from bot.chat.scene import Scene
from storage import people, text_versions

STORY, CAME_BACK = "team_change", "words_back"


def tell(scene: Scene, person_id: str, what: str, role: str = "") -> None:
    """Begin with somebody what tells them of it: `what` is a key of the story, `role` what it is about."""
    somebody = people.by_id(scene.tx, person_id)
    if somebody is not None and somebody.telegram_id is not None and scene.playing is not None:
        scene.playing.begin_with(somebody, STORY, about=f"{what} {role}".strip(), reason=ALERT)


def told(scene: Scene) -> dict[str, str]:
    """`what` there is to tell, and of which `role`, or `why`, in words."""
    what, _, role = ((scene.conversation and scene.conversation.about) or "").partition(" ")
    if what == CAME_BACK:
        version = text_versions.by_id(scene.tx, role)
        return {"what": what, "role": "", "why": version.why if version else ""}
    return {"what": what, "role": scene.voice.labels("people", "card", (role,))[role] if role else "", "why": ""}
