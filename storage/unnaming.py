"""Taking the name of somebody who is erased out of what others were shown: buttons, questions, results, messages.

What others wrote in their own words is theirs and stays, but for the answers that only say who was meant. What the
program wrote or offered goes, whatever stands around the name. So does every name that they were known by before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import orjson

from storage import searching
from storage.database import Transaction

CALLED = "preferred_name"  # the question to which people answer with their name, whenever they change it
SHORTEST = 2  # letters of a name that is looked for; a single letter is everywhere


@dataclass(frozen=True, slots=True)
class Unnamed:
    """Somebody's `name`, and what stands in its place from now on."""

    name: str
    instead: str

    def __call__(self, text: str) -> str:
        return re.sub(rf"(?<!\w){re.escape(self.name)}(?!\w)", self.instead, text)

    def is_meant(self, text: str) -> bool:
        """Whether the text is the name and nothing else."""
        return text.strip().casefold() == self.name.casefold()

    def throughout(self, value: Any) -> Any:
        """The same in whatever JSON holds; also under the names of its members, where the ids of options stand."""
        if isinstance(value, str):
            return self(value)
        if isinstance(value, list):
            return [self.throughout(one) for one in value]
        if isinstance(value, dict):
            return {key: self.throughout(one) for key, one in value.items()}
        return value


def names_of(tx: Transaction, person_id: str) -> list[str]:
    """What somebody is called, and what they were called before, the longest first: one may be within another."""
    rows = tx.all(
        """
        SELECT name AS called FROM people WHERE id = :id
        UNION SELECT name AS called FROM earlier_names WHERE person_id = :id
        UNION SELECT answer AS called FROM answers WHERE person_id = :id AND question = :called
        """,
        id=person_id,
        called=CALLED,
    )
    return sorted({row["called"].strip() for row in rows}, key=lambda name: (-len(name), name))


def unname(tx: Transaction, names: Iterable[str], number: int) -> None:
    """Nothing that we said or noted to anybody has these names any more."""
    for name in names:
        if len(name) < SHORTEST:
            continue
        unnamed = Unnamed(name, f"P-{number:03}")
        _asked(tx, unnamed)
        _effects(tx, unnamed)
        _answers(tx, unnamed)
        _sent(tx, unnamed)
        _received(tx, unnamed)
        _places(tx, unnamed)


def unname_before(tx: Transaction, person_id: str) -> None:
    """The same for what somebody was called before, while their answers still say what that was."""
    person = tx.one("SELECT name, number FROM people WHERE id = :id", id=person_id)
    if person is not None:
        earlier = [name for name in names_of(tx, person_id) if name != person["name"].strip()]
        unname(tx, earlier, person["number"])


def _asked(tx: Transaction, unnamed: Unnamed) -> None:
    for row in _with(tx, unnamed, "asked", "id, wording, options", "wording", "options"):
        options = _within(row["options"], unnamed, lambda one: json.dumps(one, ensure_ascii=False))
        tx.run(
            "UPDATE asked SET wording = :wording, options = :options WHERE id = :id",
            wording=unnamed(row["wording"]),
            options=options,
            id=row["id"],
        )


def _effects(tx: Transaction, unnamed: Unnamed) -> None:
    """In the details as in the result, so that a story that goes on finds what it did."""
    columns = "conversation_id, effect, details, result"
    for row in _with(tx, unnamed, "effects", columns, "details", "result"):
        tx.run(
            """
            UPDATE effects SET details = :details, result = :result
            WHERE conversation_id = :conversation_id AND effect = :effect
            """,
            details=_within(row["details"], unnamed, lambda one: json.dumps(one, sort_keys=True, default=str)),
            result=_within(row["result"], unnamed, json.dumps),
            conversation_id=row["conversation_id"],
            effect=row["effect"],
        )


def _answers(tx: Transaction, unnamed: Unnamed) -> None:
    """The wording that they were asked in, an answer that is the name alone, and what stood on a button."""
    for row in _with(tx, unnamed, "answers", "id, wording, answer, value", "wording", "answer"):
        value = orjson.loads(row["value"])
        answer, value = _chosen_or_meant(unnamed, row["answer"], value)
        tx.run(
            "UPDATE answers SET wording = :wording, answer = :answer, value = :value WHERE id = :id",
            wording=unnamed(row["wording"]),
            answer=answer,
            value=orjson.dumps(value).decode(),
            id=row["id"],
        )
        if answer != row["answer"]:
            searching.forget(tx, row["id"])


def _chosen_or_meant(unnamed: Unnamed, answer: str, value: Any) -> tuple[str, Any]:
    """An answer and its value without the name, unless they are somebody's own sentence."""
    if unnamed.is_meant(answer):
        is_name = isinstance(value, str) and unnamed.is_meant(value)
        return unnamed.instead, unnamed.instead if is_name else value
    if isinstance(value, str) and value != answer:  # the words of an option, which are the program's
        return unnamed(answer), value
    if isinstance(value, list):
        return _listed(unnamed, answer, value), value
    return answer, value


def _listed(unnamed: Unnamed, answer: str, value: list[Any]) -> str:
    """Several answers in a row: those that somebody typed stand in the value as they are, the others are options."""
    typed = [one for one in value if isinstance(one, str) and one in answer and unnamed(one) != one]
    if not typed:
        return unnamed(answer)
    between = re.split("(" + "|".join(map(re.escape, sorted(typed, key=len, reverse=True))) + ")", answer)
    return "".join(part if part in typed else unnamed(part) for part in between)


def _sent(tx: Transaction, unnamed: Unnamed) -> None:
    for row in _with(tx, unnamed, "outbox", "id, payload, file_text", "payload", "file_text"):
        tx.run(
            "UPDATE outbox SET payload = :payload, file_text = :file_text WHERE id = :id",
            payload=row["payload"] and _within(row["payload"], unnamed, lambda one: orjson.dumps(one).decode()),
            file_text=row["file_text"] and unnamed(row["file_text"]),
            id=row["id"],
        )


def _received(tx: Transaction, unnamed: Unnamed) -> None:
    """What was handled is of no more use, and is only kept for some days anyway."""
    for row in _with(tx, unnamed, "inbox", "id, body", "body"):
        tx.run("UPDATE inbox SET body = NULL WHERE id = :id AND state IN ('done', 'set_aside')", id=row["id"])


def _places(tx: Transaction, unnamed: Unnamed) -> None:
    """Where a sentence stands, as the team called that."""
    for row in _with(tx, unnamed, "quotation_uses", "id, used_in", "used_in"):
        tx.run("UPDATE quotation_uses SET used_in = :place WHERE id = :id", place=unnamed(row["used_in"]), id=row["id"])


def _with(tx: Transaction, unnamed: Unnamed, table: str, columns: str, *searched: str) -> list[Any]:
    """The rows in which the name may be, written as it is or as JSON writes it."""
    escaped = json.dumps(unnamed.name)[1:-1]
    where = " OR ".join(
        f"LOWER({column}) LIKE LOWER(:{one}) ESCAPE '~'" for column in searched for one in ("name", "escaped")
    )
    sql = f"SELECT {columns} FROM {table} WHERE {where}"  # noqa: S608 - constants
    return tx.all(sql, name=_pattern(unnamed.name), escaped=_pattern(escaped))


def _pattern(text: str) -> str:
    return "%" + re.sub(r"([~%_])", r"~\1", text) + "%"


def _within(stored: str, unnamed: Unnamed, dump: Callable[[Any], str]) -> str:
    """JSON text with the name taken out of all its strings, written as it was; other text with it taken out as well."""
    try:
        return dump(unnamed.throughout(json.loads(stored)))
    except ValueError:
        return unnamed(stored)
