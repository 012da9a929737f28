"""Choosing somebody: a tap on one of up to ten names, or a name or number typed. A part of other conversations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.actions import finding
from bot.chat.chat import Chat
from bot.chat.questions import Choice

MOST = 20  # times that another name is typed
HINTS = {
    "several": "several_of_that_name",
    "close": "nobody_quite_so",
    "none": "nobody_of_that_name",
    "many": "more_than_these",
    "left_out": "chosen_already",
    "other_part": "of_another_part",
    "not_agreed": "not_agreed_yet",
}


async def choose_person(
    chat: Chat, key: str, *, role: str = "", without: tuple[str, ...] = (), also: tuple[str, ...] = (), **more: bool
) -> str | None:
    """The id of somebody with this role (any, if none is named), or one of `also`; None when it was skipped.

    `without` are not offered; `more` goes to the action that finds them. The question is worded under `key`. Read the
    name back before anything is saved.
    """
    return await choose_named(chat, key, finding.offer_people, also=also, role=role, without=without, **more)


async def choose_named(
    chat: Chat, key: str, find: Callable[..., dict[str, Any]], *, also: tuple[str, ...] = (), **details: Any
) -> str | None:
    """The id of one of those that the action `find` gives for the words typed so far, or one of `also`."""
    words = ""
    for number in range(1, MOST + 1):
        found = await chat.once(f"{key}_found_{number}", find, words=words, **details)
        ids = found["ids"]
        if words and found["how"] == "sure":
            return str(ids[0])
        if not words and not ids and not also:
            await chat.say("nothing_to_choose")
            return None
        if found["how"] in HINTS:
            await chat.say(HINTS[found["how"]], who=found.get("who", ""))
        said = await chat.ask(
            f"{key}_{number}", Choice(*ids, *also, own_words=True, final=True), labels=found["labels"]
        )
        if said is None or said in ids or said in also:
            return said
        words = said
    return None
