"""The lines that set the scene of what goes to many, and that look behind it."""

from __future__ import annotations

import re

from bot.actions import accounting, broadcasting, planning
from bot.rules.audience import Audience
from storage import broadcasts, opportunities, profiles, responses
from storage.broadcasts import Broadcast
from storage.database import Transaction
from storage.values import instant, new_id
from tests.casting import PEOPLE, TIMEZONE, WHO, Scene, find, found, taking_part
from tests.playing import Player

_NAMES = rf"(?P<names>(?:{PEOPLE})(?:, (?:{PEOPLE}))*)"
OFFER = {
    "what": "Two hours with the people who plan the clinic",
    "suits": "Anybody who has waited for an appointment",
    "doing": "Say what waiting was like",
    "hours": "Two hours",
    "happens": "20 March, in the morning",
    "place": "Online",
    "pay": "£25 an hour",
    "expenses": "Data is paid for",
    "access": "Captions",
    "ask_whom": "Cora",
    "places": 2,
    "closes_on": "2026-03-10",
    "decides_on": "2026-03-12",
    "how_decided": "Who has not been asked yet comes first",
    "topic": "research",
}


async def _confirmed(player: Player, line: re.Match[str]) -> None:
    """An opportunity, complete, that was confirmed for these partners at this moment."""
    await player.database.write(lambda tx: _confirm(tx, player, line["who"], line["title"], line["names"].split(", ")))


def _confirm(tx: Transaction, player: Player, who: str, title: str, names: list[str]) -> None:
    now, cora = player.clock.now(), taking_part(tx, player, who, "coordinator")
    chosen = [taking_part(tx, player, one, "partner").id for one in names]
    for one in chosen:
        profiles.keep_interests(tx, one, ("research",))
    opportunity = opportunities.draft(tx, now, made_by=cora.id, timezone=TIMEZONE)
    opportunities.fill_in(tx, opportunity, {"title": title, **OFFER})
    broadcast = broadcasts.draft(tx, now, made_by=cora.id, opportunity_id=opportunity)
    audience = Audience(people=tuple(chosen)).stored()
    broadcasts.choose(tx, broadcast, audience=audience, words="", topic="research")
    done = broadcasting.confirm(tx, now, broadcast, by=cora.id, number=len(chosen))
    assert not done.refused, done.refused


async def _hours(player: Player, line: re.Match[str]) -> None:
    person = await found(player, line["who"])
    told = {"contact_from": line["since"], "contact_until": line["until"]}
    await player.database.write(lambda tx: profiles.keep(tx, person.id, told))


async def _in_doubt(player: Player, line: re.Match[str]) -> None:
    """Telegram did not say whether it took the message to them, or took it only when it was tried again."""
    state = "sent" if line["twice"] else "uncertain"

    def doubt(tx: Transaction) -> None:
        sql = "SELECT MAX(id) AS id FROM outbox WHERE person_id = :person AND reason = 'nudge_opportunity'"
        row = tx.one(sql, person=find(tx, line["who"]).id)
        assert row is not None and row["id"] is not None
        tx.run("UPDATE outbox SET state = :state, uncertain = TRUE WHERE id = :id", state=state, id=row["id"])

    await player.database.write(doubt)


async def _answered(player: Player, line: re.Match[str]) -> None:
    """They have said that they are interested."""
    now = player.clock.now()

    def answer(tx: Transaction) -> None:
        person, last = find(tx, line["who"]), _last(tx)
        tx.run(
            """
            INSERT INTO responses (id, opportunity_id, person_id, said, said_at)
            VALUES (:id, :opportunity, :person, 'interested', :now)
            """,
            id=new_id(now),
            opportunity=last.opportunity_id,
            person=person.id,
            now=instant(now),
        )

    await player.database.write(answer)


async def _offered_a_place(player: Player, line: re.Match[str]) -> None:
    """It was decided that they have a place, and they are about to hear of it."""
    now = player.clock.now()

    def offer(tx: Transaction) -> None:
        cora, person = find(tx, "cora"), find(tx, line["who"])
        said = responses.of(tx, _last(tx).opportunity_id or "", person.id)
        assert said is not None
        responses.decide(tx, now, said.id, responses.CHOSEN, cora.id)
        planning.note(tx, now, person.id, "outcome", said.id)

    await player.database.write(offer)


async def _adds_up(player: Player, line: re.Match[str]) -> None:
    now = player.clock.now()

    def look(tx: Transaction) -> tuple[str | None, accounting.Books]:
        last = _last(tx)
        return last.proven_at, accounting.books_of(tx, now, last)

    proven_at, books = await player.database.read(look)
    assert proven_at is not None and not books.mistakes, f"{proven_at}: {books}"


def _last(tx: Transaction) -> Broadcast:
    return broadcasts.lately(tx, 1)[0]


GIVEN: dict[str, Scene] = {
    rf"{WHO} has confirmed “(?P<title>[^”]+)” for {_NAMES}": _confirmed,
    rf"{WHO} is to be written to from (?P<since>\d\d:\d\d) until (?P<until>\d\d:\d\d)": _hours,
    rf"the last note to {WHO} may (not have arrived|have arrived (?P<twice>twice))": _in_doubt,
    rf"{WHO} is interested in what came last": _answered,
    rf"{WHO} has a place in what came last": _offered_a_place,
}
THEN: dict[str, Scene] = {"what went to many adds up": _adds_up}
