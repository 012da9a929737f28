"""A turn that raises leaves nothing behind but the words; the person hears of it once, and others do not notice."""

from __future__ import annotations

from bot.chat.chat import Chat
from bot.chat.questions import Text
from bot.chat.scene import Scene
from storage import people
from tests.cast import ANA, BEN
from tests.chat.conftest import SetStage
from tests.chat.stage import Stage, texts_of


class Broken(Exception):
    """What the action below raises."""


def half_done(scene: Scene, *, name: str) -> str:
    """Changes something and then fails, for everybody called Ana."""
    people.call(scene.tx, scene.person.id, name=name, pronouns="", language="en")
    scene.post({"text": "half done"})
    if name == "Ana":
        raise Broken
    return name


async def with_an_action(chat: Chat) -> None:
    name = await chat.ask("name", Text())
    await chat.once("called", half_done, name=name or "")
    await chat.ask("more_of_it", Text())


def _set(set_stage: SetStage) -> Stage:
    stage = set_stage(with_an_action)
    stage.start(ANA)
    stage.start(BEN)
    return stage


def test_what_raised_is_undone_and_the_words_are_kept_in_the_inbox(set_stage: SetStage) -> None:
    stage = _set(set_stage)
    before = stage.snapshot()
    stage.says("Ana")
    assert isinstance(stage.failure, Broken)
    assert stage.snapshot() == before
    assert stage.rows("SELECT name FROM people WHERE name <> ''") == []
    kept = stage.rows("SELECT state, tries, why, body FROM inbox WHERE state = 'failed'")
    assert [(row["state"], row["tries"], row["why"]) for row in kept] == [("failed", 1, "Broken")]
    assert "'Ana'" in kept[0]["body"]


def test_the_person_is_told_once_and_staff_have_a_notice(set_stage: SetStage) -> None:
    stage = _set(set_stage)
    assert texts_of(stage.says("Ana")) == ["Something went wrong here."]
    assert texts_of(stage.again()) == []
    assert stage.notices() == ["turn_failed"]


def test_the_third_failure_sets_the_update_aside(set_stage: SetStage) -> None:
    stage = _set(set_stage)
    stage.says("Ana")
    for _ in range(4):
        stage.again()
    aside = stage.rows("SELECT state, tries, body FROM inbox WHERE state = 'set_aside'")
    assert [(row["state"], row["tries"]) for row in aside] == [("set_aside", 3)]
    assert "'Ana'" in aside[0]["body"]


def test_others_are_served_meanwhile_and_the_person_can_go_on(set_stage: SetStage) -> None:
    stage = _set(set_stage)
    stage.says("Ana", ANA)
    assert texts_of(stage.says("Ben", BEN)) == ["half done", "more_of_it?"]
    assert texts_of(stage.says("Annabel", ANA)) == ["half done", "more_of_it?"]
    assert stage.standing() == {"name": "Annabel"}


def test_a_mended_story_takes_the_update_at_its_next_try(set_stage: SetStage) -> None:
    stage = _set(set_stage)
    stage.says("Ana")

    async def mended(chat: Chat) -> None:
        await chat.ask("name", Text())
        await chat.ask("more_of_it", Text())

    stage.tales["tale"] = mended
    assert texts_of(stage.again()) == ["more_of_it?"]
    assert stage.standing() == {"name": "Ana"}


def test_an_action_is_done_once_however_often_the_story_is_told(set_stage: SetStage) -> None:
    stage = _set(set_stage)
    stage.says("Eve")
    stage.restart()
    for said in ("no words of mine", "back", "back", "Eve"):
        stage.says(said)
    posted = stage.rows("SELECT payload FROM outbox WHERE payload LIKE '%half done%'")
    assert len(posted) == 1


def test_an_action_with_other_details_is_done_anew(set_stage: SetStage) -> None:
    stage = _set(set_stage)
    stage.says("Eve")
    stage.says("back")
    assert texts_of(stage.says("Eva")) == ["half done", "more_of_it?"]
    assert [row["name"] for row in stage.rows("SELECT name FROM people WHERE name <> ''")] == ["Eva"]
