"""Which prompt comes next: nothing twice before the others, what was chosen, what fits the stage, in a fair order."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.reflecting import STAGES, THEMES, Prompt, fewer, fitting, next_prompt, stage_of

LIBRARY = [
    Prompt(f"{theme}_{stage}_{number}", theme, stage, "Why?")
    for theme in THEMES
    for stage in STAGES
    for number in range(2)
]
libraries = st.lists(st.sampled_from(LIBRARY), unique=True)
some_themes = st.sets(st.sampled_from(THEMES))


def told(library: list[Prompt], themes: Collection[str], stage: str, times: int) -> list[Prompt]:
    """What somebody is offered one after the other."""
    offered: dict[str, str] = {}
    given = []
    for at in range(times):
        chosen = next_prompt(library, offered, themes, stage)
        assert chosen is not None
        offered[chosen.id] = f"{at:06}"
        given.append(chosen)
    return given


@given(libraries.filter(bool), some_themes, st.sampled_from(STAGES))
def test_none_comes_twice_before_all_others_that_fit_have_come_and_then_in_the_same_order(
    library: list[Prompt], themes: set[str], stage: str
) -> None:
    fits = fitting(library, themes, stage)
    first_round, second_round = divide(told(library, themes, stage, 2 * len(fits)))
    assert sorted(one.id for one in first_round) == sorted(one.id for one in fits)
    assert second_round == first_round


def divide(given: list[Prompt]) -> tuple[list[Prompt], list[Prompt]]:
    return given[: len(given) // 2], given[len(given) // 2 :]


@given(libraries, some_themes, st.sampled_from(STAGES))
def test_what_fits_is_of_the_theme_and_the_stage_wherever_there_is_such_a_one(
    library: list[Prompt], themes: set[str], stage: str
) -> None:
    wanted = [one for one in library if (not themes or one.theme in themes) and one.stage in (stage, "any")]
    assert fitting(library, themes, stage) == wanted or not wanted
    assert (fitting(library, themes, stage) == []) == (library == [])


@given(some_themes, st.sampled_from(STAGES))
def test_the_themes_take_turns(themes: set[str], stage: str) -> None:
    wanted = themes or {*THEMES}
    one_each = told(LIBRARY, themes, stage, len(wanted))
    assert {one.theme for one in one_each} == wanted


def test_an_empty_library_offers_nothing() -> None:
    assert next_prompt([], {}, (), "any") is None


def test_what_is_at_the_front_comes_first_but_not_twice() -> None:
    front = LIBRARY[40].id, LIBRARY[30].id
    library = [*(one for one in LIBRARY if one.id in front), *(one for one in LIBRARY if one.id not in front)]
    first = next_prompt(library, {}, (), LIBRARY[30].stage, front)
    assert first is not None and first.id in front
    second = next_prompt(library, {one: "1" for one in front}, (), "any", front)
    assert second is not None and second.id not in front


def test_a_theme_that_is_empty_gives_way_to_anything() -> None:
    library = [one for one in LIBRARY if one.theme != "power"]
    assert next_prompt(library, {}, ["power"], "middle") == library[0]


def test_a_theme_without_a_prompt_for_the_stage_offers_one_for_another_stage() -> None:
    library = [one for one in LIBRARY if one.theme != "power" or one.stage == "ending"]
    chosen = next_prompt(library, {}, ["power"], "beginning")
    assert chosen is not None and (chosen.theme, chosen.stage) == ("power", "ending")


BEGUN = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("days", "until", "stage"),
    [
        (0, 90, "beginning"),
        (29, 90, "beginning"),
        (30, 90, "middle"),
        (59, 90, "middle"),
        (60, 90, "ending"),
        (120, 90, "ending"),
        (-5, 90, "beginning"),
        (41, None, "beginning"),
        (42, None, "middle"),
        (900, None, "middle"),
        (0, 0, "beginning"),
    ],
)
def test_the_stage_is_a_third_of_the_way(days: int, until: int | None, stage: str) -> None:
    end = None if until is None else BEGUN + timedelta(days=until)
    assert stage_of(BEGUN + timedelta(days=days), BEGUN, end) == stage


@pytest.mark.parametrize(("every", "then"), [(7, 14), (14, 28), (28, 0), (0, 0)])
def test_fewer_is_half_as_often_and_at_last_never(every: int, then: int) -> None:
    assert fewer(every) == then
