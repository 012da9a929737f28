"""Around a session: one tap before it, three after it, and as much more as somebody wants to say.

What is asked first ends there. More is a talk of its own, behind a button, so that no question is left waiting.
"""

from __future__ import annotations

from bot.actions import crisis, happening, listing, session_times, talking
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Text, VoiceNote, YesNo
from bot.chat.story import Stories, Story
from bot.conversations.person import ask_for_a_person, show_card

OVER = ("", "cancelled")


async def before_session(chat: Chat) -> None:
    session = await chat.once("session", talking.open_talk, note="session_before")
    if session["state"] != "planned":
        return await chat.say("called_off")
    if session["ours"]:
        await chat.say("hello")
    good = await chat.ask(
        "still_good", Choice("yes", "move_it", "not_now", for_no="move_it"), who=session["who"], when=session["when"]
    )
    if good == "move_it":
        return await chat.say("move_it", offers=("another_time", "person"))
    if good != "yes":
        return await chat.say("left_as_it_is")
    return await chat.say("stands", offers=("before_more",))


async def before_more(chat: Chat) -> None:
    session = await chat.once("session", talking.open_talk, note="session_before")
    if session["state"] != "planned":
        return await chat.say("called_off")
    await chat.ask("wish", Text(long=True, voice=True, whether=True))
    easier = await chat.ask("easier", Text(long=True, voice=True, whether=True))
    when = ""
    if easier:
        may_tell = False
        if session["host"] and not isinstance(easier, VoiceNote):
            may_tell = await chat.ask("tell_host", YesNo(), host=session["host"]) or False
        when = await chat.once("ease_asked_for", talking.ask_for_ease, tell_host=may_tell)
    how = await chat.ask("how_are_you", Choice("well", "all_right", "up_and_down", "not_so_good"))
    if easier:
        await chat.say("arranging", when=when)
    if how == "not_so_good":
        return await chat.say("take_care", offers=("another_time", "person"))
    return await chat.say("thanks")


async def find_another_time(chat: Chat) -> None:
    """The session did not happen, and nobody is asked why; would they like another?"""
    if await chat.once("written_down", happening.is_written_down):
        return None
    if await chat.ask("find_another_time", Choice("yes", "not_now", final=True)) == "yes":
        return await chat.once("gone_on", listing.begin, story="another_time")
    return await chat.say("not_another_time", offers=("another_time", "person"))


async def after_session(chat: Chat) -> None:
    session = await chat.once("session", talking.open_talk, note="session_after")
    if session["state"] in OVER:
        return await chat.say("called_off")
    if session["ours"]:
        await chat.say("hello")
    how_met = Choice("yes", "did_not_happen", "moved", for_no=("did_not_happen", "moved"))
    met = await chat.ask("met", how_met, who=session["who"], when=session["when"])
    if met == "did_not_happen":
        await chat.once("told", happening.tell, said="missed")
        return await find_another_time(chat)
    if met == "moved":
        await chat.once("told", happening.tell, said="moved")
        return await chat.say("moved", offers=("another_time", "person"))
    if met is None:
        return await chat.say("left_unsaid")
    await chat.once("told", happening.tell, said="held")
    how = await chat.ask("how_was_it", Choice("gave_me_something", "all_right", "hard", "rather_not_say"))
    heard = await chat.ask("heard", Choice("yes", "in_part", "no", "not_sure"))
    if how == "hard" or heard == "no":
        return await _care(chat)
    await chat.say("thanks", offers=("say_more",))
    if session["both"]:
        await chat.say("both_in", offers=("reveal",), who=session["who"])
    return None


async def _care(chat: Chat) -> None:
    """Met with people and with what helps now; nobody weighs how bad it is."""
    if await chat.ask("contact", Choice("yes", "no", "not_now")) == "yes":
        return await ask_for_a_person(chat)
    card = await chat.once("card", crisis.card_at_hand)
    await show_card(chat, card)
    return await chat.say("no_contact", offers=("say_more", "person"))


async def say_more(chat: Chat) -> None:
    stayed = await chat.ask("stayed", Text(long=True, voice=True))
    unsaid = await chat.ask("unsaid", Text(long=True, voice=True, whether=True))
    await chat.say("thanks" if stayed or unsaid else "left_unsaid")


STORIES: Stories = {
    "before_session": Story(before_session, about=True, until=session_times.while_it_can_change),
    "before_more": Story(before_more, about=True, until=session_times.until_it_begins),
    "after_session": Story(after_session, about=True, until=session_times.while_it_is_asked_for),
    "say_more": Story(say_more, about=True, until=session_times.while_it_is_asked_for),
}
