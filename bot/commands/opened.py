"""The database, opened for as long as one command lasts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from config.settings import Settings
from storage.database import Database
from storage.opening import open_database


@asynccontextmanager
async def opened(settings: Settings, now: datetime) -> AsyncIterator[Database]:
    """The database of this installation, made when there is none. Raises DatabaseRefused."""
    database = await open_database(settings.database_url, key=settings.database_key(), clock_now=now)
    try:
        yield database
    finally:
        await database.close()
