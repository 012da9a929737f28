"""Long polling: getUpdates, and the rule that only one poller may wait."""

import asyncio
from contextlib import suppress
from typing import Any

from starlette.types import Receive

from simulator.faults import Faults
from simulator.methods.webhooks import note_allowed
from simulator.parameters import Params, integer
from simulator.records import Bot
from simulator.refusals import Refused, conflict
from simulator.world import World

LONGEST_WAIT = 50
MOST_UPDATES = 100

_TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK_ON = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
_WEBHOOK_SET = "terminated by setWebhook request"


class Polling:
    """Answers getUpdates for all bots."""

    def __init__(self, world: World, faults: Faults) -> None:
        self._world, self._faults = world, faults
        self._waiting: dict[int, asyncio.Future[Refused | None]] = {}
        world.on_update.append(self.wake)

    async def get_updates(self, bot: Bot, params: Params, receive: Receive) -> list[Any]:
        """The updates from the offset on; waits for the first one if asked to."""
        self._end_older(bot)
        if bot.webhook:
            raise conflict(_WEBHOOK_ON)
        note_allowed(bot, params)
        offset, limit = integer(params, "offset"), min(max(integer(params, "limit", MOST_UPDATES), 1), MOST_UPDATES)
        queue = self._world.updates[bot.id]
        found = queue.ask(offset, limit)
        wait = min(integer(params, "timeout"), LONGEST_WAIT)
        if not found and wait > 0 and not self._world.feed.closed:
            await self._wait(bot, wait, receive)
            if bot.webhook:
                raise conflict(_WEBHOOK_SET)
            found = queue.ask(offset, limit)
        return self._faults.mangle([entry.update for entry in found])

    def wake(self, bot_id: int) -> None:
        """Lets the waiting poll of a bot look again."""
        self._settle(bot_id, None)

    def is_waiting(self, bot_id: int) -> bool:
        return bot_id in self._waiting

    def close(self) -> None:
        for bot_id in list(self._waiting):
            self.wake(bot_id)

    def _end_older(self, bot: Bot) -> None:
        self._settle(bot.id, conflict(_TERMINATED))

    def _settle(self, bot_id: int, outcome: Refused | None) -> None:
        future = self._waiting.pop(bot_id, None)
        if future is not None and not future.done():
            future.set_result(outcome)

    async def _wait(self, bot: Bot, seconds: float, receive: Receive) -> None:
        """Until there is news, the time is up, the caller has gone or another caller takes over."""
        future: asyncio.Future[Refused | None] = asyncio.get_running_loop().create_future()
        self._waiting[bot.id] = future
        self._world.feed.publish("polling", bot=bot.id)
        gone = asyncio.ensure_future(receive())
        either: set[asyncio.Future[Any]] = {future, gone}
        try:
            await asyncio.wait(either, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            gone.cancel()
            with suppress(asyncio.CancelledError):
                await gone
            if self._waiting.get(bot.id) is future:
                del self._waiting[bot.id]
        if future.done() and (refusal := future.result()):
            raise refusal
