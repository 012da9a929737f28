"""Controls of the programme that hosts the simulator, shown as a bar on the page."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from simulator.records import Json


@dataclass(frozen=True)
class Control:
    """Something the page can show and do, such as "The bot: running, process 1234 [Kill it] [Start it]"."""

    name: str
    status: Callable[[], str]
    actions: Mapping[str, Callable[[], Awaitable[None]]]


def report(controls: Sequence[Control]) -> list[Json]:
    return [{"name": each.name, "status": each.status(), "actions": list(each.actions)} for each in controls]
