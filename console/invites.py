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
from console.rights import STAFF, Right
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
        open=found[0],
        organisations=found[1],
        options=options,
        roles=ROLES,
    )


async def invite(request: Request) -> Response:
    form = await read_form(request)
    try:
        letter = await changing(
            request, "invite", lambda change: _invite(change, form, TO_PROGRAMME, desk_of(request).root)
        )
    except Wrong as wrong:
        return await _index(request, wrong.form, 422)
    return page(request, "letters.html", letters=[letter], back="/invites")


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


async def team(request: Request) -> Response:
    return await _team(request, empty())


async def invite_to_team(request: Request) -> Response:
    form = await read_form(request)
    try:
        letter = await changing(
            request, "invite_staff", lambda change: _invite(change, form, STAFF, desk_of(request).root)
        )
    except Wrong as wrong:
        return await _team(request, wrong.form, 422)
    return page(request, "letters.html", letters=[letter], back="/team")


async def _team(request: Request, form: Form, status: int = 200) -> Response:
    may: Right = "invite_staff"
    await reading(request, may, lambda look: look.me)
    return page(request, "invite_team.html", status=status, form=form, options={one: ROLES[one] for one in STAFF})


async def withdraw(request: Request) -> Response:
    await changing(request, "invite", lambda change: _withdraw(change, request.path_params["invite_id"]))
    return back_to("/invites", "withdrawn")


def _invite(change: Change, form: Form, roles: tuple[str, ...], root: str) -> Letter:
    name = form.text("name", "Type a name, for the letter.", most=invite_lines.LONGEST_NAME)
    role = form.one_of("role", roles, "Choose what they will be.")
    organisation = form.text("organisation", most=120)
    form.check()
    guest = Guest(name, role, organisation)
    return _link(change, guest, root) if form["on_web"] == "yes" else _letter(change, guest, root)


def _invite_all(change: Change, guests: list[Guest], root: str) -> list[Letter]:
    return [_letter(change, one, root) for one in guests]


def _letter(change: Change, guest: Guest, root: str) -> Letter:
    """Their invite. Who it is for stands on the letter alone."""
    code = invites.make(change.tx, change.now, role=guest.role, organisation_id=_home(change, guest))
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
    Route("/invites/team", team),
    Route("/invites/team", invite_to_team, methods=["POST"]),
    Route("/invites/{invite_id}/withdraw", withdraw, methods=["POST"]),
]
SAID = {"withdrawn": "That invite does not work any more."}
