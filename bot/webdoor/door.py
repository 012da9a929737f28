"""One more door to the same conversations: a plain page behind a private link.

It renders what waits in the outbox and hands what is sent to the receiver. It asks nothing of its own.
"""

from __future__ import annotations

import asyncio
import logging
import mimetypes
from contextlib import suppress

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.actions.web_link import PAGE, TABLE
from bot.webdoor.carrying import Cookie
from bot.webdoor.chat_page import FEW, MANY, ChatPages, Outcome
from bot.webdoor.entrance import NOW, Entrance
from bot.webdoor.guarding import LARGEST_WITH_SOUND, Guard, form_key, has_key, read_form
from bot.webdoor.notes import Notes, html
from bot.webdoor.recordings import recording
from bot.webdoor.rendering import STATIC, render
from bot.webdoor.sent import Sent, sent
from bot.webdoor.tongues import voice_for
from bot.webdoor.updates import new_number
from bot.webdoor.visiting import Visitor, Visits
from storage.errors import DatabaseFailed
from storage.outbox import file_content

log = logging.getLogger(__name__)

MOST = 16_000  # UTF-16 units of one answer: with three bytes each they fit into what we read
READ_AT_ONCE = 8  # forms; each may fill ten megabytes of memory
_KINDS = {"app.webmanifest": "application/manifest+json"}


class WebDoor:
    """Serves the pages of `pages` under an address that begins with `root`. `by_email`: links can be sent by email."""

    def __init__(self, pages: ChatPages, visits: Visits, root: str, *, by_email: bool = False) -> None:
        self._pages = pages
        self._visits = visits
        self._root = root.rstrip("/")
        self._guard = Guard(root)
        self._cookie = Cookie(secure=self._guard.secure)
        self._by_email = by_email
        self._uploading = asyncio.Semaphore(READ_AT_ONCE)
        guarded = self._guard.guarded(self._whoever)
        self.routes = [
            Route(PAGE, guarded(self._show), methods=["GET"]),
            Route(PAGE, guarded(self._take), methods=["POST"]),
            Route(f"{PAGE}/here", guarded(self._come_here), methods=["POST"]),
            Route(f"{PAGE}/person", guarded(self._person), methods=["POST"]),
            Route(f"{PAGE}/static/{{name}}", self._static, methods=["GET"]),
            Route(f"{PAGE}/file/{{message_id}}", guarded(self._file), methods=["GET"]),
            Route(f"{PAGE}/sound/{{note_id}}", guarded(self._sound), methods=["GET"]),
            *Entrance(visits, self._guard, self._cookie, self._whoever, pages.texts, by_email=by_email).routes,
        ]

    async def _static(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in STATIC:
            return self._guard.dress(Response(status_code=404))
        kind = _KINDS.get(name) or mimetypes.guess_type(name)[0]
        return self._guard.dress(Response(STATIC[name], media_type=kind), keep=True)

    async def _show(self, request: Request) -> Response:
        visitor = await self._visitor(request)
        if visitor is None:
            return await self._shut(request) or self._stranger(request).note("no_page")
        if not visitor.is_here:
            return self._elsewhere(visitor)
        return await self._page(visitor, most=MANY if "earlier" in request.query_params else FEW)

    async def _take(self, request: Request) -> Response:
        visitor = await self._visitor(request)
        if visitor is None:
            form = await read_form(request)
        else:
            async with self._uploading:  # only whoever is known here may send much
                form = await read_form(request, LARGEST_WITH_SOUND)
        if not isinstance(form, FormData):
            return self._stranger(request).note("too_large" if form == 413 else "not_read")
        try:
            return await self._taken(request, visitor, form)
        finally:
            await form.close()

    async def _taken(self, request: Request, visitor: Visitor | None, form: FormData) -> Response:
        filled = sent(form)
        if visitor is None:
            return self._stranger(request).note("no_such_link", told=filled)
        if filled is None or not has_key(visitor.token, filled.key):
            return self._notes(visitor).note("not_from_here", told=filled, back=True)
        if not visitor.is_here:
            return self._elsewhere(visitor, filled)
        sound = form.get("sound")
        has_sound = isinstance(sound, UploadFile) and bool(sound.filename or sound.size)
        if filled.send == "sound" or (filled.send and has_sound and not filled.words.strip()):
            return await self._hear(visitor, filled, sound if isinstance(sound, UploadFile) else None)
        if filled.send and not filled.words.strip():
            return await self._page(visitor, note="nothing_written")
        return await self._turn(visitor, filled, left_over="recording_not_sent" if has_sound else "")

    async def _turn(self, visitor: Visitor, filled: Sent, left_over: str = "") -> Response:
        try:
            outcome = await self._pages.hand_over(visitor, filled)
        except DatabaseFailed:
            return self._not_stored(visitor, filled)
        if filled.is_pressed and filled.words.strip():
            left_over = "words_not_sent"
        return await self._after(visitor, filled, outcome, left_over)

    async def _hear(self, visitor: Visitor, filled: Sent, sound: UploadFile | None) -> Response:
        """A recording; words beside it stay in the box."""
        heard = recording(await sound.read(), sound.content_type or "") if sound is not None else "no_recording"
        if isinstance(heard, str):
            return await self._page(visitor, note=heard, kept=filled.words, open_voice=True)
        try:
            outcome = await self._pages.hand_over_sound(visitor, filled, heard)
        except DatabaseFailed:
            return self._not_stored(visitor, filled)
        return await self._after(visitor, filled, outcome, "words_not_sent" if filled.words.strip() else "")

    def _not_stored(self, visitor: Visitor, filled: Sent) -> Response:
        log.error("page_not_stored person=%s", visitor.person.id)
        return self._notes(visitor).note("not_stored", told=filled, again=True)

    async def _after(self, visitor: Visitor, filled: Sent, outcome: Outcome, left_over: str) -> Response:
        """What is shown once they have sent something; `left_over` says what of it has not been taken."""
        notes = self._notes(visitor)
        if outcome == "slow":
            return notes.note("slow", back=True)
        if outcome == "not_ours":
            return notes.note("not_read", told=filled, back=True)
        here = await self._pages.visitor(visitor.token)
        if here is None:
            return await self._farewell(visitor)
        if not here.is_here:
            return self._elsewhere(here)
        if outcome == "moved_on":
            return await self._page(here, note="moved_on", kept=filled.words)
        if left_over:
            return await self._page(here, note=left_over, kept=filled.words if left_over == "words_not_sent" else "")
        return RedirectResponse(NOW, 303)

    async def _farewell(self, visitor: Visitor) -> Response:
        """Their link works no longer, by what they did just now: the last words are shown once. Where they closed their
        page, it leads to a person still."""
        said, shut = await self._pages.last_words(visitor), await self._pages.shut(visitor.token)
        if shut is None:
            return self._cookie.take_away(self._notes(visitor).say(said))
        return self._notes(visitor).say([*said, shut.card], person=True)

    async def _shut(self, request: Request) -> Response | None:
        """What stands where their page was, for whoever comes with a link that has ended."""
        shut = await self._pages.shut(self._cookie.token(request))
        if shut is None:
            return None
        said = shut.voice.says(TABLE, "shut", {})
        return Notes(shut.voice, self._by_email).say([said, shut.card], 404, person=True)

    async def _person(self, request: Request) -> Response:
        """Somebody at a page that is closed would like a person."""
        who = f"person {request.client.host if request.client else ''}"
        shut = await self._pages.ask_for_person(self._cookie.token(request), who)
        if shut is None:
            return self._stranger(request).note("no_page")
        return Notes(shut.voice).say([shut.voice.says(TABLE, "person_told", {}), shut.card])

    def _elsewhere(self, visitor: Visitor, told: Sent | None = None) -> Response:
        """They went on in Telegram. Looking here changes nothing; a press does."""
        return self._notes(visitor).note("elsewhere", told=told, here=form_key(visitor.token))

    async def _come_here(self, request: Request) -> Response:
        visitor, form = await self._visitor(request), await read_form(request)
        if visitor is None:
            return self._stranger(request).note("no_page")
        key = str(form.get("key", "")) if isinstance(form, FormData) else ""
        if not has_key(visitor.token, key):
            return self._notes(visitor).note("not_from_here", back=True)
        await self._visits.enter(visitor.token, "")
        return RedirectResponse(NOW, 303)

    async def _file(self, request: Request) -> Response:
        visitor = await self._visitor(request)
        if visitor is None:
            return self._stranger(request).note("no_page")
        found = await self._pages.file(visitor, request.path_params["message_id"])
        if found is None:
            return self._notes(visitor).note("no_such_file", back=True)
        name, text = found
        answer = Response(
            file_content(name, text), media_type=mimetypes.guess_type(name)[0] or "application/octet-stream"
        )
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    async def _sound(self, request: Request) -> Response:
        visitor = await self._visitor(request)
        found = await self._pages.sound(visitor, request.path_params["note_id"]) if visitor else None
        if found is None:
            return self._stranger(request).note(
                "no_page" if visitor is None else "no_such_file", back=visitor is not None
            )
        kind, content = found
        return Response(content, media_type=kind)

    async def _visitor(self, request: Request) -> Visitor | None:
        return await self._pages.visitor(self._cookie.token(request))

    async def _page(
        self, visitor: Visitor, *, most: int = FEW, note: str = "", kept: str = "", open_voice: bool = False
    ) -> Response:
        opened, voice = await self._pages.open(visitor, most), self._notes(visitor).voice
        view = opened.view
        values = {
            "view": view,
            "now": next((place for place, one in enumerate(view.bubbles) if one.is_new), -1),
            "for_you_alone": voice.says(TABLE, "for_you_alone", {"until": view.until}),
            "note": voice.says(TABLE, note, {}) if note else "",
            "kept": kept,
            "open_voice": open_voice,
            "has_earlier": opened.has_earlier,
            "commands": opened.commands,
            "in_english": opened.in_english,
            "english": self._pages.texts.first.about.tag,
            "takes_voice": opened.takes_voice or open_voice,
            "own_link": f"{self._root}{PAGE}/{visitor.token}",
            "number": new_number(),
            "asked": opened.asked,
            "key": form_key(visitor.token),
            "most": MOST,
        }
        return self._cookie.give(html(render("page.html", voice, values)), visitor.token)

    def _stranger(self, request: Request) -> Notes:
        """Notes for whoever has no page here, in the language that they ask for."""
        return Notes(voice_for(self._pages.texts, request), self._by_email)

    async def _whoever(self, request: Request) -> Notes:
        """Notes for whoever asks: in their own language where it is known, and can be found out just now."""
        visitor = None
        with suppress(Exception):  # what went wrong may go wrong again
            visitor = await self._visitor(request)
        return self._stranger(request) if visitor is None else self._notes(visitor)

    def _notes(self, visitor: Visitor) -> Notes:
        return Notes(self._pages.texts.voice(visitor.person.language))
