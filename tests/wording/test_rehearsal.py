"""A rehearsal says what everybody in the middle of something would notice, and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.chat import Chat
from bot.chat.questions import Choice
from bot.chat.story import Story
from bot.conversations import STORIES
from bot.rules.reflecting import EVERY_DAYS
from bot.wording import rehearsal
from bot.wording.rehearsed import Rehearsed
from bot.wording.where import stories_with
from storage import conversations
from tests.cast import ANA, BEN, CORA
from tests.conversations.room import TEXTS, Room

LABEL = "rhythm.how_often.options.never"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """Ana and Ben are both asked how often, and Ben speaks Welsh."""
    opened = Room(tmp_path)
    for who in (ANA, BEN):
        opened.welcomed(who)
        opened.command("reflect", who)
        opened.says("not today", who)
        opened.press("How often and about what", who)
    opened.write(lambda tx: tx.run("UPDATE people SET language = 'cy' WHERE telegram_id = :id", id=BEN.chat_id))
    yield opened
    opened.close()


def of_text(room: Room, address: str, words: str, language: str = "en") -> Rehearsed:
    after = TEXTS.trying({language: {address: words}})
    return room.write(lambda tx: rehearsal.of_text(TEXTS, after, STORIES, language, address).run(tx, room.now))


def of_program(room: Room, stories: Mapping[str, Story], *, does: bool = False) -> Rehearsed:
    return room.write(lambda tx: rehearsal.of_program(tx, room.now, TEXTS, stories, does=does))


def test_each_notices_what_concerns_them(room: Room) -> None:
    before = [*room.rows("SELECT * FROM conversations ORDER BY id")]
    assert of_text(room, LABEL, "Not at all").notice == {"nothing": 1, "wording": 1}
    assert of_text(room, "rhythm.which_themes.says", "About what?").notice == {"nothing": 1, "later": 1}
    assert of_text(room, "rhythm.which_themes.says", "Am beth?", "cy").notice == {"nothing": 1, "later": 1}
    assert of_text(room, "suggest.none_suggested", "Fine.").notice == {"nothing": 2}
    assert str(of_text(room, LABEL, "Not at all")) == (
        "2 people are in the middle of a conversation: 1 notices nothing, "
        "1 sees the new wording when the question is put again, nobody is stranded."
    )
    assert [*room.rows("SELECT * FROM conversations ORDER BY id")] == before


def test_a_text_whose_places_nobody_fills_strands_whoever_comes_to_it(room: Room) -> None:
    found = of_text(room, "rhythm.how_often.says", "How often, {nobody}?")
    assert (found.notice["stranded"], found.stranded[0].why) == (1, "it cannot be told any more (MissingWording)")


async def _asks_first(chat: Chat) -> None:
    await chat.ask("which_themes", Choice("all_themes"))
    await chat.ask("how_often", Choice(*EVERY_DAYS))


async def _asks_less(chat: Chat) -> None:
    await chat.ask("how_often", Choice("every_week", "every_month"))


async def _asks_else(chat: Chat) -> None:
    await chat.ask("which_themes", Choice("all_themes"))


@pytest.mark.parametrize(
    ("tell", "notice", "why"),
    [
        (_asks_first, "question", ""),
        (_asks_less, "stranded", "a button that they can see is gone: 2 of 4"),
        (_asks_else, "stranded", "what they were asked is not asked any more"),
    ],
)
def test_new_code_is_told_with_the_answers_of_everybody(room: Room, tell: object, notice: str, why: str) -> None:
    room.write(lambda tx: tx.run("UPDATE people SET language = 'en'"))
    new = {**STORIES, "rhythm": replace(STORIES["rhythm"], tell=tell)}  # type: ignore[arg-type]
    found = of_program(room, new)
    assert found.notice == {notice: 2}
    assert {one.why for one in found.stranded} == ({why} if why else set())


def test_the_same_program_strands_nobody_and_one_without_the_story_does(room: Room) -> None:
    assert of_program(room, STORIES, does=True).stranded == ()
    without = {name: story for name, story in STORIES.items() if name != "rhythm"}
    assert {one.why for one in of_program(room, without).stranded} == {"there is no such conversation any more"}


def test_whoever_only_looked_at_something_is_not_in_the_middle_of_it(room: Room) -> None:
    for words in ("menu", "prompts"):
        room.command(words, BEN)
    room.write(lambda tx: tx.run("UPDATE conversations SET pending = NULL WHERE kind = 'rhythm'"))
    assert str(of_program(room, STORIES)) == "Nobody is in the middle of a conversation."


def test_what_does_not_have_the_text_is_not_told_again_and_whoever_is_asked_there_counts(room: Room) -> None:
    room.welcomed(CORA)
    room.command("menu", CORA)
    room.command("reflect", ANA)
    room.write(lambda tx: tx.run("UPDATE conversations SET kind = 'gone_long_ago' WHERE kind = 'reflect'"))
    for address in (LABEL, "rhythm.which_themes.says", "reflect.why.says", "menu.what.says", "suggest.none_suggested"):
        found, told = of_text(room, address, "Otherwise."), stories_with(address)
        opened = room.write(conversations.everybodys_open)
        asked = {one.person_id for one in opened if one.pending and one.kind in ("rhythm", "gone_long_ago")}
        assert (found.people, len(asked)) == (2, 2)
        assert {*found.verdicts} == {one.id for one in opened if one.kind in told}


def test_nobody_is_in_the_middle_of_anything(tmp_path: Path) -> None:
    room = Room(tmp_path)
    assert str(of_program(room, STORIES)) == "Nobody is in the middle of a conversation."
    room.close()
