"""The language files: every word the bot says, one pair of files per language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "texts"


@cache
def language_files() -> Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """By language code: the texts (`en.toml`) and the words that are understood (`words.en.toml`)."""
    return {
        path.stem: (_read(path), _read(FOLDER / f"words.{path.stem}.toml"))
        for path in sorted(FOLDER.glob("*.toml"))
        if not path.name.startswith("words.")
    }


def _read(path: Path) -> Mapping[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
