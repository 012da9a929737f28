"""One text of the bot: where it is said, how it stands in every language, and what was done with it."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions.naming import called
from bot.chat.addresses import THOUGHT
from bot.wording import where
from bot.wording.hard_day import waits_for_a_yes
from bot.wording.standing import Book, is_fixed
from console import words
from console.desk import Reading, reading
from console.page import page
from console.refusals import NotThere
from console.text_looks import SentBack, sent_back
from storage import audit, text_versions
from storage.text_versions import Version

BECAME = {
    "draft": "Drafted",
    "asked": "Sent for a yes",
    "live": "Published",
    "shipped": "Back to what came with the program",
    "dropped": "Draft thrown away",
}
SENT_BACK = "Sent back"
ADDED = {"prompt_added": "added it", "prompt_suggestion_taken": "took it from what people suggested"}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a text's history, who did it, and whether it could be said again."""

    version: Version
    who: str
    became: str
    again: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A text whole: how it stands, where it is said, and what was done with it; the languages in which it is `missing`,
    by code; of one that did not come with the program how it was `added`, in a sentence; of which draft, by code, it
    is known why it was `sent_back`."""

    line: words.Line
    languages: dict[str, str]
    places: list[where.Place]
    in_code: list[str]
    steps: list[Step]
    area: str
    crisis: bool
    fixed: bool
    added: str
    missing: dict[str, str]
    sent_back: dict[str, SentBack]


async def show(request: Request) -> Response:
    text = await reading(request, "edit_words", lambda look: _text(look, request.path_params["address"]))
    return page(request, "text.html", text=text)


def _text(look: Reading, address: str) -> Told:
    book = Book(look.tx)
    if not book.has(address):
        raise NotThere
    languages = words.names(look, book, "")
    steps = [_step(look, book, one) for one in text_versions.history(look.tx, address, languages)]
    places, area = where.places(address), where.titles()[where.area_of(address)]
    code = [] if places else where.in_code(address)
    line = words.line(book, address, languages)
    missing = {code: languages[code] for code in book.without(address)}
    crisis, added = waits_for_a_yes(book, look.voice, address), _added(look, address) if address in book.added else ""
    back = {code: one for code in languages if (one := sent_back(look, address, code)) is not None}
    return Told(line, languages, places, code, steps, area, crisis, is_fixed(address), added, missing, back)


def _added(look: Reading, address: str) -> str:
    """Who added a thought, while the log goes back so far; it is the one thing that is not among its steps."""
    for one in audit.about(look.tx, address.removeprefix(THOUGHT), *ADDED, limit=1):
        return f"{called(look.scene, one.actor)} {ADDED[one.action]}."
    return "The team added it."


def _step(look: Reading, book: Book, one: Version) -> Step:
    spoken = book.spoken(one.address, one.language)
    again = one.state == "live" and one.words != spoken.words
    became = SENT_BACK if one.why else BECAME[one.state]
    return Step(one, called(look.scene, one.made_by) if one.made_by else "Somebody", became, again)


ROUTES = [Route("/words/{address}", show)]
