"""What a safeguarding lead has to agree to before it is said: the help card, and all that is said on a hard day."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import team_changes
from bot.actions.naming import called
from bot.chat.playing import Play
from bot.conversations import STORIES
from bot.wording import publishing
from bot.wording.publishing import Work
from bot.wording.standing import Book
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, page
from console.refusals import NotThere
from console.text_change import REFUSED, speak
from console.text_looks import Looked, looked_at, told_on
from storage import text_versions
from storage.text_versions import Version

LONGEST = 300  # letters of why something is sent back


class ChangedMeanwhile(Exception):
    """These words wait for nobody's yes any more: they were changed, agreed to or sent back."""


async def index(request: Request) -> Response:
    found = await reading(request, "approve_crisis_words", waiting)
    return page(request, "approvals.html", found=found)


def waiting(look: Reading) -> list[tuple[Version, str]]:
    """Everything that waits for a yes, oldest first, and who wrote it."""
    found = sorted((one for one in Book(look.tx).open if one.state == "asked"), key=lambda one: one.id)
    return [(one, called(look.scene, one.made_by) if one.made_by else "Somebody") for one in found]


async def show(request: Request) -> Response:
    return await _show(request, empty())


async def _show(request: Request, form: Form, status: int = 200) -> Response:
    try:
        looked = await reading(request, "approve_crisis_words", lambda look: _looked(look, request))
    except ChangedMeanwhile:
        return back_to("/approvals", "words_changed_meanwhile")
    return page(request, "approval.html", status=status, looked=await told_on(request, looked), form=form)


def _looked(look: Reading, request: Request) -> Looked:
    one = _waits(look, request)
    return looked_at(look, Book(look.tx), one.address, one.language, rehearse=True)


def _waits(look: Reading, request: Request) -> Version:
    """What waits under this id. Raises NotThere, and ChangedMeanwhile when it does not any more."""
    one = text_versions.by_id(look.tx, request.path_params["version"])
    if one is None:
        raise NotThere
    if one.id not in {each.id for each in Book(look.tx).open if each.state == "asked"}:
        raise ChangedMeanwhile
    return one


async def agree(request: Request) -> Response:
    try:
        await changing(request, "approve_crisis_words", lambda change: _agree(change, request))
    except ChangedMeanwhile:
        return back_to("/approvals", "words_changed_meanwhile")
    await speak(request)
    return back_to("/approvals", "words_agreed")


def _agree(change: Change, request: Request) -> None:
    one = _waits(change, request)
    became = publishing.approve(_work(change, one), change.texts, one.id)
    if became in REFUSED:
        raise Wrong(Form(errors={"words": REFUSED[became]}))


async def send_back(request: Request) -> Response:
    form = await read_form(request)
    try:
        await changing(request, "approve_crisis_words", lambda change: _send_back(change, request, form))
    except Wrong as wrong:
        return await _show(request, wrong.form, 422)
    except ChangedMeanwhile:
        return back_to("/approvals", "words_changed_meanwhile")
    return back_to("/approvals", "words_sent_back")


def _send_back(change: Change, request: Request, form: Form) -> None:
    """Whoever wrote it reads why, on their phone and beside the draft."""
    one = _waits(change, request)
    why = form.text("why", "Write why, for whoever wrote it.", most=LONGEST)
    form.check()
    step, scene = publishing.send_back(_work(change, one), one.id, why), change.scene
    Play(scene, STORIES)
    if step and one.made_by and one.made_by != change.me.person.id:
        team_changes.tell(scene, one.made_by, team_changes.CAME_BACK, step)


def _work(change: Change, one: Version) -> Work:
    return Work(change.tx, change.now, change.me.person.id, one.address, one.language)


ROUTES = [
    Route("/approvals", index),
    Route("/approvals/{version}", show),
    Route("/approvals/{version}/agree", agree, methods=["POST"]),
    Route("/approvals/{version}/send-back", send_back, methods=["POST"]),
]
SAID = {
    "words_agreed": "It is said from now on.",
    "words_changed_meanwhile": "These words were changed, agreed to or sent back meanwhile. Nothing came of yours.",
    "words_sent_back": "It is a draft again. Whoever wrote it reads why.",
}
