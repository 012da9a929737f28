"""Who of those that come to a session does not hear from Voices that it changed, and why: the team tells them, and says
that it has."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions.naming import called
from bot.actions.untold import CHANGED, NOTICES
from bot.fortnight_words import kept_from
from bot.rules.nudging import WEIGHED_AGAIN
from console.desk import Change, Reading, changing
from console.page import back_to
from console.refusals import NotThere
from storage import notices, nudges, people, sessions, web_chats
from storage.nudges import Nudge
from storage.people import Person
from storage.sessions import Session

PLANNED = "session_planned"
ENDED = ("group_ended", "pairing_ended")
BY_HAND = "told_by_hand"  # why the note does not go
BY_LINK = "they have no Telegram: every coordinator gets a message with a link to pass on to them"


def waiting(look: Reading) -> list[tuple[Session, Person]]:
    """The sessions that changed, and whom we may not tell of it before a person lets us, or a pause is over."""
    return [(session, person) for _, session, person in _waiting(look)]


def _waiting(look: Reading) -> list[tuple[Nudge, Session, Person]]:
    found = []
    for one in nudges.waiting(look.tx, CHANGED, look.now + WEIGHED_AGAIN):
        session, person = sessions.by_id(look.tx, one.about), people.by_id(look.tx, one.person_id)
        if session is not None and person is not None and kept_from(look.tx, look.now, person, CHANGED):
            found.append((one, session, person))
    return found


def of_session(look: Reading, one: Session) -> list[tuple[str, str]]:
    """Their names, and why, in words; also of those who hear of it by what the team passes on. Of one that is cancelled
    nothing is passed on to whoever had not heard of it."""
    found = _kept_from(look, sessions.attendees(look.tx, one), CHANGED)
    return [
        (called(look.scene, person_id), why)
        for person_id, why in found
        if why != BY_LINK or not _never_heard(look, one, person_id)
    ]


def of_ending(look: Reading, about: str, kind: str) -> list[tuple[str, str]]:
    """The same of a group or a pairing that is over, of which this kind of note tells: whoever was to hear so, and has
    not."""
    found = _kept_from(look, nudges.untold(look.tx, about, kind, but=BY_HAND), kind)
    return [(called(look.scene, person_id), why) for person_id, why in found]


def _kept_from(look: Reading, person_ids: Iterable[str], kind: str) -> list[tuple[str, str]]:
    """Those of these, but whoever looks, whom no such note reaches by itself, each with why."""
    found = []
    for person_id in person_ids:
        person = people.by_id(look.tx, person_id)
        if person is None or person_id == look.me.person.id:
            continue
        why = kept_from(look.tx, look.now, person, kind)
        if not why and person.telegram_id is not None and web_chats.is_web(person.telegram_id):
            why = BY_LINK
        if why:
            found.append((person_id, why))
    return found


def _never_heard(look: Reading, one: Session, person_id: str) -> bool:
    together = sessions.of_series(look.tx, one.series_id) if one.series_id else [one]
    return one.state == "cancelled" and nudges.never_went(look.tx, person_id, PLANNED, [each.id for each in together])


async def told(request: Request) -> Response:
    """A person has told somebody of it by hand: it waits no longer, and does not go once they may be told."""
    ids = request.path_params["session_id"], request.path_params["person_id"]
    await changing(request, "arrange", lambda change: _told(change, *ids))
    return back_to("/", "told_by_hand")


def _told(change: Change, session_id: str, person_id: str) -> None:
    """Raises NotThere where nothing waits, such as once it went."""
    notes = [one for one, session, person in _waiting(change) if (session.id, person.id) == (session_id, person_id)]
    if not notes:
        raise NotThere
    for one in notes:
        nudges.lapse(change.tx, change.now, one.id, BY_HAND)
    _knows_it_is_over(change, session_id, person_id)
    if not any(session.id == session_id for session, _ in waiting(change)):
        for kind in NOTICES:
            notices.withdraw(change.tx, kind, session_id)
    change.note("session_told_by_hand", session_id, person_id)


def _knows_it_is_over(change: Change, session_id: str, person_id: str) -> None:
    """Where all that it belongs to is over, they know that, too."""
    one = sessions.by_id(change.tx, session_id)
    whose = {one.group_id, one.pairing_id} if one is not None else set()
    for note in nudges.planned_of(change.tx, person_id):
        if note.kind in ENDED and note.about in whose:
            nudges.lapse(change.tx, change.now, note.id, BY_HAND)


ROUTES = [Route("/sessions/{session_id}/told/{person_id}", told, methods=["POST"])]
SAID = {"told_by_hand": "That is noted: they know, and do not hear of it from Voices as well."}
