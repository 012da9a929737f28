"""Lines of a file of values with quotation marks in it, closed and forgotten."""

from __future__ import annotations

import pytest

from bot.rules.csv_lines import cells, lines

# As a spreadsheet saves a cell with a line break, a forgotten mark beside one, and two forgotten ones.
TAKEN_APART = [
    (
        'name,role\n"Bo\nof Leeds",partner\nAl,leader',
        [(1, "name,role"), (2, '"Bo\nof Leeds",partner'), (4, "Al,leader")],
    ),
    ('a;b\r\n"x\r\n\r\ny";"1\r\n2"\r\n', [(1, "a;b"), (2, '"x\n\ny";"1\n2"')]),
    ('a,b\n"Bo,1\n\nAl,2', [(1, "a,b"), (2, None), (4, "Al,2")]),
    ('a,b\nsay "Bo,1\n"Al,2\nCy,3', [(1, "a,b"), (2, None), (3, None), (4, "Cy,3")]),
    ('"' + "\nAl,2" * 99 + '"', [(1, None), *((at, "Al,2") for at in range(2, 100)), (100, None)]),
]


@pytest.mark.parametrize(("text", "found"), TAKEN_APART)
def test_a_value_may_have_line_breaks_and_a_forgotten_mark_takes_no_other_line_with_it(
    text: str, found: list[tuple[int, str | None]]
) -> None:
    assert lines(text) == found


def test_values_have_one_space_between_words_however_long_they_are() -> None:
    assert cells('"Bo\n  of Leeds", partner', ",") == ["Bo of Leeds", "partner"]
    assert cells(f"{'A' * 200_000},partner", ",") == ["A" * 200_000, "partner"]
    assert cells('"Bo" of Leeds,partner', ",", strict=True) is None
