"""Invites: for one person or for a list, with a letter to print for each that says honestly what Telegram is.

A code is shown once, on the page that answers the form, and kept nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import web_link
from bot.rules import invite_lines
from bot.rules.import_lines import Unreadable, decoded
from bot.rules.invite_lines import Guest
from bot.webdoor.letting_in import let_in
from console import one_time_codes
from console.desk import Change, changing, desk_of, reading
from console.forms import Form, Wrong, empty, read_form
from console.labels import ROLES
from console.page import back_to, page
from console.refusals import NotThere
from storage import facts, invites, organisations

TO_PROGRAMME = ("partner", "leader")
BOT_NAME = "bot_username"  # the fact that the program notes


@dataclass(frozen=True, slots=True)
class Letter:
    """What one person needs to come in: the code, the link where the bot's name is known and a picture of it, and the
    `page` at which the same code works without Telegram; or the private `link` to a page that is theirs already."""

    name: str
    role: str
    code: str
    link: str
    picture: str
    until: datetime
    page: str = ""
    on_web: bool = False


async def index(request: Request) -> Response:
    return await _index(request, empty(role="partner"))


async def _index(request: Request, form: Form, status: int = 200) -> Response:
    found = await reading(
        request,
        "invite",
        lambda look: (invites.open_now(look.tx, look.now), list(organisations.names(look.tx).values())),
    )
    options = {one: ROLES[one] for one in TO_PROGRAMME}
    return page(
        request,
        "invites.html",
        status=status,
        form=form,
        open=[one for one in found[0] if one.role in TO_PROGRAMME or not one.waits],
        organisations=found[1],
        options=options,
        roles=ROLES,
    )


async def invite(request: Request) -> Response:
    form = await read_form(request)
    try:
        made = await changing(request, "invite", lambda change: _invite(change, form, desk_of(request).root))
    except Wrong as wrong:
        return await _index(request, wrong.form, 422)
    return page(request, "letters.html", letters=[made], back="/invites")


async def invite_list(request: Request) -> Response:
    """Who is in a file, to look at first, with what is wrong in it, a line each; then a letter for everybody."""
    form = await read_form(request)
    lines = form["lines"] or _lines_of(form)
    guests, wrong = _guests(lines, form)
    if wrong or form["step"] != "make":
        await reading(request, "invite", lambda look: look.me)
        status = 422 if wrong else 200
        return page(request, "invite_list.html", status=status, form=form, guests=guests, wrong=wrong, lines=lines)
    letters = await changing(request, "invite", lambda change: _invite_all(change, guests, desk_of(request).root))
    return page(request, "letters.html", letters=letters, back="/invites")


def _lines_of(form: Form) -> str:
    try:
        return decoded(form.files.get("file", b""))
    except Unreadable:
        form.wrong("file", "The letters in the file cannot be read. Save it as CSV in UTF-8.")
        return ""


def _guests(lines: str, form: Form) -> tuple[list[Guest], list[str]]:
    """Whom the lines invite; nobody when something is wrong, and what that is."""
    if form.errors:
        return [], list(form.errors.values())
    try:
        return invite_lines.read(lines, TO_PROGRAMME), []
    except invite_lines.Unreadable as unreadable:
        return [], list(unreadable.why)


async def withdraw(request: Request) -> Response:
    await changing(request, "invite", lambda change: _withdraw(change, request.path_params["invite_id"]))
    return back_to("/invites", "withdrawn")


def guest_in(form: Form, roles: tuple[str, ...]) -> Guest:
    """Whom a form invites. Raises Wrong."""
    name = form.text("name", "Type a name, for the letter.", most=invite_lines.LONGEST_NAME)
    role = form.one_of("role", roles, "Choose what they will be.")
    organisation = form.text("organisation", most=120)
    form.check()
    return Guest(name, role, organisation)


def _invite(change: Change, form: Form, root: str) -> Letter:
    guest = guest_in(form, TO_PROGRAMME)
    return _link(change, guest, root) if form["on_web"] == "yes" else letter(change, guest, root)


def _invite_all(change: Change, guests: list[Guest], root: str) -> list[Letter]:
    return [letter(change, one, root) for one in guests]


def letter(change: Change, guest: Guest, root: str, *, waits: bool = False) -> Letter:
    """Their invite. Who it is for stands on the letter alone. One that `waits` works when a second person agrees."""
    me, home = change.me.person.id, _home(change, guest)
    code = invites.make(change.tx, change.now, role=guest.role, organisation_id=home, made_by=me, waits=waits)
    change.note("invite_made", guest.role)
    bot = facts.fact(change.tx, BOT_NAME)
    link = f"https://t.me/{bot}?start={code}" if bot else ""
    picture = one_time_codes.picture(link) if link else ""
    until, by_page = change.now + invites.LASTS, web_link.to_join(root, code) if guest.role in TO_PROGRAMME else ""
    return Letter(guest.name, ROLES[guest.role], code, link, picture, until, by_page)


def _link(change: Change, guest: Guest, root: str) -> Letter:
    """Their page, and the private link to it."""
    person = let_in(
        change.tx,
        change.now,
        change.texts,
        name=guest.name,
        timezone=change.me.person.timezone,
        role=guest.role,
        organisation_id=_home(change, guest),
    )
    change.note("link_made", person.id)
    link = web_link.give(change.tx, change.now, person, root)
    until = change.now + web_link.LASTS
    return Letter(guest.name, ROLES[guest.role], "", link, one_time_codes.picture(link), until, on_web=True)


def _home(change: Change, guest: Guest) -> str | None:
    return organisations.named(change.tx, change.now, guest.organisation) if guest.organisation else None


def _withdraw(change: Change, invite_id: str) -> None:
    if not invites.withdraw(change.tx, invite_id):
        raise NotThere
    change.note("invite_withdrawn", invite_id)


ROUTES = [
    Route("/invites", index),
    Route("/invites", invite, methods=["POST"]),
    Route("/invites/list", invite_list, methods=["POST"]),
    Route("/invites/{invite_id}/withdraw", withdraw, methods=["POST"]),
]
SAID = {"withdrawn": "That invite does not work any more."}
