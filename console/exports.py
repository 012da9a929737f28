"""Exports: what somebody may take away, their files, how far each is, and fetching it while it lasts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.exports.files import FORMATS, ending
from bot.exports.kinds import KINDS, Kind
from bot.rules import anonymity
from console.desk import Change, Reading, changing, reading, recorded
from console.page import back_to, page
from console.refusals import NotThere, ProofWanted
from console.rights import Right
from storage import exports
from storage.exports import Export

RIGHT_FOR: Mapping[str, Right] = {
    "people": "export_lists",
    "pairings": "export_lists",
    "sessions": "export_lists",
    "learning": "export_learning",
    "concern": "export_concern",
}
STOP_POLLING = 286  # what tells htmx not to ask again
NO_ROW = (
    "no row of a partner, for fewer than eight would have been left, or something that an earlier file of this month "
    "told may no longer be told"
)
ABOUT_CONCERN, WITHOUT_NAMES = "concern", "learning"


def in_rows(kind: str, rows: int) -> str:
    """How many rows that is, in words; of what has no names only as far as a small number tells of nobody."""
    if kind == WITHOUT_NAMES:
        return f"{anonymity.about(rows)} rows of partners"
    return f"{rows} {'row' if rows == 1 else 'rows'}"


def noted(kind: str, rows: int) -> str:
    """The same as it stands in the log."""
    return in_rows(kind, rows) if kind == WITHOUT_NAMES else f"rows: {rows}"


def beforehand(kind: str, rows: int) -> str:
    """How many there will be, as it stands in the log; of what has no names that is not counted beforehand."""
    return "rows of partners" if kind == WITHOUT_NAMES else noted(kind, rows)


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was asked for, what it is called, and when it goes."""

    export: Export
    title: str
    goes_on: datetime

    @property
    def state(self) -> str:
        """As it is labelled."""
        return "emptied" if self.export.emptied else self.export.state

    @property
    def anew(self) -> str:
        """Where one like it is asked for."""
        return f"/exports/{self.export.kind}" + (f"/{self.export.about}" if self.export.about else "")

    @property
    def read(self) -> str:
        """How far it is."""
        done, everything = self.export.done_rows, self.export.all_rows
        return "rows of partners" if self.export.kind == WITHOUT_NAMES else f"{done} of {everything} rows"

    @property
    def ready(self) -> str:
        """How much stands in it."""
        rows = in_rows(self.export.kind, self.export.done_rows)
        if self.export.kind != WITHOUT_NAMES:
            return rows
        return f"{rows if self.export.done_rows else NO_ROW}, and the counts and quotations besides"


async def index(request: Request) -> Response:
    kinds, made = await reading(request, "see_exports", _index)
    return page(request, "exports.html", kinds=kinds, made=made)


def _index(look: Reading) -> tuple[dict[str, Kind], list[Made]]:
    offered = {name: KINDS[name] for name, right in RIGHT_FOR.items() if look.me.may(right) and name != ABOUT_CONCERN}
    return offered, [_made(look, one) for one in exports.of_person(look.tx, look.now, look.me.person.id)]


def _made(look: Reading, one: Export) -> Made:
    return Made(one, KINDS[one.kind].title, exports.goes_on(look.tx, one))


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
    made = (await reading(request, "see_exports", lambda look: _theirs(look, request))).export
    kind, where = made.kind, f"/exports/made/{made.id}"
    if made.emptied:  # its page says why
        return back_to(where)
    try:
        export, content = await recorded(request, RIGHT_FOR[kind], lambda change: _fetch(change, request))
    except ProofWanted:  # and then back to its page: a file that comes instead of a page leaves nobody anywhere
        return back_to("/prove", next=where)
    several = len(KINDS[kind].columns)
    headers = {"Content-Disposition": f'attachment; filename="{file_name(export, several)}"'}
    known = FORMATS[export.format].media_type
    zipped = ending(export.format, several) != export.format
    return Response(content, media_type="application/zip" if zipped else known, headers=headers)


def _fetch(change: Change, request: Request) -> tuple[Export, bytes]:
    export = _theirs(change, request).export
    if not export.is_ready:
        raise NotThere
    change.note("export_fetched", export.id, f"{export.kind} {export.format}, {noted(export.kind, export.done_rows)}")
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


ROUTES = [
    Route("/exports", index),
    Route("/exports/made/{export_id}", show),
    Route("/exports/made/{export_id}/file", fetch),
    Route("/exports/made/{export_id}/delete", delete, methods=["POST"]),
]
SAID = {"export_deleted": "The file is deleted here. If you have a copy of it, delete that, too."}
