"""Keeping a question to some rows by their ids."""

from __future__ import annotations

from collections.abc import Collection, Iterable

AT_ONCE = 500  # ids in one question


def among(column: str, ids: Collection[str] | None) -> tuple[str, dict[str, str]]:
    """SQL that is true where `column` is one of `ids`, and its values. Of more than can be asked about in one question
    it is true of every row, as it is where no ids are given (None): then whoever asks leaves the others out."""
    return ("1 = 1", {}) if ids is None or len(ids) > AT_ONCE else one_of(column, ids)


def one_of(column: str, ids: Iterable[str], name: str = "among") -> tuple[str, dict[str, str]]:
    """SQL that is true where `column` is one of `ids`, however many, and its values; `name` tells several apart."""
    named = {f"{name}_{place}": one for place, one in enumerate(ids)}
    return (f"{column} IN ({', '.join(f':{one}' for one in named)})" if named else "1 = 0"), named
