"""After an update: what was said before words were kept to search by becomes findable, a little at a time."""

from __future__ import annotations

from bot.serving import Running
from storage import searching


async def index_older(running: Running) -> None:
    """Some more of the older answers, until all are done."""
    database, now = running.parts.database, running.parts.clock.now()
    if not await database.read(searching.older_are_indexed):
        await database.write(lambda tx: searching.index_older(tx, now))
