"""Writing down a permission that somebody gave or took back on paper: the wording beside the paper, then what they
said."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import consenting, papers
from console.desk import Change, changing, recorded
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, page
from console.refusals import NotThere
from storage import people
from storage.people import Person

SAID_SO = {"yes": "They say yes", "no": "They say no, or take it back"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What can be written down, and once it is chosen, the wording to hold beside the paper."""

    person: Person
    purposes: dict[str, str]
    languages: dict[str, str]
    wording: str = ""
    tag: str = ""
    direction: str = "ltr"


async def show(request: Request) -> Response:
    """What for and in which language; with those, the wording."""
    asked = request.query_params
    form = empty(purpose=asked.get("purpose", ""), language=asked.get("language", ""))
    return await _show(request, form, wanted="language" in asked or "purpose" in asked)


async def _show(request: Request, form: Form, status: int = 200, *, wanted: bool = False) -> Response:
    """The page; where the wording is `wanted`, with what has to be chosen for that."""
    seen = await recorded(request, "answer_for", lambda change: _look(change, _of(request), form))
    if wanted:
        form.one_of("purpose", seen.purposes, "Choose what the permission is for.")
        form.one_of("language", seen.languages, "Choose the language of the paper.")
    return page(request, "permission.html", status=status, seen=seen, form=form, said_so=SAID_SO)


def _of(request: Request) -> str:
    return str(request.path_params["person_id"])


def _look(change: Change, person_id: str, form: Form) -> Asked:
    person = people.by_id(change.tx, person_id)
    if person is None or person.telegram_id is None:
        raise NotThere
    change.looked("person_looked_at", person.id)
    labels = change.voice.texts["shared"]["labels"]
    may_be = consenting.may_be_asked(people.roles_of(change.tx, person.id))
    purposes = {purpose: labels.get(purpose, purpose) for purpose in may_be}
    languages = {code: change.texts.voice(code).about.english_name for code in change.texts.languages}
    form.values["language"] = form["language"] or person.language
    if form["purpose"] not in purposes or form["language"] not in languages:
        return Asked(person, purposes, languages)
    about = change.texts.voice(form["language"]).about
    asked = papers.wording(change.scene, purpose=form["purpose"], language=form["language"])
    return Asked(person, purposes, languages, asked["wording"], about.tag, about.direction)


async def keep(request: Request) -> Response:
    form = await read_form(request)
    try:
        done = await changing(request, "answer_for", lambda change: _keep(change, _of(request), form))
    except Wrong:
        done = ""
    if not done:
        return await _show(request, form, 422)
    return back_to(f"/people/{_of(request)}", done)


def _keep(change: Change, person_id: str, form: Form) -> str:
    """What is said afterwards; '' with errors, when nothing was kept."""
    asked = _look(change, person_id, form)
    if not asked.wording:
        form.wrong("purpose", "Choose what for, and the language of the paper.")
        return ""
    said = form.one_of("said", SAID_SO, "Choose what they say.")
    paper = form.text("paper", "Write where the paper is, or who spoke with them and when.", most=200)
    if form.errors:
        return ""
    details = {"purpose": form["purpose"], "agreed": said == "yes", "paper": paper, "language": form["language"]}
    goes = papers.record(change.scene, person_id=person_id, **details)  # type: ignore[arg-type]
    return "permission_taken_back" if goes else "permission_kept"


ROUTES = [
    Route("/people/{person_id}/permission", show),
    Route("/people/{person_id}/permission", keep, methods=["POST"]),
]
SAID = {
    "permission_kept": "It is written down and holds from now on. They hear of it with their next notes.",
    "permission_taken_back": "It is written down and holds from now on. What they told us is deleted at the hour "
    "below, and they are told so before.",
}
