"""What a stage stands on: a real SQLite file, opened in this thread, and ways to look into it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from storage import answers, conversations, notices, people
from storage.conversations import Conversation
from storage.database import Transaction
from storage.sqlite_transaction import SqliteTransaction
from tests import migrated
from tests.cast import ANA, MONDAY, Member

T = TypeVar("T")


class House:
    """One database. `now` is the time on the stage."""

    def __init__(self, folder: Path) -> None:
        self.now: datetime = MONDAY
        migrated.place(folder / "voices.db")
        self._file = migrated.Known(folder / "voices.db")
        self._open()

    def _open(self) -> None:
        self._connection = self._file.open_writer(self.now)
        self._connection.execute("PRAGMA synchronous = OFF").fetchall()  # nobody pulls the plug in these tests
        self._tx = SqliteTransaction(self._connection, self._file.driver)

    def close(self) -> None:
        self._connection.close()

    def restart(self) -> None:
        """Throw everything in memory away, as a new process would have it."""
        self.close()
        self._open()

    def write(self, unit: Callable[[Transaction], T]) -> T:
        """Run `unit` in a transaction of its own."""
        self._tx.begin()
        try:
            result = unit(self._tx)
            self._tx.commit()
            return result
        finally:
            self._tx.roll_back()

    def conversation(self, kind: str = "tale", who: Member = ANA) -> Conversation:
        """The latest conversation of this kind."""

        def find(tx: Transaction) -> Conversation | None:
            person = people.in_chat(tx, who.chat_id)
            return None if person is None else conversations.last_of_kind(tx, person.id, kind)

        found = self.write(find)
        assert found is not None, f"{who.name} has no {kind}"
        return found

    def standing(self, kind: str = "tale", who: Member = ANA) -> dict[str, Any]:
        """The answers that stand, by question."""
        conversation = self.conversation(kind, who)
        return self.write(lambda tx: answers.standing(tx, conversation.id))

    def counting(self, kind: str = "tale", who: Member = ANA) -> dict[str, str]:
        """The answers that stand and count, in words."""
        rows = self.rows(
            "SELECT question, answer FROM answers WHERE conversation_id = :id AND replaced_at IS NULL AND counts",
            id=self.conversation(kind, who).id,
        )
        return {row["question"]: row["answer"] for row in rows}

    def words_kept(self) -> list[str]:
        """Everything that anybody said, in the order in which it was stored."""
        return [row["answer"] for row in self.rows("SELECT answer FROM answers ORDER BY id")]

    def drafts(self) -> list[str]:
        """What is being written of answers that are not finished."""
        return [str(json.loads(row["draft"])) for row in self.rows("SELECT draft FROM conversations WHERE draft <> ''")]

    def notices(self) -> list[str]:
        return [kind for kind, _ in self.write(notices.unseen)]

    def rows(self, sql: str, **values: Any) -> list[Any]:
        return self.write(lambda tx: tx.all(sql, **values))

    def snapshot(self) -> list[tuple[Any, ...]]:
        """What is stored of answers and conversations, less ids and times."""
        told = self.rows(
            "SELECT question, answer, value, counts, replaced_at IS NULL AS stands FROM answers ORDER BY id"
        )
        stand = self.rows(
            "SELECT kind, pending, draft, changing, ended_at IS NULL AS open FROM conversations ORDER BY id"
        )
        return [tuple(row) for row in [*told, *stand]]
