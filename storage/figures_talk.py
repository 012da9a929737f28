"""Figures of what was asked and answered: how often, question by question, and what both voices said of sessions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from storage import consents
from storage.database import Transaction
from storage.figures import OURS, number, summed
from storage.within import Within

CHECK_INS = ("before_session", "after_session")
REFLECTIONS = ("reflect",)
FEEDBACK = ("leader_feedback",)
STRANDS: Mapping[str, Sequence[str]] = {"check_ins": CHECK_INS, "reflections": REFLECTIONS, "feedback": FEEDBACK}

# The schema keeps with each answer that stands whether it `says` something: a question that was skipped, or something
# else that was chosen instead of an answer, says nothing. With each conversation it keeps whether an answer in it says
# something and counts (`answered`), and with each question that was put whether no answer to it stands (`unanswered`).
# What began is found by its kind and time.
_IN_TIME = "conversations.begun_at >= :since AND conversations.begun_at < :until"
_BEGUN = f"FROM conversations WHERE {_IN_TIME} AND conversations.person_id {OURS}"
# Of those who count, whoever had such a conversation: of a long time they are asked one by one.
_THEIRS = f"FROM conversations WHERE conversations.person_id = people.id AND {_IN_TIME}"


@dataclass(frozen=True, slots=True)
class Asked:
    """How often people were asked on a day (such as 2026-03-02, in UTC) and how often they answered."""

    on: str
    asked: int
    answered: int


@dataclass(frozen=True, slots=True)
class People:
    """How many were asked, and how many of them answered anything."""

    asked: int
    answered: int


_OF_TWO = "kind IN (:one, :other)"

_DAYS = f"""
SELECT SUBSTR(begun_at, 1, 10) AS begun_on, COUNT(*) AS asked, COUNT(CASE WHEN answered = TRUE THEN 1 END) AS answered
{_BEGUN} AND {_OF_TWO} GROUP BY SUBSTR(begun_at, 1, 10)"""
# Of many people each day is looked up in the index, where what began on it stands together: grouping sorts all of them.
_ON_THE_DAY = f"""FROM conversations
  WHERE begun_at >= begins AND begun_at < ends AND conversations.person_id {OURS} AND {_OF_TWO}"""
_EACH_DAY = f"""
SELECT SUBSTR(begins, 1, 10) AS begun_on, (SELECT COUNT(*) {_ON_THE_DAY}) AS asked,
  (SELECT COUNT(*) {_ON_THE_DAY} AND answered = TRUE) AS answered
FROM days WHERE begins >= :since AND begins < :until"""  # noqa: S608 - constants
_PEOPLE = f"""
SELECT '', COUNT(*), COUNT(CASE WHEN times > 0 THEN 1 END) FROM (
  SELECT COUNT(CASE WHEN answered = TRUE THEN 1 END) AS times {_BEGUN} AND {_OF_TWO}
  GROUP BY person_id) AS each_one"""  # noqa: S608 - constants
_PEOPLE_LONG = f"""
SELECT '', COUNT(*), COALESCE(SUM(said_something), 0) FROM (
  SELECT CASE WHEN EXISTS (SELECT 1 {_THEIRS} AND {_OF_TWO} AND answered = TRUE) THEN 1 ELSE 0 END AS said_something
  FROM people WHERE people.id {OURS} AND EXISTS (SELECT 1 {_THEIRS} AND {_OF_TWO})) AS had"""  # noqa: S608 - constants


def by_day(tx: Transaction, within: Within, kinds: Sequence[str]) -> tuple[People, list[Asked]]:
    """Of conversations of these kinds (two at most): how many people had one and answered anything in any; and day by
    day how many began, and in how many anything was answered."""
    people_of = _PEOPLE_LONG if within.is_long else _PEOPLE
    few, many = (f"{days} UNION ALL {people_of}" for days in (_DAYS, _EACH_DAY))
    table, moments = _days(within)
    of_two = {"one": kinds[0], "other": kinds[-1]}
    sums = summed(
        tx, within, few, of_many=many, by=("begun_on",), people=table, of_time=("conversations",), **of_two, **moments
    )
    people = sums.pop(("",), Counter())
    days = [Asked(on, found["asked"], found["answered"]) for (on,), found in sorted(sums.items())]
    return People(people["asked"], people["answered"]), days


def _days(within: Within) -> tuple[str, dict[str, str]]:
    """The days of this time as a table of their own, and its values."""
    moments = {f"day_{place}": moment for place, moment in enumerate(within.days())}
    rows = ", ".join(f"(:{one}, :{other})" for one, other in pairwise(moments))
    return f"days (begins, ends) AS (VALUES {rows})", moments


def people_asked(tx: Transaction, within: Within, kinds: Sequence[str]) -> int:
    """How many people had a conversation of these kinds (two at most)."""
    sql = f"SELECT COUNT(*) AS times FROM people WHERE people.id {OURS} AND EXISTS (SELECT 1 {_THEIRS} AND {_OF_TWO})"  # noqa: S608
    return number(tx, within, sql, one=kinds[0], other=kinds[-1])


@dataclass(frozen=True, slots=True)
class Put:
    """One question of a conversation: in how many it was answered, skipped, or put and left without a word."""

    question: str
    answered: int
    skipped: int
    left: int

    @property
    def reached(self) -> int:
        return self.answered + self.skipped + self.left


def begun(tx: Transaction, within: Within, kind: str) -> tuple[int, int]:
    """How many conversations of a kind began, and of how many people."""
    people = "COUNT(DISTINCT person_id)"
    if within.is_long:
        had = f"EXISTS (SELECT 1 {_THEIRS} AND kind = :kind)"
        people = f"(SELECT COUNT(*) FROM people WHERE people.id {OURS} AND {had})"  # noqa: S608 - constants
    sql = f"SELECT COUNT(*) AS times, {people} AS people {_BEGUN} AND kind = :kind"
    found = summed(tx, within, sql, by=(), kind=kind).get((), Counter())
    return found["times"], found["people"]


# What belongs to each that began. SQLite keeps to the order of a CROSS JOIN; the other way it takes twice as long.
_FROM_EACH = f"""FROM conversations CROSS JOIN {{what}} WHERE {{what}}.conversation_id = conversations.id
  AND {_IN_TIME} AND kind = :kind AND conversations.person_id {OURS}"""
_SAID = f"""
SELECT question, COUNT(CASE WHEN says = TRUE THEN 1 END) AS answered,
  COUNT(CASE WHEN says = FALSE THEN 1 END) AS skipped
{_FROM_EACH.format(what="answers")} AND says IS NOT NULL GROUP BY question"""
_LEFT = f"""
SELECT question, COUNT(DISTINCT asked.conversation_id) AS times
{_FROM_EACH.format(what="asked")} AND question <> '' AND unanswered = TRUE GROUP BY question"""


def by_question(tx: Transaction, within: Within, kind: str) -> list[Put]:
    """Each question of a kind of conversation that was put in those that began, in no order."""
    said = summed(tx, within, _SAID, by=("question",), kind=kind)
    left = summed(tx, within, _LEFT, by=("question",), kind=kind)
    none = Counter[str]()
    return [
        Put(key[0], said.get(key, none)["answered"], said.get(key, none)["skipped"], left.get(key, none)["times"])
        for key in {**said, **left}
    ]


# What the learning partner may read only if its person agreed counts only then: who did not is unheard. Whether they
# were ever asked is no matter here, and would take longer to find out than all the rest.
_ALL = "unheard AS (SELECT id FROM people WHERE FALSE)"
_AGREED = f"""unheard AS MATERIALIZED (
  SELECT people.id FROM people WHERE NOT {consents.stands("people.id", "share_learning")})"""  # noqa: S608 - constants
LONGEST_OPTION = 40  # letters of a value; what the index holds
_TO_QUESTION = "question = :question AND says = TRUE AND counts = TRUE"
_HERE = f"EXISTS (SELECT 1 FROM answers WHERE answers.conversation_id = conversations.id AND {_TO_QUESTION})"  # noqa: S608
# Of a short time it is looked once what was chosen in each that began, which is '' where it was no option; of a long
# one each person is asked besides.
_CHOSEN = f"""COALESCE((SELECT value FROM answers WHERE answers.conversation_id = conversations.id AND {_TO_QUESTION}
  AND LENGTH(value) <= {LONGEST_OPTION}), CASE WHEN {_HERE} THEN '' END)"""  # noqa: S608 - constants
_EACH = f"""
begun AS MATERIALIZED (SELECT person_id, {_CHOSEN} AS chosen {_BEGUN} AND kind = :kind), had AS (
  SELECT person_id, CASE WHEN COUNT(chosen) > 0 THEN 1 ELSE 0 END AS said_it FROM begun GROUP BY person_id)"""  # noqa: S608
_OPTIONS = """
SELECT chosen AS value, COUNT(*) AS asked, 0 AS answered, 0 AS not_agreed
FROM begun WHERE chosen <> '' AND person_id NOT IN (SELECT id FROM unheard) GROUP BY chosen
"""
_EACH_LONG = f"""
had AS (
  SELECT id AS person_id,
    CASE WHEN EXISTS (SELECT 1 {_THEIRS} AND kind = :kind AND {_HERE}) THEN 1 ELSE 0 END AS said_it
  FROM people WHERE people.id {OURS} AND EXISTS (SELECT 1 {_THEIRS} AND kind = :kind))"""  # noqa: S608 - constants
_OPTIONS_LONG = f"""
SELECT value, COUNT(*) AS asked, 0 AS answered, 0 AS not_agreed
FROM conversations JOIN answers ON answers.conversation_id = conversations.id AND {_TO_QUESTION}
  AND LENGTH(value) <= {LONGEST_OPTION}
WHERE {_IN_TIME} AND kind = :kind AND conversations.person_id {OURS}
  AND conversations.person_id NOT IN (SELECT id FROM unheard) GROUP BY value
"""  # noqa: S608 - constants
_AGREES = """, each_one AS MATERIALIZED (
  SELECT said_it, CASE WHEN person_id IN (SELECT id FROM unheard) THEN 0 ELSE 1 END AS agrees FROM had)"""
_WHOSE = """
SELECT '', COUNT(CASE WHEN agrees = 1 THEN 1 END), COUNT(CASE WHEN agrees = 1 AND said_it = 1 THEN 1 END),
  COUNT(CASE WHEN agrees = 0 AND said_it = 1 THEN 1 END) FROM each_one"""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said to one question with options: how often each, and how many people were asked and answered; and how
    many answered who are in none of these, for they have not agreed."""

    options: dict[str, int]
    asked: int
    answered: int
    not_agreed: int


def said_to(tx: Transaction, within: Within, kind: str, question: str, *, agreed: bool) -> Said:
    """The answers to a question of a kind of conversation, as JSON strings without their quotes; where it has to be
    `agreed`, of those alone who agreed that the learning partner reads their answers. People are counted once."""
    each_one, by_option = (_EACH_LONG, _OPTIONS_LONG) if within.is_long else (_EACH, _OPTIONS)
    sql = f"WITH {each_one} {_AGREES} {by_option} UNION ALL {_WHOSE}"
    who, of_time = _AGREED if agreed else _ALL, ("conversations", "answers")
    sums = summed(tx, within, sql, by=("value",), people=who, of_time=of_time, kind=kind, question=question)
    people = sums.pop(("",), Counter())
    options = {value.strip('"'): found["asked"] for (value,), found in sorted(sums.items())}
    return Said(options, people["asked"], people["answered"], people["not_agreed"])
