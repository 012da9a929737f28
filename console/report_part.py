"""One part of a learning report: what it tells at this moment, what the team says in it, and the quotations in it."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from console import meanwhile, report_meanwhile
from console.desk import Change, Reading, changing, reading
from console.figures_drawn import drawn
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, page
from console.refusals import NotThere
from console.report import draft_of
from console.report_content import Part
from console.report_left_out import WHAT_HELPS
from console.report_parts import KINDS, QUOTED_IN, part
from storage import quotation_uses, quotations, reports
from storage.quotations import Quotation
from storage.reports import Report, Section

LONGEST_COMMENTARY = 6000
TAKEN_OUT = "{who} took this part out of the report {at}. Its words are kept for when it comes back."
TO_CHOOSE_FROM = 25  # quotations on a page


@dataclass(frozen=True, slots=True)
class Shown:
    """A part, with what it tells if that is `counted`, and what could be quoted in it besides; `more` were left out,
    and `elsewhere` says what was agreed to for other places only."""

    report: Report
    part: Part
    counted: bool
    to_quote: list[Quotation]
    more: int
    elsewhere: list[Quotation]


async def show(request: Request) -> Response:
    """At once, to be written in; what it tells is counted when the page asks for that, or somebody does."""
    return await _show(request, None)


async def _show(request: Request, form: Form | None, status: int = 200) -> Response:
    shown = await reading(request, "write_report", lambda look: _shown(look, request))
    form = form or empty(commentary=shown.part.commentary)
    told = {"shown": shown, "form": form, "drawn": drawn, "helps": WHAT_HELPS}
    return page(request, "report_part.html", block="tells", status=status, **told)


def _shown(look: Reading, request: Request) -> Shown:
    report, chosen = _chosen(look, request)
    counted = request.query_params.get("tell") == "now"
    found = part(look, report, chosen, counted=counted)
    if chosen.section != QUOTED_IN:
        return Shown(report, found, counted, [], 0, [])
    placed = {one.quotation.id for one in found.quoted if one.quotation}
    free = [one for one in quotations.granted(look.tx) if one.id not in placed]
    here = {one.id for one in quotations.granted(look.tx, used_in=report.id)}
    newest = [one for one in reversed(free) if one.id in here]
    elsewhere = [one for one in reversed(free) if one.id not in here]
    more = max(0, len(newest) - TO_CHOOSE_FROM)
    return Shown(report, found, counted, newest[:TO_CHOOSE_FROM], more, elsewhere[:TO_CHOOSE_FROM])


def _still(change: Change, request: Request, form: Form) -> tuple[Report, Section]:
    """The same for a form. Raises Gone when the report, or this part of it, is gone since its page was drawn."""
    report_id, section = request.path_params["report_id"], request.path_params["section"]
    report_meanwhile.is_there(change, form, report_id)
    if section not in {one.section for one in draft_of(change, report_id).sections}:
        changed = report_meanwhile.changed(change, form, report_id, (report_meanwhile.DETAILS,))
        report_meanwhile.raise_gone(change, changed, TAKEN_OUT)
    return _chosen(change, request)


def _chosen(look: Reading, request: Request) -> tuple[Report, Section]:
    draft = draft_of(look, request.path_params["report_id"])
    for one in draft.sections:
        if one.section == request.path_params["section"]:
            return draft.report, one
    raise NotThere


async def keep(request: Request) -> Response:
    form = await read_form(request)
    try:
        await changing(request, "write_report", lambda change: _keep(change, request, form))
    except Wrong as wrong:
        return await _show(request, wrong.form, 422)
    return back_to(_path(request), "commentary_kept")


def _path(request: Request) -> str:
    return f"/reports/{request.path_params['report_id']}/parts/{request.path_params['section']}"


def _keep(change: Change, request: Request, form: Form) -> None:
    report, chosen = _still(change, request, form)
    title = KINDS[chosen.section].title
    report_meanwhile.stop(change, form, report_meanwhile.changed(change, form, report.id, (title,)))
    words = form.text("commentary", most=LONGEST_COMMENTARY)
    form.check()
    reports.comment(change.tx, change.now, report.id, chosen.section, words)
    change.note(report_meanwhile.CHANGED, report.id, title)


async def quote(request: Request) -> Response:
    form = await read_form(request)
    await changing(request, "write_report", lambda change: _quote(change, request, form))
    return back_to(_path(request), "quoted")


def _quote(change: Change, request: Request, form: Form) -> None:
    report, _ = _still(change, request, form)
    wanted = form["quotation"]
    if any(one.quotation and one.quotation.id == wanted for one in quotation_uses.uses_of(change.tx, report.id)):
        raise Wrong(Form(errors={"quotation": "It stands in this report already."}))
    if not wanted or not quotation_uses.use(change.tx, change.now, wanted, report.id, by=change.me.person.id):
        raise Wrong(
            Form(errors={"quotation": "Its author has not said yes to this for this report, or has taken it back."})
        )
    reports.touched(change.tx, change.now, report.id)
    change.note("quotation_placed", report.id)


async def take_out(request: Request) -> Response:
    form = await read_form(request)
    await changing(request, "write_report", lambda change: _take_out(change, request, form))
    return back_to(_path(request), "taken_out")


def _take_out(change: Change, request: Request, form: Form) -> None:
    report, _ = _still(change, request, form)
    if form["use"] not in {one.id for one in quotation_uses.uses_of(change.tx, report.id)}:
        taken = meanwhile.since(change, form, report.id, "quotation_taken_out")
        meanwhile.stop(change, form, taken[-1:], report_meanwhile.DONE)
        raise NotThere
    quotation_uses.use_no_more(change.tx, form["use"])
    reports.touched(change.tx, change.now, report.id)
    change.note("quotation_taken_out", report.id)


_HERE = "/reports/{report_id}/parts/{section}"
ROUTES = [
    Route(_HERE, show),
    Route(_HERE, keep, methods=["POST"]),
    Route(f"{_HERE}/quote", quote, methods=["POST"]),
    Route(f"{_HERE}/take-out", take_out, methods=["POST"]),
]
SAID = {
    "commentary_kept": "Your words are kept.",
    "quoted": "The quotation stands in the report. When its author takes it back, a gap shows where it stood.",
    "taken_out": "It does not stand in the report any more.",
}
