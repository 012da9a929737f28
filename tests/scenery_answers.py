"""The lines that set the scene of answers: what is offered, and to whom it went."""

from __future__ import annotations

import re

from bot.actions import broadcasting
from bot.rules.audience import Audience
from storage import broadcasts, candidates, opportunities, profiles
from storage.database import Transaction
from tests.casting import PEOPLE, TIMEZONE, Scene, find, taking_part
from tests.playing import Player

_NAMES = rf"(?P<names>(?:{PEOPLE})(?:, (?:{PEOPLE}))*)"
_DAY = r"\d{4}-\d\d-\d\d"
COMPLETE = {
    "what": "We plan how people hear about waiting times, and need people who have waited.",
    "suits": "Anybody who has waited for care, or has waited with somebody",
    "doing": "Read two pages and talk about them with five others",
    "hours": "Two hours",
    "happens": "Friday 20 March 2026, 10:00",
    "place": "By video call, or by phone",
    "pay": "£50",
    "expenses": "Paid for a carer or child care",
    "access": "Captions, breaks, papers in Easy Read",
    "ask_whom": "Cora",
    "how_decided": "Two of us read what you wrote, and look for people who were not asked yet.",
    "topic": "research",
}


def offer(tx: Transaction, player: Player, title: str, closes: str, decides: str, **more: object) -> str:
    """An opportunity of Cora's, complete; its id."""
    cora = taking_part(tx, player, "cora", "coordinator")
    made = opportunities.draft(tx, player.clock.now(), made_by=cora.id, timezone=TIMEZONE)
    opportunities.fill_in(
        tx, made, {**COMPLETE, "places": 2, "title": title, "closes_on": closes, "decides_on": decides, **more}
    )
    return made


async def _went_to(player: Player, line: re.Match[str]) -> None:
    """Each is a partner who wants to hear of such things. It starts after the minute in which it can be undone."""
    await player.database.write(lambda tx: _send(tx, player, line))


def _send(tx: Transaction, player: Player, line: re.Match[str]) -> None:
    chosen = [taking_part(tx, player, one, "partner").id for one in line["names"].split(", ")]
    for one in chosen:
        profiles.keep_interests(tx, one, ("research",))
    places = {"places": int(line["places"])} if line["places"] else {}
    made = offer(tx, player, line["title"], line["closes"], line["decides"], **places)
    now, cora = player.clock.now(), find(tx, "cora")
    broadcast = broadcasts.draft(tx, now, made_by=cora.id, opportunity_id=made)
    audience = Audience(interests=("research",), without=tuple(_others(tx, chosen)))
    broadcasts.choose(tx, broadcast, audience=audience.stored(), words="", topic="research")
    confirmed = broadcasting.confirm(tx, now, broadcast, by=cora.id, number=len(chosen))
    assert not confirmed.refused, confirmed


def _others(tx: Transaction, chosen: list[str]) -> list[str]:
    return [one.id for one in candidates.everybody(tx) if one.id not in chosen]


GIVEN: dict[str, Scene] = {
    rf"“(?P<title>[^”]+)”(, with (?P<places>\d+) places?,)? is offered to {_NAMES} until (?P<closes>{_DAY}), "
    rf"decided by (?P<decides>{_DAY})": _went_to,
}
