"""Asking for a sentence: which words, where they would stand, and what stands below them, as its author sees it."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import quoting
from bot.actions.quoting import A_PARTNER, UNNAMED
from bot.chat.reading import fold
from console import quotation_words, voices
from console.desk import Change, Reading, changing, reading, recorded
from console.forms import Form, Wrong, empty, read_form
from console.looking_first import is_sent, look_first, looked_at, typed_before
from console.page import back_to, page
from console.phones import Phone
from console.pressing import LOOK
from console.quotation_look import as_it_arrives
from console.refusals import NotThere
from console.voices import Voice
from storage import consents, fates, people, reports
from storage.people import Person
from storage.quotations import LEARNING_DATA, READ_BY
from storage.readable import Readable

LONGEST_PLACE, LONGEST_READERS, LONGEST_NAME = 120, 70, 60
REPORTS_OFFERED = 50
_A_REPORT = {"learning", "report"}
LEARNING, ELSEWHERE = "learning", "elsewhere"
NAMES = {
    "partner": "Without a name, as a partner or a leader",
    "other": "Without a name, in other words",
    "first": "With their first name",
    "own": "With the name that they go by",
}
WHY_NOT = {
    "gone": ("words", "They have left, or have asked us not to write to them, so nobody can ask them."),
    "no_quotes": ("words", "They have said that they do not want to be asked for sentences of theirs."),
    "no_name": ("name", "They do not want their name beside their words. Choose a way without it."),
}
NOT_FOR_LEARNING = (
    "They have not agreed that the learning partner reads what they say, so nothing of theirs stands in learning data."
)
ASKED_ALREADY = (
    "They are asked for these words, or for a part of them, for this place already, or have said yes to them. Look "
    "under Quotations: what they have not answered can be called off there."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The answer, what can be chosen to stand below its words, the `places` where they could stand, reports by their
    ids, why its author `cannot` be asked, or '', and the `phone` on which what was typed is looked at."""

    voice: Voice
    names: dict[str, str]
    places: dict[str, str]
    cannot: str = ""
    phone: Phone | None = None


async def ask(request: Request) -> Response:
    answer_id = _of(request)
    await reading(request, "quote", lambda look: voices.of(look, answer_id))
    form = looked_at(request, _about(answer_id)) or typed_before(request, _about(answer_id))
    return await _form(request, form or empty())


async def send(request: Request) -> Response:
    """Twice: first it is shown as its author will get it, then they are asked."""
    answer_id, form = _of(request), await read_form(request)
    sure = form.values.pop("sure", "") == "yes"
    try:
        if not sure:
            await reading(request, "quote", lambda look: _wanted(look, form, answer_id))
            return look_first(request, f"/quotations/of/{answer_id}", _about(answer_id), form)
        await changing(request, "quote", lambda change: _send(change, form, answer_id))
    except Wrong as wrong:
        wrong.form.values.pop(LOOK, None)
        return await _form(request, wrong.form, 422)
    is_sent(request, _about(answer_id))
    return back_to("/quotations", "quotation_asked")


def _of(request: Request) -> str:
    return str(request.path_params["answer_id"])


def _about(answer_id: str) -> str:
    return f"quotation of {answer_id}"


async def _form(request: Request, form: Form, status: int = 200) -> Response:
    asked = await recorded(request, "quote", lambda change: _asked(change, form, _of(request)))
    form.values.setdefault("words", quotation_words.offered(asked.voice.one.words))
    form.values.setdefault("name", "partner")
    return page(request, "quotation_new.html", status=status, asked=asked, form=form)


def _asked(change: Change, form: Form, answer_id: str) -> Asked:
    (voice,) = voices.shown(change, [voices.of(change, answer_id)])
    offered = {**_places(change), ELSEWHERE: "Somewhere else"}
    why = quoting.why_not(change.tx, fates.author_of(change.tx, voice.one.id) or "", named=False)
    phone = _phone(change, form, answer_id) if form[LOOK] and not why else None
    return Asked(voice, NAMES, offered, WHY_NOT[why][1] if why else "", phone)


def _phone(look: Reading, form: Form, answer_id: str) -> Phone | None:
    """None where what was right as it was typed is to be mended meanwhile."""
    try:
        said, author, wanted = _wanted(look, form, answer_id)
    except Wrong:
        return None
    return as_it_arrives(look, said, author, wanted)


def _places(look: Reading) -> dict[str, str]:
    """What each report is called, by its id, and what learning data is."""
    return {**{one.id: one.title for one in reports.newest(look.tx, REPORTS_OFFERED)}, LEARNING: LEARNING_DATA}


def _send(change: Change, form: Form, answer_id: str) -> None:
    _, _, wanted = _wanted(change, form, answer_id)
    quoting.ask_for(change.tx, change.now, wanted, by=change.me.person.id)


def _wanted(look: Reading, form: Form, answer_id: str) -> tuple[Readable, Person, quoting.Wanted]:
    """The answer, its author, and what they would be asked. Raises Wrong."""
    said = voices.of(look, answer_id)
    author = people.by_id(look.tx, fates.author_of(look.tx, said.id) or "")
    if author is None:
        raise NotThere
    words = quotation_words.chosen(look, form, said.value, author)
    place = _place(look, form, author)
    name = form.one_of("name", NAMES, "Choose what stands below the words.")
    below = _below(look, form, name, author)
    why = quoting.why_not(look.tx, author.id, named=name in ("own", "first"))
    if why:
        form.wrong(*WHY_NOT[why])
    wanted = quoting.Wanted(said.id, author.id, words, place, below, name in ("own", "first"))
    if words and place and quoting.asked_already(look.tx, wanted):
        form.wrong("words", ASKED_ALREADY)
    form.check()
    return said, author, wanted


def _place(look: Reading, form: Form, author: Person) -> str:
    """Where the words would stand, and nowhere else, as their author reads it: a report by its title, learning data, or
    another place. A report that is not there yet would have another title in the end, and they are asked but once."""
    known, place = _places(look), ""
    if form["where"] != ELSEWHERE:
        place = known.get(form.one_of("where", known, "Choose where they would stand."), "")
        if place == LEARNING_DATA and not consents.given(look.tx, author.id, "share_learning"):
            form.wrong("where", NOT_FOR_LEARNING)
    else:
        typed = form.text("place", "Say where they would stand, such as our website.", most=LONGEST_PLACE)
        place = " ".join(typed.split())
        if set(fold(place)) >= _A_REPORT:
            form.wrong("place", "Choose a learning report above. If it is not there yet, begin it first.")
        if place.casefold().startswith(LEARNING_DATA.casefold()):
            form.wrong("place", "Choose the learning data above.")
    readers = " ".join(form.text("readers", most=LONGEST_READERS).split())
    return f"{place}{READ_BY}{readers}" if place and readers else place


def _below(look: Reading, form: Form, name: str, author: Person) -> str:
    """What stands below the words."""
    if name in ("own", "first"):
        called = author.name.split() or [""]
        return author.name if name == "own" else called[0]
    if name != "other":
        roles = people.roles_of(look.tx, author.id)
        return next((words for role, words in UNNAMED.items() if role in roles), A_PARTNER)
    other = form.text("other", "Say what stands below the words, such as: a carer.", most=LONGEST_NAME)
    if set(fold(author.name)) & set(fold(other)):
        form.wrong("other", "This has their name in it. Choose one of the two ways with their name.")
    return other


ROUTES = [
    Route("/quotations/of/{answer_id}", ask),
    Route("/quotations/of/{answer_id}", send, methods=["POST"]),
]
SAID = {
    "quotation_asked": "They are not asked for five minutes. After that their own hours, the notes a week that they "
    "chose and what goes first leave room for it or not: it says below what is known. Until they answer, you can call "
    "it off.",
}
