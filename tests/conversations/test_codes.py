"""Codes that people send: which let somebody in, which give one more part, and that guessing leads nowhere."""

from __future__ import annotations

from bot.actions import another_part
from bot.chat.scene import Scene
from storage import codes, conversations, invites, people
from storage.database import Transaction
from tests.cast import ANA, BEN, CORA, DAN
from tests.chat.stage import texts_of
from tests.conversations.room import ENGLISH, TEXTS, Room


def hears(room: Room, key: str, story: str = "shared") -> bool:
    """Whether the text under `key` was among what the last turn said to anybody."""
    return ENGLISH.says(story, key, {}) in [one.text for shown in room.heard.values() for one in shown]


def test_a_typed_code_is_as_good_as_the_link(room: Room) -> None:
    code = room.invite("leader")
    spaced = " ".join(code[at : at + 4] for at in range(0, len(code), 4)).upper()
    assert "90 seconds" in room.says(spaced, BEN)[0].text
    assert room.words_kept() == []  # the code is no answer and is not kept as one


def test_a_code_is_found_among_words_and_a_long_text_is_no_way_to_try_many(room: Room) -> None:
    code = next(one for _ in range(99) if set(one := room.invite("leader")) & set("234567"))  # nearly each has a figure
    room.says(" ".join(letter * 26 for letter in "abcdefghijklm") + f" {code}", BEN)  # three of them are looked at
    assert hears(room, "code_not_known") and room.one("SELECT times FROM guesses WHERE who <> ''") == 3
    spaced = " ".join(code[at : at + 4] for at in range(0, len(code), 4))
    assert room.person(BEN) is None and "90 seconds" in room.says(f"Hello, my code is {spaced} thank you", BEN)[0].text
    dans = room.says(f"I want to die. My code: {room.invite()}", DAN)
    assert room.person(DAN) is not None and "Talk to a person" in dans[-1].buttons and room.words_kept() == []


def test_wrong_used_and_expired_codes_hear_the_same_and_after_too_many_so_does_a_right_one(room: Room) -> None:
    used = room.invite()
    room.command("start", ANA, used)
    expired = room.invite()
    room.later(days=15)
    heard = [
        texts_of(room.command("start", DAN, one)) for one in (used, expired, "a" * 26, "nonsense", *["b" * 26] * 3)
    ]
    good = room.invite()
    heard.append(texts_of(room.command("start", DAN, good)))
    not_known, too_many = ([ENGLISH.says("shared", key, {})] for key in ("code_not_known", "too_many_codes"))
    assert heard == [not_known] * 5 + [too_many] * 3
    assert "new one" not in too_many[0] and "next full hour" in too_many[0]
    room.later(hours=1)
    assert len(room.command("start", DAN, good)) > 1


def test_letters_alone_are_a_code_to_somebody_who_is_in_only_while_codes_are_looked_up(room: Room) -> None:
    room.welcomed()
    good = room.invite("leader")
    letters = "abcdefghijklmnopqrstuvwxyz"
    room.write(lambda tx: tx.run("UPDATE invites SET code_hash = :h WHERE role = 'leader'", h=codes.hashed(letters)))
    for _ in range(5):
        room.command("start", ANA, "b" * 26)
    room.later(minutes=1)
    right = texts_of(room.says(letters))
    room.later(minutes=1)
    assert texts_of(room.says(letters[::-1])) == right  # nobody learns which of them it is
    room.later(hours=1)
    assert "one more part" in room.says(letters)[0].text and good != letters


def test_the_same_link_tapped_again_uses_nothing_up(room: Room) -> None:
    code = room.invite(uses=2)
    room.command("start", ANA, code)
    room.command("start", ANA, code)
    assert room.one("SELECT uses_left FROM invites") == 1


def test_a_further_invite_gives_a_further_role(room: Room) -> None:
    room.welcomed()
    room.join(ANA, "leader")
    room.press("Yes")
    person = room.person()
    assert person is not None
    assert room.write(lambda tx: people.roles_of(tx, person.id)) == ("leader", "partner")
    room.says("no")
    assert "You have not taken this part: Leader." in room.heard[ANA.chat_id][0].text
    # The no stands, the part is not theirs, its invite is good again, and all else is as it was.
    decided = room.rows("SELECT decision FROM consents WHERE purpose = 'take_part'")
    assert [row["decision"] for row in decided] == ["refused"]
    assert room.write(lambda tx: people.roles_of(tx, person.id)) == ("partner",)
    assert room.one("SELECT uses_left FROM invites WHERE role = 'leader'") == 1
    assert room.rows("SELECT 1 FROM nudges WHERE kind = 'part_taken'") == []


def test_a_role_that_was_taken_away_can_be_given_back(room: Room) -> None:
    room.on_duty(CORA)
    cora = room.person(CORA)
    assert cora is not None
    room.write(lambda tx: people.take_role(tx, cora.id, "coordinator"))
    room.join(CORA, "coordinator")
    assert room.write(lambda tx: people.roles_of(tx, cora.id)) == ()
    room.press("Yes", CORA)
    assert room.write(lambda tx: people.roles_of(tx, cora.id)) == ("coordinator",)
    assert room.one("SELECT uses_left FROM invites ORDER BY id DESC LIMIT 1") == 0
    assert room.conversation("onboarding_coordinator", CORA).pending is not None


def test_a_code_of_somebody_who_is_in_is_used_or_refused_and_never_kept(room: Room) -> None:
    room.join(ANA)
    room.says("yes")
    kept = room.words_kept()
    used, own, good = room.invite("leader", uses=1), room.invite("partner"), room.invite("leader")
    room.command("start", BEN, used)
    for wrong, said in ((used, "code_not_taken"), (own, "part_held"), (f"My code is 2{used[1:]}", "code_not_taken")):
        asked = room.says(wrong)[-1]
        assert asked.text.startswith(ENGLISH.says("shared", said, {})) and asked.buttons  # asked once more
    room.says(f"https://t.me/voices_bot?start={good}")
    room.press("Yes")
    person = room.person()
    assert person is not None and room.write(lambda tx: people.roles_of(tx, person.id)) == ("leader", "partner")
    assert room.conversation("onboarding_leader").pending is not None
    assert room.words_kept() == [*kept, "Yes"]


def test_two_codes_are_asked_about_each_and_what_is_withdrawn_meanwhile_gives_nothing(room: Room) -> None:
    room.welcomed()
    person = room.person()
    assert person is not None
    first, second, third = room.invite("leader"), room.invite("leader"), room.invite("admin")
    for code in (first, second, third):
        room.command("start", ANA, code)
    room.write(lambda tx: tx.run("UPDATE invites SET uses_left = 0 WHERE role = 'admin'"))
    asked = room.press("Yes")[-1]
    assert hears(room, "code_not_taken") and "programme: Leader." in asked.text
    room.press("Yes")
    room.says("no")
    room.press("Yes")
    assert room.conversation("onboarding_leader").pending == "consent_leader"
    assert room.write(lambda tx: people.roles_of(tx, person.id)) == ("leader", "partner")
    assert sum(row["uses_left"] for row in room.rows("SELECT uses_left FROM invites WHERE role = 'leader'")) == 1


def test_nobody_comes_in_by_an_invite_that_they_made_or_agreed_to(room: Room) -> None:
    room.on_duty(CORA)
    cora = room.person(CORA)
    assert cora is not None
    code = room.write(lambda tx: invites.make(tx, room.now, role="safeguarding-lead", made_by=cora.id))
    room.command("start", CORA, code)
    assert room.write(lambda tx: people.roles_of(tx, cora.id)) == ("coordinator",)
    assert room.one("SELECT uses_left FROM invites ORDER BY id DESC LIMIT 1") == 1


def test_a_part_in_the_team_is_told_with_whoever_took_it_and_asked_about_no_more_once_it_is_taken_away(
    room: Room,
) -> None:
    room.on_duty(CORA)
    cora = room.person(CORA)
    assert cora is not None
    code = room.write(lambda tx: invites.make(tx, room.now, role="admin", uses=2, made_by=cora.id))
    for who in (ANA, BEN):
        room.welcomed(who)
        room.later(hours=1)
        room.command("start", who, code)
        room.press("Yes", who)
    ana = room.person(ANA)
    assert ana is not None
    assert [row["about"] for row in room.rows("SELECT about FROM nudges WHERE kind = 'part_taken'")] != []

    def taken_away(tx: Transaction) -> str:
        people.take_role(tx, ana.id, "admin")
        another_part.lost(tx, room.now, ana.id, begins="onboarding_admin", others=("admin",))
        scene = Scene(tx, room.now, cora, ENGLISH, TEXTS)
        (invite_id,) = {row["about"] for row in tx.all("SELECT about FROM nudges WHERE kind = 'part_taken'")}
        scene.conversation = conversations.begin(tx, room.now, cora.id, "part_taken", about=invite_id)
        return another_part.told(scene)

    lines = room.write(taken_away)
    assert "Ana took one more part: Admin." in lines and "Ben has one more part now: Admin." in lines
    assert room.conversation("onboarding_admin").pending is None


LONG = "It was hard on Tuesday, and I thought of my mother."


def test_a_code_in_an_answer_is_cut_out_and_asked_about_and_the_answer_is_kept(room: Room) -> None:
    room.welcomed()
    code = "2" + room.invite("leader")[1:]
    room.write(lambda tx: tx.run("UPDATE invites SET code_hash = :h WHERE role = 'leader'", h=codes.hashed(code)))
    room.command("reflect")
    shown = room.says(f"{LONG} My code was ({code}), I hope we go on.")
    assert shown[0].text == ENGLISH.says("shared", "code_cut_out", {})
    assert "programme: Leader." in shown[-1].text
    room.press("Not now")
    room.says("done")
    assert f"{LONG} My code was (), I hope we go on." in room.words_kept()
    assert code not in str([tuple(row) for row in room.rows("SELECT * FROM answers")])
    assert room.one("SELECT uses_left FROM invites WHERE role = 'leader'") == 1


def test_a_code_that_gives_nothing_takes_no_answer_with_it(room: Room) -> None:
    room.welcomed()
    room.command("reflect")
    wrong = "3" + "b" * 25
    shown = room.says(f"{LONG} https://t.me/voices_bot?start={wrong}")
    assert shown[0].text == ENGLISH.says("shared", "code_cut_out_unused", {})
    room.says("done")
    assert LONG in room.words_kept()
    assert hears(room, "code_not_taken") is False


def test_a_code_far_down_in_an_answer_is_not_kept_either(room: Room) -> None:
    room.welcomed()
    room.command("reflect")
    code = "3" + "b" * 25
    room.says(f"{LONG * 20} {code}")
    room.says("done")
    assert code not in "".join(room.words_kept())


def test_a_word_or_two_about_a_code_are_not_kept_and_that_is_said(room: Room) -> None:
    room.welcomed()
    code = next(one for _ in range(99) if set(one := room.invite("leader")) & set("234567"))
    shown = room.says(f"Hello, my code is {code}, thanks")
    assert shown[0].text == ENGLISH.says("shared", "words_not_kept", {})
    assert "programme: Leader." in shown[-1].text
