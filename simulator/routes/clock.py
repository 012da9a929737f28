"""The demo's clock: read it, wait for it to be moved, move it."""

from starlette.requests import Request
from starlette.responses import Response

from simulator.records import Json
from simulator.routes.asking import Answer, number, patience, plainly, simulator, wish


@plainly
async def clock(request: Request) -> Response:
    """The time, and a bot's on its way there. ?offset_not=N&timeout=S waits until the offset is another; POST moves
    the time forward, or says how far a bot has lived through that."""
    world = simulator(request).world
    if request.method == "POST":
        asked = await wish(request)
        if "lived_seconds" in asked:
            world.live(float(asked["lived_seconds"]))
        else:
            world.advance(float(asked["advance_seconds"]))
    elif "offset_not" in request.query_params:
        known = number(request, "offset_not")
        await world.feed.until(lambda: world.clock.offset != known, patience(request), "clock")
    shown: Json = {"now": world.clock.text(), "offset_seconds": world.clock.offset, "bots_now": world.clock.bots_text()}
    return Answer(shown)
