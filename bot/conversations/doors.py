"""The ways in: a page instead of Telegram and back, a phone that was lost, and emails that say something waits."""

from __future__ import annotations

from bot.actions import crossing, locking, mailing, ways_in
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Text, YesNo
from bot.chat.story import Stories, Story

LOCKED = {
    "this_chat": "chat_is_locked_now",
    "this_page": "page_is_closed_now",
    "my_phone": "phone_is_locked_now",
    "open_phone": "phone_is_open_now",
}
TAKEN = {
    "page_link": "link_made",
    "lock_phone": "phone_locked",
    "unlock_phone": "phone_unlocked",
    "new_account": "code_made",
}
SENT = {"none": "email_not_set_up", "no_address": "not_an_address", "too_often": "too_many_codes"}


async def page(chat: Chat) -> None:
    stands = await chat.once("stands", crossing.standing)
    if not stands["root"]:
        return await chat.say("no_pages", offers=("person",))
    if stands["here"] == "telegram":
        await chat.say("what_a_page_is")
        if not await chat.ask("give_link", YesNo()):
            return await chat.say("left_as_it_is")
        await chat.once("given", crossing.give_link)
        return await chat.say("after_the_link")
    way = await chat.ask("which_way", Choice("new_link", "to_telegram", "leave_it", final=True))
    if way == "new_link":
        await chat.once("given", crossing.give_link)
        return await chat.say("keep_it")
    if way != "to_telegram":
        return await chat.say("left_as_it_is")
    if stands["telegram"] == "open":
        return await chat.say("write_there")
    await chat.once("code", crossing.give_code)
    return await chat.say("after_the_code")


async def lock(chat: Chat) -> None:
    found = await chat.once("choices", locking.choices)
    what = await chat.ask("what", Choice(*found, "leave_open", final=True))
    if what is None or what == "leave_open":
        return await chat.say("left_open", offers=("carry_on",))
    await chat.once("locked", locking.lock, what=what)
    return await chat.say(LOCKED[what])


async def email(chat: Chat) -> None:
    stands = await chat.once("stands", mailing.standing)
    if not stands["works"]:
        return await chat.say("email_not_set_up", offers=("person",))
    if stands["address"]:
        what = await chat.ask("what_now", Choice("another", "no_emails", "leave_it", final=True), now=stands["address"])
        if what == "no_emails":
            await chat.once("ended", mailing.end)
            return await chat.say("no_more")
        if what != "another":
            return await chat.say("left_as_it_is")
    address = await chat.ask("which_address", Text(max_length=200))
    if address is None:
        return await chat.say("left_as_it_is")
    sent = await chat.once("sent", mailing.send_code, address=address)
    if sent != "sent":
        return await chat.say(SENT[sent], offers=("email",))
    return await _confirm(chat, address)


async def _confirm(chat: Chat, address: str) -> None:
    for number in range(1, 4):
        code = await chat.ask(f"which_code_{number}", Text(max_length=20), address=address)
        if code is None:
            return await chat.say("not_confirmed", offers=("email",))
        if await chat.once(f"confirmed_{number}", mailing.confirm, code=code):
            return await chat.say("confirmed")
        await chat.say("wrong_code")
    return await chat.say("not_confirmed", offers=("email",))


async def look_after_ways(chat: Chat, person_id: str) -> None:
    """A part of looking somebody up: how they come in, and what a coordinator can do about it."""
    found = await chat.once("ways", ways_in.ways, person_id=person_id)
    if not found["ways"]:
        return None
    way = await chat.ask("which_way_in", Choice(*found["ways"], "nothing_now", final=True))
    if way is None or way == "nothing_now":
        return await chat.say("nobody_looked_up", offers=("people",))
    await chat.once("taken", ways_in.take, person_id=person_id, way=way)
    return await chat.say(TAKEN[way], offers=("people",))


STORIES: Stories = {
    "page": Story(page, controls=("back", "person"), gives_way=False),
    "lock": Story(lock, controls=("person",), gives_way=False, passing=True),
    "email": Story(email),
}
