"""Whatever is open when the yes to keeping answers is away: no word said then is kept anywhere (R29)."""

from __future__ import annotations

import random

from bot.asked_in import questions_of
from bot.chat.questions import Text
from bot.conversations import STORIES
from storage import health
from storage.database import Transaction
from tests.conversations.room import Room

# What is asked for in words besides: how to reach somebody, which language, and what leaders and staff are asked.
NOT_OF_HEALTH = {
    *("which_number", "which_address", "which_post", "which_code", "which"),
    *("which_number_again", "which_address_again"),
    *("do_differently", "what_changed", "look_for", "new_words", "new_title", "which_over"),
}
OPENED = ("access", "plan", "reflect", "mywords", "when_away", "settings", "suggest")
STEPS = 120


def test_each_question_in_own_words_needs_the_yes_or_is_no_matter_of_health() -> None:
    asked = {
        (story, one.key)
        for story, told in STORIES.items()
        if not told.roles and not story.startswith("onboarding_")
        for one in questions_of(told.tell)
        if isinstance(one.question, Text) or getattr(one.question, "own_words", False)
    }
    free = {(story, key) for story, key in asked if story not in health.TOLD_IN and (story, key) not in health.SPARED}
    assert {key for _, key in free} <= NOT_OF_HEALTH, free
    assert not {key for _, key in asked} & health.STEERING - NOT_OF_HEALTH


def decides(room: Room, word: str) -> None:
    room.command("consent")
    room.press("Keeping your answers, also about health")
    room.press(word)
    person = room.person()
    assert person is not None
    assert room.write(lambda tx: health.may_keep(tx, person.id)) is (word == "Yes")


def test_no_word_that_is_said_while_the_yes_is_away_is_kept_in_any_table(room: Room) -> None:
    room.welcomed()
    chance, said_in_time = random.Random(29), 0
    stands = True
    for step in range(STEPS):
        match chance.randrange(4):
            case 0:
                room.command(chance.choice(OPENED))
            case 1 if chance.random() < 0.5:
                stands = not stands
                decides(room, "Yes" if stands else "No")
            case _:
                room.says(f"{'kept' if stands else 'epilepsy'} number {step}")
                said_in_time += stands
    content = room.write(everything)
    assert "epilepsy" not in content
    assert content.count("kept number") > 10 and said_in_time > 10  # it can fail either way


def everything(tx: Transaction) -> str:
    """All rows of all tables, as text; of what came in only what is left of it, for the stage names it by its words."""
    tables = [row["name"] for row in tx.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'inbox'")]
    rows = tx.all("SELECT body FROM inbox")
    rows += [row for table in tables for row in tx.all(f"SELECT * FROM {table}")]
    return "\n".join(str(tuple(row[name] for name in row.keys())) for row in rows)  # noqa: SIM118
