"""Which English a translation was made from is written down, so that one whose English changed is known to be stale."""

from __future__ import annotations

import pytest

from config.gaps import languages_begun
from config.made_from import Made, brought_up, mark, out_of_date, stale

ENGLISH = {"a.hello": "Hello.", "a.bye": "Bye."}
WELSH = {"a.hello": "Helo.", "a.bye": "Hwyl."}
KNOWN = brought_up(ENGLISH, WELSH, {})
CHANGED = {**ENGLISH, "a.bye": "See you on Friday."}


@pytest.mark.parametrize("code", languages_begun())
def test_no_translation_that_comes_with_the_program_is_stale(code: str) -> None:
    assert stale(code) == []


def test_what_was_recorded_is_in_order() -> None:
    assert KNOWN["a.hello"] == Made(mark("Hello."), mark("Helo."))
    assert out_of_date(ENGLISH, WELSH, KNOWN) == []


def test_a_translation_whose_english_changed_is_stale_until_it_is_touched() -> None:
    said = ["stale: a.bye, its English is now 'See you on Friday.'"]
    assert out_of_date(CHANGED, WELSH, KNOWN) == said
    assert out_of_date(CHANGED, WELSH, brought_up(CHANGED, WELSH, KNOWN)) == said  # to record again does not help
    touched = {**WELSH, "a.bye": "Wela i chi ddydd Gwener."}
    assert out_of_date(CHANGED, touched, brought_up(CHANGED, touched, KNOWN)) == []


def test_somebody_can_say_that_it_still_fits() -> None:
    assert out_of_date(CHANGED, WELSH, brought_up(CHANGED, WELSH, KNOWN, "a.b")) == []
    assert out_of_date(CHANGED, WELSH, brought_up(CHANGED, WELSH, KNOWN, "b.")) != []


def test_what_is_not_recorded_and_what_is_gone_is_told() -> None:
    more = {**ENGLISH, "a.new": "New."}
    assert out_of_date(more, {**WELSH, "a.new": "Newydd."}, KNOWN) == ["not recorded: a.new (voices words --record)"]
    less = {"a.hello": "Hello."}
    (line,) = out_of_date(less, {"a.hello": "Helo."}, KNOWN)
    assert line.startswith("recorded, and there is no such text: a.bye")
    assert set(brought_up(less, {"a.hello": "Helo."}, KNOWN)) == {"a.hello"}
