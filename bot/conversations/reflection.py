"""A thought to turn over: offered, swapped, answered at length; how often it comes, and who may see what was said."""

from __future__ import annotations

from bot.actions import own_words, reflecting
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Instead, Several, Text
from bot.chat.story import Stories, Story
from bot.rules.reflecting import EVERY_DAYS, THEMES

MOST = 6  # prompts in one go
OFFERS = ("mywords", "rhythm", "suggest")
SHOWN = ("meaning", *OFFERS)  # to somebody
MEANINGS = ("power", "trust", "practical", "myself")  # what it was about, in their word, before anybody else's
SEEN_BY = {"staff": "team_may_read", "leader": "leader_may_know", "learning": "learning_may_read"}
NOW_EVERY = {"14": "now_fortnightly", "28": "now_monthly", "0": "now_never"}


async def reflect(chat: Chat) -> None:
    if not await chat.once("may_keep", reflecting.may_keep):
        return await chat.say("not_agreed")
    await chat.say("why")
    offered = {"id": ""}
    for number in range(1, MOST + 1):
        offered = await chat.once(f"offered_{number}", reflecting.offer, swapped=offered["id"])
        if not offered["id"]:
            return await chat.say("none_left", offers=("suggest",))
        said = await chat.ask(
            f"prompt_{number}",
            Text(long=True, voice=True, instead=("swap", "not_today")),
            visible_to="me",
            prompt=offered["words"],
        )
        if said is None or (isinstance(said, Instead) and said == "not_today"):
            return await chat.say("not_today", offers=("rhythm",))
        if not isinstance(said, Instead):
            await chat.once(f"answered_{number}", reflecting.answered, offered=offered["id"])
            return await _who_may_see(chat, f"prompt_{number}")
    return await chat.say("enough_swapped", offers=OFFERS)


async def _who_may_see(chat: Chat, question: str) -> None:
    """It is theirs alone until they say otherwise."""
    circles = await chat.once("circles", reflecting.circles)
    whom = await chat.ask("who_may_see", Choice("me", *circles[1:]))
    seen_by = await chat.once("shown", reflecting.show, question=question, whom=whom)
    if seen_by == "me":
        return await chat.say("only_you", offers=OFFERS)
    return await chat.say(SEEN_BY[seen_by], offers=SHOWN)


async def meaning(chat: Chat) -> None:
    thought = await chat.once("thought", own_words.last_shown)
    if not thought["id"]:
        return await chat.say("no_thought", offers=("reflect", "mywords"))
    await chat.say("begins_so", words=thought["words"])
    said = await chat.ask("meaning", Choice(*MEANINGS, own_words=True, final=True), visible_to="me")
    if said is None:
        return await chat.say("left_open", offers=("mywords",))
    await chat.once("meant", own_words.mean, talk=thought["id"])
    return await chat.say("kept_beside", offers=("mywords",))


async def rhythm(chat: Chat) -> None:
    every = await chat.ask("how_often", Choice(*EVERY_DAYS))
    themes = None
    if every != "never":
        before = tuple(await chat.once("before", reflecting.themes_chosen))
        themes = await chat.ask("which_themes", Several(*THEMES, none="all_themes", none_chosen=True, ticked=before))
    await chat.once("kept", reflecting.keep_rhythm, every=every, themes=themes)
    await chat.say("never" if every == "never" else "kept", offers=("reflect",))


async def reflection_note(chat: Chat) -> None:
    await chat.once("next", reflecting.plan_next)
    way = await chat.ask("offer", Choice("show_me", "another_day", "fewer", final=True))
    if way == "show_me":
        return await chat.once("begun", reflecting.begin_now)
    if way == "fewer":
        every = await chat.once("fewer", reflecting.less_often)
        return await chat.say(NOW_EVERY[every], offers=("rhythm",))
    await chat.once("later", reflecting.another_day)
    return await chat.say("another_day", offers=("rhythm",))


async def suggest(chat: Chat) -> None:
    if not await chat.once("may_keep", reflecting.may_keep):
        return await chat.say("not_agreed")
    words = await chat.ask("thought", Text(max_length=200, final=True))
    if words is None:
        return await chat.say("none_suggested")
    await chat.once("suggested", reflecting.suggest, words=words)
    return await chat.say("suggested", offers=("mywords",))


STORIES: Stories = {
    "reflect": Story(reflect, controls=("back", "person")),
    "meaning": Story(meaning),
    "rhythm": Story(rhythm),
    "reflection_note": Story(reflection_note, controls=("person",)),
    "suggest": Story(suggest),
}
