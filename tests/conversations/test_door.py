"""Who comes in, what strangers and groups hear, and where somebody who comes back is led."""

from __future__ import annotations

import pytest

from bot.actions import rota
from bot.actions.crisis import lines_in_words
from bot.chat.incoming import Incoming
from bot.rules.help_card import ANYWHERE
from storage import group_chats, people, profiles
from storage.counting import counted
from storage.group_chats import GroupChat
from tests.cast import ANA, CORA, DAN, GROUP
from tests.chat.stage import texts_of
from tests.conversations.room import ENGLISH, TEXTS, Room

MOVED = -1_007_100_000_099


def hears(room: Room, key: str, story: str = "shared") -> bool:
    """Whether the text under `key` was among what the last turn said to anybody."""
    return ENGLISH.says(story, key, {}) in [one.text for shown in room.heard.values() for one in shown]


def test_an_invite_lets_somebody_in_and_their_onboarding_begins(room: Room) -> None:
    code = room.invite("partner", organisation="Riverside Trust")
    shown = room.command("start", ANA, code)
    assert "Riverside Trust" in shown[0].text
    assert shown[-1].text.endswith("Are you 18 or over?")
    person = room.person(ANA)
    assert person is not None and person.number == 1 and person.timezone == "Europe/London"
    assert room.write(lambda tx: people.roles_of(tx, person.id)) == ("partner",)


def test_each_role_meets_its_own_onboarding(room: Room) -> None:
    begun = {
        "partner": "onboarding_partner",
        "leader": "onboarding_leader",
        "coordinator": "onboarding_coordinator",
        "safeguarding-lead": "onboarding_staff",
        "learning-partner": "onboarding_learning_partner",
        "admin": "onboarding_admin",
    }
    for number, (role, story) in enumerate(begun.items()):
        who = type(ANA)(role, 7_200_000_000 + number)
        room.join(who, role)
        assert room.conversation(story, who).pending is not None


def test_whoever_joined_by_a_story_that_their_part_begins_with_no_more_is_not_welcomed_twice(room: Room) -> None:
    room.join(DAN, "learning-partner")
    room.answers("Dan", "that is right", who=DAN)
    room.write(lambda tx: tx.run("UPDATE conversations SET kind = 'onboarding_staff' WHERE kind LIKE 'onboarding_%'"))
    room.command("start", DAN)
    assert hears(room, "menu", "menu")


def test_hours_that_a_partner_chose_are_nobodys_hours_on_duty(room: Room) -> None:
    room.welcomed()
    ana = room.person()
    assert ana is not None
    for role in ("admin", "safeguarding-lead"):
        room.join(ANA, role)
        room.press("Yes")
        if role == "admin":
            room.answers("Ana", "that is right")
    assert room.write(lambda tx: (profiles.of(tx, ana.id)["contact_days"] != "", rota.duties(tx))) == (True, {})


def test_an_invite_marks_a_test_person(room: Room) -> None:
    room.command("start", ANA, room.invite(is_test=True))
    person = room.person(ANA)
    assert person is not None and person.is_test


def test_a_start_without_an_invite_is_answered_kindly_counted_and_forgotten(room: Room) -> None:
    room.command("start", DAN)
    assert hears(room, "stranger")
    assert room.write(lambda tx: counted(tx, "stranger_start")) == 1
    assert room.person(DAN) is None
    assert [(row["fleeting"], row["person_id"]) for row in room.rows("SELECT * FROM outbox")] == [(1, None)]


def test_strangers_get_an_answer_about_privacy_their_data_and_help(room: Room) -> None:
    room.command("privacy", DAN)
    assert hears(room, "telegram_sees", "privacy")
    assert hears(room, "stranger_keeps_nothing")
    room.command("mydata", DAN)
    assert hears(room, "stranger_keeps_nothing")
    room.command("help", DAN)
    assert hears(room, "stranger_help")


def test_a_stranger_who_asks_for_a_person_gets_the_help_numbers(room: Room) -> None:
    room.says("I want to talk to someone", DAN)
    card = room.write(lambda tx: lines_in_words(tx, ENGLISH, ANYWHERE))
    assert card in [one.text for one in room.heard[DAN.chat_id]]
    assert room.words_kept() == []


def test_a_stranger_whose_words_sound_heavy_gets_the_help_numbers_and_nothing_is_kept(room: Room) -> None:
    room.says("I want to die", DAN)
    card = room.write(lambda tx: lines_in_words(tx, ENGLISH, ANYWHERE))
    assert card in [one.text for one in room.heard[DAN.chat_id]]
    assert room.person(DAN) is None


@pytest.mark.parametrize(
    ("phone", "said", "answered"),
    [
        ("cy", "help nawr", "cy"),
        ("cy", "dwi eisiau marw", "cy"),
        ("cy-GB", "I want to die", "cy"),
        ("en", "dwi eisiau marw", "cy"),
        ("de", "میں مرنا چاہتی ہوں", "ur"),
        ("en", "کسی شخص سے بات کریں", "ur"),
        ("ur", "help nawr", "cy"),
        ("ur", "help now", "ur"),
        ("en", "person", "en"),
        ("", "I want to end my life", "en"),
    ],
)
def test_a_stranger_is_helped_whatever_their_phone_and_their_words_speak(
    room: Room, phone: str, said: str, answered: str
) -> None:
    card = room.write(lambda tx: lines_in_words(tx, TEXTS.voice(answered), ANYWHERE))
    assert card in texts_of(room.send(DAN, "text", text=said, language=phone))


def test_a_stranger_is_met_in_the_language_of_their_phone(room: Room) -> None:
    shown = room.send(DAN, "text", text="Helo?", language="cy-GB")
    assert texts_of(shown) == [TEXTS.voice("cy").says("shared", "stranger", {})]
    assert room.send(DAN, "edit", text="Helo!", language="cy-GB") == []
    assert room.send(DAN, "edit", text="dwi eisiau marw", language="cy-GB") != []


def test_somebody_in_the_middle_gets_the_waiting_question_again(room: Room) -> None:
    room.join()
    again = room.command("start")
    assert [one.text for one in again] == [ENGLISH.says("onboarding_partner", "adult", {})]


def test_after_a_long_silence_the_way_on_is_asked(room: Room) -> None:
    room.join()
    room.later(days=8)
    assert {"Carry on", "Start again", "Not now"} <= set(room.start()[-1].buttons)
    assert "18 or over" in room.press("Carry on")[-1].text


def test_after_a_long_silence_one_may_start_again_or_not(room: Room) -> None:
    room.join()
    room.says("yes")
    room.later(days=8)
    room.start()
    assert "Hello" not in room.press("Not now")[-1].text
    room.later(days=8)
    room.start()
    assert "18 or over" in room.press("Start again")[-1].text


def test_somebody_who_has_joined_gets_the_menu(room: Room) -> None:
    room.welcomed()
    assert "What you told me" in room.start()[-1].buttons


def test_whoever_paused_is_welcomed_back(room: Room) -> None:
    room.welcomed()
    room.command("pause")
    room.start()
    assert hears(room, "hello_again", "menu")
    person = room.person()
    assert person is not None and person.paused_at is None


def test_whoever_unblocks_the_bot_is_met_at_the_door(room: Room) -> None:
    room.welcomed()
    room.send(ANA, "blocked")
    assert room.send(ANA, "returned") != []


def test_a_group_hears_one_sentence_and_is_left(room: Room) -> None:
    room.deliver(Incoming("", 1, GROUP.chat_id, "group", what="added"))
    assert [message.method for message in room.sent] == ["sendMessage", "leaveChat"]
    room.deliver(Incoming("", 2, GROUP.chat_id, "group", what="words"))
    assert room.sent == []


def test_a_partner_who_adds_the_bot_to_a_group_is_not_asked_about_it(room: Room) -> None:
    room.join(ANA)
    room.deliver(Incoming("", 9001, GROUP.chat_id, "group", what="added", by=ANA.chat_id))
    assert [message.method for message in room.sent] == ["sendMessage", "leaveChat"]
    assert known(room, GROUP.chat_id) is None


def test_a_coordinator_is_asked_in_private_and_once_whose_group_it_is(room: Room) -> None:
    room.join(CORA, "coordinator")
    room.deliver(Incoming("", 9001, GROUP.chat_id, "group", what="added", text="Circle", by=CORA.chat_id))
    assert {message.chat_id for message in room.sent} == {CORA.chat_id}
    room.deliver(Incoming("", 9002, GROUP.chat_id, "group", what="added", text="Circle", by=ANA.chat_id))
    assert room.sent == []  # somebody made the bot an admin of the group
    room.deliver(Incoming("", 9003, GROUP.chat_id, "group", what="moved", by=MOVED))
    moved = known(room, MOVED)
    assert moved is not None and (moved.title, moved.group_id, moved.left_at) == ("Circle", None, None)
    room.deliver(Incoming("", 9004, MOVED, "group", what="removed"))
    left = known(room, MOVED)
    assert left is not None and left.left_at is not None


def known(room: Room, chat_id: int) -> GroupChat | None:
    return room.write(lambda tx: group_chats.of_chat(tx, chat_id))
