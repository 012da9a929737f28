"""Files that staff asked for are made one at a time, beside everything else."""

from __future__ import annotations

from bot.exports import making
from bot.serving import Running


async def make(running: Running) -> None:
    """Make what waits, until nothing does."""
    parts = running.parts
    while await making.make_next(parts.database, parts.clock, parts.texts):
        pass
