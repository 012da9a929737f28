"""Where each text appears is read from the code, and there is none that appears nowhere."""

from __future__ import annotations

from bot.wording import where
from config.made_from import shipped_texts


def test_every_text_is_somewhere_and_in_an_area() -> None:
    english = shipped_texts("en")
    assert [one for one in english if not where.places(one) and not where.in_code(one)] == []
    assert {where.area_of(one) for one in english} <= set(where.titles())


def test_a_question_is_in_its_conversation_with_what_begins_it() -> None:
    (place,) = where.places("reflection_note.offer.options.show_me")
    assert (place.story, place.how, place.notes) == ("reflection_note", "asks", ("reflection",))
    (place,) = where.places("reflect.why")
    assert (place.how, place.begun_by) == ("says", ("/reflect",))


def test_what_is_shared_is_in_every_conversation_that_says_it() -> None:
    assert {one.story for one in where.places("shared.consent_quotes.says")} >= {"onboarding_partner"}
    assert len(where.places("shared.labels.skip")) > 50
    assert ("rhythm", "how_often") in where.questions_with("rhythm.how_often.options.never")


def test_what_is_in_no_conversation_is_found_in_the_code_that_names_it() -> None:
    assert where.places("webdoor.pass_on") == []
    assert any("without Telegram" in one for one in where.in_code("webdoor.pass_on"))
