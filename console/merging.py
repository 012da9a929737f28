"""Two accounts that are one person are made one, after a look. With a second step, for it cannot be undone."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import merging as accounts
from bot.actions.finding import NUMBER
from console import naming
from console.desk import Change, changing, recorded
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, number, page
from console.people import may_see
from console.refusals import NotThere
from console.two_accounts import CANNOT, Both, beside, known
from storage import people
from storage.merging import why_not
from storage.people import Person

WHY = {
    "new_phone": "They have a new phone, or a new Telegram account",
    "other_door": "They came by a page as well as by Telegram",
    "invited_twice": "They were invited twice",
}
GOES = "Type the number of the account that goes, such as P-007."
WHICH_GOES = "Type the number of the account that goes, which is {}."
WANTED = "One of the two waits for a person, so a safeguarding lead has to agree first. They are asked."


async def show(request: Request) -> Response:
    """Whom else somebody may be; with one named, the two side by side."""
    asked = request.query_params
    form = empty(other=asked.get("other", "")[:100], other_id=asked.get("other_id", "")[:40])
    if "other" in asked and not form["other"].strip() and not form["other_id"]:
        form.wrong("other", CANNOT["nobody"])
    return await _show(request, form, 422 if form.errors else 200)


async def _show(request: Request, form: Form, status: int = 200) -> Response:
    person, both = await recorded(request, "merge_people", lambda change: _look(change, _of(request), form))
    return page(request, "merge.html", status=status, person=person, both=both, form=form, why=WHY)


def _of(request: Request) -> str:
    return str(request.path_params["person_id"])


def _look(change: Change, person_id: str, form: Form) -> tuple[Person, Both]:
    person = known(change, person_id)
    change.looked("person_looked_at", person.id)
    other = _other(change, form, person) if form["other"] or form["other_id"] else None
    both = Both() if other is None else beside(change, person, other)
    if other is not None and not both.cannot and both.agreement == "wanted":
        accounts.ask_lead(change.scene, person, other)  # as the page says now
    return person, both


def _other(change: Change, form: Form, person: Person) -> Person | None:
    """Whoever was named, also somebody who has not joined yet; None with an error."""
    typed = NUMBER.fullmatch(form["other"])
    found = people.numbered(change.tx, int(typed[1])) if typed else None
    if found is None:
        nobody = CANNOT["nobody"]
        chosen = naming.somebody(change, form, "other", nobody, besides=person.id, joining_too=True)
        found = people.by_id(change.tx, chosen) if chosen else None
    elif found.telegram_id is None:
        form.wrong("other", "There is no such account any more.")
    if found is not None and found.id == person.id:
        form.wrong("other", naming.ITSELF)
        return None
    return found if found is not None and found.telegram_id is not None else None


async def merge(request: Request) -> Response:
    form = await read_form(request)
    try:
        kept = await changing(request, "merge_people", lambda change: _merge(change, _of(request), form))
    except Wrong:
        kept = None
    if kept is None:
        return await _show(request, form, 422)
    return back_to(f"/people/{kept}", "merged")


def _merge(change: Change, person_id: str, form: Form) -> str | None:
    """The id of the account that stays; None with what to mend, which is on record as a look."""
    person = known(change, person_id)
    change.looked("person_looked_at", person.id)
    other = _other(change, form, person)
    stays = form.one_of("stays", {person.id, other.id if other else ""}, "Choose which account stays.")
    why = form.one_of("why", WHY, "Choose why.")
    _typed_which_goes(form, None if other is None or not stays else other if stays == person.id else person)
    if other is not None and not form.errors:
        cannot = CANNOT.get(why_not(change.tx, person.id, other.id), "")
        if accounts.agreement(change.scene, person, other) == "wanted":
            cannot = cannot or WANTED
        if cannot:
            form.wrong("other", cannot)
    if form.errors or other is None:
        return None
    kept, gone = (person, other) if stays == person.id else (other, person)
    accounts.merge(change.scene_of(kept), gone, by=change.me.person.id, why=why)
    return kept.id


def _typed_which_goes(form: Form, gone: Person | None) -> None:
    """Whoever types its number has looked at which of the two it is. While that is not chosen any number will do."""
    typed = NUMBER.fullmatch(form["gone"].strip())
    if gone is None and typed is None:
        form.wrong("gone", GOES)
    elif gone is not None and (typed is None or int(typed[1]) != gone.number):
        form.wrong("gone", WHICH_GOES.format(number(gone.number)))


async def ask_lead(request: Request) -> Response:
    """For the lead: the two side by side, where one of them waits for a person."""
    both = await recorded(request, "read_concerns", lambda change: _for_lead(change, request))
    return page(request, "merge_agree.html", both=both)


def _pair_of(change: Change, request: Request) -> tuple[Person, Person]:
    person, other = known(change, _of(request)), known(change, str(request.path_params["other_id"]))
    waits = accounts.agreement(change.scene, person, other) != "not_needed"
    asked = accounts.is_asked(change.scene, person, other)
    if not (waits and asked) or not (may_see(change, person.id) or may_see(change, other.id)) or person.id == other.id:
        raise NotThere
    return person, other


def _for_lead(change: Change, request: Request) -> Both:
    person, other = _pair_of(change, request)
    change.looked("person_looked_at", person.id)
    return beside(change, person, other)


async def agree(request: Request) -> Response:
    await changing(request, "read_concerns", lambda change: _agree(change, request))
    return back_to(f"/people/{_of(request)}", "merge_agreed")


def _agree(change: Change, request: Request) -> None:
    person, other = _pair_of(change, request)
    accounts.agree(change.scene, person, other)


ROUTES = [
    Route("/people/{person_id}/merge", show),
    Route("/people/{person_id}/merge", merge, methods=["POST"]),
    Route("/people/{person_id}/same/{other_id}", ask_lead),
    Route("/people/{person_id}/same/{other_id}", agree, methods=["POST"]),
]
SAID = {
    "merged": "The two accounts are one now. They are told so with their next notes.",
    "merge_agreed": "You agreed that they are one person. A coordinator has two weeks to put them together.",
}
