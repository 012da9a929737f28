"""Would you like to work together? Asked of both; and the news of it, to both and to the team."""

from __future__ import annotations

from bot.actions import agreeing
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Text
from bot.chat.story import Stories, Story

NOW = {
    "proposed": "waits_for_the_other",
    "agreed": "both_agreed",
    "agreed_before": "agreed_before",
    "too_late": "does_not_go_ahead",
}
NEWS = {
    "over": "over",
    "proposed_to_side": "over",
    "agreed_to_side": "both_agreed",
    "declined_to_side": "not_going_ahead",
    "undone_to_side": "taken_back",
    "ended_to_side": "taken_back",
    "proposed_to_team": "over",
    "agreed_to_team": "agreed_to_team",
    "declined_to_team": "declined_to_team",
    "undone_to_team": "over",
    "ended_to_team": "ended_to_team",
    "lapsed_to_team": "lapsed_to_team",
}


async def agree_pairing(chat: Chat) -> None:
    told = await chat.once("proposed", agreeing.proposed)
    if not told["name"]:
        return await chat.say("over")
    await chat.say("opening")
    way = await chat.ask("would_you", Choice("yes", "no"), name=told["name"], told=told["told"])
    if way is None:
        await chat.once("later", agreeing.ask_later)
        return await chat.say("later")
    now = await chat.once("answered", agreeing.answer, said=way)
    if way == "no" and now != "agreed_before":
        return await chat.say("thank_you_for_telling")
    await chat.say(NOW[now], name=told["name"])
    return await _goals(chat, told["name"]) if now == "agreed" else None


async def pairing_news(chat: Chat) -> None:
    news = await chat.once("news", agreeing.news)
    await chat.say(NEWS[news["what"]], name=news["name"], partner=news["partner"], leader=news["leader"])
    if news["what"] == "agreed_to_side":
        await _goals(chat, news["name"])


async def _goals(chat: Chat, name: str) -> None:
    words = await chat.ask("goals", Text(max_length=500), name=name)
    await chat.once("goals_kept", agreeing.keep_goals, words=words)
    planned = await chat.once("planned", agreeing.is_planned)
    await chat.say("next_is_planned" if planned else "what_next", name=name)


STORIES: Stories = {
    "agree_pairing": Story(agree_pairing, about=True, speaks_again=True),
    "pairing_news": Story(pairing_news, about=True),
}
