"""Tags: what staff find in a passage of an answer, beside what the person themselves says of it and never over it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage import may_read, readable
from storage.database import Transaction
from storage.searching import folded
from storage.values import instant, new_id

LONGEST = 60  # letters of a tag


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, and on how many passages it is."""

    id: str
    name: str
    times: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of an answer, from one letter up to another, with the tag that somebody gave it. `by` is '' once they are
    gone."""

    id: str
    answer_id: str
    tag_id: str
    name: str
    begins: int
    ends: int
    by: str
    tagged_at: str


def named(tx: Transaction, now: datetime, name: str, made_by: str) -> str:
    """The id of the tag that is called so, whatever its case and accents; made if there is none."""
    known = tx.one("SELECT id FROM tags WHERE folded = :folded", folded=_folded(name))
    if known is not None:
        return str(known["id"])
    tag_id = new_id(now)
    tx.run(
        "INSERT INTO tags (id, name, folded, made_by, made_at) VALUES (:id, :name, :folded, :by, :now)",
        id=tag_id,
        name=name.strip(),
        folded=_folded(name),
        by=made_by,
        now=instant(now),
    )
    return tag_id


def _folded(name: str) -> str:
    return " ".join(folded(name)) or name.strip().casefold()


def all_of(tx: Transaction) -> list[Tag]:
    """Every tag, by name."""
    rows = tx.all(
        """
        SELECT tags.id, name, COUNT(passages.id) AS times FROM tags LEFT JOIN passages ON passages.tag_id = tags.id
        GROUP BY tags.id, name, folded ORDER BY folded
        """
    )
    return [Tag(row["id"], row["name"], row["times"]) for row in rows]


def seen_by(
    tx: Transaction, now: datetime, person_id: str, roles: Collection[str], opened: Collection[str]
) -> list[Tag]:
    """The tags on words that somebody with these roles may read, and those they made, each with how many passages of
    such words it is on: a tag tells of the words. One that is on nothing is for whoever reads what everybody says."""
    times = _times_read(tx, *readable.what_is_read(roles, reader=person_id, opened=opened, now=now))
    made = {row["id"] for row in tx.all("SELECT id FROM tags WHERE made_by = :by", by=person_id)}
    tidies = may_read.of_everybody(roles)
    return [
        Tag(one.id, one.name, times.get(one.id, 0))
        for one in all_of(tx)
        if one.id in times or one.id in made or (tidies and not one.times)
    ]


def _times_read(tx: Transaction, read: str, values: Mapping[str, Any]) -> dict[str, int]:
    """By tag, on how many passages it is of the answers that this SQL finds."""
    if not read:
        return {}
    rows = tx.all(
        f"""
        SELECT tags.id, (SELECT COUNT(*) FROM passages WHERE tag_id = tags.id
          AND EXISTS (SELECT 1 FROM ({read}) AS answer WHERE answer.id = answer_id)) AS times
        FROM tags
        """,  # noqa: S608 - constants
        **values,
    )
    return {row["id"]: row["times"] for row in rows if row["times"]}


def put(tx: Transaction, now: datetime, tag_id: str, answer_id: str, begins: int, ends: int, by: str) -> bool:
    """Tag a passage; False when it has this tag already."""
    return (
        tx.run(
            """
            INSERT INTO passages (id, tag_id, answer_id, begins, ends, tagged_by, tagged_at)
            VALUES (:id, :tag_id, :answer_id, :begins, :ends, :by, :now)
            ON CONFLICT (answer_id, tag_id, begins, ends) DO NOTHING
            """,
            id=new_id(now),
            tag_id=tag_id,
            answer_id=answer_id,
            begins=begins,
            ends=ends,
            by=by,
            now=instant(now),
        )
        == 1
    )


def take_off(tx: Transaction, answer_id: str, passage_id: str) -> bool:
    """The tag is off this passage of this answer; False when it was not on it."""
    return tx.run("DELETE FROM passages WHERE id = :id AND answer_id = :of", id=passage_id, of=answer_id) == 1


def of_answer(tx: Transaction, answer_id: str) -> list[Passage]:
    """What of an answer is tagged, in the order of its words."""
    rows = tx.all(
        """
        SELECT passages.id, answer_id, tag_id, tags.name, begins, ends, tagged_at, COALESCE(people.name, '') AS by
        FROM passages JOIN tags ON tags.id = tag_id LEFT JOIN people ON people.id = tagged_by
        WHERE answer_id = :id ORDER BY begins, ends, folded
        """,
        id=answer_id,
    )
    return [Passage(**{name: row[name] for name in Passage.__slots__}) for row in rows]


def rename(tx: Transaction, tag_id: str, name: str) -> bool:
    """Call it otherwise; False, and nothing changes, when another tag is called so."""
    other = tx.one("SELECT id FROM tags WHERE folded = :folded AND id <> :id", folded=_folded(name), id=tag_id)
    if other is not None:
        return False
    tx.run(
        "UPDATE tags SET name = :name, folded = :folded WHERE id = :id",
        name=name.strip(),
        folded=_folded(name),
        id=tag_id,
    )
    return True


def merge(tx: Transaction, tag_id: str, into: str) -> None:
    """Every passage with this tag has the other one from now on, and this one is gone."""
    tx.run(
        """
        UPDATE passages SET tag_id = :into WHERE tag_id = :id AND NOT EXISTS (SELECT 1 FROM passages AS other
          WHERE other.tag_id = :into AND other.answer_id = passages.answer_id AND other.begins = passages.begins
            AND other.ends = passages.ends)
        """,
        id=tag_id,
        into=into,
    )
    tx.run("DELETE FROM tags WHERE id = :id", id=tag_id)


def on_each(tx: Transaction, answer_ids: list[str]) -> dict[str, list[str]]:
    """The names of the tags that are on each of these answers, once each."""
    if not answer_ids:
        return {}
    names = {f"v{place}": one for place, one in enumerate(answer_ids)}
    rows = tx.all(
        f"""
        SELECT DISTINCT answer_id, name, folded FROM passages JOIN tags ON tags.id = tag_id
        WHERE answer_id IN ({", ".join(f":{name}" for name in names)}) ORDER BY folded
        """,  # noqa: S608 - constants
        **names,
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["answer_id"], []).append(row["name"])
    return found
