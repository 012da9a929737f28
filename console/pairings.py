"""Pairings: those that stand and those that are over, putting two people together, taking it back, and ending it."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import ending, pairing
from bot.actions.naming import called
from console import naming
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, page
from console.refusals import NotThere
from storage import pairings, sessions
from storage.pairings import Pairing
from storage.sessions import Session

LONGEST_WHY = 300
OVER_SHOWN = 25
ON_A_PAGE = 50
REFUSED = {
    "themselves": ("leader", "Nobody can be put together with themselves."),
    "gone": ("partner", "One of the two is not with us any more."),
    "stopped": ("partner", "One of the two has asked us not to write to them."),
    "same": ("leader", "These two are put together already."),
    "ends_first": ("until", "The last day comes before the first one."),
}
NOT_UNDONE = {
    "answered": "One of the two has answered already, so it cannot be taken back. End it instead.",
    "agreed": "Both have agreed, so it cannot be taken back. End it instead.",
    "over": "It was over before.",
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
    return Lists([_two(look, one) for one in standing], [_two(look, one) for one in over], wanted, last)


def _two(look: Reading, one: Pairing) -> Two:
    return Two(one, called(look.scene, one.partner_id), called(look.scene, one.leader_id))


async def show(request: Request) -> Response:
    two, held = await reading(request, "see_programme", lambda look: _one(look, request.path_params["pairing_id"]))
    return page(request, "pairing.html", two=two, sessions=held)


def _one(look: Reading, pairing_id: str) -> tuple[Two, list[Session]]:
    found = pairings.by_id(look.tx, pairing_id)
    if found is None:
        raise NotThere
    return _two(look, found), sessions.of_pairing(look.tx, pairing_id)


async def ask(request: Request) -> Response:
    asked = request.query_params
    return await _form(request, empty(partner=asked.get("partner", "")[:20], leader=asked.get("leader", "")[:20]))


async def propose(request: Request) -> Response:
    form = await read_form(request)
    try:
        made = await changing(request, "arrange", lambda change: _propose(change, form))
    except Wrong as wrong:
        return await _form(request, wrong.form, 422)
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
    made = pairing.propose(
        change.tx,
        change.now,
        partner_id=partner,
        leader_id=leader,
        from_on=from_on,
        until_on=until_on,
        made_by=change.me.person.id,
    )
    if made.refused:
        form.wrong(*REFUSED[made.refused])
        form.check()
    return made.id


async def undo(request: Request) -> Response:
    pairing_id = request.path_params["pairing_id"]
    await changing(request, "arrange", lambda change: _undo(change, pairing_id))
    return back_to(f"/pairings/{pairing_id}", "undone")


def _undo(change: Change, pairing_id: str) -> None:
    if pairings.by_id(change.tx, pairing_id) is None:
        raise NotThere
    became = pairing.undo(change.tx, change.now, pairing_id, change.me.person.id)
    if became in NOT_UNDONE:
        raise Wrong(Form(errors={"undo": NOT_UNDONE[became]}))


async def end(request: Request) -> Response:
    pairing_id, form = request.path_params["pairing_id"], await read_form(request)
    await changing(request, "arrange", lambda change: _end(change, pairing_id, form))
    return back_to(f"/pairings/{pairing_id}", "pairing_ended")


def _end(change: Change, pairing_id: str, form: Form) -> None:
    why = form.text("why", most=LONGEST_WHY)
    form.check()
    if pairings.by_id(change.tx, pairing_id) is None:
        raise NotThere
    if not ending.end(change.tx, change.now, pairing_id, change.me.person.id, why):
        raise Wrong(Form(errors={"end": NOT_UNDONE["over"]}))


async def keep_goals(request: Request) -> Response:
    pairing_id, form = request.path_params["pairing_id"], await read_form(request)
    await changing(request, "arrange", lambda change: _keep_goals(change, pairing_id, form))
    return back_to(f"/pairings/{pairing_id}", "goals_kept")


def _keep_goals(change: Change, pairing_id: str, form: Form) -> None:
    goals = form.text("goals", most=1000)
    form.check()
    if pairings.by_id(change.tx, pairing_id) is None:
        raise NotThere
    pairings.keep_goals(change.tx, pairing_id, goals)
    change.note("pairing_goals_kept", pairing_id)


ROUTES = [
    Route("/pairings", index),
    Route("/pairings/new", ask),
    Route("/pairings/new", propose, methods=["POST"]),
    Route("/pairings/{pairing_id}", show),
    Route("/pairings/{pairing_id}/undo", undo, methods=["POST"]),
    Route("/pairings/{pairing_id}/end", end, methods=["POST"]),
    Route("/pairings/{pairing_id}/goals", keep_goals, methods=["POST"]),
]
SAID = {
    "proposed": "They are put together. Both are asked in five minutes; until then you can undo it unheard.",
    "undone": "It is taken back. Whoever had heard of it already is told.",
    "pairing_ended": "The pairing is over. What was planned is cancelled, and both hear of it.",
    "goals_kept": "What the two want of it is kept.",
}
