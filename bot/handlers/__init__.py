"""Handlers: a python-telegram-bot update becomes something that came in. One list, in the order that counts."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.chat.incoming import Incoming
from bot.handlers import buttons, commands, membership, messages

log = logging.getLogger(__name__)

Take = Callable[[Incoming], Awaitable[None]]
Translate = Callable[[Update, str], Incoming]


@dataclass(slots=True)
class InHand:
    """The inbox row that is being handled, and whether a handler could make something of it."""

    inbox_id: str
    taken: bool = False


# python-telegram-bot passes its own objects only, and keeps to itself what a handler raises.
in_hand: ContextVar[InHand] = ContextVar("in_hand")

_PRIVATE = filters.ChatType.PRIVATE
_EDITED = filters.UpdateType.EDITED_MESSAGE


def register(application: Application[Any, Any, Any, Any, Any, Any], take: Take) -> None:
    """Tell python-telegram-bot who answers what. The first that fits takes the update.

    What a translation raises leaves `in_hand` untaken, and the update is set aside.
    """
    application.add_error_handler(_untaken)
    for handler in _in_order(take):
        application.add_handler(handler)


def _in_order(take: Take) -> list[BaseHandler[Any, Any, Any]]:
    return [
        CallbackQueryHandler(_handing_over(buttons.pressed, take)),
        MessageHandler(_PRIVATE & _EDITED, _handing_over(messages.edited, take)),
        MessageHandler(_PRIVATE & filters.COMMAND, _handing_over(commands.command, take)),
        MessageHandler(_PRIVATE & filters.TEXT, _handing_over(messages.text, take)),
        MessageHandler(_PRIVATE, _handing_over(messages.something_else, take)),
        ChatMemberHandler(_handing_over(membership.changed, take), ChatMemberHandler.MY_CHAT_MEMBER),
        TypeHandler(Update, _handing_over(membership.elsewhere, take)),
    ]


async def _untaken(update: object, context: Any) -> None:
    log.warning("update_not_translated kind=%s", type(context.error).__name__)


def _handing_over(translate: Translate, take: Take) -> Callable[[Update, Any], Coroutine[Any, Any, None]]:
    async def handle(update: Update, context: Any) -> None:
        current = in_hand.get()
        incoming = translate(update, current.inbox_id)
        if not _is_sound(incoming):
            return
        current.taken = True
        await take(incoming)

    return handle


def _is_sound(incoming: Incoming) -> bool:
    """Whether everything is of the kind that it should be: python-telegram-bot takes what it is given."""
    messages = (0 if one is None else one for one in (incoming.message_id, incoming.reply_to))
    numbers = (incoming.update_id, incoming.chat_id, *messages, incoming.by)
    words = (incoming.text, incoming.argument, incoming.data, incoming.what, incoming.language)
    return all(type(one) is int and abs(one) < 2**63 for one in numbers) and all(type(one) is str for one in words)
