"""Pages that nobody signs in for: what is kept and how long, for everybody; and somebody's own copy, behind a link that
opens once."""

from __future__ import annotations

import logging

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import copying, kept
from bot.chat.texts import Texts
from bot.clock import Clock
from bot.guessing import hidden
from bot.webdoor.guarding import Guard
from bot.webdoor.notes import Notes, html
from bot.webdoor.rendering import render
from bot.webdoor.tongues import others, voice_for
from storage import links, terms
from storage.database import Database, Transaction

log = logging.getLogger(__name__)

PRIVACY = "/privacy"
_HEADINGS = ("page_title", "telegram_title", "kept_title", "choice_title")
_FETCH = ("fetch_title", "fetch", "fetch_button")


class OpenDoor:
    """Serves these pages under an address that begins with `root`."""

    def __init__(self, database: Database, clock: Clock, texts: Texts, root: str) -> None:
        self._database = database
        self._clock = clock
        self._texts = texts
        guarded = Guard(root).guarded(self._whoever)
        self.routes = [
            Route(PRIVACY, guarded(self._privacy), methods=["GET"]),
            Route(f"{copying.COPY}/{{token}}", guarded(self._knock), methods=["GET"]),
            Route(f"{copying.COPY}/{{token}}", guarded(self._fetch), methods=["POST"]),
        ]

    async def _whoever(self, request: Request) -> Notes:
        return Notes(voice_for(self._texts, request))

    async def _privacy(self, request: Request) -> Response:
        voice = voice_for(self._texts, request)
        chosen = await self._database.read(terms.of)
        days = {name: term.days for name, term in chosen.items()}
        said = ("telegram_sees", "we_keep", "your_choice")
        values = {
            "told": {key: voice.says("privacy", key, {}).split("\n\n") for key in said},
            "head": {key: voice.says(kept.TABLE, key, {}) for key in _HEADINGS},
            "kept": [(voice.short(kept.TABLE, kind), kept.told(voice, kind, days)) for kind in kept.CLASSES],
            "after": voice.says(kept.TABLE, "stays_a_while", {}),
            "others": others(self._texts, voice),
        }
        return html(render("privacy.html", voice, values))

    async def _knock(self, request: Request) -> Response:
        """One page for every link, good or not, so that whoever previews links learns nothing and uses nothing up."""
        voice = voice_for(self._texts, request)
        said = {key: voice.says("mydata", key, {}) for key in _FETCH}
        return html(render("copy.html", voice, {**said, "others": others(self._texts, voice)}))

    async def _fetch(self, request: Request) -> Response:
        who, token, now = request.client.host if request.client else "", request.path_params["token"], self._clock.now()

        def fetch(tx: Transaction) -> bytes | None:
            counted = hidden(tx, now, f"copy {who}")
            if not links.may_try(tx, now, counted):
                return None
            content = copying.fetch(tx, now, self._texts, token)
            if content is None:
                links.note_wrong(tx, now, counted)
            return content

        content = await self._database.write(fetch)
        if content is None:
            log.info("copy_link_refused")
            notes = await self._whoever(request)
            return notes.say([notes.voice.says("mydata", "fetched_before", {})], 404)
        log.info("copy_fetched")
        answer = Response(content, media_type="application/zip")
        answer.headers["Content-Disposition"] = f'attachment; filename="{copying.FILE_NAME}"'
        return answer
