"""What is typed into a field of a form is read, or its fault is said."""

from __future__ import annotations

from console.forms import Form


def test_of_a_text_that_is_too_long_nothing_else_is_looked_at() -> None:
    form = Form({"name": "https://a.example/" + "x" * 60_000})
    form.text("name", most=60, links=False)
    assert form.errors["name"].startswith("Make it shorter: there is room for 60 letters")


def test_a_number_of_thousands_of_figures_is_none() -> None:
    form = Form({"hours": "000000000001" + "9" * 5000})
    form.number("hours", 0, 99)
    assert form.errors == {"hours": "Type a whole number from 0 to 99."}
