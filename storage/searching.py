"""Searching: every word that was typed, folded, with the answer it stands in; found with slips of the finger forgiven.

An ordinary table: it is the same in every database, and what is deleted there goes from it in the same transaction.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import datetime
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

import orjson

from storage import facts
from storage.database import Transaction

LONGEST = 40  # letters of a word that are kept
MOST_WORDS = 6  # that are looked for at a time
SHORTEST_BEGINNING = 3  # letters from which on others may follow
MOST_SPELLINGS = 40  # of one word that was typed
NEAREST, ALIKE, ABOUT_AS_LONG = 5, 0.75, 2  # spellings of a word that nobody wrote; how alike they are, and how long
MANY = 1000  # answers with one word, from which on it does not matter how many there are
AT_ONCE = 300
INDEXED_UP_TO, ALL = "words_indexed_up_to", "all"

# In nearly everything that is said, so that nothing is found by them.
_COMMON = (
    "a about all also am an and any are as at be been but by can could did do does for from had has have he her him",
    "his how i if in into is it its just me more my no not of on or our out s she so some t than that the their",
    "them then there they this to too up us was we were what when which who will with would you your",
)
COMMON = frozenset(word for line in _COMMON for word in line.split())
# Apostrophes, and marks on letters that are written without them as well. Those of other scripts belong to the letter.
_MARKS = re.compile("[\u0300-\u036f\u064b-\u0652\u2019']")
_ROW = re.compile(r"([^\w\s]{30})[^\w\s]+")  # of signs and marks, longer than any word has
_WORD = re.compile(r"(?:[^\W_]|[\u0900-\u0dff\u0e00-\u0eff])+")


def folded(text: str) -> list[str]:
    """The words of a text, in order, without case and accents."""
    if text.isascii():  # there is nothing to take apart: half the time of an answer's words
        return [word[:LONGEST] for word in _WORD.findall(text.casefold().replace("'", ""))]
    short = _ROW.sub(r"\1", text)  # to put a long row of marks in order takes time with the square of its length
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", short.casefold()))
    return [unicodedata.normalize("NFC", word)[:LONGEST] for word in _WORD.findall(bare)]


def are_alike(words: str, others: str) -> bool:
    """Whether two texts are the same to whoever reads them: a capital letter, a space or a full stop makes no other."""
    return words == others or (folded(words) or words.split()) == (folded(others) or others.split())


def index(tx: Transaction, answer_id: str, value: Any, words: str, visible_to: str) -> None:
    """Keep the words of an answer to be found by, as far as they were typed. Nobody looks for what is for figures."""
    typed = sorted(set(folded(_typed(value, words))) - COMMON) if visible_to != "figures" else []
    if not typed:
        return
    values = {f"w{place}": word for place, word in enumerate(typed)}
    values |= {f"i{place}": word[0] for place, word in enumerate(typed)}
    tx.run(_insertion(len(typed)), answer_id=answer_id, **values)


@lru_cache(256)
def _insertion(words: int) -> str:
    places = ", ".join(f"(:answer_id, :i{place}, :w{place})" for place in range(words))
    return f"INSERT INTO said_words (answer_id, initial, word) VALUES {places}"  # noqa: S608 - places alone


def _typed(value: Any, words: str) -> str:
    """What of an answer somebody wrote: of a choice nothing, and nothing of what they spoke."""
    if isinstance(value, str):
        return words if value == words else ""
    if isinstance(value, dict) and "parts" in value:
        return "\n".join(one for one in value["parts"] if isinstance(one, str))
    return ""


def forget(tx: Transaction, answer_id: str) -> None:
    """It is not found by its words any more."""
    tx.run("DELETE FROM said_words WHERE answer_id = :id", id=answer_id)


def spellings(tx: Transaction, word: str, reads: Callable[[Sequence[str]], list[str]]) -> list[str]:
    """The words as people wrote them that may be meant by one that was typed: the same, those that begin with it, or
    else those that are least unlike it. Of some words `reads` leaves those that stand in what the reader may read: of
    the others they do not even learn that somebody wrote them."""
    written = _beginning_with(tx, word[0])
    if len(word) < SHORTEST_BEGINNING:
        return reads([one for one in written if one == word])
    longer = sorted((one for one in written if one.startswith(word)), key=len)
    around = [one for one in written if abs(len(one) - len(word)) <= ABOUT_AS_LONG]
    alike = get_close_matches(word, around, max(1, len(around)), ALIKE)
    return _first(longer, MOST_SPELLINGS, reads) or _first(alike, NEAREST, reads)


def _first(words: Sequence[str], most: int, reads: Callable[[Sequence[str]], list[str]]) -> list[str]:
    """The first of these words that the reader may read, in their order."""
    found: list[str] = []
    for begin in range(0, len(words), most):
        found += reads(words[begin : begin + most])
        if len(found) >= most:
            break
    return found[:most]


def _beginning_with(tx: Transaction, initial: str) -> list[str]:
    """Every word with this first letter, once: by leaps from each to the next one, not through all answers."""
    rows = tx.all(
        """
        WITH RECURSIVE each_word (word) AS (
          SELECT MIN(word) FROM said_words WHERE initial = :initial
          UNION ALL
          SELECT (SELECT MIN(next.word) FROM said_words AS next
            WHERE next.initial = :initial AND next.word > each_word.word)
          FROM each_word WHERE each_word.word IS NOT NULL)
        SELECT word FROM each_word WHERE word IS NOT NULL
        """,
        initial=initial,
    )
    return [row["word"] for row in rows]


def with_words(tx: Transaction, meant: Sequence[Sequence[str]], *, before: str, limit: int = AT_ONCE) -> list[str]:
    """The ids of answers, newest first, in which there is one of each of these lists of spellings, that came before the
    one with the id `before` ('': from the newest on)."""
    rarest, *others = sorted(meant, key=lambda some: _how_many(tx, some))
    values: dict[str, Any] = {"before": before or "~", "limit": limit}
    clauses = [_written("said_words", rarest, values)]
    for place, some in enumerate(others):
        also = f"also{place}"
        clauses.append(
            f"EXISTS (SELECT 1 FROM said_words AS {also} WHERE {also}.answer_id = said_words.answer_id"  # noqa: S608
            f" AND {_written(also, some, values)})"
        )
    rows = tx.all(
        f"""
        SELECT DISTINCT answer_id FROM said_words WHERE {" AND ".join(clauses)} AND answer_id < :before
        ORDER BY answer_id DESC LIMIT :limit
        """,  # noqa: S608 - constants
        **values,
    )
    return [row["answer_id"] for row in rows]


def _how_many(tx: Transaction, some: Sequence[str]) -> int:
    values: dict[str, Any] = {"most": MANY}
    written = _written("said_words", some, values)
    sql = f"SELECT COUNT(*) AS times FROM (SELECT 1 FROM said_words WHERE {written} LIMIT :most) AS first"  # noqa: S608
    row = tx.one(sql, **values)
    return 0 if row is None else int(row["times"])


def _written(table: str, some: Sequence[str], values: dict[str, Any]) -> str:
    """SQL that is true of a row of `table` with one of these words, which all begin with the same letter."""
    names = [f"v{len(values) + place}" for place in range(len(some))]
    values.update(zip(names, some, strict=True))
    initial = f"v{len(values)}"
    values[initial] = some[0][0]
    return f"{table}.initial = :{initial} AND {table}.word IN ({', '.join(f':{name}' for name in names)})"


def older_are_indexed(tx: Transaction) -> bool:
    """Whether the answers that were there before words were kept can be found by them as well."""
    return facts.fact(tx, INDEXED_UP_TO) == ALL


def index_older(tx: Transaction, now: datetime, limit: int = AT_ONCE) -> None:
    """Index some more of the answers that were there before words were kept."""
    after = facts.fact(tx, INDEXED_UP_TO) or ""
    rows = tx.all(
        """
        SELECT id, answer, value, visible_to FROM answers WHERE id > :after AND NOT EXISTS (
          SELECT 1 FROM said_words WHERE answer_id = answers.id)
        ORDER BY id LIMIT :limit
        """,
        after=after,
        limit=limit,
    )
    for row in rows:
        index(tx, row["id"], orjson.loads(row["value"]), row["answer"], row["visible_to"])
    facts.note(tx, now, INDEXED_UP_TO, rows[-1]["id"] if len(rows) == limit else ALL)
