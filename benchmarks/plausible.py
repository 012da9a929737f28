"""Names, and words of a length such as people write, by chance."""

from __future__ import annotations

import random

NAMES = ("Ana", "Eve", "Ben", "Finn", "Gia", "Hal", "Zoë", "Siân", "Aoife", "Mohammed", "Priya", "Łukasz", "Mei")
SURNAMES = ("Fox", "Hill", "Price", "O'Neill", "Okafor", "Khan", "Evans", "Nowak", "Shah", "Murphy", "Lopez", "Ward")
WORDS = (
    "I",
    "we",
    "they",
    "you",
    "it",
    "was",
    "is",
    "felt",
    "heard",
    "asked",
    "told",
    "said",
    "thought",
    "wanted",
    "waited",
    "listened",
    "meeting",
    "ward",
    "clinic",
    "nurse",
    "leader",
    "manager",
    "question",
    "answer",
    "letter",
    "phone",
    "week",
    "month",
    "morning",
    "again",
    "never",
    "always",
    "sometimes",
    "because",
    "when",
    "after",
    "before",
    "and",
    "but",
    "so",
    "that",
    "this",
    "what",
    "how",
    "why",
    "help",
    "change",
    "easier",
    "harder",
    "quiet",
    "tired",
    "better",
    "worse",
    "together",
    "alone",
    "people",
    "story",
)
# Words that few people use, so that some are found seldom.
ENDS = (
    "ing",
    "ed",
    "er",
    "ly",
    "ment",
    "tion",
    "ness",
    "able",
    "ous",
    "ful",
    "ette",
    "ward",
    "dom",
    "ship",
    "ist",
    "ity",
)
RARE = tuple(f"{begin}{middle}{end}" for begin in "bdfgklmprst" for middle in ("ar", "el", "in", "o") for end in ENDS)


def sentence(chance: random.Random, most: int) -> str:
    """So many words at most."""
    many = chance.randint(3, most)
    words = [chance.choice(RARE if place % 3 == 2 else WORDS) for place in range(many)]
    return " ".join(words).capitalize() + "."
