"""The one way from a page to the data: who asks, whether they may, and what they did are one transaction.

`reading` shows, `recorded` shows and puts on record that it was looked at, `changing` takes a form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from starlette.requests import Request

from bot.chat.scene import Scene
from bot.chat.texts import Texts, Voice
from bot.clock import Clock
from console.form_keys import has_key, page_key
from console.forms import Wrong, read_form
from console.looks import Looks
from console.pressing import Press, PressedBefore, Presses
from console.refusals import NotFromHere, NotSignedIn, NotThere, Unrecorded
from console.refused_forms import RefusedForms
from console.rights import Right
from console.staying_on import is_still_there
from console.unsent_forms import UnsentForms
from console.who_asks import Me, whoever
from storage import audit, readings, sign_ins
from storage.database import Database, Transaction
from storage.people import Person
from storage.values import moment

T = TypeVar("T")

TOUCH_EVERY = timedelta(minutes=1)  # that somebody is still there is noted to the minute


@dataclass(frozen=True, slots=True)
class Desk:
    """What every page stands on. `root` is how others reach us; `wrote` tells delivery that there may be something to
    send; in a `practice` the pages say so, and show what an app would."""

    database: Database
    clock: Clock
    texts: Texts
    root: str
    wrote: Callable[[], None] = lambda: None
    practice: bool = False
    presses: Presses = field(default_factory=Presses)
    looks: Looks = field(default_factory=Looks)
    refused: RefusedForms = field(default_factory=RefusedForms)
    unsent: UnsentForms = field(default_factory=UnsentForms)

    @property
    def cookie(self) -> str:
        """Its name; https alone lets a cookie say that it is this host's and for https only."""
        return "__Host-voices" if self.is_secure else "voices-console"

    @property
    def is_secure(self) -> bool:
        return self.root.startswith("https:")


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at the data by somebody who may."""

    tx: Transaction
    now: datetime
    me: Me
    texts: Texts

    @property
    def voice(self) -> Voice:
        """How we speak to whoever asks."""
        return self.texts.voice(self.me.person.language)

    @property
    def scene(self) -> Scene:
        """The same as actions of the chat want it."""
        return Scene(self.tx, self.now, self.me.person, self.voice, self.texts)

    def scene_about(self, matter: str) -> Scene:
        """The same of one thing, by its id."""
        return replace(self.scene, matter=matter)

    def scene_of(self, person: Person) -> Scene:
        """A scene of somebody else, whom an action is about."""
        return Scene(self.tx, self.now, person, self.texts.voice(person.language), self.texts)


@dataclass(frozen=True, slots=True)
class Change(Reading):
    """One change by somebody who may."""

    def note(self, action: str, about: str, detail: str = "") -> None:
        """Put it on record: what was done, in the past tense, and the id of what it was done to. Never content."""
        audit.note(self.tx, self.now, actor=self.me.person.id, action=action, about=about, detail=detail)

    def looked(self, action: str, about: str) -> None:
        """Put on record that they looked at what is about somebody, as what they are: that person can see it."""
        readings.note_look(self.tx, self.now, action, about, by=self.me.person.id, roles=self.me.roles)


def desk_of(request: Request) -> Desk:
    """What this request stands on."""
    desk: Desk = request.app.state.desk
    return desk


async def reading(request: Request, may: Right, unit: Callable[[Reading], T], *, passive: bool = False) -> T:
    """What `unit` finds, for somebody who `may`; a `passive` request, such as a page that refreshes itself, does not
    keep anybody signed in. Raises NotSignedIn, NotThere, ProofWanted and SecondStepWanted."""
    desk, now = desk_of(request), desk_of(request).clock.now()
    request.state.may = may

    def look(tx: Transaction) -> tuple[Me, T]:
        me = whoever(tx, now, request.cookies.get(desk.cookie, ""), may)
        return me, unit(Reading(tx, now, me, desk.texts))

    me, found = await desk.database.read(look)
    request.state.me = me
    if not passive and now - moment(me.sign_in.seen_at) >= TOUCH_EVERY:
        is_still_there(request, me.sign_in)
    return found


async def is_known(request: Request) -> bool:
    """Whether somebody is signed in, so that a page can say so; it keeps nobody signed in."""
    try:
        await reading(request, "be_known", lambda look: None, passive=True)
    except NotSignedIn:
        return False
    return True


async def recorded(request: Request, may: Right, unit: Callable[[Change], T]) -> T:
    """The same for what is sealed: `unit` looks, and notes that it was looked at."""
    return await _write(request, may, unit)


async def changing(request: Request, may: Right, unit: Callable[[Change], T]) -> T:
    """What `unit` did for somebody who `may`, with a form of theirs. All of it is undone when it raises, and when it
    leaves no row in the audit log. Raises NotFromHere besides, and PressedBefore when it was sent already. Of a form
    that is only shown anew nothing comes: it raises Wrong."""
    form = await read_form(request)
    if getattr(request.state, "anew", None) is not None:
        if may == "be_known":
            raise NotThere
        await reading(request, may, lambda look: None)
        raise Wrong(form)
    if request.method != "POST" or not has_key(request.cookies.get(desk_of(request).cookie, ""), form.key):
        raise NotFromHere
    earlier = await desk_of(request).presses.first(request, form)
    if earlier is not None:
        await reading(request, may, lambda look: None)  # whoever presses once more still has to be allowed to
        raise PressedBefore(earlier)
    return await _write(request, may, unit, Press(request))


async def _write(request: Request, may: Right, unit: Callable[[Change], T], press: Press | None = None) -> T:
    desk, now = desk_of(request), desk_of(request).clock.now()
    request.state.may = may

    def change(tx: Transaction) -> tuple[Me, T]:
        me = whoever(tx, now, request.cookies.get(desk.cookie, ""), may)
        if press is not None:
            press.keep(tx, now)
        before = audit.head(tx)
        made = unit(Change(tx, now, me, desk.texts))
        if audit.head(tx) == before:
            raise Unrecorded(request.url.path)
        sign_ins.seen(tx, now, me.sign_in.id)
        return me, made

    me, made = await desk.database.write(change)
    request.state.me = me
    if press is not None:
        press.is_kept()
    desk.wrote()
    return made


def keyed_by(request: Request, token: str) -> None:
    """The forms of the page that answers this request belong to this token, which their browser gets with it."""
    me: Me = request.state.me
    request.state.me = replace(me, key=page_key(token))
