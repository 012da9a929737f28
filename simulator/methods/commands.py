"""The commands menu, by scope and language."""

import re
from typing import Any

from simulator.parameters import Params, structure, words
from simulator.records import Bot, Json, Person
from simulator.refusals import bad_request
from simulator.world import World

MOST_COMMANDS = 100
LONGEST_DESCRIPTION = 256
SCOPES = frozenset(
    {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    }
)


def set_my_commands(world: World, bot: Bot, params: Params) -> bool:
    commands = structure(params, "commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse commands: an Array of BotCommand is expected")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    bot.commands[_place(params)] = [_checked(command) for command in commands]
    _tell(world, bot)
    return True


def get_my_commands(world: World, bot: Bot, params: Params) -> list[Json]:
    return bot.commands.get(_place(params), [])


def delete_my_commands(world: World, bot: Bot, params: Params) -> bool:
    bot.commands.pop(_place(params), None)
    _tell(world, bot)
    return True


def menu(bot: Bot, person: Person) -> list[Json]:
    """The commands that this person's phone offers: the narrowest scope that has any, their language first."""
    for scope in (f"chat|{person.id}", "all_private_chats|", "default|"):
        for language in (person.language_code.partition("-")[0], ""):
            if found := bot.commands.get(f"{scope}|{language}"):
                return found
    return []


def _tell(world: World, bot: Bot) -> None:
    world.keep_bot(bot)
    world.feed.publish("commands", bot=bot.id)


def _place(params: Params) -> str:
    scope = structure(params, "scope") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    language = words(params, "language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return f"{scope['type']}|{scope.get('chat_id', '')}|{language}"


def _checked(command: Any) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse commands: an object is expected")
    name = str(command.get("command", "")).strip().removeprefix("/")
    description = str(command.get("description", "")).strip()
    if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= LONGEST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
