"""Pairings: those that stand and those that are over, and putting two people together."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import pairing
from bot.actions.naming import called
from console import naming, not_asked
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, page
from console.remarks import say_first, status_of
from storage import pairings
from storage.pairings import Pairing

OVER_SHOWN = 25
ON_A_PAGE = 50
REFUSED = {
    "themselves": ("leader", "Nobody can be put together with themselves."),
    "gone": ("partner", "One of the two is not with us any more."),
    "stopped": ("partner", "One of the two has asked us not to write to them."),
    "same": ("leader", "These two are put together already."),
    "ends_first": ("until", "The last day comes before the first one."),
    "gone_by": ("until", "The last day has gone by already. Choose one that is still to come, or leave it empty."),
}


@dataclass(frozen=True, slots=True)
class Two:
    """A pairing with the names of both."""

    pairing: Pairing
    partner: str
    leader: str


@dataclass(frozen=True, slots=True)
class Lists:
    """One page of those that stand, the `last` of them with those that are over."""

    standing: list[Two]
    over: list[Two]
    page: int
    last: int


async def index(request: Request) -> Response:
    number = request.query_params.get("page", "1")
    wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    lists = await reading(request, "see_programme", lambda look: _lists(look, max(1, wanted)))
    return page(request, "pairings.html", lists=lists)


def _lists(look: Reading, wanted: int) -> Lists:
    standing, many = pairings.some_standing(look.tx, ON_A_PAGE, (wanted - 1) * ON_A_PAGE)
    last = max(1, -(-many // ON_A_PAGE))
    if wanted > last:
        return _lists(look, last)
    over = pairings.over(look.tx, OVER_SHOWN) if wanted == last else []
    return Lists([two_of(look, one) for one in standing], [two_of(look, one) for one in over], wanted, last)


def two_of(look: Reading, one: Pairing) -> Two:
    return Two(one, called(look.scene, one.partner_id), called(look.scene, one.leader_id))


async def ask(request: Request) -> Response:
    asked = request.query_params
    return await _form(request, empty(partner=asked.get("partner", "")[:20], leader=asked.get("leader", "")[:20]))


async def propose(request: Request) -> Response:
    form = await read_form(request)
    try:
        made = await changing(request, "arrange", lambda change: _propose(change, form))
    except Wrong as wrong:
        return await _form(request, wrong.form, status_of(wrong.form))
    return back_to(f"/pairings/{made}", "proposed")


async def _form(request: Request, form: Form, status: int = 200) -> Response:
    await reading(request, "arrange", lambda look: look.me)
    return page(request, "pairing_new.html", status=status, form=form)


def _propose(change: Change, form: Form) -> str:
    partner = naming.somebody(change, form, "partner", "Type the name or number of the partner.", role="partner")
    leader = naming.somebody(change, form, "leader", "Type the name or number of the leader.", role="leader")
    words, today = change.voice.words, change.scene.today
    from_on = form.day("from", words, today) or today
    until_on = form.day("until", words, today)
    form.check()
    refused = pairing.why_not(change.tx, partner, leader).refused
    if refused := refused or pairing.why_not_until(change.now, from_on, until_on):
        form.wrong(*REFUSED[refused])
        form.check()
    say_first(form, not_asked.before(change, not_asked.TO_PAIR, (partner, leader)))
    made = pairing.propose(
        change.tx,
        change.now,
        partner_id=partner,
        leader_id=leader,
        from_on=from_on,
        until_on=until_on,
        made_by=change.me.person.id,
    )
    return made.id


ROUTES = [
    Route("/pairings", index),
    Route("/pairings/new", ask),
    Route("/pairings/new", propose, methods=["POST"]),
]
SAID = {
    "proposed": "They are put together. Each is asked in five minutes, unless this page says below that they are not; "
    "until then you can undo it unheard.",
}
