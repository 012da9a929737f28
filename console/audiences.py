"""Whom something goes to: the filters of the chat on one page, with how many that is at each change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import asking_second, audience_look, audiences
from bot.actions.audience_look import Look
from bot.actions.audiences import LISTED
from bot.actions.progress import title_of
from bot.rules.audience import Audience
from console import naming
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, read_form
from console.looking_first import is_sent, look_first, looked_at, typed_before
from console.page import back_to, page
from console.refusals import Confirmed, NotThere
from storage import broadcasts, directory
from storage.broadcasts import Broadcast

BY_TAP = ("available", "never_asked")
BY_NAME = ("people", "without")
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen: by kind the options in words; and those who were named, by id."""

    one: Broadcast
    title: str
    options: Mapping[str, Mapping[str, str]]
    heads: Mapping[str, str]
    named: Mapping[str, str]

    def ticked(self, form: Form, name: str) -> dict[str, str]:
        """Those of them who are ticked in a field, by id."""
        chosen = {*form.chosen(name)}
        return {person_id: label for person_id, label in self.named.items() if person_id in chosen}


async def ask(request: Request) -> Response:
    broadcast_id = request.path_params["broadcast_id"]
    one = await reading(request, "offer", lambda look: draft(look, broadcast_id))
    counted = looked_at(request, _about(one))
    form = counted or typed_before(request, _about(one)) or _stored(Audience.read(one.audience))
    return await _form(request, form, counted=counted is not None)


def _about(one: Broadcast) -> str:
    """What was counted is of no use once something else is chosen, here or in the chat."""
    return f"audience {one.id} {one.audience}"


async def keep(request: Request) -> Response:
    broadcast_id, form = request.path_params["broadcast_id"], await read_form(request)
    try:
        before = await changing(request, "offer", lambda change: _keep(change, broadcast_id, form))
    except Wrong as wrong:
        return await _form(request, wrong.form, 422)
    is_sent(request, before)
    return back_to(f"/broadcasts/{broadcast_id}/look")


async def count(request: Request) -> Response:
    """How many it would be. Nothing is kept by it."""
    broadcast_id, form = request.path_params["broadcast_id"], await read_form(request)
    if "HX-Request" in request.headers:
        return await _form(request, form)
    one, _ = await reading(request, "offer", lambda look: _read(look, broadcast_id, form))
    if form.errors:  # what is to mend is not what they go on with another time
        return await _form(request, form, 422)
    return look_first(request, f"/broadcasts/{broadcast_id}/audience", _about(one), form)


def _read(look: Reading, broadcast_id: str, form: Form) -> tuple[Broadcast, Audience]:
    """What is put together, and the audience that this form means for it; what there is to mend stands in the form."""
    return draft(look, broadcast_id), _chosen(look, form)


async def _form(request: Request, form: Form, status: int = 200, *, counted: bool = False) -> Response:
    """The page with this form in it; the keyboard is at how many it is where that was asked for."""
    broadcast_id = request.path_params["broadcast_id"]
    choices, seen = await reading(request, "offer", lambda look: _both(look, broadcast_id, form))
    return page(
        request,
        "audience.html",
        block="count",
        status=status,
        form=form,
        id=broadcast_id,
        choices=choices,
        seen=seen,
        taps=BY_TAP,
        counted=counted,
        alone="HX-Request" in request.headers,
    )


def draft(look: Reading, broadcast_id: str) -> Broadcast:
    """A sending that is being put together. Raises NotThere, and Confirmed where that is over."""
    one = broadcasts.by_id(look.tx, broadcast_id)
    if one is None:
        raise NotThere
    if one.state not in ("draft", "agreeing"):
        raise Confirmed(one.id)
    return one


def _both(look: Reading, broadcast_id: str, form: Form) -> tuple[Choices, Look]:
    one, chosen = _read(look, broadcast_id, form)
    seen = audience_look.seen(look.scene, replace(one, audience=chosen.stored()), when=False)
    return _choices(look, one, chosen), seen


def _choices(look: Reading, one: Broadcast, chosen: Audience) -> Choices:
    options = {name: audiences.labels_of(look.scene, name) for name in LISTED}
    heads = look.voice.labels(audiences.STORY, "who", (*LISTED, *BY_TAP, *BY_NAME))
    listed = directory.everybody(look.tx, only={*chosen.people, *chosen.without})
    return Choices(one, title_of(look.scene, one), options, heads, {each.id: naming.label_of(each) for each in listed})


def _stored(chosen: Audience) -> Form:
    """The form as it stands for an audience."""
    several = {name: list(getattr(chosen, name)) for name in (*LISTED, *BY_NAME)}
    several |= {name: ["yes"] for name in BY_TAP if getattr(chosen, name)}
    return Form({name: values[0] for name, values in several.items() if values}, several)


def _chosen(look: Reading, form: Form) -> Audience:
    """The audience that a form means; whoever cannot be told from others is said at the field."""
    told: dict[str, Any] = {name: _known(look, form, name) for name in LISTED}
    told |= {name: bool(form.chosen(name)) for name in BY_TAP}
    told |= {name: _named(look, form, name) for name in BY_NAME}
    told["people"] = [one for one in told["people"] if one not in told["without"]]
    return Audience.read(told)


def _known(look: Reading, form: Form, name: str) -> list[str]:
    options = audiences.labels_of(look.scene, name) if form.chosen(name) else {}
    return [one for one in form.chosen(name) if one in options]


def _named(look: Reading, form: Form, name: str) -> Sequence[str]:
    """Those who are ticked, and those who stand on a line each."""
    typed = naming.on_lines(look, form, f"{name}_more", form.text(f"{name}_more", most=5000), MOST_LINES)
    known = directory.joined(look.tx, form.chosen(name)) if form.chosen(name) else ()
    ticked = [one for one in form.chosen(name) if one in known]
    return list(dict.fromkeys([*ticked, *typed]))


def _keep(change: Change, broadcast_id: str, form: Form) -> str:
    """Keep it; what was counted before was about what this returns."""
    one, chosen = _read(change, broadcast_id, form)
    if chosen.is_nobody:
        form.wrong("roles", "Choose whom it is for: nothing chosen is nobody.")
    form.check()
    asking_second.ask_no_more(change.scene, one)
    broadcasts.choose(change.tx, one.id, audience=chosen.stored(), words=one.words, topic=one.topic)
    change.note("audience_chosen", one.id)
    return _about(one)


async def use_never_asked(request: Request) -> Response:
    """Only those who were never asked: what the page suggests, in one tap."""
    broadcast_id = request.path_params["broadcast_id"]
    await changing(request, "offer", lambda change: _never_asked(change, broadcast_id))
    return back_to(f"/broadcasts/{broadcast_id}/look")


def _never_asked(change: Change, broadcast_id: str) -> None:
    one = draft(change, broadcast_id)
    asking_second.ask_no_more(change.scene, one)
    chosen = replace(Audience.read(one.audience), never_asked=True)
    broadcasts.choose(change.tx, one.id, audience=chosen.stored(), words=one.words, topic=one.topic)
    change.note("audience_chosen", one.id)


ROUTES = [
    Route("/broadcasts/{broadcast_id}/audience", ask),
    Route("/broadcasts/{broadcast_id}/audience", keep, methods=["POST"]),
    Route("/broadcasts/{broadcast_id}/audience/count", count, methods=["POST"]),
    Route("/broadcasts/{broadcast_id}/never-asked", use_never_asked, methods=["POST"]),
]
