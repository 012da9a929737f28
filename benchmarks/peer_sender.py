"""The peer of the sender: python-telegram-bot with its own rate limiter, as its documentation shows it.

`python -m benchmarks.peer_sender` reads BOT_API, BOT_TOKEN, BOT_CHATS (first-last) and BOT_WAY: `one_by_one`,
`together` (all handed over at once, with the limiter's defaults) or `together_again` (the same with five retries).
"""

import asyncio
import os
import sys
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder, ContextTypes, MessageHandler, filters

TEXT = "News for many people at once."
App = Application[Any, Any, Any, Any, Any, Any]


async def reply(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_message
    await update.effective_message.reply_text("Yes?")


async def broadcast(app: App) -> None:
    first, last = map(int, os.environ["BOT_CHATS"].split("-"))
    chats = range(first, last + 1)
    if os.environ["BOT_WAY"] == "one_by_one":
        for chat_id in chats:
            await send(app, chat_id)
    else:
        await asyncio.gather(*(send(app, chat_id) for chat_id in chats))
    print("sent all", file=sys.stderr, flush=True)


async def send(app: App, chat_id: int) -> None:
    try:
        await app.bot.send_message(chat_id, TEXT)
    except TelegramError as error:
        print(f"not sent: {error}", file=sys.stderr)


async def begin(app: App) -> None:
    app.bot_data["broadcast"] = asyncio.create_task(broadcast(app))


def main() -> None:
    retries = 5 if os.environ["BOT_WAY"] == "together_again" else 0
    app = (
        ApplicationBuilder()
        .token(os.environ["BOT_TOKEN"])
        .base_url(os.environ["BOT_API"] + "/bot")
        .rate_limiter(AIORateLimiter(max_retries=retries))
        .connection_pool_size(256)
        .pool_timeout(600)
        .post_init(begin)
        .build()
    )
    app.add_handler(MessageHandler(filters.TEXT, reply))
    app.run_polling()


if __name__ == "__main__":
    main()
