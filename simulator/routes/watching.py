"""Seeing what happens, as it happens: messages, events and the log of calls. Everything here can be waited for."""

from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from simulator.controls import report
from simulator.records import Json, Message
from simulator.routes.asking import Answer, group, number, patience, person, plainly, simulator
from simulator.world import World, view

if TYPE_CHECKING:
    from simulator.app import Simulator

EVERYBODY = frozenset({"clock", "commands", "reload"})
BEAT = 1.0  # seconds between looks at the host's controls while nothing else happens


@plainly
async def messages(request: Request) -> Response:
    """?after=MESSAGE_ID: newer messages, and those changed since it appeared; ?since=REVISION: changes since then."""
    world = simulator(request).world
    return await _newer(request, world, world.chats_of(person(request).id))


@plainly
async def group_messages(request: Request) -> Response:
    return await _newer(request, simulator(request).world, [group(request).id])


@plainly
async def answers(request: Request) -> Response:
    """What this person's button presses were answered with. ?after=COUNT waits until there are more."""
    world, who, after = simulator(request).world, person(request), int(number(request, "after"))
    found = await world.feed.until(lambda: world.answers.get(who.id, [])[after:], patience(request), "answer")
    return Answer(found)


@plainly
async def log(request: Request) -> Response:
    """?after=NUMBER&method=...&chat_id=...&status=...&timeout=S waits until there is such a call."""
    calls, query = simulator(request).calls, request.query_params
    chat_id, status = (int(query[name]) if name in query else None for name in ("chat_id", "status"))
    after = int(number(request, "after"))
    wanted = query.get("method", "")
    found = await simulator(request).world.feed.until(
        lambda: calls.after(after, wanted, chat_id, status), patience(request), "call"
    )
    return Answer({"calls": found, **calls.report()})


async def all_events(request: Request) -> Response:
    """Everything, or ?only=message,typing: just these kinds of event."""
    return _stream(request, None)


@plainly
async def phone_events(request: Request) -> Response:
    return _stream(request, person(request).id)


async def _newer(request: Request, world: World, chats: list[int]) -> Response:
    after, since = int(number(request, "after")), int(number(request, "since", -1))
    born = max(
        (world.messages.get(chat, {})[after].born for chat in chats if after in world.messages.get(chat, {})), default=0
    )
    threshold = since if since >= 0 else born

    def wanted(message: Message) -> bool:
        return message.revision > threshold or (since < 0 and message.message_id > after)

    def found() -> list[Json]:
        every = [each for chat in chats for each in world.messages.get(chat, {}).values() if wanted(each)]
        return [view(each) for each in sorted(every, key=lambda each: each.message_id)]

    return Answer({"messages": await world.feed.until(found, patience(request), "message"), "revision": world.revision})


def _stream(request: Request, phone: int | None) -> StreamingResponse:
    only = request.query_params.get("only")
    kinds = frozenset(only.split(",")) if only else None

    def wanted(event: Json) -> bool:
        for_phone = phone is None or event.get("phone") == phone or event["type"] in EVERYBODY
        return for_phone and (kinds is None or event["type"] in kinds)

    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    events = _events(simulator(request), wanted, phone is None)
    return StreamingResponse(events, media_type="text/event-stream", headers=headers)


async def _events(app: "Simulator", wanted: Callable[[Json], bool], with_controls: bool) -> AsyncIterator[bytes]:
    """Server-sent events; a comment line each second of silence shows that the line is alive."""
    shown = report(app.controls)
    with app.world.feed.listening() as listener:
        yield b"retry: 1000\n\n"
        yield _event({"type": "hello", "controls": shown if with_controls else []})
        while (event := await listener.next(BEAT)) is not None:
            if with_controls and (now := report(app.controls)) != shown:
                shown = now
                yield _event({"type": "controls", "controls": shown})
            if event["type"] == "nothing":
                yield b": still here\n\n"
            elif wanted(event):
                yield _event(event)


def _event(event: Json) -> bytes:
    return b"data: " + orjson.dumps(event) + b"\n\n"
