"""Asking for a file to take away: of what, for which purpose, as what kind of file. Its rows are counted beforehand."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions.signing_in import CONSOLE
from bot.chat.scene import Scene
from bot.exports.files import FORMATS
from bot.exports.kinds import KINDS, Kind
from console.desk import Change, Reading, changing, reading
from console.exports import ABOUT_CONCERN, RIGHT_FOR, beforehand, in_rows
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, page
from console.refusals import NotThere
from storage import concern_history, concerns, exports

PURPOSES = {
    "arranging": "Arranging pairings and sessions",
    "reporting": "Reporting to the board or to a funder",
    "learning": "Finding out what works",
    "checking": "Checking that our records are right",
    "safety": "Keeping somebody safe",
    "by_law": "A request by law, a court or a regulator",
    "other": "Something else",
}
LONGEST_PURPOSE = 150
AT_ONCE = 3  # files that one person may have in hand


@dataclass(frozen=True, slots=True)
class Wish:
    """What could be taken away: of which kind, about what, and how many rows that is."""

    name: str
    kind: Kind
    about: str
    rows: int

    @property
    def in_rows(self) -> str:
        """How many rows that is, in words."""
        return in_rows(self.name, self.rows)

    @property
    def path(self) -> str:
        return f"/exports/{self.name}/{self.about}" if self.about else f"/exports/{self.name}"


async def ask(request: Request) -> Response:
    return await _form(request, empty(format="xlsx"))


async def _form(request: Request, form: Form, status: int = 200) -> Response:
    name = _name(request)
    wish = await reading(request, RIGHT_FOR[name], lambda look: _wish(look, name, _about(request)))
    formats = {one: FORMATS[one].label for one in wish.kind.formats}
    return page(request, "export_new.html", status=status, form=form, wish=wish, formats=formats, purposes=PURPOSES)


def _name(request: Request) -> str:
    """The kind that the address names."""
    return request.url.path.removeprefix(CONSOLE).split("/")[2]


def _about(request: Request) -> str:
    return str(request.path_params.get("concern_id", ""))


def _wish(look: Reading, name: str, about: str) -> Wish:
    if name == ABOUT_CONCERN and concerns.by_id(look.tx, about) is None:
        raise NotThere
    return Wish(name, KINDS[name], about, KINDS[name].count(_in_english(look), about))


def _in_english(look: Reading) -> Scene:
    return Scene(look.tx, look.now, look.me.person, look.texts.first, look.texts)


async def make(request: Request) -> Response:
    form, name = await read_form(request), _name(request)
    try:
        made = await changing(request, RIGHT_FOR[name], lambda change: _make(change, name, _about(request), form))
    except Wrong as wrong:
        return await _form(request, wrong.form, 422)
    return back_to(f"/exports/made/{made}")


def _make(change: Change, name: str, about: str, form: Form) -> str:
    wish = _wish(change, name, about)
    purpose = purpose_of(form)
    chosen = form.one_of("format", wish.kind.formats, "Choose a kind of file.")
    if sum(one.is_in_hand for one in exports.of_person(change.tx, change.now, change.me.person.id)) >= AT_ONCE:
        form.wrong("purpose", f"{AT_ONCE} files of yours are being made. Wait until one of them is ready.")
    form.check()
    made = exports.ask(
        change.tx,
        change.now,
        change.me.person.id,
        kind=name,
        format=chosen,
        about=about,
        purpose=purpose,
        all_rows=wish.rows,
    )
    # of one concern it belongs to what is on record about that
    action = "concern_exported" if about else "export_asked_for"
    if about:
        concern_history.note_read(change.tx, change.now, about, by=change.me.person.id, reason=purpose)
    change.note(action, about or made, f"{name} {chosen}, {beforehand(name, wish.rows)}, for: {purpose}")
    return made


def purpose_of(form: Form) -> str:
    """Why, as it stands in the log and in the file."""
    chosen = form.one_of("purpose", PURPOSES, "Choose what it is for.")
    missing = "Say in a few words what it is for." if chosen == "other" else ""
    words = " ".join(form.text("purpose_words", missing, most=LONGEST_PURPOSE).split())
    if chosen == "other":
        return words
    return f"{PURPOSES[chosen]}: {words}" if chosen and words else PURPOSES.get(chosen, "")


def _routes(name: str) -> list[Route]:
    path = f"/exports/{name}" + ("/{concern_id}" if name == ABOUT_CONCERN else "")
    return [Route(path, ask), Route(path, make, methods=["POST"])]


ROUTES = [route for name in RIGHT_FOR for route in _routes(name)]
