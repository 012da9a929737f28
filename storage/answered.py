"""Which questions anybody has answered at all, so that nobody opens one after the other in vain."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from storage.database import Transaction
from storage.said import STANDS

AT_ONCE = 100  # questions of one statement

_TO_A_QUESTION = """SELECT 1 FROM answers JOIN conversations ON conversations.id = answers.conversation_id
  WHERE answers.question = :question{n} AND conversations.kind = :talk{n}"""
_TO_A_THOUGHT = """SELECT 1 FROM answers WHERE answers.wording = :words{n}
  AND substr(answers.question, 1, 7) = 'prompt_'"""


def questions(tx: Transaction, asked: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of these questions, each of a talk, to which an answer stands that is not somebody's own alone."""
    several = list(asked)
    found = _with_any(tx, _TO_A_QUESTION, [{"talk": talk, "question": question} for talk, question in several])
    return {several[place] for place in found}


def thoughts(tx: Transaction, wordings: Collection[str]) -> set[str]:
    """The same of thoughts to turn over, by their words."""
    several = list(wordings)
    return {several[place] for place in _with_any(tx, _TO_A_THOUGHT, [{"words": words} for words in several])}


def _with_any(tx: Transaction, what: str, several: Sequence[dict[str, str]]) -> list[int]:
    """The places of those of which there is one, many in a single look."""
    places = []
    for begins in range(0, len(several), AT_ONCE):
        parts, values = [], dict[str, Any]()
        for place, one in enumerate(several[begins : begins + AT_ONCE], start=begins):
            found = f"{what.format(n=place)} AND answers.visible_to <> 'me' AND {STANDS}"
            parts.append(f"SELECT {place} AS place WHERE EXISTS ({found})")
            values |= {f"{name}{place}": value for name, value in one.items()}
        places += [int(row["place"]) for row in tx.all(" UNION ALL ".join(parts), **values)]
    return places
