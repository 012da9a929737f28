"""Who does not hear from us that a session changed, or could. Why is theirs: whoever changes it learns that the team
tells them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from bot.actions import reaching
from bot.actions.naming import called, session_of
from bot.chat.scene import Scene
from bot.rules.kinds import KINDS
from bot.rules.nudging import keeps_back
from storage import notices, nudges, people, sessions
from storage.nudges import Nudge
from storage.sessions import Session
from storage.web_chats import is_web

CHANGED, NOTICES = "session_changed", ("session_not_told", "session_change_not_told")
ASKED, NOT_ASKED = "proposal", "session_time_not_asked"
SOON = timedelta(days=1)  # a note about it is due long before


def ask_the_team(scene: Scene, session_id: str) -> None:
    """The coordinators are asked to tell whoever we may not, as it stands now. They have the link to pass on to whoever
    has no Telegram anyway."""
    session = sessions.by_id(scene.tx, session_id)
    if session is None or not is_for_the_team(scene, session_id):
        return
    if session.state == "planned":
        notices.note(scene.tx, scene.now, "session_change_not_told", session_id)
        return
    notices.withdraw(scene.tx, "session_change_not_told", session_id)
    notices.note(scene.tx, scene.now, "session_not_told", session_id)


def is_for_the_team(scene: Scene, session_id: str) -> bool:
    """Whether somebody has still to hear what became of it, and does not from us as they stand."""
    return any(_kept_from(scene, one.person_id) for one in _meant(scene, session_id))


def ask_the_team_of(scene: Scene, held: Iterable[Session]) -> None:
    """The same of sessions that do not take place, as what they belong to is over."""
    for one in held:
        if one.state == "cancelled":
            ask_the_team(scene, one.id)


def ask_the_team_to_ask(scene: Scene, session_id: str) -> None:
    """The team learns that another time is wanted for a session: to ask whoever decides it, where we may ask none of
    them."""
    meant = _meant(scene, session_id, ASKED)
    if meant and all(_kept_from(scene, one.person_id, ASKED) for one in meant):
        notices.note(scene.tx, scene.now, "session_time_not_asked", session_id)
    else:
        notices.note(scene.tx, scene.now, "session_time_proposed", session_id)


def of_session(scene: Scene) -> dict[str, Any]:
    """The `names` of those who hear of it by the team, in one line, or '', and whether there are `others`, who hear it
    from us."""
    session = session_of(scene)
    return _who_hears(scene, session.id if session is not None else "", CHANGED)


def of_ending(scene: Scene, *, kind: str) -> dict[str, Any]:
    """The same of those who were in what the conversation is about, and which is over, by this kind of note."""
    about = scene.conversation.about if scene.conversation else None
    return _who_hears(scene, about or "", kind)


def of_another_time(scene: Scene) -> str:
    """The names of those whom the team asks for another time, in one line; '' where we ask somebody who decides."""
    session = session_of(scene)
    hears = _who_hears(scene, session.id if session is not None else "", ASKED)
    return "" if hears["others"] else str(hears["names"])


def _who_hears(scene: Scene, about: str, kind: str) -> dict[str, Any]:
    names, others = [], False
    for one in _meant(scene, about, kind):
        person = people.by_id(scene.tx, one.person_id)
        by_link = person is not None and person.telegram_id is not None and is_web(person.telegram_id)
        by_team = by_link or _kept_from(scene, one.person_id, kind)
        names += [called(scene, one.person_id)] if by_team else []
        others = others or not by_team
    return {"names": scene.voice.words.comma.join(names), "others": others}


def _meant(scene: Scene, about: str, kind: str = CHANGED) -> list[Nudge]:
    """The notes that are to tell of it, one for each who has heard of it at all, or that ask those who decide."""
    return [one for one in nudges.waiting(scene.tx, kind, scene.now + SOON) if one.about == about]


def _kept_from(scene: Scene, person_id: str, kind: str = CHANGED) -> bool:
    person = people.by_id(scene.tx, person_id)
    if person is None:
        return False
    return keeps_back(KINDS[kind], reaching.standing_of(scene.tx, scene.now, person).barred)
