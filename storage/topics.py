"""Topics of interest that staff changed or added. Those that come with the programme are in the language files."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from storage.database import Transaction
from storage.values import instant, new_id


@dataclass(frozen=True, slots=True)
class Topic:
    """What staff made of one topic; `words` is '' where the language files have them."""

    id: str
    words: str
    state: str


def kept(tx: Transaction) -> list[Topic]:
    """Every topic that staff changed or added, in the order in which they were added."""
    return [Topic(row["id"], row["words"], row["state"]) for row in tx.all("SELECT * FROM topics ORDER BY id")]


def add(tx: Transaction, now: datetime, words: str) -> str:
    """A topic of our own, in use at once; its id."""
    topic_id = new_id(now)
    _put(tx, now, topic_id, words, "in_use")
    return topic_id


def rename(tx: Transaction, now: datetime, topic_id: str, words: str) -> None:
    """It is called so from now on, by everybody who chose it too."""
    known = {one.id: one.state for one in kept(tx)}
    _put(tx, now, topic_id, words, known.get(topic_id, "in_use"))


def retire(tx: Transaction, now: datetime, topic_id: str) -> None:
    """Nobody is asked about it any more; who chose it keeps it."""
    _become(tx, now, topic_id, "retired")


def bring_back(tx: Transaction, now: datetime, topic_id: str) -> None:
    """People are asked about it again."""
    _become(tx, now, topic_id, "in_use")


def _become(tx: Transaction, now: datetime, topic_id: str, state: str) -> None:
    known = {one.id: one.words for one in kept(tx)}
    _put(tx, now, topic_id, known.get(topic_id, ""), state)


def _put(tx: Transaction, now: datetime, topic_id: str, words: str, state: str) -> None:
    tx.run(
        """
        INSERT INTO topics (id, words, state, changed_at) VALUES (:id, :words, :state, :now)
        ON CONFLICT (id) DO UPDATE SET words = excluded.words, state = excluded.state, changed_at = excluded.changed_at
        """,
        id=topic_id,
        words=words,
        state=state,
        now=instant(now),
    )


def chosen(tx: Transaction) -> Counter[str]:
    """How many chose each topic, and how many typed each of those that are in their own words."""
    rows = tx.all("SELECT topic, COUNT(*) AS people FROM interests GROUP BY topic ORDER BY topic")
    return Counter({row["topic"]: int(row["people"]) for row in rows})


def of_person(tx: Transaction, person_id: str) -> list[str]:
    """What somebody wants to hear about."""
    rows = tx.all("SELECT topic FROM interests WHERE person_id = :id ORDER BY topic", id=person_id)
    return [row["topic"] for row in rows]


def take_over(tx: Transaction, typed: str, topic_id: str) -> int:
    """Whoever typed these words has this topic instead; how many."""
    tx.run(
        """
        INSERT INTO interests (person_id, topic) SELECT person_id, :topic FROM interests WHERE topic = :typed
        ON CONFLICT (person_id, topic) DO NOTHING
        """,
        topic=topic_id,
        typed=typed,
    )
    return tx.run("DELETE FROM interests WHERE topic = :typed", typed=typed)
