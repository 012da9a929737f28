"""Meeting people: what is asked, what is kept of it, and that nothing is kept of a no."""

from __future__ import annotations

import pytest

from storage import consents, people, profiles
from tests.cast import ANA, BEN, CORA
from tests.conversations.room import ENGLISH, Room

WHERE_PEOPLE_ARE = ("people", "conversations", "answers", "roles", "redemptions", "asked", "effects", "profiles")


def said(key: str, story: str = "onboarding_partner") -> str:
    return ENGLISH.says(story, key, {})


def consents_of(room: Room) -> list[tuple[str, str]]:
    return [(row["purpose"], row["decision"]) for row in room.rows("SELECT * FROM consents ORDER BY id")]


def nothing_of_anybody(room: Room) -> bool:
    return all(room.one(f"SELECT COUNT(*) AS n FROM {table}") == 0 for table in WHERE_PEOPLE_ARE)


@pytest.mark.parametrize(("answers", "why"), [(["no"], "adults_only"), (["yes", "no"], "nothing_kept")])
def test_a_no_at_the_start_keeps_nothing_and_gives_the_invite_back(room: Room, answers: list[str], why: str) -> None:
    room.join()
    assert room.answers(*answers)[-1].text == said(why)
    assert nothing_of_anybody(room)
    assert room.one("SELECT uses_left FROM invites") == 1
    assert all(message.fleeting and message.person_id is None for message in room.sent)


def test_a_yes_taken_back_before_anything_else_leaves_only_its_record(room: Room) -> None:
    room.join()
    room.answers("yes", "yes", "back", "no")
    assert room.person() is None
    assert room.rows("SELECT * FROM answers") == []
    assert consents_of(room) == [("take_part_health", "given"), ("take_part_health", "withdrawn")]


def test_whoever_waits_for_a_person_can_still_be_reached_after_a_no(room: Room) -> None:
    room.join()
    room.press("Another way")
    room.answers("phone", "01632 960 001")
    room.press("Carry on")
    assert room.answers("yes", "no")[-1].text == said("kept_for_contact")
    assert room.one("SELECT contact_by FROM concerns") == "phone: 01632 960 001"
    assert room.person() is not None
    assert "to_be_forgotten_after_contact" in room.notices()


def test_an_old_button_undoes_neither_the_start_nor_the_consent(room: Room) -> None:
    room.welcomed()
    room.press("No", under=said("adult"))
    room.press("No", under=said("consent_take_part"))
    assert consents_of(room) == [("take_part_health", "given")]
    assert room.counting("onboarding_partner")["preferred_name"] == "Ana"


def test_neither_the_age_nor_taking_part_can_be_skipped(room: Room) -> None:
    room.join()
    assert room.says("skip")[-1].text.startswith(ENGLISH.says("shared", "cannot_skip", {}))
    room.says("yes")
    assert room.says("skip")[-1].text.startswith(ENGLISH.says("shared", "cannot_skip", {}))


def test_everything_else_can_be_skipped(room: Room) -> None:
    assert "You are signed up" in room.welcomed()[-1].text
    person = room.person()
    assert person is not None and person.joined_at is not None and person.name == "Ana"
    profile = room.write(lambda tx: profiles.of(tx, person.id))
    assert profile["contact_days"] == "mon,tue,wed,thu,fri"
    assert profile["silence_means"] == "leave_me"
    assert consents_of(room) == [("take_part_health", "given")]


def told(room: Room) -> None:
    """Everything up to the summary, answered."""
    room.join()
    room.answers("yes", "yes", "Ana", "they/them", "English", "breaks, captions, a quiet room")
    room.answers("breaks", "Monday, Friday", "10:00", "18:00", "1", "a gentle note", "Wales", "research, gardens")
    room.answers(
        *("yes", "yes", "I have long covid", "done", "from a date", "1 June 2026", "voucher"),
        *("yes", "no", "no", "call Mum", "done"),
    )


def test_what_was_told_is_kept_where_it_belongs(room: Room) -> None:
    told(room)
    room.says("that is right")
    person = room.person()
    assert person is not None
    profile = room.write(lambda tx: profiles.of(tx, person.id))
    wanted = {
        "contact_days": "mon,fri",
        "contact_from": "10:00",
        "contact_until": "18:00",
        "nudge_limit": 1,
        "silence_means": "gentle_note",
        "availability": "from_a_date",
        "available_from": "2026-06-01",
        "payment": "voucher",
        "nation": "wales",
    }
    assert {name: profile[name] for name in wanted} == wanted
    needs = room.rows("SELECT need, share_with_leader FROM access_needs ORDER BY need")
    assert [(row["need"], bool(row["share_with_leader"])) for row in needs] == [
        ("a quiet room", False),
        ("breaks", True),
        ("captions", False),
    ]
    assert {row["topic"] for row in room.rows("SELECT topic FROM interests")} == {"research", "gardens"}
    assert consents_of(room) == [
        ("take_part_health", "given"),
        ("share_with_leader", "given"),
        ("opportunities", "given"),
        ("keep_voice", "given"),
        ("quote_anonymous", "given"),
        ("share_learning", "refused"),
    ]
    assert "partner_joined" in room.notices()


def test_consent_carries_the_wording_as_it_was_asked(room: Room) -> None:
    room.join()
    room.answers("yes", "yes")
    person = room.person()
    assert person is not None
    history = room.write(lambda tx: consents.history(tx, person.id))
    assert history[0]["wording"] == said("consent_take_part")


def test_only_the_person_sees_the_words_for_a_hard_day(room: Room) -> None:
    told(room)
    assert "call Mum" not in room.says("back")[-1].text
    visible = {row["question"]: row["visible_to"] for row in room.rows("SELECT * FROM answers")}
    assert visible["hard_day"] == "me"
    assert visible["about_you_now"] == "figures"
    assert visible["experience"] == "staff"


def test_a_line_of_the_summary_is_changed_and_shown_again(room: Room) -> None:
    told(room)
    room.press("Pronouns")
    assert "Pronouns: she/her" in room.says("she/her")[-1].text
    room.press("That is right")
    assert room.one("SELECT pronouns FROM people") == "she/her"


def test_settings_show_the_summary_again_and_keep_what_is_changed(room: Room) -> None:
    told(room)
    room.says("that is right")
    assert "Name: Ana" in room.command("settings")[-1].text
    room.press("Name")
    assert "Name: Anna" in room.says("Anna")[-1].text
    assert room.press("That is right")[-1].text == said("kept")
    person = room.person()
    assert person is not None and person.name == "Anna"


def test_settings_before_the_end_name_the_question_that_waits(room: Room) -> None:
    room.join()
    shown = room.command("settings")
    assert shown[-1].text.startswith(said("not_yet", "settings"))
    assert shown[-1].text.endswith("we go on with: 18 or over.")


def walked_again(room: Room, *said: str) -> dict[str, object]:
    """Their part was taken away and given back; they walk through all of it once more, with these answers from their
    pronouns on, and skip the rest: what is kept of them."""
    person = room.person()
    assert person is not None
    room.write(lambda tx: people.take_role(tx, person.id, "partner"))
    room.join()
    room.press("Yes")
    shown = room.answers("yes", "yes", "Ana", *said)
    while "That is right" not in shown[-1].buttons:
        shown = room.says("skip")
    room.press("That is right")
    profile = room.write(lambda tx: profiles.of(tx, person.id))
    return {**profile, "pronouns": room.one("SELECT pronouns FROM people")}


def test_whoever_walks_through_it_again_keeps_what_they_chose_where_they_skip(room: Room) -> None:
    told(room)
    room.says("that is right")
    person = room.person()
    assert person is not None
    before = room.write(lambda tx: profiles.of(tx, person.id))
    assert walked_again(room) == {**before, "pronouns": "they/them"}
    again = walked_again(room, "she/her", *["skip"] * 6, "leave me be", "England", "skip")
    assert again == {**before, "pronouns": "she/her", "silence_means": "leave_me", "nation": "england", "region": ""}


def test_whoever_wanted_no_day_is_still_written_to_on_none_after_a_skip(room: Room) -> None:
    room.join()
    room.answers("yes", "yes", "Ana", "skip", "skip", "none", "none")
    while "That is right" not in (shown := room.says("skip"))[-1].buttons:
        assert shown
    room.press("That is right")
    again = walked_again(room)
    assert (again["contact_days"], again["nudge_limit"]) == ("", 0)
    asked_again = walked_again(room, "skip", "skip", "none", "Monday")
    assert (asked_again["contact_days"], asked_again["nudge_limit"]) == ("mon", 2)


def test_one_more_part_in_the_team_takes_no_hours_away_that_are_skipped(room: Room) -> None:
    room.on_duty(CORA)
    cora = room.person(CORA)
    assert cora is not None
    before = room.write(lambda tx: profiles.of(tx, cora.id))
    room.join(CORA, "learning-partner")
    room.press("Yes", CORA)
    room.answers("Cora", "skip", "that is right", who=CORA)
    assert room.write(lambda tx: profiles.of(tx, cora.id)) == before
    assert before["contact_days"] == "mon,tue"


def test_no_needs_means_no_question_about_the_leader(room: Room) -> None:
    room.join()
    room.answers("yes", "yes", "Ana", "skip", "skip")
    assert room.says("none")[-1].text == said("contact_days")


def test_hours_the_wrong_way_round_are_asked_about_kindly(room: Room) -> None:
    room.join()
    shown = room.answers("yes", "yes", "Ana", "skip", "skip", "none", "Monday", "10:00", "9:00")
    assert "next morning" in shown[-1].text
    assert room.says("18:00")[-1].text == said("nudge_limit")


def test_hours_that_end_as_they_begin_are_no_hours(room: Room) -> None:
    room.join()
    room.answers("yes", "yes", "Ana", "skip", "skip", "none", "Monday", "10:00")
    assert room.says("10")[-1].text.startswith("It begins at 10:00 already.")
    assert "next morning" in room.says("9:00")[-1].text
    assert room.says("10:00")[-1].text.startswith("It begins at 10:00 already.")
    assert room.says("18:00")[-1].text == said("nudge_limit")


def test_whoever_is_not_to_be_written_to_is_asked_no_hours(room: Room) -> None:
    room.join()
    room.answers("yes", "yes", "Ana", "skip", "skip", "none")
    assert room.says("none")[-1].text == said("silence_means")


def test_another_language_is_a_wish_for_staff(room: Room) -> None:
    told(room)
    room.press("Language")
    room.says("Polish")
    room.says("that is right")
    assert "other_language_wanted" in room.notices()
    person = room.person()
    assert person is not None and person.language == "en"


def test_talking_payment_through_is_a_notice_for_staff(room: Room) -> None:
    told(room)
    room.press("Thanks for time")
    room.says("talk it through first")
    assert "payment_talk_wanted" in room.notices()


def test_the_questions_about_you_are_answered_one_by_one(room: Room) -> None:
    room.join()
    room.answers("yes", "yes", "Ana", *["skip"] * 15)
    room.answers("yes", "yes")  # quotes, learning partner
    assert room.says("yes")[-1].text == said("age_band")
    room.answers("25 to 34", "skip", "no", "yes", "my own word", "skip")
    assert room.says("town")[-1].text == said("hard_day")
    assert room.standing("onboarding_partner")["gender"] == "my own word"


def test_a_leader_is_through_in_few_questions(room: Room) -> None:
    room.join(BEN, "leader")
    shown = room.answers(
        "yes", "Ben", "Chief executive", "to listen", "Tuesday", "9:00", "17:00", "skip", "I will listen", who=BEN
    )
    assert "My promise: I will listen" in shown[-1].text
    assert "You are set up" in room.says("that is right", BEN)[-1].text
    assert consents_of(room) == [("take_part", "given")]


def test_a_leader_without_an_organisation_is_asked_for_it(room: Room) -> None:
    room.command("start", BEN, room.invite("leader", organisation=""))
    room.answers("yes", "Ben", "Chief executive", who=BEN)
    assert room.conversation("onboarding_leader", BEN).pending == "workplace"


def test_a_coordinators_hours_are_kept(room: Room) -> None:
    room.on_duty(CORA)
    person = room.person(CORA)
    assert person is not None and person.name == "Cora"
    profile = room.write(lambda tx: profiles.of(tx, person.id))
    assert (profile["contact_days"], profile["contact_from"], profile["contact_until"]) == ("mon,tue", "09:00", "17:00")


def test_another_way_is_passed_on_to_the_team(room: Room) -> None:
    room.join()
    room.press("Another way")
    room.answers("paper", "1 High Street, Ana Bell")
    row = room.rows("SELECT kind, contact_by FROM concerns")[0]
    assert (row["kind"], row["contact_by"]) == ("another_way", "paper: 1 High Street, Ana Bell")
    assert room.press("Carry on")[-1].text == said("adult")
    assert ANA.chat_id in room.heard


def test_what_somebody_changes_in_their_settings_holds_at_once(room: Room) -> None:
    room.welcomed()
    room.command("settings")
    room.press("Pronouns")
    assert "That is right" in room.says("they/them")[-1].buttons  # and she puts the phone away
    person = room.person(ANA)
    assert person is not None
    assert room.write(lambda tx: people.pronouns_of(tx, person.id)) == "they/them"


def test_settings_that_stay_as_they_are_are_not_called_changed(room: Room) -> None:
    room.welcomed()
    room.command("settings")
    assert "change" not in room.says("that is right")[0].text
