"""Prompts for reflection: what staff changed of the library and added to it, and what was offered to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage import health, notices
from storage.database import Row, Transaction
from storage.values import instant, new_id

_COLUMNS = "id, words, language, theme, stage, position, state, suggested_by"
# What is in use was given for others; of what is not, nothing is shown once its author took back that we keep it.
_MAY_USE = f"(state = 'in_use' OR {health.may_read('prompts.suggested_by')})"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept about one prompt. `words` is '' for one of the library that comes with the programme; `position` is
    a place at the front, None for the place that it has by itself."""

    id: str
    words: str
    language: str
    theme: str
    stage: str
    position: int | None
    state: str
    suggested_by: str | None


def _kept(row: Row) -> Kept:
    return Kept(**{name: row[name] for name in Kept.__slots__})


def kept(tx: Transaction) -> list[Kept]:
    """Everything that is kept: suggestions, what was added, and what was changed of the library; oldest first."""
    return [_kept(row) for row in tx.all(f"SELECT {_COLUMNS} FROM prompts WHERE {_MAY_USE} ORDER BY id")]  # noqa: S608


def by_id(tx: Transaction, prompt_id: str) -> Kept | None:
    """What is kept about this prompt; None for one of the library that nobody has changed."""
    row = tx.one(f"SELECT {_COLUMNS} FROM prompts WHERE id = :id", id=prompt_id)  # noqa: S608 - constants
    return None if row is None else _kept(row)


def add(tx: Transaction, now: datetime, words: str, language: str, *, theme: str, stage: str) -> str:
    """A new prompt, in use at once; its id."""
    return _insert(tx, now, words, language, theme, stage, "in_use", None)


def suggest(tx: Transaction, now: datetime, words: str, language: str, person_id: str) -> str:
    """Somebody suggests a prompt, about which staff decide; its id."""
    return _insert(tx, now, words, language, "", "any", "suggested", person_id)


def _insert(
    tx: Transaction, now: datetime, words: str, language: str, theme: str, stage: str, state: str, who: str | None
) -> str:
    prompt_id = new_id(now)
    tx.run(
        """
        INSERT INTO prompts (id, words, language, theme, stage, state, suggested_by, changed_at)
        VALUES (:id, :words, :language, :theme, :stage, :state, :who, :now)
        """,
        id=prompt_id,
        words=words,
        language=language,
        theme=theme,
        stage=stage,
        state=state,
        who=who,
        now=instant(now),
    )
    return prompt_id


def decide(tx: Transaction, now: datetime, prompt_id: str, *, theme: str | None) -> bool:
    """A suggestion is taken under a theme, or with None left out; False when it was decided about before, or taken
    back."""
    return (
        tx.run(
            f"""
            UPDATE prompts SET theme = :theme, state = :state, changed_at = :now
            WHERE id = :id AND state = 'suggested' AND {_MAY_USE}
            """,  # noqa: S608 - constants
            theme=theme or "",
            state="retired" if theme is None else "in_use",
            now=instant(now),
            id=prompt_id,
        )
        == 1
    )


def suggested(tx: Transaction, person_id: str) -> list[Kept]:
    """What somebody suggested and nobody uses."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM prompts WHERE suggested_by = :id AND state <> 'in_use'",  # noqa: S608 - constants
        id=person_id,
    )
    return [_kept(row) for row in rows]


def forget_suggested(tx: Transaction, person_id: str) -> None:
    """What is not in use goes, with what staff were to look at; what is in use was given for others, and stays."""
    for one in suggested(tx, person_id):
        notices.forget_about(tx, one.id)
        tx.run("DELETE FROM prompts WHERE id = :id", id=one.id)


def retire(tx: Transaction, now: datetime, prompt_id: str) -> None:
    """It is offered to nobody any more, whether we added it or it came with the programme."""
    _put(tx, now, prompt_id, "state", "retired")


def bring_back(tx: Transaction, now: datetime, prompt_id: str) -> None:
    """It is offered again."""
    _put(tx, now, prompt_id, "state", "in_use")


def to_front(tx: Transaction, now: datetime, prompt_id: str) -> None:
    """It comes before all the others, also before those that were moved to the front until now."""
    row = tx.one("SELECT MIN(position) AS least FROM prompts")
    least = row["least"] if row is not None and row["least"] is not None else 0
    _put(tx, now, prompt_id, "position", least - 1)


def to_its_place(tx: Transaction, now: datetime, prompt_id: str) -> None:
    """It is no longer at the front."""
    _put(tx, now, prompt_id, "position", None)


def change_places(tx: Transaction, now: datetime, prompt_id: str, other_id: str) -> None:
    """Of two at the front each stands where the other stood."""
    one, other = by_id(tx, prompt_id), by_id(tx, other_id)
    assert one is not None and other is not None
    _put(tx, now, prompt_id, "position", other.position)
    _put(tx, now, other_id, "position", one.position)


def _put(tx: Transaction, now: datetime, prompt_id: str, column: str, value: object) -> None:
    tx.run(
        "INSERT INTO prompts (id, state, changed_at) VALUES (:id, 'in_use', :now) ON CONFLICT (id) DO NOTHING",
        id=prompt_id,
        now=instant(now),
    )
    tx.run(
        f"UPDATE prompts SET {column} = :value, changed_at = :now WHERE id = :id",  # noqa: S608 - our own names
        value=value,
        now=instant(now),
        id=prompt_id,
    )


def offer(tx: Transaction, now: datetime, person_id: str, prompt_id: str) -> str:
    """Note that somebody is offered this prompt now; the id of the offer."""
    offer_id = new_id(now)
    tx.run(
        """
        INSERT INTO offered_prompts (id, person_id, prompt_id, offered_at)
        VALUES (:id, :person_id, :prompt_id, :now)
        """,
        id=offer_id,
        person_id=person_id,
        prompt_id=prompt_id,
        now=instant(now),
    )
    return offer_id


def swap(tx: Transaction, now: datetime, offer_id: str) -> None:
    """They would rather have had another one."""
    tx.run("UPDATE offered_prompts SET swapped_at = :now WHERE id = :id", now=instant(now), id=offer_id)


def answered(tx: Transaction, now: datetime, offer_id: str) -> None:
    """They answered it."""
    tx.run("UPDATE offered_prompts SET answered_at = :now WHERE id = :id", now=instant(now), id=offer_id)


def figures(tx: Transaction) -> dict[str, tuple[int, int, int, int]]:
    """How often each prompt was offered, answered, changed for another one and left without an answer, by its id; test
    people left out. One that they may still be about to answer is not left."""
    rows = tx.all(
        """
        WITH at_it AS (
          SELECT person_id, MIN(begun_at) AS since FROM conversations WHERE kind = 'reflect' AND ended_at IS NULL
          GROUP BY person_id
        )
        SELECT prompt_id, COUNT(*) AS offered, COUNT(answered_at) AS answered, COUNT(swapped_at) AS swapped,
          SUM(CASE WHEN answered_at IS NULL AND swapped_at IS NULL AND at_it.since IS NULL THEN 1 ELSE 0 END) AS skipped
        FROM offered_prompts JOIN people ON people.id = offered_prompts.person_id
        LEFT JOIN at_it ON at_it.person_id = offered_prompts.person_id AND at_it.since <= offered_at
        WHERE NOT is_test GROUP BY prompt_id
        """
    )
    return {row["prompt_id"]: (row["offered"], row["answered"], row["swapped"], row["skipped"]) for row in rows}


def offered(tx: Transaction, person_id: str) -> dict[str, str]:
    """When each prompt was last offered to somebody, by its id."""
    rows = tx.all(
        "SELECT prompt_id, MAX(id) AS last FROM offered_prompts WHERE person_id = :id GROUP BY prompt_id",
        id=person_id,
    )
    return {row["prompt_id"]: row["last"] for row in rows}
