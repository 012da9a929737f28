"""Webhooks: updates brought to the bot, in order within a chat, with growing pauses until it takes them."""

import asyncio
from functools import partial
from http import HTTPStatus
from typing import Any

import aiohttp
import orjson

from simulator.botapi import BotApi
from simulator.faults import Faults
from simulator.records import Bot, Webhook
from simulator.refusals import Refused
from simulator.updates import Entry
from simulator.world import World

FIRST_PAUSE = 0.25  # seconds
LONGEST_PAUSE = 30.0
LOOK_AHEAD = 500  # waiting updates that are looked at for a chat that is free
PATIENCE = 30.0  # seconds for one delivery


class Delivery:
    """Brings every bot with a webhook its updates; one task per bot and one per delivery under way."""

    def __init__(self, world: World, api: BotApi, faults: Faults) -> None:
        self._world, self._api, self._faults = world, api, faults
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._news: dict[int, asyncio.Event] = {}
        self._client: aiohttp.ClientSession | None = None
        world.on_update.append(self.wake)

    def wake(self, bot_id: int) -> None:
        """Starts delivering for a bot that has a webhook, or tells the running task to look again."""
        if bot_id in self._tasks:
            self._news[bot_id].set()
        elif self._world.bots[bot_id].webhook:
            self._news[bot_id] = asyncio.Event()
            self._tasks[bot_id] = asyncio.create_task(self._deliver(self._world.bots[bot_id]))

    async def close(self) -> None:
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._client:
            await self._client.close()
            self._client = None

    async def _deliver(self, bot: Bot) -> None:
        """Keeps as many deliveries under way as the webhook allows, one at most per chat."""
        news, under_way = self._news[bot.id], dict[int, asyncio.Task[None]]()
        current: Webhook | None = None
        try:
            while hook := bot.webhook:
                news.clear()
                if hook is not current:
                    _cancel(under_way)
                    current = hook
                for entry in self._faults.reordered(self._world.updates[bot.id].pending(LOOK_AHEAD)):
                    if len(under_way) < hook.max_connections and entry.chat_id not in under_way:
                        under_way[entry.chat_id] = asyncio.create_task(self._bring(bot, hook, entry))
                        under_way[entry.chat_id].add_done_callback(partial(_landed, under_way, news, entry.chat_id))
                await news.wait()
        finally:
            del self._tasks[bot.id]
            await asyncio.gather(*_cancel(under_way), return_exceptions=True)

    async def _bring(self, bot: Bot, hook: Webhook, entry: Entry) -> None:
        """Brings one update until it is taken or the webhook is gone or changed."""
        pause = FIRST_PAUSE
        while bot.webhook is hook and self._world.updates[bot.id].holds(entry):
            if await self._post(bot, hook, entry):
                if self._faults.doubles():
                    await self._post(bot, hook, entry)
                self._world.updates[bot.id].confirm(entry)
                return
            self._world.feed.publish("webhook", bot=bot.id)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _post(self, bot: Bot, hook: Webhook, entry: Entry) -> bool:
        """True when the bot took the update; otherwise getWebhookInfo says why not."""
        headers = {"content-type": "application/json"}
        if hook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret
        self._client = self._client or aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE))
        try:
            async with self._client.post(hook.url, data=orjson.dumps(entry.update), headers=headers) as answer:
                if 200 <= answer.status < 300:
                    await self._obey(bot, await answer.read())
                    return True
                problem = f"Wrong response from the webhook: {answer.status} {_phrase(answer.status)}"
        except aiohttp.ClientConnectorError:
            problem = "Connection refused"
        except (aiohttp.ClientError, TimeoutError) as error:
            problem = "Read timeout expired" if isinstance(error, TimeoutError) else "Connection reset by peer"
        hook.error, hook.error_date = problem, int(self._world.clock.now())
        return False

    async def _obey(self, bot: Bot, body: bytes) -> None:
        """A bot may answer a webhook with a call; its outcome is never told."""
        try:
            wish: Any = orjson.loads(body) if body.startswith(b"{") else None
        except ValueError:
            return
        if isinstance(wish, dict) and isinstance(method := wish.pop("method", None), str):
            try:
                await self._api.perform(bot, method, wish)
            except (Refused, KeyError):
                return


def _cancel(under_way: dict[int, asyncio.Task[None]]) -> list[asyncio.Task[None]]:
    tasks = list(under_way.values())
    for task in tasks:
        task.cancel()
    return tasks


def _landed(
    under_way: dict[int, asyncio.Task[None]], news: asyncio.Event, chat_id: int, task: asyncio.Task[None]
) -> None:
    del under_way[chat_id]
    news.set()


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else ""
