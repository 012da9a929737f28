"""Confirming what goes to many: by the number of people, once, and to more than a hundred after a second step."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import audience_look, audiences, broadcasting
from bot.rules.audience import TWO_PEOPLE_OVER
from bot.rules.wall import moment_of
from console import by_the_clock
from console.audiences import draft
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, read_form
from console.looking_first import is_sent
from console.page import back_to
from console.refusals import ProofWanted
from console.rights import Right
from console.sending import TIMES, begins_at, show
from storage import broadcasts

MOST_PEOPLE = 99_999

# Why it was not confirmed, in the words of the chat.
NOT_SENT = ("nobody", "nobody_to_agree", "not_complete", "too_late")


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
        return "confirmed_meanwhile"
    one = draft(change, broadcast_id)
    many = broadcasting.how_many(change.tx, change.now, one)
    number, at = form.number("number", 1, MOST_PEOPLE, typed(many)), begins_at(change, form, one)
    if "number" not in form.errors and many and (many != number or (many > TWO_PEOPLE_OVER and may == "offer")):
        form.wrong("number", change.voice.says(audiences.STORY, "other_number", {"people": many, "number": number}))
    before, twice = broadcasting.went_before(change.tx, change.now, one)
    if before and form["twice"] != str(twice):  # went since the page was drawn
        form.wrong("number", audience_look.went_before(change.scene, before, twice))
    form.check()
    done = broadcasting.confirm(
        change.tx, change.now, one.id, by=change.me.person.id, number=number, starts_at=at and moment_of(at)
    )
    if done.refused:
        refuse(change, form, done.refused, done.people, number)
    if done.agreeing:
        return "second_asked"
    return "confirmed_for_the_first" if by_the_clock.is_the_first(at) else "confirmed"


def typed(many: int) -> str:
    """What is to be typed for this many; '' where nobody would get it, which is said by itself."""
    return f"Type how many get it, which is {many}." if many else ""


def refuse(change: Change, form: Form, why: str, people: int, number: int) -> None:
    """Say at the form why it was not confirmed, in the words of the chat."""
    key = why if why in NOT_SENT else "other_number"
    field = "date" if why == "too_late" else "number"
    form.wrong(field, change.voice.says(audiences.STORY, key, {"people": people, "number": number}))
    form.check()


ROUTES = [Route("/broadcasts/{broadcast_id}/confirm", confirm, methods=["POST"])]
SAID = {
    "confirmed": "It is confirmed.",
    "confirmed_for_the_first": "It is confirmed. The clocks go back then and that time comes twice: it begins at the "
    "first of the two.",
    "confirmed_meanwhile": "It was confirmed before, so nothing was sent a second time.",
    "second_asked": "Confirmed by you. Others in the team are asked to agree. Nothing goes out before that.",
}
