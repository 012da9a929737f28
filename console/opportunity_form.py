"""Composing an opportunity: one page with every field of the record that the chat fills in as well."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import asking_second, broadcasting, composing, sending_out
from bot.actions.composing import LONGEST
from bot.actions.opportunity_meanwhile import KEPT
from console import opportunity_fields, opportunity_meanwhile
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, empty, read_form
from console.opportunity import there
from console.opportunity_fields import NAMELESS, WAS
from console.page import back_to, page
from console.refusals import NotThere
from storage import opportunities
from storage.opportunities import FIELDS, Opportunity

MISSING = {
    "what": "Say what it is.",
    "suits": "Say who it suits.",
    "doing": "Say what people would do.",
    "hours": "Say how long it takes.",
    "happens": "Say when it happens.",
    "place": "Say where it is.",
    "pay": "Say what is paid, or why it is unpaid.",
    "expenses": "Say what there is for expenses.",
    "access": "Say what there is for access and support.",
    "ask_whom": "Say whom people can ask.",
    "places": "Say how many places there are.",
    "closes_on": "Choose the last day for answers. It cannot be past.",
    "decides_on": "Choose the day by which everybody hears what was decided.",
    "how_decided": "Say how it is decided.",
}
TAKEN_BACK = "People have heard of this one, or will soon, so it stays as it is. You can announce what is different."


async def ask(request: Request) -> Response:
    return await _form(request, empty(), "/opportunities/new")


async def begin(request: Request) -> Response:
    """A draft, as soon as it has a name; what else was typed is in it."""
    form = await read_form(request)
    try:
        made = await changing(request, "offer", lambda change: _begin(change, form))
    except Wrong as wrong:
        return await _form(request, wrong.form, "/opportunities/new", 422)
    return await _after(request, form, made)


def _begin(change: Change, form: Form) -> str:
    title = form.text("title", NAMELESS, most=LONGEST["title"])
    if form.errors:
        opportunity_fields.read(change, form, None)  # what else is to be mended is said with it
    form.check()
    return _keep(change, form, composing.new(change.scene, title=title))


async def edit(request: Request) -> Response:
    opportunity_id = request.path_params["opportunity_id"]
    was = await reading(request, "offer", lambda look: opportunity_fields.shown(look, _draft(look, opportunity_id)))
    values = {name.removeprefix(WAS): value for name, value in was.items()}
    return await _form(request, empty(**values, **was), f"/opportunities/{opportunity_id}/edit")


async def keep(request: Request) -> Response:
    opportunity_id, form = request.path_params["opportunity_id"], await read_form(request)
    try:
        await changing(request, "offer", lambda change: _keep_draft(change, opportunity_id, form))
    except Wrong as wrong:
        return await _form(request, wrong.form, f"/opportunities/{opportunity_id}/edit", 422)
    return await _after(request, form, opportunity_id)


async def _after(request: Request, form: Form, opportunity_id: str) -> Response:
    """What could be kept is kept: what could not is said, or they go on."""
    if form.errors:
        return await _form(request, form, f"/opportunities/{opportunity_id}/edit", 422)
    if form["next"] != "send":
        return back_to(f"/opportunities/{opportunity_id}", "opportunity_kept")
    return back_to(f"/broadcasts/{form['broadcast']}/audience")


async def _form(request: Request, form: Form, path: str, status: int = 200) -> Response:
    found = await reading(request, "offer", lambda look: _frame(look, path))
    return page(
        request, "opportunity_edit.html", status=status, form=form, path=path, longest=LONGEST, was=WAS, **found
    )


def _frame(look: Reading, path: str) -> dict[str, Any]:
    opportunity_id = path.split("/")[2]
    one = opportunities.by_id(look.tx, opportunity_id)
    known = opportunity_fields.topics_of(look, one)
    labels = {name: look.voice.short("fill_opportunity", name) for name in FIELDS}
    second = composing.is_with_second(look.scene_about(opportunity_id))
    return {"topics": known, "labels": labels, "fields": FIELDS, "second": second, "id": opportunity_id}


def _draft(look: Reading, opportunity_id: str) -> Opportunity:
    one = there(look, opportunity_id)
    if one.state not in composing.OPEN_TO_CHANGE:
        raise NotThere
    return one


def _keep_draft(change: Change, opportunity_id: str, form: Form) -> None:
    if there(change, opportunity_id).state not in composing.OPEN_TO_CHANGE:
        raise Wrong(Form(form.values, errors={"title": TAKEN_BACK}))
    _keep(change, form, opportunity_id)


def _keep(change: Change, form: Form, opportunity_id: str) -> str:
    """Store each field that was changed and can be read; note at the others what to mend."""
    one = there(change, opportunity_id)
    read = opportunity_fields.read(change, form, one)
    changed = {
        name: value
        for name, value in read.items()
        if name not in form.errors and form.meant.get(name, form[name]).strip() != form[f"{WAS}{name}"].strip()
    }
    changed = opportunity_meanwhile.left(change, form, one, opportunity_fields.in_order(form, one, changed))
    changed = opportunity_fields.one_way_of_pay(changed)
    if changed:
        asking_second.take_back(change.scene, one.id)
        opportunities.fill_in(change.tx, one.id, changed)
    change.note(KEPT, one.id, ",".join(changed))
    kept = there(change, opportunity_id)
    opportunity_meanwhile.refresh(change, form, kept)
    if form["next"] == "send" and not form.errors:
        _go_on(change, form, kept)
    return one.id


def _go_on(change: Change, form: Form, one: Opportunity) -> None:
    """Nothing is in the way: what was put together to send it. Else what is missing is said, field by field."""
    for name in broadcasting.missing(one, change.now):
        form.wrong(name, MISSING.get(name, NAMELESS))
    scene = change.scene_about(one.id)
    way = sending_out.in_the_way(scene)
    if way["too_long"]:
        form.wrong(
            "what", f"It does not fit into one message: {way['too_long']} letters too many. Shorten: {way['shorten']}."
        )
    if not form.errors:
        form.values["broadcast"] = sending_out.put_together(scene, one)


ROUTES = [
    Route("/opportunities/new", ask),
    Route("/opportunities/new", begin, methods=["POST"]),
    Route("/opportunities/{opportunity_id}/edit", edit),
    Route("/opportunities/{opportunity_id}/edit", keep, methods=["POST"]),
]
SAID = {"opportunity_kept": "It is saved as a draft. Nobody has been told of it."}
