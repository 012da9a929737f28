"""The language files: every word the bot says, a folder per language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "texts"
WORDS = "words.toml"
HEAVY = "heavy_words.toml"  # which is understood, too, and not said


class SaidTwice(ValueError):
    """Two files of a language give the same text."""


@cache
def language_files() -> Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """By language code: the texts, of all files in its folder together, and the words that are understood."""
    return {
        folder.name: (_together(folder), _understood(folder))
        for folder in sorted(FOLDER.iterdir())
        if (folder / WORDS).exists()
    }


def _understood(folder: Path) -> Mapping[str, Any]:
    heavy = {"heavy": _read(folder / HEAVY)} if (folder / HEAVY).exists() else {}
    return {**_read(folder / WORDS), **heavy}


def _together(folder: Path) -> Mapping[str, Any]:
    texts: dict[str, Any] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name not in (WORDS, HEAVY):
            _add(texts, _read(path), path.name)
    return texts


def _add(texts: dict[str, Any], more: Mapping[str, Any], place: str) -> None:
    """Put `more` into `texts`, table by table. Raises SaidTwice when both have the same text."""
    for name, value in more.items():
        here = f"{place}: {name}"
        if isinstance(value, dict) and isinstance(texts.setdefault(name, {}), dict):
            _add(texts[name], value, here)
        elif name in texts:
            raise SaidTwice(f"{here} is in another file as well")
        else:
            texts[name] = value


def _read(path: Path) -> Mapping[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
