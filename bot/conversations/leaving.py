"""Pause, stop, carry on, leaving well, and being forgotten. Why is asked in leaving only, and can be left out."""

from __future__ import annotations

from bot.actions import away, copying, crisis, departing, leaving, meeting, returning, what_becomes
from bot.chat.chat import Chat
from bot.chat.questions import Choice, YesNo
from bot.chat.story import Stories, Story

MAY_BE_QUIET = ("not_left_quiet", "not_left_done", "not_left_quiet_but_words")
WHILE_IT_IS_KEPT, ONCE_LEFT = ("keep", "mydata", "forgetme"), ("not_left", "mydata", "forgetme")
WHYS = ("had_what_i_wanted", "no_time", "my_health", "not_for_me", "went_wrong")


async def pause(chat: Chat) -> None:
    ahead = await chat.once("paused", leaving.pause)
    if await chat.once("waits", crisis.waits):
        await chat.say("request_stays")
    await chat.say("paused", offers=("resume", "menu"))
    if not ahead:
        return None
    if not await chat.ask("hold_sessions", YesNo()):
        return await chat.say("sessions_stand")
    await chat.once("held", away.hold_sessions)
    return await chat.say("sessions_held")


async def stop(chat: Chat) -> None:
    await chat.once("stopped", leaving.stop)
    if await chat.once("waits", crisis.waits):
        await chat.say("request_stays")
    words = await chat.once("words", leaving.words_kept)
    if words["may"]:
        return await chat.say("stopped", offers=("keep", "forgetme", "mydata", "leave", "resume"))
    await chat.say("stopped_only", offers=("forgetme", "mydata", "leave", "resume"))
    return await _words_go(chat, words["goes"])


async def _words_go(chat: Chat, when: str) -> None:
    """That what they told us goes, whatever else stays: they have said no to keeping it."""
    if when:
        await chat.say("words_go", offers=("consent",), when=when)


async def not_left(chat: Chat) -> None:
    """They take back that they have left; where nothing of theirs was to be deleted, there is nothing to keep."""
    if not (await chat.once("left_before", departing.left_before))["left"]:
        return await chat.say("you_are_here", offers=("menu",))
    return await keep(chat)


async def keep(chat: Chat) -> None:
    over = await chat.once("over", leaving.has_ended)
    became = await chat.once("became", leaving.keep)
    words = await chat.once("words", leaving.words_kept)
    if became in MAY_BE_QUIET:
        await chat.say(became, offers=("resume",))
    else:
        await chat.say(became)
    await _words_go(chat, words["goes"])
    if over:
        await chat.say("pairings_ended", offers=("person", "menu"))


async def resume(chat: Chat) -> None:
    over = await chat.once("over", leaving.has_ended)
    off = await chat.once("called_off", leaving.call_off)
    away = await chat.once("resumed", leaving.carry_on)
    words = await chat.once("words", leaving.words_kept)
    if off:
        await chat.say("deletion_called_off" if words["may"] else "called_off_but_words")
    if off and not away:
        return await _words_go(chat, words["goes"])
    if await chat.once("asked", returning.is_asked):
        await chat.say("carried_on" if away else "nothing_to_undo")
    else:
        await chat.say("carried_on_nothing_waits" if away else "nothing_to_undo_nothing_waits", offers=("menu",))
    await _words_go(chat, words["goes"])
    if over:
        await chat.say("pairings_ended", offers=("person", "menu"))
    return None


async def back_again(chat: Chat) -> None:
    await chat.once("resumed", leaving.carry_on)


async def forgetme(chat: Chat) -> None:
    stays = await chat.once("stays", leaving.what_stays)
    if stays["planned"]:
        await chat.say("planned_already", when=stays["planned"])
    await chat.say("what_goes")
    await chat.say("what_stays" if stays["joined"] else "your_yes_stays" if stays["told"] else "nothing_stays")
    if stays["concern"]:
        await chat.say("concern_stays")
    if stays["told"]:
        ways = Choice(
            "later", "at_once", "not_at_all", for_no="not_at_all", in_full="at_once", optional=False, final=True
        )
        way = await chat.ask("sure", ways, hours=stays["hours"])
    else:
        now = Choice("at_once", "not_at_all", for_no="not_at_all", in_full="at_once", optional=False, final=True)
        way = await chat.ask("sure_now", now)
    if way == "not_at_all":
        became = await chat.once("called_off", leaving.keep)
        off, words = became == "called_off", await chat.once("words", leaving.words_kept)
        if not words["may"]:
            await chat.say("called_off_but_words", offers=("menu",))
            return await _words_go(chat, words["goes"])
        return await chat.say("deletion_called_off" if off else "not_forgotten", offers=("carry_on", "menu"))
    if way == "later":
        when = await chat.once("planned", leaving.plan_to_forget)
        return await chat.say("planned", offers=("keep", "mydata", "person"), when=when)
    telegram = await chat.once("telegram", meeting.has_telegram)
    await chat.once("forgotten", leaving.forget)
    return await chat.say("goodbye" if telegram else "goodbye_by_link")


async def leave(chat: Chat) -> None:
    before = await chat.once("left_before", departing.left_before)
    if before["left"]:
        return await _left_before(chat, before["when"])
    gave = await chat.once("gave", departing.what_they_gave)
    await chat.say("you_can")
    await chat.ask("why", Choice(*WHYS, own_words=True))
    if gave["in_words"]:
        await chat.say("what_you_gave", gave=gave["in_words"])
    if gave["words"]:
        await _letter(chat)
    choices = await _what_becomes(chat, gave["has"])
    if not await chat.ask("sure", YesNo(optional=False, final=True)):
        return await chat.say("you_stay", offers=("pause", "menu"))
    when = await chat.once("left", departing.leave, choices=choices)
    if choices:
        await chat.say("gone", offers=WHILE_IT_IS_KEPT, **when)
    else:
        await chat.say("gone_only", offers=ONCE_LEFT, until=when["until"])
    return await _words_go(chat, (await chat.once("what_goes", leaving.words_kept))["goes"])


async def _left_before(chat: Chat, when: str) -> None:
    """They have left already: what they said yes to keeping since is theirs to decide about."""
    choices = await _what_becomes(chat, await chat.once("to_choose", what_becomes.to_choose))
    if choices and (later := await chat.once("chosen", what_becomes.choose, choices=choices)):
        return await chat.say("left_already", offers=WHILE_IT_IS_KEPT, when=later)
    if await chat.once("has_chosen", what_becomes.has_chosen):
        await chat.say("left_already", offers=WHILE_IT_IS_KEPT, when=when)
    else:
        await chat.say("left_only", offers=ONCE_LEFT)
    return await _words_go(chat, (await chat.once("what_goes", leaving.words_kept))["goes"])


async def _letter(chat: Chat) -> None:
    """By our own link first, which Telegram never reads; into the chat by choice only."""
    ways = await chat.once("ways", copying.ways)
    way = await chat.ask("which_letter" if "by_link" in ways else "letter_here", Choice(*ways, "no_letter"))
    if way == "by_link":
        await chat.once("letter_linked", departing.send_letter_link)
    if way == "here":
        await chat.once("letter_sent", departing.send_letter)


async def _what_becomes(chat: Chat, has: dict[str, bool]) -> dict[str, str]:
    """What somebody wants to become of each kind of thing that there is of theirs."""
    choices: dict[str, str] = {}
    if has["words"]:
        choices["words"] = await chat.ask("words", Choice("keep", "without_name", "delete", optional=False)) or ""
    if has["sounds"]:
        choices["sounds"] = await chat.ask("sounds", Choice("keep", "delete", optional=False)) or ""
    if has["promises"]:
        choices["promises"] = await chat.ask("promises", Choice("keep", "without_name", "delete", optional=False)) or ""
    return choices


async def still_here(chat: Chat) -> None:
    if not await chat.once("silent", leaving.is_silent):
        return
    await chat.say("long_quiet", offers=("keep", "forgetme", "leave", "mydata"))


STORIES: Stories = {
    "forgetme": Story(forgetme, controls=("person",), gives_way=False),
    "leave": Story(leave, controls=("skip", "back", "person"), gives_way=False),
    "pause": Story(pause, controls=("skip", "person"), gives_way=False, passing=True),
    "stop": Story(stop, gives_way=False),
    "keep": Story(keep, gives_way=False),
    "not_left": Story(not_left, gives_way=False),
    "resume": Story(resume),
    "back_again": Story(back_again, gives_way=False),
    "still_here": Story(still_here, gives_way=False),
}
