"""Conversations of a large programme: what was asked, what was answered, and what became of it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

import orjson

from benchmarks.plausible import sentence
from bot.conversations import STORIES
from storage import searching
from storage.database import Transaction
from storage.values import instant, new_id

ASKED_KEPT = 396  # days
# By conversation: its questions, each with what may be chosen; nothing stands for words of somebody's own.
TALKS: dict[str, dict[str, tuple[str, ...]]] = {
    "before_session": {"still_good": ("yes", "move_it")},
    "before_more": {"wish": (), "easier": (), "how_are_you": ("well", "all_right", "up_and_down")},
    "after_session": {
        "met": ("yes",),
        "how_was_it": ("gave_me_something", "all_right"),
        "heard": ("yes", "in_part", "no"),
    },
    "say_more": {"stayed": (), "unsaid": ()},
    "reflect": {"prompt_1": (), "who_may_see": ("me", "staff", "learning")},
    "leader_feedback": {"gain": ("yes", "a_little", "not_this_time"), "do_differently": (), "agenda": ("mine", "both")},
    "commitment_later": {"did_it_happen": ("done", "partly", "not_yet"), "what_changed": ()},
}
OF_PARTNERS = ("before_session", "before_more", "after_session", "say_more", "reflect")
OF_LEADERS = ("leader_feedback", "commitment_later")
assert STORIES.keys() >= TALKS.keys()


def talk(tx: Transaction, now: datetime, at: datetime, chance: random.Random, whom: str, *, leads: bool) -> int:
    """Somebody has a conversation; some stop in the midst of it. How many answers they gave."""
    kind = chance.choice(OF_LEADERS if leads else OF_PARTNERS)
    begun, questions, given = new_id(at), TALKS[kind], 0
    said = chance.choices((len(questions), 1, 0), (85, 10, 5))[0]
    tx.run(
        """
        INSERT INTO conversations (id, person_id, kind, about, begun_at, ended_at)
        VALUES (:id, :person, :kind, '', :at, :ended)
        """,
        id=begun,
        person=whom,
        kind=kind,
        at=instant(at),
        ended=instant(at) if at < now - timedelta(days=1) else None,
    )
    for place, (question, options) in enumerate(questions.items()):
        if now - at < timedelta(days=ASKED_KEPT):
            _ask(tx, at, begun, question)
        if place >= said:
            break
        words = chance.choice(options) if options else sentence(chance, 60)
        answer = _answer(tx, at, (begun, whom, question), words if chance.random() < 0.9 else None)
        if not options and chance.random() < 0.3:
            _becomes(tx, at, answer, told=chance.random() < 0.8)
        given += 1
    return given


def _ask(tx: Transaction, at: datetime, talk: str, question: str) -> None:
    tx.run(
        """
        INSERT INTO asked (id, conversation_id, chat_id, question, wording, options, language, asked_at)
        VALUES (:id, :talk, 1, :question, 'How was it, as far as you like to say?', '[]', 'en', :at)
        """,
        id=new_id(at),
        talk=talk,
        question=question,
        at=instant(at),
    )


def _answer(tx: Transaction, at: datetime, where: Sequence[str], words: str | None) -> str:
    talk, whom, question = where
    answer_id = new_id(at)
    tx.run(
        """
        INSERT INTO answers (id, conversation_id, person_id, question, answer, value, wording, language, asked_at,
          answered_at, visible_to) VALUES (:id, :talk, :whom, :question, :words, :value,
          'How was it, as far as you like to say?', 'en', :at, :at, 'staff')
        """,
        id=answer_id,
        talk=talk,
        whom=whom,
        question=question,
        words=words or "",
        value=orjson.dumps(words).decode(),
        at=instant(at),
    )
    if words and " " in words:
        searching.index(tx, answer_id, words, words, "staff")
    return answer_id


def _becomes(tx: Transaction, at: datetime, answer: str, *, told: bool) -> None:
    tx.run(
        "INSERT INTO fates (id, answer_id, fate, set_at, told_at) VALUES (:id, :answer, 'read', :at, :told)",
        id=new_id(at),
        answer=answer,
        at=instant(at),
        told=instant(at + timedelta(days=9)) if told else None,
    )
    tx.run("UPDATE answers SET has_fate = TRUE WHERE id = :id", id=answer)
