"""Invites: those that still work, and a new one for one person, with a letter to print that says honestly what Telegram
is. A code is shown once, on the page that answers the form, and kept nowhere."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.rules import invite_lines
from bot.rules.invite_lines import Guest
from console import letters
from console.desk import Change, Reading, changing, desk_of, reading
from console.forms import Form, Wrong, empty, read_form
from console.labels import ROLES
from console.letters import TO_PROGRAMME, Letter, Standing
from console.page import back_to, page
from console.pressing import PressedBefore
from console.refusals import NotThere
from storage import directory, organisations
from storage.invites import Open

NEW_ONE, ANOTHER = "renew", "another"  # in place of the one that works; for somebody else of the same name


class HasOne(Exception):
    """There is an invite that works for somebody of this name: whether to make another is asked first."""

    def __init__(self, has: Standing) -> None:
        super().__init__("has one")
        self.has = has


async def index(request: Request) -> Response:
    return await shown(request, empty(role="partner"))


async def shown(request: Request, form: Form, status: int = 200) -> Response:
    """The page, with what was typed into its forms and has to be mended."""
    found = await reading(
        request,
        "invite",
        lambda look: (
            letters.open_now(look),
            list(organisations.names(look.tx).values()),
            directory.on_the_way(look.tx, *TO_PROGRAMME),
        ),
    )
    return page(
        request,
        "invites.html",
        status=status,
        form=form,
        open=[each for each in found[0] if each.one.role in TO_PROGRAMME or not each.one.waits],
        organisations=found[1],
        on_the_way=found[2],
        options={one: ROLES[one] for one in TO_PROGRAMME},
        roles=ROLES,
    )


async def invite(request: Request) -> Response:
    form = await read_form(request)
    try:
        made = await changing(request, "invite", lambda change: _invite(change, form, desk_of(request).root))
    except Wrong as wrong:
        return await shown(request, wrong.form, 422)
    except letters.NobodyAnswers as why:
        form.wrong("role", str(why))
        return await shown(request, form, 422)
    except HasOne as found:
        return await _has_one(request, form, found.has)
    except PressedBefore as before:
        if before.answer is not None or form["on_web"] == "yes":
            raise
        has = await reading(request, "invite", lambda look: letters.standing(look, [guest_in(form, TO_PROGRAMME)]))
        if has[0] is None:
            raise
        return await _has_one(request, form, has[0])
    return page(request, "letters.html", letters=[made], back="/invites")


async def _has_one(request: Request, form: Form, has: Standing) -> Response:
    await reading(request, "invite", lambda look: look.me)
    return page(request, "invite_again.html", form=form, has=has, roles=ROLES)


def guest_in(form: Form, roles: tuple[str, ...]) -> Guest:
    """Whom a form invites. Raises Wrong."""
    name = form.text("name", "Type a name, for the letter.", most=invite_lines.LONGEST_NAME)
    role = form.one_of("role", roles, "Choose what they will be.")
    organisation = form.text("organisation", most=120)
    form.check()
    return Guest(name, role, organisation)


def _invite(change: Change, form: Form, root: str) -> Letter:
    guest = guest_in(form, TO_PROGRAMME)
    letters.may_come(change, guest.role)
    if form["on_web"] == "yes":
        return letters.for_web(change, guest, root)
    (has,) = letters.standing(change, [guest])
    if has is not None and form["again"] not in (NEW_ONE, ANOTHER):
        raise HasOne(has)
    return letters.instead(change, guest, has if form["again"] == NEW_ONE else None, root)


async def withdraw(request: Request) -> Response:
    await changing(request, "invite", lambda change: _withdraw(change, request.path_params["invite_id"]))
    return back_to("/invites", "withdrawn")


def _withdraw(change: Change, invite_id: str) -> None:
    letters.withdraw(change, _open(change, invite_id))


def _open(look: Reading, invite_id: str) -> Open:
    """One to the programme that works. Raises NotThere."""
    found = [each.one for each in letters.open_now(look) if each.one.id == invite_id and each.one.role in TO_PROGRAMME]
    if not found:
        raise NotThere
    return found[0]


ROUTES = [
    Route("/invites", index),
    Route("/invites", invite, methods=["POST"]),
    Route("/invites/{invite_id}/withdraw", withdraw, methods=["POST"]),
]
SAID = {"withdrawn": "That invite does not work any more."}
