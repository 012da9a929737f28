"""Organisations that people belong to: adding one and calling it otherwise, each after a look at where its name will be
read. Taking one away is elsewhere."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.rules.names import has_a_letter
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, empty, read_form
from console.looking_first import is_sent, look_first, looked_at, typed_before
from console.organisation_look import NotLookedAt, is_new, sight
from console.page import back_to, page
from console.refusals import NotThere
from storage import directory, organisations

LONGEST = 120
ABOUT = "organisation"  # of what is looked at once more


async def index(request: Request) -> Response:
    """With what was typed and looked at and not sent: where one is added, or at the one that it `renames`."""
    await reading(request, "arrange", lambda look: look.me)
    renames = request.query_params.get("renames", "")
    return await _index(request, typed_before(request, _about(renames)) or empty(), renames=renames)


def _about(organisation_id: str) -> str:
    return f"{ABOUT} {organisation_id}"


async def _index(request: Request, form: Form, status: int = 200, *, renames: str = "") -> Response:
    """All of them; what is wrong with a name stands at the one that it `renames`, or where one is added."""
    found = await reading(request, "arrange", lambda look: directory.organisations_with_people(look.tx))
    there = renames if renames in {one[0] for one in found} else ""
    return page(request, "organisations.html", status=status, found=found, form=form, renames=there)


async def add(request: Request) -> Response:
    """Twice: first it is shown where the name will be read, then there is an organisation of that name."""
    return await _called(request, "", "organisation_added")


async def rename(request: Request) -> Response:
    """Twice, as for a new one."""
    return await _called(request, request.path_params["organisation_id"], "organisation_renamed")


async def _called(request: Request, organisation_id: str, said: str) -> Response:
    form = await read_form(request)
    try:
        await changing(request, "arrange", lambda change: _call(change, organisation_id, form))
    except Wrong as wrong:
        return await _index(request, wrong.form, 422, renames=organisation_id)
    except NotLookedAt:
        await reading(request, "arrange", lambda look: look.me)
        return look_first(request, _look_of(organisation_id), _about(organisation_id), form)
    is_sent(request, _about(organisation_id))
    return back_to("/organisations", said)


def _call(change: Change, organisation_id: str, form: Form) -> None:
    _there(change, organisation_id)
    name = _free_name(change, form)
    if form["sure"] != "yes":
        raise NotLookedAt
    if organisation_id:
        organisations.rename(change.tx, organisation_id, name)
        change.note("organisation_renamed", organisation_id)
    else:
        change.note("organisation_added", organisations.named(change.tx, change.now, name))


def _there(look: Reading, organisation_id: str) -> None:
    """Raises NotThere for one that is not; a new one is none yet."""
    if organisation_id and organisation_id not in organisations.names(look.tx):
        raise NotThere


def _look_of(organisation_id: str) -> str:
    return f"/organisations/{organisation_id}/look" if organisation_id else "/organisations/look"


async def look_at(request: Request) -> Response:
    """Where a name will be read, of a new one or of the one that is to be called otherwise."""
    organisation_id = request.path_params.get("organisation_id", "")
    await reading(request, "arrange", lambda look: _there(look, organisation_id))
    form = looked_at(request, _about(organisation_id))
    change = f"/organisations?renames={organisation_id}" if organisation_id else "/organisations"
    if form is None:
        return back_to("/organisations")
    seen = await reading(request, "arrange", lambda look: sight(look, " ".join(form["name"].split()), organisation_id))
    return page(
        request,
        "organisation_look.html",
        form=form,
        sight=seen,
        path=f"/organisations/{organisation_id}/rename" if seen.before else "/organisations",
        change=change,
        back=(change, "Organisations"),
        hidden={"name": form["name"]},
    )


def _free_name(look: Reading, form: Form) -> str:
    """What it is to be called, if nothing else is. Raises Wrong."""
    name = " ".join(form.text("name", "Type what the organisation is called.", most=LONGEST, links=False).split())
    if name and not has_a_letter(name):
        form.wrong("name", "This has no letter in it. Type what the organisation is called.")
    if name and not is_new(look, name):
        form.wrong("name", "There is an organisation of this name already.")
    form.check()
    return name


ROUTES = [
    Route("/organisations", index),
    Route("/organisations", add, methods=["POST"]),
    Route("/organisations/look", look_at),
    Route("/organisations/{organisation_id}/look", look_at),
    Route("/organisations/{organisation_id}/rename", rename, methods=["POST"]),
]
SAID = {
    "organisation_added": "The organisation is added.",
    "organisation_renamed": "The organisation is called otherwise now.",
}
