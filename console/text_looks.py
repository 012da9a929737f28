"""Looking at a text of the bot in one language: on a phone and rehearsed, with its draft or as it once was."""

from __future__ import annotations

from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions.naming import called
from bot.chat.putting import payloads
from bot.conversations import STORIES
from bot.wording import checking, phone, publishing, rehearsal
from bot.wording.hard_day import waits_for_a_yes
from bot.wording.phone import Preview
from bot.wording.rehearsal import Rehearsal
from bot.wording.rehearsed import Rehearsed
from bot.wording.standing import Book, Spoken, is_fixed
from console.desk import Change, Reading, changing, desk_of, reading
from console.page import back_to, page
from console.refusals import NotThere
from storage import text_versions
from storage.text_versions import Version

ONE = "/words/{address}/{language}"


@dataclass(frozen=True, slots=True)
class SentBack:
    """The step with which a safeguarding lead sent a draft back, and who that was."""

    version: Version
    who: str


@dataclass(frozen=True, slots=True)
class Looked:
    """A text in one language: what was written, what to mend, what makes it hard, and who would notice; of a draft that
    was sent back, by whom and why."""

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
    sent_back: SentBack | None = None

    @property
    def is_said_already(self) -> bool:
        """Whether these very words are said now, so that nothing would come of saying them."""
        return self.written == self.spoken.words and not self.spoken.stale and not self.spoken.conflict


async def look_at(request: Request) -> Response:
    looked = await reading(request, "edit_words", lambda look: asked_for(look, request, rehearse=True))
    if looked.spoken.open is None:
        return back_to(f"/words/{looked.spoken.address}")
    return page(request, "text_look.html", looked=await told_on(request, looked))


def asked_for(look: Reading, request: Request, *, rehearse: bool = False) -> Looked:
    """The text that a page is about, with its draft. Raises NotThere."""
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
    rehearse = rehearse and not problems and written != spoken.words
    again = rehearsal.of_text(look.texts, texts, STORIES, language, address) if rehearse else None
    return Looked(
        spoken,
        written,
        english,
        look.texts.voice(language).about.english_name,
        problems,
        [
            *checking.doubts(language, written),
            *checking.in_parts(address, written),
            *checking.ways_left_out(spoken.words, written),
        ],
        phone.preview(look.texts, language, address),
        phone.preview(texts if not problems else look.texts, language, address),
        again,
        again.run(look.tx, look.now) if again else None,
        waits_for_a_yes(book, look.voice, address, written),
        is_fixed(address),
        sent_back(look, address, language) if instead is None else None,
    )


def sent_back(look: Reading, address: str, language: str) -> SentBack | None:
    """Why what is a draft now was sent back, if it was."""
    step = text_versions.sent_back(look.tx, address, language)
    return SentBack(step, called(look.scene, step.made_by) if step.made_by else "Somebody") if step else None


async def told_on(request: Request, looked: Looked) -> Looked:
    """The same, with the conversations told on that come to something which is done first; nothing comes of that."""
    if looked.rehearsal is None or looked.rehearsed is None:
        return looked
    desk = desk_of(request)
    found = await rehearsal.told_on(desk.database, desk.clock.now(), looked.rehearsal, looked.rehearsed)
    return replace(looked, rehearsed=found)


async def to_me(request: Request) -> Response:
    """The draft as it will arrive, in the own chat of whoever asks. Its buttons are named, for there they would act."""
    await changing(request, "edit_words", lambda change: _to_me(change, request))
    return back_to(f"/words/{request.path_params['address']}/{request.path_params['language']}/look", "sent_to_me")


def _to_me(change: Change, request: Request) -> None:
    looked, scene = asked_for(change, request), change.scene
    if looked.spoken.open is None or looked.problems:
        raise NotThere
    buttons = "\n".join(" ".join(f"[{one}]" for one in row) for row in looked.after.rows)
    for payload in payloads(f"{looked.after.text}\n\n{buttons}".strip(), None):
        scene.post(payload, fleeting=True)
    change.note("words_tried", looked.spoken.open.id, f"{looked.spoken.address} ({looked.spoken.language})")


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


ROUTES = [
    Route(f"{ONE}/look", look_at),
    Route(f"{ONE}/to-me", to_me, methods=["POST"]),
    Route(f"{ONE}/back", look_back),
]
