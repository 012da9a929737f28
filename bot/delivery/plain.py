"""A message that Telegram could not read, once more without anything to misread."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any, Final

import orjson

Split = Callable[[str, int], list[str]]

LIMITS: Final = {"text": 4096, "caption": 1024}
_TAGS: Final = re.compile(
    r"</?(?:b|strong|i|em|u|ins|s|strike|del|span|tg-spoiler|a|tg-emoji|code|pre|blockquote)(?:\s[^<>]*)?>",
    re.IGNORECASE,
)


def plain_parts(payload: str, why: str, split: Split) -> list[str]:
    """The payloads to send instead of this one, without markup and in parts; none when it is plain already.

    Buttons stay, on the last part, unless it was the buttons that Telegram refused.
    """
    wanted: dict[str, Any] = orjson.loads(payload)
    field = next((each for each in LIMITS if isinstance(wanted.get(each), str)), None)
    plain = {key: value for key, value in wanted.items() if key not in ("parse_mode", "entities", "caption_entities")}
    keyboard = plain.pop("reply_markup", None)
    if why == "bad_button":
        keyboard = None
    texts = _texts(wanted, field, split)
    parts = [{**plain, field: texts[0]} if field else plain, *({"text": text} for text in texts[1:])]
    if keyboard is not None:
        parts[-1]["reply_markup"] = keyboard
    return [] if parts == [wanted] else [orjson.dumps(part).decode() for part in parts]


def _texts(wanted: dict[str, Any], field: str | None, split: Split) -> list[str]:
    if field is None:
        return [""]
    text = wanted[field]
    if str(wanted.get("parse_mode", "")).upper() == "HTML":
        text = html.unescape(_TAGS.sub("", text))
    first, *rest = split(text, LIMITS[field]) or [text]
    return [first, *(part for each in rest for part in split(each, LIMITS["text"]))]
