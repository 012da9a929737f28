"""Who of those that come to a session does not hear from Voices that it changed, or is over, and why."""

from __future__ import annotations

from collections.abc import Iterable

from bot.actions.naming import called
from bot.actions.untold import CHANGED
from bot.fortnight_words import kept_from
from console.desk import Reading
from storage import nudges, people, sessions, web_chats
from storage.sessions import Session

PLANNED = "session_planned"
ENDED = ("group_ended", "pairing_ended")
BY_HAND = "told_by_hand"  # why the note does not go
BY_LINK = "they have no Telegram: every coordinator gets a message with a link to pass on to them"


def of_session(look: Reading, one: Session) -> list[tuple[str, str]]:
    """Their names, and why, in words; also of those who hear of it by what the team passes on. Of one that is cancelled
    nothing is passed on to whoever had not heard of it."""
    found = _kept_from(look, sessions.attendees(look.tx, one), CHANGED)
    return [
        (called(look.scene, person_id), why)
        for person_id, why in found
        if why != BY_LINK or not _never_heard(look, one, person_id)
    ]


def of_ending(look: Reading, about: str, kind: str) -> list[tuple[str, str]]:
    """The same of a group or a pairing that is over, of which this kind of note tells: whoever was to hear so, and has
    not."""
    found = _kept_from(look, nudges.untold(look.tx, about, kind, but=BY_HAND), kind)
    return [(called(look.scene, person_id), why) for person_id, why in found]


def _kept_from(look: Reading, person_ids: Iterable[str], kind: str) -> list[tuple[str, str]]:
    """Those of these, but whoever looks, whom no such note reaches by itself, each with why."""
    found = []
    for person_id in person_ids:
        person = people.by_id(look.tx, person_id)
        if person is None or person_id == look.me.person.id:
            continue
        why = kept_from(look.tx, look.now, person, kind)
        if not why and person.telegram_id is not None and web_chats.is_web(person.telegram_id):
            why = BY_LINK
        if why:
            found.append((person_id, why))
    return found


def _never_heard(look: Reading, one: Session, person_id: str) -> bool:
    together = sessions.of_series(look.tx, one.series_id) if one.series_id else [one]
    return one.state == "cancelled" and nudges.never_went(look.tx, person_id, PLANNED, [each.id for each in together])
