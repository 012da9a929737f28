"""Changing and taking back what was sent."""

from simulator import formatting, keyboards
from simulator.methods import targets
from simulator.parameters import Params
from simulator.records import Bot, Json, Message
from simulator.refusals import bad_request
from simulator.world import World

DELETABLE_FOR = 48 * 3600  # seconds

_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(world: World, bot: Bot, params: Params) -> Json:
    message = _own(world, bot, params)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    content = formatting.read_text(params)
    inline, _ = keyboards.read(params)
    kept = {key: value for key, value in message.body.items() if key not in {"text", "entities", "reply_markup"}}
    return _changed(world, message, {**kept, **content}, inline)


def edit_message_reply_markup(world: World, bot: Bot, params: Params) -> Json:
    message = _own(world, bot, params)
    inline, _ = keyboards.read(params)
    return _changed(
        world, message, {key: value for key, value in message.body.items() if key != "reply_markup"}, inline
    )


def delete_message(world: World, bot: Bot, params: Params) -> bool:
    message = targets.message(world, bot, params, "delete")
    if world.clock.now() - message.body["date"] > DELETABLE_FOR:
        raise bad_request("message can't be deleted for everyone")
    if message.chat_id < 0 and message.outgoing:
        raise bad_request("message can't be deleted")
    message.deleted = True
    world.changed(message)
    return True


def _own(world: World, bot: Bot, params: Params) -> Message:
    """The bot's own message, if it can be edited: without buttons or with inline ones."""
    targets.writable(world, bot, params)
    message = targets.message(world, bot, params, "edit")
    if message.outgoing or message.keyboard is not None:
        raise bad_request("message can't be edited")
    return message


def _changed(world: World, message: Message, body: Json, inline: Json | None) -> Json:
    if inline:
        body["reply_markup"] = inline
    if body == message.body:
        raise bad_request(_SAME)
    body["edit_date"] = int(world.clock.now())
    message.body = body
    world.changed(message)
    return body
