"""How an alert about a concern is worded for whoever gets it: by number, and without a word of what it is about."""

from __future__ import annotations

from datetime import datetime

from bot.actions import owing, rota
from bot.actions.alerting import STORY
from bot.actions.finding import number_of
from bot.actions.naming import called, when
from bot.chat.scene import Scene
from storage import alerts, concern_history, concerns, people
from storage.concerns import Concern
from storage.values import instant, moment

# How somebody is told, by rung: the one on duty, who stands in, the team, and those who may not look but can call.
HOW = ("new", "waits", "waits", "nobody_answers")
WROTE = "wrote"  # and in a round that began because the person asked or wrote again
# And where somebody is on it, and has not answered since the person asked or wrote again.
YOURS, AGAIN = "yours_again", {"new": "again", "waits": "again", "nobody_answers": "nobody_answers_again"}
# And where they are late with it.
LATE_NOBODY, LATE_YOURS, LATE = (
    "late_nobody",
    "late_yours",
    {"new": "late", "waits": "late", "nobody_answers": "nobody_answers_late"},
)


def how_told(scene: Scene) -> dict[str, str]:
    """How the alert is worded for whoever gets it, the number of the person whom it is about, who is on it, by when an
    answer was due, if it is late, and then in words that the person has come `again`, and who was `told` before."""
    concern = concerns.by_id(scene.tx, (scene.conversation.about if scene.conversation else None) or "")
    if concern is None:
        return {"how": "new", "number": "", "name": "", "when": ""}
    rung, round_at = alerts.last_told(scene.tx, concern.id, scene.person.id)
    person = people.by_id(scene.tx, concern.person_id)
    how, number = HOW[rung], number_of(person.number) if person else ""
    mine, told = concern.owner_id == scene.person.id, {"number": number, "name": called(scene, concern.owner_id or "")}
    came = owing.came_last(scene.tx, concern)
    wrote = came is not None and round_at == instant(came) and how != HOW[-1]
    if (late_by := _late_by(scene, concern)) is not None:
        told |= {"when": when(scene, late_by), "again": _again(scene, concern), "told": _told(scene, concern, round_at)}
        if concern.owner_id is None:
            return {**told, "how": how if how == HOW[-1] else LATE_NOBODY, "name": ""}
        return {**told, "how": LATE_YOURS if mine else LATE[how]}
    if not concern.asked_since or concern.owner_id is None:
        return {"how": WROTE if wrote else how, "number": number, "name": "", "when": ""}
    return {"how": YOURS if mine else AGAIN[how], **told, "when": ""}


def _again(scene: Scene, concern: Concern) -> str:
    """In words, that they have asked or written after they had asked first, and have not heard from anybody since; ''
    when that is not so."""
    came = owing.came_last(scene.tx, concern)
    heard = max(concern_history.heard(scene.tx, concern.id), default="")
    return scene.voice.says(STORY, "late_again", {}) if came is not None and instant(came) > heard else ""


def _told(scene: Scene, concern: Concern, round_at: str) -> str:
    """In words, who heard in the steps of this round before this one, and since when; '' on its first."""
    steps = alerts.of_round(scene.tx, concern.id, moment(round_at)) if round_at else []
    before = [one for one in steps if one.at < scene.now]
    if not before:
        return ""
    names = dict.fromkeys(called(scene, one.person_id) for one in before)
    values = {"when": when(scene, before[0].at), "names": scene.voice.words.comma.join(names)}
    return scene.voice.says(STORY, "late_told", values)


def _late_by(scene: Scene, concern: Concern) -> datetime | None:
    """By when somebody should have answered, if that has passed."""
    if concern.waiting_since is not None:
        late = owing.missed_last(scene.tx, scene.now, concern)
    else:
        late = owing.late(scene.tx, scene.now, concern)
    return None if late is None else owing.owing(scene.tx, concern, rota.duties(scene.tx)).due
