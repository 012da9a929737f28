"""What changes in the team: whoever it is about hears of it on their phone, and whoever has to know or to agree."""

from __future__ import annotations

from bot.actions.alerting import ALERT
from bot.actions.naming import called
from bot.chat.scene import Scene
from storage import audit, people, quotations, text_versions

STORY, CAME_BACK, NOT_THEM, REPORT_GONE = "team_change", "words_back", "not_them", "report_gone"
PLACE_GONE = "quotation_place_gone"  # as the log has it of a sentence whose report was deleted


def tell(scene: Scene, person_id: str, what: str, role: str = "") -> None:
    """Begin with somebody what tells them of it: `what` is a key of the story, `role` what or whom it is about."""
    somebody = people.by_id(scene.tx, person_id)
    if somebody is not None and somebody.telegram_id is not None and scene.playing is not None:
        scene.playing.begin_with(somebody, STORY, about=f"{what} {role}".strip(), reason=ALERT)


def told(scene: Scene) -> dict[str, str]:
    """`what` there is to tell, and of which `role`, `who` or `why`, in words."""
    what, _, role = ((scene.conversation and scene.conversation.about) or "").partition(" ")
    if what == CAME_BACK:
        version = text_versions.by_id(scene.tx, role)
        return {"what": what, "role": "", "who": "", "why": version.why if version else ""}
    if what == REPORT_GONE:
        one, gone = quotations.by_id(scene.tx, role), audit.about(scene.tx, role, PLACE_GONE, limit=1)
        place = one.place.partition(quotations.READ_BY)[0] if one else ""
        return {"what": what, "role": place, "who": called(scene, gone[0].actor if gone else ""), "why": ""}
    if what == NOT_THEM:
        return {"what": what, "role": "", "who": called(scene, role), "why": ""}
    named = scene.voice.labels("people", "card", (role,))[role] if role else ""
    return {"what": what, "role": named, "who": "", "why": ""}
