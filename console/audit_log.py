"""The log: who did what to whose record and when; never content. A safeguarding lead sees what is about concerns."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions.finding import number_of
from console.audit_words import COUNTED, DID, FORGOTTEN, NOTHING, PROGRAMS, REFUSED
from console.desk import Reading, reading
from console.forms import empty
from console.labels import ROLES
from console.page import page
from console.rights import STAFF
from storage import audit, concern_lists, people, reports
from storage.audit import Entry

AT_ONCE = 50
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\S+Z")
CONCERNS = "concern"
LOOKS = ("%looked_at", "%_read", "concern_listed", "concerns_listed", "concern_seen_to_exist")
SIGNING_IN = ("sign%", "stayed_signed_in", "second_step%", "recovery%", "access_refused")
KINDS = {
    "": "Everything",
    "done": "What was done, and not only looked at",
    "looked": "What was looked at",
    "signing_in": "Signing in",
}
LIKE = {"looked": LOOKS, "signing_in": SIGNING_IN}


@dataclass(frozen=True, slots=True)
class Line:
    """One row in words: a person is a number here, and of the staff a name as well."""

    id: str
    at: str
    who: str
    did: str
    about: str
    detail: str


@dataclass(frozen=True, slots=True)
class Log:
    """A page of it, and whether there is more, before the row `oldest`; `broken` when a row does not follow from the
    one before. `of` is of which kind the rows are."""

    lines: list[Line]
    more: bool
    oldest: str
    broken: bool
    of: str


async def index(request: Request) -> Response:
    before = request.query_params.get("before", "")[:40]
    of = request.query_params.get("of", "")
    of = of if of in KINDS else ""
    log = await reading(request, "see_concern_log", lambda look: _log(look, before, of))
    return page(request, "log.html", log=log, kinds=KINDS, form=empty(of=of))


def _log(look: Reading, before: str, of: str) -> Log:
    whole = look.me.may("see_whole_log")
    like, unlike = LIKE.get(of, ()), (*LOOKS, *SIGNING_IN) if of == "done" else ()
    found = audit.newest(
        look.tx, AT_ONCE + 1, before=before, beginning="" if whole else CONCERNS, like=like, unlike=unlike
    )
    lines = [_line(look, one) for one in found[:AT_ONCE]]
    oldest = lines[-1].id if lines else ""
    shown, more = _without_quiet_nights(lines), len(found) > AT_ONCE
    return Log(shown, more, oldest, whole and not before and audit.first_broken(look.tx) is not None, of)


def _line(look: Reading, one: Entry) -> Line:
    about, detail = _number(look, one.about), _counted(_number(look, one.detail))
    if one.action == REFUSED:  # the names of a page and of a right are those of the program
        about, detail = "", f"for those who may {one.detail.replace('_', ' ')}"
    return Line(one.id, one.done_at, _who(look, one.actor), _did(one.action), about, detail)


def _counted(detail: str) -> str:
    """What a part of the program counted ("received=0 ids=2"), in words and without what there was none of."""
    parts = [part.partition("=") for part in detail.split()]
    if not parts or not all(sign and value.isdigit() for _, sign, value in parts):
        return detail
    counted = [f"{COUNTED.get(name, name.replace('_', ' '))}: {value}" for name, _, value in parts if value != "0"]
    return ", ".join(counted) or NOTHING


def _without_quiet_nights(lines: list[Line]) -> list[Line]:
    """Of the nights in which nothing was forgotten only the last of these, which says how many there were."""
    quiet = [one for one in lines if (one.did, one.detail) == (DID[FORGOTTEN], NOTHING)]
    if len(quiet) < 2:
        return lines
    more = len(quiet) - 1
    since = f"{NOTHING}; nor on {more} more {'day' if more == 1 else 'days'} since {quiet[-1].at[:10]}"
    last = replace(quiet[0], detail=since)
    return [last if one is quiet[0] else one for one in lines if one is quiet[0] or one not in quiet]


def _did(action: str) -> str:
    return DID.get(action, action.replace("_", " "))


def _who(look: Reading, actor: str) -> str:
    """The team by name and number, with what they are; whoever takes part by number and what they are; what is nobody
    by what did it."""
    person = people.by_id(look.tx, actor)
    if person is None:
        return PROGRAMS.get(actor, "Somebody who is deleted" if len(actor) == 20 else actor)
    roles = people.roles_of(look.tx, person.id)
    name = [person.name] if person.name and set(roles) & set(STAFF) else []
    parts = [ROLES[one].lower() for one in roles if one in ROLES] or ["no part now"]
    return ", ".join([*name, number_of(person.number), " and ".join(parts)])


def _number(look: Reading, about: str) -> str:
    """A person by number, a concern by the number of whose it is, a report by its title; of anything else its id is of
    no use here, nor is a moment."""
    report = reports.by_id(look.tx, about) if about else None
    if report is not None:
        return report.title
    person = people.by_id(look.tx, concern_lists.person_of(look.tx, about) or about) if about else None
    if person is not None:
        return number_of(person.number)
    return "" if (len(about) == 20 and about.isalnum()) or INSTANT.fullmatch(about) else about


ROUTES = [Route("/log", index)]
