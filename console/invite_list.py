"""Inviting everybody on a list: who is in it, to look at first; then a letter for each who has none that works.

A list that comes again, because its page was loaded once more or by somebody else, makes no second set of codes: it
says for whom there is one, and makes a new one in its place only when that is asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.chat.cleaning import clean_words
from bot.rules import invite_lines
from bot.rules.import_lines import Unreadable, decoded
from bot.rules.invite_lines import Guest
from console import homes, invites, letters
from console.desk import Change, Reading, changing, desk_of, reading
from console.forms import Form, Wrong, empty, read_form
from console.letters import TO_PROGRAMME, Letter, Standing
from console.looking_first import look_first, looked_at, typed_before
from console.page import back_to, page
from console.pressing import PressedBefore
from console.refusals import CannotRead
from console.seeming_joined import seeming_joined
from storage import organisations
from storage.directory import Listed

ABOUT = "a list of invites"  # of what is looked at once more
MAKE, RENEW = "make", "renew"


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody on the list, the invite that works for them, if there is one, and those who have joined and may be the
    same person. `is_other`: somebody said that they are not. `doubled`: the list has them more than once."""

    guest: Guest
    has: Standing | None
    joined: list[Listed]
    is_other: bool
    doubled: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What the list comes to: `added` are the organisations that there would be with it, each with the one that is
    nearly called the same, or ''."""

    rows: list[Row]
    added: Mapping[str, str]


class NothingToMake(Exception):
    """Everybody whom the button was for has a letter, or nobody has: nothing is made."""


async def invite_list(request: Request) -> Response:
    try:
        form = await read_form(request)
    except CannotRead as refused:
        if not refused.is_too_large:
            raise
        return await _too_large(request)
    if "lines" not in form.values and "file" not in form.files:
        form.values.setdefault("role", "partner")
        form.wrong("file", "Choose a file first.")
        return await invites.shown(request, form, 422)
    lines = form["lines"] or _lines_of(form)
    if "file" in form.errors:
        form.values.setdefault("role", "partner")
        return await invites.shown(request, form, 422)
    guests, wrong = _guests(lines, form)
    step = form["step"] if form["step"] in (MAKE, RENEW) and not wrong else ""
    try:
        if step:
            root = desk_of(request).root
            made = await changing(request, "invite", lambda change: _make(change, guests, form, step, root))
            return page(request, "letters.html", letters=made, back="/invites")
    except (NothingToMake, letters.NobodyAnswers, Wrong):
        pass
    except PressedBefore as before:
        if before.answer is not None:
            raise
    shown, why = await reading(request, "invite", lambda look: _looked_at(look, guests, form))
    wrong = [*wrong, why] if why else wrong
    if step == MAKE and any(row.has is None for row in shown.rows):
        form.wrong("other", "Everybody without a letter seems to have joined. Tick whoever is another person.")
    if not wrong and not form.errors:
        typed = Form({"lines": lines}, {"other": form.chosen("other")})
        return look_first(request, "/invites/list", ABOUT, typed)
    return page(request, "invite_list.html", status=422, form=form, shown=shown, wrong=wrong, lines=lines)


async def _too_large(request: Request) -> Response:
    """At the field of the file, with what was typed of one person before."""
    await reading(request, "invite", lambda look: look.me)
    form = typed_before(request, invites.ABOUT) or empty(role="partner")
    form.wrong("file", f"The file is too large: there is room for one megabyte. {invite_lines.MOST_LINES} people fit.")
    return await invites.shown(request, form, 422)


async def look_at(request: Request) -> Response:
    """Who is in the list that was sent, as it stands now."""
    await reading(request, "invite", lambda look: look.me)
    form = looked_at(request, ABOUT)
    if form is None:
        return back_to("/invites")
    guests, wrong = _guests(form["lines"], form)
    shown, why = await reading(request, "invite", lambda look: _looked_at(look, guests, form))
    wrong = [*wrong, why] if why else wrong
    return page(request, "invite_list.html", form=form, shown=shown, wrong=wrong, lines=form["lines"])


def _lines_of(form: Form) -> str:
    try:
        return clean_words(decoded(form.files.get("file", b"")))
    except Unreadable:
        form.wrong("file", "This file is no text that can be read, such as a workbook. Save it as CSV UTF-8.")
        return ""


def _guests(lines: str, form: Form) -> tuple[list[Guest], list[str]]:
    """Whom the lines invite; nobody when something is wrong, and what that is."""
    if form.errors:
        return [], list(form.errors.values())
    try:
        return invite_lines.read(lines, TO_PROGRAMME), []
    except invite_lines.Unreadable as unreadable:
        return [], list(unreadable.why)


def _looked_at(look: Reading, guests: list[Guest], form: Form) -> tuple[Shown, str]:
    """What the list comes to; nothing when not all on it may be invited yet, and why."""
    try:
        for role in {one.role for one in guests}:
            letters.may_come(look, role)
    except letters.NobodyAnswers as why:
        return Shown([], {}), str(why)
    return Shown(_rows(look, guests, form), _added(look, guests)), ""


def _rows(look: Reading, guests: list[Guest], form: Form) -> list[Row]:
    guests = homes.as_known(look, guests)
    found = zip(guests, letters.standing(look, guests), seeming_joined(look, guests), _doubled(guests), strict=True)
    other = form.chosen("other")
    return [
        Row(guest, has, joined, str(number) in other, doubled)
        for number, (guest, has, joined, doubled) in enumerate(found)
    ]


def _doubled(guests: list[Guest]) -> list[bool]:
    """For each, whether somebody of the same name and part is on the list, too, and of no other organisation."""
    known = [letters.known_by(one.name, one.role) for one in guests]
    of_name: dict[object, Counter[str]] = {}
    for name, one in zip(known, guests, strict=True):
        of_name.setdefault(name, Counter())[one.organisation] += 1
    return [
        (of_name[name][one.organisation] + of_name[name][""] if one.organisation else of_name[name].total()) > 1
        for name, one in zip(known, guests, strict=True)
    ]


def _added(look: Reading, guests: list[Guest]) -> dict[str, str]:
    known = organisations.names(look.tx)
    new = {one.organisation for one in homes.as_known(look, guests)} - {"", *known.values()}
    return {name: ", ".join(homes.alike(name, known).values()) for name in sorted(new)}


def _make(change: Change, guests: list[Guest], form: Form, step: str, root: str) -> list[Letter]:
    """A letter for each who has none and has not joined; or, to renew them, in place of each that works."""
    rows = _rows(change, guests, form)
    fresh = [row for row in rows if row.has is None and (row.is_other or not row.joined)]
    wanted = [row for row in rows if row.has is not None] if step == RENEW else fresh
    if not wanted:
        raise NothingToMake
    return [letters.instead(change, row.guest, row.has, root) for row in wanted]


ROUTES = [Route("/invites/list", look_at), Route("/invites/list", invite_list, methods=["POST"])]
