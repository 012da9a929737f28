"""The peer: the same questionnaire as a careful developer writes it with python-telegram-bot alone.

ConversationHandler and PicklePersistence with their defaults, stock httpx, one aiosqlite commit per answer. Nothing in
it is slower than the documentation suggests; nothing is faster either.
"""

import os
import warnings
from collections.abc import Callable, Coroutine
from typing import Any

import aiosqlite
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)
from telegram.warnings import PTBUserWarning

QUESTIONS = {
    "Q1": "How are you today?",
    "Q2": "What would you like to talk about?",
    "Q3": "Did the two of you meet?",
    "Q4": "What did you talk about?",
    "Q5": "How was it?",
    "Q6": "What stayed with you?",
    "Q7": "Would you meet again?",
    "Q8": "What would help next time?",
    "C1": "Was it useful?",
    "C2": "What will you do?",
    "C3": "May we ask again later?",
    "C4": "Anything else?",
}
OPTIONS = {
    "Q1": ["Good", "So so", "Bad"],
    "Q3": ["Yes", "No"],
    "Q5": ["Great", "Fine", "Hard"],
    "Q7": ["Yes", "No", "Perhaps"],
    "C1": ["Yes", "No"],
    "C3": ["Yes", "No"],
}
LABELS = list(QUESTIONS)
FIRST_CLOSING = "C1"

Context = ContextTypes.DEFAULT_TYPE
States = dict[object, list[BaseHandler[Update, Context, object]]]
Step = Callable[[Update, Context], Coroutine[Any, Any, str | int]]
App = Application[Any, Any, Any, Any, Any, Any]


class Answers:
    """The bot's own database: safe against power cuts, a commit an answer."""

    _connection: aiosqlite.Connection | None = None

    async def open(self, app: App) -> None:
        connection = self._connection = await aiosqlite.connect(os.environ["BOT_DB"])
        await connection.execute("PRAGMA journal_mode=WAL")
        await connection.execute("PRAGMA synchronous=FULL")
        await connection.execute(
            "CREATE TABLE IF NOT EXISTS answers (chat_id BIGINT, question TEXT, answer TEXT, update_id BIGINT)"
        )
        await connection.commit()

    async def close(self, app: App) -> None:
        if self._connection:
            await self._connection.close()

    async def store(self, update: Update, label: str, answer: str) -> None:
        assert self._connection and update.effective_chat
        await self._connection.execute(
            "INSERT INTO answers (chat_id, question, answer, update_id) VALUES (?, ?, ?, ?)",
            (update.effective_chat.id, label, answer, update.update_id),
        )
        await self._connection.commit()


ANSWERS = Answers()


async def ask(update: Update, label: str) -> None:
    buttons = [InlineKeyboardButton(option, callback_data=f"{label}:{option}") for option in OPTIONS.get(label, [])]
    markup = InlineKeyboardMarkup([buttons]) if buttons else None
    assert update.effective_chat
    await update.effective_chat.send_message(f"{label}: {QUESTIONS[label]}", reply_markup=markup)


async def begin(update: Update, context: Context) -> str:
    await ask(update, LABELS[0])
    return LABELS[0]


async def go_on(update: Update, label: str) -> str | int:
    """Ask what follows `label`; what we return is the conversation's new state."""
    if label == LABELS[-1]:
        assert update.effective_chat
        await update.effective_chat.send_message("Done: thank you.")
        return ConversationHandler.END
    following = LABELS[LABELS.index(label) + 1]
    await ask(update, following)
    return following


def pressed(label: str) -> Step:
    async def step(update: Update, context: Context) -> str | int:
        query = update.callback_query
        assert query and query.data
        await query.answer()
        await ANSWERS.store(update, label, query.data.partition(":")[2])
        return await go_on(update, label)

    return step


def written(label: str) -> Step:
    async def step(update: Update, context: Context) -> str | int:
        assert update.message and update.message.text
        await ANSWERS.store(update, label, update.message.text)
        return await go_on(update, label)

    return step


def handler_of(label: str) -> BaseHandler[Update, Context, object]:
    if label in OPTIONS:
        return CallbackQueryHandler(pressed(label), pattern=f"^{label}:")
    return MessageHandler(filters.TEXT & ~filters.COMMAND, written(label))


def closing() -> ConversationHandler[Context]:
    """The last four questions, a conversation inside the other; it begins with the answer to its first question."""
    return ConversationHandler(
        entry_points=[handler_of(FIRST_CLOSING)],
        states={label: [handler_of(label)] for label in LABELS if label[0] == "C" and label != FIRST_CLOSING},
        fallbacks=[],
        map_to_parent={ConversationHandler.END: ConversationHandler.END},
        allow_reentry=True,
        name="closing",
        persistent=True,
    )


def questionnaire() -> ConversationHandler[Context]:
    states: States = {label: [handler_of(label)] for label in LABELS if label[0] == "Q"}
    return ConversationHandler(
        entry_points=[CommandHandler("start", begin)],
        states=states | {FIRST_CLOSING: [closing()]},
        fallbacks=[],
        allow_reentry=True,
        name="questionnaire",
        persistent=True,
    )


def main() -> None:
    # Says that presses are not told apart by message: they need not be, their pattern does it.
    warnings.filterwarnings("ignore", category=PTBUserWarning)
    app = (
        ApplicationBuilder()
        .token(os.environ["BOT_TOKEN"])
        .base_url(os.environ["BOT_API"] + "/bot")
        .persistence(PicklePersistence(filepath=os.environ["BOT_DB"] + ".pickle"))
        .post_init(ANSWERS.open)
        .post_shutdown(ANSWERS.close)
        .build()
    )
    app.add_handler(questionnaire())
    app.run_polling()


if __name__ == "__main__":
    main()
