"""Deleting a learning report: what goes with it is said first, for it cannot be undone."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import quoting
from bot.chat.playing import Play
from bot.conversations import STORIES
from console import report_meanwhile
from console.desk import Change, Reading, changing, reading
from console.forms import Form, read_form
from console.page import back_to, page
from console.report import Draft, draft_of
from storage import quotation_requests, reports


@dataclass(frozen=True, slots=True)
class Going:
    """What goes with a report: the parts in which the team wrote (`written`), the sentences that stand in it
    (`standing`), those of which the author has still to say something (`asked`), and the yeses to others (`agreed`)."""

    draft: Draft
    written: int
    standing: int
    asked: int
    agreed: int


async def ask(request: Request) -> Response:
    going = await reading(request, "write_report", lambda look: _going(look, request.path_params["report_id"]))
    return page(request, "report_delete.html", report=going.draft.report, going=going)


def _going(look: Reading, report_id: str) -> Going:
    draft = draft_of(look, report_id)
    live = quotation_requests.live_for(look.tx, draft.report.title)
    asked, placed = sum(one.waits for one in live), {one.quotation_id for one in draft.uses}
    agreed = sum(not one.waits and one.id not in placed for one in live)
    written = sum(bool(one.commentary) for one in reports.sections(look.tx, report_id))
    return Going(draft, written, len(draft.uses) - draft.gaps, asked, agreed)


async def delete(request: Request) -> Response:
    report_id, form = request.path_params["report_id"], await read_form(request)
    await changing(request, "write_report", lambda change: _delete(change, report_id, form))
    return back_to("/reports", "report_deleted")


def _delete(change: Change, report_id: str, form: Form) -> None:
    report_meanwhile.is_there(change, form, report_id)
    draft = draft_of(change, report_id)
    report_meanwhile.before_it_is_deleted(change, form, draft.report)
    scene = change.scene
    Play(scene, STORIES)
    quoting.place_gone(scene, draft.report.title)
    reports.delete(change.tx, report_id)
    change.note("report_deleted", report_id)


ROUTES = [
    Route("/reports/{report_id}/delete", ask),
    Route("/reports/{report_id}/delete", delete, methods=["POST"]),
]
SAID = {"report_deleted": "The report is deleted. What people said is where it was."}
