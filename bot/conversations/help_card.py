"""The card with the numbers for a hard day, which the safeguarding lead keeps right."""

from __future__ import annotations

from bot.actions import keeping_card
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Text, YesNo
from bot.chat.story import Stories, Story
from bot.conversations.meanwhile import ask_anew
from bot.conversations.person import NATIONS
from bot.conversations.who import STAFF_CONTROLS, WHO_KEEPS_THE_CARD


async def card(chat: Chat) -> None:
    nation = await chat.ask("which", Choice(*NATIONS, "that_is_all"))
    if nation is None or nation == "that_is_all":
        return await chat.say("left_as_it_is")
    shown = await chat.once("shown", keeping_card.show, nation=nation)
    await chat.say("card", card=shown)
    way = await chat.ask("what_now", Choice("all_right", "change_it", "leave_it"))
    if way == "all_right":
        if not await chat.once("checked", keeping_card.check, nation=nation, shown=shown):
            return await ask_anew(chat, then="card")
        return await chat.say("checked_now", offers=("card",))
    if way == "change_it":
        return await _change(chat, nation)
    return await chat.say("left_as_it_is", offers=("card",))


async def _change(chat: Chat, nation: str) -> None:
    lines = await chat.once("lines", keeping_card.numbered, nation=nation)
    line = await chat.ask("which_line", Choice(*lines), labels=lines)
    if line is None:
        return await chat.say("left_as_it_is", offers=("card",))
    if line == "own":
        number = await chat.ask("own_line", Text(max_length=300))
    else:
        number = await chat.ask("number", Text(max_length=30, optional=False))
    said = await chat.once("proposed", keeping_card.proposed, nation=nation, line=line, number=number or "")
    if not said:
        return await chat.say("no_number", offers=("card",))
    now, then = said["now"], said["then"]
    if now == then or not await chat.ask("is_it_so", YesNo(optional=False, final=True), now=now, then=then):
        return await chat.say("left_as_it_is", offers=("card",))
    told = {"nation": nation, "line": line, "number": number or ""}
    if not await chat.once("changed", keeping_card.change, **told, shown=now):
        return await ask_anew(chat, then="card")
    await chat.say("card", card=await chat.once("shown_again", keeping_card.show, nation=nation))
    return await chat.say("changed_now", offers=("card",))


async def card_check(chat: Chat) -> None:
    nations = await chat.once("which", keeping_card.which)
    if nations:
        await chat.say("please_check", offers=("card",), nations=nations)


STORIES: Stories = {
    "card": Story(card, STAFF_CONTROLS, roles=WHO_KEEPS_THE_CARD),
    "card_check": Story(card_check),
}
