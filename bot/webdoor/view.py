"""What a page shows: the messages of its chat and what the person said, in order, and the form of what waits."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.chat.days import moment_in_words
from bot.chat.putting import CONTROL_CODES, CONTROLS, handle_and_code
from bot.chat.texts import Voice
from storage.pages import Own, Shown
from storage.values import moment

_SHOWN = ("sendMessage", "editMessageText", "sendDocument")
_DONE = "done"  # belongs to the options and not to the controls


@dataclass(frozen=True, slots=True)
class Button:
    """`value` is what the form says when it is pressed: the number of its message, and what the button carries."""

    label: str
    value: str


@dataclass(slots=True)
class Bubble:
    """One message, ours or theirs. `is_new`: it came with the last of ours."""

    id: str
    at: str
    own: bool
    text: str
    number: int = 0
    when: str = ""
    file_name: str | None = None
    options: list[Button] = field(default_factory=list)
    controls: list[Button] = field(default_factory=list)
    is_new: bool = False
    language: str = ""
    notes: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> list[str]:
        return self.text.split("\n\n")

    def asks(self, question: str) -> bool:
        """Whether it is this question: its buttons say so."""
        known = (handle_and_code(one.value.partition(":")[2]) for one in (*self.options, *self.controls))
        return any(found is not None and found[0] == question for found in known)


@dataclass(frozen=True, slots=True)
class View:
    """The messages, oldest first, and the one whose buttons are the form; `draft` was written of an answer so far."""

    bubbles: list[Bubble]
    waiting: Bubble | None
    draft: list[str]
    until: str

    @property
    def asked_above(self) -> Bubble | None:
        """What waits, where something else of ours stands below it: it is shown once more beside its answers."""
        newest = next((one for one in reversed(self.bubbles) if not one.own), None)
        return None if self.waiting is newest else self.waiting

    @property
    def has_person(self) -> bool:
        """Whether *talk to a person* is among the buttons of what waits."""
        return self._has("person")

    @property
    def has_help(self) -> bool:
        """Whether *help now* is among them."""
        return self._has("help_now")

    def _has(self, control: str) -> bool:
        code = f".{CONTROL_CODES[control]}"
        return self.waiting is not None and any(one.value.endswith(code) for one in self.waiting.controls)


def view(
    shown: Sequence[Shown],
    said: Sequence[Own],
    draft: list[str],
    until: str,
    asked: str,
    *,
    voice: Voice,
    timezone: str,
) -> View:
    """How the chat looks to its person; `asked` names the question that waits, '' when none does."""
    ours = messages(shown)
    skipped = voice.label("skipped")
    theirs = [
        Bubble(one.id, one.at, True, one.words or skipped, notes=one.notes, language=one.language if one.words else "")
        for one in said
    ]
    first = shown[0].id if shown else ""
    bubbles = sorted([*ours, *(one for one in theirs if one.id > first)], key=_place)
    day, comma = "", voice.words.comma
    for one in bubbles:
        whole = when(moment(one.at), timezone, voice)
        one.when = whole.rpartition(comma)[2] if whole.startswith(f"{day}{comma}") else whole
        day = whole.rpartition(comma)[0]
    newest = max((one.at for one in ours), default="")
    for one in ours:
        one.is_new = one.at == newest
    waiting = next((one for one in reversed(ours) if asked and one.asks(asked)), None)
    return View(bubbles, waiting, draft, when(moment(until), timezone, voice))


def _place(one: Bubble) -> tuple[str, bool, str]:
    """What they said comes before what we answered in the same moment, also where we kept it after we had spoken."""
    return one.at, not one.own, one.id


def when(at: datetime, timezone: str, voice: Voice) -> str:
    """Such as "Monday 2 March 2026, 09:05", where the person lives."""
    local = at.astimezone(ZoneInfo(timezone))
    return moment_in_words(local, voice.words)


def messages(shown: Iterable[Shown]) -> list[Bubble]:
    """Our messages as they stand now: an edit has changed an earlier one, or stands for it where that is not shown."""
    bubbles: dict[int, Bubble] = {}
    for one in shown:
        if one.method not in _SHOWN:
            continue
        payload = json.loads(one.payload)
        number = payload.get("message_id", one.number)
        bubble = bubbles.setdefault(number, Bubble(one.id, one.at, False, "", number, file_name=one.file_name))
        bubble.language = one.language
        _fill(bubble, payload)
    return list(bubbles.values())


def _fill(bubble: Bubble, payload: dict[str, Any]) -> None:
    bubble.text = payload.get("text") or payload.get("caption") or ""
    rows = (payload.get("reply_markup") or {}).get("inline_keyboard", ())
    bubble.options, bubble.controls = [], []
    for one in (button for row in rows for button in row if "callback_data" in button):
        control = CONTROLS.get(one["callback_data"].rpartition(".")[2])
        side = bubble.options if control in (None, _DONE) else bubble.controls
        side.append(Button(one["text"], f"{bubble.number}:{one['callback_data']}"))
