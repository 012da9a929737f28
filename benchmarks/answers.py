"""What people said, held against what the bot stored: nothing lost, nothing twice, nothing under another question."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

QUESTIONS = (*(f"Q{n}" for n in range(1, 9)), *(f"C{n}" for n in range(1, 5)))
EXAMPLES = 5

Row = tuple[int, str, str, int]


@dataclass(slots=True)
class Given:
    """One answer of one person, with every update that carried it (they repeat themselves when nobody answers)."""

    chat_id: int
    question: str
    words: str
    button: str | None = None  # the callback data, when a button was pressed
    update_ids: list[int] = field(default_factory=list)
    taken: bool = False  # the bot went on to its next message

    def fits(self, row: Row) -> bool:
        chat_id, question, answer, _ = row
        return chat_id == self.chat_id and question == self.question and self._says(str(answer))

    def _says(self, answer: str) -> bool:
        if self.button is None:
            return self.words in answer
        said = answer.strip(
            '"'
        ).casefold()  # an option is stored by its name, its wording or its button, as the bot likes
        return bool(said) and (said == self.words.casefold() or self.button.casefold().endswith(said))


@dataclass
class Verdict:
    answers: int = 0
    lost: int = 0
    twice: int = 0
    misfiled: int = 0
    examples: list[str] = field(default_factory=list)

    def note(self, what: str, example: object) -> None:
        if len(self.examples) < EXAMPLES:
            self.examples.append(f"{what}: {example}")


def check(database: Path, given: Iterable[Given], *, in_flight_too: bool) -> Verdict:
    """Judge the table `answers`; an answer the bot never reacted to counts as lost only `in_flight_too`."""
    rows = read_rows(database)
    verdict = Verdict()
    for answer in given:
        if answer.taken or in_flight_too:
            verdict.answers += 1
        judge(answer, rows, verdict, may_be_lost=answer.taken or in_flight_too)
    for nobodys in rows.values():
        verdict.misfiled += len(nobodys)
        verdict.note("nobody said this", nobodys[0])
    return verdict


def read_rows(database: Path) -> dict[int, list[Row]]:
    """The stored answers by the update that carried them."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        rows: dict[int, list[Row]] = defaultdict(list)
        for row in connection.execute("SELECT chat_id, question, answer, update_id FROM answers"):
            rows[row[3]].append(row)
        return rows
    finally:
        connection.close()


def judge(answer: Given, rows: dict[int, list[Row]], verdict: Verdict, *, may_be_lost: bool) -> None:
    found = [row for update_id in answer.update_ids for row in rows.pop(update_id, ())]
    right = [row for row in found if answer.fits(row)]
    if len(right) > 1:
        verdict.twice += len(right) - 1
        verdict.note("stored twice", right)
    if len(found) > len(right):
        verdict.misfiled += len(found) - len(right)
        verdict.note("misfiled", f"{found}, but it was said in answer to {answer}")
    if not found and may_be_lost:
        verdict.lost += 1
        verdict.note("lost", answer)
