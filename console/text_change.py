"""A text of the bot in one language: drafted, looked at on a phone, rehearsed, published and taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import rota, team_changes
from bot.chat.playing import Play
from bot.conversations import STORIES
from bot.published import catch_up
from bot.wording import checking, phone, publishing, rehearsal
from bot.wording.phone import Preview
from bot.wording.publishing import Work
from bot.wording.rehearsal import Rehearsal
from bot.wording.rehearsed import Rehearsed
from bot.wording.standing import Book, Spoken, is_crisis, is_fixed
from console.desk import Change, Reading, changing, desk_of, reading
from console.forms import Form, Wrong, empty, read_form
from console.page import back_to, page
from console.refusals import NotThere
from storage import people, text_versions

MOST = 4096
REFUSED = {
    "again": "Somebody has changed it meanwhile. Look at it again.",
    "wrong": "It cannot be said as it is. Open it to see what there is to mend.",
}


@dataclass(frozen=True, slots=True)
class Looked:
    """A text in one language: what was written, what to mend, what makes it hard, and who would notice."""

    spoken: Spoken
    written: str
    english: Spoken
    name: str
    problems: list[str]
    doubts: list[str]
    before: Preview
    after: Preview
    rehearsal: Rehearsal | None
    rehearsed: Rehearsed | None
    crisis: bool
    fixed: bool


async def write(request: Request) -> Response:
    return await _write(request, None)


async def _write(request: Request, form: Form | None, status: int = 200) -> Response:
    looked = await reading(request, "edit_words", lambda look: _looked(look, request))
    opened = looked.spoken.open
    return page(
        request,
        "text_write.html",
        status=status,
        looked=looked,
        form=form or empty(words=opened.words if opened else looked.spoken.words),
    )


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
    form.check()
    if not publishing.draft(work, written):
        raise NotThere


async def look_at(request: Request) -> Response:
    looked = await reading(request, "edit_words", lambda look: _looked(look, request, rehearse=True))
    if looked.spoken.open is None:
        return back_to(f"/words/{looked.spoken.address}")
    return page(request, "text_look.html", looked=await told_on(request, looked))


def _looked(look: Reading, request: Request, *, rehearse: bool = False) -> Looked:
    address, language = request.path_params["address"], request.path_params["language"]
    book = Book(look.tx)
    if not book.has(address) or language not in book.languages:
        raise NotThere
    return looked_at(look, book, address, language, rehearse=rehearse)


def looked_at(
    look: Reading, book: Book, address: str, language: str, *, rehearse: bool, instead: str | None = None
) -> Looked:
    """A text in one language as it would be with its draft, or with these words `instead`."""
    spoken, english = book.spoken(address, language), book.spoken(address, book.original(address))
    written = spoken.open.words if spoken.open else spoken.words
    written = written if instead is None else instead
    texts = publishing.with_these(look.tx, look.texts, language, address, written)
    problems = checking.problems(texts, language, address, written) if spoken.open or instead is not None else []
    again = rehearsal.of_text(look.texts, texts, STORIES, language, address) if rehearse and not problems else None
    return Looked(
        spoken,
        written,
        english,
        look.texts.voice(language).about.english_name,
        problems,
        checking.doubts(language, written),
        phone.preview(look.texts, language, address),
        phone.preview(texts if not problems else look.texts, language, address),
        again,
        again.run(look.tx, look.now) if again else None,
        is_crisis(address),
        is_fixed(address),
    )


async def told_on(request: Request, looked: Looked) -> Looked:
    """The same, with the conversations told on that come to something which is done first; nothing comes of that."""
    if looked.rehearsal is None or looked.rehearsed is None:
        return looked
    desk = desk_of(request)
    found = await rehearsal.told_on(desk.database, desk.clock.now(), looked.rehearsal, looked.rehearsed)
    return replace(looked, rehearsed=found)


async def publish(request: Request) -> Response:
    form = await read_form(request)
    return await _became(
        request, lambda change: publishing.publish(_work(change, request), change.texts, form["version"])
    )


async def look_back(request: Request) -> Response:
    """An earlier version, or with none what came with the program, as it would be said again."""
    version = request.query_params.get("version", "")
    looked = await reading(request, "edit_words", lambda look: _looked_back(look, request, version))
    return page(request, "text_back.html", looked=await told_on(request, looked), version=version)


def _looked_back(look: Reading, request: Request, version: str) -> Looked:
    address, language = request.path_params["address"], request.path_params["language"]
    book = Book(look.tx)
    if not book.has(address) or language not in book.languages or is_fixed(address):
        raise NotThere
    if version:
        earlier = text_versions.by_id(look.tx, version)
        if earlier is None or (earlier.address, earlier.language) != (address, language):
            raise NotThere
        words = earlier.words
    else:
        words = book.spoken(address, language).came
    return looked_at(look, book, address, language, rehearse=True, instead=words)


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


_ONE = "/words/{address}/{language}"
ROUTES = [
    Route(_ONE, write),
    Route(_ONE, keep, methods=["POST"]),
    Route(f"{_ONE}/look", look_at),
    Route(f"{_ONE}/publish", publish, methods=["POST"]),
    Route(f"{_ONE}/back", look_back),
    Route(f"{_ONE}/back", back, methods=["POST"]),
    Route(f"{_ONE}/drop", drop, methods=["POST"]),
    Route(f"{_ONE}/ours", keep_ours, methods=["POST"]),
]
SAID = {
    "draft_kept": "The draft is kept. Nobody sees it until it is published.",
    "draft_dropped": "The draft is thrown away. It stays in the history.",
    "words_live": "It is said from now on.",
    "words_shipped": "What came with the program is said again.",
    "words_asked": "It waits for the yes of a safeguarding lead. Until then nothing changes.",
    "ours_kept": "The words of the team stay. The upgrade is noted as looked at.",
}
