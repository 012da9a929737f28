"""What a leader takes from a session in three taps, what they set out to do, and later: whether it happened."""

from __future__ import annotations

from bot.actions import committing, happening, session_times, talking
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Day, Text, YesNo
from bot.chat.story import Stories, Story
from bot.conversations.checking_in import OVER, find_another_time

A_YEAR = 366
LATER = {"done": "well_done", "partly": "again", "not_yet": "again", "wrong": "worth_knowing"}


async def leader_feedback(chat: Chat) -> None:
    session = await chat.once("session", talking.open_talk, note="feedback")
    if session["state"] in OVER:
        return await chat.say("called_off")
    if session["ours"]:
        await chat.say("hello")
    how_much = Choice("yes", "a_little", "not_this_time", "did_not_happen", for_no="not_this_time")
    gain = await chat.ask("gain", how_much, who=session["who"], when=session["when"])
    if gain == "did_not_happen":
        await chat.once("told", happening.tell, said="missed")
        return await find_another_time(chat)
    if gain is not None:
        await chat.once("told", happening.tell, said="held")
    day = await _promise(chat, who=session["who"])
    await chat.ask("agenda", Choice("mine", "theirs", "both", "hard_to_say"))
    if day:
        await chat.say("promise_kept", day=day)
    else:
        await chat.say("honest" if gain == "not_this_time" else "thanks_for_this")
    if session["both"]:
        await chat.say("what_else", offers=("thanks", "reveal"), who=session["who"])
    return None


async def _promise(chat: Chat, *, who: str) -> str:
    """What they will do differently; the day on which it is asked about, or ''."""
    words = await chat.ask("do_differently", Text(max_length=500)) or ""
    by_when, day, shared = None, None, None
    if words:
        by_when = await chat.ask("by_when", Choice("two_weeks", "a_month", "three_months", "choose_day"))
        if by_when == "choose_day":
            day = await chat.ask("which_day", Day(ahead=A_YEAR))
        shared = await chat.ask("share", YesNo(), who=who)
    chosen = day.isoformat() if day else ""
    return await chat.once(
        "promised", committing.keep, words=words, by_when=by_when or "", day=chosen, shared=bool(shared)
    )


async def commitment_later(chat: Chat) -> None:
    promise = await chat.once("promise", committing.open_later)
    if not promise["words"]:
        return await chat.say("gone")
    if promise["ours"]:
        await chat.say("hello", who=promise["who"])
    outcome = await chat.ask(
        "did_it_happen",
        Choice("done", "partly", "not_yet", "wrong", for_yes="done", for_no="not_yet"),
        words=promise["words"],
    )
    if outcome is None:
        return await chat.say("left")
    day = await chat.once("settled", committing.settle, state=outcome)
    await chat.ask("what_changed", Text(max_length=1000))
    if day or LATER[outcome] != "again":
        return await chat.say(LATER[outcome], day=day)
    return await chat.say("last_time")


async def commitment_seen(chat: Chat) -> None:
    promise = await chat.once("promise", committing.open_seen)
    if not promise["who"]:
        return await chat.say("gone")
    if promise["ours"]:
        await chat.say("hello", who=promise["who"])
    if promise["words"]:
        await chat.say("set_out", who=promise["who"], when=promise["when"], words=promise["words"])
    else:
        await chat.say("set_out_unnamed", who=promise["who"], when=promise["when"])
    seen = await chat.ask("seen", Choice("saw_it", "a_little", "not_yet", "cannot_tell"), who=promise["who"])
    if seen is None:
        return await chat.say("left")
    await chat.ask("in_words", Text(long=True, voice=True, whether=True))
    return await chat.say("thanks", who=promise["who"])


STORIES: Stories = {
    "leader_feedback": Story(leader_feedback, about=True, until=session_times.while_it_is_asked_for),
    "commitment_later": Story(commitment_later, about=True),
    "commitment_seen": Story(commitment_seen, about=True),
}
