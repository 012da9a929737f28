"""The menu of commands in the chat: for everybody in each language, and for one person by role and language."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.scene import Scene
from bot.chat.texts import Voice
from storage import email_addresses, people

# What somebody whom we do not know may ask for.
FOR_STRANGERS = ("help", "privacy")


def for_everybody(voice: Voice) -> dict[str, object]:
    """The setMyCommands call for chats of people whom we do not know, in one language."""
    menu = {name: text for name, text in voice.menu().items() if name in FOR_STRANGERS}
    return {"commands": _as_telegram_wants(menu), "scope": {"type": "all_private_chats"}}


def can_email(scene: Scene) -> bool:
    """Whether emails can be sent here; else nobody is shown the command for it."""
    return bool(email_addresses.sender(scene.tx))


def offer(scene: Scene) -> None:
    """Show this person the commands of their roles, in their language."""
    theirs = scene.voice.menu(people.roles_of(scene.tx, scene.person.id))
    menu = {name: text for name, text in theirs.items() if name != "email" or can_email(scene)}
    scope = {"type": "chat", "chat_id": scene.person.telegram_id}
    scene.post({"commands": _as_telegram_wants(menu), "scope": scope}, method="setMyCommands")


def _as_telegram_wants(menu: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"command": name, "description": text} for name, text in menu.items()]
