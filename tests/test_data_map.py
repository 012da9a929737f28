"""The data map: every column is on it, every class is told, and the documents say what it says."""

from __future__ import annotations

from bot.actions import kept
from bot.commands import map_docs
from bot.conversations import STORIES
from bot.wording.needing import needed_by
from storage import data_map, health, terms
from tests.storage.canaries import shapes


def test_every_column_is_on_the_map_once() -> None:
    mapped = [(each.table, column) for each in data_map.TABLES for column in (*each.given, *each.inner)]
    assert len(mapped) == len(set(mapped))
    assert set(mapped) == {(shape.table, shape.name) for shape in shapes()}


def test_what_is_left_sealed_or_done_for_others_are_columns_of_its_table() -> None:
    for each in data_map.TABLES:
        named = {*each.left_columns, *each.sealed, *each.by_others}
        assert named <= {*each.given, *each.inner}, each.table


def test_every_class_of_what_is_kept_is_told() -> None:
    assert {each.kind for each in data_map.TABLES} == {*kept.CLASSES, *map_docs.OTHERS}
    assert set(kept.CLASSES.values()) <= set(terms.TERMS)


def test_the_page_on_retention_says_what_the_map_says() -> None:
    assert map_docs.PAGE.read_text(encoding="utf-8") == map_docs.page(), "run: python -m bot.commands.map_docs"


def test_what_somebody_gets_in_their_copy_is_told_where_they_ask_what_is_kept() -> None:
    told = {each.kind for each in data_map.TABLES if each.given} - {"program"}  # their organisation's name
    assert told <= set(kept.CLASSES), told - set(kept.CLASSES)


def test_of_every_conversation_it_is_decided_whether_health_is_told_in_it() -> None:
    asking = {
        name
        for name, story in STORIES.items()
        if not story.roles and any(options is not None for _, options in needed_by(story.tell))
    }
    assert asking <= health.TOLD_IN | health.ASKED_OTHERWISE
    assert set(STORIES) >= health.TOLD_IN | health.ASKED_OTHERWISE
