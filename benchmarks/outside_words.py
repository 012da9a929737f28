"""Whether the time to read what comes from outside grows with its length alone: `python -m benchmarks.outside_words`.

Every function that meets words before anybody has looked at them, with texts of 16,000 and 64,000 characters, each of
one thing over and over; a form of a web page carries so many, and one of the console sixteen times as many. Work that
goes with the square of the length would take sixteen times as long for four times the text. For each function the
thing that takes it longest is shown, and below them whatever is worse than in proportion.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from bot.actions import finding, mailing
from bot.chat import adapting, bidi, cleaning, controls, days, moments, reading, splitting, times
from bot.chat.choices import Choice, Scale, Several, YesNo
from bot.chat.name import Name
from bot.chat.question import Question, Said
from bot.chat.questions import Day, Number, Text, Time
from bot.chat.texts import Texts
from bot.chat.weekdays import Weekdays
from bot.chat.words import NotAnAnswer
from bot.exports import inert
from bot.logs import LastHandler
from bot.rules import help_card, import_lines, invite_lines, links, names, reading_age
from bot.webdoor.sent import sent
from bot.wording import checking
from config.languages import language_files
from console import answer
from console.forms import Form
from storage import codes, searching

MANY = 16_000  # characters
DOUBTFUL = 7.0  # times as long for four times the text
NOTICED = 0.05  # seconds; under that a ratio says nothing
TODAY = date(2026, 3, 2)
THINGS: Mapping[str, str] = {
    "one letter": "x",
    "words": "a ",
    "spaces": " ",
    "lines": "\n",
    "digits": "1",
    "noughts": "0",
    "numbers": "1 ",
    "dots": ".",
    "letter and dot": "a.",
    "letter and hyphen": "a-",
    "hyphens": "-",
    "underscores": "_1",
    "commas": ",",
    "at signs": "@",
    "addresses": "a@",
    "slashes": "/",
    "schemes": "http://",
    "www": "www.",
    "ends": ".com.",
    "colons": "9:",
    "months": "mar 1 ",
    "marks in their order": "\u0301",
    "marks out of order": "\u0301\u0316",
    "emoji": "😀",
    "keycaps": "1\ufe0f\u20e3",
    "families": "👨\u200d",
    "flags": "🇬",
    "brackets": "(",
    "braces": "{a",
    "tags": "<a",
    "entities": "&a",
    "quotes": '"',
    "apostrophes": "'",
    "questions": "?",
    "full stops of Urdu": "\u06d4",
    "ligatures": "\ufdfa",
    "Hangul": "\u1100\u1161",
    "half a character": "\ud800",
    "nothing to see": "\u200b",
    "isolates": "\u2066",
    "equals": "=",
    "backslashes": "\\",
    "percents": "%3A",
}
AROUND: Mapping[str, tuple[str, str]] = {
    "alone": ("", ""),
    "between": ("x", "x"),
    "before": ("", "!x"),
    "after": ("1 ", ""),
}

VOICE = Texts(language_files()).voice("en")
QUESTIONS: Mapping[str, Question[Any]] = {
    "a name": Name(),
    "words": Text(max_length=300, links=False),
    "long words": Text(long=True, instead=("later",)),
    "a number": Number(0, 100),
    "a bare number": Number(0, 100, bare=True),
    "a day": Day(earliest=TODAY),
    "a time": Time(),
    "yes or no": YesNo(),
    "a choice": Choice("captions", "breaks", "quiet_room"),
    "a named choice": Choice("en", "cy", own_words=True, named=True),
    "several": Several("captions", "breaks", "quiet_room", none="none", own_words=True),
    "days of the week": Weekdays(none="none"),
    "a step": Scale(1, 5),
}
NAMED = {f"{first} {last}": f"{first} {last}" for first in ("Ana", "Xavi", "1") for last in map(str, range(300))}


def _asked(question: Question[Any]) -> Callable[[str], object]:
    return lambda text: question.read(Said(text=text), {}, VOICE.words, TODAY)


def _refused(read: Callable[[str], object], *kinds: type[Exception]) -> Callable[[str], object]:
    def told(text: str) -> object:
        with suppress(*kinds):
            return read(text)
        return None

    return told


def _form(text: str) -> Form:
    return Form({"field": text})


def _page(text: str) -> object:
    found = sent({"number": "1", "words": text, "data": text, "command": text})
    return found and found.update(-1)


WAYS: Mapping[str, Callable[[str], object]] = {
    **{f"asked for {name}": _refused(_asked(one), NotAnAnswer) for name, one in QUESTIONS.items()},
    "fold": reading.fold,
    "says": lambda text: reading.says(text, VOICE.words.none, VOICE.words),
    "sole_number": lambda text: reading.sole_number(text, VOICE.words),
    "bare_number": lambda text: reading.bare_number(text, VOICE.words),
    "read_day": lambda text: days.read_day(text, VOICE.words, TODAY),
    "gone_by": lambda text: days.gone_by(text, VOICE.words, TODAY),
    "no_such_day": lambda text: days.no_such_day(text, VOICE.words),
    "read_time": lambda text: times.read_time(text, VOICE.words),
    "read_parts": _refused(lambda text: moments.read_parts(text, VOICE.words, TODAY), NotAnAnswer),
    "control_in": lambda text: controls.control_in(text, VOICE.controls),
    "sounds_heavy": VOICE.sounds_heavy,
    "clean_words": cleaning.clean_words,
    "clean_name": cleaning.clean_name,
    "in_line": cleaning.in_line,
    "in_its_direction": cleaning.in_its_direction,
    "is_empty": cleaning.is_empty,
    "without_signs": lambda text: adapting.without_signs(text, "a picture"),
    "isolated": lambda text: bidi.isolated(text, bidi.RTL),
    "with_addresses": lambda text: bidi.with_addresses(text, bidi.RTL),
    "split_message": splitting.split_message,
    "has_link": links.has_link,
    "may_be_no_name": lambda text: names.may_be_no_name(text, (), ()),
    "is_number": help_card.is_number,
    "reading_age": reading_age.reading_age,
    "lines of invites": _refused(
        lambda text: invite_lines.read("name,role\n" + text, ("leader",)), invite_lines.Unreadable
    ),
    "head of invites": _refused(lambda text: invite_lines.read(text, ("leader",)), invite_lines.Unreadable),
    "lines to import": _refused(lambda text: import_lines.read("kind,date\n" + text), import_lines.Unreadable),
    "head to import": _refused(import_lines.read, import_lines.Unreadable),
    "doubtful_words": _refused(
        lambda text: import_lines.doubtful_words(text.encode("utf-8", "replace") + b"\xe9"), import_lines.Unreadable
    ),
    "a day to import": lambda text: import_lines.day(import_lines.Line(1, {"date": text}), "date"),
    "a time to import": lambda text: import_lines.time_of_day(import_lines.Line(1, {"date": text}), "date"),
    "finding": lambda text: finding.matching(text, NAMED),
    "an address": mailing.as_address,
    "a code": codes.normalise,
    "words to search by": searching.folded,
    "from a page": _page,
    "into a table": lambda text: inert.guarded(inert.written(text)),
    "a text to publish": lambda text: [
        *checking.in_itself("en", "menu.nothing_waits", text),
        *checking.doubts("en", text),
    ],
    "into sentences": answer.sentences,
    "text of a form": lambda text: _form(text).text("field", links=False),
    "number of a form": lambda text: _form(text).number("field", 0, 99999),
    "day of a form": lambda text: _form(text).day("field", VOICE.words, TODAY),
    "time of a form": lambda text: _form(text).time("field", VOICE.words, ""),
    "into the log": LastHandler(["a secret of many letters"]).cleaned,
}


def _seconds(way: Callable[[str], object], thing: str, around: tuple[str, str], length: int) -> float:
    """How long it takes, of the processor; the better of two runs where it is long enough to be noticed."""
    text, taken = around[0] + thing * (length // len(thing)) + around[1], []
    for _ in range(2):
        started = time.process_time()
        way(text)
        taken.append(time.process_time() - started)
        if not NOTICED < taken[0] < 1:
            break
    return min(taken)


def _slow(way: Callable[[str], object]) -> tuple[float, str, list[str]]:
    """The longest that any thing takes, which it is, and those that take longer than in proportion."""
    longest, which, doubtful = 0.0, "", []
    for name, thing in THINGS.items():
        for place, around in AROUND.items():
            short = _seconds(way, thing, around, MANY)
            long = _seconds(way, thing, around, 4 * MANY) if short < 0.4 else short * 16
            if long > longest:
                longest, which = long, f"{name}, {place}"
            if long > NOTICED and long > DOUBTFUL * short:
                doubtful.append(f"{name}, {place}: {short * 1000:.1f} ms, {long * 1000:.1f} ms")
    return longest, which, doubtful


def main() -> None:
    wanted = sys.argv[1:] or [*WAYS]
    print(f"{'':24}{'64,000':>12}  of what")
    worse: list[str] = []
    for name in wanted:
        WAYS[name]("x" * 5000)  # what is loaded when first asked is no part of it
        longest, which, doubtful = _slow(WAYS[name])
        print(f"{name:24}{longest * 1000:10.1f}ms  {which}", flush=True)
        worse += [f"{name}: {one}" for one in doubtful]
    print("\nLonger than in proportion:", *(worse or ["nothing"]), sep="\n")


if __name__ == "__main__":
    main()
