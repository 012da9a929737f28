"""Whom an opportunity reaches. Small numbers are hidden, as the rule says; over time it is among the figures."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import reach
from bot.rules.reach import COLUMNS, Row
from console import labels
from console.desk import Reading, reading
from console.opportunity import there
from console.page import page
from storage.reach import ABOUT_YOU

BY = {
    **{"role": "By part in the programme", "organisation": "By organisation"},
    **{"region": "By part of the country", "nation": "By nation", "language": "By language", "age_band": "By age"},
    **{"ethnicity": "By ethnic background", "disability": "By disability", "carer": "By caring for somebody"},
    **{"gender": "By gender", "orientation": "By sexual orientation", "area": "By kind of area"},
}
HEADS = {"people": "People", "asked": "Asked", "answered": "Answered", "took_part": "Took part"}


@dataclass(frozen=True, slots=True)
class Table:
    """One way to group people: what it is called, and a line for each group with its numbers; None where hidden."""

    title: str
    rows: list[tuple[str, list[int | None]]]


async def of_one(request: Request) -> Response:
    opportunity_id = request.path_params["opportunity_id"]
    title, tables = await reading(request, "offer", lambda look: _of_one(look, opportunity_id))
    return page(request, "reach.html", title=title, tables=tables, heads=HEADS, id=opportunity_id)


def _of_one(look: Reading, opportunity_id: str) -> tuple[str, list[Table]]:
    one = there(look, opportunity_id)
    return one.title, _tables(look, reach.of_opportunity(look.tx, opportunity_id))


def _tables(look: Reading, found: dict[str, list[Row]]) -> list[Table]:
    """By what people are part of, and by what they told us for figures."""
    return [Table(title, _rows(look, name, found[name])) for name, title in BY.items() if name in found]


def _rows(look: Reading, dimension: str, rows: list[Row]) -> list[tuple[str, list[int | None]]]:
    return [
        (
            _group(look, dimension, row.group) if row.group else "All together",
            [row.counts[column] for column in COLUMNS],
        )
        for row in rows
    ]


def _group(look: Reading, dimension: str, group: str) -> str:
    """What a group is called, in the words in which people were asked for it."""
    if dimension in (*ABOUT_YOU, "nation"):
        return labels.one(look.voice, dimension, group)
    return reach.name_of(look.voice, dimension, group)


ROUTES = [
    Route("/opportunities/{opportunity_id}/reach", of_one),
]
