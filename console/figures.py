"""Figures: a page of questions about the programme, and a page for each with its answer, drawn and in numbers."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.rules.figures import Figure
from bot.rules.periods import LONGEST, MOST_MONTHS, Period, last_months, last_quarter, last_weeks, quarter_of
from console import months
from console.answers_to_question import HEADINGS
from console.desk import Reading, reading
from console.figures_about import About
from console.figures_by_month import by_month
from console.figures_drawn import Drawing, drawn
from console.figures_of_stopping import TALKS
from console.figures_told import CHARTS, Chart, Part
from console.forms import Form
from console.method_read import name_of
from console.page import page
from console.refusals import NotThere
from storage import groups, may_read

ROLES = {"partner": "Partners", "leader": "Leaders"}
EVERYBODY = "Everybody"
GROUP = "group:"
USUAL = "after_session"  # of the conversations
STORIES = {
    **HEADINGS,
    "reflect": "Thoughts to turn over",
    "rhythm": "How often a thought is offered",
    "suggest": "Suggesting a thought",
    "agree_pairing": "Agreeing to work together",
    "agree_group": "Agreeing to join a group",
    "another_time": "Another time for a session",
    "interested": "Interest in an opportunity",
}
FIELDS = ("from", "until", "whom", "story")


@dataclass(slots=True)
class Shown:
    """One page: what can be chosen, what was, and the figures; none where something is to be mended. `days`: it may be
    of any days, and not of whole months alone."""

    name: str
    chart: Chart
    form: Form
    whom: Mapping[str, str]
    stories: Mapping[str, str]
    period: Period
    ready: Sequence[tuple[str, Period]]
    days: bool
    figures: Sequence[tuple[Figure, Drawing | None]] = ()

    @property
    def of_whom(self) -> str:
        """Of whom it is told, '' of everybody."""
        return self.whom.get(self.form["whom"], "") if self.form["whom"] else ""


async def index(request: Request) -> Response:
    await reading(request, "see_figures", lambda look: None)
    return page(request, "figures.html", charts=CHARTS)


async def one(request: Request) -> Response:
    name = request.path_params["name"]
    asked = {field: request.query_params.get(field, "") for field in FIELDS}
    shown = await reading(request, "see_figures", lambda look: _show(look, name, Form(asked)))
    if not shown.form.errors:
        found = await asyncio.gather(*(_part(request, shown, part) for part in shown.chart.parts))
        shown.figures = [(figure, drawn(figure)) for figures in found for figure in figures]
    return page(request, "figure.html", status=422 if shown.form.errors else 200, shown=shown, form=shown.form)


def _show(look: Reading, name: str, form: Form) -> Shown:
    chart, today = CHARTS.get(name), look.scene.today
    if chart is None:
        raise NotThere
    days = may_read.of_everybody(look.me.roles)
    ready = _days_ready(today) if days else _months_ready(look.now.date())
    period = (_period if days else _months)(look, form, ready[0][1])
    whom = _whom(look, chart)
    form.one_of("whom", whom, "Choose one of the list.")
    stories = {kind: STORIES.get(kind) or name_of(kind) for kind in TALKS} if chart.by_story else {}
    if stories and not form["story"]:
        form.values["story"] = USUAL
    if stories:
        form.one_of("story", stories, "Choose one of the list.")
    return Shown(name, chart, form, whom, stories, period, ready, days)


def _days_ready(today: date) -> Sequence[tuple[str, Period]]:
    return (
        ("the last 13 weeks", last_weeks(today)),
        ("the last quarter", last_quarter(today)),
        ("this quarter", Period(quarter_of(today).first, today)),
        ("the last year", last_weeks(today, 52)),
    )


def _months_ready(today: date) -> Sequence[tuple[str, Period]]:
    return (
        ("the last three months", last_months(today)),
        ("the last month", last_months(today, 1)),
        ("the last year", last_months(today, MOST_MONTHS)),
    )


async def _part(request: Request, shown: Shown, part: Part) -> list[Figure]:
    """Each part is counted by a look of its own: of a long time it takes a while, and they need not wait in a row."""

    def tell(look: Reading) -> list[Figure]:
        about = _about(look, shown.form, shown.period)
        return part(about) if shown.days else by_month(about, part)

    return await reading(request, "see_figures", tell)


def _period(look: Reading, form: Form, usual: Period) -> Period:
    """What was typed, or the usual one, which then stands in the form."""
    today, words = look.scene.today, look.voice.words
    first, last = form.day("from", words, today), form.day("until", words, today)
    period = Period(first or usual.first, last or max(usual.last, first or usual.last))
    if period.last < period.first:
        form.wrong("until", "The last day comes before the first one.")
    elif period.last - period.first > LONGEST:
        form.wrong("from", f"Choose a shorter time: at most {LONGEST // timedelta(days=365)} years.")
    for field, day in (("from", period.first), ("until", period.last)):
        if not form.errors or not form[field]:
            form.values[field] = _typed(day)
    return period


def _months(look: Reading, form: Form, usual: Period) -> Period:
    """Whole months that are over, for those who are not to find what one person said by asking for the day."""
    today, words = look.now.date(), look.voice.words
    first, last = months.month(form, "from", words, today), months.month(form, "until", words, today)
    found = [*Period(first or usual.first, last or usual.last).months()]
    if not found:
        form.wrong("until", "The last month comes before the first one.")
        return usual
    if len(found) > MOST_MONTHS:
        form.wrong("from", f"Choose a shorter time: at most {MOST_MONTHS} months.")
    if found[-1].last >= today:
        form.wrong("until", "This month is not over. Figures are told of whole months that are.")
    for field, day in (("from", found[0].first), ("until", found[-1].last)):
        if not form.errors or not form[field]:
            form.values[field] = months.typed(day)
    return Period(found[0].first, found[-1].last)


def _typed(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _whom(look: Reading, chart: Chart) -> dict[str, str]:
    """Of whom it can be asked; groups by name are for those who see the programme."""
    whom = {"": EVERYBODY}
    if chart.by_role:
        whom |= ROLES
    if chart.by_group and look.me.may("see_programme"):
        whom |= {f"{GROUP}{one.id}": one.name for one in groups.standing(look.tx)}
    return whom


def _about(look: Reading, form: Form, period: Period) -> About:
    whom = form["whom"]
    group_id = whom.removeprefix(GROUP) if whom.startswith(GROUP) else ""
    return About(
        look.tx,
        look.voice,
        look.now,
        look.me.person.timezone,
        period,
        role="" if group_id else whom,
        group_id=group_id,
        story=form["story"],
    )


ROUTES = [Route("/figures", index), Route("/figures/{name}", one)]
