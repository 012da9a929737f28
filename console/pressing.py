"""A form that is sent several times, by a second press or a browser that tries again, is done once.

Each page gives its forms a key of its own. Whatever comes with the same key to the same address with the same content
is the same press: it waits for the first, and gets the answer of that one. What was typed anew is a press of its own.
That a press was done is kept with what it did. The answer is remembered here only, for it may hold what is shown once:
whatever hears of the press later, after a new start or beside us, leads to the page to which it led.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from console.forms import Form
from storage import presses
from storage.database import Database, Transaction
from storage.errors import DatabaseFailed

log = logging.getLogger(__name__)

REMEMBERED = 200  # presses; the answers of those that are longer ago are forgotten
LOOK = "look"  # a field: the handle of what was looked at once more, and is sent by this form
LARGEST = 256 * 1024  # bytes of an answer that is remembered
_PRESS, _KEPT, _TO_MEND = "press", "press_kept", "press_to_mend"


class PressedBefore(Exception):
    """The same press was answered, like this; or all that is known is that it was done, and `where` it led, or ''."""

    def __init__(self, answer: Response | None, where: str = "") -> None:
        super().__init__("pressed before")
        self.answer = answer
        self.where = where


class SentBefore(Exception):
    """What was looked at once more was sent already from another page, `at` that time."""

    def __init__(self, at: str) -> None:
        super().__init__("sent before")
        self.at = at


@dataclass(frozen=True, slots=True)
class Press:
    """The press that is being done, to be kept with what it does. '' for what may be done again and again. `look` is
    the handle of what was looked at once more, which is sent once."""

    request: Request
    look: str = ""

    def keep(self, tx: Transaction, now: datetime) -> None:
        """Keep it, once for all that is done by it. Raises PressedBefore when it was done in an earlier life of ours or
        by somebody beside us, and SentBefore when what was looked at was sent from another page."""
        press, state = getattr(self.request.state, _PRESS, ""), self.request.state
        if getattr(state, _KEPT, False):
            return
        if press and not presses.keep(tx, now, press):
            raise PressedBefore(None, presses.where(tx, press))
        look = _digest(f"look {self.look}")
        if self.look and not presses.keep(tx, now, look):
            raise SentBefore(presses.pressed_at(tx, look))

    def is_kept(self) -> None:
        """What was done stands in the database, and the press with it."""
        setattr(self.request.state, _KEPT, True)


@dataclass(slots=True)
class Presses:
    """What was pressed lately, and the answer to it, once there is one; None for one that changed nothing."""

    known: dict[str, asyncio.Future[Response | None]] = field(default_factory=dict)

    async def first(self, request: Request, form: Form) -> Response | None:
        """None for the first press, which is to be done now; the answer that it got for those after it."""
        press = _press_of(request, form)
        if not press or getattr(request.state, _PRESS, "") == press:
            return None
        while press in self.known:
            answer = await asyncio.shield(self.known[press])
            if answer is not None:
                return answer
        self.known[press] = asyncio.get_running_loop().create_future()
        setattr(request.state, _PRESS, press)
        return None

    def answered(self, press: str, answer: Response | None) -> None:
        """This came of the first press."""
        waiting = self.known[press] if answer is not None else self.known.pop(press)
        waiting.set_result(answer)
        done = [each for each, one in self.known.items() if one.done()]
        for each in done[:-REMEMBERED]:
            del self.known[each]


def is_to_mend(request: Request) -> None:
    """This press only led to what is to be mended: the same one later is a new one."""
    setattr(request.state, _TO_MEND, True)


def _press_of(request: Request, form: Form) -> str:
    """The same for what is the same; '' for what a page sends by itself, with one key again and again."""
    if "HX-Request" in request.headers:
        return ""
    told = repr((request.url.path, sorted(form.several.items()), sorted(form.files.items())))
    return _digest(told)


def _digest(told: str) -> str:
    return hashlib.sha256(told.encode()).hexdigest()


class Answering:
    """Remembers the answer to each first press for those that come after it."""

    def __init__(self, app: ASGIApp, presses: Presses, database: Database) -> None:
        self._app = app
        self._presses = presses
        self._database = database

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        heard = _Heard()

        async def hearing(message: Message) -> None:
            if scope.get("state", {}).get(_PRESS):
                heard.take(message)
            await send(message)

        try:
            await self._app(scope, receive, hearing)
        finally:
            state = scope.get("state", {})
            if press := state.get(_PRESS):
                to_mend = bool(state.get(_TO_MEND))
                try:
                    if state.get(_KEPT) and (heard.where or to_mend):
                        await self._note(press, heard, to_mend=to_mend)
                finally:
                    self._presses.answered(press, None if to_mend else heard.answer())

    async def _note(self, press: str, heard: _Heard, *, to_mend: bool) -> None:
        """Where it led stands beside it; what only said what to mend is pressed anew."""
        try:
            if to_mend:
                await self._database.write(lambda tx: presses.forget(tx, press))
            else:
                await self._database.write(lambda tx: presses.led_to(tx, press, heard.where))
        except DatabaseFailed:
            log.warning("press_not_noted")  # it was done, and is known to be: only the way back is not


@dataclass(slots=True)
class _Heard:
    """An answer, as it is sent."""

    status: int = 0
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""

    def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message["headers"])
        elif message["type"] == "http.response.body" and len(self.body) <= LARGEST:
            self.body += message.get("body", b"")

    @property
    def where(self) -> str:
        """The page to which it leads, with what is said there and nothing else that was typed; '' for a page itself."""
        found = next((value.decode("latin-1") for name, value in self.headers if name.lower() == b"location"), "")
        said = parse_qs(urlsplit(found).query).get("said", [])
        return urlsplit(found).path + (f"?said={said[0]}" if said else "")

    def answer(self) -> Response | None:
        """The same once more; None of what changed nothing, and of what lets a browser in, which is given once."""
        names = {name.lower() for name, _ in self.headers}
        if not 200 <= self.status < 400 or b"set-cookie" in names or len(self.body) > LARGEST:
            return None
        answer = Response(self.body, self.status)
        answer.raw_headers = self.headers
        return answer
