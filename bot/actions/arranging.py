"""Arranging a session by chat: for whom, what should be known before it is saved, and then saving, moving, undoing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.actions import scheduling, unasked, untold
from bot.actions.finding import AT_ONCE, find, matching
from bot.actions.listing import begin, details, is_over, is_team, whose_name
from bot.actions.naming import session_of, when
from bot.actions.session_news import PLANNED
from bot.chat.scene import Scene
from bot.rules.series import skipped, starts
from bot.rules.wall import moment_of, oddity
from storage import attending, groups, pairings, sessions
from storage.conversations import Conversation
from storage.sessions import Session
from storage.values import moment

WEEKS = {"once": 0, "every_week": 1, "every_two_weeks": 2, "every_four_weeks": 4}
CLOCKS = {"skipped": "clocks_skipped", "twice": "clocks_twice"}
A_DAY = timedelta(days=1)
SAME = "same"  # nothing was changed


def whose(scene: Scene) -> dict[str, Any]:
    """For whom this person can plan: the one that the conversation is about (`id`), their own `ids` with `labels`, or,
    for the team, anybody (`team`)."""
    named = _named(scene)
    session = session_of(scene)
    about = scene.conversation.about if scene.conversation else None
    given = (session.pairing_id or session.group_id) if session else about
    only = given if given in named else next(iter(named)) if len(named) == 1 and not is_team(scene) else ""
    return {"id": only or "", "ids": list(named)[:AT_ONCE], "labels": named, "team": is_team(scene)}


def offer(scene: Scene, *, words: str) -> dict[str, Any]:
    """The pairings and groups that the words may mean, for the team to choose from; all of them where they mean none.

    `who` is somebody whom the words mean, and who is in no pairing that was agreed."""
    named = _named(scene)
    match = matching(words, named)
    fitting = match.ids or tuple(named)
    shown = fitting[:AT_ONCE]
    met = find(scene.tx, words).people if match.how == "none" else []
    how = "not_agreed" if len(met) == 1 else match.how
    return {
        "ids": list(shown),
        "labels": {one: named[one] for one in shown},
        "how": how if not match.ids or len(shown) == len(fitting) else "many",
        "who": met[0].name if len(met) == 1 else "",
    }


def _named(scene: Scene) -> dict[str, str]:
    """What this person may plan for: for the team every agreed pairing and every group, else their own."""
    mine = pairings.standing(scene.tx) if is_team(scene) else pairings.standing_of(scene.tx, scene.person.id)
    ids = [one.id for one in mine if one.state == "agreed"]
    ids += [one.id for one in groups.standing(scene.tx) if is_team(scene) or one.facilitator_id == scene.person.id]
    return {one: whose_name(scene, one) for one in ids}


def remarks(
    scene: Scene,
    *,
    whose: str,
    at: datetime,
    every: str = "once",
    times: int = 1,
    minutes: int = 60,
    moves: str = "",
) -> str:
    """What should be known before it is saved, a paragraph each, or '': clocks that change, and who is busy then.
    `moves` is the id of the session that is to begin then: nobody is busy because of it."""
    odd = oddity(at)
    found = {CLOCKS[odd]: {"when": when(scene, moment_of(at))}} if odd else {}
    for begins in skipped(at, WEEKS[every], times):
        found.setdefault(CLOCKS["skipped"], {"when": when(scene, begins)})
    for begins in starts(at, WEEKS[every], times):
        planned = sessions.planned_at(scene.tx, begins, **_ids(scene, whose))
        if planned is not None and moves in ("", planned.id):
            found.setdefault("planned_already", {"when": when(scene, begins)})
        elif (other := _clash(scene, whose, begins, minutes, moves)) is not None:
            found.setdefault("somebody_busy", {"when": when(scene, moment(other.starts_at))})
    pairing = pairings.by_id(scene.tx, whose)
    if pairing is not None and pairing.until_on is not None and f"{at:%Y-%m-%d}" > pairing.until_on:
        found["after_the_end"] = {}
    return "".join(scene.voice.says("shared", key, values) + "\n\n" for key, values in found.items())


def to_know(scene: Scene, /, *, whose: str, moves: str = "", **plan: Any) -> str:
    """The `remarks`; and where it is planned by the team, whom of those who would come we cannot tell."""
    untold_of_it = "" if moves else _not_told(scene, whose)
    return remarks(scene, whose=whose, moves=moves, **plan) + (untold_of_it.strip() + "\n\n" if untold_of_it else "")


def _not_told(scene: Scene, whose: str) -> str:
    """Whom of those who come we cannot tell that something is planned, and who comes only once they have said yes,
    beneath what the team reads of it; or ''."""
    if not is_team(scene):
        return ""
    ids = _ids(scene, whose)
    untold = unasked.beneath(scene, "not_told", PLANNED, attending.attendees(scene.tx, **ids))
    return untold + unasked.named(scene, "not_told_yet", attending.not_yet(scene.tx, **ids))


def _tells(scene: Scene, whose: str) -> str:
    """Whom we tell; to whoever is not of the team it says of nobody that we cannot."""
    ids = _ids(scene, whose)
    come, later = attending.attendees(scene.tx, **ids), attending.not_yet(scene.tx, **ids)
    some = "tells_others" if later or unasked.names(scene, PLANNED, come) else "tells_all"
    if later and not set(come) - {scene.person.id}:
        some = "tells_later"
    return scene.voice.says("session_saved", some if is_team(scene) else "tells_or_team", {})


def _clash(scene: Scene, whose: str, begins: datetime, minutes: int, moves: str) -> Session | None:
    """Another session at that time of somebody who would come, but for the one that moves."""
    ends = begins + timedelta(minutes=minutes)
    for other in sessions.planned_between(scene.tx, begins - A_DAY, ends):
        overlaps = moment(other.starts_at) + timedelta(minutes=other.minutes) > begins
        if not overlaps or other.id == moves:
            continue
        if set(sessions.expected(scene.tx, other)) & set(attending.expected(scene.tx, **_ids(scene, whose))):
            return other
    return None


def plan(scene: Scene, *, whose: str, at: datetime, minutes: int, place: str, every: str, times: int) -> str:
    """Save what was read back, and go on to say so; the id of the first session, '' where whose it would be is over."""
    if not _is_standing(scene, whose):
        return ""
    planned = scheduling.plan_series(
        scene.tx,
        scene.now,
        by=scene.person.id,
        slots=[scheduling.Slot(begins, minutes, place) for begins in starts(at, WEEKS[every], times)],
        timezone=scene.person.timezone,
        **_ids(scene, whose),
    )
    begin(scene, story="session_saved", about=planned[0].id)
    return planned[0].id


def stands(scene: Scene, talk: Conversation) -> bool:
    """Whether the pairing or the group for which a talk plans, where it began with one, is not over."""
    session = sessions.by_id(scene.tx, talk.about or "")
    whose = (session.pairing_id or session.group_id) if session is not None else talk.about
    return not whose or _is_standing(scene, whose)


def _is_standing(scene: Scene, whose: str) -> bool:
    pairing, group = pairings.by_id(scene.tx, whose), groups.by_id(scene.tx, whose)
    return pairing.state == "agreed" if pairing is not None else group is not None and group.ended_at is None


def _ids(scene: Scene, whose: str) -> dict[str, str]:
    return {"pairing_id" if pairings.by_id(scene.tx, whose) is not None else "group_id": whose}


def move(scene: Scene, *, at: datetime) -> bool | str:
    """The session of this conversation begins at another time; "same" when it did already, False when it is not planned
    any more."""
    session, begins = _theirs(scene), moment_of(at)
    if session is None:
        return False
    if session.state == "planned" and moment(session.starts_at) == begins:
        return SAME
    moved = scheduling.move(scene.tx, scene.now, session.id, begins, by=scene.person.id)
    untold.ask_the_team(scene, session.id)
    return moved


def change_place(scene: Scene, *, place: str) -> bool | str:
    """It is somewhere else; "same" when it was there already, False when it is not planned any more."""
    session = _theirs(scene)
    if session is None:
        return False
    if (session.state, session.place) == ("planned", place):
        return SAME
    changed = scheduling.change_place(scene.tx, scene.now, session.id, place, by=scene.person.id)
    untold.ask_the_team(scene, session.id)
    return changed


def cancel(scene: Scene, *, and_later: bool = False) -> int:
    """It will not take place; how many sessions were cancelled. Where somebody who would hear of it may not be told by
    us, the coordinators are asked to tell them."""
    session = _theirs(scene)
    if session is None:
        return 0
    cancelled = scheduling.cancel(scene.tx, scene.now, session.id, by=scene.person.id, and_later=and_later)
    untold.ask_the_team(scene, session.id)
    return cancelled


def undo(scene: Scene) -> int:
    """Take back what was just planned; how many sessions that were. One that has begun stays."""
    session = _theirs(scene)
    if session is None or moment(session.starts_at) <= scene.now:
        return 0
    return scheduling.undo(scene.tx, scene.now, session.id, by=scene.person.id)


def _theirs(scene: Scene) -> Session | None:
    """The session of this conversation, for the team and for those who come to it; None once its time is over: what was
    can be told, and not be changed."""
    session = session_of(scene)
    if session is None or is_over(scene, session):
        return None
    if is_team(scene) or scene.person.id in sessions.attendees(scene.tx, session):
        return session
    return None


def saved(scene: Scene) -> dict[str, Any]:
    """What was planned, as `details` says it, with `times` how many sessions, and who hears of it (`tells`); and to the
    team, whom we cannot tell."""
    session = session_of(scene)
    series = sessions.of_series(scene.tx, session.series_id) if session is not None and session.series_id else []
    listed = [one for one in series if one.state == "planned"]
    dates = "\n".join(when(scene, moment(one.starts_at)) for one in listed)
    whose = (session.pairing_id or session.group_id or "") if session is not None else ""
    found = {**details(scene), "times": max(1, len(listed)), "dates": dates, "tells": _tells(scene, whose)}
    found["lines"] += _not_told(scene, whose)
    return found


def this_one(scene: Scene) -> dict[str, Any]:
    """The session of this conversation, for remarks on another time for it."""
    session = session_of(scene)
    return to_move(session) if session is not None else {"whose": "", "minutes": 60}


def to_move(session: Session) -> dict[str, Any]:
    """Whose it is, how long and which, for `remarks` on another time for it."""
    return {"whose": session.pairing_id or session.group_id or "", "minutes": session.minutes, "moves": session.id}
