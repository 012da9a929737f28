"""A text of the bot in one language: drafted, published and taken back."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import rota, team_changes
from bot.actions.naming import called
from bot.chat.playing import Play
from bot.conversations import STORIES
from bot.published import catch_up
from bot.wording import checking, publishing
from bot.wording.publishing import Work
from bot.wording.standing import Book
from console import text_meanwhile
from console.desk import Change, Reading, changing, desk_of, reading
from console.form_keys import SHOWN
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, page
from console.refusals import NotThere
from console.text_looks import ONE, Looked, asked_for
from storage import people, text_versions
from storage.text_versions import Version

MOST = 4096
REFUSED = {
    "again": "Somebody has changed it meanwhile. Look at it again.",
    "wrong": "It cannot be said as it is. Open it to see what there is to mend.",
}


async def write(request: Request) -> Response:
    return await _write(request, None)


async def _write(request: Request, form: Form | None, status: int = 200) -> Response:
    looked, last, who = await reading(request, "edit_words", lambda look: _stands(look, request))
    opened = looked.spoken.open
    return page(
        request,
        "text_write.html",
        status=status,
        looked=looked,
        last=last,
        who=who,
        form=form or empty(words=opened.words if opened else looked.spoken.words),
    )


def _stands(look: Reading, request: Request) -> tuple[Looked, Version | None, str]:
    """The text, the last that was done with it, and who did that."""
    looked = asked_for(look, request)
    last = text_versions.newest(look.tx, looked.spoken.address, looked.spoken.language)
    return looked, last, called(look.scene, last.made_by) if last and last.made_by else "Somebody"


async def keep(request: Request) -> Response:
    form = await read_form(request)
    try:
        await changing(request, "edit_words", lambda change: _keep(change, request, form))
    except Wrong as wrong:
        return await _write(request, wrong.form, 422)
    return back_to(f"{_path(request)}/look", "draft_kept")


def _keep(change: Change, request: Request, form: Form) -> None:
    work = _work(change, request)
    written = form.text("words", "Write what is to be said.", most=MOST)
    form.unturned("words")
    if checking.NOT_WHOLE in written:
        form.wrong("words", checking.BROKEN)
    form.meanwhile += text_meanwhile.told(change, text_meanwhile.since(change, form[SHOWN], work.named))
    form.check()
    if not publishing.draft(work, written):
        raise NotThere


async def publish(request: Request) -> Response:
    form = await read_form(request)
    return await _became(
        request, lambda change: publishing.publish(_work(change, request), change.texts, form["version"])
    )


async def back(request: Request) -> Response:
    form = await read_form(request)
    return await _became(
        request, lambda change: publishing.go_back(_work(change, request), change.texts, form["version"])
    )


async def _became(request: Request, unit: Callable[[Change], str]) -> Response:
    """Publish, then speak so: only once it stands in the database."""
    became = await changing(request, "edit_words", lambda change: _told(change, _or_wrong(unit(change))))
    await speak(request)
    return back_to(f"/words/{request.path_params['address']}", f"words_{became}")


def _told(change: Change, became: str) -> str:
    """What waits for the yes of a safeguarding lead is told to all of them, on their phones."""
    if became == "asked":
        scene = change.scene
        Play(scene, STORIES)
        for lead in people.with_role(change.tx, rota.LEAD):
            if lead.id != change.me.person.id:
                team_changes.tell(scene, lead.id, "words_wait")
    return became


def _or_wrong(became: str) -> str:
    if became in REFUSED:
        raise Wrong(Form(errors={"words": REFUSED[became]}))
    return became


async def speak(request: Request) -> None:
    """Say what was published, in this process at once; another one looks for itself."""
    desk = desk_of(request)
    await desk.database.read(lambda tx: catch_up(tx, desk.texts))


async def drop(request: Request) -> Response:
    await changing(request, "edit_words", lambda change: _or_not_there(publishing.drop(_work(change, request))))
    return back_to(f"/words/{request.path_params['address']}", "draft_dropped")


async def keep_ours(request: Request) -> Response:
    await changing(request, "edit_words", lambda change: _or_not_there(publishing.keep_ours(_work(change, request))))
    return back_to(f"/words/{request.path_params['address']}", "ours_kept")


def _or_not_there(done: bool) -> None:
    if not done:
        raise NotThere


def _work(change: Change, request: Request) -> Work:
    address, language = request.path_params["address"], request.path_params["language"]
    book = Book(change.tx)
    if not book.has(address) or language not in book.languages:
        raise NotThere
    return Work(change.tx, change.now, change.me.person.id, address, language)


def _path(request: Request) -> str:
    return f"/words/{request.path_params['address']}/{request.path_params['language']}"


ROUTES = [
    Route(ONE, write),
    Route(ONE, keep, methods=["POST"]),
    Route(f"{ONE}/publish", publish, methods=["POST"]),
    Route(f"{ONE}/back", back, methods=["POST"]),
    Route(f"{ONE}/drop", drop, methods=["POST"]),
    Route(f"{ONE}/ours", keep_ours, methods=["POST"]),
]
SAID = {
    "draft_kept": "The draft is kept. Nobody sees it until it is published.",
    "draft_dropped": "The draft is thrown away. It stays in the history.",
    "words_live": "It is said from now on.",
    "words_shipped": "What came with the program is said again.",
    "words_asked": "It waits for the yes of a safeguarding lead. Until then nothing changes.",
    "ours_kept": "The words of the team stay. The upgrade is noted as looked at.",
}
