"""The product's side of the comparison: the real gateway, engine, storage and delivery with a 12-question conversation.

`python -m benchmarks.contestant` reads BOT_API, BOT_TOKEN and BOT_DB, and BOT_RATE in messages a second, without which
nothing is paced.
"""

from __future__ import annotations

import asyncio
import os
from datetime import datetime

from bot.chat.chat import Chat
from bot.chat.incoming import Incoming
from bot.chat.playing import Play
from bot.chat.questions import Choice, Text
from bot.chat.scene import Scene
from bot.chat.story import Story
from bot.chat.texts import Texts
from bot.clock import SystemClock
from bot.logs import set_up_logs
from bot.serving import Parts, serve
from config.languages import one_language
from storage import people
from storage.database import Transaction
from storage.opening import open_database
from storage.outbox import Message
from storage.people import Person

STORY = "questions"
WHETHER = Choice("yes", "no", optional=False)
HOW_OFTEN = Choice("often", "sometimes", "never", optional=False)
IN_FREE_WORDS = Text(optional=False)
ASKED = (WHETHER, IN_FREE_WORDS, HOW_OFTEN, IN_FREE_WORDS) * 3
KEYS = (*(f"Q{n}" for n in range(1, 9)), *(f"C{n}" for n in range(1, 5)))


async def questions(chat: Chat) -> None:
    """Eight questions, then four: odd ones with buttons, even ones in free words."""
    for key, question in zip(KEYS, ASKED, strict=True):
        await chat.ask(key, question)
    await chat.say("done_with_all")


class OpenDoor:
    """Anybody may come in, and /start always begins again."""

    def stranger(self, tx: Transaction, now: datetime, incoming: Incoming) -> Person | list[Message]:
        return people.meet(tx, now, telegram_id=incoming.chat_id, timezone="UTC")

    def start(self, play: Play, scene: Scene, incoming: Incoming) -> None:
        play.begin(STORY)

    def come_over(self, scene: Scene, incoming: Incoming) -> None: ...

    def code_in(self, tx: Transaction, now: datetime, incoming: Incoming) -> str | None:
        return None

    def code(self, play: Play, scene: Scene, incoming: Incoming, code: str, words: object = None) -> None: ...

    def outside(self, tx: Transaction, now: datetime, incoming: Incoming) -> list[Message]:
        return []


def texts() -> Texts:
    """English, with the wording of the twelve questions."""
    said, understood = one_language("en")
    wording = {key: f"{key}: how is it for you at the moment?" for key in KEYS}
    return Texts(
        {"en": ({**said, STORY: {**wording, "done_with_all": "Done: thank you for your answers."}}, understood)}
    )


async def main() -> None:
    clock = SystemClock()
    token = os.environ["BOT_TOKEN"]
    set_up_logs([token], level="WARNING")
    database = await open_database(f"sqlite:///{os.environ['BOT_DB']}", key=None, clock_now=clock.now())
    rate = float(os.environ.get("BOT_RATE", "0"))
    parts = Parts(
        database=database,
        clock=clock,
        token=token,
        api_url=os.environ["BOT_API"],
        texts=texts(),
        stories={STORY: Story(questions, controls=(), bare=True)},
        commands={},
        words={},
        door=OpenDoor(),
        per_second=rate,
        per_chat=1.0 if rate else 0.0,
    )
    try:
        await serve(parts)
    finally:
        await database.close()


if __name__ == "__main__":
    import uvloop

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main())
