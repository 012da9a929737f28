"""One opportunity: all that there is about it, what comes next, and calling it off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import broadcasting, calling_off, composing, offering, opportunity_cards, sending_out, topics
from bot.actions.naming import called
from console import following
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, page
from console.phones import Phone, phones
from console.refusals import NotThere
from storage import broadcasts, opportunities, responses
from storage.broadcasts import Broadcast
from storage.opportunities import Opportunity

AGREEING = "a second person is asked"
IS_OVER = "It is over already."
STAYS = "People were told of it, or are about to be, so it stays on record."


@dataclass(frozen=True, slots=True)
class Sending:
    """One sending of it: how it stands, in words, and in the numbers of its own page by their line."""

    one: Broadcast
    state: str
    lines: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Card:
    """One with all that there is about it: how many answered what, what is `missing` before it can be sent and by how
    much it is `too_long`, its sendings, its message on a phone in each language, and which ends are open to it."""

    one: Opportunity
    stands: str
    is_late: bool
    topic: str
    made_by: str
    said: Mapping[str, int]
    missing: str
    too_long: int
    sendings: list[Sending]
    phones: list[Phone]
    can_discard: bool
    can_call_off: bool


async def show(request: Request) -> Response:
    card = await reading(request, "offer", lambda look: _card(look, request.path_params["opportunity_id"]))
    return page(request, "opportunity.html", card=card)


def there(look: Reading, opportunity_id: str) -> Opportunity:
    """The one that a page is about. Raises NotThere."""
    found = opportunities.by_id(look.tx, opportunity_id)
    if found is None:
        raise NotThere
    return found


def _card(look: Reading, opportunity_id: str) -> Card:
    one, scene = there(look, opportunity_id), look.scene_about(opportunity_id)
    missing = broadcasting.missing(one, look.now) if one.state in ("draft", "open") else []
    sendings = [each for each in broadcasts.of_opportunity(look.tx, one.id) if each.state != "draft"]
    return Card(
        one,
        opportunity_cards.how_it_stands(scene, one),
        opportunity_cards.is_late(scene, one),
        topics.label(look.tx, look.voice, one.topic) if one.topic else "",
        called(scene, one.made_by) if one.made_by else "",
        Counter(each.said for each in responses.to(look.tx, one.id)),
        sending_out.fields_in_words(scene, missing),
        offering.over_by(look.texts, one),
        [_sending(look, each) for each in sendings],
        phones(look, lambda voice: offering.whole(look.texts, voice, one), offers=True),
        composing.is_nobodys(scene, one),
        calling_off.is_possible(scene, one),
    )


def _sending(look: Reading, one: Broadcast) -> Sending:
    if one.state == "agreeing":
        return Sending(one, AGREEING, {})
    state = look.voice.labels("broadcasts", "which", {one.state})[one.state]
    return Sending(one, state, following.in_numbers(look, one))


async def copy(request: Request) -> Response:
    opportunity_id = request.path_params["opportunity_id"]
    made = await changing(request, "offer", lambda change: _copy(change, opportunity_id))
    return back_to(f"/opportunities/{made}/edit", "used_again")


def _copy(change: Change, opportunity_id: str) -> str:
    there(change, opportunity_id)
    made = composing.copy(change.scene_about(opportunity_id))
    change.note("opportunity_used_again", made, opportunity_id)
    return made


async def ask_discard(request: Request) -> Response:
    """Deleting is asked about first: it cannot be undone."""
    opportunity_id = request.path_params["opportunity_id"]
    one, can_discard = await reading(request, "offer", lambda look: _draft(look, opportunity_id))
    return page(request, "opportunity_discard.html", one=one, can_discard=can_discard, why_not=STAYS)


def _draft(look: Reading, opportunity_id: str) -> tuple[Opportunity, bool]:
    one = there(look, opportunity_id)
    return one, composing.is_nobodys(look.scene_about(opportunity_id), one)


async def discard(request: Request) -> Response:
    opportunity_id = request.path_params["opportunity_id"]
    await changing(request, "offer", lambda change: _discard(change, opportunity_id))
    return back_to("/opportunities", "opportunity_discarded")


def _discard(change: Change, opportunity_id: str) -> None:
    there(change, opportunity_id)
    if not composing.discard(change.scene_about(opportunity_id)):
        raise Wrong(Form(errors={"discard": STAYS}))


async def send(request: Request) -> Response:
    """Go on to whom it is for."""
    opportunity_id = request.path_params["opportunity_id"]
    begun = await changing(request, "offer", lambda change: _send(change, opportunity_id))
    return back_to(f"/broadcasts/{begun}/audience")


def _send(change: Change, opportunity_id: str) -> str:
    one = there(change, opportunity_id)
    if one.state not in ("draft", "open"):
        raise Wrong(Form(errors={"send": IS_OVER}))
    if broadcasting.missing(one, change.now) or offering.over_by(change.texts, one):
        raise Wrong(Form(errors={"send": "Something is missing, past or too long. Look at its fields first."}))
    begun = sending_out.put_together(change.scene_about(opportunity_id), one)
    change.note("broadcast_begun", begun, opportunity_id)
    return begun


async def ask_call_off(request: Request) -> Response:
    return await _call_off_form(request, empty())


async def call_off(request: Request) -> Response:
    opportunity_id, form = request.path_params["opportunity_id"], await read_form(request)
    try:
        await changing(request, "offer", lambda change: _call_off(change, opportunity_id, form))
    except Wrong as wrong:
        return await _call_off_form(request, wrong.form, 422)
    return back_to(f"/opportunities/{opportunity_id}", "called_off")


async def _call_off_form(request: Request, form: Form, status: int = 200) -> Response:
    one = await reading(request, "offer", lambda look: there(look, request.path_params["opportunity_id"]))
    return page(request, "call_off.html", status=status, one=one, form=form)


def _call_off(change: Change, opportunity_id: str, form: Form) -> None:
    one = there(change, opportunity_id)
    reason, scene = form.text("reason", "Say why it does not take place. People read it.", most=600), change.scene
    if not calling_off.is_possible(scene, one):
        form.wrong("reason", IS_OVER if one.state != "draft" else "Nobody has heard of it. Delete the draft instead.")
    form.check()
    calling_off.call_off(change.scene_about(opportunity_id), reason=reason)


ROUTES = [
    Route("/opportunities/{opportunity_id}", show),
    Route("/opportunities/{opportunity_id}/copy", copy, methods=["POST"]),
    Route("/opportunities/{opportunity_id}/discard", ask_discard),
    Route("/opportunities/{opportunity_id}/discard", discard, methods=["POST"]),
    Route("/opportunities/{opportunity_id}/send", send, methods=["POST"]),
    Route("/opportunities/{opportunity_id}/call-off", ask_call_off),
    Route("/opportunities/{opportunity_id}/call-off", call_off, methods=["POST"]),
]
SAID = {
    "used_again": "This is a new draft with the same words. Its days are still to be filled in.",
    "opportunity_discarded": "The draft is deleted.",
    "called_off": "It is called off. Nothing more goes out, and whoever was interested hears why, in their own hours.",
}
