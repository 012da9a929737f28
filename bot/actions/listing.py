"""Sessions as somebody looks through them: those that come and those that just were, and one of them in full."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.actions.naming import called, session_of, when, with_whom
from bot.chat.scene import Scene
from storage import directory, effects, groups, pairings, people, sessions
from storage.conversations import Conversation
from storage.sessions import Session
from storage.values import moment

AT_ONCE = 10  # sessions shown in one go
JUST_BEFORE = timedelta(days=7)  # so long a session that nobody told us about is still listed
AHEAD = timedelta(days=366)
TEAM = "coordinator"


def coming(scene: Scene) -> dict[str, Any]:
    """The sessions to choose from: their `ids`, the `labels` of their buttons, and `lines` that say each in full."""
    since, until = scene.now - JUST_BEFORE, scene.now + AHEAD
    if is_team(scene):
        found = sessions.planned_between(scene.tx, since, until)
    else:
        theirs = sessions.of_person(scene.tx, scene.person.id, since, until)
        found = [one for one in theirs if one.state == "planned"]
    shown = found[:AT_ONCE]
    places = {one.id: str(place) for place, one in enumerate(shown, start=1)}
    return {
        "ids": list(places),
        "labels": {one.id: f"{places[one.id]}: {_shortly(scene, moment(one.starts_at))}" for one in shown},
        "lines": "\n".join(
            f"{places[one.id]}: {when(scene, moment(one.starts_at))}, {who_meets(scene, one)}" for one in shown
        ),
        "more": len(found) - len(shown),
    }


def details(scene: Scene) -> dict[str, Any]:
    """The session that the conversation is about: `when`, with `who`, its `lines`, and how it `stands`.

    That is coming, today, over, held, missed, cancelled, and to the team team_coming and so on; '' when there is none
    that this person may see. `later`: how many of its series come after it.
    """
    session = session_of(scene)
    if session is None or not (is_team(scene) or scene.person.id in sessions.attendees(scene.tx, session)):
        return {"when": "", "who": "", "lines": "", "stands": "", "later": 0}
    series = sessions.of_series(scene.tx, session.series_id) if session.series_id else []
    later = [one for one in series if one.starts_at > session.starts_at and one.state == "planned"]
    return {
        "when": when(scene, moment(session.starts_at)),
        "who": who_meets(scene, session),
        "lines": lines_of(scene, session),
        "stands": f"team_{_stands(scene, session)}" if is_team(scene) else _stands(scene, session),
        "later": len(later),
    }


def is_as_shown(scene: Scene, *, at: str, lines: str = "") -> bool:
    """Whether the session that the conversation is about is still `at` the time at which it was shown, and with `lines`
    the same in all else; one that is called off says so itself."""
    session = session_of(scene)
    if session is None or session.state != "planned":
        return True
    return when(scene, moment(session.starts_at)) == at and lines in ("", lines_of(scene, session))


def stands_as_shown(scene: Scene, talk: Conversation) -> bool:
    """Whether the session that a talk asks about is still planned, and at the time at which it was `shown` there."""
    session = sessions.by_id(scene.tx, talk.about or "")
    if session is None or session.state != "planned" or is_over(scene, session):
        return False
    shown = effects.done_in(scene.tx, talk.id).get("shown")
    return shown is None or shown[1]["when"] == when(scene, moment(session.starts_at))


def lines_of(scene: Scene, session: Session, among: Sequence[Session] = ()) -> str:
    """With whom, where and how long, a line each; nothing is said of what nobody has said, or what is not the same for
    all sessions `among` which it stands."""
    where, long = _alike(among)
    label, says = scene.voice.label, scene.voice.says
    told = {
        "session_with": who_meets(scene, session),
        "session_where": session.place if where else "",
        "session_long": says("shared", "session_minutes", {"minutes": session.minutes}) if long else "",
    }
    return "\n".join(f"{label(key)}: {value}" for key, value in told.items() if value)


def who_meets(scene: Scene, session: Session) -> str:
    """The other one's name to those who come, both names to the team; a group by its name."""
    pairing = pairings.by_id(scene.tx, session.pairing_id) if session.pairing_id else None
    if pairing is None or pairing.side_of(scene.person.id) is not None:
        return with_whom(scene, session)
    return both(scene, pairing.partner_id, pairing.leader_id)


def who_meet(scene: Scene, listed: Sequence[Session]) -> dict[str, str]:
    """The same of many sessions at once, by their ids."""
    pairs = directory.pairs(scene.tx, {one.pairing_id for one in listed if one.pairing_id})
    found = {}
    for one in listed:
        pair = pairs.get(one.pairing_id or "")
        apart = pair is not None and scene.person.id not in (pair.partner_id, pair.leader_id)
        found[one.id] = both_names(scene, pair.partner, pair.leader) if pair and apart else who_meets(scene, one)
    return found


def both(scene: Scene, partner_id: str, leader_id: str) -> str:
    """ "Ana and Ben"."""
    return both_names(scene, called(scene, partner_id), called(scene, leader_id))


def both_names(scene: Scene, partner: str, leader: str) -> str:
    """The same of what they are called."""
    somebody = scene.voice.label("somebody")
    return scene.voice.says("shared", "both_names", {"partner": partner or somebody, "leader": leader or somebody})


def whose_name(scene: Scene, whose: str) -> str:
    """The same for the id of a pairing or of a group."""
    pairing = pairings.by_id(scene.tx, whose)
    if pairing is not None and pairing.side_of(scene.person.id) is not None:
        return called(scene, pairing.counterpart_of(scene.person.id))
    if pairing is not None:
        return both(scene, pairing.partner_id, pairing.leader_id)
    group = groups.by_id(scene.tx, whose)
    return group.name if group else scene.voice.label("somebody")


def begin(scene: Scene, *, story: str, about: str | None = None) -> None:
    """Once this conversation is over, another one begins, about the same unless said otherwise."""
    of_this = scene.conversation.about if scene.conversation else None
    scene.afterwards = lambda play: play.begin(story, about=about or of_this)


def is_team(scene: Scene) -> bool:
    """Whether somebody arranges sessions for others."""
    return TEAM in people.roles_of(scene.tx, scene.person.id)


def is_over(scene: Scene, session: Session) -> bool:
    """Whether its time is over, whatever became of it."""
    return moment(session.starts_at) + timedelta(minutes=session.minutes) <= scene.now


def in_lines(scene: Scene, listed: Sequence[Session]) -> str:
    """When each of them is, a line each, and beside it where and how long, as far as that is not the same for all."""
    where, long = _alike(listed)
    lines = []
    for one in listed:
        minutes = "" if long else scene.voice.says("shared", "session_minutes", {"minutes": one.minutes})
        told = (when(scene, moment(one.starts_at)), "" if where else one.place, minutes)
        lines.append(scene.voice.words.comma.join(part for part in told if part))
    return "\n".join(lines)


def _alike(listed: Sequence[Session]) -> tuple[bool, bool]:
    """Whether all of them are in one place, and whether all are equally long."""
    return len({one.place for one in listed}) <= 1, len({one.minutes for one in listed}) <= 1


def is_coming(scene: Scene, session: Session) -> bool:
    """Whether it is planned for another day that is still to come."""
    here = moment(session.starts_at).astimezone(ZoneInfo(scene.person.timezone))
    return session.state == "planned" and here.date() > scene.today


def _stands(scene: Scene, session: Session) -> str:
    if session.state != "planned":
        return session.state
    if is_over(scene, session):
        return "over"
    return "coming" if is_coming(scene, session) else "today"


def _shortly(scene: Scene, at: datetime) -> str:
    """ "Tue 10 March, 14:00", for a button."""
    here, words = at.astimezone(ZoneInfo(scene.person.timezone)), scene.voice.words
    return f"{words.days[here.weekday()][:3]} {here.day} {words.months[here.month - 1]}, {here:%H:%M}"
