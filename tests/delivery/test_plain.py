"""What Telegram could not read goes out plain, in parts, with nothing lost."""

from __future__ import annotations

from typing import Any

import orjson
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.splitting import split_message
from bot.delivery.plain import plain_parts

KEYBOARD = {"inline_keyboard": [[{"text": "Yes", "callback_data": "x"}]]}


def parts_of(why: str = "bad_markup", **payload: Any) -> list[dict[str, Any]]:
    return [orjson.loads(part) for part in plain_parts(orjson.dumps(payload).decode(), why, split_message)]


def test_markup_goes_and_words_stay() -> None:
    parts = parts_of(text="<b>Hello</b> &amp; <i class='x'>a < b <angry></i>", parse_mode="HTML", reply_markup=KEYBOARD)
    assert parts == [{"text": "Hello & a < b <angry>", "reply_markup": KEYBOARD}]


def test_buttons_go_when_they_are_what_was_refused() -> None:
    assert parts_of("bad_button", text="Hello", reply_markup=KEYBOARD) == [{"text": "Hello"}]


def test_what_is_plain_already_has_no_parts() -> None:
    assert parts_of(text="Hello", reply_markup=KEYBOARD) == []
    assert parts_of(message_id=4) == []


@given(st.text(min_size=1, max_size=300).map(lambda text: text * 40))
def test_long_text_arrives_whole_with_its_buttons_at_the_end(text: str) -> None:
    parts = parts_of("too_long", text=text, parse_mode="MarkdownV2", reply_markup=KEYBOARD, disable_notification=True)
    assert "".join(part["text"] for part in parts) == text
    assert all(len(part["text"].encode("utf-16-le")) <= 2 * 4096 for part in parts)
    assert [part.get("reply_markup") for part in parts] == [None] * (len(parts) - 1) + [KEYBOARD]


def test_a_long_caption_goes_on_as_text() -> None:
    caption = "word " * 1500
    first, *rest = parts_of("too_long", document="attach://document", caption=caption)
    assert len(first["caption"]) <= 1024
    assert first["document"] == "attach://document"
    assert all(set(part) == {"text"} for part in rest)
    assert first["caption"] + "".join(part["text"] for part in rest) == caption
