"""The cards with numbers for a hard day, nation by nation: what people see, the last check, corrections with a second
look before they are live, and what was done before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import crisis, keeping_card
from bot.actions.naming import called
from bot.rules.help_card import ANSWERED, NATIONS, OWN, fits, is_number, lines
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, empty, read_form
from console.looking_first import is_sent, look_first, looked_at, typed_before
from console.page import back_to, page
from console.refusals import NotThere
from storage import audit, help_card

LONGEST, LONGEST_OWN = 30, 300  # letters, as in the chat
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Card:
    """One nation's: `checked_at` None when nobody ever checked it; `late` when it wants checking."""

    nation: str
    name: str
    checked_at: datetime | None
    checked_by: str
    late: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """The same with what people see, the lines that can be corrected with their numbers, and what was done to it."""

    card: Card
    text: str
    labels: dict[str, str]
    numbers: dict[str, str]
    history: list[tuple[str, str, str]]


async def index(request: Request) -> Response:
    cards = await reading(request, "keep_card", lambda look: [_card(look, nation) for nation in NATIONS])
    return page(request, "help_cards.html", cards=cards)


def _card(look: Reading, nation: str) -> Card:
    check, late = help_card.checks(look.tx).get(nation), nation in keeping_card.unchecked(look.tx, look.now)
    by = called(look.scene, check.by) if check is not None and check.by else ""
    return Card(nation, look.voice.label(nation), None if check is None else check.at, by, late)


async def show(request: Request) -> Response:
    await reading(request, "keep_card", lambda look: look.me)
    return await _show(request, typed_before(request, _about(request)) or empty())


def _about(request: Request) -> str:
    return f"card {request.path_params['nation']}"


async def _show(request: Request, form: Form, status: int = 200) -> Response:
    nation = request.path_params["nation"]
    whole = await reading(request, "keep_card", lambda look: _whole(look, nation))
    return page(request, "help_card.html", status=status, whole=whole, form=form)


def _whole(look: Reading, nation: str) -> Whole:
    if nation not in NATIONS:
        raise NotThere
    numbers = lines(nation, help_card.numbers(look.tx, nation))
    history = [
        (one.done_at, called(look.scene, one.actor), _done(look, one.action, one.detail))
        for one in audit.about(look.tx, nation, "card_checked", "card_changed", limit=SHOWN)
    ]
    labels = keeping_card.numbered(look.scene, nation=nation)
    text = crisis.card(look.scene, nation)
    return Whole(_card(look, nation), text, labels, {OWN: "", **numbers}, history)


def _done(look: Reading, action: str, line: str) -> str:
    if action == "card_checked":
        return "checked every number"
    return f"changed the line: {look.voice.labels('card', 'which_line', (line,))[line]}"


async def check(request: Request) -> Response:
    nation = request.path_params["nation"]
    await changing(request, "keep_card", lambda change: _check(change, nation))
    return back_to(f"/help-cards/{nation}", "card_checked")


def _check(change: Change, nation: str) -> None:
    if nation not in NATIONS:
        raise NotThere
    keeping_card.check(change.scene, nation=nation)


async def correct(request: Request) -> Response:
    """Twice: first the line is shown as people will see it, then it is live."""
    nation, form = request.path_params["nation"], await read_form(request)
    if form["sure"] != "yes":
        return await _look_first(request, nation, form)
    try:
        await changing(request, "keep_card", lambda change: _correct(change, nation, form))
    except Wrong as wrong:
        return await _show(request, wrong.form, 422)
    is_sent(request, _about(request))
    return back_to(f"/help-cards/{nation}", "card_corrected")


async def _look_first(request: Request, nation: str, form: Form) -> Response:
    await reading(request, "keep_card", lambda look: _read(look, nation, form))
    if form.errors:
        return await _show(request, form, 422)
    return look_first(request, f"/help-cards/{nation}/look", _about(request), form)


async def look_at(request: Request) -> Response:
    """The line as people will see it, if it is made live."""
    nation = request.path_params["nation"]
    whole = await reading(request, "keep_card", lambda look: _whole(look, nation))
    form = looked_at(request, _about(request))
    if form is None:
        return back_to(f"/help-cards/{nation}")
    said = await reading(request, "keep_card", lambda look: _read(look, nation, form))
    return page(request, "help_card_look.html", whole=whole, form=form, said=said)


def _read(look: Reading, nation: str, form: Form) -> str:
    """The line as it will read; what is wrong with it stands in the form."""
    if nation not in NATIONS:
        raise NotThere
    line, number = _typed(look, nation, form)
    return number if line == OWN or form.errors else look.voice.says(crisis.TABLE, line, {"number": number})


def _typed(look: Reading, nation: str, form: Form) -> tuple[str, str]:
    """The line and its new number; what is wrong with them stands in the form."""
    there = keeping_card.numbered(look.scene, nation=nation)
    line = form.one_of("line", there, "Choose a line.")
    own = line == OWN
    missing = "" if own else "Type the number."
    number = " ".join(form.text("number", missing, most=LONGEST_OWN if own else LONGEST).split())
    if number and not own and not is_number(number):
        form.wrong(
            "number",
            "Type only the number, in digits and spaces, such as 116 123 or +44 1632 960 001. It has three digits or "
            "more.",
        )
    if number and not own and is_number(number) and not fits(line, number):
        form.wrong("number", f"When a life is in danger, only {' and '.join(ANSWERED[line])} are answered there.")
    if own and not number and form["number"]:
        form.wrong("number", "There is nothing in this that anybody sees. To take the line away, leave this empty.")
    return line, number


def _correct(change: Change, nation: str, form: Form) -> None:
    if nation not in NATIONS:
        raise NotThere
    line, number = _typed(change, nation, form)
    form.check()
    keeping_card.change(change.scene, nation=nation, line=line, number=number)


ROUTES = [
    Route("/help-cards", index),
    Route("/help-cards/{nation}", show),
    Route("/help-cards/{nation}/look", look_at),
    Route("/help-cards/{nation}/check", check, methods=["POST"]),
    Route("/help-cards/{nation}/correct", correct, methods=["POST"]),
]
SAID = {
    "card_checked": "The card carries today's date and your name from now on.",
    "card_corrected": "It is live: everybody there sees it like this. Once every number is checked, say so.",
}
