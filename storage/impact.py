"""What came of what people said in a time, and who read it: counted for a report, and told by nobody's name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from storage.database import Transaction
from storage.figures import OURS, counted, summed
from storage.within import Within

TELLING = ("led_to", "used", "cannot_change")  # what a report tells of; kept and read are not news


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one or several answers, in the words in which their people were told. `first` and `last` are the
    days on which it was said, `told_on` the last on which somebody heard."""

    fate: str
    note: str
    answers: int
    people: int
    talks: tuple[str, ...]
    first: str
    last: str
    told_on: str


_STANDS = "NOT EXISTS (SELECT 1 FROM fates AS later WHERE later.answer_id = fates.answer_id AND later.id > fates.id)"
_DECIDED = f"""
  SELECT fate, note, answers.person_id, answers.id, COALESCE(kind, '') AS kind, answered_at, told_at
  FROM fates JOIN answers ON answers.id = fates.answer_id
  LEFT JOIN conversations ON conversations.id = answers.conversation_id
  WHERE {_STANDS} AND set_at >= :since AND set_at < :until AND replaced_at IS NULL
    AND answers.person_id NOT IN (SELECT id FROM others) AND visible_to IN ('staff', 'leader', 'learning')
    AND fate IN ('led_to', 'used', 'cannot_change')
"""  # noqa: S608 - constants


def outcomes(tx: Transaction, within: Within) -> list[Outcome]:
    """What was decided in this time and its people have heard, by what they were told, the most frequent first."""
    rows = [row for row in counted(tx, within, _DECIDED) if row["told_at"]]
    held: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in sorted(rows, key=lambda row: str(row["answered_at"])):
        told = {name: str(row[name]) for name in ("person_id", "kind", "answered_at", "told_at")}
        held.setdefault((row["fate"], row["note"]), []).append(told)
    found = [
        Outcome(
            fate,
            note,
            len(each),
            len({one["person_id"] for one in each}),
            tuple(sorted({one["kind"] for one in each})),
            each[0]["answered_at"][:10],
            each[-1]["answered_at"][:10],
            max(one["told_at"] for one in each)[:10],
        )
        for (fate, note), each in held.items()
    ]
    return sorted(found, key=lambda one: (-one.answers, one.note))


def untold(tx: Transaction, within: Within) -> set[str]:
    """Of which kinds there is an outcome that its people have not heard of yet."""
    return {row["fate"] for row in counted(tx, within, _DECIDED) if not row["told_at"]}


@dataclass(frozen=True, slots=True)
class Read:
    """How many things people said in their own words in a time; of how many people; how many of them somebody read;
    and by role of the reader how many."""

    said: int
    people: int
    read: int
    by_role: dict[str, int]


# The schema keeps with each answer whether it is `in_words` of their own, counts, and may be read.
_SAID = f"""in_words = TRUE AND answered_at >= :since AND answered_at < :until AND answers.person_id {OURS}"""
_READ = f"""
WITH opened AS MATERIALIZED (SELECT DISTINCT answer_id, read_by
  FROM answers CROSS JOIN readings WHERE readings.answer_id = answers.id AND {_SAID})
SELECT '' AS role, COUNT(*) AS times, COUNT(DISTINCT answers.person_id) AS people,
  (SELECT COUNT(DISTINCT answer_id) FROM opened) AS opened
FROM answers WHERE {_SAID}
UNION ALL SELECT role, COUNT(DISTINCT answer_id), 0, 0 FROM opened
  JOIN roles ON roles.person_id = read_by GROUP BY role"""  # noqa: S608 - constants


def read(tx: Transaction, within: Within) -> Read:
    """Who has read what people said in this time, as their `/who` tells it."""
    sums = summed(tx, within, _READ, by=("role",), of_time=("answers", "readings"))
    whole = sums.pop(("",), Counter())
    by_role = {role: found["times"] for (role,), found in sorted(sums.items())}
    return Read(whole["times"], whole["people"], whole["opened"], by_role)
