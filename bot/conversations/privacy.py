"""Who sees what, a copy of it, and the permissions."""

from __future__ import annotations

from bot.actions import consenting, copying, meeting
from bot.chat.chat import Chat
from bot.chat.questions import Choice, YesNo
from bot.chat.story import Stories, Story

QUESTIONS = {
    "take_part_health": "consent_take_part",
    "take_part": "consent_leader",
    "quote_anonymous": "consent_quotes",
    "share_learning": "consent_share_learning",
}
TAKE_PART = ("take_part_health", "take_part")


async def privacy(chat: Chat) -> None:
    telegram = await chat.once("telegram", meeting.has_telegram)
    await chat.say("telegram_sees" if telegram else "page_sees")
    await chat.say("we_keep" if telegram else "we_keep_by_link")
    await chat.say(
        "your_choice" if telegram else "your_choice_by_link", offers=("consent", "mydata", "forgetme", "another_way")
    )


async def mydata(chat: Chat) -> None:
    telegram = await chat.once("telegram", meeting.has_telegram)
    if not await chat.ask("send_here" if telegram else "put_here", YesNo()):
        return await chat.say("not_sent", offers=("person", "menu"))
    spoken = await chat.once("copied", copying.send_copy)
    if spoken:
        await chat.say("voice_sent")
    return await chat.say("sent")


async def consent(chat: Chat) -> None:
    purposes = list(QUESTIONS)
    standing = await chat.once("standing", consenting.standing, purposes=purposes)
    if not standing:
        return await chat.say("never_asked")
    lines = await chat.once("lines", consenting.in_lines, purposes=purposes)
    purpose = await chat.ask("which", Choice(*standing, "leave_all", final=True), lines=lines)
    if purpose is None or purpose == "leave_all":
        return await chat.say("left_as_it_is")
    question = QUESTIONS[purpose]
    agreed = await chat.ask(question, YesNo())
    if agreed is None:
        return await chat.say("left_as_it_is")
    now = await chat.once("noted", consenting.note, question=question, purpose=purpose, agreed=agreed)
    if now == "given":
        return await chat.say("stands_given")
    if purpose not in TAKE_PART:
        return await chat.say("stands_withdrawn")
    await chat.once("asks_no_more", consenting.ask_no_more)
    return await chat.say("nothing_more_asked", offers=("forgetme", "mydata", "person"))


STORIES: Stories = {
    "privacy": Story(privacy),
    "mydata": Story(mydata, controls=("person",)),
    "consent": Story(consent, controls=("skip", "back", "person")),
}
