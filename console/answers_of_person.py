"""What one person said, over time; and why somebody reads what of it is sealed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.chat.cleaning import in_line
from console import answers_shown
from console.answers import LONGEST, Searched, answers_page, narrowed
from console.answers_shown import Found
from console.desk import Change, Reading, changing, reading, recorded
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, page
from console.people import may_see
from console.refusals import NotThere
from storage import people, readable, readings
from storage.people import Person
from storage.readable import Wanted
from storage.searching import folded

FIELDS = ("kind", "from", "to", "tag")
MOST = 5000  # answers of one person that are looked through
LONGEST_REASON, FEWEST_WORDS = 200, 3
WHY = "Say why you need to read it."
NOTHING = "Nothing that they said is sealed for you, so there is nothing to open. Nothing is noted."
IN_WORDS = "Say it in a few words more. They read your reason, and it should tell them something."


@dataclass(frozen=True, slots=True)
class Timeline:
    """One person and a page of what they said."""

    person: Person
    said: Searched


async def show(request: Request) -> Response:
    asked = {name: request.query_params.get(name, "")[:LONGEST] for name in (*FIELDS, "before")}
    person_id = request.path_params["person_id"]
    line = await recorded(request, "read_answers", lambda change: _look(change, person_id, asked))
    path = f"/answers/people/{person_id}"
    return answers_page(request, "answers_of_person.html", line.said.found, line=line, said=line.said, path=path)


def _look(change: Change, person_id: str, asked: dict[str, str]) -> Timeline:
    person = whose(change, person_id)
    form = Form({name: asked[name] for name in FIELDS})
    wanted = replace(narrowed(change, form), people=(person.id,), before=asked["before"])
    found = Found([], "")
    if form.errors:
        change.note(answers_shown.LOOKED, person.id)
    else:
        found = answers_shown.look(change, wanted, person.id)
    return Timeline(person, Searched(found, form, answers_shown.all_tags(change)))


def whose(look: Reading, person_id: str) -> Person:
    """The person, for those who know people by name and may know this one. Raises NotThere, also once they are
    deleted, as their own page does."""
    person = people.by_id(look.tx, person_id)
    if person is None or person.telegram_id is None or not look.me.may("see_people") or not may_see(look, person_id):
        raise NotThere
    return person


async def ask(request: Request) -> Response:
    return await _form(request, empty(next=request.query_params.get("next", "")[:300]))


async def _form(request: Request, form: Form, status: int = 200) -> Response:
    person_id = request.path_params["person_id"]
    person, sealed = await reading(request, "read_answers", lambda look: _whose(look, person_id))
    nothing = "" if sealed or form.errors else NOTHING
    back = _back(form, person_id)
    return page(request, "answers_open.html", status=status, form=form, person=person, next=back, nothing=nothing)


def _whose(look: Reading, person_id: str) -> tuple[Person, bool]:
    person = whose(look, person_id)
    return person, _is_sealed(look, person)


async def open_(request: Request) -> Response:
    """From now on, for half an hour, they read what is sealed of this person's; why is on record."""
    person_id, form = request.path_params["person_id"], await read_form(request)
    try:
        await changing(request, "read_answers", lambda change: _open(change, person_id, form))
    except Wrong as wrong:
        return await _form(request, wrong.form, 422)
    return back_to(_back(form, person_id))


def _is_sealed(look: Reading, person: Person) -> bool:
    """Whether something of theirs is sealed for whoever asks, such as what they put otherwise since."""
    me = look.me
    found = readable.find(look.tx, me.roles, Wanted(people=(person.id,)), MOST, reader=me.person.id, now=look.now)
    return any(one.needs_reason or one.changed for one in found)


def _open(change: Change, person_id: str, form: Form) -> None:
    person = whose(change, person_id)
    reason = in_line(form.text("reason", WHY, most=LONGEST_REASON))
    if len(folded(reason)) < FEWEST_WORDS:
        form.wrong("reason", IN_WORDS if reason else WHY)
    elif not _is_sealed(change, person):
        form.wrong("reason", NOTHING)
    form.check()
    readings.open_for(change.tx, change.now, person.id, by=change.me.person.id, reason=reason)
    change.note("sealed_answers_opened", person.id)


def _back(form: Form, person_id: str) -> str:
    """The page they came from; nothing but answers."""
    wanted = form["next"]
    plain = wanted.startswith("/answers/") and all(one.isalnum() or one in "/_-" for one in wanted)
    return wanted if plain else f"/answers/people/{person_id}"


ROUTES = [
    Route("/answers/people/{person_id}", show),
    Route("/answers/people/{person_id}/open", ask),
    Route("/answers/people/{person_id}/open", open_, methods=["POST"]),
]
