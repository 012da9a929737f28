"""Whatever somebody sends, a turn gets to know the language of their phone: a stranger is answered in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest
from telegram import Update

from bot.chat.incoming import Incoming
from bot.gateway.scrubbing import scrub
from bot.handlers import buttons, commands, messages
from tests.cast import ANA, MONDAY
from tests.phones import Telegram

FROM = {"id": ANA.chat_id, "is_bot": False, "first_name": "Ana", "language_code": "cy-GB"}
CHAT = {"id": ANA.chat_id, "type": "private"}


def told(**what: Any) -> dict[str, Any]:
    message = Telegram().words(ANA, "help nawr", MONDAY)["message"] | {"from": FROM} | what
    return {"update_id": 1, "message": {name: value for name, value in message.items() if value is not None}}


PRESSED = {"id": "1", "from": FROM, "chat_instance": "1", "data": "x", "message": {"message_id": 1, "chat": CHAT}}


@pytest.mark.parametrize(
    ("translate", "update"),
    [
        (messages.text, told()),
        (messages.text, told(forward_origin={"type": "hidden_user", "sender_user_name": "B", "date": 1})),
        (messages.edited, {"update_id": 1, "edited_message": told()["message"]}),
        (messages.something_else, told(text=None, voice={"file_id": "a", "file_unique_id": "b", "duration": 1})),
        (messages.something_else, told(text=None, sticker={})),
        (commands.command, told(text="/help")),
        (buttons.pressed, {"update_id": 1, "callback_query": PRESSED}),
    ],
)
def test_the_language_of_a_phone_comes_with_all_that_it_sends(
    translate: Callable[[Update, str], Incoming], update: dict[str, Any]
) -> None:
    stored = orjson.loads(orjson.dumps(scrub(update)))
    update_of_theirs = Update.de_json(stored, None)
    assert translate(update_of_theirs, "inbox").language == "cy-GB"
