"""Deciding: who is interested, in the declared order, with what they wrote; a decision for each, telling them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import calling_off, deciding, looking, opportunity_cards
from bot.actions.wishes import STORY, Wish, interested_in_order, taken, wish_of
from bot.conversations.deciding import REASONS
from console.decided_meanwhile import DECISIONS, decided_meanwhile
from console.desk import Change, changing, recorded
from console.forms import Form, Wrong, empty, read_form
from console.opportunity import there
from console.page import back_to, page
from console.refusals import NotThere
from storage import responses
from storage.opportunities import Opportunity

AT_ONCE = 25
OWN_REASON = "own"
NOBODY_HAS_IT = "Nobody has a place in this, so there is nobody to note."


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Those who are interested, a page of them with the place in the list of the first; how many there are, how many
    places are taken, what would be told now, and who could have taken part."""

    one: Opportunity
    stands: str
    is_late: bool
    wishes: list[Wish]
    first: int
    many: int
    number: int
    last: int
    taken: int
    to_tell: Mapping[str, int]
    there: Mapping[str, str]
    took_part: list[str]

    @property
    def is_open(self) -> bool:
        """Whether anything can be decided."""
        return self.one.state in ("open", "closed", "decided")


async def index(request: Request) -> Response:
    return await _show(request, empty())


async def _show(request: Request, form: Form, status: int = 200) -> Response:
    typed = request.query_params.get("page", "1")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1
    opportunity_id = request.path_params["opportunity_id"]
    found = await recorded(request, "offer", lambda change: _shortlist(change, opportunity_id, number))
    if not form.several:
        form.several["who"] = found.took_part
    return page(request, "interested.html", status=status, found=found, form=form)


def _shortlist(change: Change, opportunity_id: str, number: int) -> Shortlist:
    one, scene = there(change, opportunity_id), change.scene_about(opportunity_id)
    listed = interested_in_order(scene, one)
    last = max(1, -(-len(listed) // AT_ONCE))
    number = min(max(number, 1), last)
    first = (number - 1) * AT_ONCE
    change.note("answers_read", one.id)
    wishes = [wish_of(scene, placed, each) for placed, each in listed[first : first + AT_ONCE]]
    looking.note_wishes(scene, wishes)
    said = responses.to(change.tx, one.id)
    return Shortlist(
        one,
        opportunity_cards.how_it_stands(scene, one),
        opportunity_cards.is_late(scene, one),
        wishes,
        first + 1,
        len(listed),
        number,
        last,
        taken(each for _, each in listed),
        deciding.to_tell(scene),
        calling_off.who_accepted(scene)["labels"],
        [each.id for each in said if each.took_part],
    )


async def one(request: Request) -> Response:
    return await _show_one(request, empty())


async def _show_one(request: Request, form: Form, status: int = 200) -> Response:
    ids = request.path_params["opportunity_id"], request.path_params["response_id"]
    found, wish, reasons = await recorded(request, "offer", lambda change: _one(change, *ids))
    if not form.values:
        form.values = {"decision": wish.response.decision or "not_this_time", "thanks": wish.response.thanks}
    options = {**reasons, OWN_REASON: "Another reason, in my own words"}
    return page(
        request, "decision.html", status=status, one=found, wish=wish, form=form, reasons=options, decisions=DECISIONS
    )


def _one(change: Change, opportunity_id: str, response_id: str) -> tuple[Opportunity, Wish, Mapping[str, str]]:
    found, scene = there(change, opportunity_id), change.scene_about(opportunity_id)
    listed = [pair for pair in interested_in_order(scene, found) if pair[1].id == response_id]
    if not listed:
        raise NotThere
    change.note("answers_read", found.id)
    wish = wish_of(scene, *listed[0])
    looking.note_wishes(scene, [wish])
    return found, wish, change.voice.labels(STORY, "reason", REASONS)


async def decide(request: Request) -> Response:
    ids = request.path_params["opportunity_id"], request.path_params["response_id"]
    form = await read_form(request)
    try:
        await changing(request, "offer", lambda change: _decide(change, *ids, form))
    except Wrong as wrong:
        return await _show_one(request, wrong.form, 422)
    return back_to(f"/opportunities/{ids[0]}/interested", "decided", **_on_page(form))


def _on_page(form: Form) -> dict[str, str]:
    return {"page": form["page"]} if form["page"].isascii() and form["page"].isdigit() else {}


def _decide(change: Change, opportunity_id: str, response_id: str, form: Form) -> None:
    found = there(change, opportunity_id)
    each = responses.by_id(change.tx, response_id)
    if each is None or each.opportunity_id != found.id or each.said != responses.INTERESTED:
        raise NotThere
    decision = form.one_of("decision", deciding.DECISIONS, "Choose one of the three.")
    reason, thanks = "", form.text("thanks", most=300)
    if decision == responses.NOT_THIS_TIME:
        reason = form.one_of("reason", (*REASONS, OWN_REASON), "Choose the true reason. They will read it.")
        if reason == OWN_REASON:
            reason = form.text("own_reason", "Type the reason. They will read it.", most=500)
    if found.state not in ("open", "closed", "decided"):
        form.wrong("decision", "It does not take place, so there is nothing to decide.")
    form.meanwhile += decided_meanwhile(change, form, found, {each.id})
    form.check()
    deciding.decide(change.scene_about(found.id), response_id=each.id, decision=decision, reason=reason, thanks=thanks)
    change.note("decision_kept", each.id, decision)


async def tell(request: Request) -> Response:
    opportunity_id, form = request.path_params["opportunity_id"], await read_form(request)
    await changing(request, "offer", lambda change: _tell(change, opportunity_id, form))
    return back_to(f"/opportunities/{opportunity_id}/interested", "outcomes_told")


def _tell(change: Change, opportunity_id: str, form: Form) -> None:
    found, scene = there(change, opportunity_id), change.scene_about(opportunity_id)
    form.meanwhile += decided_meanwhile(
        change, form, found, {each.id for each in responses.to(change.tx, opportunity_id)}
    )
    form.check()
    if not any(deciding.to_tell(scene)[decision] for decision in deciding.DECISIONS):
        raise Wrong(Form(errors={"tell": "There is nothing new to tell anybody. Decide first."}))
    deciding.tell(scene)


async def note_took_part(request: Request) -> Response:
    opportunity_id, form = request.path_params["opportunity_id"], await read_form(request)
    await changing(request, "offer", lambda change: _note_took_part(change, opportunity_id, form))
    return back_to(f"/opportunities/{opportunity_id}/interested", "took_part_noted")


def _note_took_part(change: Change, opportunity_id: str, form: Form) -> None:
    there(change, opportunity_id)
    scene = change.scene_about(opportunity_id)
    known = calling_off.who_accepted(scene)["labels"]
    if not known:
        raise Wrong(Form(errors={"who": NOBODY_HAS_IT}))
    there_was = [each for each in form.chosen("who") if each in known]
    calling_off.note_who_took_part(scene, who=there_was, shown=list(known))
    change.note("took_part_noted", opportunity_id)


ROUTES = [
    Route("/opportunities/{opportunity_id}/interested", index),
    Route("/opportunities/{opportunity_id}/interested/{response_id}", one),
    Route("/opportunities/{opportunity_id}/interested/{response_id}", decide, methods=["POST"]),
    Route("/opportunities/{opportunity_id}/tell", tell, methods=["POST"]),
    Route("/opportunities/{opportunity_id}/took-part", note_took_part, methods=["POST"]),
]
SAID = {
    "decided": "Noted. Nobody hears anything until you tell them all.",
    "outcomes_told": "They hear what you decided, each in their own hours.",
    "took_part_noted": "Noted. It counts for the order of the next list, and in the figures on whom we reach.",
}
