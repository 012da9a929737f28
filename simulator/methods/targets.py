"""Whom a call is for: the chat it names, or Telegram's reason why the bot may not write there."""

from simulator.parameters import Params, integer, structure, words
from simulator.records import Bot, Group, Json, Message
from simulator.refusals import bad_request, forbidden
from simulator.world import Chat, World


def chat(world: World, bot: Bot, params: Params) -> Chat:
    """The chat that `chat_id` names, whether or not the bot may write to it."""
    if params.get("chat_id") in (None, ""):
        raise bad_request("chat_id is empty")
    found = world.chat(integer(params, "chat_id"))
    if found is None or found.bot_id != bot.id:
        raise bad_request("chat not found")
    return found


def writable(world: World, bot: Bot, params: Params) -> Chat:
    """The chat, when the bot may write to it."""
    found = chat(world, bot, params)
    if isinstance(found, Group):
        _check_group(found)
    elif found.deleted:
        raise forbidden("user is deactivated")
    elif found.blocked:
        raise forbidden("bot was blocked by the user")
    elif not found.started:
        raise forbidden("bot can't initiate conversation with a user")
    return found


def _check_group(group: Group) -> None:
    if group.migrated_to is not None:
        raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=group.migrated_to)
    if group.kicked:
        raise forbidden(f"bot was kicked from the {'supergroup' if group.type == 'supergroup' else 'group'} chat")


def quoted(world: World, target: Chat, params: Params) -> Json:
    """The `reply_to_message` part of a new message, when it answers another one."""
    reply = structure(params, "reply_parameters") or {}
    number = integer(reply, "message_id") or integer(params, "reply_to_message_id")
    if not number:
        return {}
    found = world.message(target.id, number)
    if found is not None:
        return {"reply_to_message": {key: value for key, value in found.body.items() if key != "reply_to_message"}}
    if reply.get("allow_sending_without_reply") or params.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def message(world: World, bot: Bot, params: Params, purpose: str) -> Message:
    """The message that `chat_id` and `message_id` name; `purpose` is Telegram's word: edit, delete."""
    target = chat(world, bot, params)
    if not words(params, "message_id"):
        raise bad_request("message identifier is not specified")
    found = world.message(target.id, integer(params, "message_id"))
    if found is None:
        raise bad_request(f"message to {purpose} not found")
    return found
