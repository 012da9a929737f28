"""What is written to those who come to a session: that it is near, that it was planned, and that it has changed.

The first words are for a locked screen: no name stands in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.actions import planning, talking, without_a_yes
from bot.actions.listing import in_lines, lines_of
from bot.actions.naming import called, session_of, when
from bot.chat.cleaning import for_others
from bot.chat.scene import Scene
from storage import directory, nudges_made, pairings, profiles, sessions
from storage.sessions import Session
from storage.values import moment


def reminder(scene: Scene) -> dict[str, str]:
    """When the session is, its `lines`, and for the leader what their partner asked us to `tell` them; an empty `when`
    for one that is not planned any more."""
    session = session_of(scene)
    if session is None or session.state != "planned":
        return {"when": "", "lines": "", "tell": "", "part": ""}
    return {
        "when": when(scene, moment(session.starts_at)),
        "lines": _lines(scene, session),
        "tell": _asked_to_tell(scene, session),
        "part": planning.part_of(scene.tx, session, scene.person.id),
    }


def _lines(scene: Scene, session: Session, among: Sequence[Session] = ()) -> str:
    """What there is to know of it; also that nobody has said yes to it yet, for whoever guides a group hears of it
    before anybody has, or that nobody else comes: they would set out for nobody."""
    lines, nobody_yet = lines_of(scene, session, among), without_a_yes.in_words(scene, session)
    if nobody_yet:
        return f"{lines}\n{nobody_yet}" if lines else nobody_yet
    if session.state == "planned" and set(sessions.attendees(scene.tx, session)) == {scene.person.id}:
        lines += "\n\n" + scene.voice.says("shared", "nobody_but_you", {})
    return lines


def _asked_to_tell(scene: Scene, session: Session) -> str:
    """What the partner let us tell the leader: needs, and what would make this session easier in their own words."""
    pairing = pairings.by_id(scene.tx, session.pairing_id) if session.pairing_id else None
    if pairing is None or pairing.leader_id != scene.person.id:
        return ""
    needs = directory.needs_told_to_leader(scene.tx, pairing.partner_id)
    labels = scene.voice.labels("shared", "access_needs", needs)
    eased = talking.eased_by(scene.tx, session, pairing.partner_id)
    told = [scene.voice.words.comma.join(labels.values()), f"“{eased}”" if eased else ""]
    what = for_others("\n".join(one for one in told if one))
    values = {"who": called(scene, pairing.partner_id), "what": what}
    return scene.voice.says("session_reminder", "asked_to_tell", values) + "\n\n" if any(told) else ""


def planned(scene: Scene) -> dict[str, Any]:
    """Of a session or a series that is new to them: `when` the first is, its `lines`, and all `dates` where there are
    several. An empty `when` when there is nothing to tell."""
    session = session_of(scene)
    series = sessions.of_series(scene.tx, session.series_id) if session is not None and session.series_id else [session]
    listed = [one for one in series if one is not None and one.state == "planned" and _is_told(scene, one)]
    if not listed:
        return {"when": "", "lines": "", "dates": ""}
    return {
        "when": when(scene, moment(listed[0].starts_at)),
        "lines": _lines(scene, listed[0], listed),
        "dates": in_lines(scene, listed) if len(listed) > 1 else "",
    }


def _is_told(scene: Scene, one: Session) -> bool:
    """Whether it is what the note is about, or still to come: whoever joins late hears of no earlier one."""
    about = scene.conversation.about if scene.conversation else None
    return one.id == about or moment(one.starts_at) > scene.now


def changed(scene: Scene) -> dict[str, str]:
    """What has become of a session that they knew of: `what` is moved, place, cancelled, cancelled_all or ''; and when
    it `was`, as they knew it."""
    session = session_of(scene)
    if session is None or session.state not in ("planned", "cancelled"):
        return {"what": "", "when": "", "was": "", "lines": "", "where": ""}
    is_at = moment(session.starts_at)
    was_at = nudges_made.knew_of(scene.tx, scene.person.id, "session_changed", session.id) or is_at
    return {
        "what": _what(scene, session, moved=was_at != is_at),
        "when": when(scene, is_at),
        "was": when(scene, was_at),
        "lines": _lines(scene, session),
        "where": session.place,
    }


def _what(scene: Scene, session: Session, *, moved: bool) -> str:
    if session.state == "planned":
        return "moved" if moved else "place"
    series = sessions.of_series(scene.tx, session.series_id) if session.series_id else []
    later = [one for one in series if one.starts_at > session.starts_at]
    return "cancelled_all" if later and all(one.state == "cancelled" for one in later) else "cancelled"


def wishes(scene: Scene) -> dict[str, bool]:
    """What they want to hear before a session now."""
    told = profiles.of(scene.tx, scene.person.id)
    return {name: bool(told.get(name, True)) for name in ("remind_day", "remind_hour")}


def keep_wishes(scene: Scene, *, wanted: Sequence[str]) -> None:
    """What they want to hear before their sessions, from now on and for those that are planned."""
    chosen = {name: name in wanted for name in ("remind_day", "remind_hour")}
    profiles.keep(scene.tx, scene.person.id, chosen)
    planning.plan_reminders(scene.tx, scene.now, scene.person.id)
