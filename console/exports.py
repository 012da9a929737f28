"""Exports: what somebody may take away, why, and as which file; how far it is; and fetching it, while it lasts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions.signing_in import CONSOLE
from bot.chat.scene import Scene
from bot.exports.files import FORMATS, ending
from bot.exports.kinds import KINDS, Kind
from console.desk import Change, Reading, changing, reading, recorded
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, page
from console.refusals import NotThere, ProofWanted
from console.rights import Right
from storage import concern_history, concerns, exports
from storage.exports import Export

RIGHT_FOR: Mapping[str, Right] = {
    "people": "export_lists",
    "pairings": "export_lists",
    "sessions": "export_lists",
    "learning": "export_learning",
    "concern": "export_concern",
}
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
STOP_POLLING = 286  # what tells htmx not to ask again
ABOUT_CONCERN = "concern"


@dataclass(frozen=True, slots=True)
class Wish:
    """What could be taken away: of which kind, about what, and how many rows that is."""

    name: str
    kind: Kind
    about: str
    rows: int

    @property
    def path(self) -> str:
        return f"/exports/{self.name}/{self.about}" if self.about else f"/exports/{self.name}"


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was asked for, what it is called, and when it goes."""

    export: Export
    title: str
    goes_on: datetime


async def index(request: Request) -> Response:
    kinds, made = await reading(request, "see_exports", _index)
    return page(request, "exports.html", kinds=kinds, made=made)


def _index(look: Reading) -> tuple[dict[str, Kind], list[Made]]:
    offered = {name: KINDS[name] for name, right in RIGHT_FOR.items() if look.me.may(right) and name != ABOUT_CONCERN}
    return offered, [_made(look, one) for one in exports.of_person(look.tx, look.now, look.me.person.id)]


def _made(look: Reading, one: Export) -> Made:
    return Made(one, KINDS[one.kind].title, exports.goes_on(look.tx, one))


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
    purpose = _purpose(form)
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
    change.note(action, about or made, f"{name} {chosen}, rows: {wish.rows}, for: {purpose}")
    return made


def _purpose(form: Form) -> str:
    """Why, as it stands in the log and in the file."""
    chosen = form.one_of("purpose", PURPOSES, "Choose what it is for.")
    missing = "Say in a few words what it is for." if chosen == "other" else ""
    words = " ".join(form.text("purpose_words", missing, most=LONGEST_PURPOSE).split())
    if chosen == "other":
        return words
    return f"{PURPOSES[chosen]}: {words}" if chosen and words else PURPOSES.get(chosen, "")


async def show(request: Request) -> Response:
    """How far it is. The page asks by itself while it is being made, and that keeps nobody signed in."""
    asks_itself = "HX-Request" in request.headers
    made = await reading(request, "see_exports", lambda look: _theirs(look, request), passive=asks_itself)
    status = STOP_POLLING if asks_itself and not made.export.is_in_hand else 200
    return page(request, "export.html", block="progress", status=status, made=made, asks_itself=asks_itself)


def _theirs(look: Reading, request: Request) -> Made:
    """A file of whoever asks, as long as they may still have it."""
    found = exports.theirs(look.tx, look.now, look.me.person.id, request.path_params["export_id"])
    if found is None or not look.me.may(RIGHT_FOR[found.kind]):
        raise NotThere
    return _made(look, found)


async def fetch(request: Request) -> Response:
    """The file itself. It asks for a second step, and that it was fetched is on record."""
    kind = (await reading(request, "see_exports", lambda look: _theirs(look, request))).export.kind
    try:
        export, content = await recorded(request, RIGHT_FOR[kind], lambda change: _fetch(change, request))
    except ProofWanted:  # and then back to its page: a file that comes instead of a page leaves nobody anywhere
        return back_to("/prove", next=f"/exports/made/{request.path_params['export_id']}")
    several = len(KINDS[kind].columns)
    headers = {"Content-Disposition": f'attachment; filename="{file_name(export, several)}"'}
    known = FORMATS[export.format].media_type
    zipped = ending(export.format, several) != export.format
    return Response(content, media_type="application/zip" if zipped else known, headers=headers)


def _fetch(change: Change, request: Request) -> tuple[Export, bytes]:
    export = _theirs(change, request).export
    if export.state != "ready":
        raise NotThere
    change.note("export_fetched", export.id, f"{export.kind} {export.format}, rows: {export.done_rows}")
    return export, exports.content(change.tx, export.id)


def file_name(export: Export, sheets: int) -> str:
    """Our own: nobody's name is in it."""
    return f"voices-{export.kind}-{export.asked_at[:10]}.{ending(export.format, sheets)}"


async def delete(request: Request) -> Response:
    await changing(request, "see_exports", lambda change: _delete(change, request))
    return back_to("/exports", "export_deleted")


def _delete(change: Change, request: Request) -> None:
    export = _theirs(change, request).export
    exports.delete(change.tx, export.id)
    change.note("export_deleted", export.id, export.kind)


def _routes(name: str) -> list[Route]:
    path = f"/exports/{name}" + ("/{concern_id}" if name == ABOUT_CONCERN else "")
    return [Route(path, ask), Route(path, make, methods=["POST"])]


ROUTES = [
    Route("/exports", index),
    *(route for name in RIGHT_FOR for route in _routes(name)),
    Route("/exports/made/{export_id}", show),
    Route("/exports/made/{export_id}/file", fetch),
    Route("/exports/made/{export_id}/delete", delete, methods=["POST"]),
]
SAID = {"export_deleted": "The file is deleted here. If you have a copy of it, delete that, too."}
