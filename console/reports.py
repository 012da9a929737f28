"""Learning reports: the drafts there are, and a new one."""

from __future__ import annotations

from datetime import date
from itertools import islice

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.chat.words import Words
from bot.rules.periods import MOST_MONTHS, Period, last_months, month_of
from console import months
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, page
from storage import quotation_uses, reports
from storage.quotations import LEARNING_DATA
from storage.values import moment

SHOWN = 50
LONGEST_TITLE = 120
USUAL = ("glance", "heard", "done", "cannot", "promises", "reach", "reading", "method")


async def index(request: Request) -> Response:
    found, gaps = await reading(
        request, "write_report", lambda look: (reports.newest(look.tx, SHOWN), quotation_uses.gaps(look.tx))
    )
    return page(request, "reports.html", reports=found, gaps=gaps)


async def ask(request: Request) -> Response:
    usual = await reading(request, "write_report", _usual)
    return await _ask(
        request,
        empty(**{"title": _usual_title(usual), "from": months.typed(usual.first), "until": months.typed(usual.last)}),
    )


async def _ask(request: Request, form: Form, status: int = 200) -> Response:
    await reading(request, "write_report", lambda look: look.me)
    return page(request, "report_new.html", status=status, form=form)


def _usual(look: Reading) -> Period:
    """The last months that are over, of those in which somebody was there to be heard."""
    usual, began = last_months(look.scene.today), reports.programme_begins(look.tx)
    begins = month_of(moment(began).date()) if began else usual.first
    return Period(begins, usual.last) if usual.first < begins <= usual.last else usual


def _usual_title(period: Period) -> str:
    return f"Learning report {months.typed(period.first)} to {months.typed(period.last)}"


async def begin(request: Request) -> Response:
    form = await read_form(request)
    try:
        made = await changing(request, "write_report", lambda change: _begin(change, form))
    except Wrong as wrong:
        return await _ask(request, wrong.form, 422)
    return back_to(f"/reports/{made}", "report_begun")


def _begin(change: Change, form: Form) -> str:
    title, period = details(change, form)
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


def details(change: Change, form: Form, report_id: str = "") -> tuple[str, Period]:
    """The title and the period, as they were typed. People agree to a report by its title, so each has its own."""
    title = " ".join(form.text("title", "Give it a title.", most=LONGEST_TITLE).split())
    if title and reports.called(change.tx, title) not in (None, report_id):
        form.wrong(
            "title", "There is a report with this title. Give this one another: people agree to it by its title."
        )
    if title.casefold().startswith(LEARNING_DATA.casefold()):
        form.wrong(
            "title", "Learning data is called so, and people agree to it by that. Give the report another title."
        )
    words, today = change.texts.first.words, change.scene.today
    period = _period(form, words, today)
    form.check()
    assert period is not None
    return title, period


def _period(form: Form, words: Words, today: date) -> Period | None:
    """The months that were typed; None where they are to be mended."""
    first = months.month(form, "from", words, today, "Type the first month.")
    last = months.month(form, "until", words, today, "Type the last month.")
    if first is not None and first > month_of(today):
        form.wrong("from", "That month has not begun.")
    if last is not None and len([*islice(Period(month_of(today), last).months(), MOST_MONTHS + 1)]) > MOST_MONTHS:
        form.wrong("until", f"The last month is too far ahead. A report is about {MOST_MONTHS} months at most.")
    if first is None or last is None:
        return None
    if last < first:
        form.wrong("until", "The last month comes before the first one.")
        return None
    found = [*Period(first, last).months()]
    if len(found) > MOST_MONTHS:
        form.wrong("until", f"A report is about {MOST_MONTHS} months at most.")
    return Period(found[0].first, found[-1].last)


ROUTES = [
    Route("/reports", index),
    Route("/reports/new", ask),
    Route("/reports/new", begin, methods=["POST"]),
]
SAID = {
    "report_begun": "The report is begun. Its figures are counted anew whenever you look at it.",
}
