"""The question for a name: what hardly reads like one is read back once, and is the name if they say so."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, ClassVar, Self

from bot.chat.question import Labels, Question
from bot.chat.questions import Text
from bot.chat.reading import Tokens, fold, says, telling
from bot.chat.words import NotAnAnswer, Words
from bot.rules.names import may_be_no_name


class Unsure(NotAnAnswer):
    """It may be something else; `draft` keeps it until they say. Nothing is kept of what they turned down."""

    def __init__(self, name: str) -> None:
        self.draft = json.dumps({"name": name}, ensure_ascii=False)
        super().__init__("call_you", name=name)


@dataclass(frozen=True, slots=True)
class Name(Text):
    """What somebody is called. `known` is what they typed before, and were asked about."""

    read_back_as: ClassVar[str] = "call_you"
    sure: ClassVar[tuple[str, ...]] = ("yes", "another_name")
    max_length: int = 60
    links: bool = False
    brief: bool = True
    known: str = field(default="", kw_only=True)

    def __post_init__(self) -> None:
        object.__setattr__(self, "options", self.sure if self.known else ())

    def after(self, draft: str | None) -> Self:
        """The same question, once something was typed that had to be read back."""
        return replace(self, known=read_back(draft))

    def _pressed(self, option: str) -> str:
        if option == "yes":
            return self.known
        raise Unsure("")

    def _typed(self, text: str, labels: Labels, words: Words, today: date) -> str:
        if self.known and says(text, (*words.yes, *words.agreeing, labels["yes"]), words):
            return self.known
        if self.known and says(text, (*words.no, labels["another_name"]), words):
            raise Unsure("")
        name = Text._typed(self, text, {}, words, today)
        if name != self.known and names_nobody(name, fold(name), words):
            raise Unsure(name)
        return name


def names_nobody(text: str, tokens: Tokens, words: Words) -> bool:
    """Whether it may be something else: a sentence, or a yes, a no, thanks or a greeting, in whichever language."""
    return may_be_no_name(text, tokens, telling(words)) or says(text, words.naming_nobody, words)


def no_name(question: Question[Any], labels: Labels, words: Words) -> NotAnAnswer:
    """What is said where a name was asked, or what is as short, and something else was typed."""
    if isinstance(question, Name):
        return NotAnAnswer("no_name_here")
    return NotAnAnswer("not_an_option", options=words.comma.join(labels.values()))


def read_back(draft: str | None) -> str:
    """The name, or the pronouns, that they are asked about, or ''."""
    return str(json.loads(draft).get("name", "")) if draft else ""
