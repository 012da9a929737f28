"""What staff changed of the bot's texts: drafts, what was asked of somebody else, what is live. Rows are only added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from storage.database import Row, Transaction
from storage.values import instant, new_id

OPEN = ("draft", "asked")  # not live yet
STANDS = ("live", "shipped")  # says what is live: these words, or those that came with the program
_COLUMNS = "id, language, address, state, words, made_from, instead_of, made_by, made_at, why"


@dataclass(frozen=True, slots=True)
class Version:
    """One step in the life of a text. `made_from` is the mark of the English that it was made from, `instead_of` that
    of the text that came with the program then; `made_by` is None for somebody who is gone."""

    id: str
    language: str
    address: str
    state: str
    words: str
    made_from: str
    instead_of: str
    made_by: str | None
    made_at: str
    why: str = ""


def _version(row: Row) -> Version:
    return Version(**{name: row[name] for name in Version.__slots__})


def add(
    tx: Transaction,
    now: datetime,
    made_by: str,
    *,
    language: str,
    address: str,
    state: str,
    words: str,
    made_from: str,
    instead_of: str,
    why: str = "",
) -> str:
    """The next step of a text; its id."""
    version_id = new_id(now)
    tx.run(
        """
        INSERT INTO text_versions (id, language, address, state, words, made_from, instead_of, made_by, made_at,
          why)
        VALUES (:id, :language, :address, :state, :words, :made_from, :instead_of, :made_by, :now, :why)
        """,
        id=version_id,
        language=language,
        address=address,
        state=state,
        words=words,
        made_from=made_from,
        instead_of=instead_of,
        made_by=made_by,
        why=why,
        now=instant(now),
    )
    return version_id


def how_many(tx: Transaction) -> int:
    """How many steps there are: it grows with each, so that whoever remembers it knows when to look again."""
    row = tx.one("SELECT COUNT(*) AS times FROM text_versions")
    return 0 if row is None else int(row["times"])


def standing(tx: Transaction) -> list[Version]:
    """The last step of each text that says what is live."""
    return _last(tx, "'live', 'shipped'")


def opened(tx: Transaction) -> list[Version]:
    """Each text's last step, where that is a draft or waits for somebody's yes."""
    return [one for one in _last(tx, "'draft', 'asked', 'live', 'shipped', 'dropped'") if one.state in OPEN]


def asked_about(tx: Transaction) -> set[str]:
    """The addresses of the texts that ever waited for somebody's yes, in whichever language."""
    return {row["address"] for row in tx.all("SELECT DISTINCT address FROM text_versions WHERE state = 'asked'")}


def begun_by_asking(tx: Transaction) -> set[tuple[str, str]]:
    """The language and address of each text that had to be agreed to before it was said at all: its first step asks."""
    rows = tx.all(
        """
        SELECT language, address FROM text_versions WHERE state = 'asked' AND id IN
          (SELECT MIN(id) FROM text_versions GROUP BY address, language)
        """
    )
    return {(row["language"], row["address"]) for row in rows}


def _last(tx: Transaction, states: str) -> list[Version]:
    rows = tx.all(
        f"""
        SELECT {_COLUMNS} FROM text_versions WHERE id IN
          (SELECT MAX(id) FROM text_versions WHERE state IN ({states}) GROUP BY address, language)
        ORDER BY id
        """  # noqa: S608 - constants
    )
    return [_version(row) for row in rows]


def history(tx: Transaction, address: str, languages: Iterable[str]) -> list[Version]:
    """Every step of a text in these languages, newest first."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM text_versions WHERE address = :address ORDER BY id DESC",  # noqa: S608 - constants
        address=address,
    )
    wanted = set(languages)
    return [_version(row) for row in rows if row["language"] in wanted]


def sent_back(tx: Transaction, address: str, language: str) -> Version | None:
    """The step with which a lead sent back what is a draft now, also when it was changed since; None for any other."""
    drafted = takewhile(lambda one: one.state == "draft", history(tx, address, (language,)))
    return next((one for one in drafted if one.why), None)


def newest(tx: Transaction, address: str, language: str) -> Version | None:
    """The last step of a text in this language, whatever it was; None while nobody has changed it."""
    row = tx.one(
        f"""
        SELECT {_COLUMNS} FROM text_versions WHERE address = :address AND language = :language
        ORDER BY id DESC LIMIT 1
        """,  # noqa: S608 - constants
        address=address,
        language=language,
    )
    return None if row is None else _version(row)


def by_id(tx: Transaction, version_id: str) -> Version | None:
    """This step."""
    row = tx.one(f"SELECT {_COLUMNS} FROM text_versions WHERE id = :id", id=version_id)  # noqa: S608 - constants
    return None if row is None else _version(row)
