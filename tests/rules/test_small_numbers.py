"""What a figure hides cannot be worked out by somebody who knows how it is made: every programme of a size is told, and
where two look alike, none of their small numbers is certain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import pytest

from bot.rules.figures import FEWEST, Figure, Line
from bot.rules.periods import Period, last_months
from bot.rules.small_numbers import FEW, Span, amount, in_spans, is_small, parts_of, rest_have, rounded, share
from console.figures_about import About
from console.figures_by_month import by_month, in_turn
from console.figures_drawn import drawn
from console.figures_of_programme import of_hearing_back, of_opportunities, of_promises, of_sessions
from console.figures_of_stopping import of_stopping
from console.figures_of_talk import of_people, of_voice, who_is_not_counted
from console.report_parts import of_reading
from storage.figures_programme import Heard, Offered, Promises, Sessions
from storage.figures_talk import People, Put, Said
from storage.impact import Read
from tests.said import all_texts


def parts(many: int, most: int) -> Iterator[tuple[int, ...]]:
    """Every way in which so many numbers come to at most this."""
    if not many:
        yield ()
        return
    for first in range(most + 1):
        for others in parts(many - 1, most - first):
            yield (first, *others)


def steps(many: int, most: int) -> Iterator[tuple[int, ...]]:
    """Every way in which so many numbers follow one another from at most this, and none is larger than the last."""
    for first in range(most + 1) if many else ():
        for others in steps(many - 1, first) if many > 1 else ((),):
            yield (first, *others)


def is_guarded(worlds: Iterable[tuple[int, ...]], tell: Callable[[tuple[int, ...]], object]) -> None:
    """No number from one to four is the same in all that are told alike."""
    alike: dict[object, list[tuple[int, ...]]] = defaultdict(list)
    for world in worlds:
        alike[tell(world)].append(world)
    assert len(alike) > 1
    for told, found in alike.items():
        for numbers in zip(*found, strict=True):
            assert len({*numbers}) > 1 or not is_small(numbers[0]), (told, found)


def words(figure: Figure) -> object:
    """All that it tells."""
    return figure.sentence, figure.denominator, figure.silence, figure.lines


def test_numbers_are_rounded_and_small_ones_hidden_with_what_they_could_be_worked_out_from() -> None:
    assert parts_of({"yes": 21, "no": 9, "hard": 0}) == {"yes": 20, "no": 10, "hard": 0}
    assert parts_of({"yes": 20, "no": 9, "hard": 2, "": 0}) == {"yes": 20, "no": 10, "hard": None, "": None}
    assert parts_of({"yes": 8, "no": 8, "hard": 1}) == {"yes": None, "no": None, "hard": None}
    assert parts_of({"yes": 3}) == {"yes": None}
    assert (share(18, 23), share(0, 12), share(3, 13)) == (
        "18 to 22 of 23 to 27",
        "none of about 10",
        f"{FEW} of about 15",
    )
    # What is read as a share is the share that it is: six of eight is not half, and seven of seven is not some of five.
    assert (share(6, 8), share(7, 7), share(62, 83)) == (
        "5 to 7 of 8 to 12",
        "most or all of about 5",
        "about 60 of about 85",
    )
    assert (rest_have(6, 8, "not"), rest_have(7, 7, "not"), rest_have(9, 20, "not")) == (
        "At most 7 have not.",
        "At most four have not.",
        "6 to 14 have not.",
    )
    assert Line("", (5, 0, None, 60)).told == ("5 to 7", "0", "hidden", "60")
    assert (share(6, 7), share(4, 8), share(1, 3)) == (
        "most or all of about 5",
        "some of about 10",
        f"some or none of {FEW}",
    )


@pytest.mark.parametrize(("many", "most"), [(3, 32), (4, 17), (5, 12)])
def test_the_parts_of_a_whole(many: int, most: int) -> None:
    def tell(world: tuple[int, ...]) -> object:
        return amount(sum(world)), tuple(parts_of({str(place): count for place, count in enumerate(world)}).values())

    is_guarded(parts(many, most), tell)


def test_one_number_and_what_is_left_of_a_whole() -> None:
    def tell(world: tuple[int, ...]) -> object:
        whole, part = sum(world), world[0]
        return amount(whole), share(part, whole), rest_have(part, whole, "not answered")

    is_guarded(parts(2, 42), tell)


def test_numbers_that_are_parts_of_one_another() -> None:
    def tell(world: tuple[int, ...]) -> object:
        return tuple(map(rounded, world))

    is_guarded(steps(3, 32), tell)
    rests = ((last, more - last, most - more) for most, more, last in steps(3, 32))
    is_guarded(rests, lambda world: tell((sum(world), world[0] + world[1], world[0])))


FIGURES: dict[str, tuple[Callable[[], Iterable[tuple[int, ...]]], Callable[[tuple[int, ...]], Figure]]] = {
    "sessions": (lambda: parts(5, 12), lambda world: of_sessions(Sessions(*(*world, 0, 9)))),
    "sessions that moved": (
        lambda: ((moved, sum(steps) - moved) for steps in parts(1, 22) for moved in range(steps[0] + 1)),
        lambda world: of_sessions(Sessions(sum(world), 0, 0, 0, 0, moved=world[0], people=9)),
    ),
    "promises": (lambda: parts(6, 9), lambda world: of_promises(Promises(*(*world, 6)))),
    "opportunities": (
        lambda: steps(5, 12),
        lambda world: of_opportunities(Offered(*(2, *world, 8))),
    ),
    "hearing back": (
        lambda: parts(6, 9),
        lambda world: of_hearing_back(Heard(dict(zip((1, 10, 20, 40), world[:4], strict=True)), world[4], world[5], 8)),
    ),
    "stopping": (
        lambda: parts(3, 22),
        lambda world: of_stopping(all_texts().first, "after_session", sum(world), 9, [Put("heard", *world)]),
    ),
    "reading": (
        lambda: (world for world in parts(3, 17) if sum(world) >= FEWEST),
        lambda world: of_reading(Read(sum(world), 9, sum(world[:2]), {"coordinator": world[0]})),
    ),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_with_all_its_words(name: str) -> None:
    worlds, tell = FIGURES[name]
    is_guarded(worlds(), lambda world: words(tell(world)))


def test_figures_of_one_report_are_not_taken_from_each_other() -> None:
    """Who answered check-ins, beside those of them who agreed that what they said is counted; and what was said, beside
    what of it waits to be heard back of."""

    def answering(world: tuple[int, ...]) -> object:
        *options, kept_back, silent = world
        told, given = sum(options), {name: count for name, count in zip("abc", options, strict=True) if count}
        said = Said(given, told + silent, told, kept_back)
        voice = of_voice(
            "voices", ("", "partners"), said, {name: name for name in given}, who_is_not_counted(kept_back)
        )
        return of_people(People(told + kept_back + silent, told + kept_back)), words(voice)

    is_guarded((world for world in parts(5, 12) if sum(world[:3]) >= FEWEST), answering)

    def words_of_people(world: tuple[int, ...]) -> object:
        heard, decided, waiting, more, unread = world
        heard_back = of_hearing_back(Heard({3: heard}, decided, waiting, 9))
        said = heard + decided + waiting + more
        return words(heard_back), words(of_reading(Read(said, 9, said - unread, {})))

    said = (world for world in parts(4, 12) if sum(world[:3]) >= FEWEST)
    is_guarded(((*world, unread) for world in said for unread in range(sum(world) + 1)), words_of_people)


def test_figures_of_some_months_are_not_taken_from_those_of_others() -> None:
    """Whoever sees every run of whole months knows no more than who sees each month."""
    january = date(2026, 1, 1)
    about = About(cast(Any, None), all_texts().first, datetime(2026, 4, 1, tzinfo=UTC), "", last_months(january))
    runs = [Period(date(2026, first, 1), date(2026, last, 15)) for first in (1, 2) for last in range(first, 3)]

    def tell(world: tuple[int, ...]) -> object:
        def answered(asked: About) -> list[Figure]:
            no, yes = (sum(world[2 * (each.first.month - 1) + at] for each in asked.period.months()) for at in (0, 1))
            denominator, silence = of_people(People(no + yes, yes))
            return [Figure("answering", "?", "", denominator, 9, silence)]

        told = (by_month(replace(about, period=each), answered) for each in runs)
        return tuple((words(figure), figure.notes) for figures in told for figure in figures)

    def added_up(world: tuple[int, ...]) -> object:
        january, february = (People(sum(each), each[1]) for each in (world[:2], world[2:]))
        both = People(january.asked + february.asked, january.answered + february.answered)
        return tuple(map(of_people, (january, february, both)))

    is_guarded(parts(4, 12), tell)
    with pytest.raises(AssertionError):  # which is why they are not
        is_guarded(parts(4, 12), added_up)


def test_months_stand_beside_each_other_and_what_shows_nothing_is_a_note() -> None:
    def told(*months: str) -> Figure:
        shown = {"January": (7,), "March": (9, 6), "April": (9, 0), "May": (8, 6)}
        figures = [
            Figure("f", "?", "So.", "Of 9.", 9, columns=("Times",), lines=lines_of(*shown.get(month, ())))
            for month in months
        ]
        return in_turn([(month, [figure]) for month, figure in zip(months, figures, strict=True)])[0]

    def lines_of(*numbers: int) -> tuple[Line, ...]:
        return tuple(Line(label, (number,)) for label, number in zip("ab", numbers, strict=False))

    alone = told("January", "February")
    assert (alone.sentence, alone.columns, alone.lines) == ("January: So.", ("Times",), lines_of(7))
    assert alone.notes == ("February: So. Of 9.",)
    assert told("February").sentence == "February: So." and not told("February").is_shown
    both = told("January", "February", "March")
    assert (both.sentence, both.columns, both.shape) == ("March: So.", ("January", "March"), "beside")
    assert both.lines == (Line("a", (7, 9)), Line("b", (None, 6)))
    drawing = drawn(both)
    assert drawing is not None  # each number has its bar, below the name of its line
    assert [(bar.label, bar.number) for bar in drawing.bars[3:]] == [
        ("b:", ""),
        ("January", "hidden"),
        ("March", "5\u20138"),
    ]
    halves = replace(alone, columns=("Asked", "Answered"), lines=(Line("a", (9, 5)), Line("b", (8, 5))))
    turned = replace(halves, lines=halves.lines[::-1])
    lines = in_turn([("January", [halves]), ("February", [turned])])[0].lines
    assert [line.label for line in lines] == [
        f"{month}: {label}" for month in ("January", "February") for label in "ba"
    ]
    many = told("January", "March", "April", "May")
    assert (many.columns, many.lines[1]) == (("a", "b"), Line("March", (9, 6)))


def test_weeks_are_told_together_until_nothing_in_them_is_small() -> None:
    monday = date(2026, 3, 2)

    def spans(*weeks: tuple[int, int]) -> list[Any]:
        told = in_spans([Span(_week(at), _week(at), *week) for at, week in enumerate(weeks)])
        return [
            ((one.first - monday).days // 7, (one.last - monday).days // 7, one.asked, one.answered) for one in told
        ]

    def _week(at: int) -> date:
        return monday + timedelta(days=7 * at)

    assert spans((6, 6), (7, 0), (10, 5)) == [(0, 0, 6, 6), (1, 1, 7, 0), (2, 2, 10, 5)]
    assert spans((0, 0), (0, 0), (1, 1), (0, 0), (4, 4), (6, 6), (0, 0)) == [(2, 4, 5, 5), (5, 5, 6, 6)]
    assert spans((6, 6), (7, 0), (2, 1)) == [(0, 2, 15, 7)]
    assert spans((3, 1), (0, 0)) == spans((6, 4)) == spans((0, 0)) == spans() == []


def _weeks(world: Sequence[int]) -> list[Span]:
    pairs = zip(world[::2], world[1::2], strict=True)
    return [Span(date(2026, 3, at), date(2026, 3, at), yes + no, yes) for at, (yes, no) in enumerate(pairs, 1)]


def test_what_one_of_those_weeks_was_stays_uncertain() -> None:
    def tell(world: tuple[int, ...]) -> object:
        told = _weeks(world)
        asked, answered = sum(one.asked for one in told), sum(one.answered for one in told)
        spans = [(one.first, one.last, rounded(one.asked), rounded(one.answered)) for one in in_spans(told)]
        return amount(asked), share(answered, asked), tuple(spans)

    is_guarded(parts(4, 17), tell)
    for world in parts(4, 10):
        assert all(
            count == 0 or count >= FEWEST for one in in_spans(_weeks(world)) for count in (one.asked, one.answered)
        )
