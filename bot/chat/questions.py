"""The kinds of question a conversation can ask: what each takes for an answer, how it is stored and how it is shown."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, Generic, TypeVar

from bot.chat.cleaning import clean_words, is_empty
from bot.chat.days import day_in_words, read_day, read_time
from bot.chat.reading import LONGEST, NotAnAnswer, Words, choose, fitting, fold, named_in, numerals, says, sole_number

__all__ = [
    "HINTS",
    "Choice",
    "Day",
    "NotAnAnswer",
    "Number",
    "Question",
    "Said",
    "Scale",
    "Several",
    "Text",
    "Time",
    "VoiceNote",
    "Words",
    "YesNo",
]

T = TypeVar("T")
K = TypeVar("K")
Labels = Mapping[str, str]

# Each hint that NotAnAnswer can carry, with the values that fill its wording.
HINTS: Mapping[str, tuple[str, ...]] = {
    "old_button": (),
    "empty_answer": (),
    "no_voice_here": (),
    "not_an_option": ("options",),
    "which_one": ("options",),
    "some_not_understood": ("understood", "rest"),
    "too_long": ("limit", "length"),
    "not_a_number": ("least", "most"),
    "not_a_whole_number": ("least", "most"),
    "number_out_of_range": ("least", "most"),
    "not_a_day": (),
    "day_too_early": ("day", "earliest"),
    "day_too_late": ("day", "latest"),
    "not_a_time": (),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a person sent, already taken out of Telegram."""

    text: str | None = None
    option: str | None = None
    voice: str | None = None


class VoiceNote(str):
    """A spoken answer to a Text question: the stored note's reference, never to be mistaken for typed words."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(ABC, Generic[T]):
    """A question with answers of type T. `optional`: may be skipped. `final`: an old button does not change it.

    `labels` gives the words on each option's button; an option without one is shown as its id.
    """

    options: tuple[str, ...] = field(default=(), init=False)
    optional: bool = True
    final: bool = False

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

    @abstractmethod
    def _typed(self, text: str, labels: Labels, words: Words, today: date) -> T: ...

    def _pressed(self, option: str) -> T:
        raise NotAnAnswer("old_button")

    def _heard(self, voice: str) -> T:
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


@dataclass(frozen=True, slots=True)
class YesNo(Question[bool]):
    """Yes or no."""

    options: tuple[str, ...] = field(default=("yes", "no"), init=False)

    def _pressed(self, option: str) -> bool:
        return option == "yes"

    def _typed(self, text: str, labels: Labels, words: Words, today: date) -> bool:
        return choose(text, labels, words) == "yes"

    def load(self, stored: object) -> bool:
        return _stored(stored, bool)

    def show(self, value: bool, labels: Labels, words: Words) -> str:
        option = "yes" if value else "no"
        return labels.get(option, option)


@dataclass(frozen=True, slots=True, init=False)
class Choice(Question[str]):
    """One of the options by its id; with `own_words` any other text is an answer too, as it was typed."""

    own_words: bool

    def __init__(self, *options: str, own_words: bool = False, optional: bool = True, final: bool = False) -> None:
        _set(self, options=options, own_words=own_words, optional=optional, final=final)

    def _pressed(self, option: str) -> str:
        return option

    def _typed(self, text: str, labels: Labels, words: Words, today: date) -> str:
        if not self.own_words:
            return choose(text, labels, words)
        found = fitting(text, labels, words, only=True)
        return found[0] if len(found) == 1 else text

    def load(self, stored: object) -> str:
        value = _stored(stored, str)
        if value not in self.options and not self.own_words:
            raise ValueError(f"{value!r} is not one of {', '.join(self.options)}")
        return value

    def show(self, value: str, labels: Labels, words: Words) -> str:
        return labels.get(value, value)


@dataclass(frozen=True, slots=True, init=False)
class Several(Question[tuple[str, ...]]):
    """Any number of the options, in their order, then own words. `none` is the option that excludes the others."""

    none: str | None
    own_words: bool

    def __init__(
        self,
        *options: str,
        none: str | None = None,
        own_words: bool = False,
        optional: bool = True,
        final: bool = False,
    ) -> None:
        every = options if none is None or none in options else (*options, none)
        _set(self, options=every, none=none, own_words=own_words, optional=optional, final=final)

    def toggle(self, chosen: tuple[str, ...], option: str) -> tuple[str, ...]:
        """What is chosen after a press: the option comes or goes, and `none` sends the others away."""
        if option in chosen:
            return tuple(each for each in chosen if each != option)
        if option == self.none:
            return (option,)
        return self._in_order([*(each for each in chosen if each != self.none), option])

    def _pressed(self, option: str) -> tuple[str, ...]:
        return (option,)

    def _typed(self, text: str, labels: Labels, words: Words, today: date) -> tuple[str, ...]:
        if says(text, words.none + words.no, words):
            return () if self.none is None else (self.none,)
        if says(text, words.all, words):
            return tuple(option for option in self.options if option != self.none)
        for option, label in labels.items():
            if says(text, [label], words):
                return (option,)
        return self._listed(text, labels, words)

    def _listed(self, text: str, labels: Labels, words: Words) -> tuple[str, ...]:
        """ "1, 3 and 5", "captions and breaks": each part on its own, or all of it as own words."""
        chosen: list[str] = []
        rest: list[str] = []
        for part in _parts(text, words):
            found = self._part(part, labels, words)
            chosen += found
            rest += [] if found else [part]
        if self.none in chosen and (len(set(chosen)) > 1 or rest):
            raise NotAnAnswer("which_one", options=", ".join([*self._labels(chosen, labels), *rest]))
        if rest and not self.own_words:
            if chosen:
                known = ", ".join(self._labels(chosen, labels))
                raise NotAnAnswer("some_not_understood", understood=known, rest=", ".join(rest))
            raise NotAnAnswer("not_an_option", options=", ".join(labels.values()))
        return self._in_order([*chosen, *rest]) if chosen else (text,)

    def _part(self, part: str, labels: Labels, words: Words) -> tuple[str, ...]:
        """The options that one part names; several only when each is named in full."""
        if self.none and says(part, words.none, words):
            return (self.none,)
        found = fitting(part, labels, words, only=self.own_words)
        if len(found) < 2 or found == named_in(part, labels, words):
            return found
        if self.own_words:
            return ()
        raise NotAnAnswer("which_one", options=", ".join(self._labels(found, labels)))

    def _labels(self, chosen: Iterable[str], labels: Labels) -> list[str]:
        return [labels[option] for option in self._in_order(chosen)]

    def _in_order(self, chosen: Iterable[str]) -> tuple[str, ...]:
        named = dict.fromkeys(chosen)
        return (
            *(each for each in self.options if each in named),
            *(each for each in named if each not in self.options),
        )

    def dump(self, value: tuple[str, ...]) -> object:
        return list(value)

    def load(self, stored: object) -> tuple[str, ...]:
        """An option that has been taken away since is left out."""
        values = [_stored(each, str) for each in _stored(stored, list)]
        return tuple(each for each in values if self.own_words or each in self.options)

    def show(self, value: tuple[str, ...], labels: Labels, words: Words) -> str:
        return ", ".join(labels.get(each, each) for each in value) or words.none[0]


@dataclass(frozen=True, slots=True)
class Text(Question[str]):
    """Words, and with `voice` a voice note. One line up to `max_length`; `long` may come in many messages, uncut."""

    max_length: int = 4000
    long: bool = False
    voice: bool = False

    def _heard(self, voice: str) -> str:
        if not self.voice:
            raise NotAnAnswer("no_voice_here")
        return VoiceNote(voice)

    def _typed(self, text: str, labels: Labels, words: Words, today: date) -> str:
        if self.long:
            return text
        line = text.strip().replace("\n", " ")
        if len(line) > self.max_length:
            raise NotAnAnswer("too_long", limit=str(self.max_length), length=str(len(line)))
        return line

    def dump(self, value: str) -> object:
        return {"voice": str(value)} if isinstance(value, VoiceNote) else value

    def load(self, stored: object) -> str:
        if isinstance(stored, dict):
            return VoiceNote(_stored(stored.get("voice"), str))
        return _stored(stored, str)

    def show(self, value: str, labels: Labels, words: Words) -> str:
        """The words themselves; for a voice note the label "voice_note"."""
        return labels.get("voice_note", "🎤") if isinstance(value, VoiceNote) else value


@dataclass(frozen=True, slots=True)
class Number(Question[float]):
    """A number between two bounds, both allowed; an int when `whole`."""

    least: float
    most: float
    whole: bool = True

    def _typed(self, text: str, labels: Labels, words: Words, today: date) -> float:
        bounds = {"least": f"{self.least:g}", "most": f"{self.most:g}"}
        number = 0.0 if says(text, words.none, words) else sole_number(text, words)
        if number is None:
            raise NotAnAnswer("not_a_number", **bounds)
        if self.whole and not number.is_integer():
            raise NotAnAnswer("not_a_whole_number", **bounds)
        if not self.least <= number <= self.most:
            raise NotAnAnswer("number_out_of_range", **bounds)
        return int(number) if self.whole else number

    def load(self, stored: object) -> float:
        return _stored(stored, int) if self.whole else _stored(float(stored) if type(stored) is int else stored, float)

    def show(self, value: float, labels: Labels, words: Words) -> str:
        return f"{value:g}"


@dataclass(frozen=True, slots=True)
class Scale(Question[int]):
    """A step from `least` to `most`, each with its button; labels may give the steps words."""

    least: int
    most: int

    def __post_init__(self) -> None:
        _set(self, options=tuple(str(step) for step in range(self.least, self.most + 1)))

    def _pressed(self, option: str) -> int:
        return int(option)

    def _typed(self, text: str, labels: Labels, words: Words, today: date) -> int:
        number = sole_number(text, words)
        if number is None:
            return int(choose(text, labels, words))
        if f"{number:g}" not in self.options:
            raise NotAnAnswer("not_an_option", options=", ".join(labels.values()))
        return int(number)

    def load(self, stored: object) -> int:
        return _stored(stored, int)

    def show(self, value: int, labels: Labels, words: Words) -> str:
        return labels.get(str(value), str(value))


@dataclass(frozen=True, slots=True)
class Day(Question[date]):
    """A day, between two others if they are given. With `latest` today or before, a bare "Tuesday" is the last one."""

    earliest: date | None = None
    latest: date | None = None

    def _typed(self, text: str, labels: Labels, words: Words, today: date) -> date:
        past = self.latest is not None and self.latest <= today
        day = read_day(text, words, today, past=past)
        if day is None:
            raise NotAnAnswer("not_a_day")
        if self.earliest and day < self.earliest:
            values = {"day": day_in_words(day, words), "earliest": day_in_words(self.earliest, words)}
            raise NotAnAnswer("day_too_early", **values)
        if self.latest and day > self.latest:
            values = {"day": day_in_words(day, words), "latest": day_in_words(self.latest, words)}
            raise NotAnAnswer("day_too_late", **values)
        return day

    def dump(self, value: date) -> object:
        return value.isoformat()

    def load(self, stored: object) -> date:
        return date.fromisoformat(_stored(stored, str))

    def show(self, value: date, labels: Labels, words: Words) -> str:
        return day_in_words(value, words)


@dataclass(frozen=True, slots=True)
class Time(Question[time]):
    """A time of day. `daytime`: from 1 to 6 o'clock means the afternoon unless the person says otherwise."""

    daytime: bool = True

    def _typed(self, text: str, labels: Labels, words: Words, today: date) -> time:
        found = read_time(text, words, daytime=self.daytime)
        if found is None:
            raise NotAnAnswer("not_a_time")
        return found

    def dump(self, value: time) -> object:
        return value.isoformat("minutes")

    def load(self, stored: object) -> time:
        return time.fromisoformat(_stored(stored, str))

    def show(self, value: time, labels: Labels, words: Words) -> str:
        return value.isoformat("minutes")


def _set(question: Question[Any], **values: object) -> None:
    for name, value in values.items():
        object.__setattr__(question, name, value)  # the dataclass is frozen, and this is its own __init__


def _stored(value: object, kind: type[K]) -> K:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ValueError(f"{value!r} was stored by another kind of question, not as {kind.__name__}")
    return value


def _parts(text: str, words: Words) -> list[str]:
    """The text cut at commas, "and" and new lines; "1 3 5" at its spaces."""
    if len(text) > LONGEST or re.search(r"\d\s*[-\u2013\u2014]\s*\d", text):  # "1-3" may mean two or three
        return [text]
    signs = [re.escape(each) for each in words.joiners if not each[0].isalnum()]
    spelt = [rf"\b{re.escape(each)}\b" for each in words.joiners if each[0].isalnum()]
    parts = [part.strip() for part in re.split("|".join(["\n", *signs, *spelt]), text, flags=re.IGNORECASE)]
    tokens = [(part, numerals(fold(part), words)) for part in parts if part]
    figures = [found if found and all(each.isdecimal() for each in found) else (part,) for part, found in tokens]
    return [each for part in figures for each in part]
