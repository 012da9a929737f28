"""Questions without buttons: words, a number, a day, a time."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Self

from bot.chat import spoken
from bot.chat.cleaning import in_line
from bot.chat.day_names import another, at_odds
from bot.chat.days import RECENT, day_in_words, gone_by, no_such_day, read_day
from bot.chat.question import Labels, Question, stored_as
from bot.chat.reading import LONGEST, bare_number, fold, fold_phrase, says, sole_number
from bot.chat.times import read_time, read_two_times
from bot.chat.words import NotAnAnswer, Words
from bot.rules.links import has_link


class Instead(str):
    """What a person chose instead of answering a Text question, never to be mistaken for typed words."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Text(Question[str]):
    """Words, and with `voice` a voice note too. One line up to `max_length`; `long` may come in many messages, uncut.

    The answer reads as words in any case; a VoiceNote or Mixed knows which of them were spoken. `instead` are options
    that may be chosen instead of an answer. A `quiet` one is put without a word after the answer before it. Without
    `links` it is what others are shown: a web address is no answer, and signs that turn words round are left out.
    Where it is asked `whether` there is something to say, a plain no says that there is not.
    """

    max_length: int = 4000
    long: bool = False
    voice: bool = False
    instead: tuple[str, ...] = ()
    quiet: bool = False
    links: bool = True
    whether: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "options", self.instead)

    def _pressed(self, option: str) -> str:
        return Instead(option)

    def no(self, words: Words) -> tuple[str, ...]:
        return (*words.no, *words.none) if self.whether else ()

    def yes(self, words: Words) -> tuple[str, ...]:
        return (*words.yes, *words.agreeing) if self.whether and self.long else ()

    def _heard(self, voice: spoken.VoiceNote) -> str:
        if not self.voice:
            raise NotAnAnswer("no_voice_here")
        return voice

    def _typed(self, text: str, labels: Labels, words: Words, today: date) -> str:
        said = fold(text) if labels and len(text) <= LONGEST else ()
        for option, label in labels.items():
            if said and said == fold_phrase(label):  # nothing less: anything else is an answer
                return Instead(option)
        if self.long:
            return text
        line = text.strip().replace("\n", " ") if self.links else in_line(text)
        if len(line) > self.max_length:  # before anything else looks at what may have any length
            raise NotAnAnswer("too_long", limit=str(self.max_length), length=str(len(line)))
        if not self.links and has_link(line):
            raise NotAnAnswer("no_link_here")
        return line

    def dump(self, value: str) -> object:
        return {"instead": str(value)} if isinstance(value, Instead) else spoken.dump(value)

    def load(self, stored: object) -> str:
        if isinstance(stored, dict) and stored.get("instead") in self.instead:
            return Instead(stored["instead"])
        return spoken.load(stored)

    def show(self, value: str, labels: Labels, words: Words) -> str:
        return labels.get(value, str(value)) if isinstance(value, Instead) else str(value)


@dataclass(frozen=True, slots=True)
class Number(Question[float]):
    """A number between two bounds, both allowed; an int when `whole`. `bare`: it counts only with nothing beside it."""

    least: float
    most: float
    whole: bool = True
    bare: bool = False

    def _typed(self, text: str, labels: Labels, words: Words, today: date) -> float:
        bounds = {"least": f"{self.least:g}", "most": f"{self.most:g}"}
        if self.bare:
            number = bare_number(text, words)
        else:
            number = 0.0 if says(text, words.none, words) else sole_number(text, words)
        if number is None:
            raise NotAnAnswer("not_a_number", **bounds)
        if self.whole and not number.is_integer():
            raise NotAnAnswer("not_a_whole_number", **bounds)
        if not self.least <= number <= self.most:
            raise NotAnAnswer("number_out_of_range", **bounds)
        return int(number) if self.whole else number

    def load(self, stored: object) -> float:
        if self.whole:
            return stored_as(int, stored)
        return stored_as(float, float(stored) if type(stored) is int else stored)

    def show(self, value: float, labels: Labels, words: Words) -> str:
        return f"{value:g}"


@dataclass(frozen=True, slots=True)
class Day(Question[date]):
    """A day, between two others if they are given. With `latest` today or before, a bare "Tuesday" is the last one.

    `ahead`: from tomorrow on, and at most so many days from today.
    """

    earliest: date | None = None
    latest: date | None = None
    ahead: int | None = None

    @classmethod
    def from_on(cls, earliest: str, *, optional: bool = True, final: bool = False) -> Self:
        """A day from this one on, which is given as it is stored."""
        return cls(earliest=date.fromisoformat(earliest), optional=optional, final=final)

    def _typed(self, text: str, labels: Labels, words: Words, today: date) -> date:
        if self.ahead is not None:
            one = timedelta(days=1)
            return Day(earliest=today + one, latest=today + self.ahead * one)._typed(text, labels, words, today)
        past = self.latest is not None and self.latest <= today
        day = read_day(text, words, today, past=past)
        if day is None:
            raise no_such_day(text, words) or NotAnAnswer("not_a_day")
        if (weekday := another(text, day, words)) is not None:
            raise at_odds(day, weekday, words)
        gone = gone_by(text, words, today) if self.earliest and not past else None
        if self.earliest and gone and gone < self.earliest <= gone + RECENT:
            values = {"day": day_in_words(gone, words), "earliest": day_in_words(self.earliest, words)}
            raise NotAnAnswer("day_past", **values)
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
        return date.fromisoformat(stored_as(str, stored))

    def show(self, value: date, labels: Labels, words: Words) -> str:
        return day_in_words(value, words)


@dataclass(frozen=True, slots=True)
class Time(Question[time]):
    """A time of day. `daytime`: from 1 to 6 o'clock means the afternoon unless the person says otherwise. At `begins`
    it cannot end as well. One that is asked again, because of an `instead_of`, corrects those two only."""

    daytime: bool = True
    begins: time | None = None
    instead_of: time | None = None

    def _typed(self, text: str, labels: Labels, words: Words, today: date) -> time:
        found = read_time(text, words, daytime=self.daytime)
        if found is None and (two := read_two_times(text, words, daytime=self.daytime)):
            first, second = (each.isoformat("minutes") for each in two)
            raise NotAnAnswer("one_time_only", first=first, second=second)
        if found is None:
            raise NotAnAnswer("not_a_time")
        if found == self.begins:
            raise NotAnAnswer("same_time", time=found.isoformat("minutes"))
        return found

    @property
    def _corrects(self) -> list[str]:
        return [each.isoformat("minutes") for each in (self.begins, self.instead_of) if each]

    def dump(self, value: time) -> object:
        at = value.isoformat("minutes")
        return {"at": at, "corrects": self._corrects} if self.instead_of else at

    def load(self, stored: object) -> time:
        if isinstance(stored, dict) and self.instead_of:
            if stored.get("corrects") != self._corrects:
                raise ValueError("what this corrected has changed")
            stored = stored.get("at")
        return time.fromisoformat(stored_as(str, stored))

    def show(self, value: time, labels: Labels, words: Words) -> str:
        return value.isoformat("minutes")
