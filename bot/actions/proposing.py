"""Another time for a session: one side proposes it, the other says yes, no, or when else.

Who answers: in a pairing the other one; in a group its facilitator, and where there is none, or it is they who ask, any
coordinator.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.actions import listing, planning, scheduling, untold
from bot.actions.listing import is_team, lines_of
from bot.actions.naming import session_of, when
from bot.chat.scene import Scene
from bot.rules.wall import moment_of
from storage import groups, notices, nudges, pairings, people, proposals, sessions
from storage.conversations import Conversation
from storage.proposals import Proposal
from storage.sessions import Session
from storage.values import moment

AT_LEAST = timedelta(hours=1)


def matter(scene: Scene) -> dict[str, Any]:
    """What there is to say or ask: `turn` is answer (to a `proposal` of another), declined (theirs was), propose,
    cancelled, over (another session is to be planned instead), gone (there is none) or nothing (we began, and nothing
    is left to say).
    `standing` is the proposal that waits for an answer by then, or ''.
    """
    session = session_of(scene)
    if session is None or not _may(scene, session):
        return _told("nothing" if scene.unasked else "gone")
    if session.state == "cancelled" and scene.unasked is None:
        return {**_told("cancelled"), "when": when(scene, moment(session.starts_at))}
    if session.state != "planned" or moment(session.starts_at) <= scene.now:
        return _told("nothing" if scene.unasked else "over")
    standing = proposals.open_about(scene.tx, session.id)
    told = {"when": when(scene, moment(session.starts_at)), "lines": lines_of(scene, session)}
    told["standing"] = standing.id if standing is not None else ""
    if standing is not None and standing.person_id != scene.person.id and scene.person.id in answerers(scene, session):
        return {**_told("answer"), **told, "proposal": standing.id, "wanted": when(scene, moment(standing.starts_at))}
    if scene.unasked is None:
        return {**_told("propose"), **told}
    last = proposals.last_of(scene.tx, session.id, scene.person.id)
    if last is not None and last.decision == "declined":
        return {**_told("declined"), **told, "wanted": when(scene, moment(last.starts_at))}
    return _told("nothing")


def stands(scene: Scene, talk: Conversation) -> bool:
    """Whether the session of which a talk asks about another time is still planned."""
    session = sessions.by_id(scene.tx, talk.about or "")
    return session is not None and session.state == "planned"


def _told(turn: str) -> dict[str, Any]:
    return {"turn": turn, "when": "", "lines": "", "proposal": "", "wanted": ""}


def is_as_shown(scene: Scene, *, at: str, standing: str) -> bool:
    """Whether nobody has moved the session or asked for another time of it since; one that is over says so itself."""
    session = session_of(scene)
    waits = proposals.open_about(scene.tx, session.id) if session is not None else None
    return listing.is_as_shown(scene, at=at) and (waits.id if waits is not None else "") == standing


def answerers(scene: Scene, session: Session) -> list[str]:
    """The ids of those who may say yes to a proposal of this person's, or of whoever has one standing."""
    standing = proposals.open_about(scene.tx, session.id)
    asks = standing.person_id if standing is not None else scene.person.id
    pairing = pairings.by_id(scene.tx, session.pairing_id) if session.pairing_id else None
    if pairing is not None and pairing.side_of(asks) is not None:
        return [pairing.counterpart_of(asks)]
    group = groups.by_id(scene.tx, session.group_id or "")
    if group is not None and group.facilitator_id not in (None, asks):
        return [str(group.facilitator_id)]
    return [one.id for one in people.with_role(scene.tx, "coordinator") if one.id != asks]


def propose(scene: Scene, *, at: datetime) -> bool:
    """Ask those who decide whether it could be then, or have the team ask; False when the session is not
    planned any more."""
    session = session_of(scene)
    if session is None or session.state != "planned" or not _may(scene, session):
        return False
    nudges.withdraw_about(scene.tx, scene.now, session.id, "overtaken", "proposal")
    notices.withdraw(scene.tx, untold.NOT_ASKED, session.id)
    proposals.propose(scene.tx, scene.now, session.id, scene.person.id, moment_of(at))
    for person_id in answerers(scene, session):
        _note(scene, session, person_id)
    untold.ask_the_team_to_ask(scene, session.id)
    return True


def accept(scene: Scene, *, proposal: str) -> bool:
    """The session is moved to the time proposed, and all others hear of it, from us or from the team; False when it is
    too late for that."""
    session, standing = session_of(scene), _standing(scene, proposal)
    if session is None or standing is None or moment(standing.starts_at) <= scene.now:
        return False
    proposals.decide(scene.tx, scene.now, standing.id, "accepted")
    moved = scheduling.move(scene.tx, scene.now, session.id, moment(standing.starts_at), by=scene.person.id)
    untold.ask_the_team(scene, session.id)
    return moved


def decline(scene: Scene, *, proposal: str) -> bool:
    """The session stays as it is, and who asked is told so; False when it was decided before."""
    session, standing = session_of(scene), _standing(scene, proposal)
    if session is None or standing is None:
        return False
    proposals.decide(scene.tx, scene.now, standing.id, "declined")
    notices.withdraw(scene.tx, untold.NOT_ASKED, session.id)
    nudges.withdraw_about(scene.tx, scene.now, session.id, "decided", "proposal")
    _note(scene, session, standing.person_id)
    return True


def _standing(scene: Scene, proposal: str) -> Proposal | None:
    session = session_of(scene)
    standing = proposals.open_about(scene.tx, session.id) if session is not None else None
    return standing if standing is not None and standing.id == proposal else None


def _may(scene: Scene, session: Session) -> bool:
    return is_team(scene) or scene.person.id in sessions.attendees(scene.tx, session)


def _note(scene: Scene, session: Session, person_id: str) -> None:
    left = moment(session.starts_at) - scene.now
    planning.note(scene.tx, scene.now, person_id, "proposal", session.id, useful_for=max(left, AT_LEAST))
