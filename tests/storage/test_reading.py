"""Tags beside what was said, and readings of it: on each database."""

from __future__ import annotations

from datetime import timedelta

from storage import audit, beside, own_words, people, readable, readings, tags
from storage.database import Database, Transaction
from storage.values import instant
from tests.console.answered import agree, say
from tests.databases import NOW
from tests.storage.test_consents import meet

MINUTE = timedelta(minutes=1)


async def test_a_tag_is_known_by_its_name_renamed_and_merged_without_a_passage_twice(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        ana, cora = meet(tx), meet(tx, 502)
        tx.run("UPDATE people SET name = 'Cora' WHERE id = :id", id=cora)
        one, two = say(tx, NOW, ana), say(tx, NOW, ana)
        power, trust = tags.named(tx, NOW, " Power ", cora), tags.named(tx, NOW, "Trust", cora)
        assert tags.named(tx, NOW, "pówer", ana) == power
        assert tags.put(tx, NOW, power, one, 0, 5, cora) and not tags.put(tx, NOW, power, one, 0, 5, ana)
        assert tags.put(tx, NOW, trust, one, 0, 5, cora) and tags.put(tx, NOW, trust, two, 0, 5, cora)
        assert [(each.name, each.by) for each in tags.of_answer(tx, one)] == [("Power", "Cora"), ("Trust", "Cora")]
        assert not tags.rename(tx, trust, "POWER") and tags.rename(tx, trust, "Faith")
        assert tags.on_each(tx, [one, two]) == {one: ["Faith", "Power"], two: ["Faith"]}
        tags.merge(tx, trust, power)
        assert [(each.name, each.times) for each in tags.all_of(tx)] == [("Power", 2)]
        (passage,) = tags.of_answer(tx, two)
        assert not tags.take_off(tx, one, passage.id) and tags.take_off(tx, two, passage.id)

    await database.write(unit)


async def test_a_reading_is_noted_once_for_a_reason_and_a_reason_holds_half_an_hour(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        ana, cora = meet(tx), meet(tx, 502)
        said = [say(tx, NOW, ana), say(tx, NOW, ana)]
        for minutes in (0, 5):
            readings.note(tx, NOW + minutes * MINUTE, said, by=cora, read_as="coordinator")
        readings.note(tx, NOW, said[:1], by=cora, read_as="safeguarding-lead", reason="You rang.")
        readings.note(tx, NOW, ["gone"], by=cora, read_as="coordinator")
        seen = [(one.day, one.read_as, one.reason, one.times) for one in readings.of_person(tx, ana, 9)]
        assert seen == [("2026-03-02", "coordinator", "", 2), ("2026-03-02", "safeguarding-lead", "You rang.", 1)]
        assert len(readings.of_answer(tx, said[0], 9)) == 2
        readings.open_for(tx, NOW, ana, by=cora, reason="You rang.")
        assert readings.opened(tx, NOW + 29 * MINUTE, cora) == {ana: "You rang."}
        assert readings.opened(tx, NOW + 31 * MINUTE, cora) == readings.opened(tx, NOW, ana) == {}

    await database.write(unit)


async def test_a_look_is_told_with_the_role_of_then_the_latest_first(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        ana, cora, page = meet(tx), meet(tx, 502), ("person_looked_at",)
        audit.note(tx, NOW, actor=cora, action=page[0], about=ana)  # as of old, without what she was
        audit.note(tx, NOW + MINUTE, actor="ada", action="role_taken", about=cora, detail="coordinator")
        people.give_role(tx, NOW + 2 * MINUTE, cora, "learning-partner")

        def told(*actions: str) -> list[tuple[str, str]]:
            return [(one.looked_as, one.at) for one in readings.looks_at(tx, ana, actions, 9)]

        assert told(*page) == [("coordinator", instant(NOW))]
        readings.note_look(tx, NOW + 3 * MINUTE, page[0], ana, by=cora, roles=("safeguarding-lead",))
        for minutes in (4, 5):
            readings.note_look_once(tx, NOW + minutes * MINUTE, "interest_read", [ana], by=cora, roles=("coordinator",))
        assert told(*page) == [("safeguarding-lead", instant(NOW + 3 * MINUTE)), ("coordinator", instant(NOW))]
        assert told("interest_read") == [("coordinator", instant(NOW + 4 * MINUTE))]

    await database.write(unit)


async def test_what_it_means_to_them_goes_with_whoever_may_see_it(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        ana = meet(tx)
        agree(tx, NOW, ana, "take_part_health")
        told = {"kind": "reflect", "question": "prompt_1"}
        said = say(tx, NOW, ana, **told)
        (row,) = tx.all("SELECT conversation_id FROM answers")
        mine = say(tx, NOW, ana, "Power", kind="meaning", question="meaning", visible_to="me")
        own = tx.one("SELECT conversation_id FROM answers WHERE id = :id", id=mine)
        assert own is not None
        own_words.mean(tx, NOW, row["conversation_id"], own["conversation_id"])
        one = readable.by_id(tx, ("coordinator",), said)
        assert one is not None and beside.meaning(tx, one) == "Power"
        tx.run("UPDATE answers SET visible_to = 'learning' WHERE id = :id", id=said)
        one = readable.by_id(tx, ("coordinator",), said)
        assert one is not None and beside.meaning(tx, one) == ""

    await database.write(unit)
