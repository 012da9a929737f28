"""The letter that goes with an invite: its code, made new each time and shown once; and who has one that works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.actions import rota, web_link
from bot.actions.naming import called
from bot.chat.reading import fold
from bot.rules.invite_lines import Guest
from bot.webdoor.letting_in import let_in
from console import one_time_codes
from console.desk import Change, Reading
from console.labels import ROLES
from storage import facts, invites, organisations
from storage.invites import Open

TO_PROGRAMME = ("partner", "leader")
BOT_NAME = "bot_username"  # the fact that the program notes
NOT_KNOWN = "Not known"  # it was made at the machine, or before this was kept


class NobodyAnswers(Exception):
    """A partner may not be invited yet: nobody is named to answer whoever asks for a person. Says what is missing."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What one person needs to come in: the code, the link where the bot's name is known and a picture of it, and the
    `page` at which the same code works without Telegram; or the private `link` to a page that is theirs already."""

    name: str
    role: str
    code: str
    link: str
    picture: str
    until: datetime
    page: str = ""
    on_web: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """An invite that works and that nobody has used, and who made it."""

    one: Open
    by: str


def open_now(look: Reading) -> list[Standing]:
    """Those that still work, the newest first."""
    found = invites.open_now(look.tx, look.now)
    makers = {one.made_by for one in found}
    names = {maker: called(look.scene, maker) if maker else NOT_KNOWN for maker in makers}
    return [Standing(one, names[one.made_by]) for one in found]


def standing(look: Reading, guests: Sequence[Guest]) -> list[Standing | None]:
    """For each of them the invite that works for somebody of this name, in this part and organisation, if there is
    one; else one where either has no organisation. No two share one."""
    free: dict[object, list[Standing]] = {}
    for each in open_now(look):
        if each.one.label and not each.one.waits:
            free.setdefault(known_by(each.one.label, each.one.role), []).append(each)
    found: list[Standing | None] = [None] * len(guests)
    for exactly in (True, False):
        for place, one in enumerate(guests):
            among = free.get(known_by(one.name, one.role), [])
            if found[place] is None:
                found[place] = next((each for each in among if _at_home(one, each.one, exactly=exactly)), None)
                among[:] = [each for each in among if each is not found[place]]
    return found


def known_by(name: str, role: str) -> object:
    """The same for names that are spelt alike but for case, accents and marks, in one part of the programme."""
    return fold(name), role


def _at_home(guest: Guest, one: Open, *, exactly: bool) -> bool:
    both = fold(guest.organisation), fold(one.organisation)
    return both[0] == both[1] or (not exactly and not all(both))


def may_come(look: Reading, role: str) -> None:
    """Whether somebody may be invited in this part, here as in the chat. Raises NobodyAnswers."""
    missing = rota.missing(look.tx) if role == "partner" else []
    if missing:
        wanting = ", ".join(look.voice.labels("rota", "wanting", missing).values())
        raise NobodyAnswers(f"No partner can be invited yet. The programme has to have {wanting}.")


def letter(change: Change, guest: Guest, root: str, *, waits: bool = False) -> Letter:
    """Their invite. Who it is for stands beside it until somebody has used it. One that `waits` works when a second
    person agrees. Raises NobodyAnswers."""
    may_come(change, guest.role)
    code = invites.make(
        change.tx,
        change.now,
        role=guest.role,
        organisation_id=_home(change, guest),
        made_by=change.me.person.id,
        waits=waits,
        label=guest.name,
    )
    change.note("invite_made", guest.role)
    bot = facts.fact(change.tx, BOT_NAME)
    link = f"https://t.me/{bot}?start={code}" if bot else ""
    picture = one_time_codes.picture(link) if link else ""
    until, by_page = change.now + invites.LASTS, web_link.to_join(root, code) if guest.role in TO_PROGRAMME else ""
    return Letter(guest.name, ROLES[guest.role], code, link, picture, until, by_page)


def instead(change: Change, guest: Guest, before: Standing | None, root: str) -> Letter:
    """A new letter; the one `before` works no more."""
    if before is not None:
        withdraw(change, before.one)
    return letter(change, guest, root)


def withdraw(change: Change, one: Open) -> None:
    """Nobody comes in by this invite any more."""
    invites.withdraw(change.tx, one.id)
    change.note("invite_withdrawn", one.id)


def for_web(change: Change, guest: Guest, root: str) -> Letter:
    """A page of their own, begun for them, and the private link to it. Raises NobodyAnswers."""
    may_come(change, guest.role)
    person = let_in(
        change.tx,
        change.now,
        change.texts,
        name=guest.name,
        timezone=change.me.person.timezone,
        role=guest.role,
        organisation_id=_home(change, guest),
    )
    change.note("link_made", person.id)
    link = web_link.give(change.tx, change.now, person, root)
    until = change.now + web_link.LASTS
    return Letter(guest.name, ROLES[guest.role], "", link, one_time_codes.picture(link), until, on_web=True)


def _home(change: Change, guest: Guest) -> str | None:
    return organisations.named(change.tx, change.now, guest.organisation) if guest.organisation else None
