"""A learning report as a whole, counted and with its quotations, and the page to print it. With a gap in it where a
quotation was taken back, there is nothing to hand on until somebody has mended it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from console.desk import Change, Reading, reading, recorded
from console.figures_drawn import drawn
from console.page import back_to, page
from console.report import Draft, draft_of
from console.report_content import Part, Whole
from console.report_left_out import WHAT_HELPS, WHY, is_most
from console.report_parts import QUOTED_IN, part, placed
from console.rights import Right
from storage.reports import Section

SIDE_BY_SIDE = 2  # parts that are counted at once: as many as there are cores, and a connection is left for other pages


class Gaps(Exception):
    """Quotations stand in it that may be shown no more."""


def without_gaps(look: Reading, report_id: str) -> Draft:
    """This report. Raises NotThere and Gaps."""
    draft = draft_of(look, report_id)
    if draft.gaps:
        raise Gaps(report_id)
    return draft


async def to_print(request: Request) -> Response:
    """It is looked at on a screen, which is on record."""
    try:
        draft, parts = await counted(request, "write_report")
        made = await recorded(request, "write_report", lambda change: whole(change, draft, parts, "to print"))
    except Gaps:
        return mend_first(request)
    hides = is_most(made.parts)
    return page(request, "report_print.html", whole=made, drawn=drawn, why=WHY if hides else "", helps=WHAT_HELPS)


async def counted(request: Request, may: Right) -> tuple[Draft, tuple[Part, ...]]:
    """All of it as it is at this moment. It is counted part by part, two at a time, so that other pages are shown in
    between, and where nobody in a chat waits for it. Raises NotThere and Gaps."""
    report_id = request.path_params["report_id"]
    draft = await reading(request, may, lambda look: without_gaps(look, report_id))
    room = asyncio.Semaphore(SIDE_BY_SIDE)

    async def count(one: Section) -> Part:
        async with room:
            return await reading(request, may, lambda look: part(look, draft.report, one))

    return draft, tuple(await asyncio.gather(*(count(one) for one in draft.sections)))


def whole(change: Change, draft: Draft, parts: tuple[Part, ...], how: str) -> Whole:
    """It is put together, which is on record. A quotation may have been taken back meanwhile: what stands in it is
    asked once more."""
    report = without_gaps(change, draft.report.id).report
    change.note("report_made", report.id, how)
    now_in_it = placed(change, report)
    parts = tuple(replace(one, quoted=now_in_it) if one.name == QUOTED_IN else one for one in parts)
    return Whole(report, parts, change.now, change.me.person.timezone, change.texts.first)


def mend_first(request: Request) -> Response:
    return back_to(f"/reports/{request.path_params['report_id']}")


ROUTES = [Route("/reports/{report_id}/print", to_print)]
