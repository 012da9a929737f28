"""The log: who did what to whose record and when; never content. A safeguarding lead sees what is about concerns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions.finding import number_of
from bot.rules import wall
from console import audit_about, audit_targets
from console.audit_counted import NOTHING
from console.audit_words import ABOUT, DID, FORGOTTEN, LOOKS, SIGNING_IN, did
from console.desk import Reading, reading
from console.forms import Form, empty
from console.page import page
from console.rights import STAFF
from storage import audit, audit_found, people, sign_ins
from storage.audit import Entry
from storage.audit_found import Wanted
from storage.values import moment

AT_ONCE = 50
SOON = timedelta(minutes=30)  # the same once more within it is one row
CONCERNS = "concern"
KINDS = {
    "": "Everything",
    "done": "What was done, and not only looked at",
    "looked": "What was looked at",
    "signing_in": "Signing in",
}
LIKE = {"looked": LOOKS, "signing_in": SIGNING_IN}
_ID = re.compile(r"[0-9a-f]{20}")
FILTERS = ("of", "who", "what", "from", "to")


@dataclass(frozen=True, slots=True)
class Line:
    """One row in words, or the same done several times in a short while: a person is a number here, and of the staff a
    name as well; `actor` is by what their other rows are found. `first` is when it was done for the first of these
    times, and `path` the page of what it is about, or ''."""

    id: str
    at: str
    actor: str
    who: str
    did: str
    about: str
    detail: str
    times: int = 1
    first: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Log:
    """A page of it, and whether there is more, before the row `oldest`; `broken` when a row does not follow from the
    one before. `whose` are those whose rows can be asked for."""

    lines: list[Line]
    more: bool
    oldest: str
    broken: bool
    whose: dict[str, str]


async def index(request: Request) -> Response:
    asked = request.query_params
    form = empty(**{name: asked.get(name, "")[:60] for name in FILTERS})
    form.values |= {
        "of": form["of"] if form["of"] in KINDS else "",
        "what": form["what"] if form["what"] in ABOUT else "",
    }
    before = asked.get("before", "")[:40]
    log = await reading(request, "see_concern_log", lambda look: _log(look, before, form))
    chosen = {name: form[name] for name in FILTERS if form[name]}
    whats = {"": "Everything"} | {name: label for name, (label, _) in ABOUT.items()}
    return page(request, "log.html", log=log, kinds=KINDS, whats=whats, form=form, query=urlencode(chosen))


def _log(look: Reading, before: str, form: Form) -> Log:
    whole = look.me.may("see_whole_log")
    whose = _whose(look, form["who"])
    found = audit_found.newest(look.tx, AT_ONCE + 1, _wanted(look, before, form, "" if whole else CONCERNS, whose))
    lines = [_line(look, one) for one in found[:AT_ONCE]]
    oldest, more = lines[-1].id if lines else "", len(found) > AT_ONCE
    shown = _folded(_without_quiet_nights(lines), {one.id for one in found if _is_look(one)})
    broken = whole and not before and audit.first_broken(look.tx) is not None
    return Log(shown, more, oldest, broken, {"": "Everybody"} | whose)


def _whose(look: Reading, asked: str) -> dict[str, str]:
    """The team, those who were on it and have signed in here, and whoever was asked for: nobody looks through the whole
    log for names, so all others are asked for from a row of theirs."""
    team = {one.id: one.name or number_of(one.number) for one in people.with_role(look.tx, *STAFF)}
    were = [one for each in sign_ins.everybody(look.tx) if each not in team and (one := people.by_id(look.tx, each))]
    found = team | {one.id: f"{one.name or number_of(one.number)}, no longer on the team" for one in were}
    known = asked in audit_targets.PROGRAMS or _ID.fullmatch(asked) is not None
    return found if not asked or asked in found or not known else found | {asked: audit_targets.who(look, asked)}


def _wanted(look: Reading, before: str, form: Form, beginning: str, whose: Iterable[str]) -> Wanted:
    """What was asked for. A day that cannot be read is said to be none, and is not looked for."""
    words, today, zone = look.voice.words, look.scene.today, ZoneInfo(look.me.person.timezone)
    since, until = form.day("from", words, today), form.day("to", words, today)
    if since and until and until < since:
        form.wrong("to", "Type a day that is not before the first one.")
    like = [LIKE[form["of"]]] if form["of"] in LIKE else []
    return Wanted(
        before,
        _midnight(since, zone) if since else None,
        _midnight(until + timedelta(days=1), zone) if until else None,
        form["who"] if form["who"] in whose else "",
        beginning,
        [*like, ABOUT[form["what"]][1]] if form["what"] else like,
        (*LOOKS, *SIGNING_IN) if form["of"] == "done" else (),
    )


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return wall.moment_of(datetime.combine(day, time(0), zone))


def _is_look(one: Entry) -> bool:
    return one.action.endswith(tuple(each.strip("%") for each in LOOKS))


def _line(look: Reading, one: Entry) -> Line:
    about, more = audit_about.about(look, one), audit_targets.more(look, one)
    who, what = audit_targets.who(look, one.actor), did(one.action)
    return Line(one.id, one.done_at, one.actor, who, what, about.words, more, path=about.path)


def _folded(lines: list[Line], looks: set[str]) -> list[Line]:
    """Of the same look by the same person, again within a while, only the last one, which says how often it was."""
    found: dict[str, Line] = {}
    last: dict[tuple[str, ...], str] = {}
    for one in lines:
        same = (one.who, one.did, one.about, one.detail)
        kept = found.get(last.get(same, ""))
        if one.id in looks and kept is not None and moment(kept.first or kept.at) - moment(one.at) <= SOON:
            found[kept.id] = replace(kept, times=kept.times + 1, first=one.at)
        else:
            found[one.id], last[same] = one, one.id
    return list(found.values())


def _without_quiet_nights(lines: list[Line]) -> list[Line]:
    """Of the nights in which nothing was forgotten only the last of these, which says how many there were."""
    quiet = [one for one in lines if (one.did, one.detail) == (DID[FORGOTTEN], NOTHING)]
    if len(quiet) < 2:
        return lines
    more = len(quiet) - 1
    since = f"{NOTHING}; nor on {more} more {'day' if more == 1 else 'days'} since {quiet[-1].at[:10]}"
    last = replace(quiet[0], detail=since)
    return [last if one is quiet[0] else one for one in lines if one is quiet[0] or one not in quiet]


ROUTES = [Route("/log", index)]
