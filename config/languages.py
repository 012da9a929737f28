"""The language files: every word the bot says, a folder per language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "texts"
WORDS = "words.toml"
HEAVY = "heavy_words.toml"  # which is understood, too, and not said
FIRST = "en"


class SaidTwice(ValueError):
    """Two files of a language give the same text."""


@cache
def language_files() -> Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """By language code, English first: the texts, of all files in its folder together, and the words that are
    understood. A folder without words is no language yet."""
    folders = sorted(FOLDER.iterdir(), key=lambda folder: (folder.name != FIRST, folder.name))
    return {folder.name: one_language(folder.name) for folder in folders if (folder / WORDS).exists()}


def one_language(code: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The same of one alone, read anew."""
    return texts_in(FOLDER / code), _words(FOLDER / code / WORDS)


def texts_in(folder: Path) -> Mapping[str, Any]:
    """The texts of all files in one folder together, table by table."""
    texts: dict[str, Any] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name not in (WORDS, HEAVY):
            _add(texts, read_toml(path), path.name)
    return texts


def flat(tables: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Each text by its address: tables and keys with dots between."""
    for name, value in tables.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", str(value)


@cache
def areas() -> Mapping[str, str]:
    """In which file of the English folder each text stands, without its ending, by address."""
    found: dict[str, str] = {}
    for path in sorted((FOLDER / FIRST).glob("*.toml")):
        if path.name not in (WORDS, HEAVY):
            found |= {address: path.stem for address, _ in flat(read_toml(path))}
    return found


def read_toml(path: Path) -> Mapping[str, Any]:
    """One file's tables."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _words(path: Path) -> Mapping[str, Any]:
    """What is understood. A language may say that people type it as they type another one."""
    words = read_toml(path)
    typed_as = words["about"].get("typed_as")
    heavy = FOLDER / (typed_as or path.parent.name) / HEAVY
    found = {"heavy": read_toml(heavy)} if heavy.exists() else {}
    return (
        {**read_toml(FOLDER / typed_as / WORDS), **found, "about": words["about"]} if typed_as else {**words, **found}
    )


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
