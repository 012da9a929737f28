"""A pairing to which both have said yes."""

from __future__ import annotations

from storage import pairings
from tests.console.office import Office
from tests.console.records import Records


async def agreed(office: Office, records: Records) -> str:
    """The pairing of the records, to which both have said yes."""
    now, made = office.clock.now(), records.ids["pairing"]
    for side in ("partner", "leader"):
        await office.do(lambda tx, side=side: pairings.say(tx, now, made, side, "yes"))  # type: ignore[misc]
    return made
