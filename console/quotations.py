"""Quotations: every sentence that somebody was asked for, by what they said; where it stands; and calling one off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import fortnight_words
from bot.actions import quoting, spreading
from bot.actions.naming import called
from bot.actions.team_changes import PLACE_GONE
from bot.rules.kinds import KINDS
from bot.rules.notes import first_from
from console import answers_shown, meanwhile, quotation_held, quotations_elsewhere, voices
from console.desk import Change, changing, recorded
from console.forms import Form, Wrong, read_form
from console.page import back_to, page
from console.quotations_elsewhere import Row
from console.refusals import NotThere
from storage import (
    audit,
    notices,
    nudges,
    quotation_requests,
    quotation_uses,
    quotations,
    quoted_elsewhere,
    readable,
    reports,
)
from storage.nudges import Nudge
from storage.quotation_uses import Use
from storage.quotations import Quotation
from storage.readable import Readable, Wanted
from storage.values import moment

ON_A_PAGE = 25
MENDED = "quotation_mended"
MENDED_BEFORE = "Somebody has said that before, or its author has decided otherwise since. Look at the list again."
LABELS = {
    "waiting": ("Waits for an answer", "yellow"),
    "granted": ("May be used", "green"),
    "refused": ("Not to be used", "grey"),
    "withdrawn": ("Taken back", "red"),
    "cancelled": ("Called off", "grey"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One of them as this reader may see it: the words ('' when they may not read what it is from, or it was corrected
    and the words are not in it any more: then `instead` leads to it as it stands), what stands below them, whose they
    are ('' without a name), who asked, where they stand, how far the asking has come, before when one that waits does
    not go and why (`goes`), and from when on it goes `first`; `gone` says by whom and when the report was deleted for
    which it was asked. It is `theirs` to call off, and to know what keeps it from its author, or from being used where
    they said yes (`held`), when they asked for it or may read what it is from. It stands `elsewhere` than in a report,
    where it has to be seen to."""

    one: Quotation
    words: str
    name: str
    who: str
    by: str
    uses: list[tuple[str, Use]]
    asking: str
    theirs: bool = False
    goes: tuple[datetime, str] | None = None
    first: datetime | None = None
    gone: str = ""
    instead: str = ""
    held: str = ""
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of those in one state, and whether there are more; and whatever has to be seen to elsewhere than in a
    report, also of words that are gone."""

    lines: list[Line]
    more: bool
    to_mend: list[Row]


async def index(request: Request) -> Response:
    asked, number = request.query_params, request.query_params.get("page", "1")
    state = asked.get("state", "") if asked.get("state", "") in quotation_requests.STATES else "waiting"
    place = int(number) if number.isascii() and number.isdigit() and 0 < len(number) < 6 else 1
    found = await recorded(request, "quote", lambda change: _list(change, state, max(1, place)))
    return page(request, "quotations.html", found=found, state=state, number=max(1, place), labels=LABELS)


def _list(change: Change, state: str, number: int) -> Listing:
    skip = (number - 1) * ON_A_PAGE
    found = quotation_requests.in_state(change.tx, state, ON_A_PAGE + 1, skip)
    to_mend = quoted_elsewhere.to_mend(change.tx)
    taken_back = quotations_elsewhere.taken_back(change, to_mend)
    ids = [one.answer_id for one in (*found[:ON_A_PAGE], *taken_back.values())]
    mine = readable.find(change.tx, change.me.roles, Wanted(ids=ids), len(ids), now=change.now)
    theirs = {one.id: one for one in mine}
    planned = {each.id: nudge for each in found[:ON_A_PAGE] if each.waits and (nudge := _planned(change, each))}
    when = spreading.foreseen(change.tx, change.now, planned.values()) if planned else {}
    goes = {each: when[nudge.id] for each, nudge in planned.items() if nudge.id in when}
    lines = [_line(change, one, theirs.get(one.answer_id)) for one in found[:ON_A_PAGE]]
    # what its author lets everybody see is read by nobody in particular
    closed = [one.one.answer_id for one in lines if one.asking not in ("granted", "changed")]
    rows = quotations_elsewhere.rows(change, to_mend, taken_back, theirs)
    closed += [taken_back[row.one.id].answer_id for row in rows if row.begins]
    answers_shown.record(change, [theirs[one] for one in dict.fromkeys(closed) if one in theirs], "")
    _see(change, [line.one.id for line in lines if line.theirs])
    first = {each: first_from(moment(nudge.planned_at), KINDS[nudge.kind]) for each, nudge in planned.items()}
    lines = [
        replace(
            line,
            goes=_in_words(goes.get(line.one.id)),
            first=_ahead(change, first.get(line.one.id)),
            asking="waits" if line.asking == "not_put" and not line.theirs else line.asking,
        )
        for line in lines
    ]
    about = {use.quotation_id for use in to_mend}
    lines = [replace(line, elsewhere=line.one.id in about) for line in lines]
    return Listing(lines, len(found) > ON_A_PAGE, rows)


def _see(change: Change, shown: list[str]) -> None:
    """That its author has answered is off the first page once it was read here by somebody whose page that is."""
    if change.me.may("care_for_people"):
        new = [one.id for one in notices.to_look_at(change.tx) if one.kind == quoting.DECIDED and one.about in shown]
        notices.see(change.tx, change.now, change.me.person.id, new)


def _ahead(change: Change, at: datetime | None) -> datetime | None:
    return at if at is not None and at > change.now else None


def _planned(change: Change, one: Quotation) -> Nudge | None:
    """The note with which they are asked, while it waits."""
    return next((each for each in nudges.planned_about(change.tx, one.id) if each.kind == quoting.NOTE), None)


def _in_words(goes: tuple[datetime, str] | None) -> tuple[datetime, str] | None:
    return goes and (goes[0], fortnight_words.BECAUSE.get(goes[1], ""))


def _line(change: Change, one: Quotation, said: Readable | None) -> Line:
    may_be_used = bool(quotations.granted(change.tx, quotation_id=one.id))
    open_to_me = may_be_used or (said is not None and not said.sealed)
    named = may_be_used or (said is not None and said.is_named) or not one.named
    asking, theirs = _asking(change, one, may_be_used), _is_theirs(change, one, said)
    return Line(
        one,
        one.as_it_stands if open_to_me and one.still_said else "",
        one.attribution if named else "their name",
        voices.who(said) if said is not None else "",
        called(change.scene, one.asked_by) if one.asked_by else "somebody of the team",
        [(_where(change, use), use) for use in quotation_uses.of_quotation(change.tx, one.id)],
        asking,
        theirs=theirs,
        held=quotation_held.why(change, one) if asking == "not_now" and theirs else "",
        gone=_gone(change, one),
        instead=answers_shown.handle(change, said) if said is not None and not said.sealed else "",
    )


def _is_theirs(change: Change, one: Quotation, said: Readable | None) -> bool:
    return one.asked_by == change.me.person.id or said is not None


def _gone(change: Change, one: Quotation) -> str:
    found = audit.about(change.tx, one.id, PLACE_GONE, limit=1) if one.state == "cancelled" else []
    words = "Called off because {who} deleted the report {at}."
    return meanwhile.told(change, found[0].actor, found[0].done_at, words) if found else ""


def _where(change: Change, use: Use) -> str:
    """What the report is called in which it stands."""
    report = reports.by_id(change.tx, use.used_in)
    return report.title if report is not None else use.used_in


def _asking(change: Change, one: Quotation, may_be_used: bool) -> str:
    """What there is to know besides its state."""
    if one.state in ("granted", "changed") and not may_be_used:
        return "not_now"
    if not one.waits or not one.still_said:
        return one.state
    if one.put_at is not None:
        return "put"
    return "waits" if nudges.is_planned(change.tx, one.person_id, quoting.NOTE, one.id) else "not_put"


async def cancel(request: Request) -> Response:
    quotation_id = request.path_params["quotation_id"]
    await changing(request, "quote", lambda change: _cancel(change, quotation_id))
    return back_to("/quotations", "quotation_called_off")


def _cancel(change: Change, quotation_id: str) -> None:
    one = quotations.by_id(change.tx, quotation_id)
    if one is None or not _is_theirs(change, one, readable.by_id(change.tx, change.me.roles, one.answer_id)):
        raise NotThere
    if not quoting.call_off(change.tx, change.now, one, by=change.me.person.id):
        raise Wrong(Form(errors={"cancel": "They have answered already. If it is not to be used, leave it out."}))


async def mended(request: Request) -> Response:
    form, use_id = await read_form(request), request.path_params["use_id"]
    await changing(request, "quote", lambda change: _mended(change, use_id, form))
    return back_to("/quotations", "quotation_mended")


def _mended(change: Change, use_id: str, form: Form) -> None:
    if quoted_elsewhere.mended(change.tx, use_id, gone=form["gone"] == "yes"):
        change.note(MENDED, use_id)
    elif quoted_elsewhere.is_known(change.tx, use_id) or audit.about(change.tx, use_id, MENDED, limit=1):
        raise Wrong(Form(errors={"gone": MENDED_BEFORE}))
    else:
        raise NotThere


ROUTES = [
    Route("/quotations", index),
    Route("/quotations/elsewhere/{use_id}/mended", mended, methods=["POST"]),
    Route("/quotations/{quotation_id}/cancel", cancel, methods=["POST"]),
]
SAID = {
    "quotation_called_off": "It is called off, and they are not asked.",
    "quotation_mended": "It is noted that it does not stand there any more as it did.",
}
