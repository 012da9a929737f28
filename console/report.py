"""One learning report: its period, its parts and their order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from console import months, report_meanwhile
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, read_form
from console.page import back_to, page
from console.refusals import NotThere
from console.report_meanwhile import DETAILS, ORDER
from console.report_parts import KINDS
from console.reports import details
from storage import quotation_requests, quotation_uses, reports
from storage.quotation_uses import Use
from storage.reports import Report, Section

WAYS = {"up": -1, "down": 1}
KEEPS_ITS_TITLE = (
    "People were asked for sentences under this title, or have agreed to them, so it stays. Call those questions off "
    "under Quotations, or begin another report."
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as it is being written: its parts, and the places where a quotation stands or stood; `ahead` when its
    last month is not over; `agreed` how many sentences are asked for, or said yes to, under its title."""

    report: Report
    sections: list[Section]
    uses: list[Use]
    ahead: bool
    agreed: int

    @property
    def gaps(self) -> int:
        return sum(one.quotation is None for one in self.uses)


async def show(request: Request) -> Response:
    return await _show(request, None)


async def _show(request: Request, form: Form | None, status: int = 200) -> Response:
    draft = await reading(request, "write_report", lambda look: draft_of(look, request.path_params["report_id"]))
    report = draft.report
    if form is None:
        days = {
            name: months.typed(date.fromisoformat(on))
            for name, on in (("from", report.from_on), ("until", report.until_on))
        }
        form = Form({"title": report.title, **days}, {"section": [one.section for one in draft.sections]})
    titles = {name: kind.title for name, kind in KINDS.items()}
    return page(request, "report.html", status=status, draft=draft, form=form, titles=titles)


def draft_of(look: Reading, report_id: str) -> Draft:
    """This report. Raises NotThere."""
    found = reports.by_id(look.tx, report_id)
    if found is None:
        raise NotThere
    chosen = [one for one in reports.sections(look.tx, report_id) if one.section in KINDS]
    ahead = found.until_on >= look.now.date().isoformat()
    agreed = len(quotation_requests.live_for(look.tx, found.title))
    return Draft(found, chosen, quotation_uses.uses_of(look.tx, report_id), ahead, agreed)


async def change_details(request: Request) -> Response:
    report_id, form = request.path_params["report_id"], await read_form(request)
    try:
        await changing(request, "write_report", lambda change: _change_details(change, report_id, form))
    except Wrong as wrong:
        return await _show(request, wrong.form, 422)
    return back_to(f"/reports/{report_id}", "report_kept")


def _change_details(change: Change, report_id: str, form: Form) -> None:
    report_meanwhile.is_there(change, form, report_id)
    draft = draft_of(change, report_id)
    report_meanwhile.stop(change, form, report_meanwhile.changed(change, form, report_id, (DETAILS, ORDER)))
    typed = " ".join(form["title"].split())
    if draft.agreed and typed and typed.casefold() != draft.report.title.casefold():
        form.wrong("title", KEEPS_ITS_TITLE)
    chosen = [name for name in form.chosen("section") if name in KINDS]
    if not chosen:
        form.wrong("section", "Choose one part at least.")
    title, period = details(change, form, report_id)
    reports.change(change.tx, change.now, report_id, title=title, from_on=period.first, until_on=period.last)
    stay = [one.section for one in draft.sections if one.section in chosen]
    reports.arrange(change.tx, change.now, report_id, [*stay, *(name for name in chosen if name not in stay)])
    change.note(report_meanwhile.CHANGED, report_id, DETAILS)


async def move(request: Request) -> Response:
    report_id, form = request.path_params["report_id"], await read_form(request)
    await changing(request, "write_report", lambda change: _move(change, report_id, form))
    return back_to(f"/reports/{report_id}#part-{form['section']}")  # which a browser goes to and reads out


def _move(change: Change, report_id: str, form: Form) -> None:
    """One place up or down; what stands at the end stays there."""
    report_meanwhile.is_there(change, form, report_id)
    names = [one.section for one in draft_of(change, report_id).sections]
    if form["section"] not in names or form["way"] not in WAYS:
        raise NotThere
    place = names.index(form["section"])
    other = min(max(place + WAYS[form["way"]], 0), len(names) - 1)
    names[place], names[other] = names[other], names[place]
    reports.arrange(change.tx, change.now, report_id, names)
    change.note(report_meanwhile.CHANGED, report_id, ORDER)


ROUTES = [
    Route("/reports/{report_id}", show),
    Route("/reports/{report_id}", change_details, methods=["POST"]),
    Route("/reports/{report_id}/move", move, methods=["POST"]),
]
SAID = {"report_kept": "It is kept."}
