"""What a computer programme heard in a voice note, read back to whoever spoke: to keep, to correct, or to let go."""

from __future__ import annotations

from bot.actions import transcribing
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Instead, Text
from bot.chat.story import Stories, Story

STILL = ("gone", "not_here", "can_be")  # nothing was asked for, or it is decided


async def readback(chat: Chat) -> None:
    answer_id = await chat.once("which", transcribing.newest)
    state = await chat.once("state", transcribing.state, answer_id=answer_id) if answer_id else "gone"
    if state in STILL:
        return await chat.say("nothing_to_check", offers=("mywords",))
    if state == "listening":
        return await chat.say("still_listening", offers=("readback", "mywords"))
    if state != "heard":
        await chat.once("dropped", transcribing.drop, answer_id=answer_id)
        return await chat.say(state, offers=("mywords",))
    await chat.say("as_heard", told=await chat.once("read_back", transcribing.read_back, answer_id=answer_id))
    way = await chat.ask(
        "is_it_right",
        Choice(
            "right", "correct", "only_voice", "later", for_yes="right", for_no="correct", optional=False, final=True
        ),
    )
    if way == "right":
        sound = await _sound(chat)
        await chat.once("kept", transcribing.keep, answer_id=answer_id, sound=sound)
        return await chat.say("kept" if sound else "kept_without", offers=("mywords",))
    if way == "correct":
        return await _correct(chat, answer_id)
    if way == "only_voice":
        await chat.once("dropped", transcribing.drop, answer_id=answer_id)
        return await chat.say("only_voice", offers=("mywords",))
    return await chat.say("waits_for_you", offers=("readback", "mywords"))


async def _correct(chat: Chat, answer_id: str) -> None:
    words = await chat.ask("own_words", Text(long=True, instead=("leave",), optional=False), visible_to="me")
    if words is None or isinstance(words, Instead):
        return await chat.say("waits_for_you", offers=("readback", "mywords"))
    sound = await _sound(chat)
    await chat.once("corrected", transcribing.correct, answer_id=answer_id, question="own_words", sound=sound)
    return await chat.say("corrected" if sound else "corrected_without", offers=("mywords",))


async def _sound(chat: Chat) -> bool:
    return (
        await chat.ask(
            "sound_too", Choice("both", "words_only", for_yes="both", for_no="words_only", optional=False, final=True)
        )
        != "words_only"
    )


STORIES: Stories = {
    "readback": Story(readback, controls=("person",), about=True),
}
