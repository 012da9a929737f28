"""Asks an address of a service that watches us, which rings when it has not been asked for a while."""

from __future__ import annotations

from dataclasses import dataclass, field

import aiohttp

PATIENCE = 5.0  # seconds


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """The address, which whoever knows could ask in our place."""

    url: str = field(repr=False)

    async def beat(self) -> bool:
        """Ask it once, with nothing but the address; whether it answered that it heard."""
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE)) as session,
                session.get(self.url, allow_redirects=False, headers={"User-Agent": "Voices"}) as answer,
            ):
                return answer.status < 300
        except (aiohttp.ClientError, TimeoutError):
            return False
