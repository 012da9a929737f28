"""What becomes of recipients while their messages are on the way, called back and taken back; on every database."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from storage import books, broadcasts, cards, laying, outbox, people, recalls, recipients, sending
from storage.database import Database, Transaction
from storage.outbox import BROADCAST
from storage.values import instant
from tests.databases import NOW

LATER = NOW + timedelta(minutes=1)


def confirm(tx: Transaction, many: int) -> tuple[str, list[str]]:
    """A broadcast to so many people that is going out; its id, and theirs."""
    made_by = people.meet(tx, NOW, telegram_id=100, timezone="UTC").id
    ids = [people.meet(tx, NOW, telegram_id=200 + number, timezone="UTC").id for number in range(many)]
    broadcast = broadcasts.draft(tx, NOW, made_by=made_by, words="news")
    until = NOW + timedelta(days=7)
    broadcasts.confirm(tx, NOW, broadcast, by=made_by, second=False, people=many, starts_at=NOW, useful_until=until)
    broadcasts.move(tx, broadcast, "sending", "confirmed")
    recipients.fix(tx, NOW, broadcast, [(one, ()) for one in ids])
    return broadcast, ids


def lay(tx: Transaction, broadcast: str) -> list[str]:
    """Everybody's message is in the outbox; the ids of the messages."""
    laid = []
    for one in recipients.due(tx, NOW, broadcast, 100):
        person = people.by_id(tx, one.person_id or "")
        assert person is not None and person.telegram_id is not None
        message = outbox.add(
            tx,
            NOW,
            chat_id=person.telegram_id,
            payload={"text": "news"},
            person_id=person.id,
            priority=BROADCAST,
            reason="nudge_announcement",
            useful_until=NOW + timedelta(days=7),
        )
        laying.laid(tx, one.id, message.id)
        laid.append(message.id)
    return laid


def states(tx: Transaction, broadcast: str) -> Counter[tuple[str, str]]:
    return recipients.counts(tx, broadcast)


async def test_what_is_on_its_way_when_all_is_called_back_is_not_tried_again(database: Database) -> None:
    """One waits, one is being sent, one may have arrived, one was sent; then the one that is being sent comes back."""

    def unit(tx: Transaction) -> None:
        broadcast, _ = confirm(tx, 4)
        waits, on_its_way, perhaps, sent = lay(tx, broadcast)
        for message in (on_its_way, perhaps, sent):
            assert sending.claim(tx, NOW, message) == 1
        sending.uncertain(tx, perhaps, LATER, "no_answer")
        sending.sent(tx, NOW, sent, 7)
        broadcasts.move(tx, broadcast, "paused", "sending")
        assert laying.call_back(tx, NOW, broadcast, "waiting") == 1
        assert sending.claim(tx, LATER, waits) == sending.claim(tx, LATER, perhaps) == 0
        sending.postpone(tx, on_its_way, LATER, "too_many")
        assert sending.why_not(tx, LATER, on_its_way) == "too_late"
        sending.lapse(tx, LATER, on_its_way, "too_late")
        laying.settle(tx, LATER, broadcast)
        assert states(tx, broadcast) == {("waiting", ""): 2, ("uncertain", "no_answer"): 1, ("sent", ""): 1}
        assert len(recipients.due(tx, LATER, broadcast, 10)) == 2

    await database.write(unit)


async def test_what_came_too_late_by_itself_is_left_out(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        broadcast, _ = confirm(tx, 1)
        (message,) = lay(tx, broadcast)
        after = NOW + timedelta(days=8)
        sending.lapse(tx, after, message, "too_late")
        laying.settle(tx, after, broadcast)
        assert states(tx, broadcast) == {("left_out", "too_late"): 1}

    await database.write(unit)


async def test_what_was_tried_twice_is_told_apart_from_what_was_not(database: Database) -> None:
    """Whatever came of the second try: after the first it may have arrived."""

    def unit(tx: Transaction) -> None:
        broadcast, ids = confirm(tx, 4)
        sent, failed, lapsed, once = lay(tx, broadcast)
        for message in (sent, failed, lapsed):
            sending.claim(tx, NOW, message)
            sending.uncertain(tx, message, NOW, "sender_died")
        for message, end in ((sent, "sent"), (failed, "failed"), (lapsed, "lapsed"), (once, "sent")):
            tx.run("UPDATE outbox SET state = :end, done_at = :at WHERE id = :id", id=message, end=end, at=instant(NOW))
        laying.settle(tx, NOW, broadcast)
        assert states(tx, broadcast) == {
            ("sent", "perhaps_twice"): 1,
            ("uncertain", "sender_died"): 2,
            ("sent", ""): 1,
        }
        assert [one.person_id for one in recipients.in_doubt(tx, broadcast)] == ids[:3]

    await database.write(unit)


async def test_the_books_name_each_kind_of_mistake(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        broadcast, _ = confirm(tx, 3)
        first, second, third = lay(tx, broadcast)
        for number, message in enumerate((first, second, third)):
            sending.claim(tx, NOW, message)
            sending.sent(tx, NOW, message, number)
        laying.settle(tx, NOW, broadcast)

        def looked() -> tuple[int, int, int, int]:
            return (
                len(books.without_message(tx, NOW, broadcast)),
                len(books.sent_after_all(tx, broadcast)),
                len(books.sharing(tx, broadcast)),
                len(books.belonging_to_nobody(tx, broadcast, ["nudge_announcement"])),
            )

        assert looked() == (0, 0, 0, 0)
        tx.run("UPDATE recipients SET outbox_id = :first WHERE outbox_id = :second", first=first, second=second)
        assert looked() == (0, 0, 1, 1)
        tx.run("UPDATE recipients SET state = 'stopped' WHERE outbox_id = :third", third=third)
        assert looked() == (0, 1, 1, 1)
        tx.run("UPDATE outbox SET state = 'failed' WHERE id = :first", first=first)
        assert looked() == (2, 1, 1, 1)

    await database.write(unit)


async def test_what_is_to_be_taken_back_is_told_in_full(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        broadcast, ids = confirm(tx, 3)
        first, second, _ = lay(tx, broadcast)
        for number, message in enumerate((first, second)):
            sending.claim(tx, NOW, message)
            sending.sent(tx, NOW, message, 70 + number)
        laying.settle(tx, NOW, broadcast)
        assert recalls.want_back(tx, broadcast) == 2 and recalls.want_back(tx, broadcast) == 0
        assert recalls.older_than(tx, broadcast, NOW) == 0 and recalls.older_than(tx, broadcast, LATER) == 2
        one, other = recalls.to_take_back(tx, broadcast, 10)
        assert (one.person_id, one.chat_id, one.message_id) == (ids[0], 200, 70)
        deletion = outbox.add(tx, NOW, chat_id=200, payload={}, method="deleteMessage", priority=BROADCAST)
        recalls.taking_back(tx, one.id, deletion.id)
        recalls.taken_back(tx, other.id, "correcting", "older_than_48_hours")
        assert recalls.on_the_way(tx, broadcast) == 1 and recalls.to_take_back(tx, broadcast, 10) == []
        sending.claim(tx, NOW, deletion.id)
        sending.failed(tx, NOW, deletion.id, "cannot_delete")
        (ended,) = recalls.ended(tx, broadcast)
        assert (ended.method, ended.state, ended.why) == ("deleteMessage", "failed", "cannot_delete")
        assert recalls.is_open(tx, broadcast, "wanted") and recalls.counts(tx, broadcast) == {
            "wanted": 1,
            "correcting": 1,
        }
        recalls.taken_back(tx, one.id, "too_late", "cannot_delete")
        assert not recalls.is_open(tx, broadcast, "wanted") and recalls.is_open(tx, broadcast)
        assert recalls.noted(tx, broadcast, "correction") == [] and recalls.answered(tx, broadcast) == []

    await database.write(unit)


async def test_a_card_is_one_for_each_who_looks_and_the_newest_holds(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        broadcast, ids = confirm(tx, 2)
        for person, message in ((ids[0], "m1"), (ids[1], "m2"), (ids[0], "m3")):
            cards.put(tx, NOW, broadcast, person, outbox_id=message, handle="h", offers=("a", "b"), shown="now")
        assert [one.person_id for one in cards.of_broadcast(tx, broadcast)] == ids
        card = cards.of(tx, broadcast, ids[0])
        assert card is not None and card.offers == ("a", "b") and card.is_on_its_way
        edit = outbox.add(tx, NOW, chat_id=200, payload={}, method="editMessageText", priority=BROADCAST)
        cards.changed(tx, LATER, card, edit_id=edit.id, handle="h", offers=(), shown="then")
        changed = cards.of(tx, broadcast, ids[0])
        assert changed is not None and (changed.shown, changed.offers, changed.change) == ("then", (), "queued")
        cards.said_last(tx, card)
        assert cards.to_keep_up(tx) == [broadcast]  # somebody else follows it still

    await database.write(unit)
