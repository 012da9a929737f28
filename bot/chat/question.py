"""What every kind of question has in common: from what a person sent to an answer, and to what is stored and shown."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from bot.chat.cleaning import clean_words, is_empty
from bot.chat.spoken import VoiceNote
from bot.chat.words import NotAnAnswer, Words

T = TypeVar("T")
K = TypeVar("K")
Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """What a person sent, already taken out of Telegram."""

    text: str | None = None
    option: str | None = None
    voice: VoiceNote | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(ABC, Generic[T]):
    """A question with answers of type T. `optional`: may be skipped. `final`: an old button does not change it.
    `brief`: what is typed to it is a name, or as short as one.

    `labels` gives the words on each option's button; an option without one is shown as its id.
    """

    options: tuple[str, ...] = field(default=(), init=False)
    optional: bool = True
    final: bool = False
    brief: bool = False

    def read(self, said: Said, labels: Labels, words: Words, today: date) -> T:
        """The answer in what a person sent, or NotAnAnswer with the hint that says what to do next."""
        if said.option is not None:
            if said.option not in self.options:
                raise NotAnAnswer("old_button")
            return self._pressed(said.option)
        if said.text is None and said.voice is not None:
            return self._heard(said.voice)
        text = clean_words(said.text or "")
        if is_empty(text) or not text.strip(" .…\n\t"):
            raise NotAnAnswer("empty_answer")
        named = {option: labels.get(option, option.replace("_", " ")) for option in self.options}
        return self._typed(text, named, words, today)

    def no(self, words: Words) -> tuple[str, ...]:
        """What says that there is nothing to say, and skips it."""
        return ()

    def yes(self, words: Words) -> tuple[str, ...]:
        """What says only that there is something, where it may come in many messages: the words have still to come."""
        return ()

    @abstractmethod
    def _typed(self, text: str, labels: Labels, words: Words, today: date) -> T: ...

    def _pressed(self, option: str) -> T:
        raise NotAnAnswer("old_button")

    def _heard(self, voice: VoiceNote) -> T:
        raise NotAnAnswer("no_voice_here")

    def dump(self, value: T) -> object:
        """The answer as JSON can hold it."""
        return value

    @abstractmethod
    def load(self, stored: object) -> T:
        """The answer that `dump` stored. Raises ValueError when this question cannot have given it."""

    @abstractmethod
    def show(self, value: T, labels: Labels, words: Words) -> str:
        """The answer in words, for a summary."""


def stored_as(kind: type[K], value: object) -> K:
    """The stored value, which must be of this kind. Raises ValueError when it is not."""
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ValueError(f"{value!r} was stored by another kind of question, not as {kind.__name__}")
    return value
