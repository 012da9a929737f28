"""One session: another place, what became of it. Moving it and cancelling it are elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import happening, planning, scheduling, without_a_yes
from bot.actions.listing import who_meets
from console import coming, not_asked, not_told
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, page
from console.refusals import NotThere
from console.session_series import UNLESS, said_of_several
from storage import audit, notices, sessions
from storage.sessions import Session
from storage.values import moment

LONGEST_PLACE = 300
TO_MOVE, STAYS = "session_has_to_move", "session_stays"  # as the log has it; the first with when it was to begin
OVER = "It is not planned any more, so it cannot be changed."
BEGUN = "Its time has come, so it cannot be changed any more. Say whether it took place."
Step = Callable[[Change, str, Form], None]
SAME_PLACE = "It is there already. Nothing was changed, and nobody is told."
BECAME = {"held": "session_held", "missed": "session_not_held"}


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session, who meets, and how many of its series come after it; and whether somebody said, as it was written
    down, that it `has_to_move`, and nothing has come of that yet. `not_told` hear of no change by us, and why;
    `unheard` have not heard that it is planned, nor do they; `not_yet` do once they have said yes.
    `nobody_yet` has said yes; `asked`: somebody who came is asked how it went. `alone` says who alone comes, where
    nobody else does or may yet. `together` are those that were planned with it, itself among them, where there are
    others."""

    session: Session
    who: str
    later: int = 0
    has_begun: bool = False
    has_to_move: bool = False
    not_told: Sequence[tuple[str, str]] = ()
    unheard: Sequence[tuple[str, str]] = ()
    not_yet: Sequence[tuple[str, str]] = ()
    together: Sequence[Session] = ()
    nobody_yet: bool = False
    asked: bool = False
    alone: str = ""


async def show(request: Request) -> Response:
    return await _show(request, empty())


async def show_again(request: Request, form: Form) -> Response:
    """The page of the session, with what is to be mended, or should be known first."""
    return await _show(request, form, 422 if form.errors else 200)


async def _show(request: Request, form: Form, status: int = 200) -> Response:
    """With where it is as it stands, unless that was typed otherwise."""
    session_id, said = request.path_params["session_id"], request.query_params.get("said", "")
    one, several = await reading(
        request, "see_programme", lambda look: (meeting(look, session_id), said_of_several(look, session_id, said))
    )
    form.values.setdefault("place", one.session.place)
    told = {"told": several} if several else {}
    return page(request, "session.html", status=status, one=one, form=form, **told)


def meeting(look: Reading, session_id: str) -> Meeting:
    found = there(look, session_id)
    series = sessions.of_series(look.tx, found.series_id) if found.series_id else []
    later = [one for one in series if one.starts_at > found.starts_at and one.state == "planned"]
    has_begun = moment(found.starts_at) <= look.now
    to_move = not has_begun and found.state == "planned" and has_to_move(look, found)
    untold = [] if has_begun or found.state not in ("planned", "cancelled") else not_told.of_session(look, found)
    together = series if len(series) > 1 else ()
    unheard = () if has_begun else not_asked.of_session(look, found)
    comes = not has_begun and found.state == "planned"
    not_yet = not_asked.not_yet(look, found.pairing_id, found.group_id) if comes else ()
    alone = coming.alone(look, found.group_id) if comes else ""
    who = who_meets(look.scene, found)
    return Meeting(
        *(found, who, len(later), has_begun, to_move, untold, unheard, not_yet, together),
        nobody_yet=comes and without_a_yes.nobody_yet(look.tx, found),
        asked=without_a_yes.is_asked_about(look.tx, found),
        alone=alone,
    )


def has_to_move(look: Reading, one: Session) -> bool:
    """Whether it was written down last that somebody cannot come then, and it begins still at that time."""
    last = audit.about(look.tx, one.id, TO_MOVE, STAYS, limit=1)
    return bool(last) and (last[0].action, last[0].detail) == (TO_MOVE, one.starts_at)


def there(look: Reading, session_id: str) -> Session:
    found = sessions.by_id(look.tx, session_id)
    if found is None:
        raise NotThere
    return found


def has_not_begun(look: Reading, session_id: str, form: Form, field: str) -> Session:
    """The session, with an error at this field where its time has come. Raises Wrong."""
    found = there(look, session_id)
    if found.state == "planned" and moment(found.starts_at) <= look.now:
        form.wrong(field, BEGUN)
        form.check()
    return found


async def change_place(request: Request) -> Response:
    return await _change(request, _change_place, "place_changed")


def _change_place(change: Change, session_id: str, form: Form) -> None:
    place = form.text("place", "Type a place or a link.", most=LONGEST_PLACE)
    form.check()
    one = has_not_begun(change, session_id, form, "place")
    if (one.state, one.place) == ("planned", place):
        form.wrong("place", SAME_PLACE)
        form.check()
    if not scheduling.change_place(change.tx, change.now, session_id, place, by=change.me.person.id):
        form.wrong("place", OVER)
        form.check()
    change.note("session_place_changed", session_id)


async def stays(request: Request) -> Response:
    return await _change(request, _stays, "stays")


def _stays(change: Change, session_id: str, form: Form) -> None:
    """Whoever could not come can, or nothing else could be found: nobody has to see to it any more."""
    change.note(STAYS, session_id)


async def tell(request: Request) -> Response:
    return await _change(request, _tell, "became")


def _tell(change: Change, session_id: str, form: Form) -> None:
    """The team says what became of it, which those who were to meet may have said otherwise."""
    became, found = form.one_of("became", BECAME, "Say whether it took place."), there(change, session_id)
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
    """Take one of the page's forms; what is wrong with it is said on the page. It is `said` what came of it."""
    session_id, form = request.path_params["session_id"], await read_form(request)

    def change(change: Change) -> None:
        there(change, session_id)
        what(change, session_id, form)

    try:
        await changing(request, "arrange", change)
    except Wrong as wrong:
        return await show_again(request, wrong.form)
    return back_to(f"/sessions/{session_id}", said)


ROUTES = [
    Route("/sessions/{session_id}", show),
    Route("/sessions/{session_id}/place", change_place, methods=["POST"]),
    Route("/sessions/{session_id}/stays", stays, methods=["POST"]),
    Route("/sessions/{session_id}/became", tell, methods=["POST"]),
]
SAID = {
    "place_changed": f"It is somewhere else. Those who come hear of it{UNLESS}.",
    "stays": "It stays as it is, and nobody is told anything.",
    "became": "That is kept.",
}
