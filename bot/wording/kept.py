"""What is known of the texts that came with the program is found out once and kept; finding it out takes a second."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from bot.wording import standing, where
from config.made_from import THOUGHT, shipped_texts


def pieces(languages: Iterable[str]) -> Iterator[Callable[[], object]]:
    """Each thing to find out, in an order in which none finds out what another does."""
    for language in languages:
        yield partial(shipped_texts, language)
    yield where.needed
    yield where.titles
    yield partial(where.stories_with, THOUGHT)
    yield partial(where.stories_with, where.LABELS)
    yield standing.came_stale
