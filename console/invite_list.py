"""Inviting everybody on a list: who is in it, to look at first; then a letter for each who has none that works.

A list that comes again, because its page was loaded once more or by somebody else, makes no second set of codes: it
says for whom there is one, and makes a new one in its place only when that is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.rules import invite_lines
from bot.rules.import_lines import Unreadable, decoded
from bot.rules.invite_lines import Guest
from console import letters
from console.desk import Change, Reading, changing, desk_of, reading
from console.forms import Form, read_form
from console.letters import TO_PROGRAMME, Letter, Standing
from console.page import page
from console.pressing import PressedBefore

MAKE, RENEW = "make", "renew"


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody on the list, and the invite that works for them, if there is one."""

    guest: Guest
    has: Standing | None


class NothingToMake(Exception):
    """Everybody whom the button was for has a letter, or nobody has: nothing is made."""


async def invite_list(request: Request) -> Response:
    form = await read_form(request)
    lines = form["lines"] or _lines_of(form)
    guests, wrong = _guests(lines, form)
    step = form["step"] if form["step"] in (MAKE, RENEW) and not wrong else ""
    try:
        if step:
            root = desk_of(request).root
            made = await changing(request, "invite", lambda change: _make(change, guests, step, root))
            return page(request, "letters.html", letters=made, back="/invites")
    except (NothingToMake, letters.NobodyAnswers):
        pass
    except PressedBefore as before:
        if before.answer is not None:
            raise
    rows, why = await reading(request, "invite", lambda look: _looked_at(look, guests))
    wrong = [*wrong, why] if why else wrong
    status = 422 if wrong else 200
    return page(request, "invite_list.html", status=status, form=form, rows=rows, wrong=wrong, lines=lines)


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


def _looked_at(look: Reading, guests: list[Guest]) -> tuple[list[Row], str]:
    """Who is on the list; nobody when not all may be invited yet, and why."""
    try:
        return _rows(look, guests), ""
    except letters.NobodyAnswers as why:
        return [], str(why)


def _rows(look: Reading, guests: list[Guest]) -> list[Row]:
    """Raises NobodyAnswers, when not all of them may be invited yet."""
    for role in {one.role for one in guests}:
        letters.may_come(look, role)
    return [Row(one, has) for one, has in zip(guests, letters.standing(look, guests), strict=True)]


def _make(change: Change, guests: list[Guest], step: str, root: str) -> list[Letter]:
    """A letter for each who has none; or, to renew them, in place of each that works."""
    wanted = [row for row in _rows(change, guests) if (row.has is not None) == (step == RENEW)]
    if not wanted:
        raise NothingToMake
    return [letters.instead(change, row.guest, row.has, root) for row in wanted]


ROUTES = [Route("/invites/list", invite_list, methods=["POST"])]
