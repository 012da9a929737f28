"""The page with the phones, its parts, and the files in the chats. Nothing on it comes from another host."""

import re
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from simulator.kinds import PAGE
from simulator.routes.asking import Wrong, plainly, simulator

POLICY = (
    "default-src 'self'; img-src 'self'; media-src 'self'; style-src 'self'; script-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
}
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".jpg": "image/jpeg",
    ".ogg": "audio/ogg",
}
SHOWN_IN_PLACE = re.compile(r"image/(jpeg|png|gif|webp)|(audio|video)/[\w.+-]+")


@plainly
async def index(request: Request) -> Response:
    return _served(PAGE / "index.html")


@plainly
async def asset(request: Request) -> Response:
    return _served(PAGE / Path(request.path_params["name"]).name)


@plainly
async def file(request: Request) -> Response:
    """A file of a chat. Only pictures and sounds open in place: a page somebody uploaded must not run here."""
    found = simulator(request).world.files.get(request.path_params["file_id"])
    if found is None:
        raise Wrong(404, "There is no such file.")
    in_place = SHOWN_IN_PLACE.fullmatch(found.mime) is not None
    kind = found.mime if in_place else "application/octet-stream"
    return Response(
        found.content,
        headers={**HEADERS, "content-disposition": "inline" if in_place else "attachment"},
        media_type=kind,
    )


def _served(path: Path) -> Response:
    if not path.is_file() or path.suffix not in TYPES:
        raise Wrong(404, "There is no such page.")
    return Response(path.read_bytes(), headers=HEADERS, media_type=TYPES[path.suffix])
