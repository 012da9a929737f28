"""What the routes share: reading a request, finding what it names, and saying plainly what is wrong with it."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, cast

import orjson
from starlette.requests import Request
from starlette.responses import Response

from simulator.records import Group, Json, Person
from simulator.refusals import NotPossible

if TYPE_CHECKING:
    from simulator.app import Simulator

Handler = Callable[[Request], Awaitable[Response]]

LONGEST_WAIT = 60.0


class Answer(Response):
    """JSON made by orjson."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return orjson.dumps(content)


class Wrong(Exception):
    """What the caller did wrong; answered with this status and sentence."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def plainly(handler: Handler) -> Handler:
    """Turns what went wrong in a handler into `{"error": "..."}` with a fitting status."""

    async def handle(request: Request) -> Response:
        try:
            if request.method != "GET" and request.headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}:
                raise Wrong(403, "Requests from other sites are refused.")
            return await handler(request)
        except Wrong as wrong:
            return Answer({"error": str(wrong)}, wrong.status)
        except NotPossible as impossible:
            return Answer({"error": str(impossible)}, 409)
        except (ValueError, TypeError, KeyError, OSError) as error:
            return Answer({"error": f"{type(error).__name__}: {error}"}, 400)

    return handle


def simulator(request: Request) -> "Simulator":
    return cast("Simulator", request.app)


async def wish(request: Request) -> Json:
    """The JSON object a request carries; empty when it carries nothing."""
    body = await request.body()
    found = orjson.loads(body) if body else {}
    if not isinstance(found, dict):
        raise Wrong(400, "A JSON object is expected.")
    return found


def person(request: Request) -> Person:
    found = simulator(request).world.people.get(request.path_params["person_id"])
    if found is None:
        raise Wrong(404, "There is no such phone.")
    return found


def group(request: Request) -> Group:
    found = simulator(request).world.groups.get(int(request.path_params["chat_id"]))
    if found is None:
        raise Wrong(404, "There is no such group.")
    return found


def number(request: Request, name: str, default: float = 0) -> float:
    """A number out of the query string."""
    return float(request.query_params.get(name, default))


def patience(request: Request) -> float:
    """How many seconds a long poll may take."""
    return min(number(request, "timeout"), LONGEST_WAIT)
