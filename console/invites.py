"""Invites: those that still work, and a new one for one person, with a letter to print that says honestly what Telegram
is. A code is shown once, on the page that answers the form, and kept nowhere."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.rules import invite_lines
from bot.rules.invite_lines import Guest
from console import homes, letters
from console.desk import Change, Reading, changing, desk_of, reading
from console.forms import Form, Wrong, empty, read_form
from console.labels import ROLES
from console.letters import TO_PROGRAMME, Letter, Standing
from console.looking_first import is_sent, look_first, looked_at, typed_before
from console.organisation_look import Sight, is_new, sight
from console.page import back_to, page
from console.pressing import PressedBefore
from console.refusals import NotThere
from console.seeming_joined import seeming_joined
from storage import directory, organisations
from storage.directory import Listed
from storage.invites import Open

ABOUT = "one invite"  # of what is looked at once more
NEW_ONE, ANOTHER = "renew", "another"  # in place of the one that works; for somebody else of the same name


class AskFirst(Exception):
    """There is an invite that works for somebody of this name, or somebody of this name has joined, or nobody has been
    shown the name of this organisation yet: whether to make it is asked first."""


async def index(request: Request) -> Response:
    await reading(request, "invite", lambda look: look.me)
    return await shown(request, typed_before(request, ABOUT) or empty(role="partner"))


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
    except AskFirst:
        await reading(request, "invite", lambda look: look.me)
        return look_first(request, "/invites/again", ABOUT, form)
    except PressedBefore as before:
        if before.answer is not None or form["on_web"] == "yes":
            raise
        if await reading(request, "invite", lambda look: _works(look, form)) is None:
            raise
        return look_first(request, "/invites/again", ABOUT, form)
    is_sent(request, ABOUT)
    return page(request, "letters.html", letters=[made], back="/invites")


async def ask_again(request: Request) -> Response:
    """Whether to make another for somebody of this name, while one works or somebody seems to have joined; and where
    the name of a new organisation will be read."""
    await reading(request, "invite", lambda look: look.me)
    form = looked_at(request, ABOUT)
    if form is None:
        return back_to("/invites")
    has, joined, new = await reading(request, "invite", lambda look: _again(look, form))
    return page(request, "invite_again.html", form=form, has=has, joined=joined, new=new)


def _again(look: Reading, form: Form) -> tuple[Standing | None, list[Listed], Sight | None]:
    guest = guest_in(look, form, TO_PROGRAMME)
    new = sight(look, guest.organisation) if is_new(look, guest.organisation) else None
    return (*_there(look, guest, form), new)


def _works(look: Reading, form: Form) -> Standing | None:
    """The invite that works for somebody of this name."""
    return letters.standing(look, [guest_in(look, form, TO_PROGRAMME)])[0]


def _there(look: Reading, guest: Guest, form: Form) -> tuple[Standing | None, list[Listed]]:
    """The invite that works for somebody of this name, and those who have joined and may be them. Whoever gets a page
    of their own gets no invite."""
    has = None if form["on_web"] == "yes" else letters.standing(look, [guest])[0]
    return has, seeming_joined(look, [guest])[0]


def guest_in(look: Reading, form: Form, roles: tuple[str, ...]) -> Guest:
    """Whom a form invites. Raises Wrong."""
    name = form.text("name", "Type a name, for the letter.", most=invite_lines.LONGEST_NAME, links=False)
    role = form.one_of("role", roles, "Choose what they will be.")
    organisation = homes.home(look, form)
    form.check()
    return Guest(name, role, organisation)


def _invite(change: Change, form: Form, root: str) -> Letter:
    guest = guest_in(change, form, TO_PROGRAMME)
    letters.may_come(change, guest.role)
    has, joined = _there(change, guest, form)
    if (has or joined or is_new(change, guest.organisation)) and form["again"] not in (NEW_ONE, ANOTHER):
        raise AskFirst
    if form["on_web"] == "yes":
        return letters.for_web(change, guest, root)
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
    Route("/invites/again", ask_again),
    Route("/invites/{invite_id}/withdraw", withdraw, methods=["POST"]),
]
SAID = {"withdrawn": "That invite does not work any more."}
