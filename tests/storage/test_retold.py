"""What others were shown of somebody's words goes from what we noted of it and sent, when the words go."""

from __future__ import annotations

import json

import pytest

from storage import (
    answers,
    askings,
    conversations,
    effects,
    erasing,
    outbox,
    own_words,
    pairings,
    parting,
    prompts,
    responses,
    threads,
)
from storage.answers import Given
from storage.database import Database, Transaction
from storage.values import instant
from tests.databases import NOW
from tests.storage.test_parting import LATER, everywhere, meet

WORDS = ["How sore I was.", 'She said "no", and I,\nwell, naïve Zoë.', "100% of it; it's O'Neil_"]


def say(tx: Transaction, who: str, kind: str, question: str, words: str, about: str | None = None) -> tuple[str, str]:
    """Somebody answers a question of a talk of this kind; the ids of the talk and the answer."""
    talk = conversations.begin(tx, NOW, who, kind, about=about).id
    given = Given(question, words, words, "What?", "en", instant(NOW), "staff", 1, None, None)
    return talk, answers.give(tx, NOW, who, talk, given)


def show(tx: Transaction, reader: str, words: str) -> None:
    """All that the program notes and sends when it shows these words to somebody."""
    talk = conversations.begin(tx, NOW, reader, "revealed").id
    effects.note(tx, NOW, talk, "theirs", "[]", {"mattered": words, "not_said": "skipped"})
    said = f"This is what Ana wrote: {words}"
    askings.note(tx, NOW, conversation_id=talk, chat_id=2, question="q", wording=said, options=(), language="en")
    answers.give(tx, NOW, reader, talk, Given("q", "Good.", "Good.", said, "en", instant(NOW), "staff", 2, None, None))
    outbox.add(tx, NOW, chat_id=2, person_id=reader, payload={"text": said})


def go(tx: Transaction, way: str, who: str, answer_id: str) -> None:
    if way == "words":
        parting.forget_words(tx, who)
    if way == "erased":
        erasing.forget(tx, LATER, who)
    if way == "this_one":
        old = own_words.by_id(tx, LATER, who, answer_id)
        assert old is not None
        own_words.delete(tx, LATER, who, None, old)


@pytest.mark.parametrize("way", ["words", "erased", "this_one"])
@pytest.mark.parametrize("words", WORDS)
async def test_what_the_other_one_of_a_pair_was_shown(database: Database, words: str, way: str) -> None:
    def unit(tx: Transaction) -> str:
        ana, ben = meet(tx, 1, "Ana", "partner"), meet(tx, 2, "Ben")
        pairings.propose(tx, NOW, partner_id=ana, leader_id=ben, from_on=NOW.date())
        _, answer_id = say(tx, ana, "reveal", "mattered", words)
        show(tx, ben, words)
        assert everywhere(tx).count(words) >= 3
        go(tx, way, ana, answer_id)
        assert [json.loads(row["result"])["not_said"] for row in tx.all("SELECT result FROM effects")] == ["skipped"]
        return everywhere(tx)

    held = await database.write(unit)
    assert words not in held and json.dumps(words)[1:-1] not in held
    assert json.dumps(words, ensure_ascii=False)[1:-1] not in held and "Good." in held


async def test_what_goes_on_as_nobodys_is_still_what_others_were_shown(database: Database) -> None:
    def unit(tx: Transaction) -> list[str]:
        ana, ben = meet(tx, 1, "Ana", "partner"), meet(tx, 2, "Ben")
        pairings.propose(tx, NOW, partner_id=ana, leader_id=ben, from_on=NOW.date())
        say(tx, ana, "reveal", "mattered", WORDS[0])
        show(tx, ben, WORDS[0])
        erasing.forget(tx, LATER, ana, besides=erasing.WORDS)
        return [row["payload"] for row in tx.all("SELECT payload FROM outbox")]

    assert WORDS[0] in (await database.write(unit))[0]


@pytest.mark.parametrize("way", ["words", "erased", "this_one"])
async def test_a_thought_that_staff_looked_at_and_did_not_take(database: Database, way: str) -> None:
    def unit(tx: Transaction) -> str:
        ana, cora = meet(tx, 1, "Ana", "partner"), meet(tx, 2, "Cora", "coordinator")
        _, answer_id = say(tx, ana, "suggest", "words", WORDS[1])
        prompts.decide(tx, NOW, prompts.suggest(tx, NOW, WORDS[1], "en", ana), theme=None)
        show(tx, cora, WORDS[1])
        go(tx, way, ana, answer_id)
        return everywhere(tx)

    held = await database.write(unit)
    assert WORDS[1] not in held and json.dumps(WORDS[1])[1:-1] not in held


@pytest.mark.parametrize("way", ["words", "erased", "this_one"])
async def test_what_was_passed_on_to_the_team(database: Database, way: str) -> None:
    def unit(tx: Transaction) -> str:
        ana, cora = meet(tx, 1, "Ana", "partner"), meet(tx, 2, "Cora", "coordinator")
        about = "00000000000000000001"
        tx.run(
            "INSERT INTO opportunities (id, timezone, state, made_at) VALUES (:id, 'UTC', 'open', :now)",
            id=about,
            now=instant(NOW),
        )
        responses.say(tx, NOW, about, ana, responses.INTERESTED)
        responses.add_words(tx, about, ana, statement=WORDS[0], needs="A lift")
        _, statement = say(tx, ana, "interested", "statement", WORDS[0], about)
        thread = threads.open_about(tx, NOW, person_id=ana, coordinator_id=cora, opportunity_id=about)
        talk, asked = say(tx, ana, "ask_about", "words_1", WORDS[2], about)
        for source, who, words in ((f"{talk}/words_1", ana, WORDS[2]), ("x/words_1", cora, "Yes, there is.")):
            threads.add(tx, NOW, thread.id, said_by=who, source=source, words=words, voice_id=None)
        for answer_id in (statement, asked):
            if way == "this_one" or answer_id == statement:
                go(tx, way, ana, answer_id)
        assert (way == "this_one") is ("A lift" in everywhere(tx)) is ("Yes, there is." in everywhere(tx))
        return everywhere(tx)

    held = await database.write(unit)
    assert WORDS[0] not in held and WORDS[2] not in held
