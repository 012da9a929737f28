"""Chats that Telegram knows nothing of: those of people who answer on a web page of ours."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from storage.database import Transaction
from storage.values import new_id

# Telegram's ids have at most 52 significant bits, so that each fits into a float; none is ever as large as this.
FIRST = 2**53
SOURCE = 0  # stands in the inbox where Telegram's updates have the bot's id, so that update ids never meet


def is_web(chat_id: int) -> bool:
    """Whether what is said in this chat is shown on a page, and never sent."""
    return chat_id >= FIRST


def new(now: datetime) -> int:
    """The chat of somebody new. It is made of a moment that no other id has, so that it is never given out again."""
    return FIRST + int(new_id(now)[:14], 16)


def among(tx: Transaction, people: Collection[str]) -> int:
    """How many of these answer on a page of ours."""
    rows = tx.all("SELECT id FROM people WHERE telegram_id >= :first", first=FIRST)
    return len({row["id"] for row in rows}.intersection(people))
