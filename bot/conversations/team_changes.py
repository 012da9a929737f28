"""For the team: a role was taken away, a second step was reset, somebody is invited who may do much."""

from __future__ import annotations

from bot.actions import team_changes
from bot.chat.chat import Chat
from bot.chat.story import Stories, Story

CHANGES = {
    "role_taken": "role_was_taken",
    "role_given_back": "role_was_given_back",
    "step_reset": "step_was_reset",
    "invite_waits": "invite_waits",
    "invited": "somebody_invited",
    "words_wait": "crisis_words_wait",
    "words_back": "crisis_words_came_back",
    "not_them": "it_was_not_them",
}


async def team_change(chat: Chat) -> None:
    told = await chat.once("told", team_changes.told)
    await chat.say(CHANGES[told["what"]], role=told["role"], who=told["who"], why=told["why"])


STORIES: Stories = {"team_change": Story(team_change, gives_way=False, about=True)}
