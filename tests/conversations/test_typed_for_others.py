"""What one person types and another is shown: no link, nothing that turns words round, one line."""

from __future__ import annotations

import pytest

from simulator.formatting import plain
from storage import people
from storage.database import Transaction
from tests.cast import ANA, BEN, CORA
from tests.conversations.room import ENGLISH, Room

HOSTILE = "Ana\u202e @evil_bot /forgetme evil.example"
NO_LINK = ENGLISH.says("shared", "no_link_here", {})


def test_a_name_is_one_line_that_turns_nothing_round(room: Room) -> None:
    room.join()
    room.answers("yes", "yes", "Sam\n\nVoices\u202e")
    assert room.one("SELECT name FROM people") == "Sam Voices"


def test_pronouns_are_one_line_that_turns_nothing_round(room: Room) -> None:
    room.join()
    room.answers("yes", "yes", "Sam", "ze\n\u202e/zir\u2066")
    assert room.one("SELECT answer FROM answers WHERE question = 'pronouns'") == "ze /zir"


def test_a_link_that_hides_behind_such_a_sign_is_a_link(room: Room) -> None:
    room.join()
    room.answers("yes", "yes")
    assert NO_LINK in room.says("evil\u202e.com")[-1].text
    room.says("Sam")
    assert NO_LINK in room.says("http:/\u2066/evil.example")[-1].text


def test_what_makes_it_easier_is_no_link(room: Room) -> None:
    room.welcomed()
    room.command("access")
    assert NO_LINK in room.says("breaks and see http://evil.example")[-1].text
    room.press("Something else")
    room.press("Done")
    assert NO_LINK in room.says("http://evil.example")[-1].text
    assert "evil" not in str([tuple(row) for row in room.rows("SELECT * FROM access_needs")])


@pytest.fixture
def paired(room: Room) -> Room:
    """Ana, who came to her name and pronouns before they were looked at, is put together with Ben."""

    def meet(tx: Transaction) -> None:
        for who, role in ((ANA, "partner"), (BEN, "leader"), (CORA, "coordinator")):
            person = people.meet(tx, room.now, telegram_id=who.chat_id, timezone="Europe/London", is_test=False)
            people.give_role(tx, room.now, person.id, role)
            words = (HOSTILE, 'http://evil.example/x"') if who is ANA else (who.first_name, "")
            people.call(tx, person.id, name=words[0], pronouns=words[1], language="en")
            people.joined(tx, room.now, person.id)

    room.write(meet)
    room.command("pair", CORA)
    room.press("Put two people together", CORA)
    return room


def test_what_stands_from_before_is_no_link_on_the_phone_of_another(paired: Room) -> None:
    shown = paired.answers("P-001", "Ben", "today", "skip", who=CORA)
    assert "evil" in shown[-1].text
    for words in (one.text for one in shown):
        assert plain(words) == {"text": words}
        assert "\u202e" not in words
    told = ENGLISH.says("agree_pairing", "their_pronouns", {"pronouns": "http://evil.example/x"})
    assert plain(told) == {"text": told}
