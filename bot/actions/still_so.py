"""Which notices still hold: what is settled meanwhile asks nobody of the team to do anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from bot.actions import away, untold
from bot.chat.scene import Scene
from storage import people, proposals, sessions
from storage.notices import Notice
from storage.values import moment


def standing(scene: Scene, found: Iterable[Notice]) -> list[Notice]:
    """Those of these that are not settled, as far as that can be told."""
    return [one for one in found if one.kind not in _HOLDS or _HOLDS[one.kind](scene, one.about)]


def _is_planned(scene: Scene, about: str) -> bool:
    session = sessions.by_id(scene.tx, about)
    return session is not None and session.state == "planned"


def _is_proposed(scene: Scene, about: str) -> bool:
    """Another time for a session waits for an answer, and it has not begun."""
    session = sessions.by_id(scene.tx, about)
    begins = moment(session.starts_at) if session is not None else scene.now
    return begins > scene.now and proposals.open_about(scene.tx, about) is not None


def _is_to_hold(scene: Scene, about: str) -> bool:
    """Somebody who asked for it is still away, and it has not begun."""
    session = sessions.by_id(scene.tx, about)
    if session is None or session.state != "planned" or moment(session.starts_at) <= scene.now:
        return False
    return away.who_asked_to_hold(scene, session) != []


def _is_out_of_reach(scene: Scene, about: str) -> bool:
    person = people.by_id(scene.tx, about)
    return person is not None and person.unreachable_at is not None


_HOLDS: Mapping[str, Callable[[Scene, str], bool]] = {
    **dict.fromkeys(untold.NOTICES, untold.is_for_the_team),
    untold.NOT_ASKED: _is_proposed,
    "session_time_proposed": _is_proposed,
    "session_to_hold": _is_to_hold,
    "session_moved_without_us": _is_planned,
    "person_unreachable": _is_out_of_reach,
}
