"""What changes in the team: whoever it is about hears of it on their phone, and whoever has to know or to agree."""

from __future__ import annotations

from bot.actions.alerting import ALERT
from bot.chat.scene import Scene
from storage import people

STORY = "team_change"


def tell(scene: Scene, person_id: str, what: str, role: str = "") -> None:
    """Begin with somebody what tells them of it: `what` is a key of the story, `role` what it is about."""
    somebody = people.by_id(scene.tx, person_id)
    if somebody is not None and somebody.telegram_id is not None and scene.playing is not None:
        scene.playing.begin_with(somebody, STORY, about=f"{what} {role}".strip(), reason=ALERT)


def told(scene: Scene) -> dict[str, str]:
    """`what` there is to tell, and of which `role`, in words."""
    what, _, role = ((scene.conversation and scene.conversation.about) or "").partition(" ")
    return {"what": what, "role": scene.voice.labels("people", "card", (role,))[role] if role else ""}
