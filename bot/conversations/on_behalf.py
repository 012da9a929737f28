"""What the team did for somebody, told to them: answers were written down, or two accounts were made one."""

from __future__ import annotations

from bot.actions import papers, recording
from bot.chat.chat import Chat
from bot.chat.questions import Choice
from bot.chat.story import Stories, Story


async def written_down(chat: Chat) -> None:
    told = await chat.once("written", recording.written)
    if not told["what"]:
        return await chat.say("not_there_any_more")
    way = await chat.ask(
        "is_it_right",
        Choice("it_is_right", "change_it", for_yes="it_is_right", for_no="change_it"),
        **{name: told[name] for name in ("what", "day", "how", "who", "lines")},
    )
    if way != "change_it":
        return await chat.say("stays_so", offers=("person",))
    which = await chat.ask("which_answer", Choice(*told["ids"], "none_of_these"), labels=told["labels"])
    if which is None or which == "none_of_these":
        return await chat.say("stays_so", offers=("person",))
    return await chat.once("asked_again", recording.ask_again, question=which)


async def permission_recorded(chat: Chat) -> None:
    told = await chat.once("recorded", papers.recorded)
    if not told["what"]:
        return await chat.say("decided_anew")
    if told["goes"]:
        return await chat.say("answers_go", offers=("consent", "person"), when=told["goes"])
    return await chat.say("was_recorded", offers=("consent", "person"), what=told["what"], decided=told["is"])


async def accounts_joined(chat: Chat) -> None:
    await chat.say("known_again" if chat.about else "are_one", offers=("consent", "menu", "person"))


STORIES: Stories = {
    "written_down": Story(written_down, controls=("person",), about=True),
    "permission_recorded": Story(permission_recorded, controls=("person",), about=True),
    "accounts_joined": Story(accounts_joined, controls=("person",)),
}
