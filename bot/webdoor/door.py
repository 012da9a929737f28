"""One more door to the same conversations: a plain page behind a private link, for people without Telegram.

It renders what waits in the outbox and hands what is sent to the receiver. It asks nothing of its own.
"""

from __future__ import annotations

import logging
import mimetypes

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.actions.web_link import PAGE, TABLE
from bot.webdoor.chat_page import FEW, MANY, ChatPages, Visitor
from bot.webdoor.guarding import Guard, form_key, has_key, read_form
from bot.webdoor.handling import Handler, guarded
from bot.webdoor.notes import Notes, html
from bot.webdoor.rendering import STYLE, render
from bot.webdoor.sent import Sent, sent
from bot.webdoor.updates import new_number
from storage.errors import DatabaseFailed
from storage.outbox import file_content

log = logging.getLogger(__name__)

MOST = 16_000  # UTF-16 units of one answer: with three bytes each they fit into what we read
_COOKIE = "voices-page"
_CLOSED = ("private_title", "private", "open")
_NOW = f"{PAGE}#now"


class WebDoor:
    """Serves the pages of `pages` under an address that begins with `root`."""

    def __init__(self, pages: ChatPages, root: str) -> None:
        self._pages = pages
        self._guard = Guard(root)
        # https alone lets a cookie say that it is this host's and for https only
        self._cookie = f"__Host-{_COOKIE}" if self._guard.secure else _COOKIE
        voice = pages.texts.voice("")
        self._unknown = Notes(voice)
        # One page for every link, good or not, so that whoever previews links learns nothing.
        self._closed = render("closed.html", voice, {key: voice.says(TABLE, key, {}) for key in _CLOSED})
        self.routes = [
            Route(PAGE, self._guarded(self._show), methods=["GET"]),
            Route(PAGE, self._guarded(self._take), methods=["POST"]),
            Route(f"{PAGE}/static/page.css", self._style, methods=["GET"]),
            Route(f"{PAGE}/file/{{message_id}}", self._guarded(self._file), methods=["GET"]),
            Route(f"{PAGE}/{{token}}", self._guarded(self._knock), methods=["GET"]),
            Route(f"{PAGE}/{{token}}", self._guarded(self._enter), methods=["POST"]),
        ]

    def _guarded(self, handler: Handler) -> Handler:
        return guarded(self._guard, self._unknown, handler)

    async def _style(self, request: Request) -> Response:
        return self._guard.dress(Response(STYLE, media_type="text/css"), keep=True)

    async def _knock(self, request: Request) -> Response:
        """Nothing is looked up, and nothing is used up."""
        return html(self._closed)

    async def _enter(self, request: Request) -> Response:
        who = request.client.host if request.client else ""
        visitor = await self._pages.enter(request.path_params["token"], f"page {who}")
        if visitor is None:
            log.info("page_link_refused")
            return self._unknown.note("no_such_link")
        log.info("page_entered person=%s", visitor.person.id)
        answer = RedirectResponse(_NOW, 303)
        answer.set_cookie(self._cookie, visitor.token, secure=self._guard.secure, httponly=True, samesite="lax")
        return answer

    async def _show(self, request: Request) -> Response:
        visitor = await self._visitor(request)
        if visitor is None:
            return self._unknown.note("no_such_link")
        return await self._page(visitor, most=MANY if "earlier" in request.query_params else FEW)

    async def _take(self, request: Request) -> Response:
        form = await read_form(request)
        if not isinstance(form, FormData):
            return self._unknown.note("too_large" if form == 413 else "not_read")
        filled, visitor = sent(form), await self._visitor(request)
        if visitor is None:
            return self._unknown.note("no_such_link", told=filled)
        if filled is None or not has_key(visitor.token, filled.key):
            return self._notes(visitor).note("not_from_here", told=filled, back=True)
        return await self._turn(visitor, filled)

    async def _turn(self, visitor: Visitor, filled: Sent) -> Response:
        notes = self._notes(visitor)
        try:
            outcome = await self._pages.hand_over(visitor, filled)
        except DatabaseFailed:
            log.error("page_not_stored person=%s", visitor.person.id)
            return notes.note("not_stored", told=filled, again=True)
        if outcome == "slow":
            return notes.note("slow", back=True)
        if outcome == "not_ours":
            return notes.note("not_read", told=filled, back=True)
        here = await self._pages.visitor(visitor.token)
        if here is None:
            return await self._farewell(visitor)
        if outcome == "moved_on":
            return await self._page(here, note="moved_on", kept=filled.words)
        if filled.is_pressed and filled.words.strip():
            return await self._page(here, note="words_not_sent", kept=filled.words)
        return RedirectResponse(_NOW, 303)

    async def _farewell(self, visitor: Visitor) -> Response:
        """They are not known any more: the last words are shown once, and their link is gone."""
        answer = self._notes(visitor).say(await self._pages.last_words(visitor))
        answer.delete_cookie(self._cookie, secure=self._guard.secure, httponly=True, samesite="lax")
        return answer

    async def _file(self, request: Request) -> Response:
        visitor = await self._visitor(request)
        if visitor is None:
            return self._unknown.note("no_such_link")
        found = await self._pages.file(visitor, request.path_params["message_id"])
        if found is None:
            return self._notes(visitor).note("no_such_file", back=True)
        name, text = found
        answer = Response(
            file_content(name, text), media_type=mimetypes.guess_type(name)[0] or "application/octet-stream"
        )
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    async def _visitor(self, request: Request) -> Visitor | None:
        return await self._pages.visitor(request.cookies.get(self._cookie, ""))

    async def _page(self, visitor: Visitor, *, most: int = FEW, note: str = "", kept: str = "") -> Response:
        opened, voice = await self._pages.open(visitor, most), self._notes(visitor).voice
        view = opened.view
        values = {
            "view": view,
            "now": next((place for place, one in enumerate(view.bubbles) if one.is_new), -1),
            "for_you_alone": voice.says(TABLE, "for_you_alone", {"until": view.until}),
            "note": voice.says(TABLE, note, {}) if note else "",
            "kept": kept,
            "has_earlier": opened.has_earlier,
            "number": new_number(),
            "asked": opened.asked,
            "key": form_key(visitor.token),
            "most": MOST,
        }
        return html(render("page.html", voice, values))

    def _notes(self, visitor: Visitor) -> Notes:
        return Notes(self._pages.texts.voice(visitor.person.language))
