"""A learning report to hand on: a page to print, a Word file, and its impact log as a workbook. With a gap in it where
a quotation was taken back, there is none of these until somebody has mended it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.exports.files import FORMATS
from console import report_impact, report_word
from console.desk import Change, Reading, reading, recorded
from console.figures_drawn import drawn
from console.page import back_to, page
from console.report_content import Part, Whole
from console.report_parts import QUOTED_IN, part, placed
from console.reports import Draft, draft_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Gaps(Exception):
    """Quotations stand in it that may be shown no more."""


def _without_gaps(look: Reading, report_id: str) -> Draft:
    draft = draft_of(look, report_id)
    if draft.gaps:
        raise Gaps(report_id)
    return draft


async def to_print(request: Request) -> Response:
    try:
        made = await _made(request, "to print")
    except Gaps:
        return _mend_first(request)
    return page(request, "report_print.html", whole=made, drawn=drawn)


async def as_word(request: Request) -> Response:
    try:
        made = await _made(request, "Word")
    except Gaps:
        return _mend_first(request)
    return _file(made, await asyncio.to_thread(report_word.document, made), "docx", WORD)


async def impact_log(request: Request) -> Response:
    try:
        made = await _made(request, "impact log")
    except Gaps:
        return _mend_first(request)
    book = await reading(request, "write_report", lambda look: report_impact.book(look, made))
    workbook = FORMATS["xlsx"]
    return _file(made, await asyncio.to_thread(workbook.make, book), "xlsx", workbook.media_type)


async def _made(request: Request, how: str) -> Whole:
    """All of it as it is at this moment, and on record that it was made. It is counted part by part, so that other
    pages are shown in between, and where nobody in a chat waits for it. Raises NotThere and Gaps."""
    report_id = request.path_params["report_id"]
    draft = await reading(request, "write_report", lambda look: _without_gaps(look, report_id))
    parts = [
        await reading(request, "write_report", lambda look, one=one: part(look, draft.report, one))  # type: ignore[misc]
        for one in draft.sections
    ]
    return await recorded(request, "write_report", lambda change: _record(change, draft, tuple(parts), how))


def _record(change: Change, draft: Draft, parts: tuple[Part, ...], how: str) -> Whole:
    """A quotation may have been taken back meanwhile: what stands in it is asked once more."""
    report = _without_gaps(change, draft.report.id).report
    change.note("report_made", report.id, how)
    now_in_it = placed(change, report)
    parts = tuple(replace(one, quoted=now_in_it) if one.name == QUOTED_IN else one for one in parts)
    return Whole(report, parts, change.now, change.me.person.timezone, change.texts.first)


def _mend_first(request: Request) -> Response:
    return back_to(f"/reports/{request.path_params['report_id']}")


def _file(made: Whole, content: bytes, ending: str, media_type: str) -> Response:
    name = f"voices-learning-report-{made.report.until_on}.{ending}"
    return Response(content, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


ROUTES = [
    Route("/reports/{report_id}/print", to_print),
    Route("/reports/{report_id}/word", as_word),
    Route("/reports/{report_id}/impact-log", impact_log),
]
