"""Messages as they suit one person's access needs: without signs, and with what can be answered written out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from bot.chat.questions import Text
from bot.chat.texts import SHARED, Voice
from bot.rules.manners import Manners

# Pictures, arrows, ticks and stars; letters of any script, figures and punctuation are none of them.
_SIGN: Final = (
    "[\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001faff\U000e0020-\U000e007f]"
)
_SIGNS: Final = re.compile(rf"(?:(?<! ) +)?(?:{_SIGN}[\ufe0f\u20e3]*(?:\u200d(?={_SIGN}))?)+ *|[\ufe0f\u20e3]")
_OPENS, _ENDS = "\n:“\"'(", "\n”\"')"


def adapted(payload: Mapping[str, object], voice: Voice, manners: Manners) -> Mapping[str, object]:
    """The message without signs in its words and on its buttons, for whoever wants none."""
    if not manners.in_words:
        return payload
    picture = voice.label("a_picture")
    words = {key: without_signs(str(payload[key]), picture) for key in ("text", "caption") if key in payload}
    markup = payload.get("reply_markup")
    if isinstance(markup, dict):
        rows = [
            [{**one, "text": without_signs(one["text"], picture)} for one in row] for row in markup["inline_keyboard"]
        ]
        words["reply_markup"] = {**markup, "inline_keyboard": rows}  # type: ignore[assignment]
    return {**payload, **words}


def without_signs(text: str, picture: str) -> str:
    """The text less its signs; where one is all there is, `picture` says so in words."""

    def instead(found: re.Match[str]) -> str:
        begin, end = found.span()
        before, after = text[max(begin - 1, 0) : begin], text[end : end + 1]
        if not found[0].strip(" \ufe0f\u20e3"):
            return ""
        if (not before or before in _OPENS) and (not after or after in _ENDS):
            return (" " if found[0].startswith(" ") else "") + picture
        return " " if before.strip() and after.strip() and " " in found[0] else ""

    return _SIGNS.sub(instead, text)


def with_answers(
    text: str, question: Any, labels: Mapping[str, str], controls: Iterable[str], voice: Voice, manners: Manners
) -> str:
    """The words of a question, with what can be said to it where somebody needs that written out."""
    more = []
    if manners.by_voice and isinstance(question, Text) and question.voice:
        more.append(voice.says(SHARED, "voice_welcome", {}))
    if manners.written_out and labels:
        more.append(voice.says(SHARED, "written_out", {"options": listed(labels, question)}))
    if manners.written_out and (small := [voice.label(one) for one in controls]):
        more.append(voice.says(SHARED, "written_out_too", {"options": voice.words.comma.join(small)}))
    return "\n\n".join([text, *more])


def listed(labels: Mapping[str, str], question: Any) -> str:
    """A line for each, numbered where a number is an answer and the words are none themselves."""
    figured = question is None or any(label[:1].isdecimal() for label in labels.values())
    places = enumerate(labels.values(), start=1)
    return "\n".join(label if figured else f"{place}. {label}" for place, label in places)
