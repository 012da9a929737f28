"""What a person can be reached by."""

from __future__ import annotations

import pytest

from bot.rules.ways import has_address, has_number

URDU = str.maketrans("0123456789", "".join(map(chr, range(0x6F0, 0x6FA))))


@pytest.mark.parametrize("typed", ["+44 7700 900123", "0770-090-0123 after six", "ring 07700900123".translate(URDU)])
def test_a_number_that_can_be_rung(typed: str) -> None:
    assert has_number(typed)


@pytest.mark.parametrize("typed", ["after two", "after 14:30", "you have it", "2"])
def test_what_nobody_can_ring(typed: str) -> None:
    assert not has_number(typed)


@pytest.mark.parametrize(
    ("typed", "found"), [("it is ana@example.org", True), ("ana at example", False), ("@ana", False)]
)
def test_an_address_that_can_be_written_to(typed: str, found: bool) -> None:
    assert has_address(typed) == found
