"""Pages as HTML: a whole one for browsers, one block of the same template for htmx; and the way back after a form."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.actions.signing_in import CONSOLE
from bot.chat.cleaning import in_its_direction
from bot.chat.days import day_in_words
from bot.rules import staying
from console import going_on
from console.desk import desk_of
from console.forms import Form
from console.labels import ROLES, STATES, sentence
from console.mending import TO_MEND, to_mend
from console.pressing import LOOK
from console.who_asks import Me
from storage.values import moment

_FOLDER = Path(__file__).parent
_MAIN = '<main class="govuk-main-wrapper" id="main">'
_TAKES = re.compile(r"<[a-z][^>]* autofocus[ >]")
STATIC = _FOLDER / "static"
LANGUAGE = "en"  # of the pages themselves; what people said is marked as theirs


def _version() -> str:
    """A few letters that change whenever a file of ours does, so that browsers may keep what they have."""
    contents = b"".join(path.read_bytes() for path in sorted(STATIC.rglob("*")) if path.is_file())
    return hashlib.sha256(contents).hexdigest()[:8]


@pass_context
def when(context: Context, at: str | datetime | None) -> str:
    """Such as "Tuesday 3 March 2026, 14:00", where whoever reads it lives; '' for no time."""
    if not at:
        return ""
    local = _local(context, at)
    return f"{day_in_words(local.date(), context['voice'].words)}, {local:%H:%M}"


@pass_context
def day(context: Context, on: str | date | None) -> str:
    """Such as "3 March 2026": of a day, or of the day of a moment there."""
    if not on:
        return ""
    whole = isinstance(on, date) and not isinstance(on, datetime)
    found = on if whole else date.fromisoformat(on) if len(str(on)) == 10 else _local(context, on).date()  # type: ignore[arg-type]
    assert isinstance(found, date)
    return f"{found.day} {context['voice'].words.months[found.month - 1]} {found.year}"


@pass_context
def month(context: Context, at: str) -> str:
    """Such as "March 2026"."""
    return f"{context['voice'].words.months[int(at[5:7]) - 1]} {at[:4]}"


@pass_context
def weekday(context: Context, on: date) -> str:
    """Such as "Tuesday"."""
    return str(context["voice"].words.days[on.weekday()])


@pass_context
def clock(context: Context, at: str | datetime) -> str:
    """Such as "14:00", where whoever reads it lives."""
    return f"{_local(context, at):%H:%M}"


@pass_context
def ago(context: Context, at: str | datetime | None) -> str:
    """How long it is since then, to the largest unit that fits."""
    if not at:
        return ""
    seconds = (context["now"] - (moment(at) if isinstance(at, str) else at)).total_seconds()
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        times = int(seconds // length)
        if times >= 1:
            return f"{times} {unit}{'' if times == 1 else 's'}"
    return "less than a minute"


@pass_context
def stands(context: Context, state: str, starts_at: str) -> tuple[str, str]:
    """What a session has come to, and the colour of that: one whose time has come is not planned any more."""
    begun = bool(starts_at) and moment(starts_at) <= context["now"]
    return STATES["untold" if state == "planned" and begun else state]


def _local(context: Context, at: str | datetime) -> datetime:
    return (moment(at) if isinstance(at, str) else at).astimezone(ZoneInfo(context["zone"]))


def number(of: int) -> str:
    """Somebody's number as the team knows it."""
    return f"P-{of:03}"


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "when": when,
        "day": day,
        "month": month,
        "weekday": weekday,
        "clock": clock,
        "ago": ago,
        "stands": stands,
        "number": number,
        "sentence": sentence,
        "in_its_direction": in_its_direction,  # of a title, where there are no tags to set a part of it apart
    }
    named = {"at": CONSOLE, "version": _version(), "language": LANGUAGE, "states": STATES, "roles": ROLES}
    environment.globals |= named
    environment.globals["ui"] = environment.get_template("components.html").module
    return environment


TEMPLATES = _environment()


def page(request: Request, name: str, *, block: str | None = None, status: int = 200, **values: Any) -> Response:
    """A whole page for browsers, a single block of the same template for htmx; of a form that is refused the way to the
    page that says so."""
    template, form = TEMPLATES.get_template(name), values.get("form")
    filled = {**_frame(request), **values}
    if isinstance(form, Form) and form.put_back and request.method == "GET":
        filled["begin_anew"] = request.url.remove_query_params(("said", LOOK)).include_query_params(leave=form.put_back)
    if block and "HX-Request" in request.headers:
        html = block_of(request, name, block, **values)
    else:
        html = template.render(filled)
        if isinstance(form, Form) and form.put_in_order(html):
            html = template.render(filled)
        html = _led_to(request, going_on.opened(request, html))
    if status == TO_MEND:
        return to_mend(request, html)
    return HTMLResponse(html.encode("utf-8", "replace"), status)


def _led_to(request: Request, html: str) -> str:
    """This page, with the keyboard and what reads it out at its beginning where a form led to it and nothing on it says
    what came of that: on other pages they begin where every page begins."""
    led = request.method == "POST" or LOOK in request.query_params
    return html.replace(_MAIN, f'{_MAIN[:-1]} tabindex="-1" autofocus>', 1) if led and not _TAKES.search(html) else html


def block_of(request: Request, name: str, block: str, **values: Any) -> str:
    """One block of a template, as it stands in its page."""
    template = TEMPLATES.get_template(name)
    return "".join(template.blocks[block](template.new_context({**_frame(request), **values})))


def back_to(path: str, said: str = "", **query: str) -> Response:
    """After a form: look at this page, which says the sentence that goes with `said`."""
    told = {**query, **({"said": said} if said else {})}
    return RedirectResponse(CONSOLE + path + (f"?{urlencode(told)}" if told else ""), 303)


def _frame(request: Request) -> dict[str, Any]:
    """What every page has around it."""
    desk, me = desk_of(request), getattr(request.state, "me", None)
    now, here = desk.clock.now(), request.url.path.removeprefix(CONSOLE)
    return {
        "me": me,
        "now": now,
        "zone": me.person.timezone if me else "UTC",
        "voice": desk.texts.voice(LANGUAGE),
        "voice_of": lambda language: desk.texts.voice(language).about,
        "practice": desk.practice,
        "navigation": request.app.state.navigation(me, here) if me else (),
        "here": here,
        "until": staying.until(now, signed_in_at=moment(me.sign_in.signed_in_at)) if me else None,
        "idle": _seconds(me, now),
        "begin_anew": None,
        **going_on.told(request),
        "told": request.app.state.said.get(request.query_params.get("said", ""), ""),
        "told_heading": _heading(request.query_params.get("said", "")),
        "htmx": _HTMX,
    }


def _heading(said: str) -> str:
    """Above what is said after a form; '' where it was done. What was decided meanwhile was not."""
    return "Nothing changed" if said.endswith("_meanwhile") else ""


def _seconds(me: Me | None, now: datetime) -> Mapping[str, int]:
    """When the page warns that it is about to sign out, and when it does."""
    if me is None:
        return {"warn": 0, "over": 0}
    left = int((staying.until(now, signed_in_at=moment(me.sign_in.signed_in_at)) - now).total_seconds())
    return {"warn": max(1, left - int(staying.WARNED.total_seconds())), "over": left}


# No code from attributes, no style of its own, nothing from elsewhere, nothing kept of pages in the browser.
_HTMX = (
    '{"includeIndicatorStyles":false,"allowEval":false,"selfRequestsOnly":true,"historyCacheSize":0,'
    '"allowScriptTags":false,"refreshOnHistoryMiss":true}'
)
