"""What a conversation is to the rest of the program: its function, and the manners that go with it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.chat.chat import Chat
from bot.chat.scene import Scene
from storage.conversations import Conversation
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Story:
    """One conversation that can be had.

    `controls` are the buttons that each question carries besides its own. After a story that `gives_way`, the question
    that was waiting before it is put again; one that only `shows` something names it below what it shows, with a button
    that puts it again. One with an `about` is about one matter: there can be an open one for each,
    and what is begun with a button below it is about the same. One with `roles` is there for people who have one of
    them; for anybody else there is no such story. Where it `speaks_again`, a changed answer that comes to something
    else is answered anew, not only noted. A `passing` one asks only what to look at or do next: its question is not put
    again after something else, and nobody is reminded of it. One that `takes_words` is begun by words as well,
    where they answer nothing else and it was offered lately: they are the answer to its first question. In one that is
    `for_the_team` words that are no answer are for the team, and it says what becomes of them. What one with an `until`
    asks about this matter is of use until then: its question is over from then on, and not put again. An old button of
    one that `closes` with that does nothing any more; of any other it still counts. What an `urgent` one says reaches
    them before other replies that wait to be sent. One `from_team` says what somebody of the team wrote to them or did
    for them: what they write next is about that, and not about a question above it. Where what one is about is not as
    it `stands` in its question any more, neither that nor the next one is put, nor said what was to come before it: it
    is begun anew, and says what is so now. What an answer does in it has to look for that itself. A `bare` one shows
    nothing below its questions but their own answers: the benchmarks', and no story that anybody is told.
    """

    tell: Callable[[Chat], Awaitable[None]]
    controls: tuple[str, ...] = ("skip", "back", "person")
    gives_way: bool = True
    shows: bool = False
    about: bool = False
    roles: tuple[str, ...] = ()
    speaks_again: bool = False
    passing: bool = False
    takes_words: bool = False
    for_the_team: Callable[[Scene], str] | None = None
    until: Callable[[Transaction, str], datetime | None] | None = None
    closes: bool = False
    urgent: bool = False
    from_team: bool = False
    stands: Callable[[Scene, Conversation], bool] | None = None
    bare: bool = False


Stories = Mapping[str, Story]
