"""Bots: their tokens, their queues of updates, and the controls of the programme that hosts them."""

from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import Response

from simulator.controls import report
from simulator.records import Bot, Json
from simulator.routes.asking import Answer, Wrong, patience, plainly, simulator, wish
from simulator.world import World

SHOWN = 1_000  # waiting updates at most


def _shown(bot: Bot) -> Json:
    about = asdict(bot)
    del about["token"]
    if about["webhook"]:
        del about["webhook"]["secret"]
    return about


def _bot(world: World, username: str | None) -> Bot:
    """The bot of this name; the first one when no name is given."""
    for bot in world.bots.values():
        if username in (None, "", bot.username):
            return bot
    raise Wrong(404, "There is no such bot.")


@plainly
async def bots(request: Request) -> Response:
    """?polling=true&timeout=S waits until a bot waits in a long poll."""
    app = simulator(request)
    every = app.world.bots.values()
    if "polling" in request.query_params:
        await app.world.feed.until(
            lambda: any(map(app.polling.is_waiting, app.world.bots)), patience(request), "polling"
        )
    return Answer([{**_shown(bot), "polling": app.polling.is_waiting(bot.id)} for bot in every])


@plainly
async def token(request: Request) -> Response:
    """{"revoked": true} makes the token unknown, false makes it known again."""
    world, asked = simulator(request).world, await wish(request)
    bot = _bot(world, asked.get("bot"))
    bot.revoked = bool(asked["revoked"])
    world.keep_bot(bot)
    world.feed.publish("faults")
    return Answer(_shown(bot))


@plainly
async def updates(request: Request) -> Response:
    """GET: what waits to be fetched. POST {"update": ...} queues anything, {"text": "..."} even what is not JSON."""
    world = simulator(request).world
    if request.method == "GET":
        bot = _bot(world, request.query_params.get("bot"))
        return Answer([{"id": entry.id, "update": entry.update} for entry in world.updates[bot.id].pending(SHOWN)])
    asked = await wish(request)
    bot = _bot(world, asked.get("bot"))
    queue = world.updates[bot.id]
    number = queue.add_broken(asked["text"]) if "text" in asked else queue.add_raw(asked["update"])
    world.wake(bot.id)
    return Answer({"update_id": number})


@plainly
async def repeat(request: Request) -> Response:
    """{"update_id": N} hands an update out once more, even a confirmed one."""
    world, asked = simulator(request).world, await wish(request)
    bot = _bot(world, asked.get("bot"))
    if not world.updates[bot.id].repeat(int(asked["update_id"])):
        raise Wrong(404, "That update is not known any more.")
    world.wake(bot.id)
    return Answer({"update_id": asked["update_id"]})


@plainly
async def controls(request: Request) -> Response:
    """POST {"name": ..., "action": ...} does what the host programme offers."""
    app = simulator(request)
    if request.method == "POST":
        asked = await wish(request)
        wanted = (each for each in app.controls if each.name == asked.get("name"))
        action = next((each.actions.get(str(asked.get("action"))) for each in wanted), None)
        if action is None:
            raise Wrong(404, "There is no such action.")
        await action()
    return Answer(report(app.controls))
