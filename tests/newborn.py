"""The benchmarks' bots as processes that need not import everything at each start."""

from __future__ import annotations

import time
from asyncio.subprocess import Process
from dataclasses import dataclass
from typing import cast

from benchmarks.processes import TOKEN, Bot
from tests import nursery


@dataclass
class Newborn(Bot):
    """The same bot, born in the nursery."""

    async def start(self) -> None:
        env = {"BOT_API": self.api, "BOT_TOKEN": TOKEN, "BOT_DB": str(self.database)}
        if self.rate is not None:
            env["BOT_RATE"] = self.rate
        self.started_at = time.monotonic()
        with self.log.open("ab") as log:
            child = nursery.start(f"benchmarks.{self.who}", (), cwd=self.folder, env=env, out=log, err=log)
        self.process = cast(Process, child)
