"""What takes long the first time: each piece of it can be done beforehand, and is kept."""

from __future__ import annotations

from datetime import date

from bot.rules.bank_holidays import off_days
from console.page import TEMPLATES
from console.warming import pieces
from tests.said import all_texts


def test_every_template_and_what_the_texts_say_is_ready_before_anybody_looks() -> None:
    for piece in pieces(date(2026, 3, 2), all_texts().languages):
        piece()
    assert TEMPLATES.cache is not None
    assert {*TEMPLATES.list_templates(extensions=["html"])} <= {name for _, name in TEMPLATES.cache.keys()}  # noqa: SIM118
    assert off_days("wales", "")(date(2027, 1, 1))
