"""Write docs/export-schema.json, what the JSON files for staff look like, from their columns:
python -m bot.exports.schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.exports.book import Column
from bot.exports.files import VERSION
from bot.exports.kinds import KINDS

PAGE = Path(__file__).parents[2] / "docs" / "export-schema.json"
_HOLDS: Mapping[str, Mapping[str, Any]] = {
    "text": {"type": "string"},
    "number": {"type": "integer"},
    "rounded": {"anyOf": [{"type": "integer"}, {"const": "*"}]},
    "yes or no": {"type": "boolean"},
}
_TEXT = {"type": "string"}
_MADE = {
    "by": "Who made this copy, by name and number.",
    "at": "When, in UTC.",
    "why": "What they said it is for.",
    "delete_by": "By when this copy is to be deleted.",
}


def schema() -> str:
    """The whole description, as JSON Schema 2020-12: one form for each kind of file."""
    told = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What staff can take away from Voices as JSON",
        "description": "Written by python -m bot.exports.schema from the columns of each kind. Do not edit: a test "
        "compares it. Texts are as people wrote them, less control characters.",
        "oneOf": [_kind(name) for name in KINDS],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _kind(name: str) -> dict[str, Any]:
    kind = KINDS[name]
    members = {
        "schema": {"const": VERSION, "description": "Which description this file follows."},
        "kind": {"const": name},
        "title": _TEXT,
        "made": _closed({one: {**_TEXT, "description": means} for one, means in _MADE.items()}),
        "left_out": {"type": "array", "items": _TEXT, "description": "What is not in this file, and why."},
        "sheets": _closed({sheet: _rows(columns) for sheet, columns in kind.columns.items()}),
    }
    return {"title": kind.title, "description": kind.holds, **_closed(members)}


def _rows(columns: tuple[Column, ...]) -> dict[str, Any]:
    return {"type": "array", "items": _closed({one.name: _column(one) for one in columns})}


def _column(one: Column) -> dict[str, Any]:
    said = f"{one.head}. {one.means}" if one.means else f"{one.head}."
    return {**_HOLDS[one.holds], "description": said}


def _closed(members: Mapping[str, Any]) -> dict[str, Any]:
    """An object that has all of these members and no other."""
    return {"type": "object", "properties": members, "required": list(members), "additionalProperties": False}


if __name__ == "__main__":
    PAGE.write_text(schema(), encoding="utf-8")
