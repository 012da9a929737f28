"""No reason reaches the team as a word of ours, or in the words of another: each that the program gives has its own."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from bot import fortnight, fortnight_words
from bot.actions import audience_look, audiences, grouping, locking, pairing, progress, reaching, signing_in
from bot.jobs import due, laying, to_many
from bot.rules import nudging, staying, who_gets_it
from bot.rules.nudging import OPEN_CONCERN, OUTDATED, PAUSED, SAID_NO, TAKEN_BACK, TOO_LATE
from console import groups, my_sign_ins, pairings, proving, team, two_accounts, who_asks
from console import pairing as a_pairing
from console import signing_in as signing_in_there
from storage import merging as accounts
from storage import restoring, sending
from tests.said import all_texts

TEXTS = all_texts()


def given(*code: Any, after: str = r"(?:return|else|why=|\.id,)") -> set[str]:
    """The words of ours that this code hands on as a reason: those that stand after this."""
    found = (re.findall(rf'{after}\s*"([a-z]+(?:_[a-z]+)*)"', inspect.getsource(each)) for each in code)
    return {word for words in found for word in words}


def keys(code: Callable[..., Any]) -> set[str]:
    """The words of ours that stand as keys in this code."""
    return given(code, after="[{,]") & {word for word in re.findall(r'"(\w+)":', inspect.getsource(code))}


BARRED = (
    given(reaching.barred, reaching.barred_besides, after="(?:return|else|or)")
    | keys(reaching.barred_besides)
    | {OPEN_CONCERN, PAUSED, SAID_NO, OUTDATED, TAKEN_BACK}
)
LET_GO = BARRED | {TOO_LATE} | given(nudging.decide, nudging._alone, nudging._behind_another) - {"another_first"}
NOT_SENT = given(sending.why_not, sending._not_agreed) | {restoring.WHY}


def test_the_reasons_are_found() -> None:
    assert {"unreachable", "deleting", "not_agreed", "erased"} <= BARRED
    assert {"after_downtime", "no_room", "outside_their_hours", "another_was_more_useful", "too_late"} <= LET_GO
    assert {"too_late", "open_concern", "not_agreed"} <= NOT_SENT


def test_whoever_is_left_out_of_what_goes_to_many_is_so_for_a_reason_that_is_told() -> None:
    reasons = NOT_SENT | LET_GO - {"after_downtime"} | given(laying, to_many.unwanted)
    assert "no_point_any_more" in reasons
    assert reasons - progress.LEFT_OUT.keys() == {"went_wrong"}
    assert set(progress.LEFT_OUT.values()) <= {one.removeprefix("left_out_") for one in progress.LINES}


def test_a_note_that_is_held_back_is_so_for_a_reason_that_is_told() -> None:
    reasons = NOT_SENT - {restoring.WHY} | LET_GO | keys(nudging._free) | given(due, laying, to_many.unwanted)
    reasons |= {"another_first"} | given(fortnight, after=r"\.kind,")
    assert reasons - {"left_the_group", "went_wrong", "opportunity"} <= fortnight_words.BECAUSE.keys()


def test_whoever_would_fit_and_is_left_out_is_so_for_a_reason_that_is_told() -> None:
    reasons = keys(who_gets_it.why_not) | {"asked_already"}
    for language in TEXTS.languages:
        told = TEXTS.voice(language).labels(audiences.STORY, "left_out_because", reasons - {*audience_look.NOT_NOW})
        assert all(told.values())


TOLD: dict[str, tuple[set[str], Mapping[str, Any]]] = {
    "two accounts stay two": (given(accounts.why_not) | {*accounts._REFUSED}, two_accounts.CANNOT),
    "no pairing is made": (given(pairing, after="refused="), pairings.REFUSED),
    "no group is formed": (given(grouping.why_not, after=r"\["), groups.NOT_FORMED),
    "a pairing stays": (given(pairing.undo) - {"undone", "undone_aloud"}, a_pairing.NOT_UNDONE),
    "nobody joins a group": (given(grouping.why_not_add), groups.NOT_ADDED),
    "a group stays": (given(grouping.why_not_undo), groups.NOT_UNDONE),
    "a sign-in is over": (
        given(locking, signing_in, proving, my_sign_ins, team, signing_in_there, after=r"end(?:_all)?\(.*,")
        | given(staying.why_over, who_asks._signed_in, after="(?:return|over =)"),
        my_sign_ins.ENDED,
    ),
}


@pytest.mark.parametrize("what", TOLD)
def test_it_is_told_why(what: str) -> None:
    reasons, told = TOLD[what]
    assert reasons and reasons <= told.keys()
