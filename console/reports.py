"""Learning reports: the drafts there are, and one of them, with its period, its parts and their order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import quoting
from bot.rules.periods import LONGEST, Period, last_quarter
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, page
from console.refusals import NotThere
from console.report_parts import KINDS
from storage import quotation_requests, quotations, reports
from storage.quotations import Use
from storage.reports import Report, Section

SHOWN = 50
LONGEST_TITLE = 120
USUAL = ("glance", "heard", "done", "cannot", "promises", "reach", "reading", "method")
WAYS = {"up": -1, "down": 1}
KEEPS_ITS_TITLE = (
    "People were asked for sentences under this title, or have agreed to them, so it stays. Call those questions off "
    "under Quotations, or begin another report."
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as it is being written: its parts, and the places where a quotation stands or stood; `ahead` when its
    last day is still to come; `agreed` how many sentences are asked for, or said yes to, under its title."""

    report: Report
    sections: list[Section]
    uses: list[Use]
    ahead: bool
    agreed: int

    @property
    def gaps(self) -> int:
        return sum(one.quotation is None for one in self.uses)


async def index(request: Request) -> Response:
    found = await reading(request, "write_report", lambda look: reports.newest(look.tx, SHOWN))
    return page(request, "reports.html", reports=found)


async def ask(request: Request) -> Response:
    today = await reading(request, "write_report", lambda look: look.scene.today)
    usual = last_quarter(today)
    return await _ask(
        request, empty(**{"title": _usual_title(today), "from": _typed(usual.first), "until": _typed(usual.last)})
    )


async def _ask(request: Request, form: Form, status: int = 200) -> Response:
    await reading(request, "write_report", lambda look: look.me)
    return page(request, "report_new.html", status=status, form=form)


def _usual_title(today: date) -> str:
    first, last = last_quarter(today).first, last_quarter(today).last
    return f"Learning report {_typed(first)} to {_typed(last)}"


def _typed(day: date) -> str:
    return f"{day:%d/%m/%Y}"


async def begin(request: Request) -> Response:
    form = await read_form(request)
    try:
        made = await changing(request, "write_report", lambda change: _begin(change, form))
    except Wrong as wrong:
        return await _ask(request, wrong.form, 422)
    return back_to(f"/reports/{made}", "report_begun")


def _begin(change: Change, form: Form) -> str:
    title, period = _details(change, form)
    made = reports.begin(
        change.tx,
        change.now,
        title=title,
        from_on=period.first,
        until_on=period.last,
        made_by=change.me.person.id,
    )
    reports.arrange(change.tx, change.now, made, USUAL)
    change.note("report_begun", made)
    return made


def _details(change: Change, form: Form, report_id: str = "") -> tuple[str, Period]:
    """The title and the period, as they were typed. People agree to a report by its title, so each has its own."""
    title = " ".join(form.text("title", "Give it a title.", most=LONGEST_TITLE).split())
    if title and reports.called(change.tx, title) not in (None, report_id):
        form.wrong(
            "title", "There is a report with this title. Give this one another: people agree to it by its title."
        )
    words, today = change.texts.first.words, change.scene.today
    first = form.day("from", words, today, "Type the first day.")
    last = form.day("until", words, today, "Type the last day.")
    if first and last and last < first:
        form.wrong("until", "The last day comes before the first one.")
    if first and last and last - first > LONGEST:
        form.wrong("until", "A report is about five years at most.")
    form.check()
    assert first is not None and last is not None
    return title, Period(first, last)


async def show(request: Request) -> Response:
    return await _show(request, None)


async def _show(request: Request, form: Form | None, status: int = 200) -> Response:
    draft = await reading(request, "write_report", lambda look: draft_of(look, request.path_params["report_id"]))
    report = draft.report
    if form is None:
        days = {
            name: _typed(date.fromisoformat(on)) for name, on in (("from", report.from_on), ("until", report.until_on))
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
    ahead = found.until_on > look.scene.today.isoformat()
    agreed = len(quotation_requests.live_for(look.tx, found.title))
    return Draft(found, chosen, quotations.uses_of(look.tx, report_id), ahead, agreed)


async def change_details(request: Request) -> Response:
    report_id, form = request.path_params["report_id"], await read_form(request)
    try:
        await changing(request, "write_report", lambda change: _change_details(change, report_id, form))
    except Wrong as wrong:
        return await _show(request, wrong.form, 422)
    return back_to(f"/reports/{report_id}", "report_kept")


def _change_details(change: Change, report_id: str, form: Form) -> None:
    draft = draft_of(change, report_id)
    title, period = _details(change, form, report_id)
    if draft.agreed and title.casefold() != draft.report.title.casefold():
        form.wrong("title", KEEPS_ITS_TITLE)
    chosen = [name for name in form.chosen("section") if name in KINDS]
    if not chosen:
        form.wrong("section", "Choose one part at least.")
    form.check()
    reports.change(change.tx, change.now, report_id, title=title, from_on=period.first, until_on=period.last)
    stay = [one.section for one in draft.sections if one.section in chosen]
    reports.arrange(change.tx, change.now, report_id, [*stay, *(name for name in chosen if name not in stay)])
    change.note("report_changed", report_id)


async def move(request: Request) -> Response:
    report_id, form = request.path_params["report_id"], await read_form(request)
    await changing(request, "write_report", lambda change: _move(change, report_id, form))
    return back_to(f"/reports/{report_id}")


def _move(change: Change, report_id: str, form: Form) -> None:
    """One place up or down; what stands at the end stays there."""
    names = [one.section for one in draft_of(change, report_id).sections]
    if form["section"] not in names or form["way"] not in WAYS:
        raise NotThere
    place = names.index(form["section"])
    other = min(max(place + WAYS[form["way"]], 0), len(names) - 1)
    names[place], names[other] = names[other], names[place]
    reports.arrange(change.tx, change.now, report_id, names)
    change.note("report_changed", report_id)


async def delete(request: Request) -> Response:
    report_id = request.path_params["report_id"]
    await changing(request, "write_report", lambda change: _delete(change, report_id))
    return back_to("/reports", "report_deleted")


def _delete(change: Change, report_id: str) -> None:
    draft = draft_of(change, report_id)
    quoting.place_gone(change.tx, change.now, draft.report.title, by=change.me.person.id)
    reports.delete(change.tx, report_id)
    change.note("report_deleted", report_id)


ROUTES = [
    Route("/reports", index),
    Route("/reports/new", ask),
    Route("/reports/new", begin, methods=["POST"]),
    Route("/reports/{report_id}", show),
    Route("/reports/{report_id}", change_details, methods=["POST"]),
    Route("/reports/{report_id}/move", move, methods=["POST"]),
    Route("/reports/{report_id}/delete", delete, methods=["POST"]),
]
SAID = {
    "report_begun": "The report is begun. Its figures are counted anew whenever you look at it.",
    "report_kept": "It is kept.",
    "report_deleted": "The report is deleted. What people said is where it was.",
}
