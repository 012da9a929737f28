"""The Bot API's methods: each takes the world, the calling bot and its parameters, and returns the result."""

from collections.abc import Callable
from typing import Any

from simulator.methods import chats, commands, edits, files, messages, webhooks
from simulator.parameters import Params
from simulator.records import Bot
from simulator.world import World

Method = Callable[[World, Bot, Params], Any]

METHODS: dict[str, Method] = {
    "getMe": chats.get_me,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_chat_member,
    "leaveChat": chats.leave_chat,
    "logOut": chats.yes,
    "close": chats.yes,
    "setMyName": chats.yes,
    "setMyDescription": chats.yes,
    "setMyShortDescription": chats.yes,
    "setChatMenuButton": chats.yes,
    "setMessageReaction": chats.yes,
    "sendMessage": messages.send_message,
    "sendChatAction": messages.send_chat_action,
    "answerCallbackQuery": messages.answer_callback_query,
    "sendPhoto": files.send_photo,
    "sendDocument": files.send_document,
    "sendVoice": files.send_voice,
    "getFile": files.get_file,
    "editMessageText": edits.edit_message_text,
    "editMessageReplyMarkup": edits.edit_message_reply_markup,
    "deleteMessage": edits.delete_message,
    "setMyCommands": commands.set_my_commands,
    "getMyCommands": commands.get_my_commands,
    "deleteMyCommands": commands.delete_my_commands,
    "setWebhook": webhooks.set_webhook,
    "deleteWebhook": webhooks.delete_webhook,
    "getWebhookInfo": webhooks.get_webhook_info,
}

NAMES = {name.lower(): name for name in (*METHODS, "getUpdates")}
BY_LOWER = {name.lower(): method for name, method in METHODS.items()}
