"""Updates as Telegram sends them, and what malice, bugs and years make of them."""

from __future__ import annotations

import marshal
from random import Random
from typing import Any

from tests.cast import GROUP, MONDAY, Member
from tests.phones import THINGS, Telegram

DEEP: Any = {"text": "deep"}
for _ in range(300):
    DEEP = {"reply_to_message": DEEP, "x": [DEEP]} if _ < 8 else {"reply_to_message": DEEP}

ODDITIES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 2**31, 2**53 + 1, 2**63, -(2**63), 10**40, -(10**400), float("1e308")),
    *("", " ", "\0", "a\0b", "\ud800", "x\udfffy", "x" * 5_000, "/start", "/", "🌱" * 50, "\u202e", "{}", "1"),
    *([], {}, [None], {"id": "7"}, {"id": 10**30}, [[[[]]]], {"": ""}, {"text": None}, DEEP),
)
NOT_UPDATES: tuple[Any, ...] = (
    None,
    True,
    7,
    10**40,
    "update",
    "\ud800",
    [],
    [[]],
    {},
    {"update_id": None},
    {"message": 3},
)


class Mutator:
    """Real updates of every kind for a few people, and mutations of them. The same dice give the same updates."""

    def __init__(self, dice: Random, people: list[Member], data: dict[int, list[str]]) -> None:
        self._dice = dice
        self._people = people
        self._data = data  # what the buttons carry that each of them was shown
        self._telegram = Telegram()

    def good(self, who: Member, text: str) -> dict[str, Any]:
        """Something ordinary that somebody writes."""
        return self._telegram.words(who, text, MONDAY)

    def mutated(self) -> Any:
        """One update with one to three things wrong, or something that is no update at all."""
        if self._dice.random() < 0.02:
            return _fresh(self._dice.choice(NOT_UPDATES))
        update = _fresh(self._real())
        for _ in range(self._dice.choice((1, 1, 1, 2, 3))):
            self._spoil(update)
        return update

    def _real(self) -> dict[str, Any]:
        who, dice = self._dice.choice(self._people), self._dice
        kind = dice.choice(("words", "command", "press", "edit", "thing", "member", "group", "channel", "new"))
        if kind == "command":
            return self._telegram.words(who, dice.choice(("/menu", "/start abc", "/help", "/nonsense")), MONDAY)
        if kind == "press":
            return self._press(who)
        if kind == "edit":
            update = self._telegram.words(who, "changed", MONDAY)
            return {"update_id": update["update_id"], "edited_message": update["message"] | {"edit_date": 1}}
        if kind == "thing":
            return self._telegram.thing(who, dice.choice((*THINGS, "an album of 1")), MONDAY)[0]
        if kind == "member":
            return self._telegram.membership(who, dice.choice(("member", "kicked", "left")), MONDAY)
        update = self._telegram.words(GROUP if kind == "group" else who, "some words", MONDAY)
        name = {"channel": "channel_post", "new": "message_from_the_future"}.get(kind, "message")
        return {"update_id": update["update_id"], name: update["message"]}

    def _press(self, who: Member) -> dict[str, Any]:
        update = self._telegram.words(who, "a question", MONDAY)
        query = {"id": "77", "from": update["message"]["from"], "chat_instance": "1", "message": update["message"]}
        data = self._dice.choice(self._data[who.chat_id])
        return {"update_id": update["update_id"], "callback_query": query | {"data": data}}

    def _spoil(self, update: dict[str, Any]) -> None:
        """Drop, replace, add or wrap something at a random depth."""
        place: Any = update
        while True:
            key = self._dice.choice(list(place) if isinstance(place, dict) else range(len(place)))
            inner = place[key]
            if not (isinstance(inner, dict | list) and inner) or self._dice.random() < 0.25:
                break
            place = inner
        match self._dice.randrange(5):
            case 0:
                del place[key]
                if isinstance(place, dict) and not place:
                    place["left"] = None
            case 1 if isinstance(place, dict):
                place[self._dice.choice(("text", "chat", "from", "id", "entities", "photo", "date"))] = self._oddity()
            case 2:
                place[key] = [place[key]]
            case _:
                place[key] = self._oddity()
        if not update:
            update["empty"] = True

    def _oddity(self) -> Any:
        return _fresh(self._dice.choice(ODDITIES))


def _fresh(plain: Any) -> Any:
    """The same once more, to be spoilt: with half surrogate pairs, huge numbers and what is too deep for JSON."""
    return marshal.loads(marshal.dumps(plain))
