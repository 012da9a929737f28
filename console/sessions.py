"""Sessions: those that come, week by week, and one of them: moving it, another place, cancelling, what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import happening, planning, scheduling
from bot.actions.listing import who_meets
from bot.rules.wall import moment_of
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, page
from console.refusals import NotThere
from storage import audit, notices, sessions
from storage.sessions import Session
from storage.values import moment

LONGEST_PLACE = 300
TO_MOVE, STAYS = "session_has_to_move", "session_stays"  # as the log has it; the first with when it was to begin
OVER = "It is not planned any more, so it cannot be changed."
BEGUN = "Its time has come, so it cannot be changed any more. Say whether it took place."
Step = Callable[[Change, str, Form], None]
BECAME = {"held": "session_held", "missed": "session_not_held"}


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session, who meets, and how many of its series come after it; and whether somebody said, as it was written
    down, that it `has_to_move`, and nothing has come of that yet."""

    session: Session
    who: str
    later: int = 0
    has_begun: bool = False
    has_to_move: bool = False


async def show(request: Request) -> Response:
    return await _show(request, None)


async def _show(request: Request, form: Form | None, status: int = 200) -> Response:
    one = await reading(request, "see_programme", lambda look: _one(look, request.path_params["session_id"]))
    return page(request, "session.html", status=status, one=one, form=form or empty(place=one.session.place))


def _one(look: Reading, session_id: str) -> Meeting:
    found = _there(look, session_id)
    series = sessions.of_series(look.tx, found.series_id) if found.series_id else []
    later = [one for one in series if one.starts_at > found.starts_at and one.state == "planned"]
    has_begun = moment(found.starts_at) <= look.now
    to_move = not has_begun and found.state == "planned" and has_to_move(look, found)
    return Meeting(found, who_meets(look.scene, found), len(later), has_begun, to_move)


def has_to_move(look: Reading, one: Session) -> bool:
    """Whether it was written down last that somebody cannot come then, and it begins still at that time."""
    last = audit.about(look.tx, one.id, TO_MOVE, STAYS, limit=1)
    return bool(last) and (last[0].action, last[0].detail) == (TO_MOVE, one.starts_at)


def _there(look: Reading, session_id: str) -> Session:
    found = sessions.by_id(look.tx, session_id)
    if found is None:
        raise NotThere
    return found


async def move(request: Request) -> Response:
    return await _change(request, _move, "moved")


def _move(change: Change, session_id: str, form: Form) -> None:
    begins = when(change, form)
    form.check()
    assert begins is not None
    _has_not_begun(change, session_id, form, "date")
    if not scheduling.move(change.tx, change.now, session_id, moment_of(begins), by=change.me.person.id):
        form.wrong("date", OVER)
        form.check()
    change.note("session_moved", session_id)


def _has_not_begun(look: Reading, session_id: str, form: Form, field: str) -> None:
    found = _there(look, session_id)
    if found.state == "planned" and moment(found.starts_at) <= look.now:
        form.wrong(field, BEGUN)
        form.check()


async def change_place(request: Request) -> Response:
    return await _change(request, _change_place, "place_changed")


def _change_place(change: Change, session_id: str, form: Form) -> None:
    place = form.text("place", "Type a place or a link.", most=LONGEST_PLACE)
    form.check()
    _has_not_begun(change, session_id, form, "place")
    if not scheduling.change_place(change.tx, change.now, session_id, place, by=change.me.person.id):
        form.wrong("place", OVER)
        form.check()
    change.note("session_place_changed", session_id)


async def stays(request: Request) -> Response:
    return await _change(request, _stays, "stays")


def _stays(change: Change, session_id: str, form: Form) -> None:
    """Whoever could not come can, or nothing else could be found: nobody has to see to it any more."""
    change.note(STAYS, session_id)


async def cancel(request: Request) -> Response:
    return await _change(request, _cancel, "cancelled")


def _cancel(change: Change, session_id: str, form: Form) -> None:
    _has_not_begun(change, session_id, form, "cancel")
    later = form["and_later"] == "yes"
    times = scheduling.cancel(change.tx, change.now, session_id, by=change.me.person.id, and_later=later)
    if not times:
        form.wrong("cancel", OVER)
        form.check()
    change.note("session_cancelled", session_id, f"times={times}")


async def tell(request: Request) -> Response:
    return await _change(request, _tell, "became")


def _tell(change: Change, session_id: str, form: Form) -> None:
    """The team says what became of it, which those who were to meet may have said otherwise."""
    became, found = form.one_of("became", BECAME, "Say whether it took place."), _there(change, session_id)
    if found.state == "cancelled" or moment(found.starts_at) > change.now:
        form.wrong("became", "It has not begun, or was cancelled.")
    form.check()
    if became == "held":
        happening.held(change.scene, found)
    else:
        sessions.becomes(change.tx, session_id, "missed")
        planning.unplan_session(change.tx, change.now, session_id, "it did not happen")
    for kind in ("session_missed", "session_told_both_ways"):
        notices.withdraw(change.tx, kind, session_id)
    change.note(BECAME[became], session_id)


async def _change(request: Request, what: Step, said: str) -> Response:
    """Take one of the page's forms; what is wrong with it is said on the page."""
    session_id, form = request.path_params["session_id"], await read_form(request)

    def change(change: Change) -> None:
        _there(change, session_id)
        what(change, session_id, form)

    try:
        await changing(request, "arrange", change)
    except Wrong as wrong:
        return await _show(request, wrong.form, 422)
    return back_to(f"/sessions/{session_id}", said)


def when(look: Reading, form: Form) -> datetime | None:
    """The day and the time that were typed, on a wall where whoever typed them lives; None with an error."""
    words, today = look.voice.words, look.scene.today
    day = form.day("date", words, today, "Type the day.")
    at = form.time("time", words, "Type the time.")
    if day is None or at is None:
        return None
    begins = datetime.combine(day, at, ZoneInfo(look.me.person.timezone))
    if moment_of(begins) <= look.now:
        form.wrong("date", "That has gone by already. Choose a day that is still to come.")
    return begins


ROUTES = [
    Route("/sessions/{session_id}", show),
    Route("/sessions/{session_id}/move", move, methods=["POST"]),
    Route("/sessions/{session_id}/place", change_place, methods=["POST"]),
    Route("/sessions/{session_id}/stays", stays, methods=["POST"]),
    Route("/sessions/{session_id}/cancel", cancel, methods=["POST"]),
    Route("/sessions/{session_id}/became", tell, methods=["POST"]),
]
SAID = {
    "moved": "It begins at another time. Those who come hear of it in five minutes.",
    "place_changed": "It is somewhere else. Those who come hear of it.",
    "cancelled": "It is cancelled, and those who were to come hear of it.",
    "stays": "It stays as it is, and nobody is told anything.",
    "became": "That is kept.",
}
