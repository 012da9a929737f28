"""The open page on method cannot go stale: each figure of the rules is in it, or is said to be no rule."""

from __future__ import annotations

import inspect
import re
from datetime import time, timedelta
from typing import Any

from bot import notes_told, rules_told
from bot.actions import reaching
from bot.rules import nudging
from bot.rules.kinds import KINDS
from bot.rules_told import HELD_BACK, RULES, in_words
from tests.rules_watched import NO_RULE, WATCHED


def is_figure(value: Any) -> bool:
    if isinstance(value, dict):
        return bool(value) and all(is_figure(one) for one in value.values())
    if isinstance(value, tuple):
        return bool(value) and all(is_figure(one) for one in value)
    return isinstance(value, int | float | timedelta | time) and not isinstance(value, bool)


def test_every_figure_of_the_rules_is_told_or_is_no_rule() -> None:
    told = {figure for rules in RULES.values() for rule in rules for figure in rule.of}
    for module in WATCHED:
        source = inspect.getsource(module)
        for name, value in vars(module).items():
            own = re.search(rf"^(?:\w+, )*{name}\b.*=", source, re.MULTILINE)  # not what it imports
            if name.isupper() and name[0] != "_" and own and is_figure(value):
                assert (module, name) in told | NO_RULE, f"{module.__name__}.{name}: tell it in bot/rules_told.py"


def test_a_rule_has_a_place_for_each_of_its_figures_and_says_it_as_people_do() -> None:
    for rules in RULES.values():
        for rule in rules:
            assert rule.says.count("{}") == len(rule.of), rule.says
            assert "{" not in rule.told()
    assert rules_told.SAFETY[1].told().endswith("at these times from then on: at once, 15 minutes, 30 minutes, 1 hour.")
    assert [in_words(one) for one in (timedelta(hours=36), timedelta(days=1), 3, time(9))] == [
        "36 hours",
        "1 day",
        "3",
        "09:00",
    ]


def test_each_reason_not_to_write_is_told() -> None:
    code = inspect.getsource(reaching.barred) + inspect.getsource(reaching.barred_besides)
    named = set(re.findall(r'"([a-z_]+)"', code)) - {""}
    named |= {
        getattr(nudging, name) for name in re.findall(r"\b(OPEN_CONCERN|PAUSED|SAID_NO|OUTDATED|TAKEN_BACK)\b", code)
    }
    assert named == HELD_BACK.keys()


def test_every_kind_of_note_is_told_the_most_useful_first() -> None:
    found = notes_told.notes()
    assert {one.kind for one in found} == KINDS.keys()
    assert [one.rank for one in found] == sorted(one.rank for one in found)
    (closed,) = (one for one in found if one.kind == "concern_closed")
    assert {*notes_told.AT_ONCE.values()} <= {*closed.holds}  # what is told at once, whatever their hours, is named
