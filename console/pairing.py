"""One pairing: its page, taking it back, what the two want of it, and ending it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import ending, pairing
from bot.actions.naming import called
from console import not_asked, not_told
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, page
from console.pairings import Two, two_of
from console.refusals import NotThere
from console.session_series import UNLESS
from storage import audit, pairings, people, sessions
from storage.pairings import Pairing
from storage.sessions import Session

LONGEST_WHY = 300
NOT_UNDONE = {
    "answered": "One of the two has answered already, so it cannot be taken back. End it instead.",
    "agreed": "Both have agreed, so it cannot be taken back. End it instead.",
    "over": "It was over before.",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """A pairing, its sessions, and, where it is over, how it ended and what was typed of that, or '', and who does not
    hear so by us, and why. `not_asked` are those whom we do not ask for their yes as they stand: their ids and names,
    and why."""

    two: Two
    held: list[Session]
    over: str
    why: str
    not_told: list[tuple[str, str]]
    not_asked: list[tuple[str, str, str]]


async def show(request: Request) -> Response:
    return await _show(request, empty())


async def _show(request: Request, form: Form, status: int = 200) -> Response:
    """With what is wanted of it as it stands, unless that was typed otherwise."""
    seen = await reading(request, "see_programme", lambda look: _one(look, request.path_params["pairing_id"]))
    form.values.setdefault("goals", seen.two.pairing.goals)
    return page(request, "pairing.html", status=status, seen=seen, form=form)


def _one(look: Reading, pairing_id: str) -> Seen:
    found = pairings.by_id(look.tx, pairing_id)
    if found is None:
        raise NotThere
    over, why = _how_it_ended(look, found) if found.ended_at else ("", "")
    untold = not_told.of_ending(look, found.id, "pairing_ended") if found.ended_at else []
    unasked, held = not_asked.of_pairing(look, found), sessions.of_pairing(look.tx, pairing_id)
    return Seen(two_of(look, found), held, over, why, untold, unasked)


def _how_it_ended(look: Reading, one: Pairing) -> tuple[str, str]:
    """By whom, or why by itself, as it follows the day, and what was typed of it; each '' where nothing is known."""
    noted = audit.about(look.tx, one.id, "pairing_ended", "pairing_undone", limit=1)
    by = noted[0].actor if noted else ""
    if one.state == "declined":
        return ", one of the two said no", ""
    if by == pairings.PAST_ITS_END:
        return ", its last day was over", ""
    if by in (one.partner_id, one.leader_id):
        return ", one of the two left", ""
    typed = one.ended_why if noted or one.ended_why not in (pairings.PAST_ITS_END, pairings.LEFT) else ""
    return f", by {called(look.scene, by)}" if people.by_id(look.tx, by) else "", typed


async def undo(request: Request) -> Response:
    pairing_id = request.path_params["pairing_id"]
    await changing(request, "arrange", lambda change: _undo(change, pairing_id))
    return back_to(f"/pairings/{pairing_id}", "undone")


def _undo(change: Change, pairing_id: str) -> None:
    if pairings.by_id(change.tx, pairing_id) is None:
        raise NotThere
    became = pairing.undo(change.tx, change.now, pairing_id, change.me.person.id)
    if became in NOT_UNDONE:
        raise Wrong(Form(errors={"undo": NOT_UNDONE[became]}))


async def end(request: Request) -> Response:
    return await _changed(request, _end, "pairing_ended")


def _end(change: Change, pairing_id: str, form: Form) -> None:
    why = form.text("why", most=LONGEST_WHY)
    form.check()
    if not ending.end(change.tx, change.now, pairing_id, change.me.person.id, why):
        form.wrong("why", NOT_UNDONE["over"])
        form.check()


async def keep_goals(request: Request) -> Response:
    return await _changed(request, _keep_goals, "goals_kept")


def _keep_goals(change: Change, pairing_id: str, form: Form) -> None:
    goals = form.text("goals", most=1000)
    form.check()
    pairings.keep_goals(change.tx, pairing_id, goals)
    change.note("pairing_goals_kept", pairing_id)


async def _changed(request: Request, unit: Callable[[Change, str, Form], None], said: str) -> Response:
    """What one of the forms on its page does; what is to be mended stands there, too."""
    pairing_id, form = request.path_params["pairing_id"], await read_form(request)

    def change_it(change: Change) -> None:
        if pairings.by_id(change.tx, pairing_id) is None:
            raise NotThere
        unit(change, pairing_id, form)

    try:
        await changing(request, "arrange", change_it)
    except Wrong as wrong:
        return await _show(request, wrong.form, 422)
    return back_to(f"/pairings/{pairing_id}", said)


ROUTES = [
    Route("/pairings/{pairing_id}", show),
    Route("/pairings/{pairing_id}/undo", undo, methods=["POST"]),
    Route("/pairings/{pairing_id}/end", end, methods=["POST"]),
    Route("/pairings/{pairing_id}/goals", keep_goals, methods=["POST"]),
]
SAID = {
    "undone": "It is taken back. Whoever had heard of it already is told.",
    "pairing_ended": f"The pairing is over. What was planned is cancelled, and both hear of it{UNLESS}.",
    "goals_kept": "What the two want of it is kept.",
}
