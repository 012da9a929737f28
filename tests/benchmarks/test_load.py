"""The benchmark's own honesty: a bot that loses, doubles or misfiles an answer must not look well."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from benchmarks.answers import Given, Verdict, check
from benchmarks.crowd import FIRST_CHAT, Crowd
from benchmarks.modes import Mode
from benchmarks.wire import read_fields

ANA, BEN = 1000, 1001
TWO_ANSWERS = [
    Given(ANA, "Q1", "Good", "Q1:Good", update_ids=[11], taken=True),
    Given(ANA, "Q2", "word7", update_ids=[12, 15], taken=True),
]
RIGHT = [(ANA, "Q1", "Good", 11), (ANA, "Q2", "It went word7, thank you.", 12)]


def judged(folder: Path, rows: list[tuple[int, str, str, int]], given: list[Given] = TWO_ANSWERS) -> Verdict:
    path = folder / "answers.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE answers (chat_id, question, answer, update_id)")
    connection.executemany("INSERT INTO answers VALUES (?, ?, ?, ?)", rows)
    connection.commit()
    connection.close()
    return check(path, given, in_flight_too=False)


def counts(verdict: Verdict) -> tuple[int, int, int]:
    return verdict.lost, verdict.twice, verdict.misfiled


@pytest.mark.parametrize(
    ("rows", "lost_twice_misfiled"),
    [
        (RIGHT, (0, 0, 0)),
        (RIGHT[:1], (1, 0, 0)),
        ([*RIGHT, RIGHT[0]], (0, 1, 0)),
        ([*RIGHT, (ANA, "Q2", "It went word7, thank you.", 15)], (0, 1, 0)),  # the repeat was stored as well
        ([RIGHT[0], (ANA, "Q4", "It went word7, thank you.", 12)], (0, 0, 1)),  # under another question
        ([RIGHT[0], (BEN, "Q2", "It went word7, thank you.", 12)], (0, 0, 1)),  # under another person
        ([(ANA, "Q1", "Bad", 11), RIGHT[1]], (0, 0, 1)),  # in other words
        ([*RIGHT, (ANA, "Q3", "Yes", 99)], (0, 0, 1)),  # nobody said it
        ([], (2, 0, 0)),
    ],
)
def test_the_checker_tells_what_is_wrong(
    tmp_path: Path, rows: list[tuple[int, str, str, int]], lost_twice_misfiled: tuple[int, int, int]
) -> None:
    assert counts(judged(tmp_path, rows)) == lost_twice_misfiled


def test_an_answer_still_under_way_is_not_lost(tmp_path: Path) -> None:
    assert counts(judged(tmp_path, [], [Given(ANA, "Q1", "Good", "Q1:Good", update_ids=[11])])) == (0, 0, 0)


class Lonely:
    """One person, and a bot that is this test: `bot` says something, `updates` is what came of it."""

    def __init__(self) -> None:
        self.crowd = Crowd(Mode("one person", people=1, per_second=1))
        self.updates: list[dict[str, Any]] = []
        self.crowd.post = self.take  # type: ignore[method-assign]
        self.person = self.crowd._people[FIRST_CHAT]

    def take(self, update: dict[str, Any]) -> int:
        self.updates.append(update)
        return len(self.updates)

    def bot(self, text: str, *options: str) -> None:
        message: dict[str, Any] = {"chat": {"id": FIRST_CHAT}, "text": text}
        if options:
            row = [{"text": option, "callback_data": f"x:{option}"} for option in options]
            message["reply_markup"] = {"inline_keyboard": [row]}
        self.crowd.hear(message)
        self.person.speak()


def test_a_person_begins_presses_and_writes() -> None:
    ana = Lonely()
    ana.person.speak()
    ana.bot("Q1: How are you?", "Good")
    ana.bot("Q2: Why?")
    start, press, text = ana.updates
    assert start["message"]["text"] == "/start"
    assert press["callback_query"]["data"] == "x:Good"
    assert ana.crowd.tally.given[1].words in text["message"]["text"]
    assert [given.taken for given in ana.crowd.tally.given] == [True, False]


def test_a_repeated_message_is_noticed_and_not_answered() -> None:
    ana = Lonely()
    ana.person.speak()
    ana.bot("Q1: How are you?", "Good")
    ana.bot("Q1: How are you?", "Good")
    assert (ana.crowd.tally.repeated, len(ana.updates)) == (1, 2)


def test_silence_is_met_with_the_same_words_and_then_with_start() -> None:
    ana = Lonely()
    ana.person.speak()
    ana.bot("Q1: How are you?", "Good")
    ana.person.say_again(0)
    ana.person.say_again(0)
    assert [update.get("message", {}).get("text") for update in ana.updates] == ["/start", None, None, "/start"]
    assert (ana.crowd.tally.had_to_repeat, ana.crowd.tally.stuck) == (1, 1)


def test_bodies_are_read_as_json_and_as_forms() -> None:
    assert read_fields(b"", b'{"chat_id":5}') == {"chat_id": 5}
    assert read_fields(b"timeout=3", b"chat_id=5&text=a+b%21") == {"timeout": "3", "chat_id": "5", "text": "a b!"}
