"""Whether it is working: for staff on a page, and for a machine that watches at an address that says ok or not."""

from __future__ import annotations

from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from console.desk import desk_of, reading
from console.page import page
from storage import machine
from storage.machine import Health
from storage.values import moment

QUIET = timedelta(minutes=5)  # without an answer of Telegram's: it is asked at least once a minute


async def index(request: Request) -> Response:
    found, now = await reading(request, "see_machine", lambda look: (machine.health(look.tx, look.now), look.now))
    return page(request, "machine.html", health=found, lines=_lines(found, now))


def _lines(found: Health, now: datetime) -> list[tuple[bool, str]]:
    """What there is to say, and whether all is well with it."""
    polled = found.polled_at is not None and now - moment(found.polled_at) < QUIET
    return [
        (polled, "Telegram answers." if polled else "Telegram has not answered for more than five minutes."),
        (found.not_taken < 20, f"Updates that wait to be taken, or failed once: {found.not_taken}"),
        (found.set_aside == 0, f"Updates that could not be read and nobody has looked at: {found.set_aside}"),
        (found.to_send < 500, f"Messages on their way out: {found.to_send}"),
        (found.uncertain == 0, f"Messages of which nobody knows whether they arrived: {found.uncertain}"),
        (True, f"Notes that are due: {found.notes_due}"),
    ]


async def healthy(request: Request) -> Response:
    """For a machine that watches us: whether the database answers. It says nothing else to anybody."""
    desk = desk_of(request)
    await desk.database.read(lambda tx: tx.one("SELECT COUNT(*) AS times FROM migrations"))
    return PlainTextResponse("ok\n")


ROUTES = [
    Route("/machine", index),
    Route("/healthy", healthy),
]
