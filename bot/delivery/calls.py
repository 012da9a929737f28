"""One message as one call to the Bot API."""

from __future__ import annotations

import mimetypes

from bot.gateway.api import TelegramApi
from storage.outbox import Message, file_content

FILES_TAKE = 60.0  # seconds that a call with a file may take


async def call(api: TelegramApi, message: Message) -> int | None:
    """Send it: Telegram's number for the message, where there is one. Raises what `TelegramApi.call` raises."""
    if message.file_name is None or message.file_text is None:
        result = await api.call(message.method, _body(message))
    else:
        field = message.method.removeprefix("send").lower()
        content_type = mimetypes.guess_type(message.file_name)[0] or "application/octet-stream"
        file = (message.file_name, file_content(message.file_name, message.file_text), content_type)
        result = await api.call(message.method, _body(message), files={field: file}, timeout=FILES_TAKE)
    number = result.get("message_id") if type(result) is dict else None
    return number if isinstance(number, int) else None


def _body(message: Message) -> bytes:
    # The chat's id may change while the message waits, so it is not part of what is stored.
    rest = message.payload[1:]
    return f'{{"chat_id":{message.chat_id}{"," if len(rest) > 1 else ""}{rest}'.encode()
