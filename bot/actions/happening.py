"""What became of a session, as those say who were to meet. Nobody is asked for a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from bot.actions import listing, planning
from bot.actions.naming import session_of
from bot.chat.scene import Scene
from storage import answers, conversations, effects, notices, nudges, nudges_made, pairings, sessions
from storage.sessions import Session

Said = Literal["held", "missed", "moved"]

# Where each of them says what became of it: the story, its question, and what its answers come to.
NOT_HELD = {"did_not_happen": "missed", "moved": "moved"}
ASKED_IN = {"after_session": "met", "leader_feedback": "gain"}
TOLD_IN = "missed"  # the story in which somebody says so unasked
TO_COME = "to_come"
FIRST_FIT = timedelta(days=2)  # after the first session


def tell(scene: Scene, *, said: Said) -> Said:
    """One of them was asked, and says what became of it. They may say otherwise later."""
    session = session_of(scene)
    if session is None or session.state == "cancelled":
        return said
    match said:
        case "held":
            held(scene, session)
        case "missed":
            _missed(scene, session)
        case "moved" if session.state == "planned":  # without us, so a coordinator looks at it
            notices.note(scene.tx, scene.now, "session_moved_without_us", session.id)
            _ask_no_more(scene, session, "it was moved")
    return said


def is_written_down(scene: Scene) -> bool:
    """Whether they said so elsewhere, and somebody of the team writes it down: they cannot be asked anything more."""
    return scene.behalf is not None


def did_not_happen(scene: Scene) -> str:
    """They say of their own accord that they did not meet; what counts now ("missed", or "held" where somebody else
    said that they met: a coordinator looks at it). TO_COME where it was moved to another day since they were shown
    it: nothing is noted of that."""
    session = session_of(scene)
    if session is not None and listing.is_coming(scene, session):
        return TO_COME
    return _missed(scene, session) if session else ""


def is_over(scene: Scene) -> bool:
    """Whether the time of a session that still counts as planned is over."""
    session = session_of(scene)
    return session is not None and session.state == "planned" and listing.is_over(scene, session)


def ask(scene: Scene) -> None:
    """Once this conversation is over, ask what became of the session, as whatever they come to it."""
    session = session_of(scene)
    leads = session is not None and planning.part_of(scene.tx, session, scene.person.id) == "leader"
    listing.begin(scene, story="leader_feedback" if leads else "after_session")


def held(scene: Scene, session: Session) -> None:
    """They met. That counts, even where somebody said otherwise: a coordinator looks at it. After the first session,
    and then at the pairing's rhythm, both are asked how it fits."""
    notices.withdraw(scene.tx, "session_missed", session.id)
    if "missed" in _others_say(scene, session):
        notices.note(scene.tx, scene.now, "session_told_both_ways", session.id)
    else:
        notices.withdraw(scene.tx, "session_told_both_ways", session.id)
    sessions.becomes(scene.tx, session.id, "held")
    _ask_for_fit(scene, session)


def _missed(scene: Scene, session: Session) -> str:
    if session.state == "held" and (not _said_before(scene, "held") or "held" in _others_say(scene, session)):
        notices.note(scene.tx, scene.now, "session_told_both_ways", session.id)
        return "held"
    if sessions.becomes(scene.tx, session.id, "missed", unless=("cancelled",)):
        notices.withdraw(scene.tx, "session_told_both_ways", session.id)
        notices.note(scene.tx, scene.now, "session_missed", session.id)
        _ask_no_more(scene, session, "it did not happen")
        return "missed"
    return session.state


def _said_before(scene: Scene, said: Said) -> bool:
    """Whether they said this before, in this conversation, and say something else now."""
    talk = scene.conversation
    return talk is not None and effects.done_in(scene.tx, talk.id).get("told", ("", ""))[1] == said


def _others_say(scene: Scene, session: Session) -> set[str]:
    """What the others who were to meet say became of it, as their answers stand."""
    others = [one for one in sessions.attendees(scene.tx, session) if one != scene.person.id]
    said = {_said_by(scene, session, person_id) for person_id in others}
    return said - {""}


def _said_by(scene: Scene, session: Session, person_id: str) -> str:
    for kind, question in ASKED_IN.items():
        talk = conversations.last_of_kind(scene.tx, person_id, kind, session.id)
        answer = answers.standing(scene.tx, talk.id).get(question) if talk else None
        if answer is not None:
            return NOT_HELD.get(answer, "held")
    return "missed" if conversations.last_of_kind(scene.tx, person_id, TOLD_IN, session.id) else ""


def _ask_no_more(scene: Scene, session: Session, why: str) -> None:
    """Nobody is asked any more how it went; in a group only whoever said so, for the others may have met.

    A question that somebody has already is theirs to answer.
    """
    if session.pairing_id is not None:
        planning.unplan_session(scene.tx, scene.now, session.id, why)
    else:
        nudges.withdraw_for(scene.tx, scene.now, scene.person.id, session.id, why)


def _ask_for_fit(scene: Scene, session: Session) -> None:
    pairing = pairings.by_id(scene.tx, session.pairing_id) if session.pairing_id else None
    if pairing is None or pairing.state != "agreed":
        return
    for person_id in (pairing.partner_id, pairing.leader_id):
        last = nudges_made.last_made_about(scene.tx, person_id, "fit", pairing.id)
        if last is None or scene.now - last >= timedelta(days=pairing.fit_every):
            planning.note(scene.tx, scene.now, person_id, "fit", pairing.id, after=FIRST_FIT)
