"""Many messages within seconds, where nothing is asked: each is kept, and they get few replies."""

from __future__ import annotations

from storage.values import moment
from tests.conversations.room import ENGLISH, Room

TOO = ENGLISH.says("shared", "kept_these_too", {})


def replies(room: Room, since: int = 0) -> list[str]:
    """The words of each reply that was decided, in order."""
    rows = room.rows("SELECT payload FROM outbox ORDER BY made_at, id")
    return [str(row["payload"]) for row in rows][since:]


def waits_for(room: Room) -> float:
    """In how many seconds the reply to all of them goes."""
    return (moment(room.one("SELECT not_before FROM outbox WHERE reason = 'gathered'")) - room.now).total_seconds()


def test_thirty_messages_within_seconds_are_kept_and_get_two_replies(room: Room) -> None:
    room.welcomed()
    room.later(hours=1)
    before, kept = len(replies(room)), len(room.words_kept())
    for number in range(30):  # one a second
        room.says(f"message number {number}")
    first, rest = replies(room, before)
    assert "I had not asked anything" in first and TOO in rest
    assert len(room.words_kept()) == kept + 30
    assert 0 < waits_for(room) <= 4  # and not until the last of them has come


def test_whoever_goes_on_and_on_is_answered_all_the_same(room: Room) -> None:
    room.welcomed()
    room.later(hours=1)
    for _ in range(40):
        room.says("and then I went home")
    assert waits_for(room) <= 0  # half a minute after it began


def test_what_sounds_heavy_is_answered_at_once_in_the_midst_of_it(room: Room) -> None:
    room.welcomed()
    room.later(hours=1)
    room.says("hello there")
    assert room.says("so much to tell")[-1].text == TOO  # decided, and waiting
    assert room.says("and more") == []
    assert "Would you like a person" in room.says("I can't cope any more")[-1].text
    room.press("No")
    assert room.says("I can't cope any more") != []  # the offer is over for now, and they are answered still


def test_what_comes_some_seconds_later_has_a_reply_of_its_own(room: Room) -> None:
    room.welcomed()
    room.later(hours=1)
    first = room.says("hello there")
    room.later(seconds=5)
    assert room.says("hello there") == first


def test_a_burst_around_heavy_words_gets_the_numbers_once_and_one_short_reply(room: Room) -> None:
    room.welcomed()
    room.later(hours=1)
    before = len(replies(room))
    room.says("line one")
    room.says("I want to kill myself")
    for more in ("line two", "line three", "I want to die", "line four"):
        room.says(more)
    later = replies(room, before)[1:]
    assert [("116 123" in one, "stand a little above" in one) for one in later] == [(True, False), (False, True)]
    assert room.one("SELECT COUNT(*) FROM outbox WHERE reason = 'help' AND done_at IS NULL") == 1


def test_whoever_says_again_that_they_are_in_danger_sees_the_numbers_first(room: Room) -> None:
    room.welcomed()
    room.later(hours=1)
    room.says("I want to kill myself")
    room.write(lambda tx: tx.run("UPDATE outbox SET state = 'sent', done_at = made_at"))
    (answer,) = room.says("I want to die")
    assert "You can tap or type one of these" not in answer.text
    assert "116 123" in answer.text and "Yes" in answer.buttons
