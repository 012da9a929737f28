"""What was planned for one person goes when they have answered, and all that others had of somebody who is erased."""

from __future__ import annotations

from datetime import timedelta

from storage import askings, conversations, effects, erasing, nudges, people
from storage.database import Database, Transaction
from tests.databases import NOW
from tests.storage.test_commitments import keep, meet

DAY = timedelta(days=1)


def plan(tx: Transaction, person_id: str, kind: str, about: str) -> None:
    nudges.plan(tx, NOW, person_id=person_id, kind=kind, about=about, due_at=NOW, useful_until=NOW + DAY)


def two(tx: Transaction) -> tuple[str, str, str]:
    """The partner, the leader and their session, by their ids."""
    leader, session = meet(tx)
    partner = people.in_chat(tx, 501)
    assert partner is not None
    return partner.id, leader, session


async def test_only_this_persons_notes_of_these_kinds_about_this_are_withdrawn(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        ana, ben, session = two(tx)
        for person_id, kind, about in (
            (ana, "session_after", session),
            (ana, "reveal", session),
            (ana, "session_after", "another"),
            (ben, "session_after", session),
        ):
            plan(tx, person_id, kind, about)
        assert nudges.withdraw_for(tx, NOW, ana, session, "talked_about", "session_after") == 1
        assert not nudges.is_planned(tx, ana, "session_after", session)
        assert nudges.is_planned(tx, ana, "reveal", session)
        assert nudges.is_planned(tx, ana, "session_after", "another")
        assert nudges.is_planned(tx, ben, "session_after", session)
        assert nudges.withdraw_for(tx, NOW, ana, session, "talked_about") == 1

    await database.write(unit)


async def test_nobody_is_written_to_about_what_an_erased_person_promised_or_wanted_to_pass_on(
    database: Database,
) -> None:
    def unit(tx: Transaction) -> None:
        ana, ben, session = two(tx)
        promise = keep(tx, ben, session)
        thanks = conversations.begin(tx, NOW, ben, "thanks", about=session).id
        for kind, about in (("seen", promise), ("thanks", thanks), ("revealed", session)):
            plan(tx, ana, kind, about)
        plan(tx, ana, "reflection", "")
        erasing.forget(tx, NOW, ben)
        assert [one.kind for one in nudges.planned_of(tx, ana)] == ["reflection"]

    await database.write(unit)


async def test_the_talks_of_others_forget_the_words_of_an_erased_person(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        ana, ben, session = two(tx)
        promise = keep(tx, ben, session)
        for kind, about in (("commitment_seen", promise), ("revealed", session)):
            talk = conversations.begin(tx, NOW, ana, kind, about=about)
            effects.note(tx, NOW, talk.id, "theirs", "{}", {"words": "I listen first."})
            askings.note(
                tx,
                NOW,
                conversation_id=talk.id,
                chat_id=501,
                question="",
                wording="I listen first.",
                options=(),
                language="en",
            )
        erasing.forget(tx, NOW, ben)
        assert tx.all("SELECT effect FROM effects") == []
        assert [row["wording"] for row in tx.all("SELECT wording FROM asked")] == ["", ""]

    await database.write(unit)
