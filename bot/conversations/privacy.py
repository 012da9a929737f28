"""Who sees what and how long it is kept, a copy of it, and the permissions."""

from __future__ import annotations

from bot.actions import (
    consenting,
    copying,
    joining,
    kept,
    languages,
    meeting,
    papers,
    returning,
    what_becomes,
    who_read,
)
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Text, YesNo
from bot.chat.story import Stories, Story
from bot.conversations.choosing_people import choose_person
from bot.conversations.who import COORDINATORS, STAFF_CONTROLS

QUESTIONS = consenting.ASKED_BY
CHOICES = ("all_kept", "consent", "mydata", "forgetme", "another_way")
MOST = 20  # looks at what is kept


async def privacy(chat: Chat) -> None:
    telegram = await chat.once("telegram", meeting.has_telegram)
    await chat.say("telegram_sees" if telegram else "page_sees")
    await chat.say("we_keep" if telegram else "we_keep_by_link")
    await chat.say("your_choice" if telegram else "your_choice_by_link")
    await chat.say("more", offers=CHOICES)


async def all_kept(chat: Chat) -> None:
    await chat.say("opening")
    for number in range(1, MOST + 1):
        which = await chat.ask(f"about_what_{number}", Choice(*kept.PARTS, "all_of_it", "that_is_all"))
        if which is None or which == "that_is_all":
            break
        for part in kept.PARTS if which == "all_of_it" else (which,):
            await chat.say("classes", lines=await chat.once(f"lines_{number}_{part}", kept.in_lines, part=part))
    await chat.say("stays_a_while", offers=("consent", "mydata", "forgetme"))


async def who(chat: Chat) -> None:
    seen = await chat.once("seen", who_read.in_lines)
    if not seen["lines"]:
        return await chat.say("nobody_yet", offers=("mywords", "privacy"))
    await chat.say("seen", lines=seen["lines"])
    return await chat.say("all_of_it" if seen["more"] else "no_more", offers=("mywords", "privacy", "mydata"))


async def mydata(chat: Chat) -> None:
    ways = await chat.once("ways", copying.ways)
    way = await chat.ask("how" if "by_link" in ways else "here_only", Choice(*ways, "not_now", optional=False))
    if way == "by_link":
        await chat.once("linked", copying.send_link)
        return await chat.say("what_is_in_it")
    if way == "here":
        if not await chat.once("copied", copying.send_copy):
            return await chat.say("too_large", offers=("person",))
        return await chat.say("what_is_in_it")
    return await chat.say("not_sent", offers=("person", "menu"))


async def consent(chat: Chat) -> None:
    if await chat.once("begun_again", joining.begin_again):
        return None
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
        unfinished = await chat.once("unfinished", returning.is_unfinished)
        await chat.say("stands_given", offers=("consent",))
        if unfinished:
            return await chat.say("first_questions_left", offers=("carry_on",))
        return await chat.once("asked_what_becomes", what_becomes.ask_what_becomes)
    if purpose not in consenting.TAKE_PART:
        return await chat.say("voice_goes" if purpose == "keep_voice" else "stands_withdrawn", offers=("consent",))
    goes = await chat.once("asks_no_more", consenting.ask_no_more, health=purpose == "take_part_health")
    if not goes:
        return await chat.say("nothing_more_asked", offers=("forgetme", "mydata", "person"))
    return await chat.say("health_goes", offers=("consent", "mydata", "forgetme", "person"), when=goes)


async def consent_review(chat: Chat) -> None:
    lines = await chat.once("lines", consenting.in_lines, purposes=list(QUESTIONS))
    if not lines:
        return None
    right = await chat.ask(
        "still_right",
        Choice("all_right", "change_some", for_yes="all_right", for_no="change_some", final=True),
        lines=lines,
    )
    if right == "all_right":
        if await chat.once("renewed", consenting.renew):
            return await chat.say("renewed")
        return await chat.say("asked_anew", offers=("consent",))
    return await chat.say("change_there", offers=("consent", "forgetme"))


async def on_paper(chat: Chat) -> None:
    somebody = await choose_person(chat, "for_whom")
    if somebody is None:
        return await chat.say("nothing_recorded")
    purpose = await chat.ask("what_for", Choice(*QUESTIONS, optional=False))
    spoken = await chat.once("languages", languages.spoken)
    language = await chat.ask("in_language", Choice(*spoken, optional=False))
    said = await chat.once("wording", papers.wording, purpose=purpose or "", language=language)
    decision = await chat.ask("what_they_said", Choice("yes", "no", "nothing", optional=False), wording=said["wording"])
    if decision == "nothing":
        return await chat.say("nothing_recorded")
    paper = await chat.ask("paper", Text(max_length=200, optional=False))
    goes = await chat.once(
        "recorded",
        papers.record,
        person_id=somebody,
        purpose=purpose or "",
        agreed=decision == "yes",
        paper=paper or "",
        language=language,
    )
    if goes:
        return await chat.say("recorded_and_goes", offers=("on_paper",), when=goes)
    return await chat.say("recorded", offers=("on_paper",))


STORIES: Stories = {
    "privacy": Story(privacy, shows=True),
    "all_kept": Story(all_kept, controls=("person",), passing=True),
    "who": Story(who, shows=True),
    "mydata": Story(mydata, controls=("person",)),
    "consent": Story(consent, controls=("skip", "back", "person")),
    "consent_review": Story(consent_review, controls=("person",)),
    "on_paper": Story(on_paper, STAFF_CONTROLS, roles=COORDINATORS),
}
