"""Chats written down as tests: pytest plays each `*.chat` twice, straight through and restarted before every line.

    # A line for people.
    given: an invite for a partner, called Ana-code      (sets the scene; tests/scenery.py has every such line)
    given: everything in partner_joins.chat              (that file is played first)
    ana: /start Ana-code                                 (here and in what the bot says, the name stands for the code)
    bot: Are you 18 or over?  [Yes] [No]                 (what the one who acted last sees; buttons after two spaces)
    ana: a first line
        and a second one, because it is indented; buttons may stand on such a line of their own
    ana presses: Yes                                     (the newest button that is called so)
    ana presses: Yes, under: Are you 18                  (the newest below a message that begins so)
    ana edits: Anna  -> Annabel
    ana replies: What stayed with you  -> The silence    (words as a reply to the newest message that begins so)
    ana replies with: What stayed  -> a voice note       (the same with such a thing as below)
    ana sends: a sticker                                 (an album of 3; tests/phones.py has every such thing)
    lena opens                                           (the page of somebody without Telegram)
    ana: /start NEW-CODE                                 (the code that the bot showed last)
    ana blocks · ana returns · group adds · group removes
    cora adds to group                                   (the bot, to the Telegram group; in "group adds" a stranger)
    bot edits: …  · bot sends: file.html  · bot leaves       (a message is changed; a file; a group is left)
    bot leaves group                                     (the same, where somebody else acted last)
    bot deletes for ana: …                                (a message of the bot is not in that chat any more)
    bot offers: /menu /help                              (the commands in the chat's menu)
    bot to cora: …                                       (a message to somebody else)
    -- 1 day later                                       (minutes, hours, days, weeks; the jobs run)
    then: nothing is kept about ana                      (looks behind the scene)

What the bot says has to be there in full, in order, and nothing else; a text that ends with … is compared up to there.
`pytest --rewrite-chats` writes down what the bot says now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.cast import BY_CHAT
from tests.phones import Said

_LINE = re.compile(r"(?P<head>[a-z][a-z ]*?): ?(?P<text>.*)")
_SILENT = re.compile(r"\w+ (opens|blocks|returns|adds|removes|leaves)( to)?( \w+)?")
_BUTTONS = re.compile(r"(?:^|  )((?:\[[^\[\]]+\] ?)+)$")
_INDENT = "    "
_WIDE = 118
CUT = "…"


class BadChat(Exception):
    """The file cannot be read; the message says which line and why."""


@dataclass
class Line:
    """One thing said or done: `head` is "ana", "bot to cora", "given", "--"."""

    number: int
    head: str
    text: str
    source: list[str] = field(default_factory=list)

    @property
    def by_bot(self) -> bool:
        return self.head.split()[0] == "bot"


@dataclass
class Step:
    """What somebody did, and what the bot said to that. `before` are comments and blank lines above it."""

    act: Line
    replies: list[Line] = field(default_factory=list)
    before: list[str] = field(default_factory=list)


def read_chat(path: Path) -> tuple[list[Step], list[str]]:
    """The steps of a file, and the comments below the last one. Raises BadChat."""
    steps: list[Step] = []
    aside: list[str] = []
    for line in _lines(path):
        if isinstance(line, str):
            aside.append(line)
        elif not line.by_bot:
            steps.append(Step(line, before=aside))
            aside = []
        elif steps:
            steps[-1].replies.append(line)
        else:
            raise BadChat(f"{path.name}:{line.number}: the bot speaks before anybody has said anything")
    return steps, aside


def _lines(path: Path) -> Iterator[Line | str]:
    """Lines with their continuations, and as they are those that are for people."""
    current: Line | None = None
    blank = 0
    for number, source in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not source.strip():
            blank += 1
        elif source.startswith(_INDENT) and current is not None:
            current.text += "\n" * (blank + 1) + source[len(_INDENT) :]
            current.source += [""] * blank + [source]
            blank = 0
        else:
            yield from [current] if current else []
            yield from [""] * blank
            current, blank = None, 0
            if source.startswith("#"):
                yield source
            else:
                current = _line(path, number, source)
    yield from [current] if current else []


def _line(path: Path, number: int, source: str) -> Line:
    if source.startswith("-- "):
        return Line(number, "--", source[3:].strip(), [source])
    if _SILENT.fullmatch(source):
        return Line(number, source, "", [source])
    found = _LINE.fullmatch(source)
    if found is None:
        raise BadChat(f"{path.name}:{number}: {source!r} is not a line of a chat")
    return Line(number, found["head"], found["text"], [source])


def written(line: Line) -> tuple[str, str, tuple[str, ...]]:
    """The head, the text and the buttons that a line of the bot asks for."""
    text, buttons = line.text, ()
    if found := _BUTTONS.search(text.rpartition("\n")[2]):
        buttons = tuple(re.findall(r"\[([^\[\]]+)\]", found[1]))
        text = text[: len(text) - len(found[0])].removesuffix("\n")
    return line.head, text, buttons


def agrees(line: Line, head: str, said: Said) -> bool:
    """Whether the bot said what the line asks for; a text that ends with … is compared up to there."""
    wanted, text, buttons = written(line)
    whole = said.text == text or (text.endswith(CUT) and said.text.startswith(text[:-1]))
    return wanted == head and buttons == said.buttons and whole


def head_of(said: Said, to: int) -> str:
    """How a message of the bot is called in a chat of the one in chat `to`."""
    if said.how == "deletes":
        return f"bot deletes for {BY_CHAT[said.chat_id].name}"
    if said.chat_id != to:
        elsewhere = BY_CHAT[said.chat_id].name
        return f"bot to {elsewhere}" if said.text else f"bot {said.how} {elsewhere}"
    return "bot" if said.how == "says" else f"bot {said.how}"


def write_down(head: str, said: Said) -> list[str]:
    """The lines that a message of the bot makes in a chat."""
    first, *rest = said.text.split("\n")
    lines = [f"{head}: {first}" if said.text else head, *(f"{_INDENT}{line}" if line else "" for line in rest)]
    if said.buttons:
        buttons = " ".join(f"[{label}]" for label in said.buttons)
        if len(lines[-1]) + len(buttons) + 2 <= _WIDE and lines[-1]:
            lines[-1] += f"  {buttons}"
        else:
            lines.append(_INDENT + buttons)
    return lines
