"""Words and their person part; a tombstone keeps counts true; a name goes from what others were shown."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import orjson
import pytest

from storage import (
    answers,
    askings,
    conversations,
    effects,
    erasing,
    exporting,
    inbox,
    outbox,
    pairings,
    parting,
    people,
    profiles,
    sessions,
    tombstones,
)
from storage.answers import Given
from storage.database import Database, Transaction
from storage.unnaming import Unnamed
from storage.values import instant, new_id
from tests.agreeing import agree
from tests.databases import NOW

LATER = NOW + timedelta(days=40)


def meet(tx: Transaction, number: int, name: str, role: str = "leader") -> str:
    person_id = people.meet(tx, NOW, telegram_id=number, timezone="Europe/London").id
    people.give_role(tx, NOW, person_id, role)
    people.call(tx, person_id, name=name, pronouns="", language="en")
    people.joined(tx, NOW, person_id)
    agree(tx, NOW, person_id, "take_part_health" if role == "partner" else "take_part")
    return person_id


def say(tx: Transaction, person_id: str, words: str, visible_to: str = "staff", value: Any = None) -> None:
    talk = conversations.begin(tx, NOW, person_id, "reflect").id
    given = Given("q", value or words, words, "What?", "en", instant(NOW), visible_to, 1, 2, 3)
    answers.give(tx, NOW, person_id, talk, given)


async def test_words_go_on_as_nobodys_and_what_was_private_goes(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[object, ...]:
        ana = meet(tx, 1, "Ana")
        say(tx, ana, "for others")
        say(tx, ana, "for me alone", "me")
        nameless = parting.nobody(tx, LATER)
        parting.hand_words_to(tx, ana, nameless)
        rows = tx.all("SELECT * FROM answers")
        left = [(row["answer"], row["person_id"] == nameless, row["answered_at"][:10]) for row in rows]
        ties = [row[name] for row in rows for name in ("conversation_id", "chat_id", "message_id", "update_id")]
        return left, set(ties), len(tx.all("SELECT id FROM conversations"))

    assert await database.write(unit) == ([("for others", True, "2026-03-01")], {None}, 0)


async def test_what_they_told_of_themselves_goes_and_how_to_reach_them_stays(database: Database) -> None:
    def unit(tx: Transaction) -> dict[str, Any]:
        ana = meet(tx, 1, "Ana", "partner")
        told = {"availability": "now", "payment": "voucher", "region": "wales", "reflect_themes": "power"}
        profiles.keep(tx, ana, {**told, "contact_days": "mon", "nation": "wales", "nudge_limit": 1})
        parting.forget_words(tx, ana)
        return {name: value for name, value in profiles.of(tx, ana).items() if value}

    left = await database.write(unit)
    assert (left["contact_days"], left["nation"], left["nudge_limit"]) == ("mon", "wales", 1)
    assert not {"availability", "payment", "region", "reflect_themes"} & {*left}


async def test_a_tombstone_keeps_counts_true(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[object, ...]:
        ana, ben = meet(tx, 1, "Ana"), meet(tx, 2, "Ben")
        pair = pairings.propose(tx, NOW, partner_id=ana, leader_id=ben, from_on=NOW.date())
        for _ in range(2):
            held = sessions.plan(tx, NOW, pairing_id=pair, starts_at=NOW, timezone="UTC", minutes=45)
            sessions.becomes(tx, held.id, "held")
        say(tx, ana, "words")
        before = tombstones.given(tx, ana)
        erasing.forget(tx, LATER, ana)
        erasing.forget(tx, LATER + timedelta(days=1), ana)
        row = tx.one("SELECT * FROM tombstones")
        assert row is not None
        kept = [row[name] for name in ("roles", "joined_on", "left_on", "sessions", "minutes", "answers")]
        return (before.sessions, before.minutes, before.answers), kept

    assert await database.write(unit) == ((2, 90, 1), ["leader", "2026-03", "2026-04", 2, 90, 1])


@pytest.mark.parametrize("name", ["Zoë O'Neil", "Quillonia", '100% "A_b"', "名前"])
async def test_a_name_goes_from_what_others_were_shown_and_their_own_words_stay(name: str, database: Database) -> None:
    def unit(tx: Transaction) -> tuple[int, bool, list[str]]:
        ana, cora = meet(tx, 1, name), meet(tx, 2, "Cora", "coordinator")
        talk = conversations.begin(tx, NOW, cora, "pair").id
        askings.note(
            tx,
            NOW,
            conversation_id=talk,
            chat_id=2,
            question="whom",
            wording=f"Is it {name}?",
            options=((ana, name), ("other", "Somebody else")),
            language="en",
        )
        effects.note(tx, NOW, talk, "found", f'[{{"words": "{ana}"}}]', {"labels": {ana: name}})
        outbox.add(
            tx, NOW, chat_id=2, person_id=cora, payload={"text": f"{name}, P-001"}, file_name="a", file_text=name
        )
        say(tx, cora, name)
        say(tx, cora, f"I like {name} a lot.")
        erasing.forget(tx, LATER, ana)
        rows = [row for table in ("asked", "effects", "outbox") for row in tx.all(f"SELECT * FROM {table}")]
        shown = " ".join(str(row[column]) for row in rows for column in row.keys())  # noqa: SIM118
        said = [row["answer"] for row in tx.all("SELECT answer FROM answers ORDER BY id")]
        return shown.count(name) + shown.count(json.dumps(name)[1:-1]), "P-001" in shown, said

    assert await database.write(unit) == (0, True, ["P-001", f"I like {name} a lot."])


OLD, NEW = "Quillonia Oldname", "Quillonia"


def rename(tx: Transaction, person_id: str) -> None:
    """Somebody joined under one name and changed it in their summary."""
    talk = conversations.begin(tx, NOW, person_id, "onboarding_leader").id
    for name in (OLD, NEW):
        given = Given("preferred_name", name, name, "Your name?", "en", instant(NOW), "staff", 1, 2, 3)
        answers.take_back(tx, NOW, talk, "preferred_name")
        answers.give(tx, NOW, person_id, talk, given)
    people.call(tx, person_id, name=NEW, pronouns="", language="en")


def show_to(tx: Transaction, staff: str, who: str, name: str) -> None:
    """All that the program writes with a name, for a member of staff, who chooses it and says a sentence besides."""
    talk = conversations.begin(tx, NOW, staff, "concerns").id
    options = ((who, f"1: {name}"), ("that_is_all", "That is all"))
    wording = f"They asked for a person.\n\n1: {name}"
    askings.note(
        tx, NOW, conversation_id=talk, chat_id=2, question="which", wording=wording, options=options, language="en"
    )
    effects.note(tx, NOW, talk, "found", "[]", {"labels": {who: f"1: {name}"}})
    outbox.add(tx, NOW, chat_id=2, person_id=staff, payload={"text": f"A note: {name} joined."})
    tx.run("UPDATE outbox SET state = 'sent'")
    arrived = inbox.Arrived(new_id(NOW), len(name), 2, orjson.dumps({"text": f"1: {name}"}).decode(), name[-3:])
    inbox.store(tx, NOW, 4242, [arrived])
    inbox.finish(tx, NOW, arrived.id)
    say(tx, staff, f"1: {name}", value=who)
    say(tx, staff, f"1: {name}, Somebody, it was {name}", value=[who, "another", f"it was {name}"])


def everywhere(tx: Transaction) -> str:
    """All that is in the database, as one text."""
    rows = [row for each in exporting.TABLES for row in tx.all(f"SELECT * FROM {each.table}")]
    return "\n".join(str(row[column]) for row in rows for column in row.keys())  # noqa: SIM118


@pytest.mark.parametrize("way", ["at_once", "words_first", "words_handed_on", "words_left", "team_called"])
async def test_every_name_somebody_had_goes_from_what_the_program_wrote(way: str, database: Database) -> None:
    def unit(tx: Transaction) -> tuple[str, list[str]]:
        zoe, cora = meet(tx, 1, OLD), meet(tx, 2, "Cora", "safeguarding-lead")
        if way == "team_called":  # they never said that they were called so
            people.call(tx, zoe, name=NEW, pronouns="", language="en")
        else:
            rename(tx, zoe)
        for name in (OLD, NEW):
            show_to(tx, cora, zoe, name)
        say(tx, cora, f"I met {OLD} today.")
        if way == "words_first":
            parting.forget_words(tx, zoe)
        if way == "words_handed_on":
            parting.hand_words_to(tx, zoe, parting.nobody(tx, NOW))
        erasing.forget(tx, LATER, zoe, besides=erasing.WORDS if way == "words_left" else ())
        rows = tx.all("SELECT answer FROM answers WHERE person_id = :id ORDER BY id", id=cora)
        return everywhere(tx), [row["answer"] for row in rows]

    held, said = await database.write(unit)
    chosen = "1: P-001"
    assert said == [
        *(chosen, f"{chosen}, Somebody, it was {OLD}", chosen, f"{chosen}, Somebody, it was {NEW}"),
        f"I met {OLD} today.",
    ]
    own = [f"it was {OLD}", f"it was {NEW}", f"I met {OLD} today."]
    for words in own:
        held = held.replace(words, "")
    assert NEW not in held and "Oldname" not in held


def test_a_name_within_another_word_stays() -> None:
    assert Unnamed("Al", "P-007")("Al and Alan, also Al's") == "P-007 and Alan, also P-007's"
