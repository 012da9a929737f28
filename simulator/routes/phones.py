"""Phones, and what the people who hold them do."""

from base64 import b64decode
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import Response

from simulator import people
from simulator.methods.commands import menu
from simulator.records import Group, Json, Message, Person
from simulator.routes.asking import Answer, person, plainly, simulator, wish
from simulator.routes.asking import group as named_group
from simulator.world import World, view

CHANGEABLE = frozenset({"first_name", "last_name", "username", "language_code", "note", "invite"})


def _shown(world: World, who: Person) -> Json:
    bot = world.bots[who.bot_id]
    return {**asdict(who), "bot": bot.username, "commands": menu(bot, who)}


def _sent(messages: list[Message]) -> Answer:
    return Answer({"message": view(messages[-1]), "messages": [view(each) for each in messages]})


def _group(who: Group) -> Json:
    return asdict(who)


@plainly
async def phones(request: Request) -> Response:
    world = simulator(request).world
    if request.method == "GET":
        return Answer([_shown(world, each) for each in world.people.values()])
    return Answer(_shown(world, people.join(world, await wish(request))), 201)


@plainly
async def phone(request: Request) -> Response:
    world, who = simulator(request).world, person(request)
    if request.method == "PATCH":
        for name, value in (await wish(request)).items():
            if name not in CHANGEABLE:
                raise ValueError(f"{name} cannot be changed")
            setattr(who, name, str(value))
        world.keep_person(who)
    return Answer(_shown(world, who))


@plainly
async def text(request: Request) -> Response:
    asked = await wish(request)
    reply_to, chat_id = asked.get("reply_to"), asked.get("chat_id")
    return _sent(people.say(simulator(request).world, person(request), str(asked["text"]), chat_id, reply_to))


@plainly
async def edit(request: Request) -> Response:
    asked = await wish(request)
    return _sent([people.edit(simulator(request).world, person(request), int(asked["message_id"]), str(asked["text"]))])


@plainly
async def press(request: Request) -> Response:
    asked = await wish(request)
    which = asked.get("message_id"), asked.get("data"), asked.get("label")
    query = people.press(simulator(request).world, person(request), *which)
    return Answer({"callback_query_id": query.id, "message_id": query.message_id, "data": query.data})


@plainly
async def send(request: Request) -> Response:
    asked = await wish(request)
    if "base64" in asked:
        asked["content"] = b64decode(asked.pop("base64"))
    return _sent(people.send(simulator(request).world, person(request), str(asked.pop("kind")), asked))


@plainly
async def upload(request: Request) -> Response:
    """A file as the plain body: ?kind=voice&file_name=...&duration=..., with its own content type."""
    asked: Json = dict(request.query_params)
    asked |= {
        "content": await request.body(),
        "mime_type": request.headers.get("content-type", "application/octet-stream"),
    }
    return _sent(people.send(simulator(request).world, person(request), str(asked.pop("kind")), asked))


@plainly
async def block(request: Request) -> Response:
    people.block(simulator(request).world, person(request), True)
    return Answer(_shown(simulator(request).world, person(request)))


@plainly
async def unblock(request: Request) -> Response:
    people.block(simulator(request).world, person(request), False)
    return Answer(_shown(simulator(request).world, person(request)))


@plainly
async def delete_account(request: Request) -> Response:
    people.delete_account(simulator(request).world, person(request))
    return Answer(_shown(simulator(request).world, person(request)))


@plainly
async def group(request: Request) -> Response:
    return Answer(_group(people.add_to_group(simulator(request).world, person(request), await wish(request))), 201)


@plainly
async def groups(request: Request) -> Response:
    return Answer([_group(each) for each in simulator(request).world.groups.values()])


@plainly
async def remove_from_group(request: Request) -> Response:
    people.remove_from_group(simulator(request).world, named_group(request))
    return Answer(_group(named_group(request)))


@plainly
async def migrate_group(request: Request) -> Response:
    return Answer(_group(people.migrate(simulator(request).world, named_group(request))))
