"""Before it goes out: a last look, who would get it when, and the message on one's own phone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import audience_look, audiences, broadcasting, sending_out, spreading
from bot.actions.audience_look import Look
from bot.actions.naming import called
from bot.actions.progress import title_of
from bot.chat.putting import payloads
from bot.rules.audience import TWO_PEOPLE_OVER, Audience
from bot.rules.wall import moment_of
from console import by_the_clock
from console.audiences import draft
from console.desk import Change, Reading, changing, reading
from console.forms import Form, empty, read_form
from console.looking_first import look_first, looked_at, typed_before
from console.page import back_to, page
from console.phones import Phone, phones
from storage.broadcasts import Broadcast
from storage.values import instant

TIMES = ("when", "date", "time")  # fields
WHEN = {"now": "Now. There is a minute to undo it.", "at_a_time": "At a time"}
AMBIGUOUS = "A day or a time is typed below, and Now is chosen. Choose At a time, or empty the day and the time."


@dataclass(frozen=True, slots=True)
class Sight:
    """What is looked at: the sending, what is seen of it, whom it goes to in words, how many get it when if it begins
    at the time that was typed, if one was, and of those who may not get it in time why; its message;
    `second` is what a second person is asked for: "mine" of whoever looks, "theirs" of others, or '' of nobody;
    `first`: that time comes twice, because the clocks go back, and the first of the two is meant."""

    one: Broadcast
    title: str
    seen: Look
    typed: datetime | None
    audience: list[str]
    spread: list[str]
    in_vain: list[str]
    phones: list[Phone]
    second: str
    confirmed_by: str
    needs_second: str
    first: bool


async def look_at(request: Request) -> Response:
    """With the time in it that stood there when a code was asked for, if one was."""
    broadcast_id = request.path_params["broadcast_id"]
    await reading(request, "offer", lambda look: draft(look, broadcast_id))
    stood = {name: request.query_params.get(name, "")[:60] for name in TIMES}
    looked = None if any(stood.values()) else looked_at(request, broadcast_id)
    typed = None if any(stood.values()) else looked or typed_before(request, broadcast_id)
    form = typed or empty(**{**stood, "when": stood["when"] or "now"})
    return await show(request, form, looked=looked is not None)


async def forecast(request: Request) -> Response:
    """Who would get it when, if it began at the time that stands in the form. Nothing is kept by it."""
    broadcast_id, form = request.path_params["broadcast_id"], await read_form(request)
    if "HX-Request" in request.headers:
        return await show(request, form)
    await reading(request, "offer", lambda look: draft(look, broadcast_id))
    return look_first(request, f"/broadcasts/{broadcast_id}/look", broadcast_id, form)


async def show(request: Request, form: Form, status: int = 200, *, looked: bool = False) -> Response:
    """The page with this form in it, and the forecast for its time; the keyboard is there where it was asked for."""
    broadcast_id = request.path_params["broadcast_id"]
    sight = await reading(request, "offer", lambda look: _sight(look, broadcast_id, form))
    if sight.seen.many > TWO_PEOPLE_OVER and request.method != "POST":  # what was typed would be lost by it
        await reading(request, "offer_to_many", lambda look: None)
    shown = {"sight": sight, "form": form, "when": WHEN, "looked": looked}
    return page(request, "sending.html", block="forecast", status=status, **shown)


def _sight(look: Reading, broadcast_id: str, form: Form) -> Sight:
    one, scene = draft(look, broadcast_id), look.scene
    at = begins_at(look, form, one) if form["when"] == "at_a_time" and one.state == "draft" else None
    begins = instant(moment_of(at)) if at is not None and not form.errors.keys() & {"date", "time"} else None
    seen = audience_look.seen(scene, replace(one, starts_at=begins or one.starts_at))
    what = audience_look.offered(scene, one)
    chosen = Audience.read(one.audience)
    mine = "" if one.state == "draft" else "theirs" if one.confirmed_by == look.me.person.id else "mine"
    return Sight(
        one,
        title_of(scene, one),
        seen,
        at if begins else None,
        [] if chosen.group_chats else audiences.in_words(scene, chosen).split("\n"),
        spreading.when_in_words(scene, seen.spread) if seen.spread else [],
        spreading.warned(scene, seen.spread) if seen.spread else [],
        phones(look, lambda voice: audience_look.message(look.texts, voice, one, what), offers=what is not None),
        mine,
        called(scene, one.confirmed_by) if one.confirmed_by else "",
        sending_out.needs_second(scene, people=seen.many),
        by_the_clock.is_the_first(at),
    )


async def to_me(request: Request) -> Response:
    """The message as it will arrive, in the own chat of whoever asks."""
    broadcast_id = request.path_params["broadcast_id"]
    await changing(request, "offer", lambda change: _to_me(change, broadcast_id))
    return back_to(f"/broadcasts/{broadcast_id}/look", "sent_to_me")


def _to_me(change: Change, broadcast_id: str) -> None:
    one, scene = draft(change, broadcast_id), change.scene
    for payload in payloads(
        audience_look.message(scene.texts, scene.voice, one, audience_look.offered(scene, one)), None
    ):
        scene.post(payload, fleeting=True)
    change.note("broadcast_tried", one.id)


def begins_at(look: Reading, form: Form, one: Broadcast) -> datetime | None:
    """The time that was chosen, on the clocks of whoever chose it; None for now. A day that stands beside "now" is not
    dropped: it may well be what was meant."""
    chosen = form.one_of("when", WHEN, "Choose when it begins to go out.")
    if chosen == "now" and (form["date"].strip() or form["time"].strip()):
        form.wrong("when", AMBIGUOUS)
    if chosen != "at_a_time":
        return None
    at = by_the_clock.typed(look, form, gone="That has gone by already. Choose a time that is still to come.")
    if at is None:
        return None
    if "date" not in form.errors and broadcasting.useful_until(look.tx, moment_of(at), one) <= moment_of(at):
        form.wrong("date", look.voice.says(audiences.STORY, "too_late", {}))
    return at


ROUTES = [
    Route("/broadcasts/{broadcast_id}/look", look_at),
    Route("/broadcasts/{broadcast_id}/look", forecast, methods=["POST"]),
    Route("/broadcasts/{broadcast_id}/to-me", to_me, methods=["POST"]),
]
SAID = {"sent_to_me": "It is on its way to your own chat. Nobody else gets it."}
