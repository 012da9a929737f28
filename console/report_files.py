"""A learning report as a file to take away: Word, or its impact log as a workbook. Each is asked for with a purpose and
a fresh second step, like any other file."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.exports.files import FORMATS
from console import report_impact, report_word
from console.desk import Reading, changing, reading
from console.export_new import PURPOSES, purpose_of
from console.forms import Form, Wrong, empty, read_form
from console.looking_first import look_first, looked_at
from console.page import page
from console.report_content import Whole
from console.report_made import Gaps, counted, mend_first, whole, without_gaps
from storage.reports import Report

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class File:
    """A kind of file: how its page is called, what is in it, its name in the log and its own, and how it ends."""

    title: str
    holds: str
    log: str
    called: str
    ending: str
    media_type: str


FILES: Mapping[str, File] = {
    "word": File(
        "Word file", "The whole report, to edit. Its quotations stand in it.", "Word", "learning-report", "docx", _WORD
    ),
    "impact-log": File(
        "Impact log and PIRIT rows",
        "What people were told came of what they said, as a workbook.",
        "impact log",
        "impact-log",
        "xlsx",
        FORMATS["xlsx"].media_type,
    ),
}


async def ask(request: Request) -> Response:
    return await _ask(request, None)


async def _ask(request: Request, form: Form | None, status: int = 200) -> Response:
    """With what was typed before, where that has been mended."""
    try:
        report = await reading(request, "take_report", lambda look: _report(look, request))
    except Gaps:
        return mend_first(request)
    file = FILES[_name(request)]
    where = f"/reports/{report.id}/{_name(request)}"
    form = form or looked_at(request, where) or empty()
    return page(
        request, "report_file.html", status=status, form=form, report=report, file=file, where=where, purposes=PURPOSES
    )


def _name(request: Request) -> str:
    return request.url.path.rpartition("/")[2]


def _report(look: Reading, request: Request) -> Report:
    return without_gaps(look, request.path_params["report_id"]).report


async def make(request: Request) -> Response:
    form, name = await read_form(request), _name(request)
    try:
        purpose = purpose_of(form)
        form.check()
        if form["mended"]:  # a file leaves the page where it is: one that says what to mend is left before
            return await _as_mended(request, form)
        draft, parts = await counted(request, "take_report")
        told = f"{FILES[name].log}, for: {purpose}"
        made = await changing(request, "take_report", lambda change: whole(change, draft, parts, told))
        content = await (_as_word(made) if name == "word" else _as_workbook(request, made, purpose))
    except Wrong as wrong:
        return await _ask(request, wrong.form, 422)
    except Gaps:
        return mend_first(request)
    called = f"voices-{FILES[name].called}-{made.report.until_on}.{FILES[name].ending}"
    headers = {"Content-Disposition": f'attachment; filename="{called}"'}
    return Response(content, media_type=FILES[name].media_type, headers=headers)


async def _as_mended(request: Request, form: Form) -> Response:
    """To the page as it was before there was anything to mend, with what was typed."""
    report = await reading(request, "take_report", lambda look: _report(look, request))
    where = f"/reports/{report.id}/{_name(request)}"
    typed = Form({name: form[name] for name in ("purpose", "purpose_words")}, {})
    return look_first(request, where, where, typed, "file_mended")


async def _as_word(made: Whole) -> bytes:
    return await asyncio.to_thread(report_word.document, made)


async def _as_workbook(request: Request, made: Whole, purpose: str) -> bytes:
    book = await reading(request, "take_report", lambda look: report_impact.book(look, made, purpose))
    return await asyncio.to_thread(FORMATS["xlsx"].make, book)


ROUTES = [
    route
    for name in FILES
    for route in (
        Route(f"/reports/{{report_id}}/{name}", ask),
        Route(f"/reports/{{report_id}}/{name}", make, methods=["POST"]),
    )
]
SAID = {"file_mended": "Nothing is to be mended any more. The file is not made yet: make it with the button below."}
