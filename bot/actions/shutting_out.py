"""Somebody else may have been there in a person's name: what lets them in is closed, and what they left open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.rules import staying
from storage import (
    audit,
    calendar_feeds,
    copy_links,
    exports,
    invites,
    links,
    moves,
    second_steps,
    sign_in_links,
    sign_ins,
)
from storage.audit import Entry
from storage.database import Transaction
from storage.sign_ins import SignIn
from storage.values import instant, moment

CALENDAR = "calendar"


def end_ways(tx: Transaction, now: datetime, person_id: str, why: str) -> list[str]:
    """Nobody is signed in as this person any more, and nothing that they were sent opens anything; a link to their page
    is another matter. "calendar" when the address for their calendar programme was closed with that."""
    sign_in_links.close(tx, now, person_id)
    sign_ins.end_all(tx, now, person_id, why)
    moves.end(tx, person_id)
    copy_links.close(tx, person_id)
    if not calendar_feeds.close(tx, person_id):
        return []
    audit.note(tx, now, actor=person_id, action="calendar_feed_closed", about=person_id, detail=why)
    return [CALENDAR]


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """From when until when somebody was signed in, both included."""

    since: datetime
    until: datetime

    def has(self, at: str) -> bool:
        return instant(self.since) <= at <= instant(self.until)


def meanwhile(now: datetime, one: SignIn) -> Meanwhile:
    """How long this sign-in stood, or still does."""
    begun, seen = moment(one.signed_in_at), moment(one.seen_at)
    ended = moment(one.ended_at) if one.ended_at else staying.until(seen, signed_in_at=begun)
    return Meanwhile(begun, min(now, ended))


def close_what_lasts(tx: Transaction, now: datetime, one: SignIn) -> list[str]:
    """What was opened in this person's name during that sign-in, and lasts, is closed: which kinds of things that were,
    of "step", "paper_codes", "files", "invites" and "pages". Each is on record."""
    there, person_id = meanwhile(now, one), one.person_id
    closed = {
        "step": _step(tx, now, one, there),
        "paper_codes": _paper_codes(tx, now, person_id, there),
        "files": _files(tx, now, person_id, there),
        "invites": _invites(tx, now, person_id, there),
        "pages": _pages(tx, now, person_id, there),
    }
    return [kind for kind, any_were in closed.items() if any_were]


def _step(tx: Transaction, now: datetime, one: SignIn, there: Meanwhile) -> bool:
    """As long as a second step is being set up, its secret stands on its page: whoever looked there knows it.

    One with which they have signed in since stays, for else whoever holds the phone could take it away with an old
    button; an admin, who hears of this, can reset it.
    """
    step = second_steps.of_person(tx, one.person_id)
    if step is None or step.begun_at > instant(there.until):
        return False
    if step.confirmed_at is not None and (step.confirmed_at < instant(there.since) or _used_since(tx, one)):
        return False
    second_steps.remove(tx, one.person_id)
    audit.note(tx, now, actor=one.person_id, action="second_step_reset", about=one.person_id)
    return True


def _used_since(tx: Transaction, one: SignIn) -> bool:
    """Whether the second step was given in a sign-in after that one."""
    later = sign_ins.of_person(tx, one.person_id, moment(one.signed_in_at))
    return any(each.proved_at is not None for each in later if each.id != one.id)


def _paper_codes(tx: Transaction, now: datetime, person_id: str, there: Meanwhile) -> bool:
    if not second_steps.end_codes(tx, person_id, there.since, there.until):
        return False
    audit.note(tx, now, actor=person_id, action="recovery_codes_ended", about=person_id)
    return True


def _files(tx: Transaction, now: datetime, person_id: str, there: Meanwhile) -> bool:
    found = [one for one in exports.of_person(tx, now, person_id) if there.has(one.asked_at)]
    for one in found:
        exports.delete(tx, one.id)
        audit.note(tx, now, actor=person_id, action="export_deleted", about=one.id, detail=one.kind)
    return bool(found)


def _invites(tx: Transaction, now: datetime, person_id: str, there: Meanwhile) -> bool:
    """Those that were made, and those of another that were agreed to, as far as somebody can still come in by them."""
    agreed = {one.about for one in _done(tx, person_id, there, "invite_agreed")}
    made = [one for one in invites.open_now(tx, now) if one.made_by == person_id and there.has(one.made_at)]
    found = {*(one.id for one in made), *agreed}
    withdrawn = [one for one in sorted(found) if invites.withdraw(tx, one)]
    for one in withdrawn:
        audit.note(tx, now, actor=person_id, action="invite_withdrawn", about=one)
    return bool(withdrawn)


def _pages(tx: Transaction, now: datetime, person_id: str, there: Meanwhile) -> bool:
    """Links to the pages of others that were shown, and codes that take a conversation to another account."""
    made = _done(tx, person_id, there, "link_made", "way_page_link", "way_new_account")
    ended = [one for one in made if _ended(tx, one)]
    for one in ended:
        audit.note(tx, now, actor=person_id, action="link_closed", about=one.about)
    return bool(ended)


def _ended(tx: Transaction, made: Entry) -> bool:
    if made.action == "way_new_account":
        return moves.end(tx, made.about) > 0
    return links.end_made_at(tx, made.about, made.done_at) > 0


def _done(tx: Transaction, person_id: str, there: Meanwhile, *actions: str) -> list[Entry]:
    return audit.done_by(tx, person_id, *actions, since=there.since, until=there.until)
