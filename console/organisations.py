"""Organisations that people belong to: adding one, calling it otherwise, and taking away one that nobody is in."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.rules.names import has_a_letter
from console.desk import Change, changing, reading
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, page
from console.refusals import NotThere
from storage import directory, organisations

LONGEST = 120


async def index(request: Request) -> Response:
    return await _index(request, empty())


async def _index(request: Request, form: Form, status: int = 200, *, renames: str = "") -> Response:
    """All of them; what is wrong with a name stands at the one that it `renames`, or where one is added."""
    found = await reading(request, "arrange", lambda look: directory.organisations_with_people(look.tx))
    return page(request, "organisations.html", status=status, found=found, form=form, renames=renames)


async def add(request: Request) -> Response:
    form = await read_form(request)
    try:
        await changing(request, "arrange", lambda change: _add(change, form))
    except Wrong as wrong:
        return await _index(request, wrong.form, 422)
    return back_to("/organisations", "organisation_added")


def _add(change: Change, form: Form) -> None:
    name = _free_name(change, form)
    change.note("organisation_added", organisations.named(change.tx, change.now, name))


async def rename(request: Request) -> Response:
    organisation_id, form = request.path_params["organisation_id"], await read_form(request)
    try:
        await changing(request, "arrange", lambda change: _rename(change, organisation_id, form))
    except Wrong as wrong:
        return await _index(request, wrong.form, 422, renames=organisation_id)
    return back_to("/organisations", "organisation_renamed")


def _rename(change: Change, organisation_id: str, form: Form) -> None:
    if not organisations.rename(change.tx, organisation_id, _free_name(change, form)):
        raise NotThere
    change.note("organisation_renamed", organisation_id)


def _free_name(change: Change, form: Form) -> str:
    """What it is to be called, if nothing else is."""
    name = " ".join(form.text("name", "Type what the organisation is called.", most=LONGEST, links=False).split())
    if name and not has_a_letter(name):
        form.wrong("name", "This has no letter in it. Type what the organisation is called.")
    if name and name in organisations.names(change.tx).values():
        form.wrong("name", "There is an organisation of this name already.")
    form.check()
    return name


async def remove(request: Request) -> Response:
    await changing(request, "arrange", lambda change: _remove(change, request.path_params["organisation_id"]))
    return back_to("/organisations", "organisation_removed")


def _remove(change: Change, organisation_id: str) -> None:
    if not organisations.remove(change.tx, organisation_id):
        raise NotThere
    change.note("organisation_removed", organisation_id)


ROUTES = [
    Route("/organisations", index),
    Route("/organisations", add, methods=["POST"]),
    Route("/organisations/{organisation_id}/rename", rename, methods=["POST"]),
    Route("/organisations/{organisation_id}/remove", remove, methods=["POST"]),
]
SAID = {
    "organisation_added": "The organisation is added.",
    "organisation_renamed": "The organisation is called otherwise now.",
    "organisation_removed": "The organisation is gone.",
}
