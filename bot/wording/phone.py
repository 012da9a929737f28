"""A text as it looks on a phone: in its message, with the buttons that stand below it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.addresses import THOUGHT
from bot.chat.asking import UNASKED
from bot.chat.putting import keyboard
from bot.chat.texts import Texts, Voice
from bot.conversations import STORIES
from bot.rules.kinds import KINDS
from bot.wording import where


@dataclass(frozen=True, slots=True)
class Preview:
    """What the phone shows: the message, its buttons row by row, which way it runs, and the language for a browser."""

    text: str
    rows: tuple[tuple[str, ...], ...]
    direction: str
    tag: str


def preview(texts: Texts, language: str, address: str) -> Preview:
    """How it looks where it first appears. A place that is filled when it is said shows its name."""
    voice = texts.voice(language)
    story, key = _where(address)
    rows: tuple[tuple[str, ...], ...] = ()
    if not story:
        text = _alone(voice, address)
    elif address.endswith(".short"):
        text = f"{voice.short(story, key)}: […]"  # a line of a summary
    else:
        text, rows = _said(voice, story, key, address), _buttons(voice, story, key)
    return Preview(text, rows, voice.direction, voice.about.tag)


def _where(address: str) -> tuple[str, str]:
    """The story and the key where a text first appears; '' when it is in no story."""
    if address.startswith(THOUGHT):
        return "reflect", "prompt"
    if address.startswith(where.LABELS):
        return next(iter(where.questions_with(address)), ("", ""))
    stories = where.stories_with(address)
    return (stories[0], address.split(".")[1]) if stories else ("", "")


def _said(voice: Voice, story: str, key: str, address: str) -> str:
    if not address.startswith(THOUGHT):
        return voice.unfilled(story, key)
    known = {one.id: one.words for one in voice.prompts} | dict(voice.added)
    return voice.says(story, key, {"prompt": known.get(address.removeprefix(THOUGHT), "")})


def _buttons(voice: Voice, story: str, key: str) -> tuple[tuple[str, ...], ...]:
    options = where.needed()[story].get(key)
    if options is None:
        return ()
    labels = voice.labels(story, key, dict.fromkeys(options))
    shown = keyboard(where.asked(story).get(key), labels, "", voice, controls_below(story, key), None)
    return tuple(tuple(one["text"] for one in row) for row in shown["inline_keyboard"]) if shown else ()


def controls_below(story: str, key: str) -> tuple[str, ...]:
    """The controls that have a button below this question, but for *done*."""
    asked, begun = where.asked(story), any(kind.story == story for kind in KINDS.values())
    question, first = asked.get(key), next(iter(asked), "")
    gone = {"skip"} if question is not None and not question.optional else set()
    gone |= {"back"} if key == first else set()
    small = [one for one in STORIES[story].controls if one not in gone]
    return (*small, *(UNASKED if begun else ()), *(() if STORIES[story].bare else ("help_now",)))


def _alone(voice: Voice, address: str) -> str:
    """What is in no story: its words as they stand."""
    found: object = voice.texts
    for name in address.split("."):
        found = found.get(name, "") if isinstance(found, dict) else ""
    words = str(found)
    return f"/{address.split('.')[-1]}  {words}" if address.startswith("commands.") else words
