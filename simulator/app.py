"""Puts the simulator together: the Bot API, the control API and the page with the phones."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from simulator.botapi import BotApi
from simulator.calls import Calls
from simulator.controls import Control
from simulator.delivery import Delivery
from simulator.faults import Faults
from simulator.limits import Limits
from simulator.polling import Polling
from simulator.routes import ROUTES
from simulator.world import World

__all__ = ["Control", "Simulator", "create_app"]


class Simulator(Starlette):
    """The application. Bot API calls skip its routing, because they are the hot path."""

    def __init__(self, world: World, controls: Sequence[Control]) -> None:
        super().__init__(routes=ROUTES, lifespan=_lifespan)
        self.world, self.controls = world, tuple(controls)
        self.faults, self.limits, self.calls = Faults(world.dice), Limits(), Calls()
        self.polling = Polling(world, self.faults)
        self.api = BotApi(world, self.faults, self.limits, self.calls, self.polling)
        self.delivery = Delivery(world, self.api, self.faults)
        self._awake = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            self._wake()
            path: str = scope["path"].removeprefix(scope.get("root_path", ""))
            if path.startswith("/bot"):
                await self.api.call(scope, receive, send, path)
                return
            if path.startswith("/file/bot"):
                await self.api.download(send, path)
                return
        await super().__call__(scope, receive, send)

    async def close(self) -> None:
        """Ends event streams, long polls and deliveries, and closes the state file."""
        self.world.feed.close()
        self.polling.close()
        await self.delivery.close()
        self.world.journal.close()

    def _wake(self) -> None:
        """Goes on delivering to the webhooks that the state file remembers."""
        if not self._awake:
            self._awake = True
            for bot_id in self.world.bots:
                self.delivery.wake(bot_id)


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    yield
    if isinstance(app, Simulator):
        await app.close()


def create_app(
    *,
    tokens: Mapping[str, str],
    state: Path | None = None,
    controls: Sequence[Control] = (),
    seed: int | None = None,
) -> Simulator:
    """A simulator for these bots (token -> username). With a state file its phones survive a kill."""
    return Simulator(World(dict(tokens), state, seed), controls)
