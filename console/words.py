"""Words: every text of the bot in every language, side by side, found by where it belongs, by its words, by what is to
be done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.rules.reading_age import longest_sentence, reading_age
from bot.wording import where
from bot.wording.checking import OLDEST, is_measurable
from bot.wording.standing import Book, Spoken, came_with, counts, states
from console.desk import Reading, reading
from console.page import page

ON_A_PAGE = 25
LONGEST = 100
STATES = {
    "stale": ("Stale: the English changed", "orange"),
    "conflict": ("Changed here and by an upgrade", "red"),
    "draft": ("Draft", "blue"),
    "asked": ("Waits for a yes", "yellow"),
    "changed": ("Changed by staff", "purple"),
    "missing": ("Missing", "red"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for."""

    words: str
    area: str
    state: str
    language: str
    page: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One text in one language: its state in words, and where there is a measure, for whom it is to read."""

    spoken: Spoken
    tags: list[tuple[str, str]]
    age: float
    longest: int


@dataclass(frozen=True, slots=True)
class Line:
    """One text in every language that is shown."""

    address: str
    where: str
    shown: list[Shown]


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of those found, and how many there are in all."""

    lines: list[Line]
    all: int
    last: int
    languages: dict[str, str]
    to_do: dict[str, int]


async def index(request: Request) -> Response:
    wanted = _wanted(request)
    found = await reading(request, "edit_words", lambda look: _list(look, wanted))
    areas = dict(sorted(where.titles().items(), key=lambda one: one[1]))
    return page(request, "words.html", block="rows", found=found, wanted=wanted, areas=areas, kinds=STATES)


def _wanted(request: Request) -> Wanted:
    asked = request.query_params
    number, area, state = asked.get("page", "1"), asked.get("area", ""), asked.get("state", "")
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    return Wanted(
        asked.get("q", "")[:LONGEST],
        area if area in where.titles() else "",
        state if state in STATES else "",
        asked.get("language", "")[:10],
        max(1, place),
    )


def _list(look: Reading, wanted: Wanted) -> Listing:
    book = Book(look.tx)
    languages = names(look, book, wanted.language)
    found = [one for one in book.addresses if _is_wanted(book, one, wanted, languages)]
    last = max(1, -(-len(found) // ON_A_PAGE))
    first = (min(wanted.page, last) - 1) * ON_A_PAGE
    lines = [line(book, one, languages) for one in found[first : first + ON_A_PAGE]]
    return Listing(lines, len(found), last, names(look, book, ""), dict(counts(book)))


def names(look: Reading, book: Book, only: str) -> dict[str, str]:
    """What each language is called that is shown: all of them, or English and one beside it."""
    wanted = (book.languages[0], only) if only in book.languages else book.languages
    return {code: look.texts.voice(code).about.english_name for code in dict.fromkeys(wanted)}


def _is_wanted(book: Book, address: str, wanted: Wanted, languages: dict[str, str]) -> bool:
    if wanted.area and where.area_of(address) != wanted.area:
        return False
    noted = book.noted.get(address, {})
    if wanted.state and not any(wanted.state in noted.get(code, ()) for code in languages):
        return False
    typed = _plain(wanted.words)
    if not typed or typed in address:
        return True
    if address not in book.changed:
        return any(typed in as_it_came(code).get(address, "") for code in languages)
    return any(typed in _plain(book.spoken(address, code).words) for code in languages)


@cache
def as_it_came(language: str) -> Mapping[str, str]:
    """Every text that came with the program, as it is searched."""
    return {address: _plain(words) for address, words in came_with(language).items()}


def _plain(words: str) -> str:
    return words.casefold().replace("\u2019", "'").strip()


def line(book: Book, address: str, languages: dict[str, str]) -> Line:
    """A text as it stands in these languages, and the conversations it is in."""
    stories = where.stories_with(address)
    told = ", ".join(stories[:3]) + (f" and {len(stories) - 3} more" if len(stories) > 3 else "")
    return Line(address, told, [show(book.spoken(address, code)) for code in languages])


def show(spoken: Spoken) -> Shown:
    """A text with its state and its measure."""
    measured = spoken.language in OLDEST
    return Shown(
        spoken,
        [STATES[one] for one in states(spoken)],
        reading_age(spoken.words) if measured and is_measurable(spoken.words) else 0,
        longest_sentence(spoken.words) if measured else 0,
    )


ROUTES = [Route("/words", index)]
