"""The team tells somebody by hand what Voices may not tell them of a session, and says that it has: the note does not
go any more."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions.untold import CHANGED, NOTICES
from bot.fortnight_words import kept_from
from bot.rules.nudging import A_DAY, TOO_LATE, WEIGHED_AGAIN
from console.desk import Change, Reading, changing
from console.not_told import BY_HAND, ENDED, PLANNED
from console.page import back_to
from console.refusals import NotThere
from storage import notices, nudges, people, sessions
from storage.nudges import Nudge
from storage.people import Person
from storage.sessions import Session

IN_LOG = {PLANNED: "session_plan_told_by_hand", CHANGED: "session_told_by_hand"}


def waiting(look: Reading, kind: str) -> list[tuple[Session, Person]]:
    """Of which sessions such a note waits, and for whom, until a person has told them or we may."""
    return [(session, person) for _, session, person in _waiting(look, kind)]


def _waiting(look: Reading, kind: str) -> list[tuple[Nudge, Session, Person]]:
    found = []
    for one in nudges.waiting(look.tx, kind, look.now + WEIGHED_AGAIN):
        session, person = sessions.by_id(look.tx, one.about), people.by_id(look.tx, one.person_id)
        if session is not None and person is not None and kept_from(look.tx, look.now, person, kind):
            found.append((one, session, person))
    return [*found, *_over(look)] if kind == CHANGED else found


def _over(look: Reading) -> list[tuple[Nudge, Session, Person]]:
    """Whoever would have come to a session whose hour has passed since, and does not know that all is over: the note of
    that waits."""
    found = []
    for one in (each for kind in ENDED for each in nudges.waiting(look.tx, kind, look.now + A_DAY)):
        person, held = people.by_id(look.tx, one.person_id), _of(look, one.about)
        missed = [each for each in held if nudges.let_go(look.tx, one.person_id, CHANGED, [each.id], TOO_LATE)]
        if person is not None and missed and kept_from(look.tx, look.now, person, one.kind):
            found.append((one, missed[0], person))
    return found


def _of(look: Reading, about: str) -> list[Session]:
    """The sessions of this pairing or group."""
    return [*sessions.of_pairing(look.tx, about), *sessions.of_group(look.tx, about)]


async def told_of_change(request: Request) -> Response:
    return await _tell(request, CHANGED)


async def told_of_plan(request: Request) -> Response:
    return await _tell(request, PLANNED)


async def _tell(request: Request, kind: str) -> Response:
    ids = request.path_params["session_id"], request.path_params["person_id"]
    await changing(request, "arrange", lambda change: _told(change, kind, *ids))
    return back_to("/", "told_by_hand")


def _told(change: Change, kind: str, session_id: str, person_id: str) -> None:
    """Raises NotThere where nothing waits, such as once it went."""
    waits = _waiting(change, kind)
    notes = [one for one, session, person in waits if (session.id, person.id) == (session_id, person_id)]
    if not notes:
        raise NotThere
    for one in notes:
        nudges.lapse(change.tx, change.now, one.id, BY_HAND)
    if kind == CHANGED:
        _knows_of_change(change, session_id, person_id)
    change.note(IN_LOG[kind], session_id, person_id)


def _knows_of_change(change: Change, session_id: str, person_id: str) -> None:
    """Where all that it belongs to is over, they know that, too; and once all know, the team need not be told."""
    one = sessions.by_id(change.tx, session_id)
    whose = {one.group_id, one.pairing_id} if one is not None else set()
    for note in nudges.planned_of(change.tx, person_id):
        if note.kind in ENDED and note.about in whose:
            nudges.lapse(change.tx, change.now, note.id, BY_HAND)
    if not any(session.id == session_id for session, _ in waiting(change, CHANGED)):
        for kind in NOTICES:
            notices.withdraw(change.tx, kind, session_id)


ROUTES = [
    Route("/sessions/{session_id}/told/{person_id}", told_of_change, methods=["POST"]),
    Route("/sessions/{session_id}/knows/{person_id}", told_of_plan, methods=["POST"]),
]
SAID = {"told_by_hand": "That is noted: they know, and do not hear of it from Voices as well."}
