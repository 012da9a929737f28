"""One person's page: who they are, what they are in, what they agreed to. That it was looked at is on record."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import planning, web_link
from bot.actions.finding import number_of
from console import homes, person_look
from console.desk import Change, Reading, changing, desk_of, reading, recorded
from console.forms import Form, Wrong, empty, read_form
from console.looking_first import is_sent, look_first, looked_at, typed_before
from console.organisation_look import NotLookedAt, is_new, sight
from console.page import back_to, page
from console.people import may_see
from console.refusals import NotThere
from storage import audit, nudging, organisations, people
from storage.people import Person
from storage.values import moment
from storage.web_chats import is_web

PAUSED = "person_paused_by_team"


async def show(request: Request) -> Response:
    return await _show(request, None)


async def _show(request: Request, form: Form | None, status: int = 200, link: str = "") -> Response:
    """With what was typed: now, or before a look, to go on with."""
    person_id = request.path_params["person_id"]
    seen = await recorded(request, "see_people", lambda change: _look(change, person_id))
    form = form or typed_before(request, _about(person_id)) or empty()
    form.values.setdefault("organisation", seen.organisation)
    return page(request, "person.html", status=status, seen=seen, form=form, link=link)


def _look(change: Change, person_id: str) -> person_look.Seen:
    person = _theirs(change, person_id)
    change.looked("person_looked_at", person_id)
    return person_look.see(change, person, may_resume=_may_resume(change, person))


def _theirs(change: Reading, person_id: str) -> Person:
    person = people.by_id(change.tx, person_id)
    if person is None or person.telegram_id is None or not may_see(change, person_id):
        raise NotThere
    return person


async def pause(request: Request) -> Response:
    person_id = request.path_params["person_id"]
    await changing(request, "care_for_people", lambda change: _pause(change, person_id))
    return back_to(f"/people/{person_id}", "paused")


def _pause(change: Change, person_id: str) -> None:
    """Nothing that we begin goes to them, and what waited to go does not."""
    person = _theirs(change, person_id)
    people.pause(change.tx, change.now, person.id)
    nudging.recall_waiting(change.tx, change.now, person.id)
    change.note(PAUSED, person.id)


async def resume(request: Request) -> Response:
    person_id = request.path_params["person_id"]
    await changing(request, "care_for_people", lambda change: _resume(change, person_id))
    return back_to(f"/people/{person_id}", "resumed")


def _resume(change: Change, person_id: str) -> None:
    person = _theirs(change, person_id)
    if not _may_resume(change, person):
        raise NotThere
    people.carry_on(change.tx, person.id)
    planning.plan_anew(change.tx, change.now, person.id)
    change.note("person_resumed_by_team", person.id)


def _may_resume(change: Change, person: Person) -> bool:
    """The team ends a pause that the team began. One that they chose themselves, and a stop, are theirs to end."""
    if person.paused_at is None or person.stopped_at is not None:
        return False
    return audit.was_done(change.tx, PAUSED, person.id, since=moment(person.paused_at))


async def settle(request: Request) -> Response:
    """The organisation they belong to; a new one is looked at first."""
    person_id, form = request.path_params["person_id"], await read_form(request)
    try:
        await changing(request, "care_for_people", lambda change: _settle(change, person_id, form))
    except Wrong as wrong:
        return await _show(request, wrong.form, 422)
    except NotLookedAt:
        await reading(request, "care_for_people", lambda look: look.me)
        return look_first(request, f"/people/{person_id}/organisation", _about(person_id), form)
    is_sent(request, _about(person_id))
    return back_to(f"/people/{person_id}", "settled")


def _about(person_id: str) -> str:
    return f"organisation of {person_id}"


async def look_at_name(request: Request) -> Response:
    """Where the name of an organisation will be read that there is from now on."""
    person_id = request.path_params["person_id"]
    person = await reading(request, "care_for_people", lambda look: _theirs(look, person_id))
    form, path = looked_at(request, _about(person_id)), f"/people/{person_id}"
    if form is None:
        return back_to(path)
    seen = await reading(request, "care_for_people", lambda look: sight(look, " ".join(form["organisation"].split())))
    hidden = {name: form[name] for name in (homes.FIELD, homes.CHOSEN)}
    return page(
        request,
        "organisation_look.html",
        form=form,
        sight=seen,
        path=f"{path}/organisation",
        change=path,
        back=(path, person.name or number_of(person.number)),
        hidden=hidden,
    )


def _settle(change: Change, person_id: str, form: Form) -> None:
    person, name = _theirs(change, person_id), homes.home(change, form)
    form.check()
    if form["sure"] != "yes" and is_new(change, name):
        raise NotLookedAt
    home = organisations.named(change.tx, change.now, name) if name else None
    organisations.settle(change.tx, person.id, home)
    change.note("organisation_changed", person.id)


async def new_link(request: Request) -> Response:
    """A new private link to the page of somebody without Telegram, shown once."""
    person_id, root = request.path_params["person_id"], desk_of(request).root
    link = await changing(request, "care_for_people", lambda change: _new_link(change, person_id, root))
    return await _show(request, None, link=link)


def _new_link(change: Change, person_id: str, root: str) -> str:
    person = _theirs(change, person_id)
    if person.telegram_id is None or not is_web(person.telegram_id):
        raise NotThere
    change.note("link_made", person.id)
    return web_link.give(change.tx, change.now, person, root)


ROUTES = [
    Route("/people/{person_id}", show),
    Route("/people/{person_id}/pause", pause, methods=["POST"]),
    Route("/people/{person_id}/resume", resume, methods=["POST"]),
    Route("/people/{person_id}/organisation", look_at_name),
    Route("/people/{person_id}/organisation", settle, methods=["POST"]),
    Route("/people/{person_id}/link", new_link, methods=["POST"]),
]
SAID = {
    "paused": "Paused. Nothing that we begin goes to them, and what waited to go does not. They come back by writing.",
    "resumed": "The pause is over. What lies ahead of them is planned anew.",
    "settled": "Their organisation is changed.",
}
