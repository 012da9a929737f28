"""Help, the menu, and the ways back to where somebody was."""

from __future__ import annotations

from bot.actions import concern, consenting, crisis, leaving, meeting, menus, returning
from bot.chat.chat import Chat
from bot.chat.questions import Choice
from bot.chat.story import Stories, Story

_ALL = (
    *("today", "concerns", "rota", "card", "sessions", "people", "pair", "groups", "opportunities", "announce"),
    *("console", "reflect", "mywords", "plan", "settings", "access", "language", "consent", "privacy", "mydata"),
    *("forgetme", "pause", "notnow", "when_away", "stop", "help", "person", "help_now", "page", "email", "lock"),
    "inviting",
)
MENU = {True: _ALL, False: tuple(one for one in _ALL if one != "email")}  # by whether emails can be sent here


async def help_(chat: Chat) -> None:
    telegram = await chat.once("telegram", meeting.has_telegram)
    when = await chat.once("when", concern.when_read)
    if await chat.once("offered", crisis.offer_once_more):
        return
    numbers = await chat.once("numbers", crisis.numbers_while_waiting)
    if numbers:
        await chat.say("first_numbers", offers=("person", "help_now"), numbers=numbers)
    await chat.say("who_i_am")
    await chat.say("who_reads", when=when)
    lead = await chat.once("lead", meeting.who_leads)
    if lead:
        await chat.say("who_leads", lead=lead)
    await chat.say("what_works" if telegram else "what_works_by_link", offers=("menu", "privacy", "person", "help_now"))


async def menu(chat: Chat) -> None:
    over = await chat.once("over", leaving.has_ended)
    away = await chat.once("resumed", leaving.carry_on)
    if over:
        await chat.say("pairings_ended")
    if await chat.once("unfinished", returning.is_unfinished):
        await chat.say("first_questions_left", offers=("carry_on",))
    by_email = await chat.once("by_email", menus.can_email)
    await chat.say("hello_again" if away else "menu", offers=MENU[by_email])


async def settings(chat: Chat) -> None:
    if await chat.once("reopened", returning.reopen_summary):
        return None
    why = await chat.once("why_not_kept", consenting.why_not_kept)
    if why:
        return await chat.say("nothing_kept" if why == "said_no" else "not_agreed", offers=("consent", "person"))
    if await chat.once("gone", returning.is_gone):
        return await chat.say("not_here", offers=("access", "consent", "person"))
    if await chat.once("unfinished", returning.is_unfinished):
        return await chat.say("not_yet", offers=("carry_on",))
    return await chat.say("not_yet")


async def carry_on(chat: Chat) -> None:
    if not await chat.once("waiting", returning.is_waiting):
        await chat.say("nothing_waits", offers=("menu",))


async def welcome_back(chat: Chat) -> None:
    way = await chat.ask(
        "how_to_go_on", Choice("carry_on", "start_again", "not_now", for_yes="carry_on", for_no="not_now", final=True)
    )
    if way == "carry_on":
        return await chat.once("carried_on", returning.put_again)
    if way == "start_again":
        return await chat.once("started_again", returning.start_again)
    return await chat.say("not_now", offers=("carry_on", "menu"))


STORIES: Stories = {
    "help": Story(help_, shows=True),
    "menu": Story(menu, shows=True),
    "settings": Story(settings, shows=True),
    "carry_on": Story(carry_on),
    "answer_now": Story(carry_on),
    "welcome_back": Story(welcome_back, controls=("person",), gives_way=False),
}
