"""Composing an opportunity: one page with every field of the record that the chat fills in as well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import asking_second, broadcasting, composing, sending_out, topics
from bot.actions.composing import LONGEST, MOST_PLACES
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, empty, read_form
from console.opportunities import there
from console.page import back_to, page
from console.refusals import NotThere
from storage import opportunities
from storage.opportunities import FIELDS, Opportunity

WAS = "was-"  # what stood in a field when the form was shown
NAMELESS = "Type what it is called."
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
    form.check()
    return _keep(change, form, composing.new(change.scene, title=title))


async def edit(request: Request) -> Response:
    one = await reading(request, "offer", lambda look: _draft(look, request.path_params["opportunity_id"]))
    values = {name: "" if getattr(one, name) is None else str(getattr(one, name)) for name in FIELDS}
    return await _form(request, empty(**values, **_was(one)), f"/opportunities/{one.id}/edit")


async def keep(request: Request) -> Response:
    opportunity_id, form = request.path_params["opportunity_id"], await read_form(request)
    await changing(request, "offer", lambda change: _keep_draft(change, opportunity_id, form))
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
    known = _topics(look, one)
    labels = {name: look.voice.short("fill_opportunity", name) for name in FIELDS}
    second = composing.is_with_second(look.scene_about(opportunity_id))
    return {"topics": known, "labels": labels, "fields": FIELDS, "second": second, "id": opportunity_id}


def _topics(look: Reading, one: Opportunity | None) -> dict[str, str]:
    """Those in use, and the one that it has though it is retired."""
    known: dict[str, str] = topics.in_use(look.scene)["labels"]
    own = {one.topic: topics.label(look.tx, look.voice, one.topic)} if one is not None and one.topic else {}
    return {**own, **known}


def _draft(look: Reading, opportunity_id: str) -> Opportunity:
    one = there(look, opportunity_id)
    if one.state not in composing.OPEN_TO_CHANGE:
        raise NotThere
    return one


def _was(one: Opportunity) -> dict[str, str]:
    return {f"{WAS}{name}": "" if getattr(one, name) is None else str(getattr(one, name)) for name in FIELDS}


def _keep_draft(change: Change, opportunity_id: str, form: Form) -> None:
    if there(change, opportunity_id).state not in composing.OPEN_TO_CHANGE:
        raise Wrong(Form(form.values, errors={"title": TAKEN_BACK}))
    _keep(change, form, opportunity_id)


def _keep(change: Change, form: Form, opportunity_id: str) -> str:
    """Store each field that was changed and can be read; note at the others what to mend."""
    one = there(change, opportunity_id)
    read = _read(change, form, one)
    changed = {
        name: value
        for name, value in read.items()
        if name not in form.errors and form[name].strip() != form[f"{WAS}{name}"].strip()
    }
    changed = _in_order(form, one, changed)
    if changed:
        asking_second.take_back(change.scene, one.id)
        opportunities.fill_in(change.tx, one.id, _one_way_of_pay(changed))
    change.note("opportunity_kept", one.id, ",".join(changed))
    kept = there(change, opportunity_id)
    form.values |= {name: value for name, value in _was(kept).items() if name.removeprefix(WAS) not in form.errors}
    if form["next"] == "send" and not form.errors:
        _go_on(change, form, kept)
    return one.id


def _one_way_of_pay(changed: Mapping[str, Any]) -> dict[str, Any]:
    """Pay, and why there is none, exclude each other: whichever was typed now, the other is empty."""
    other = {"pay": "unpaid_because", "unpaid_because": "pay"}
    emptied = {other[name]: "" for name in other if changed.get(name)}
    return {**changed, **emptied}


def _read(change: Change, form: Form, one: Opportunity) -> dict[str, Any]:
    """The fields as they are stored."""
    read: dict[str, Any] = {name: form.text(name, most=most) for name, most in LONGEST.items()}
    if not read["title"]:
        form.wrong("title", NAMELESS)
    if read["pay"] and read["unpaid_because"]:
        form.wrong("pay", "Fill in one of the two: what is paid, or why it is unpaid.")
        form.errors.setdefault("unpaid_because", "It cannot be paid and unpaid.")
    elif composing.is_no_pay(change.scene, said=read["pay"] or None):
        form.wrong("pay", "This reads as no pay. Leave it empty, and say below why it is unpaid.")
    read["happens"] = _when(change, form, read["happens"])
    read["places"] = form.number("places", 1, MOST_PLACES) if form["places"].strip() else None
    read["topic"] = form["topic"] if form["topic"] in _topics(change, one) else ""
    return read | _days(change, form, one)


def _when(change: Change, form: Form, typed: str) -> str:
    """A day and a time as people read them; anything else as it was typed."""
    if not typed or typed == form[f"{WAS}happens"].strip():
        return typed
    found = composing.read_when(change.scene, said=typed)
    if found["hint"]:
        form.wrong("happens", found["hint"])
    return found["shown"][: LONGEST["happens"]]


def _days(change: Change, form: Form, one: Opportunity) -> dict[str, str | None]:
    words, today = change.voice.words, change.scene.today
    read = {name: form.day(name, words, today) for name in ("closes_on", "decides_on")}
    for name, day in read.items():
        if day is not None and day < today and day.isoformat() != getattr(one, name):
            form.wrong(name, "That day is past.")
    return {name: day.isoformat() if day else None for name, day in read.items()}


def _in_order(form: Form, one: Opportunity, changed: dict[str, Any]) -> dict[str, Any]:
    """Without the two days, where the decision would come before the last day for answers."""
    closes, decides = (changed.get(name, getattr(one, name)) for name in ("closes_on", "decides_on"))
    if not closes or not decides or decides >= closes:
        return changed
    form.wrong("decides_on", "The decision cannot come before the last day for answers.")
    return {name: value for name, value in changed.items() if name not in ("closes_on", "decides_on")}


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
