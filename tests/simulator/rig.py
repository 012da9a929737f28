"""A running simulator and short ways to talk to it, over HTTP only."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from simulator.app import create_app
from simulator.serving import serving

TOKEN = "4200:practice"
BOT = "practice_bot"
Json = dict[str, Any]


class Rig:
    """The simulator as its callers see it."""

    def __init__(self, url: str, client: aiohttp.ClientSession, token: str = TOKEN) -> None:
        self.url, self.client, self.token = url, client, token

    async def call(self, method: str, /, **params: Any) -> Json:
        """Telegram's whole answer, good or bad."""
        async with self.client.post(f"{self.url}/bot{self.token}/{method}", json=params) as answer:
            found: Json = await answer.json()
            assert answer.status == (200 if found["ok"] else found["error_code"])
            return found

    async def result(self, method: str, /, **params: Any) -> Any:
        answer = await self.call(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, /, **params: Any) -> tuple[int, str]:
        """The code and words of a no."""
        answer = await self.call(method, **params)
        assert not answer["ok"], answer
        return answer["error_code"], answer["description"]

    async def get(self, path: str, **query: Any) -> Any:
        async with self.client.get(f"{self.url}/simulator/{path}", params=query) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def post(self, path: str, /, **body: Any) -> Any:
        async with self.client.post(f"{self.url}/simulator/{path}", json=body) as answer:
            assert answer.status in {200, 201}, await answer.text()
            return await answer.json()

    async def delete(self, path: str) -> Any:
        async with self.client.delete(f"{self.url}/simulator/{path}") as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def phone(self, name: str = "Ana", *, started: bool = True, **about: Any) -> int:
        """The id of a new phone; one that has already written, unless said otherwise."""
        person_id: int = (await self.post("phones", first_name=name, **about))["id"]
        if started:
            await self.say(person_id, "/start")
            await self.updates(offset=-1)
            newest = await self.updates()
            await self.updates(offset=newest[-1]["update_id"] + 1)
        return person_id

    async def say(self, person_id: int, text: str, **about: Any) -> Json:
        message: Json = (await self.post(f"phones/{person_id}/text", text=text, **about))["message"]
        return message

    async def send(self, person_id: int, kind: str, **about: Any) -> Json:
        sent: Json = await self.post(f"phones/{person_id}/send", kind=kind, **about)
        return sent

    async def updates(self, **params: Any) -> list[Json]:
        found: list[Json] = await self.result("getUpdates", **params)
        return found

    async def messages(self, person_id: int, **query: Any) -> list[Json]:
        found: list[Json] = (await self.get(f"phones/{person_id}/messages", **query))["messages"]
        return found

    async def texts(self, person_id: int) -> list[str]:
        return [each["text"] for each in await self.messages(person_id) if not each["deleted"]]


@asynccontextmanager
async def running(state: Path | None = None, port: int = 0, **about: Any) -> AsyncIterator[Rig]:
    """A simulator of one's own, stopped at the end of the block."""
    app = create_app(tokens={TOKEN: BOT}, state=state, **about)
    async with serving(app, port=port) as url, aiohttp.ClientSession() as client:
        yield Rig(url, client)
