"""Every page of the console with real records to look at: a page that is added is measured by itself."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.routing import Route

from console import contents
from console.figures_told import CHARTS
from console.method_read import talks
from storage.database import Transaction

_BRACES = re.compile(r"\{(\w+)(?::\w+)?\}")
# What stands in the braces of a path, where it is no id of a table that is called like it. Where a name means other
# things on other pages, their module is named with it, and where it does within a module, the page as well.
VALUES: Mapping[str, Sequence[str]] = {
    "figures.name": tuple(CHARTS),
    "answers_to_question.talk": ("after_session",),
    "answers_to_question.question": ("heard",),
    "method.story": tuple(one.story for one in talks()),
}
TABLES: Mapping[str, str] = {"person_id": "people", "answer_id": "answers", "message_id": "thread_messages"}
# What is asked besides, by page; where something is looked for, the goal is another one.
SEARCHES: Mapping[str, Sequence[str]] = {
    "/people": ("q=Ana", "q=sian ev", "q=muhammed", "q=P-0123", "role=leader"),
    "/answers": ("q=waited", "q=nurse listened", "q=wated"),
}
ONE_BY_ONE = ("/figures/{name}",)  # different questions under one address
ASKED: Mapping[str, Sequence[str]] = {
    "/people": ("", "page=40"),
    "/sessions": ("", "week=2026-03-02"),
    "/figures/{name}": ("", "from=1+December+2025&until=26+November+2026"),
}
NO_PAGE = ("/healthy", "/sign-in", "/prove", "/second-step")  # before anybody is signed in, or a redirect


@dataclass(frozen=True)
class Asked:
    """One page, or one way to look for something on it, with every path it is asked by."""

    route: str
    name: str
    paths: tuple[str, ...]
    is_search: bool = False


Known = Mapping[str, Sequence[str]]  # what stands in braces, by module, page and name, without the page, or by name


def pages(tx: Transaction, chance: random.Random, most: int, known: Known = VALUES) -> list[Asked]:
    """Every page that there is; without paths where nobody knows what stands in its braces."""
    found = []
    for route in contents.routes():
        if "GET" not in (route.methods or ()) or route.path in NO_PAGE or "token" in route.path:
            continue
        filled = _filled(tx, chance, route, most, known)
        asked = ASKED.get(route.path, ("",))
        paths = tuple(f"{path}?{query}" if query else path for path in filled for query in asked)
        one_by_one = [Asked(route.path, path, (path,)) for path in paths]
        found += one_by_one if route.path in ONE_BY_ONE else [Asked(route.path, route.path, paths)]
        found += [
            Asked(route.path, f"{route.path}?{query}", tuple(f"{path}?{query}" for path in filled), True)
            for query in SEARCHES.get(route.path, ())
        ]
    return found


def _filled(tx: Transaction, chance: random.Random, route: Route, most: int, known: Known) -> list[str]:
    """The path with records in its braces."""
    names = _BRACES.findall(route.path)
    values = [_values(tx, chance, route, name, most, known) for name in names]
    if not all(values):
        return []
    wanted = max((len(one) for one in values), default=1)
    turns = [itertools.islice(itertools.cycle(one), wanted) for one in values]
    chosen = [dict(zip(names, one, strict=True)) for one in zip(*turns, strict=True)] if names else [{}]
    return [_BRACES.sub(lambda brace, one=one: one[brace[1]], route.path) for one in chosen]  # type: ignore[misc]


def _values(tx: Transaction, chance: random.Random, route: Route, name: str, most: int, known: Known) -> list[str]:
    module = route.endpoint.__module__.rpartition(".")[2]
    names = (f"{module}.{route.name}.{name}", f"{module}.{name}", name)
    listed = next((known[one] for one in names if one in known), ())
    if listed:
        return [*listed]
    table = TABLES.get(name, f"{name.removesuffix('_id')}s")
    if tx.one("SELECT 1 FROM migrations LIMIT 1") is None or not re.fullmatch(r"[a-z_]+", table) or not _has(tx, table):
        return []
    rows = [row["id"] for row in tx.all(f"SELECT id FROM {table} LIMIT 5000")]
    return chance.sample(rows, min(most, len(rows)))


def _has(tx: Transaction, table: str) -> bool:
    """Whether there is such a table. No question goes to one that is not there: PostgreSQL would give up the rest."""
    from storage import data_map

    return table in data_map.BY_TABLE
