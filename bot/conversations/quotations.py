"""A sentence of somebody's in a report: asked for as it would stand, allowed, changed or not, taken back in one tap."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.actions import consenting, quoted, quoting
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Text, YesNo
from bot.chat.story import Stories, Story

LONGEST = 500


async def quotation(chat: Chat) -> None:
    asked = await chat.once("asked", quoting.open_talk)
    if not asked["words"]:
        return None if asked["ours"] else await chat.say("gone")
    if asked["ours"]:
        await chat.say("hello")
    if not asked["may_ask"]:
        agreed = await chat.ask("consent_quotes", YesNo())
        await chat.once(
            "noted_quotes", consenting.note, question="consent_quotes", purpose="quote_anonymous", agreed=agreed
        )
        if not agreed:
            return await _refuse(chat)
    place, name, words = asked["place"], asked["name"], asked["words"]
    said = await chat.ask(
        "may_we", Choice("yes", "other_words", "no", optional=False), words=words, place=place, name=name
    )
    if said == "no":
        return await _refuse(chat)
    changed_to = ""
    if said == "other_words":
        changed_to = await chat.ask("in_your_words", Text(max_length=LONGEST, optional=False)) or ""
        if await chat.once("heavy", quoting.sounds_heavy, words=changed_to):
            await chat.once("kept_out", quoting.decide, decision="refused")
            return await chat.say("kept_out")
        if not await chat.ask("as_it_stands", YesNo(optional=False), words=changed_to, place=place, name=name):
            return await _refuse(chat)
    return await _grant(chat, asked, changed_to)


async def _refuse(chat: Chat) -> None:
    await chat.once("refused", quoting.decide, decision="refused")
    await chat.say("not_used")


async def _grant(chat: Chat, asked: Mapping[str, Any], changed_to: str) -> None:
    name = asked["name"]
    if not asked["may_name"]:
        question = "consent_quote_named"
        agreed = await chat.ask("consent_quote_named", YesNo())
        await chat.once("noted_name", consenting.note, question=question, purpose="quote_named", agreed=agreed)
        if not agreed:
            name = await chat.once("without_name", quoting.without_name)
    decision = "changed" if changed_to else "granted"
    if not await chat.once("granted", quoting.decide, decision=decision, changed_to=changed_to, name=name):
        return await chat.say("gone")
    if await chat.once("afterwards", quoting.asks_afterwards):
        question = "consent_after_programme"
        agreed = await chat.ask("consent_after_programme", YesNo())
        await chat.once("noted_after", consenting.note, question=question, purpose="after_programme", agreed=agreed)
    words = changed_to or asked["words"]
    return await chat.say("granted", offers=("unquote",), words=words, place=asked["place"], name=name)


async def unquote(chat: Chat) -> None:
    taken = await chat.once("taken_back", quoting.take_back)
    if not taken:
        return await chat.say("nothing_stands")
    return await chat.say("taken_back", offers=("quotation",))


async def unquoted(chat: Chat) -> None:
    if await chat.once("ended", quoted.corrected_away):
        await chat.say("not_in_it", offers=("myquotes",))


async def myquotes(chat: Chat) -> None:
    found = await chat.once("standing", quoted.standing)
    ids = found["ids"]
    if not ids:
        return await chat.say("none_yet")
    numbers = [str(place) for place, _ in enumerate(ids, start=1)]
    which = await chat.ask("which", Choice(*numbers, "leave", final=True), visible_to="me", lines=found["lines"])
    if which is None or which == "leave":
        return await chat.say("left_as_it_is")
    await chat.once("taken_back", quoting.take_back_one, quotation_id=ids[int(which) - 1])
    return await chat.say("taken_back", offers=("myquotes",))


STORIES: Stories = {
    "quotation": Story(quotation, controls=("back", "person"), about=True),
    "unquote": Story(unquote, gives_way=False, about=True),
    "unquoted": Story(unquoted, gives_way=False),
    "myquotes": Story(myquotes, controls=("person",), gives_way=False, passing=True),
}
