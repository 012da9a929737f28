"""Making things fail: faults, rate limits, and the dice behind them."""

from starlette.requests import Request
from starlette.responses import Response

from simulator.faults import KINDS
from simulator.limits import Settings
from simulator.records import Json
from simulator.routes.asking import Answer, plainly, simulator, wish


def _shown(request: Request) -> Json:
    return {"faults": simulator(request).faults.report(), "kinds": KINDS}


@plainly
async def faults(request: Request) -> Response:
    app = simulator(request)
    if request.method == "GET":
        return Answer(_shown(request))
    if request.method == "DELETE":
        app.faults.remove()
    else:
        app.faults.add(await wish(request))
    app.world.feed.publish("faults")
    return Answer(_shown(request))


@plainly
async def fault(request: Request) -> Response:
    app = simulator(request)
    app.faults.remove(request.path_params["fault_id"])
    app.world.feed.publish("faults")
    return Answer(_shown(request))


@plainly
async def limits(request: Request) -> Response:
    """POST sets the limits (0: none) and starts the counts anew, DELETE switches all off."""
    app = simulator(request)
    if request.method != "GET":
        app.limits.set(Settings(**(await wish(request) if request.method == "POST" else {})))
        app.limits.forget()
        app.world.feed.publish("limits")
    return Answer(app.limits.report())


@plainly
async def seed(request: Request) -> Response:
    """From here on the dice fall as they do for this seed."""
    simulator(request).world.dice.seed(int((await wish(request))["seed"]))
    return Answer({"ok": True})
