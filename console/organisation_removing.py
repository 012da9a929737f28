"""Taking away an organisation that nobody belongs to, such as one that was made by a slip: asked once more."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, page
from console.refusals import NotThere
from storage import directory, invites, organisations

BELONGS = "Somebody belongs to it meanwhile, so it stays."


@dataclass(frozen=True, slots=True)
class Seen:
    """What it is called, how many people belong to it, and how many invites to it still work."""

    id: str
    name: str
    people: int
    invites: int


async def ask(request: Request) -> Response:
    return await _show(request, empty())


async def _show(request: Request, form: Form, status: int = 200) -> Response:
    one = await reading(request, "arrange", lambda look: _look(look, request.path_params["organisation_id"]))
    return page(request, "organisation_remove.html", status=status, one=one, form=form)


def _look(look: Reading, organisation_id: str) -> Seen:
    """Raises NotThere."""
    for one, name, times in directory.organisations_with_people(look.tx):
        if one == organisation_id:
            return Seen(
                one, name, times, sum(each.organisation == name for each in invites.open_now(look.tx, look.now))
            )
    raise NotThere


async def remove(request: Request) -> Response:
    form = await read_form(request)
    try:
        await changing(request, "arrange", lambda change: _remove(change, request.path_params["organisation_id"], form))
    except Wrong as wrong:
        return await _show(request, wrong.form, 422)
    return back_to("/organisations", "organisation_removed")


def _remove(change: Change, organisation_id: str, form: Form) -> None:
    _look(change, organisation_id)
    if not organisations.remove(change.tx, organisation_id):
        form.wrong("remove", BELONGS)
        form.check()
    change.note("organisation_removed", organisation_id)


ROUTES = [
    Route("/organisations/{organisation_id}/remove", ask),
    Route("/organisations/{organisation_id}/remove", remove, methods=["POST"]),
]
SAID = {"organisation_removed": "The organisation is gone."}
