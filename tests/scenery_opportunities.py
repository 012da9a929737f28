"""The lines that set the scene of opportunities: who wants to hear of what, a crowd, and what was offered before."""

from __future__ import annotations

import re

from bot.actions.opportunity_meanwhile import KEPT
from console.opportunity_fields import one_way_of_pay
from storage import audit, broadcasts, group_chats, opportunities, profiles, recipients
from storage.database import Transaction
from storage.values import instant
from storage.web_chats import FIRST
from tests.cast import GROUP, Member
from tests.casting import WHO, Scene, bring_in, find, let_agree, taking_part
from tests.playing import Player

COMPLETE = {
    "title": "A panel on waiting times",
    "what": "The hospital rewrites its letters to people who wait. It needs those who have waited.",
    "suits": "Everybody who has waited for care.",
    "doing": "Read six pages, and talk for an hour with four others.",
    "hours": "About two hours",
    "happens": "Thursday 26 March 2026, 14:00",
    "place": "Online. The link comes in time.",
    "pay": "£25 an hour, also for reading.",
    "expenses": "There are no costs",
    "access": "Captions, and a break each half hour.",
    "ask_whom": "Cora",
    "places": 4,
    "closes_on": "2026-03-12",
    "decides_on": "2026-03-16",
    "how_decided": "People who were not asked yet come first",
    "topic": "research",
}
NOT_THERE = 1000  # from which number on the people of a crowd are counted; nobody of the cast is among them


async def _interested(player: Player, line: re.Match[str]) -> None:
    """They take part and chose these topics."""

    def keep(tx: Transaction) -> None:
        person = taking_part(tx, player, line["who"], "partner")
        profiles.keep_interests(tx, person.id, line["topics"].split(", "))

    await player.database.write(keep)


async def _crowd(player: Player, line: re.Match[str]) -> None:
    """So many partners who answer on a page, and so do not clutter a chat."""

    def gather(tx: Transaction) -> None:
        for number in range(int(line["many"])):
            who = Member(f"partner {number}", FIRST + NOT_THERE + number)
            person = bring_in(tx, player, who, "partner")
            let_agree(tx, player, person, "take_part_health")
            profiles.keep_interests(tx, person.id, ["research"])

    await player.database.write(gather)


def draft(tx: Transaction, player: Player, by: str, title: str = "") -> str:
    """A complete one that was made by this coordinator."""
    made = opportunities.draft(tx, player.clock.now(), made_by=find(tx, by).id, timezone="Europe/London")
    opportunities.fill_in(tx, made, {**COMPLETE, "title": title or COMPLETE["title"]})
    return made


async def _has_draft(player: Player, line: re.Match[str]) -> None:
    await player.database.write(lambda tx: draft(tx, player, line["who"], line["title"]))


async def _on_its_page(player: Player, line: re.Match[str]) -> None:
    """As the console does it."""

    def fill(tx: Transaction) -> None:
        made = max(opportunities.in_hand(tx), key=lambda one: one.id)
        told = one_way_of_pay({line["field"]: line["words"]})
        opportunities.fill_in(tx, made.id, told)
        audit.note(
            tx, player.clock.now(), actor=find(tx, line["who"]).id, action=KEPT, about=made.id, detail=line["field"]
        )

    await player.database.write(fill)


async def _is_too_long(player: Player, line: re.Match[str]) -> None:
    """Every field is as long as it can be, in letters of which each counts twice."""

    def lengthen(tx: Transaction) -> None:
        made = draft(tx, player, line["who"])
        long = {"what": "😀" * 900, "suits": "A long sentence. " * 30, "doing": "One more step. " * 30}
        opportunities.fill_in(tx, made, {**long, "access": "Captions. " * 50, "place": "Here. " * 50})

    await player.database.write(lengthen)


async def _was_decided(player: Player, line: re.Match[str]) -> None:
    def live(tx: Transaction) -> None:
        now = player.clock.now()
        made = draft(tx, player, line["who"], line["title"])
        opportunities.fill_in(tx, made, {"closes_on": "2026-02-01", "decides_on": "2026-02-03"})
        opportunities.opened(tx, now, made)
        if line["what"] == "decided":
            opportunities.ended(tx, now, made, "decided")

    await player.database.write(live)


async def _were_asked(player: Player, line: re.Match[str]) -> None:
    """Something earlier came to them."""

    def ask(tx: Transaction) -> None:
        now = player.clock.now()
        by = tx.one("SELECT person_id FROM roles WHERE role = 'coordinator'")
        assert by is not None
        made = opportunities.draft(tx, now, made_by=by["person_id"], timezone="Europe/London")
        opportunities.fill_in(tx, made, COMPLETE)
        opportunities.opened(tx, now, made)
        opportunities.ended(tx, now, made, "decided")
        sent = broadcasts.draft(tx, now, made_by=by["person_id"], opportunity_id=made)
        recipients.fix(tx, now, sent, [(find(tx, one).id, ("role:partner",)) for one in line["names"].split(", ")])
        tx.run("UPDATE recipients SET state = 'sent', done_at = :now", now=instant(now))
        tx.run(
            "UPDATE broadcasts SET state = 'done', starts_at = :now, people = 1 WHERE id = :id",
            now=instant(now),
            id=sent,
        )

    await player.database.write(ask)


async def _is_registered(player: Player, line: re.Match[str]) -> None:
    """The Telegram group of the cast belongs to this learning group."""

    def register(tx: Transaction) -> None:
        now, by = player.clock.now(), find(tx, line["who"]).id
        row = tx.one("SELECT id FROM groups WHERE name = :name", name=line["name"])
        assert row is not None
        chat = group_chats.brought_in(tx, now, chat_id=GROUP.chat_id, title="Our group", by=by)
        group_chats.register(tx, now, chat, group_id=row["id"], by=by)

    await player.database.write(register)


async def _reads(player: Player, line: re.Match[str]) -> None:
    """What a field of the newest opportunity holds."""
    assert line["field"] in opportunities.FIELDS
    sql = f"SELECT {line['field']} AS held FROM opportunities ORDER BY id DESC LIMIT 1"
    row = await player.database.read(lambda tx: tx.one(sql))
    assert row is not None and str(row["held"]) == line["words"], row and row["held"]


async def _sendings(player: Player, line: re.Match[str]) -> None:
    """How many broadcasts there are in a state, and recipients of them all."""
    sql = "SELECT COUNT(*) AS many FROM broadcasts WHERE state = :state"
    row = await player.database.read(lambda tx: tx.one(sql, state=line["state"]))
    assert row is not None and row["many"] == int(line["many"]), row and row["many"]


async def _recipients(player: Player, line: re.Match[str]) -> None:
    row = await player.database.read(lambda tx: tx.one("SELECT COUNT(*) AS many FROM recipients"))
    assert row is not None and row["many"] == int(line["many"]), row and row["many"]


GIVEN: dict[str, Scene] = {
    rf"{WHO} wants to hear about (?P<topics>[\w, ]+)": _interested,
    r"(?P<many>\d+) partners want to hear about research": _crowd,
    rf"{WHO} has a draft called (?P<title>.+)": _has_draft,
    rf"{WHO} has a draft that is too long": _is_too_long,
    rf"{WHO} fills in the (?P<field>\w+) of the newest opportunity on its page: (?P<words>.+)": _on_its_page,
    rf"{WHO} has an? (?P<what>decided|overdue) opportunity called (?P<title>.+)": _was_decided,
    r"(?P<names>[a-z]+(, [a-z]+)*) (was|were) asked before": _were_asked,
    rf"{WHO} has registered the Telegram group of (?P<name>[\w ]+)": _is_registered,
}
THEN: dict[str, Scene] = {
    r"the (?P<field>\w+) of the newest opportunity is “(?P<words>.*)”": _reads,
    r"(?P<many>\d+) broadcasts? (is|are) (?P<state>\w+)": _sendings,
    r"there are (?P<many>\d+) recipients": _recipients,
}
