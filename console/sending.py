"""Before it goes out: a last look, the message on one's own phone, and the number of people, which confirms it.

What goes to more than a hundred asks for the second step anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

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
from console.audiences import draft
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, empty, read_form
from console.looking_first import is_sent, look_first, looked_at, typed_before
from console.page import back_to, page
from console.phones import Phone, phones
from console.refusals import ProofWanted
from console.rights import Right
from storage import broadcasts
from storage.broadcasts import Broadcast
from storage.values import instant

MOST_PEOPLE = 99_999
TIMES = ("when", "date", "time")  # fields
WHEN = {"now": "Now. There is a minute to undo it.", "at_a_time": "At a time"}
# Why it was not confirmed, in the words of the chat.
NOT_SENT = ("nobody", "nobody_to_agree", "not_complete", "too_late")


@dataclass(frozen=True, slots=True)
class Sight:
    """What is looked at: the sending, what is seen of it, whom it goes to in words, how many get it when if it begins
    at the time that was typed, if one was, and of those who may not get it in time why; its message;
    `second` is what a second person is asked for: "mine" of whoever looks, "theirs" of others, or '' of nobody."""

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


async def look_at(request: Request) -> Response:
    """With the time in it that stood there when a code was asked for, if one was."""
    broadcast_id = request.path_params["broadcast_id"]
    await reading(request, "offer", lambda look: draft(look, broadcast_id))
    if form := looked_at(request, broadcast_id) or typed_before(request, broadcast_id):
        return await show(request, form)
    stood = {name: request.query_params.get(name, "")[:60] for name in TIMES}
    return await show(request, empty(**{**stood, "when": stood["when"] or "now"}))


async def forecast(request: Request) -> Response:
    """Who would get it when, if it began at the time that stands in the form. Nothing is kept by it."""
    broadcast_id, form = request.path_params["broadcast_id"], await read_form(request)
    if "HX-Request" in request.headers:
        return await show(request, form)
    await reading(request, "offer", lambda look: draft(look, broadcast_id))
    return look_first(request, f"/broadcasts/{broadcast_id}/look", broadcast_id, form)


async def show(request: Request, form: Form, status: int = 200) -> Response:
    """The page with this form in it, and the forecast for its time."""
    broadcast_id = request.path_params["broadcast_id"]
    sight = await reading(request, "offer", lambda look: _sight(look, broadcast_id, form))
    if sight.seen.many > TWO_PEOPLE_OVER and request.method != "POST":  # what was typed would be lost by it
        await reading(request, "offer_to_many", lambda look: None)
    return page(request, "sending.html", block="forecast", status=status, sight=sight, form=form, when=WHEN)


def _sight(look: Reading, broadcast_id: str, form: Form) -> Sight:
    one, scene = draft(look, broadcast_id), look.scene
    at = _at(look, form, one) if form["when"] == "at_a_time" and one.state == "draft" else None
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


async def confirm(request: Request) -> Response:
    broadcast_id, form = request.path_params["broadcast_id"], await read_form(request)
    may: Right = await reading(request, "offer", lambda look: _right(look, broadcast_id, form))
    try:
        became = await changing(request, may, lambda change: _confirm(change, broadcast_id, form, may))
    except Wrong as wrong:
        return await show(request, wrong.form, 422)
    except ProofWanted:
        stands = urlencode({name: form[name] for name in TIMES})
        return back_to("/prove", next=f"/broadcasts/{broadcast_id}/look?{stands}")
    is_sent(request, broadcast_id)
    if became == "second_asked":
        return back_to(f"/broadcasts/{broadcast_id}/look", "second_asked")
    return back_to(f"/broadcasts/{broadcast_id}", became)


def _right(look: Reading, broadcast_id: str, form: Form) -> Right:
    """By how many get it: a number that is wrong is said before anything else is asked for."""
    one, typed = broadcasts.by_id(look.tx, broadcast_id), form["number"].strip()
    waits = one is not None and one.state in ("draft", "agreeing")
    many = broadcasting.how_many(look.tx, look.now, one) if one is not None and waits else 0
    is_right = typed.isascii() and typed.isdigit() and int(typed[:12]) == many
    return "offer_to_many" if is_right and many > TWO_PEOPLE_OVER else "offer"


def _confirm(change: Change, broadcast_id: str, form: Form, may: Right) -> str:
    one = broadcasts.by_id(change.tx, broadcast_id)
    if one is not None and one.confirmed_at and one.state != "draft":  # pressed before: it is one sending
        change.note("broadcast_confirmed_again", one.id)
        return "already_confirmed"
    one = draft(change, broadcast_id)
    number, at = form.number("number", 1, MOST_PEOPLE), _at(change, form, one)
    many = broadcasting.how_many(change.tx, change.now, one)
    if "number" not in form.errors and many and (many != number or (many > TWO_PEOPLE_OVER and may == "offer")):
        form.wrong("number", change.voice.says(audiences.STORY, "other_number", {"people": many, "number": number}))
    form.check()
    done = broadcasting.confirm(
        change.tx, change.now, one.id, by=change.me.person.id, number=number, starts_at=at and moment_of(at)
    )
    if done.refused:
        refuse(change, form, done.refused, done.people, number)
    return "second_asked" if done.agreeing else "confirmed"


def refuse(change: Change, form: Form, why: str, people: int, number: int) -> None:
    """Say at the form why it was not confirmed, in the words of the chat."""
    key = why if why in NOT_SENT else "other_number"
    field = "date" if why == "too_late" else "number"
    form.wrong(field, change.voice.says(audiences.STORY, key, {"people": people, "number": number}))
    form.check()


def _at(look: Reading, form: Form, one: Broadcast) -> datetime | None:
    """The time that was chosen, on the clocks of whoever chose it; None for now."""
    if form.one_of("when", WHEN, "Choose when it begins to go out.") != "at_a_time":
        return None
    words = look.voice.words
    day = form.day("date", words, look.scene.today, "Type the day.")
    time = form.time("time", words, "Type the time.")
    if day is None or time is None:
        return None
    at = datetime.combine(day, time, ZoneInfo(look.me.person.timezone))
    if moment_of(at) <= look.now:
        form.wrong("date", "That has gone by already. Choose a time that is still to come.")
    elif broadcasting.useful_until(look.tx, moment_of(at), one) <= moment_of(at):
        form.wrong("date", look.voice.says(audiences.STORY, "too_late", {}))
    return at


ROUTES = [
    Route("/broadcasts/{broadcast_id}/look", look_at),
    Route("/broadcasts/{broadcast_id}/look", forecast, methods=["POST"]),
    Route("/broadcasts/{broadcast_id}/to-me", to_me, methods=["POST"]),
    Route("/broadcasts/{broadcast_id}/confirm", confirm, methods=["POST"]),
]
SAID = {
    "sent_to_me": "It is on its way to your own chat. Nobody else gets it.",
    "confirmed": "It is confirmed.",
    "already_confirmed": "It was confirmed before, so nothing was sent a second time.",
    "second_asked": "Confirmed by you. Others in the team are asked to agree. Nothing goes out before that.",
}
