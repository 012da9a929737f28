"""`:names` for PostgreSQL's driver."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.named import with_percents


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("WHERE id = :id AND x=:x_2", "WHERE id = %(id)s AND x=%(x_2)s"),
        ("SELECT :a::text, b::int", "SELECT %(a)s::text, b::int"),
        ("SELECT ':no' || :yes", "SELECT ':no' || %(yes)s"),
        ("SELECT 'it''s :no' , :yes", "SELECT 'it''s :no' , %(yes)s"),
        ('SELECT ":no" FROM x WHERE :yes', 'SELECT ":no" FROM x WHERE %(yes)s'),
        ("SELECT 5 % 2 WHERE a LIKE '10%' AND :a", "SELECT 5 %% 2 WHERE a LIKE '10%%' AND %(a)s"),
        ("-- about :no\nSELECT :yes /* :no\n :no */", "-- about :no\nSELECT %(yes)s /* :no\n :no */"),
        ("SELECT $$ :no $$, $a$ :no $$ $a$, :yes", "SELECT $$ :no $$, $a$ :no $$ $a$, %(yes)s"),
        ("VALUES (:a,:b)", "VALUES (%(a)s,%(b)s)"),
        ("SELECT '12:30'", "SELECT '12:30'"),
    ],
)
def test_only_names_are_rewritten(written: str, sent: str) -> None:
    assert with_percents(written) == sent.encode()


@given(st.text(st.sampled_from("abc '%\u00e9\n"), max_size=30))
def test_a_literal_says_the_same_afterwards(words: str) -> None:
    literal = "'" + words.replace("'", "''") + "'"
    sent = with_percents(f"SELECT {literal}, :name").decode()
    assert sent % {"name": "x"} == f"SELECT {literal}, x".replace("%(name)s", "x")
