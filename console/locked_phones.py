"""A phone that was lost, or that others hold too: the team locks its chat, and opens it again. As in the chat."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import ways_in
from console.desk import Change, Reading, changing
from console.page import back_to
from console.refusals import NotThere

LOCK, UNLOCK = "lock_phone", "unlock_phone"


def way_of(look: Reading, person_id: str) -> str:
    """What can be done about somebody's phone: LOCK, UNLOCK, or '' where they have none."""
    ways = ways_in.ways(look.scene, person_id=person_id)["ways"]
    return next((way for way in (LOCK, UNLOCK) if way in ways), "")


async def lock(request: Request) -> Response:
    return await _take(request, LOCK, "phone_locked")


async def unlock(request: Request) -> Response:
    return await _take(request, UNLOCK, "phone_unlocked")


async def _take(request: Request, way: str, said: str) -> Response:
    person_id = request.path_params["person_id"]
    await changing(request, "care_for_people", lambda change: _do(change, person_id, way))
    return back_to(f"/people/{person_id}", said)


def _do(change: Change, person_id: str, way: str) -> None:
    if way_of(change, person_id) != way:
        raise NotThere
    ways_in.take(change.scene, person_id=person_id, way=way)


ROUTES = [
    Route("/people/{person_id}/lock-phone", lock, methods=["POST"]),
    Route("/people/{person_id}/unlock-phone", unlock, methods=["POST"]),
]
SAID = {
    "phone_locked": "The chat on that phone is locked: it says and takes no more. What we say waits on their page.",
    "phone_unlocked": "The chat on that phone is open again, and says so there. They go on by writing something in it. "
    "Until then nothing else goes to that chat, and their page opens with a new link alone.",
}
