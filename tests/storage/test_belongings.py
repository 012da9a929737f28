"""The reading of somebody's records works on every kind of database."""

from __future__ import annotations

from storage import conversations, invites, people, redemptions
from storage.belongings import theirs
from storage.database import Database, Transaction
from storage.people import pronouns_of
from tests.databases import NOW


async def test_everything_about_somebody_is_read(database: Database) -> None:
    def come_in(tx: Transaction) -> str:
        person = people.meet(tx, NOW, telegram_id=7_100_000_001, timezone="Europe/London")
        invite = invites.redeem(tx, NOW, code=invites.make(tx, NOW, role="partner"))
        assert invite is not None
        redemptions.note(tx, NOW, invite.id, person.id)
        people.call(tx, person.id, name="Ana", pronouns="she/her", language="en")
        return person.id

    person_id = await database.write(come_in)
    held = await database.read(lambda tx: theirs(tx, person_id))
    assert held["person"][0]["name"] == "Ana"
    assert [one["role"] for one in held["invites"]] == ["partner"]
    assert held["readings"] == held["fates"] == held["quotations"] == []
    assert await database.read(lambda tx: pronouns_of(tx, person_id)) == "she/her"


async def test_what_was_begun_is_read_in_words(database: Database) -> None:
    def unit(tx: Transaction) -> list[object]:
        ana = people.meet(tx, NOW, telegram_id=7_100_000_001, timezone="Europe/London").id
        talk = conversations.begin(tx, NOW, ana, "check_in")
        shown = []
        for draft in (None, '{"parts": [[7, "It was"], [8, "fine"]]}', '{"chosen": ["lifts"]}', '{"chosen": null}'):
            talk.draft = draft
            conversations.save(tx, talk)
            shown += [one["draft"] for one in theirs(tx, ana)["conversations"]]
        return shown

    assert await database.write(unit) == [None, "It was\nfine", "lifts", None]
