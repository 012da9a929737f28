"""Figures as they are drawn: how long each bar is, in per cent and pixels. Words keep their size on every screen."""

from __future__ import annotations

from dataclasses import dataclass

from bot.rules.figures import Figure, spread

ROW = 46  # pixels of a line: words, and a bar below them
HEAD = 24  # of a line that is a name alone
LONGEST_BAR = 78  # per cent of the width, so that there is room for its number
SHORTER_BAR = 58  # where a part of each has its number, too
LETTERS = 34  # of a label in the drawing; the table has all of it
HIGHEST, UNDER, OVER = 150, 26, 20  # pixels: of a column, and for words under and over it
MANY_COLUMNS = 13  # from which on a small screen shows every other number
FEW_COLUMNS = 3  # up to which there is room under each for two days
LABELS = 5  # under the columns: more would run into each other on a phone


@dataclass(frozen=True, slots=True)
class Bar:
    """One line: `whole` per cent long, `part` of it filled (None where there is one number alone)."""

    label: str
    number: str
    at: int
    whole: float
    part: float | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One column: from `left`, `wide` (both per cent); `whole` pixels high, `part` of it filled."""

    label: str
    number: str
    left: float
    middle: float
    wide: float
    whole: float
    part: float
    spare: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """All of one figure. Where a part of each is filled, `key` says what the whole and the part are."""

    height: int
    bars: tuple[Bar, ...] = ()
    columns: tuple[Column, ...] = ()
    key: tuple[str, ...] = ()


def drawn(figure: Figure) -> Drawing | None:
    """The drawing of a figure; None of one that shows nothing."""
    if not figure.is_shown or figure.shape == "none":
        return None
    if figure.shape == "beside":
        return _beside(figure)
    return _columns(figure) if figure.shape == "columns" else _bars(figure)


def _bars(figure: Figure) -> Drawing:
    most = max((one.values[0] or 0 for one in figure.lines), default=0) or 1
    in_part = len(figure.columns) > 1
    longest = SHORTER_BAR if in_part else LONGEST_BAR
    bars = []
    for place, line in enumerate(figure.lines):
        whole, part = line.values[0], line.values[1] if in_part else None
        length = longest * (whole or 0) / most
        filled = None if not in_part else longest * (part or 0) / most
        hidden = whole is None
        bars.append(Bar(_short(line.label), _number(whole, part, in_part), place * ROW, length, filled, hidden))
    return Drawing(len(bars) * ROW, bars=tuple(bars), key=figure.columns[:2] if in_part else ())


def _beside(figure: Figure) -> Drawing:
    """A bar for each number, those of a line below its name."""
    most = max((value or 0 for line in figure.lines for value in line.values), default=0) or 1
    bars, at = [], 0
    for line in figure.lines:
        bars.append(Bar(f"{_short(line.label)}:", "", at, 0, None, False))
        at += HEAD
        for column, value in zip(figure.columns, line.values, strict=True):
            bars.append(Bar(_short(column), _narrow(value), at, LONGEST_BAR * (value or 0) / most, None, value is None))
            at += ROW
    return Drawing(at, bars=tuple(bars))


def _number(whole: int | None, part: int | None, in_part: bool) -> str:
    if whole is None or not in_part or part is None:
        return _narrow(whole)
    return f"{_narrow(part)} of {_narrow(whole)}"


def _narrow(number: int | None) -> str:
    """What the table tells, in less room."""
    return spread(number).replace(" to ", "\N{EN DASH}")


def _columns(figure: Figure) -> Drawing:
    most = max((one.values[0] or 0 for one in figure.lines), default=0) or 1
    many = len(figure.lines)
    step, every = 100 / many, -(-many // LABELS)
    columns = []
    for place, line in enumerate(figure.lines):
        whole, part = line.values[0] or 0, line.values[1] or 0
        columns.append(
            Column(
                label="" if place % every else _time(line.label, many),
                number="" if not whole else _narrow(part) if many <= LABELS else str(part),  # in the room there is
                left=round(place * step + step * 0.12, 3),
                middle=round(place * step + step * 0.5, 3),
                wide=round(step * 0.76, 3),
                whole=round(HIGHEST * whole / most, 1),
                part=round(HIGHEST * part / most, 1),
                spare=many > MANY_COLUMNS and place % 2 == 1,
            )
        )
    key = (figure.columns[0], f"{figure.columns[1]}, the number above")
    return Drawing(HIGHEST + UNDER + OVER, columns=tuple(columns), key=key)


def _time(label: str, many: int) -> str:
    """What stands under a column: all of its time where there is room, or else from when it is."""
    first, to, last = label.partition(" to ")
    if not to:
        return label
    return f"{first} to {last}" if many <= FEW_COLUMNS else f"from {first}"


def _short(label: str) -> str:
    return label if len(label) <= LETTERS else f"{label[:LETTERS].rstrip()}…"
