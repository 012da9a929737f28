"""What staff published over the texts that came with the program, brought into the voices in which we speak."""

from __future__ import annotations

import re
from collections import defaultdict

from bot.chat.addresses import THOUGHT
from bot.chat.texts import Texts
from config.languages import FIRST
from config.made_from import shipped_texts
from storage import text_versions
from storage.database import Transaction
from storage.text_versions import Version

_PLACE = re.compile(r"\{(\w+)\}")


def catch_up(tx: Transaction, texts: Texts) -> bool:
    """Speak as was published last, by this process or another; whether anything had changed.

    Never from inside a change that may yet be undone: what is said afterwards must stand in the database.
    """
    steps = text_versions.how_many(tx)
    if steps == texts.as_of:
        return False
    texts.publish(published(tx), steps)
    return True


def published(tx: Transaction) -> dict[str, dict[str, str]]:
    """The words that stand in place of those that came with the program, by language and address."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for one in text_versions.standing(tx):
        if one.state == "live" and can_be_said(one):
            found[one.language][one.address] = one.words
    return dict(found)


def can_be_said(one: Version) -> bool:
    """Whether the code fills the places that these words have: after an upgrade it may fill others, and then what came
    with the program is said until somebody has looked."""
    english = shipped_texts(FIRST).get(one.address)
    if english is None:
        return one.address.startswith(THOUGHT) and not places(one.words)
    return places(one.words) == places(english)


def places(text: str) -> frozenset[str]:
    """The names of the places in a text that are filled when it is said."""
    return frozenset(_PLACE.findall(text))
