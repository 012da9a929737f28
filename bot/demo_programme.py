"""The small programme that the demo begins with: six people with phones, four of whom have joined already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage import consents, facts, invites, organisations, people
from storage.database import Transaction

ORGANISATION = "Northfield Voices"
TIMEZONE = "Europe/London"


@dataclass(frozen=True, slots=True)
class Cast:
    """Somebody in the demo. Those who have `joined` know the bot already; the others have an invite on their phone."""

    telegram_id: int
    name: str
    role: str
    note: str
    joined: bool = False
    pronouns: str = ""
    needs: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    profile: tuple[tuple[str, Any], ...] = ()


HOURS = (("contact_days", "mon,tue,wed,thu,fri"), ("contact_from", "10:00"), ("contact_until", "16:00"))
CAST = (
    Cast(1001, "Amina", "partner", "A new partner. Press Start to be welcomed"),
    Cast(1002, "Bryn", "partner", "Partner, uses a screen reader", True, "he/him",
         ("screen_reader", "voice_messages"), ("screen_reader",), HOURS),
    Cast(1003, "Carys", "partner", "Partner, likes easy read and one thing at a time", True, "they/them",
         ("easy_read", "larger_steps"), (), (*HOURS, ("nudge_limit", 1))),
    Cast(1004, "Priya", "leader", "Leader of a hospital trust", True, "she/her"),
    Cast(1005, "Tom", "leader", "A new leader. Press Start to be welcomed"),
    Cast(1006, "Rachel", "coordinator", "Coordinator, on duty on weekdays", True, "she/her", (), (), HOURS),
)  # fmt: skip


def seed(tx: Transaction, now: datetime) -> dict[int, str]:
    """Put the programme into an empty database; the invite code for each phone whose person has not joined."""
    if facts.fact(tx, "demo_seeded") is not None:
        return {}
    facts.note(tx, now, "demo_seeded", "yes")
    organisation = organisations.named(tx, now, ORGANISATION)
    codes = {}
    for one in CAST:
        if one.joined:
            _join(tx, now, one, organisation)
        else:
            codes[one.telegram_id] = invites.make(tx, now, role=one.role, organisation_id=organisation)
    return codes


def _join(tx: Transaction, now: datetime, one: Cast, organisation: str) -> None:
    person = people.meet(tx, now, telegram_id=one.telegram_id, timezone=TIMEZONE, organisation_id=organisation)
    people.give_role(tx, now, person.id, one.role)
    people.call(tx, person.id, name=one.name, pronouns=one.pronouns, language="en")
    people.keep_profile(tx, person.id, dict(one.profile))
    people.keep_needs(tx, person.id, one.needs, one.told)
    people.joined(tx, now, person.id)
    if one.role == "partner":
        consents.note(
            tx,
            now,
            person.id,
            purpose="take_part_health",
            decision="given",
            wording_key="demo",
            wording="Practice data: this person was made up for the demo.",
            language="en",
            how="demo",
        )
