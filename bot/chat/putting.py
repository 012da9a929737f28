"""How a question or a saying looks as a Telegram message: its text and its buttons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.chat.questions import Scale, Several, Text
from bot.chat.splitting import split_message
from bot.chat.texts import Voice
from bot.rules.manners import AS_USUAL, Manners

SHORT = 16  # labels up to this long share a row, two by two, and stay legible on a small phone
CHOSEN = "✓ "
PAGE = 5  # buttons at a time, to those who want one thing at a time
PAGES = 900  # codes from here on: show another part of the buttons

# What the part behind the handle means when it is not the number of an option.
CONTROL_CODES = {"skip": "s", "back": "b", "person": "p", "done": "d", "later": "l", "why": "w", "help_now": "h"}
HELP = ("person", "help_now")  # in a row of their own, below everything else
CONTROLS = {code: control for control, code in CONTROL_CODES.items()}

_DATA = re.compile(r"([A-Za-z0-9_-]{22})\.([a-z]|[0-9]{1,3})")

Button = dict[str, str]


def button(label: str, handle: str, code: str | int) -> Button:
    return {"text": label, "callback_data": f"{handle}.{code}"}


def handle_and_code(data: str) -> tuple[str, str] | None:
    """What a pressed button carried; None when no button of ours can have carried it (a database may refuse it)."""
    found = _DATA.fullmatch(data)
    return (found[1], found[2]) if found else None


def page_of(code: str) -> int | None:
    """Which part of the buttons a pressed one asks for; None when it asks for something else."""
    return int(code) - PAGES if code.isdecimal() and int(code) >= PAGES else None


def option_rows(
    labels: Mapping[str, str],
    handle: str,
    chosen: Iterable[str],
    together: bool,
    mark: str = CHOSEN,
    in_rows: bool = False,
) -> list[list[Button]]:
    """A button for each option, in rows; those chosen so far carry a mark, which the question's text says too."""
    picked = set(chosen)
    buttons = [
        button((mark if option in picked else "") + label, handle, number)
        for number, (option, label) in enumerate(labels.items())
    ]
    if in_rows:
        return [[one] for one in buttons]
    if together:
        return [buttons]
    return _in_pairs(buttons)


def _in_pairs(buttons: Iterable[Button]) -> list[list[Button]]:
    """Short ones two by two, longer ones each in a row."""
    rows: list[list[Button]] = []
    for one in buttons:
        if rows and len(rows[-1]) == 1 and len(one["text"]) <= SHORT and len(rows[-1][0]["text"]) <= SHORT:
            rows[-1].append(one)
        else:
            rows.append([one])
    return rows


def keyboard(
    question: Any,
    labels: Mapping[str, str],
    handle: str,
    voice: Voice,
    controls: Iterable[str],
    chosen: tuple[str, ...] | None,
    manners: Manners = AS_USUAL,
    page: int = 0,
) -> dict[str, Any] | None:
    """The inline keyboard of a question: its options, then *done* where it is needed, then the controls."""
    mark = f"{voice.label('picked')}: " if manners.in_words else CHOSEN
    rows = option_rows(labels, handle, chosen or (), isinstance(question, Scale), mark, manners.in_rows)
    if manners.one_at_a_time:
        help_too = [row for row, one in zip(rows, labels, strict=True) if question is None and one in HELP]
        others = [row for row in rows if row not in help_too]
        more = voice.label("more_to_do" if question is None else "more_answers")
        rows = [*_part(others, handle, more, page), *help_too]
    if isinstance(question, Several) or (isinstance(question, Text) and question.long and chosen is not None):
        rows.append([button(voice.label("done"), handle, CONTROL_CODES["done"])])
    known = tuple(controls)
    small = [button(voice.label(one), handle, CONTROL_CODES[one]) for one in known if one not in HELP]
    if manners.in_rows:
        rows += [[one] for one in small]
    elif small:
        rows.append(small)
    rows += _in_pairs([button(voice.label(one), handle, CONTROL_CODES[one]) for one in HELP if one in known])
    return {"inline_keyboard": rows} if rows else None


def _part(rows: list[list[Button]], handle: str, more: str, page: int) -> list[list[Button]]:
    """As many rows as can be looked at in one go, and the way to the others."""
    if len(rows) <= PAGE:
        return rows
    pages = -(-len(rows) // PAGE)
    shown = page % pages
    onward = button(more, handle, PAGES + (shown + 1) % pages)
    return [*rows[shown * PAGE : (shown + 1) * PAGE], [onward]]


def payloads(text: str, markup: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """The messages that carry `text`, split where Telegram needs it; the buttons are under the last one."""
    parts: list[dict[str, Any]] = [
        {"text": part, "link_preview_options": {"is_disabled": True}} if "://" in part else {"text": part}
        for part in split_message(text)
    ]
    if markup:
        parts[-1]["reply_markup"] = markup
    return parts
