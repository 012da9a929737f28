"""What makes it easier to take part, and the language we speak: to be said, seen and changed at any time."""

from __future__ import annotations

from bot.actions import languages, passport
from bot.chat.chat import Chat
from bot.chat.questions import Choice
from bot.chat.story import Stories, Story
from bot.conversations.wishes import needs

SPOKEN = {"spoken": "now_spoken", "draft": "now_spoken", "same": "already_spoken", "unknown": "not_spoken"}


async def access(chat: Chat) -> None:
    standing = await chat.once("standing", passport.standing)
    if standing["ask"]:
        await chat.say("so_far" if standing["now"] else "nothing_so_far", now=standing["now"])
    needed = await needs(chat, leader=standing["leader"], before=standing["needs"], told_before=standing["told"])
    if needed is None:
        return await chat.say("as_it_was")
    dropped = [one for one in standing["needs"] if one not in needed["needs"]]
    if dropped:
        await chat.say("taken_away", needs=await chat.once("dropped", passport.in_words, needs=dropped))
    await chat.once("kept", passport.keep, **needed, retell=True)
    return await chat.say("kept", offers=("menu",))


async def language(chat: Chat) -> None:
    codes = await chat.once("languages", languages.spoken)
    chosen = await chat.ask("which", Choice(*codes, own_words=True, named=True))
    await _speak(chat, chosen)


async def speak(chat: Chat) -> None:
    await _speak(chat, chat.about)


async def _speak(chat: Chat, code: str | None) -> None:
    now = await chat.once("spoken", languages.speak, language=code, retell=True)
    if now["note"]:
        await chat.say("draft_note", note=now["note"])
    await chat.say(SPOKEN[now["is"]], language=now["name"])


STORIES: Stories = {
    "access": Story(access),
    "language": Story(language),
    "speak": Story(speak, about=True),
}
