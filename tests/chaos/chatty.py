"""`voices run` at log level DEBUG with a mistake in it: /help raises an error that quotes what people said.

python -m tests.chaos.chatty, or with the word `planted` for one that also logs it.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable
from typing import Any, cast

from bot import conversations, logs
from bot.chat.chat import Chat
from bot.chat.story import Story
from bot.commands.run import run

log = logging.getLogger("bot.planted")


async def quoting(chat: Chat) -> None:
    """Raises an error that holds all that this person ever said."""
    rows = chat.scene.tx.all("SELECT answer FROM answers WHERE person_id = :id", id=chat.scene.person.id)
    words = f"{chat.scene.person} said {[row['answer'] for row in rows]}"
    if "planted" in sys.argv:
        log.info("somebody_said %s", words)
    try:
        raise KeyError(words)
    except KeyError as cause:
        raise RuntimeError(f"cannot go on after {words}") from cause


def arm() -> None:
    set_up: Callable[..., None] = logs.set_up_logs

    def everything(secrets: Iterable[str], **_: Any) -> None:
        set_up(secrets, level="DEBUG")

    replace: Callable[..., None] = setattr
    replace(logs, "set_up_logs", everything)
    cast(dict[str, Story], conversations.STORIES)["help"] = Story(quoting)


if __name__ == "__main__":
    arm()
    sys.exit(run())
