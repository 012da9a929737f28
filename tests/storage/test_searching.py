"""Searching: by words as people type them, in every alphabet, a page at a time; and what is deleted is not found."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import erasing, facts, own_words, searching
from storage.database import Database, Transaction
from tests.console.answered import agree, say
from tests.databases import NOW
from tests.storage.test_consents import meet

DAY = timedelta(days=1)


def found(tx: Transaction, typed: str, *, before: str = "", limit: int = 9) -> list[str]:
    """The answers with these words."""
    meant = [searching.spellings(tx, word, list) for word in searching.folded(typed) if word not in searching.COMMON]
    return searching.with_words(tx, meant, before=before, limit=limit) if meant and all(meant) else []


def partner(tx: Transaction, telegram_id: int = 501) -> str:
    person = meet(tx, telegram_id)
    agree(tx, NOW, person, "take_part_health")
    return person


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Café's étage, NAÏVELY", ["the", "cafes", "etage", "naively"]),
        ("don\u2019t", ["dont"]),
        ("Straße ŵyn", ["strasse", "wyn"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("کِتاب", ["کتاب"]),
        ("well-being 24/7 snake_case", ["well", "being", "24", "7", "snake", "case"]),
        ("👩🏽‍🦽 ", []),
        ("x" * 90, ["x" * 40]),
    ],
)
def test_words_are_folded_to_what_everybody_would_type(text: str, words: list[str]) -> None:
    assert searching.folded(text) == words


def test_what_is_all_plain_letters_is_folded_as_it_is_among_others() -> None:
    for sign in map(chr, range(128)):
        text = f"aX{sign}b{sign} {sign}c{sign * 40}D"
        assert searching.folded(text) == searching.folded(f"é {text}")[1:], repr(sign)


async def test_it_forgives_accents_case_endings_and_slips_and_wants_every_word(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        ana = partner(tx)
        first = say(tx, NOW, ana, "The Consultant LISTENED to me on the étage.")
        second = say(tx, NOW + DAY, ana, "He was listening. The rota changed.")
        for typed in ("consultant", "CONSULT", "etage", "étage", "consultnat", "consultants etage", "the consultant"):
            assert found(tx, typed) == [first], typed
        assert found(tx, "listen") == [second, first]
        assert found(tx, "listen rota") == [second]
        assert found(tx, "listen", limit=1) == [second]
        assert found(tx, "listen", before=second) == [first]
        assert found(tx, "the") == found(tx, "elephant") == found(tx, "consultant rota") == []

    await database.write(unit)


async def test_choices_figures_and_what_was_spoken_are_not_among_the_words(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        ana = partner(tx)
        say(tx, NOW, ana, "Yes, gladly", value="yes")
        say(tx, NOW, ana, "Northern", kind="onboarding_partner", question="area", visible_to="figures")
        say(tx, NOW, ana, "a voice note, 0:03", value={"voice": "v", "label": "a voice note, 0:03"})
        both = {"parts": ["Typed besides", {"voice": "w", "label": "a voice note, 0:04"}]}
        mixed = say(tx, NOW, ana, "Typed besides\n\na voice note, 0:04", value=both)
        assert found(tx, "gladly") == found(tx, "northern") == found(tx, "voice") == []
        assert found(tx, "besides") == [mixed]

    await database.write(unit)


async def test_what_is_deleted_erased_or_unnamed_is_in_the_words_no_more(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        ana, eve = partner(tx), partner(tx, 502)
        tx.run("UPDATE people SET joined_at = met_at, name = 'Zebedee' WHERE id = :id", id=eve)
        one = say(tx, NOW, ana, "Aardvark in the corridor", kind="reflect", question="prompt_1")
        say(tx, NOW, eve, "Wombat in the corridor")
        say(tx, NOW, ana, "Zebedee", kind="pair", question="partner")
        mine = own_words.by_id(tx, NOW, ana, one)
        assert mine is not None
        own_words.delete(tx, NOW, ana, None, mine)
        assert found(tx, "aardvark") == []
        erasing.forget(tx, NOW, eve)
        assert found(tx, "wombat") == found(tx, "zebedee") == []
        assert tx.all("SELECT word FROM said_words") == []

    await database.write(unit)


async def test_what_was_said_before_words_were_kept_is_found_after_a_while(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        ana = partner(tx)
        said = [say(tx, NOW + place * DAY, ana, f"corridor {place}") for place in range(5)]
        tx.run("DELETE FROM said_words")
        rounds = 0
        while not searching.older_are_indexed(tx):
            searching.index_older(tx, NOW, 2)
            rounds += 1
        assert rounds == 3
        assert found(tx, "corridor") == said[::-1]
        assert facts.fact(tx, searching.INDEXED_UP_TO) == searching.ALL

    await database.write(unit)
