"""Keeping a question to some rows by their ids."""

from __future__ import annotations

from collections.abc import Collection

AT_ONCE = 500  # ids in one question


def among(column: str, ids: Collection[str] | None) -> tuple[str, dict[str, str]]:
    """SQL that is true where `column` is one of `ids`, and its values. Of more than can be asked about in one question
    it is true of every row, as it is where no ids are given (None): then whoever asks leaves the others out."""
    if ids is None or len(ids) > AT_ONCE:
        return "1 = 1", {}
    named = {f"among_{place}": one for place, one in enumerate(ids)}
    return (f"{column} IN ({', '.join(f':{name}' for name in named)})" if named else "1 = 0"), named
