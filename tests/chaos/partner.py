"""A partner's whole onboarding, line by line, and what has come of it in the end."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.chat.texts import Texts
from bot.clock import SetClock
from bot.conversations import COMMANDS, STORIES, WORDS
from bot.doors import InviteDoor
from simulator import people as phones
from simulator.app import Simulator, create_app
from simulator.world import World
from storage import invites, people
from storage.database import Row, Transaction
from storage.opening import open_database
from tests import migrated
from tests.cast import ANA, CORA, MONDAY
from tests.chaos.mortal import TOKEN, Mortal, Script
from tests.said import all_texts

LONG = "I look after my mother, and before that I was ill myself. " * 40
# "> option" presses the newest button of that option, whatever it says; anything else is typed.
LINES = (
    *("hello", "/start CODE", "> yes", "> yes", "Ana 🌱", "they/them", "> en"),
    *("> captions", "> breaks", "> done", "> tell_nothing", "> person", "> call", "07700 900123"),
    *("> mon", "> fri", "> done", "9:00", "17:30", "> 2", "> gentle_note", "> wales"),
    *("> mental_health", "> research", "> done", "> yes", "> yes", LONG, "and one thing more", "> done"),
    *("> from_a_date", "3 April", "> talk_first", "> yes", "> no", "> yes", "> 25_34", "skip"),
    *("> rather_not", "> back", "> yes_a_little", "> carer_family", "skip", "skip", "> town"),
    *("Ring my sister.", "> done", "> nation", "> scotland", "> right"),
)
_READ = {
    "answers": "SELECT question, answer, value, wording, counts, replaced_at IS NULL AS now FROM answers ORDER BY id",
    "consents": "SELECT purpose, decision, wording FROM consents ORDER BY id",
    "concerns": "SELECT kind, contact_by, closed_at FROM concerns ORDER BY id",
    "conversations": "SELECT kind, pending, draft, changing, ended_at IS NULL AS open FROM conversations ORDER BY id",
    "people": "SELECT number, name, pronouns, joined_at IS NULL AS outside FROM people ORDER BY number",
    "profiles": "SELECT contact_days, contact_from, nudge_limit, nation, payment, available_from FROM profiles",
    "needs": "SELECT need, share_with_leader FROM access_needs ORDER BY need",
    "interests": "SELECT topic FROM interests ORDER BY topic",
    "invites": "SELECT role, uses_left FROM invites",
    "redemptions": "SELECT COUNT(*) AS times FROM redemptions",
    "notices": "SELECT kind FROM notices WHERE kind <> 'message_uncertain' ORDER BY id",
    "inbox": "SELECT state, COUNT(*) AS times FROM inbox GROUP BY state",
    "outbox": "SELECT chat_id, method, state, COUNT(*) AS times FROM outbox GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
}


Seen = tuple[int, str, str]  # the chat, the text and what its first button carries, which is different each time


@dataclass(frozen=True)
class Outcome:
    """What is in the database in the end, how often each message arrived, and what was flagged as uncertain."""

    tables: dict[str, list[tuple[Any, ...]]]
    arrived: Counter[Seen]
    flagged: set[Seen]
    flags: int

    @property
    def said(self) -> Counter[tuple[int, str]]:
        """The messages, each once."""
        return Counter(seen[:2] for seen in self.arrived)

    @property
    def repeats(self) -> list[Seen]:
        return list((self.arrived - Counter(set(self.arrived))).elements())


def script() -> Script:
    texts = all_texts()
    return Script(texts, STORIES, COMMANDS, WORDS, InviteDoor(texts, timezone="Europe/London"))


@asynccontextmanager
async def a_talk(folder: Path, now: datetime = MONDAY) -> AsyncIterator[tuple[Mortal, str]]:
    """A bot that has begun, Ana's and Cora's phones, and the code of Ana's invite."""
    telegram = create_app(tokens={TOKEN: "voices_bot"}, seed=1)
    ana_and_cora(telegram)
    mortal = Mortal(folder, telegram, SetClock(now), script())
    code = await prepare(mortal.file, now)
    await mortal.start()
    try:
        yield mortal, code
    finally:
        await mortal.stop()
        await telegram.close()


async def rehearsed(
    folder: Path, now: datetime, typed: Mapping[str, str] = MappingProxyType({}), lines: Sequence[str] = LINES
) -> tuple[list[int], Outcome]:
    """The talk without any trouble: how many different messages are shown after each line, and how it ends."""
    folder.mkdir()  # noqa: ASYNC240
    counts = []
    async with a_talk(folder, now) as (mortal, code):
        for line in lines:
            await mortal.after(acting(mortal.telegram.world, typed.get(line, line), code))
            counts.append(len(shown(mortal.telegram.world)))
        return counts, await outcome(mortal, code)


def ana_and_cora(telegram: Simulator) -> None:
    """Their phones; Cora has written to the bot before."""
    for member in (ANA, CORA):
        phones.join(telegram.world, {"id": member.chat_id, "first_name": member.first_name})
    telegram.world.people[CORA.chat_id].started = True


async def prepare(file: Path, now: datetime = MONDAY, key: bytes | None = None) -> str:
    """A database with a coordinator in it; the code of an invite for a partner."""
    migrated.place(file, key)
    database = await open_database(f"sqlite:///{file}", key=key, clock_now=now)
    code = await database.write(partial(_invite, now=now))
    await database.close()
    return code


def _invite(tx: Transaction, now: datetime) -> str:
    cora = people.meet(tx, now, telegram_id=CORA.chat_id, timezone="Europe/London")
    people.give_role(tx, now, cora.id, "coordinator")
    people.joined(tx, now, cora.id)
    return invites.make(tx, now, role="partner")


def acting(world: World, line: str, code: str) -> partial[Any]:
    """What Ana does in this line."""
    ana = world.people[ANA.chat_id]
    if line.startswith("> "):
        return partial(phones.press, world, ana, None, None, _label(all_texts(), line[2:]))
    return partial(phones.say, world, ana, line.replace("CODE", code))


def _label(texts: Texts, option: str) -> str:
    """What the button of this option says, on a question, in a summary or anywhere."""
    voice = texts.voice("en")
    if option in texts.languages:
        return texts.voice(option).about.name
    for story in ("onboarding_partner", "shared"):
        for entry in voice.texts[story].values():
            if isinstance(entry, dict) and option in entry.get("options", {}):
                return str(entry["options"][option])
    if option in voice.texts["onboarding_partner"]:
        return voice.short("onboarding_partner", option)
    return str(voice.texts["shared"]["labels"].get(option, option))


async def outcome(mortal: Mortal, code: str) -> Outcome:
    """How everything stands now."""
    tables, uncertain, flags = await mortal.database.read(_read)
    bodies = [json.loads(body) for body in mortal.arrived]
    arrived = Counter(_seen(body["chat_id"], body, code) for body in bodies if "message_id" not in body)
    return Outcome(tables, arrived, {_seen(chat_id, json.loads(body), code) for chat_id, body in uncertain}, flags)


def _seen(chat_id: int, body: Any, code: str) -> Seen:
    rows = (body.get("reply_markup") or {}).get("inline_keyboard", [[{}]])
    return chat_id, body.get("text", "").replace(code, "CODE"), rows[0][0].get("callback_data", "")


def buttons_of(mortal: Mortal) -> dict[int, list[str]]:
    """What the buttons carry that each chat was shown."""
    found: dict[int, list[str]] = {}
    for body in map(json.loads, mortal.arrived):
        rows = (body.get("reply_markup") or {}).get("inline_keyboard", ())
        found.setdefault(body["chat_id"], []).extend(one["callback_data"] for row in rows for one in row)
    return found


def shown(world: World) -> set[str]:
    """Every different message of the bot on a phone: by what its first button carries, else by its words."""
    bodies = [each.body for chat in world.messages.values() for each in chat.values() if not each.outgoing]
    return {_seen(0, body, "")[2] or str(body.get("text", "")) for body in bodies}


def read_tables(tx: Transaction) -> dict[str, list[tuple[Any, ...]]]:
    """What is in the database, less ids and times."""
    return {name: plain(tx.all(sql)) for name, sql in _READ.items()}


def plain(rows: Sequence[Row]) -> list[tuple[Any, ...]]:
    """The same as tuples, which can be compared."""
    return [tuple(row[name] for name in row.keys()) for row in rows]  # noqa: SIM118 - a database row


def _read(tx: Transaction) -> tuple[dict[str, list[tuple[Any, ...]]], list[tuple[Any, ...]], int]:
    uncertain = plain(tx.all("SELECT chat_id, payload FROM outbox WHERE uncertain"))
    flags = tx.all("SELECT about FROM notices WHERE kind = 'message_uncertain'")
    return read_tables(tx), uncertain, len(flags)
