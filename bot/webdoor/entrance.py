"""The ways to a page: a link, an invite, a link that is pasted or sent by email. Looking at one changes nothing."""

from __future__ import annotations

import logging

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.actions import mailing
from bot.actions.web_link import JOIN, PAGE
from bot.chat.texts import Texts
from bot.webdoor.carrying import Cookie
from bot.webdoor.guarding import Guard, Speaker, read_form
from bot.webdoor.notes import Notes, html
from bot.webdoor.rendering import render
from bot.webdoor.tongues import others, voice_for
from bot.webdoor.visiting import Visitor, Visits
from storage import codes, links

log = logging.getLogger(__name__)

NOW = f"{PAGE}#now"
LONGEST = 500  # letters of what is pasted


class Entrance:
    """Lets people in to their pages."""

    def __init__(
        self, visits: Visits, guard: Guard, cookie: Cookie, notes: Speaker, texts: Texts, *, by_email: bool = False
    ) -> None:
        self._visits = visits
        self._cookie = cookie
        self._texts = texts
        self._can_email = by_email
        guarded, anywhere = guard.guarded(notes), guard.guarded(notes, from_anywhere=True)
        self.routes = [
            Route(f"{JOIN}/{{code}}", guarded(self._invited), methods=["GET"]),
            Route(f"{JOIN}/{{code}}", guarded(self._join), methods=["POST"]),
            Route(f"{mailing.STOP}/{{word}}", guarded(self._ask_to_stop), methods=["GET"]),
            Route(f"{mailing.STOP}/{{word}}", anywhere(self._stop_emails), methods=["POST"]),
            Route(f"{PAGE}/by-link", guarded(self._by_link), methods=["POST"]),
            Route(f"{PAGE}/by-email", guarded(self._by_email), methods=["POST"]),
            Route(f"{PAGE}/{{token}}", guarded(self._knock), methods=["GET"]),
            Route(f"{PAGE}/{{token}}", guarded(self._enter), methods=["POST"]),
        ]

    async def _knock(self, request: Request) -> Response:
        """Nothing is looked up, and nothing is used up. One page for every link, good or not, so that whoever previews
        links learns nothing."""
        return self._closed(request, "")

    def _closed(self, request: Request, fresh: str) -> Response:
        voice = voice_for(self._texts, request)
        return html(render("closed.html", voice, {"fresh": fresh, "others": others(self._texts, voice)}))

    def _notes(self, request: Request) -> Notes:
        return Notes(voice_for(self._texts, request), self._can_email)

    async def _enter(self, request: Request) -> Response:
        return await self._let_in(request, request.path_params["token"])

    async def _invited(self, request: Request) -> Response:
        return self._closed(request, links.new_token())

    async def _join(self, request: Request) -> Response:
        form = await read_form(request)
        fresh = form.get("fresh", "") if isinstance(form, FormData) else ""
        code = request.path_params["code"]
        visitor = await self._visits.join(
            code, fresh if isinstance(fresh, str) else "", _who(request), voice_for(self._texts, request).language
        )
        if visitor is None:
            log.info("page_invite_refused")
            many = await self._visits.tried_too_many(_who(request))
            return self._notes(request).note("too_many_codes" if many else "no_such_invite")
        return self._welcome(visitor)

    async def _by_link(self, request: Request) -> Response:
        """A link that was pasted, or the code of an invite."""
        form = await read_form(request)
        pasted = str(form.get("link", "")) if isinstance(form, FormData) else ""
        pasted = pasted.strip()[:LONGEST]
        if (code := codes.normalise(pasted)) is not None:
            return RedirectResponse(f"{JOIN}/{code}", 303)
        return await self._let_in(request, pasted.partition("#")[0].rstrip("/").rpartition("/")[2])

    async def _by_email(self, request: Request) -> Response:
        """The answer is the same whether the address is known or not."""
        form = await read_form(request)
        address = str(form.get("address", "")) if isinstance(form, FormData) else ""
        await self._visits.mail_link(address[:LONGEST], _who(request))
        return self._notes(request).note("link_is_sent")

    async def _ask_to_stop(self, request: Request) -> Response:
        return html(render("stop.html", voice_for(self._texts, request), {}))

    async def _stop_emails(self, request: Request) -> Response:
        """Also what a mail program sends when its own button for that is pressed, with nothing of ours in it."""
        known = await self._visits.end_emails(request.path_params["word"])
        return self._notes(request).note("stopped_emails" if known else "no_such_link")

    async def _let_in(self, request: Request, token: str) -> Response:
        visitor = await self._visits.enter(token, _who(request))
        if visitor is None and (theirs := await self._visits.instead(token, self._cookie.token(request))):
            return self._cookie.give(RedirectResponse(NOW, 303), theirs)
        if visitor is None:
            log.info("page_link_refused")
            return self._notes(request).note("no_such_link")
        return self._welcome(visitor)

    def _welcome(self, visitor: Visitor) -> Response:
        log.info("page_entered person=%s", visitor.person.id)
        return self._cookie.give(RedirectResponse(NOW, 303), visitor.token)


def _who(request: Request) -> str:
    """From where somebody comes, to count what opens nothing."""
    return f"page {request.client.host if request.client else ''}"
