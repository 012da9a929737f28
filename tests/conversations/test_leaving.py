"""Pause, stop and being forgotten: done at once, without a why, and undone in one tap where that can be."""

from __future__ import annotations

from tests.conversations.room import ENGLISH, Room

THEIRS = (
    "answers",
    "conversations",
    "roles",
    "profiles",
    "access_needs",
    "interests",
    "redemptions",
    "asked",
    "effects",
)


def said(key: str, story: str) -> str:
    return ENGLISH.says(story, key, {})


def quiet(room: Room) -> tuple[bool, bool]:
    person = room.person()
    assert person is not None
    return person.paused_at is not None, person.stopped_at is not None


def test_pause_is_one_word_and_one_line(room: Room) -> None:
    room.join()
    assert [one.text for one in room.says("pause")] == [said("paused", "pause")]
    assert quiet(room) == (True, False)
    assert room.press("Undo")[-1].text == said("adult", "onboarding_partner")
    assert quiet(room) == (False, False)


def test_menu_ends_a_pause_kindly(room: Room) -> None:
    room.welcomed()
    room.says("pause")
    assert room.says("menu")[0].text == said("hello_again", "menu")
    assert quiet(room) == (False, False)


def test_stop_offers_to_keep_to_delete_or_a_copy_and_is_undone_in_one_tap(room: Room) -> None:
    room.welcomed()
    assert set(room.says("stop")[-1].buttons) == {
        *("Keep them", "Delete my answers", "Send me a copy", "Leave the programme", "Undo")
    }
    assert quiet(room) == (False, True)
    assert room.press("Keep them")[-1].text == said("kept", "keep")
    assert quiet(room) == (False, True)
    assert room.says("undo")[0].text == said("carried_on_nothing_waits", "resume")
    assert quiet(room) == (False, False)


def test_there_may_be_nothing_to_undo(room: Room) -> None:
    room.welcomed()
    assert room.says("undo")[0].text == said("nothing_to_undo_nothing_waits", "resume")


def test_being_forgotten_leaves_a_number_and_what_was_agreed(room: Room) -> None:
    room.welcomed()
    room.command("forgetme")
    assert room.says("delete it now")[-1].text == said("goodbye", "forgetme")
    assert room.person() is None
    row = room.rows("SELECT number, name, telegram_id FROM people")[0]
    assert (row["number"], row["name"], row["telegram_id"]) == (1, "", None)
    assert all(room.rows(f"SELECT * FROM {table}") == [] for table in THEIRS)
    kept = room.rows("SELECT decision, how FROM consents ORDER BY id")
    assert [(row["decision"], row["how"]) for row in kept] == [("given", "chat"), ("withdrawn", "erased")]
    assert room.rows("SELECT id FROM outbox WHERE NOT fleeting") == []


def test_being_forgotten_asks_first(room: Room) -> None:
    room.welcomed()
    shown = room.command("forgetme")
    assert [one.text for one in shown] == [
        said("what_goes", "forgetme"),
        said("what_stays", "forgetme"),
        ENGLISH.says("forgetme", "sure", {"hours": 24}),
    ]
    assert room.says("do not delete")[-1].text == said("not_forgotten", "forgetme")
    assert room.person() is not None


def test_an_old_button_forgets_nobody(room: Room) -> None:
    room.welcomed()
    room.command("forgetme")
    room.press("Do not delete")
    room.press("Delete it now", under="Shall I delete everything?")
    assert room.person() is not None


def test_an_open_request_for_a_person_stays_and_that_is_said(room: Room) -> None:
    room.welcomed()
    room.command("person")
    room.says("write to me here")
    assert said("concern_stays", "forgetme") in [one.text for one in room.command("forgetme")]
    room.says("delete it now")
    assert len(room.rows("SELECT id FROM concerns")) == 1


def test_before_joining_nothing_at_all_stays(room: Room) -> None:
    room.join()
    shown = room.command("forgetme")
    assert said("nothing_stays", "forgetme") in [one.text for one in shown]
    assert "later" not in shown[-1].text and "Delete it later" not in shown[-1].buttons
    room.says("delete it now")
    assert room.rows("SELECT id FROM people") == []


def test_whoever_was_forgotten_is_a_stranger_and_can_come_in_again(room: Room) -> None:
    room.welcomed()
    room.command("forgetme")
    room.says("delete it now")
    assert room.says("hello")[-1].text == said("stranger", "shared")
    room.join()
    person = room.person()
    assert person is not None and person.number == 2


def test_the_team_no_longer_reads_that_somebody_stopped_who_undid_it(room: Room) -> None:
    room.welcomed()
    room.command("stop")
    assert "person_stopped" in room.notices()
    room.press("Undo")
    assert "person_stopped" not in room.notices()
