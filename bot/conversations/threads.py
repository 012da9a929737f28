"""A question about an opportunity, and the talk that comes of it: each message is passed on, the bot keeps silent."""

from __future__ import annotations

from bot.actions import threading
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Text
from bot.chat.story import Stories, Story

LONGEST = 60  # messages in one go; after that the button below any of them goes on
OVER = {"gone": "gone", "closed": "closed", "nobody": "nobody_there", "nothing": "nothing_passed_on"}


async def ask_about(chat: Chat) -> None:
    thread = await chat.once("thread", threading.open_about)
    if thread["state"]:
        return await chat.say(OVER[thread["state"]], title=thread["title"], offers=("person",))
    return await _talk(chat, thread["id"], thread["who"], thread["title"])


async def thread_reply(chat: Chat) -> None:
    thread = await chat.once("thread", threading.which)
    if thread["state"]:
        return await chat.say(OVER[thread["state"]], title=thread["title"], offers=("person",))
    return await _talk(chat, thread["id"], thread["who"], thread["title"])


async def _talk(chat: Chat, thread_id: str, who: str, title: str) -> None:
    """Pass on what is said, message by message."""
    for place in range(1, LONGEST + 1):
        key = f"words_{place}"
        words = await chat.ask(key, Text(max_length=2000, voice=True, quiet=place > 1), who=who, title=title)
        if not words:
            return await chat.say("nothing_passed_on")
        meant = await chat.once(f"meant_{place}", threading.meant, thread_id=thread_id)
        to = thread_id
        if meant["names"]:  # somebody else has written meanwhile
            to = await chat.ask(f"to_whom_{place}", Choice(*meant["names"], final=True), labels=meant["names"]) or ""
        passed = await chat.once(f"passed_{place}", threading.pass_on, thread_id=to, key=key, words=words)
        if passed["state"]:
            return await chat.say(OVER[passed["state"]], title=title, offers=("person",))
        asked_else = await chat.once(f"asked_else_{place}", threading.is_asked_else)
        if passed["next"]:
            await chat.say("passed_on_and_next", who=passed["who"], next=passed["next"])
        elif asked_else:  # which keeps what comes without a word about whom it is for
            await chat.say("passed_on_alone", who=passed["who"])
        elif place == 1 or to != thread_id or await chat.once(f"paused_{place}", threading.was_silent):
            await chat.say("passed_on", who=passed["who"])
        if asked_else or to != thread_id:
            return None
    return None


async def thread_done(chat: Chat) -> None:
    who = await chat.once("closed", threading.close)
    await chat.say("ended" if who else "ended_already", who=who)


async def thread_note(chat: Chat) -> None:
    """What is passed on is said by `threading`; this is its name."""
    await chat.say("nothing_new")


STORIES: Stories = {
    "ask_about": Story(ask_about, controls=("person",), shows=True, about=True, passing=True),
    "thread_reply": Story(thread_reply, controls=("person",), shows=True, about=True, passing=True, takes_words=True),
    "thread_done": Story(thread_done, about=True),
    "thread_note": Story(thread_note, about=True),
}
