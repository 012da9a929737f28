"""Somebody's own words, by date: who may see them, what became of them; changed, corrected or deleted by themselves."""

from __future__ import annotations

from bot.actions import own_words, reflecting, transcribing
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Instead, Text, YesNo
from bot.chat.story import Stories, Story

MOST = 100  # pages
SEEN_BY = {"me": "only_you", "staff": "team_may_read", "leader": "leader_may_know", "learning": "learning_may_read"}

# What can be done besides with what was said aloud, by how that stands.
ALOUD = {"can_be": ("write_down",), "heard": ("check_it",)}


async def mywords(chat: Chat) -> None:
    after = ""
    for number in range(1, MOST + 1):
        page = await chat.once(f"page_{number}", own_words.page, after=after)
        ids = page["ids"]
        if not ids:
            return await chat.say("no_words_yet", offers=("reflect",))
        await chat.say("listed", lines=await chat.once(f"lines_{number}", own_words.in_lines, answer_ids=ids))
        numbers = [str(place) for place, _ in enumerate(ids, start=1)]
        older = ["older"] if page["older"] else []
        which = await chat.ask(f"which_{number}", Choice(*numbers, *older, "leave", final=True), visible_to="me")
        if which is None or which == "leave":
            return await chat.say("left_as_it_is")
        if which != "older":
            chosen = ids[int(which) - 1]
            return await _one(chat, chosen)
        after = ids[-1]
    return await chat.say("left_as_it_is")


async def _one(chat: Chat, answer_id: str) -> None:
    told = await chat.once("whole", own_words.whole, answer_id=answer_id)
    await chat.say("whole", **told)
    aloud = ALOUD.get(await chat.once("aloud", transcribing.state, answer_id=answer_id), ())
    way = await chat.ask("what_now", Choice("who_sees", *aloud, "correct", "delete", "leave", final=True))
    if way == "write_down":
        await chat.once("listens", transcribing.ask, answer_id=answer_id)
        return await chat.say("listening", offers=("readback", "mywords"))
    if way == "check_it":
        return await chat.once("looks", transcribing.look)
    if way == "who_sees":
        return await _who_may_see(chat, answer_id)
    if way == "correct":
        words = await chat.ask("right_words", Text(long=True, voice=True, instead=("leave",)), visible_to="me")
        if words is not None and not isinstance(words, Instead):
            if await chat.once("corrected", own_words.correct, answer_id=answer_id, question="right_words"):
                return await chat.say("corrected_unquoted", offers=("mywords",))
            return await chat.say("corrected", offers=("mywords",))
    if way == "delete" and await chat.ask("sure", YesNo(optional=False, final=True)):
        await chat.once("deleted", own_words.delete, answer_id=answer_id)
        return await chat.say("deleted", offers=("mywords",))
    return await chat.say("left_as_it_is", offers=("mywords",))


async def _who_may_see(chat: Chat, answer_id: str) -> None:
    circles = await chat.once("circles", reflecting.circles)
    whom = await chat.ask("who_may_see", Choice("me", *circles[1:], "leave", final=True))
    if whom is None or whom == "leave":
        return await chat.say("left_as_it_is", offers=("mywords",))
    seen_by = await chat.once("shown", own_words.show, answer_id=answer_id, whom=whom)
    return await chat.say(SEEN_BY[seen_by or whom], offers=("mywords",))


STORIES: Stories = {
    "mywords": Story(mywords, controls=("person",)),
}
