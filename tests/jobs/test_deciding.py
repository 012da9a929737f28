"""Whoever is interested hears what became of it, or somebody of the team is asked for it; whatever else happens."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from bot.actions import answering_offers, calling_off, deciding
from bot.chat.scene import Scene
from bot.jobs.deciding import decisions
from bot.jobs.due import due
from storage import conversations, nudges, nudges_made, opportunities, people, responses
from storage.conversations import Conversation
from storage.database import Transaction
from tests.cast import MONDAY, Member
from tests.jobs.people import settle
from tests.playing import Player

CROWD = [Member(f"p{number}", 7_300_000_000 + number) for number in range(6)]
CORA = Member("cora", 7_100_000_003)
DAY = timedelta(days=1)
FIELDS = {"title": "A panel", "happens": "Friday", "place": "Online", "ask_whom": "Cora", "places": 2}


def open_one(tx: Transaction) -> tuple[str, str, list[str]]:
    """An opportunity that six people heard of; it, its coordinator, and they."""
    cora = settle(tx, MONDAY, CORA, "coordinator")
    crowd = [settle(tx, MONDAY, who) for who in CROWD]
    one = opportunities.draft(tx, MONDAY, made_by=cora, timezone="Europe/London")
    opportunities.fill_in(tx, one, {**FIELDS, "closes_on": "2026-03-10", "decides_on": "2026-03-12"})
    opportunities.opened(tx, MONDAY, one)
    return one, cora, crowd


def scene(player: Player, tx: Transaction, person_id: str, about: str) -> Scene:
    person = people.by_id(tx, person_id)
    assert person is not None
    texts = player.running.parts.texts
    talk: Conversation = conversations.begin(tx, player.clock.now(), person_id, "interested_people", about=about)
    return Scene(tx, player.clock.now(), person, texts.voice("en"), texts, conversation=talk)


def something_happens(
    player: Player, tx: Transaction, dice: random.Random, one: str, cora: str, crowd: list[str]
) -> None:
    """Somebody answers, changes their mind, or pauses; or the coordinator decides, tells, or calls it off."""
    somebody = dice.choice(crowd)
    given = [each for each in responses.to(tx, one) if each.said == "interested"]
    match dice.choice(("say", "say", "back", "pause", "decide", "decide", "tell", "off")):
        case "say":
            answering_offers.say(scene(player, tx, somebody, one), said=dice.choice(("interested", "not_now")))
        case "back":
            answering_offers.say(scene(player, tx, somebody, one), said="not_for_me")
        case "pause":
            people.pause(tx, player.clock.now(), somebody)
        case "decide" if given:
            chosen = dice.choice(deciding.DECISIONS)
            deciding.decide(scene(player, tx, cora, one), response_id=dice.choice(given).id, decision=chosen)
        case "tell":
            deciding.tell(scene(player, tx, cora, one))
        case "off" if dice.random() < 0.1:
            calling_off.call_off(scene(player, tx, cora, one), reason="No money")


def forgotten(tx: Transaction, one: str, cora: str) -> list[str]:
    """Those who are interested, have heard nothing, are not about to, and about whom nobody is asked."""
    asked = nudges.is_planned(tx, cora, "to_decide", one) or nudges_made.last_made_about(tx, cora, "to_decide", one)
    return [
        each.person_id
        for each in responses.to(tx, one)
        if each.said == "interested"
        and each.told_at is None
        and (person := people.by_id(tx, each.person_id)) is not None
        and person.unreachable_at is None
        and not nudges.is_planned(tx, each.person_id, "outcome", each.id)
        and not nudges.is_planned(tx, each.person_id, "called_off", one)
        and not asked
    ]


@pytest.mark.parametrize("seed", range(12))
async def test_nobody_who_answered_is_forgotten(player: Player, seed: int) -> None:
    dice = random.Random(seed)
    one, cora, crowd = await player.database.write(open_one)
    for _ in range(20):
        for _ in range(dice.randint(0, 3)):
            await player.database.write(lambda tx: something_happens(player, tx, dice, one, cora, crowd))
        player.clock.advance(DAY)
        await decisions(player.running)
        await due(player.running)
        await player._said()
    assert await player.database.read(lambda tx: forgotten(tx, one, cora)) == []
