"""What became of a session, as those say who were to meet. Nobody is asked for a reason."""

from __future__ import annotations

from datetime import timedelta

from bot.actions import planning
from bot.actions.naming import session_of
from bot.chat.scene import Scene
from storage import conversations, notices, nudges_made, pairings, sessions
from storage.sessions import Session

ASKED_AFTER = ("after_session", "leader_feedback")
FIRST_FIT = timedelta(days=2)  # after the first session


def held(scene: Scene) -> None:
    """They met. After the first session, and then at the pairing's rhythm, both are asked how it fits."""
    session = session_of(scene)
    if session is None or session.state == "cancelled":
        return
    sessions.becomes(scene.tx, session.id, "held")
    _ask_for_fit(scene, session)


def did_not_happen(scene: Scene) -> str:
    """They did not meet; what counts now ("missed", or "held" where somebody else said that they met: a coordinator
    looks at it)."""
    session = session_of(scene)
    if session is None:
        return ""
    if session.state == "held":
        notices.note(scene.tx, scene.now, "session_told_both_ways", session.id)
        return "held"
    if sessions.becomes(scene.tx, session.id, "missed", unless=("cancelled",)):
        notices.note(scene.tx, scene.now, "session_missed", session.id)
        _ask_no_more(scene, session, "it did not happen")
        return "missed"
    return session.state


def was_moved(scene: Scene) -> None:
    """They agreed on another time without us: nothing is asked about the old one, and a coordinator looks at it."""
    session = session_of(scene)
    if session is not None and session.state == "planned":
        notices.note(scene.tx, scene.now, "session_moved_without_us", session.id)
        _ask_no_more(scene, session, "it was moved")


def _ask_no_more(scene: Scene, session: Session, why: str) -> None:
    """Nobody is asked how it went. Whoever is in the middle of saying so may finish."""
    planning.unplan_session(scene.tx, scene.now, session.id, why)
    for person_id in sessions.attendees(scene.tx, session):
        for one in conversations.open_of(scene.tx, person_id) if person_id != scene.person.id else ():
            if one.about == session.id and one.kind in ASKED_AFTER and one.draft is None:
                conversations.abandon(scene.tx, scene.now, person_id, one.kind, session.id)


def _ask_for_fit(scene: Scene, session: Session) -> None:
    pairing = pairings.by_id(scene.tx, session.pairing_id) if session.pairing_id else None
    if pairing is None or pairing.state != "agreed":
        return
    for person_id in (pairing.partner_id, pairing.leader_id):
        last = nudges_made.last_made_about(scene.tx, person_id, "fit", pairing.id)
        if last is None or scene.now - last >= timedelta(days=pairing.fit_every):
            planning.note(scene.tx, scene.now, person_id, "fit", pairing.id, after=FIRST_FIT)
