"""No question of a turn, of delivery or of a tick reads a whole table that grows, and no index is of no use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.actions import planning
from storage import (
    alerts,
    announced,
    audit,
    audit_found,
    books,
    broadcasts,
    cards,
    concern_lists,
    concern_notes,
    concerns,
    conversations,
    doors,
    email_addresses,
    emails,
    erasures,
    fates,
    figures_programme,
    figures_talk,
    groups,
    guesses,
    impact,
    inbox,
    kept_now,
    laying,
    links,
    mishaps,
    moves,
    notices,
    nudges,
    nudges_made,
    nudging,
    outbox,
    pages,
    pairings,
    queued,
    quotation_uses,
    reach,
    readable,
    readings,
    recalls,
    recipients,
    rhythms,
    searching,
    sending,
    sessions,
    sign_in_links,
    sign_ins,
    tags,
    text_versions,
    threads,
    transcripts,
    unanswered,
    uploads,
    voice_notes,
    words_read,
)
from storage.database import Row, Transaction
from storage.sqlite_transaction import SqliteTransaction
from storage.web_chats import FIRST
from storage.within import Within
from tests.cast import ANA, CORA, Member
from tests.conversations.room import Room
from tests.storage.canaries import shapes

GROW = {
    *("inbox", "outbox", "conversations", "asked", "answers", "answer_parts", "effects", "consents", "concerns"),
    *("notices", "audit", "quotations", "fates", "readings", "redemptions", "voice_notes"),
    *("nudges", "sessions", "pairings", "memberships", "commitments", "proposals"),
    *("recipients", "responses", "thread_messages"),
    *("said_words", "passages"),
}
NAMED = {
    "asked": "id, wording, options",
    "effects": "conversation_id, effect, details, result",
    "answers": "id, wording, answer, value",
    "outbox": "id, payload, file_text",
    "inbox": "id, body",
}
FEW = {  # hold only what is open
    *("inbox_open", "outbox_open", "conversations_open", "notices_unseen", "fates_to_tell", "answers_that_wait"),
    *("answers_for_figures",),  # a few of each person
}
IN_ORDER = {
    "answers_by_time",
    "answers_unasked",
    "answers_reflected",
}  # read from the newest on, for as long as a page is not full
# Asked once when somebody is forgotten or wants a copy, or when a coordinator looks; and what SQLite would look through
# only if a row pointed nowhere.
SELDOM = (
    "UPDATE inbox SET body = NULL, chat_id = NULL WHERE chat_id",
    "DELETE FROM outbox WHERE person_id IS NULL",
    "DELETE FROM notices WHERE about",
    "INSERT INTO people",
    "UPDATE nudges SET state = 'withdrawn', why = 'erased'",
    "DELETE FROM effects WHERE conversation_id IN",
    "UPDATE asked SET wording = ''",
    "SELECT action, done_at",
    "SELECT COUNT(*) AS sessions, COALESCE(SUM(minutes), 0)",
    *(f"SELECT {columns} FROM {table} WHERE LOWER(" for table, columns in NAMED.items()),
    "SELECT starts_at, minutes, sessions.timezone",
    "SELECT id, person_id, kind, contact_by, raised_at",
    "SELECT id, partner_id, leader_id",
    "SELECT COUNT(*) AS times FROM notices WHERE kind",
)


class Explaining(SqliteTransaction):
    """Writes down how SQLite finds the rows of each statement."""

    __slots__ = ("plans",)

    def __init__(self, connection: Any, driver: Any) -> None:
        super().__init__(connection, driver)
        self.plans: dict[str, list[str]] = {}

    def _rows(self, sql: str, values: dict[str, Any]) -> tuple[Any, list[Row]]:
        tidy = " ".join(sql.split())
        if tidy not in self.plans:
            explained = self._connection.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
            self.plans[tidy] = [row["detail"] for row in explained]
        return super()._rows(sql, values)


@pytest.fixture
def plans(tmp_path: Path) -> Iterator[dict[str, list[str]]]:
    """By statement, the steps of its plan, of all that a bot asks in its days."""
    room = Room(tmp_path)
    explaining = Explaining(room._connection, room._file.driver)
    room._tx = explaining
    room.welcomed(ANA)
    room.on_duty(CORA)
    room.write(lambda tx: arrange(tx, room))
    for command in ("menu", "settings", "consent", "notnow", "resume", "person", "pause", "resume", "stop", "start"):
        room.command(command)
    for typed in ("later", "tomorrow", "why", "not now", "hello", "yes", "later"):
        room.says(typed)
    room.command("today", CORA)
    room.command("mydata")
    room.says("yes, send it here")
    room.edits(3, "Annie")
    room.replies("What would you like to be called", "Annabel")
    room.write(lambda tx: deliver(tx, room))
    room.command("forgetme")
    room.says("delete it now")
    yield explaining.plans
    room.close()


def deliver(tx: Transaction, room: Room) -> None:
    """What delivery and the jobs ask."""
    person = room_person(tx)
    inbox.waiting(tx)
    unanswered.readable_to(tx, ("coordinator",), 9)
    fates.untold(tx, 9)
    quotation_uses.uses_of(tx, "a report")
    for priority in (0, 1, 2):
        sending.waiting(tx, room.now, priority, 10)
    sending.next_not_before(tx, room.now)
    mishaps.claimed_before(tx, room.now)
    mishaps.left_behind(tx, room.now)
    mishaps.moved(tx, 1, 2)
    message = outbox.add(tx, room.now, chat_id=1, payload={}, person_id=person)
    sending.claim(tx, room.now, message.id)
    sending.why_not(tx, room.now, message.id)
    sending.postpone(tx, message.id, room.now, "why")
    sending.sent(tx, room.now, message.id, 1)
    mishaps.unreachable(tx, room.now, 1, "blocked")
    outbox.recall(tx, room.now, "absence", person)
    guesses.note(tx, room.now, "who")
    nudging.unanswered(tx, room.now)
    nudging.written_since(tx, person, room.now)
    nudging.one_a_day_from(tx, room.now, person)
    queued.sent_to_many(tx, person)
    nudging.recall_waiting(tx, room.now, person)
    nudging.note_nudged(tx, room.now, "talk")
    pages.arrive(tx, room.now, FIRST)
    pages.newest(tx, person, 20)
    pages.said(tx, person, 20)
    pages.shows(tx, person, "handle")
    pages.file(tx, person, "message")
    links.behind(tx, room.now, links.make(tx, room.now, person))
    links.made_since(tx, person, room.now)
    doors.use(tx, room.now, person, doors.page_of(tx, room.now, person))
    doors.use(tx, room.now, person, ANA.chat_id)
    moves.end(tx, person)
    pages.sound(tx, person, "note")
    uploads.become_note(tx, room.now, uploads.keep(tx, room.now, person, b"sound"), "note")
    email_addresses.to_be_told(tx, room.now)
    emails.made_since(tx, person, "code", room.now)
    emails.claim(tx, room.now)
    emails.lapse(tx, room.now)
    note = voice_notes.receive(tx, room.now, person, file_id="f", seconds=1, size=1, media_type="audio/ogg")
    voice_notes.waiting(tx, room.now, 10)
    voice_notes.put_off(tx, note, room.now)
    voice_notes.keep(tx, room.now, note, b"sound")
    voice_notes.held(tx, person)
    voice_notes.of_person(tx, person)
    kept_now.was_kept(tx, room.now, person, 1)
    transcripts.next_asked(tx)
    transcripts.newest_of(tx, person)
    nudges.due(tx, room.now, 10)
    groups.name_is_free(tx, "Circle")
    sessions.planned_between(tx, room.now, room.now)
    sessions.of_series(tx, "series")
    erasures.due(tx, room.now)
    sign_in_links.next_at(tx, room.now, person)
    sign_in_links.works_until(tx, room.now, person)
    sign_ins.of_person(tx, person, room.now)
    audit.was_done(tx, "action", person, since=room.now)
    audit.was_done_by(tx, person, "action", person, since=room.now)
    audit_found.newest(tx, 10)
    audit.lately(tx, "role_taken", since=room.now, limit=10)
    text_versions.history(tx, "reflect.why", ("en",))
    conversations.everybodys_open(tx)
    conversations.everybodys_open(tx, ("reflect",))
    conversations.waited_for(tx, ("reflect",))
    readable.find(tx, ("coordinator",), readable.Wanted(), 10)
    readable.find(tx, ("coordinator",), readable.Wanted(people=(person,), ids=("a",)), 10)
    readable.find(tx, ("coordinator",), readable.Wanted(wordings=("a thought",)), 10)
    for kind in ("unasked", "reflection"):
        readable.find(tx, ("coordinator",), readable.Wanted(kinds=(kind,)), 10)
    searching.spellings(tx, "word", lambda words: words_read.of_these(tx, ("coordinator",), words or ["word"]))
    tags.seen_by(tx, room.now, person, ("coordinator",), ())
    nudges.waiting(tx, "session_changed", room.now)
    searching.with_words(tx, [["word"], ["words", "wordy"]], before="")
    readings.note(tx, room.now, ["answer"], by=person, read_as="coordinator")
    readings.opened(tx, room.now, person)
    readings.of_person(tx, person, 10)
    readings.looks_at(tx, person, ("person_looked_at",), 10)
    tags.of_answer(tx, "answer")
    figures_talk.by_day(tx, Within(room.now, room.now), figures_talk.CHECK_INS)
    figures_talk.by_question(tx, Within(room.now, room.now), "after_session")
    figures_programme.heard_back(tx, Within(room.now, room.now))
    figures_programme.promises(tx, Within(room.now, room.now), room.now.date())
    impact.outcomes(tx, Within(room.now, room.now))
    impact.read(tx, Within(room.now, room.now))
    reach.over_time(tx, room.now, room.now)
    sessions.between(tx, room.now, room.now)


def arrange(tx: Transaction, room: Room) -> None:
    """What a coordinator arranges, and what the clock starts because of it."""
    ana, cora = room_person(tx), room_person(tx, CORA)
    pairing = pairings.propose(tx, room.now, partner_id=ana, leader_id=cora, from_on=room.now.date())
    session = sessions.plan(tx, room.now, pairing_id=pairing, starts_at=room.now, timezone="UTC", series_id="series")
    planning.plan_session(tx, room.now, session)
    sessions.of_series(tx, "series")
    sessions.of_person(tx, ana, room.now, room.now)
    sessions.planned_between(tx, room.now, room.now)
    planning.unplan_session(tx, room.now, session.id, "why")
    planning.note(tx, room.now, ana, "silence")
    (note,) = nudges.due_of(tx, room.now, ana)
    nudges.due(tx, room.now, 10)
    nudges.postpone(tx, note.id, room.now)
    nudges.failed(tx, room.now, note.id, room.now, 3)
    nudges.made(tx, room.now, note.id)
    nudges.nothing_said(tx, note.id)
    nudges_made.planned_since(tx, ana, "silence", room.now)
    nudges_made.last_made_about(tx, ana, "silence", "")
    nudges_made.open_talks(tx, ana)
    nudging.silent_since(tx, room.now)
    nudges_made.note_instead(tx, room.now, ana, "silence", "why")
    broadcast = broadcasts.draft(tx, room.now, made_by=cora)
    now = room.now
    broadcasts.confirm(tx, now, broadcast, by=cora, second=False, people=1, starts_at=now, useful_until=now)
    recipients.fix(tx, room.now, broadcast, [(ana, ())])
    recipients.due(tx, room.now, broadcast, 10)
    laying.in_the_outbox(tx, broadcast)
    laying.moved(tx, "before", "message", on_page=False)
    laying.settle(tx, room.now, broadcast)
    laying.call_back(tx, room.now, broadcast, "waiting")
    recalls.want_back(tx, broadcast)
    recalls.to_take_back(tx, broadcast, 10)
    recalls.ended(tx, broadcast)
    recalls.noted(tx, broadcast, "correction")
    recalls.on_the_way(tx, broadcast)
    recalls.is_open(tx, broadcast)
    recalls.counts(tx, broadcast)
    recalls.older_than(tx, broadcast, room.now)
    recalls.answered(tx, broadcast)
    recipients.in_doubt(tx, broadcast)
    recipients.later(tx, room.now, broadcast)
    recipients.counts(tx, broadcast)
    books.without_message(tx, room.now, broadcast)
    books.sent_after_all(tx, broadcast)
    books.sharing(tx, broadcast)
    books.belonging_to_nobody(tx, broadcast, ("why",))
    cards.put(tx, room.now, broadcast, cora, outbox_id="message", handle="", offers=(), shown="")
    cards.of(tx, broadcast, cora)
    cards.of_broadcast(tx, broadcast)
    broadcasts.lately(tx, 5)
    announced.have_words(tx, "Hello.", now, "none")
    broadcasts.running(tx)
    broadcasts.unproven(tx)
    broadcasts.agreeing(tx)
    rhythms.of_people(tx, [ana], room.now)
    rhythms.of_people(tx, [str(number) for number in range(600)], room.now)
    queued.of_people(tx, [ana], room.now)
    queued.of_people(tx, [str(number) for number in range(600)], room.now)
    threads.was_said(tx, broadcast, "a/words_1")
    notices.see(tx, room.now, cora, ["notice"])
    notices.ever_noted(tx, "kind", ana)
    concerns.by_id(tx, "concern")
    concern_notes.of_concern(tx, "concern")
    alerts.of_concern(tx, "concern")
    audit.about(tx, "concern", "concern_taken", "concern_handed", limit=10)
    audit.later(tx, audit.head(tx), "concern", "concern_taken", "concern_handed")
    audit.later(tx, audit.head(tx), "", "fate_taken_back")
    concern_lists.unanswered(tx)
    concerns.holds(tx, cora)
    alerts.of_round(tx, "concern", room.now)
    alerts.last_told(tx, "concern", cora)
    concerns.close(tx, room.now, "concern", cora, "")


def room_person(tx: Transaction, who: Member = ANA) -> str:
    row = tx.one("SELECT id FROM people WHERE telegram_id = :id", id=who.chat_id)
    assert row is not None
    return str(row["id"])


def test_nothing_reads_a_whole_table_that_grows(plans: dict[str, list[str]]) -> None:
    assert len(plans) > 60
    assert [(sql, step) for sql, steps in plans.items() for step in steps if reads_all(sql, step)] == []


def reads_all(sql: str, step: str) -> bool:
    scan = re.match(r"SCAN (?P<table>\w+)(?: USING (?:COVERING )?INDEX (?P<index>\w+))?", step)
    if scan is None or sql.startswith(SELDOM):
        return False
    of = re.search(rf"(\w+) AS {scan['table']}\b", sql)
    newest = sql.endswith(" LIMIT 1") and "WHERE" not in sql
    return (of[1] if of else scan["table"]) in GROW and scan["index"] not in FEW | IN_ORDER and not newest


def test_the_answers_to_a_question_are_found_by_it_and_not_through_every_talk_of_the_kind(tmp_path: Path) -> None:
    room = Room(tmp_path)
    explaining = Explaining(room._connection, room._file.driver)
    wanted = readable.Wanted(talk="after_session", questions=("heard",))
    readable.find(explaining, ("coordinator",), wanted, 26)
    (steps,) = explaining.plans.values()
    assert steps[0] == "SEARCH answers USING INDEX answers_to_question (question=?)"
    room.close()


def test_every_index_is_used_or_leads_to_what_hangs_on_a_row(plans: dict[str, list[str]], tmp_path: Path) -> None:
    schema = (Path(__file__).parents[2] / "storage/schema.sql").read_text()
    indexes = {name: (table, column) for name, table, column in re.findall(r"INDEX (\w+) ON (\w+) \((\w+)", schema)}
    hanging = {(shape.table, shape.name) for shape in shapes() if shape.refers_to}
    used = {name for steps in plans.values() for step in steps for name in re.findall(r"INDEX (\w+)", step)}
    unique = {"inbox_once", "groups_that_stand"}
    assert {name for name, leads in indexes.items() if name not in used and leads not in hanging} <= unique


def test_what_hangs_on_a_row_that_goes_is_found_without_reading_all() -> None:
    schema = (Path(__file__).parents[2] / "storage/schema.sql").read_text()
    led = set(re.findall(r"INDEX \w+ ON (\w+) \((\w+)[^;]*\)(?! WHERE)", schema))
    led |= {(table, column) for table, column in re.findall(r"TABLE (\w+) \([^;]*?PRIMARY KEY \((\w+),", schema)}
    parents = {"answers", "conversations"}  # of which many go when one person does
    needed = {(shape.table, shape.name) for shape in shapes() if shape.refers_to in parents}
    assert needed <= led
