"""Sessions and people as somebody reads of them: in their language, their time zone, and by the names people chose."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.cleaning import for_others
from bot.chat.days import moment_in_words
from bot.chat.scene import Scene
from storage import groups, pairings, people, sessions
from storage.sessions import Session
from storage.values import moment


def session_of(scene: Scene) -> Session | None:
    """The session that the conversation is about."""
    about = scene.conversation.about if scene.conversation else None
    return sessions.by_id(scene.tx, about) if about else None


def when(scene: Scene, at: datetime) -> str:
    """Such as "Tuesday 3 March 2026, 14:00", where the person lives."""
    local = at.astimezone(ZoneInfo(scene.person.timezone))
    return moment_in_words(local, scene.voice.words)


def called(scene: Scene, person_id: str) -> str:
    """What somebody likes to be called, or how we speak of somebody whose name we do not have."""
    person = people.by_id(scene.tx, person_id)
    return for_others(person.name if person else "") or scene.voice.label("somebody")


def with_whom(scene: Scene, session: Session) -> str:
    """With whom the person meets: their counterpart's name, or the group's."""
    if session.pairing_id is None:
        group = groups.by_id(scene.tx, session.group_id or "")
        return group.name if group else scene.voice.label("somebody")
    pairing = pairings.by_id(scene.tx, session.pairing_id)
    if pairing is None or pairing.side_of(scene.person.id) is None:
        return scene.voice.label("somebody")
    return called(scene, pairing.counterpart_of(scene.person.id))


def session_in_words(scene: Scene) -> dict[str, str]:
    """The session the conversation is about: `when`, `who` it is with, `where` ('' when nobody said), its `state`
    ('' when there is no such session any more), and as what the person comes (`kind`: pairing or group)."""
    session = session_of(scene)
    if session is None:
        return {"when": "", "who": "", "where": "", "state": "", "kind": ""}
    return {
        "when": when(scene, moment(session.starts_at)),
        "who": with_whom(scene, session),
        "where": session.place,
        "state": session.state,
        "kind": "pairing" if session.pairing_id else "group",
    }
