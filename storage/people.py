"""People: whom we talk to, in which role, and what they told us that changes what the program does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage import ledger, quiet, web_chats
from storage.database import Row, Transaction
from storage.values import instant, moment, new_id

A_MINUTE = timedelta(minutes=1)

_COLUMNS = """id, number, telegram_id, name, language, timezone, is_test, seen_at, joined_at, paused_at, stopped_at,
  unreachable_at, left_at"""


@dataclass(frozen=True, slots=True)
class Person:
    """One person, as a turn needs to know them. `telegram_id` is also the id of their private chat; see `web_chats`."""

    id: str
    number: int
    telegram_id: int | None
    name: str
    language: str
    timezone: str
    is_test: bool
    seen_at: str
    joined_at: str | None
    paused_at: str | None
    stopped_at: str | None
    unreachable_at: str | None
    left_at: str | None


def _person(row: Row) -> Person:
    return Person(
        row["id"],
        row["number"],
        row["telegram_id"],
        row["name"],
        row["language"],
        row["timezone"],
        bool(row["is_test"]),
        row["seen_at"],
        row["joined_at"],
        row["paused_at"],
        row["stopped_at"],
        row["unreachable_at"],
        row["left_at"],
    )


def in_chat(tx: Transaction, telegram_id: int) -> Person | None:
    """The person whose private chat this is."""
    row = tx.one(f"SELECT {_COLUMNS} FROM people WHERE telegram_id = :telegram_id", telegram_id=telegram_id)  # noqa: S608 - constants
    return None if row is None else _person(row)


def numbered(tx: Transaction, number: int) -> Person | None:
    """The person with this number, a tombstone too."""
    row = tx.one(f"SELECT {_COLUMNS} FROM people WHERE number = :number", number=number)  # noqa: S608 - constants
    return None if row is None else _person(row)


def by_id(tx: Transaction, person_id: str) -> Person | None:
    """The person with this id, a tombstone too."""
    row = tx.again(f"SELECT {_COLUMNS} FROM people WHERE id = :id", id=person_id)  # noqa: S608 - constants
    return None if row is None else _person(row)


def meet(
    tx: Transaction,
    now: datetime,
    *,
    telegram_id: int,
    timezone: str,
    language: str = "en",
    organisation_id: str | None = None,
    is_test: bool = False,
) -> Person:
    """Somebody new, with the next free number and no role yet."""
    person_id = new_id(now)
    tx.run(
        """
        INSERT INTO people (id, number, telegram_id, organisation_id, language, timezone, is_test, met_at, seen_at)
        SELECT :id, COALESCE(MAX(number), 0) + 1, :telegram_id, :organisation_id, :language, :timezone, :is_test,
          :now, :now
        FROM people
        """,
        id=person_id,
        telegram_id=telegram_id,
        organisation_id=organisation_id,
        language=language,
        timezone=timezone,
        is_test=is_test,
        now=instant(now),
    )
    met = by_id(tx, person_id)
    assert met is not None
    return met


def meet_without_telegram(
    tx: Transaction,
    now: datetime,
    *,
    timezone: str,
    language: str = "en",
    organisation_id: str | None = None,
    is_test: bool = False,
) -> Person:
    """Somebody new who answers on a web page; all else is as with anybody."""
    return meet(
        tx,
        now,
        telegram_id=web_chats.new(now),
        timezone=timezone,
        language=language,
        organisation_id=organisation_id,
        is_test=is_test,
    )


def give_role(tx: Transaction, now: datetime, person_id: str, role: str) -> None:
    """`role` is theirs from now on; a second time changes nothing."""
    tx.run(
        """
        INSERT INTO roles (person_id, role, given_at) VALUES (:person_id, :role, :now)
        ON CONFLICT (person_id, role) DO NOTHING
        """,
        person_id=person_id,
        role=role,
        now=instant(now),
    )


def take_role(tx: Transaction, person_id: str, role: str) -> bool:
    """`role` is not theirs any more; False when it was not before."""
    return tx.run("DELETE FROM roles WHERE person_id = :id AND role = :role", id=person_id, role=role) == 1


def roles_of(tx: Transaction, person_id: str) -> tuple[str, ...]:
    """Their roles, in alphabetical order."""
    return tuple(
        row["role"] for row in tx.all("SELECT role FROM roles WHERE person_id = :id ORDER BY role", id=person_id)
    )


def with_role(tx: Transaction, *roles: str) -> list[Person]:
    """Everybody reachable who has one of `roles`, those met first first."""
    found: dict[str, Person] = {}
    for role in roles:
        rows = tx.all(
            f"""
            SELECT {_COLUMNS} FROM people JOIN roles ON roles.person_id = people.id
            WHERE role = :role AND telegram_id IS NOT NULL AND unreachable_at IS NULL AND stopped_at IS NULL ORDER BY id
            """,  # noqa: S608 - constants
            role=role,
        )
        found.update({row["id"]: _person(row) for row in rows})
    return list(found.values())


def organisation_of(tx: Transaction, person_id: str) -> str:
    """The name of their organisation, or ''."""
    row = tx.one(
        """
        SELECT organisations.name FROM people JOIN organisations ON organisations.id = organisation_id
        WHERE people.id = :id
        """,
        id=person_id,
    )
    return "" if row is None else str(row["name"])


def seen(tx: Transaction, now: datetime, person: Person) -> None:
    """They wrote to us, so they can be reached. Noted to the minute, which is all that anybody asks."""
    if person.unreachable_at is None and moment(person.seen_at) > now - A_MINUTE:
        return
    tx.run(
        "UPDATE people SET seen_at = :now, unreachable_at = NULL, unreachable_why = NULL WHERE id = :id",
        now=instant(now),
        id=person.id,
    )


def call(tx: Transaction, person_id: str, *, name: str, pronouns: str, language: str) -> None:
    """What they like to be called, and the language they chose."""
    keep_earlier_name(tx, person_id, person_id, name)
    tx.run(
        "UPDATE people SET name = :name, pronouns = :pronouns, language = :language WHERE id = :id",
        name=name,
        pronouns=pronouns,
        language=language,
        id=person_id,
    )


def keep_earlier_name(tx: Transaction, person_id: str, account_id: str, name: str) -> None:
    """Remember what this account of theirs is called until now, if that is another name: others were shown it."""
    tx.run(
        """
        INSERT INTO earlier_names (person_id, name)
        SELECT :person_id, people.name FROM people WHERE people.id = :account_id AND people.name NOT IN ('', :name)
        ON CONFLICT (person_id, name) DO NOTHING
        """,
        person_id=person_id,
        account_id=account_id,
        name=name,
    )


def speak(tx: Transaction, person_id: str, language: str) -> None:
    """The language in which they are spoken to from now on."""
    tx.run("UPDATE people SET language = :language WHERE id = :id", language=language, id=person_id)


def joined(tx: Transaction, now: datetime, person_id: str) -> None:
    """They have been welcomed; the first time counts."""
    tx.run("UPDATE people SET joined_at = COALESCE(joined_at, :now) WHERE id = :id", now=instant(now), id=person_id)


def pause(tx: Transaction, now: datetime, person_id: str) -> None:
    """Nothing that we begin goes to them from now on. Who paused already has been quiet since then; who was it for a no
    alone has paused now."""
    tx.run(
        f"""
        UPDATE people SET paused_at = CASE WHEN {quiet.BY_A_NO} THEN :now ELSE COALESCE(paused_at, :now) END
        WHERE id = :id
        """,  # noqa: S608 - constants
        now=instant(now),
        id=person_id,
    )


def stop(tx: Transaction, now: datetime, person_id: str) -> None:
    """We do not write to them again unless they write to us."""
    tx.run("UPDATE people SET stopped_at = :now WHERE id = :id", now=instant(now), id=person_id)
    ledger.note(tx, now, person_id, "stopped")


def carry_on(tx: Transaction, person_id: str) -> None:
    """Neither paused nor stopped any more."""
    tx.run("UPDATE people SET paused_at = NULL, stopped_at = NULL WHERE id = :id", id=person_id)


def unreachable(tx: Transaction, now: datetime, person_id: str, why: str) -> None:
    """Telegram says that we cannot write to them."""
    tx.run(
        "UPDATE people SET unreachable_at = COALESCE(unreachable_at, :now), unreachable_why = :why WHERE id = :id",
        now=instant(now),
        why=why,
        id=person_id,
    )


def pronouns_of(tx: Transaction, person_id: str) -> str:
    """The pronouns they asked for, or ''."""
    row = tx.one("SELECT pronouns FROM people WHERE id = :id", id=person_id)
    return "" if row is None else str(row["pronouns"])


def leave(tx: Transaction, now: datetime, person_id: str) -> None:
    """They have left; how to reach them goes some time later."""
    tx.run("UPDATE people SET left_at = :now WHERE id = :id", now=instant(now), id=person_id)


def left_at(tx: Transaction, person_id: str) -> str | None:
    """When they left; None when they have not."""
    row = tx.one("SELECT left_at FROM people WHERE id = :id", id=person_id)
    return None if row is None else row["left_at"]


def stays(tx: Transaction, person_id: str) -> None:
    """They have not left after all."""
    tx.run("UPDATE people SET left_at = NULL WHERE id = :id", id=person_id)
