"""The library of reflective prompts: one file per language, each prompt with a theme and a stage."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent

Prompts = tuple[Mapping[str, str], ...]


@cache
def prompt_files() -> Mapping[str, Prompts]:
    """By language code: every prompt in the order of its file, with `id`, `theme`, `stage` and `words`."""
    return {path.name.split(".")[1]: _read(path) for path in sorted(FOLDER.glob("prompts.*.toml"))}


def _read(path: Path) -> Prompts:
    themes = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        {"id": name, "theme": theme, "stage": stage, "words": words}
        for theme, stages in themes.items()
        for stage, prompts in stages.items()
        for name, words in prompts.items()
    )
