"""R16: twenty thousand mutated updates through the real receiver, handlers and turns, on a real file."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.gateway.receiving import chat_of
from simulator import people as phones
from simulator.app import create_app
from storage import invites, people
from storage.database import Transaction
from tests.cast import MONDAY, Member
from tests.chaos.mortal import TOKEN, Mortal
from tests.chaos.mutating import Mutator
from tests.chaos.partner import acting, script
from tests.chaos.partner import prepare
from bot.clock import SetClock

UPDATES, BATCH = 20_000, 50
CROWD = [Member(f"p{number}", 9_000 + number) for number in range(10)]


@asynccontextmanager
async def known_people(folder: Path) -> AsyncIterator[Mortal]:
    """A bot that knows ten people, each with a question before them."""
    telegram = create_app(tokens={TOKEN: "voices_bot"}, seed=1)
    mortal = Mortal(folder, telegram, SetClock(MONDAY), script())
    await prepare(mortal.file)
    await mortal.start()
    code = await mortal.database.write(partial(invites.make, now=MONDAY, role="partner", uses=len(CROWD)))
    for member in CROWD:
        person = phones.join(telegram.world, {"id": member.chat_id, "first_name": member.name})
        await mortal.after(partial(phones.say, telegram.world, person, f"/start {code}"))
    yield mortal
    await mortal.stop()
    await telegram.close()
