"""Planning a session, or a series of them, for a pairing or a group. What should be known before it is said first."""

from __future__ import annotations

from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import arranging, scheduling
from bot.actions.listing import both_names
from bot.actions.naming import when
from bot.rules import series
from console import by_the_clock, coming, not_asked
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, empty, read_form
from console.not_told import PLANNED as TOLD_OF
from console.page import back_to, page
from console.remarks import say_first
from console.session_series import UNLESS, how_many
from console.sessions import LONGEST_PLACE
from storage import attending, groups, pairings, sessions
from storage.sessions import Session

EVERY = {
    "once": "Once",
    "every_week": "Every week",
    "every_two_weeks": "Every two weeks",
    "every_four_weeks": "Every four weeks",
}
SKIPPED, LATER, LEFT_OUT = "skipped", "later", "left_out"  # what becomes of one whose time does not come that day
PLANNED = "They have a session at this time already. Choose another day or time, or change that one on its own page."
ALL_PLANNED = "All of these are planned already. Choose another day or time."


async def ask(request: Request) -> Response:
    whose = request.query_params.get("whose", "")[:40]
    return await _form(request, empty(whose=whose, minutes="60", every="once", times="1"))


async def plan(request: Request) -> Response:
    form = await read_form(request)
    try:
        first = await changing(request, "arrange", lambda change: _plan(change, form))
    except Wrong as wrong:
        return await _form(request, wrong.form, 422 if wrong.form.errors else 200)
    return back_to(f"/sessions/{first}", "planned")


async def _form(request: Request, form: Form, status: int = 200) -> Response:
    whose = await reading(request, "arrange", _whose)
    return page(request, "session_new.html", status=status, form=form, whose=whose, every=EVERY)


def _whose(look: Reading) -> dict[str, str]:
    """Every agreed pairing and every group, by name."""
    scene = look.scene
    named = {one: both_names(scene, *names) for one, *names in pairings.agreed_by_name(look.tx)}
    named |= {one.id: one.name for one in groups.standing(look.tx)}
    return dict(sorted(named.items(), key=lambda one: one[1].casefold()))


def _plan(change: Change, form: Form) -> str:
    whose = form.one_of("whose", _whose(change), "Choose for whom it is.")
    begins, minutes = by_the_clock.to_come(change, form), form.number("minutes", 5, 600)
    place = form.text("place", most=LONGEST_PLACE)
    every = form.one_of("every", EVERY, "Choose how often.")
    many = form.number("times", 1, series.MOST) if form["times"].strip() or every not in ("", "once") else 1
    if every == "once" and many != 1:
        form.wrong("times", "Once is one session. Choose how often they meet, or type 1 here.")
    form.check()
    assert begins is not None
    starts = _starts(change, form, begins, every, many)
    known = {one.id for one in _planned(change, whose, starts)}
    if len(known) == len(starts):  # there is nothing to plan, and so nothing to plan all the same
        form.wrong("date", ALL_PLANNED if many > 1 else PLANNED)
        form.check()
    form.values["others"] = "yes" if known else ""
    _remark(change, form, whose, begins, every, many, minutes)
    slots = [scheduling.Slot(at, minutes, place) for at in starts]
    planned = scheduling.plan_series(
        change.tx,
        change.now,
        by=change.me.person.id,
        slots=slots,
        timezone=change.me.person.timezone,
        **_ids(change, whose),
    )
    new = [one for one in planned if one.id not in known]
    change.note("sessions_planned", new[0].id, how_many(len(new)))
    return new[0].id


def _starts(look: Reading, form: Form, begins: datetime, every: str, many: int) -> list[datetime]:
    """When they begin. Of one whose time the clocks skip it is asked whether it is planned for later on that day."""
    starts, skipped = (one(begins, arranging.WEEKS[every], many) for one in (series.starts, series.skipped))
    if not skipped:
        return starts
    form.choices[SKIPPED] = {
        LATER: f"Plan it for {when(look.scene, skipped[0])}, when the clocks have gone forward",
        LEFT_OUT: "Leave out the session of that day",
    }
    form.values.setdefault(SKIPPED, LATER)
    how = form.one_of(SKIPPED, form.choices[SKIPPED], "Choose what becomes of it.")
    form.check()
    return [one for one in starts if one not in skipped] if how == LEFT_OUT else starts


def _planned(look: Reading, whose: str, starts: list[datetime]) -> list[Session]:
    """Those of theirs that begin at one of these times."""
    found = (sessions.planned_at(look.tx, at, **_ids(look, whose)) for at in starts)
    return [one for one in found if one is not None]


def _remark(change: Change, form: Form, whose: str, begins: datetime, every: str, times: int, minutes: int) -> None:
    remarks = arranging.remarks(change.scene, whose=whose, at=begins, every=every, times=times, minutes=minutes).strip()
    ids = _ids(change, whose)
    untold = not_asked.before(change, TOLD_OF, attending.attendees(change.tx, **ids))
    later, few = not_asked.until_a_yes(change, **ids), coming.alone(change, ids.get("group_id"))
    say_first(form, "\n\n".join(each for each in (remarks, untold, later, few) if each))


def _ids(look: Reading, whose: str) -> dict[str, str]:
    return {"pairing_id" if pairings.by_id(look.tx, whose) is not None else "group_id": whose}


ROUTES = [
    Route("/sessions/new", ask),
    Route("/sessions/new", plan, methods=["POST"]),
]
SAID = {"planned": f"It is planned. Those who come hear of it in five minutes, in their own hours{UNLESS}."}
