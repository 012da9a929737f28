"""Everything that the bot can say, read and taken apart once in each process; nothing in it changes."""

from __future__ import annotations

from functools import cache

from bot.chat.texts import Texts
from config.languages import language_files
from config.prompts import prompt_files


@cache
def all_texts() -> Texts:
    return Texts(language_files(), prompts=prompt_files())
