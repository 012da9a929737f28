"""Own words: what is listed, who may see it, and that what is deleted is gone with all that repeats it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from storage import answer_parts, answers, conversations, effects, fates, own_words, prompts, voice_notes
from storage.answer_parts import Part
from storage.answers import Given
from storage.database import Database, Transaction
from storage.values import instant
from tests.databases import NOW
from tests.storage.met import meet

LATER = NOW + timedelta(hours=2)  # when what became of something stands


def say(
    tx: Transaction, who: str, value: Any, *, kind: str = "reflect", seen_by: str = "me", parts: int = 0, day: int = 0
) -> tuple[str, str]:
    """Somebody answers one question of a conversation; the ids of both."""
    now = NOW + timedelta(days=day)
    talk = conversations.begin(tx, now, who, kind).id
    answer = value if isinstance(value, str) else "a label" if value is not None else ""
    given = Given("what", value, answer, "What?", "en", instant(now), seen_by, 501, None, None)
    answer_id = answers.give(tx, now, who, talk, given)
    answer_parts.note(tx, answer_id, [Part(number, "part") for number in range(parts)])
    return answer_id, talk


async def test_only_words_are_listed_and_the_newest_come_first(database: Database) -> None:
    def unit(tx: Transaction) -> list[str]:
        ana, ben = meet(tx), meet(tx, 502)
        say(tx, ana, "short")
        say(tx, ana, "long", kind="onboarding_partner", parts=2, day=2)
        say(tx, ana, {"voice": "n1", "label": "a label"}, kind="after_session", day=1)
        say(tx, ana, None, day=3)
        say(tx, ana, {"instead": "swap"}, day=3)
        say(tx, ana, "a name", kind="onboarding_partner", day=3)
        say(tx, ana, "for figures", seen_by="figures", parts=1, day=3)
        say(tx, ana, "1", kind=own_words.LISTED_IN, parts=1, day=3)
        say(tx, ben, "his", parts=1, day=3)
        _, talk = say(tx, ana, "taken back", parts=1, day=3)
        answers.take_back(tx, NOW, talk, "what")
        return [one.words for one in own_words.of_person(tx, LATER, ana, ("reflect",))]

    assert await database.write(unit) == ["long", "a label", "short"]


async def test_what_became_of_them_is_the_last_that_was_noted(database: Database) -> None:
    def unit(tx: Transaction) -> list[tuple[str, str]]:
        ana = meet(tx)
        answer_id, _ = say(tx, ana, "words")
        before = own_words.by_id(tx, LATER, ana, answer_id)
        fates.note(tx, NOW, answer_id, "read", set_by=None)
        fates.note(tx, NOW, answer_id, "led_to", "a new form", set_by=None)
        after = own_words.by_id(tx, LATER, ana, answer_id)
        assert own_words.by_id(tx, LATER, meet(tx, 502), answer_id) is None
        assert before is not None and after is not None
        return [(before.fate, before.note), (after.fate, after.note)]

    assert await database.write(unit) == [("", ""), ("led_to", "a new form")]


async def test_who_may_see_them_is_changed_where_they_stand(database: Database) -> None:
    def unit(tx: Transaction) -> list[object]:
        _, talk = say(tx, meet(tx), "words")
        return [
            answers.visible_to(tx, talk, "what"),
            answers.show_to(tx, talk, "what", "staff"),
            answers.visible_to(tx, talk, "what"),
            answers.show_to(tx, talk, "something else", "staff"),
            answers.visible_to(tx, talk, "something else"),
        ]

    assert await database.write(unit) == ["me", True, "staff", False, None]


async def test_corrected_words_take_the_place_of_the_old_ones_with_all_that_goes_with_it(database: Database) -> None:
    def unit(tx: Transaction) -> list[own_words.OwnWords]:
        ana = meet(tx)
        answer_id, _ = say(tx, ana, "worng", seen_by="leader")
        fates.note(tx, NOW, answer_id, "read", set_by=None)
        new_id, listed = say(tx, ana, "right", kind=own_words.LISTED_IN, parts=1, day=1)
        old = own_words.by_id(tx, LATER, ana, answer_id)
        assert old is not None
        own_words.correct(tx, NOW, old, listed, "what")
        assert answers.standing(tx, listed) == {}
        assert [one["replaced_at"] is None for one in answers.of_person(tx, ana)] == [False, True]
        assert own_words.by_id(tx, LATER, ana, answer_id) is None
        found = own_words.of_person(tx, LATER, ana, ("reflect",))
        assert [one.id for one in found] == [new_id]
        return found

    (stands,) = await database.write(unit)
    assert (stands.words, stands.visible_to, stands.fate, stands.kind) == ("right", "leader", "read", "reflect")


async def test_deleted_words_are_gone_with_every_version_and_the_question_counts_as_skipped(
    database: Database,
) -> None:
    def unit(tx: Transaction) -> tuple[list[dict[str, Any]], dict[str, Any], int]:
        ana = meet(tx)
        _, talk = say(tx, ana, "secret", parts=2)
        answers.take_back(tx, NOW, talk, "what")
        given = Given("what", "secret two", "secret two", "What?", "en", instant(NOW), "me", 501, None, None)
        answer_id = answers.give(tx, NOW, ana, talk, given)
        listed = conversations.begin(tx, NOW, ana, own_words.LISTED_IN).id
        effects.note(tx, NOW, listed, "lines_1", "[]", "secret two")
        effects.note(tx, NOW, listed, "page_1", "[]", ["an id"])
        old = own_words.by_id(tx, LATER, ana, answer_id)
        assert old is not None
        own_words.delete(tx, NOW, ana, 501, old)
        assert list(effects.done_in(tx, listed)) == ["page_1"]
        return answers.of_person(tx, ana), answers.standing(tx, talk), len(tx.all("SELECT * FROM answer_parts"))

    left, standing, parts = await database.write(unit)
    assert [one["answer"] for one in left] == [""]
    assert (standing, parts) == ({"what": None}, 0)


async def test_a_suggestion_is_corrected_and_deleted_with_the_words_it_was_made_in(database: Database) -> None:
    def unit(tx: Transaction) -> list[list[str]]:
        ana = meet(tx)
        answer_id, _ = say(tx, ana, "Wyh?", kind="suggest")
        _, listed = say(tx, ana, "Why?", kind=own_words.LISTED_IN, parts=1)
        prompts.suggest(tx, NOW, "Wyh?", "en", ana)
        prompts.suggest(tx, NOW, "Wyh?", "en", meet(tx, 502))
        old = own_words.by_id(tx, LATER, ana, answer_id)
        assert old is not None
        own_words.correct(tx, NOW, old, listed, "what")
        seen = [[one.words for one in prompts.kept(tx)]]
        (new,) = own_words.of_person(tx, LATER, ana, ("suggest",))
        own_words.delete(tx, NOW, ana, 501, new)
        return [*seen, [one.words for one in prompts.kept(tx)]]

    assert await database.write(unit) == [["Why?", "Wyh?"], ["Wyh?"]]


async def test_the_voice_notes_in_a_deleted_answer_are_gone_too(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[set[str], str]:
        ana = meet(tx)
        n1, n2, n3, n4 = (
            voice_notes.receive(tx, NOW, ana, file_id="f", seconds=3, size=9, media_type="audio/ogg") for _ in range(4)
        )
        alone, _ = say(tx, ana, {"voice": n1, "label": "a label"})
        mixed, _ = say(tx, ana, {"parts": ["words", {"voice": n2, "label": "x"}, {"voice": n3, "label": "y"}]})
        for answer_id in (alone, mixed):
            old = own_words.by_id(tx, LATER, ana, answer_id)
            assert old is not None
            own_words.delete(tx, NOW, ana, None, old)
        return {row["id"] for row in tx.all("SELECT id FROM voice_notes")}, n4

    left, other = await database.write(unit)
    assert left == {other}
