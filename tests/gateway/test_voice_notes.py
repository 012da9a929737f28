"""What is kept of a voice note on its way in, and what the handlers make of it; of anything else nothing is kept."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from telegram import Update

from bot.chat.incoming import Incoming, Recorded
from bot.gateway.scrubbing import RECORDED, scrub
from bot.handlers.messages import something_else
from tests.cast import ANA, GROUP, MONDAY
from tests.phones import THINGS, Telegram

SOUND: dict[str, Any] = {"file_id": "AwACAgQ-voice_1", "file_unique_id": "u", "duration": 34, "file_size": 90_000}

DURATIONS: tuple[Any, ...] = (-1, True, "34", 1.5, None, [], 2**63, 10**400)
SIZES: tuple[Any, ...] = (-1, {}, "1", 10**40)
TYPES: tuple[Any, ...] = ("text/html", "audio/ogg\r\nX: y", 7, None, "audio/" + "x" * 300)
ODD = (
    *({"duration": one} for one in DURATIONS),
    *({"file_size": one} for one in SIZES),
    *({"mime_type": one} for one in TYPES),
)
NOTHING: tuple[Any, ...] = (None, True, 7, "voice", [], [SOUND], {}, {"duration": 3})
NO_IDS: tuple[Any, ...] = ("", None, 7, "a b", "../x", "a/b", "a\0", "\ud800", "é", "x" * 251, {"id": "a"})


def sent(voice: Any, **more: Any) -> dict[str, Any]:
    """An update with this for a voice note."""
    update = Telegram().words(ANA, "", MONDAY)
    del update["message"]["text"]
    update["message"] |= {"voice": voice, **more}
    return update


def incoming(update: dict[str, Any]) -> Incoming:
    """What a turn gets to see of it, after it was stored and read back."""
    stored = orjson.loads(orjson.dumps(scrub(update)))
    return something_else(Update.de_json(stored, None), "inbox")


def test_of_a_voice_note_four_things_are_kept() -> None:
    more = {"mime_type": "audio/ogg", "waveform": "secret"}
    kept = scrub(sent(SOUND | more, caption="private", from_business="x"))["message"]
    assert kept[RECORDED] == {
        "file_id": SOUND["file_id"],
        "mime_type": "audio/ogg",
        "duration": 34,
        "file_size": 90_000,
    }
    assert set(kept) == {"message_id", "date", "chat", "sender_language", "scrubbed_kind", RECORDED}


def test_a_voice_note_reaches_the_turn() -> None:
    came = incoming(sent(SOUND | {"mime_type": "audio/mpeg"}))
    assert (came.kind, came.recorded) == ("voice", Recorded(SOUND["file_id"], 34, 90_000, "audio/mpeg"))


def test_what_telegram_does_not_say_is_nought() -> None:
    assert incoming(sent({"file_id": "a"})).recorded == Recorded("a", 0, 0, "audio/ogg")


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: ascii(odd)[:40])
def test_an_odd_detail_spoils_no_voice_note(odd: dict[str, Any]) -> None:
    recorded = incoming(sent({"file_id": "a"} | odd)).recorded
    assert recorded == Recorded("a", 0, 0, "audio/ogg")


@pytest.mark.parametrize(
    "voice", [*NOTHING, *({"file_id": one} for one in NO_IDS)], ids=lambda voice: ascii(voice)[:40]
)
def test_what_cannot_be_a_voice_note_is_something_that_cannot_be_kept(voice: Any) -> None:
    scrubbed = scrub(sent(voice))
    came = something_else(Update.de_json(scrubbed, None), "inbox")
    assert (came.kind, came.what, came.recorded) == ("other", "voice", None)


@pytest.mark.parametrize("what", ["a forwarded voice note", "a sound file", "a photo", "a document"])
def test_nothing_else_can_be_fetched(what: str) -> None:
    (update,) = Telegram().thing(ANA, what, MONDAY)
    assert "file_id" not in str(scrub(update))
    assert incoming(update).recorded is None


def test_what_is_forwarded_is_called_so() -> None:
    (update,) = Telegram().thing(ANA, "a forwarded voice note", MONDAY)
    assert incoming(update).what == "forwarded"


def test_neither_in_a_group_nor_in_an_edit_nor_as_a_round_film() -> None:
    (in_group,) = Telegram().thing(GROUP, "a voice note", MONDAY)
    edited = {"update_id": 1, "edited_message": sent(SOUND)["message"]}
    film = {"update_id": 1, "message": sent(None)["message"] | {"video_note": THINGS["a voice note"]["voice"]}}
    del film["message"]["voice"]
    for update in (in_group, edited, film):
        assert "file_id" not in str(scrub(update))


def test_nobody_can_send_what_we_write_down_ourselves() -> None:
    update = Telegram().thing(ANA, "a sticker", MONDAY)[0]
    update["message"][RECORDED] = SOUND
    assert RECORDED not in scrub(update)["message"]
