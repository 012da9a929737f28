"""Retention: each class of what is kept goes at its term and not a day before, and the audit log says how much."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.jobs import retention
from storage import (
    answers,
    askings,
    audit,
    concerns,
    conversations,
    facts,
    guesses,
    inbox,
    invites,
    machine,
    notices,
    nudges_made,
    outbox,
    pairings,
    people,
    sending,
    terms,
    transcripts,
    voice_notes,
)
from storage.answers import Given
from storage.database import Transaction
from storage.inbox import Arrived
from storage.values import instant, new_id
from tests.agreeing import agree
from tests.cast import ANA, BEN, MONDAY
from tests.jobs.people import ask, settle
from tests.playing import Player

DAY = timedelta(days=1)
A_MOMENT = timedelta(microseconds=1)


def receive(tx: Transaction, now: datetime) -> str:
    arrived = Arrived(new_id(now), 1, ANA.chat_id, '{"text":"hello"}', "hash")
    inbox.store(tx, now, 4242, [arrived])
    return arrived.id


def handled(tx: Transaction, now: datetime) -> None:
    inbox.finish(tx, now, receive(tx, now))


def set_aside(tx: Transaction, now: datetime) -> None:
    inbox.set_aside(tx, now, receive(tx, now), "malformed")


def erased_while_new(tx: Transaction, now: datetime) -> None:
    inbox.wipe(tx, receive(tx, now))


def erased_after_a_failure(tx: Transaction, now: datetime) -> None:
    inbox_id = receive(tx, now)
    inbox.fail(tx, now, inbox_id, "ValueError")
    inbox.wipe(tx, inbox_id)


def sent(tx: Transaction, now: datetime) -> None:
    message = outbox.add(tx, now, chat_id=1, payload={"text": "hello"}, file_name="a", file_text="b")
    sending.sent(tx, now, message.id, 1)


def fleeting(tx: Transaction, now: datetime) -> None:
    outbox.add(tx, now, chat_id=1, payload={"text": "hello"}, fleeting=True)


def asked(tx: Transaction, now: datetime) -> None:
    talk = conversations.begin(tx, now, settle(tx, now), "check_in")
    askings.note(tx, now, conversation_id=talk.id, chat_id=1, question="q", wording="Well?", options=(), language="en")
    talk.ended_at = instant(now)
    conversations.save(tx, talk)


def seen_notice(tx: Transaction, now: datetime) -> None:
    notices.note(tx, now, "person_stopped", "somebody")
    tx.run("UPDATE notices SET seen_at = :now", now=instant(now))


def voice_note(tx: Transaction, now: datetime) -> None:
    note = voice_notes.receive(tx, now, settle(tx, now), file_id="f", seconds=1, size=1, media_type="audio/ogg")
    voice_notes.keep(tx, now, note, b"sound")


def written_down(tx: Transaction, now: datetime) -> None:
    who = settle(tx, now)
    note = voice_notes.receive(tx, now, who, file_id="f", seconds=1, size=1, media_type="audio/ogg")
    given = Given(
        "q", {"voice": note, "label": "a note"}, "a note", "Well?", "en", instant(now), "me", None, None, None
    )
    transcripts.ask(tx, now, who, answers.give(tx, now, who, None, given), [note], "en")


def settled_note(tx: Transaction, now: datetime) -> None:
    nudges_made.note_instead(tx, now, settle(tx, now), "silence", "a_person_was_told")


def long_over(tx: Transaction, now: datetime) -> None:
    settle(tx, now)


def closed_concern(tx: Transaction, now: datetime) -> None:
    cora = settle(tx, now, role="coordinator")
    concerns.close(tx, now, concerns.raise_(tx, now, cora, None, "person"), cora, "")


def proof_of_the_erased(tx: Transaction, now: datetime) -> None:
    """A yes that stood until then: it is of use no more, and its withdrawal neither."""
    somebody = people.meet(tx, now, telegram_id=ANA.chat_id, timezone="Europe/London").id
    people.joined(tx, now, somebody)
    tx.run("UPDATE people SET erased_at = :now WHERE id = :id", now=instant(now), id=somebody)
    agree(tx, now, somebody, "take_part")


def unused_invite(tx: Transaction, now: datetime) -> None:
    invites.make(tx, now - timedelta(days=14), role="partner")


def left(tx: Transaction, now: datetime) -> None:
    people.leave(tx, now, settle(tx, now, role="coordinator"))


ONE_YES = "consents WHERE decision = 'given'"
CLASSES: dict[str, tuple[Callable[[Transaction, datetime], None], timedelta, str, str]] = {
    "a body that came in": (handled, 7 * DAY, "inbox WHERE body IS NOT NULL", "received"),
    "a body that was set aside": (set_aside, 30 * DAY, "inbox WHERE body IS NOT NULL", "set_aside"),
    "an id of what was handled": (handled, 30 * DAY, "inbox", "ids"),
    "an id of what was set aside": (set_aside, 30 * DAY, "inbox", "ids"),
    "an id of what was erased while it was new": (erased_while_new, 30 * DAY, "inbox", "ids"),
    "an id of what was erased after a failure": (erased_after_a_failure, 30 * DAY, "inbox", "ids"),
    "the words of a message": (sent, 30 * DAY, "outbox WHERE payload IS NOT NULL OR file_text IS NOT NULL", "sent"),
    "that there was a message": (sent, 396 * DAY, "outbox", "rows"),
    "an answer to a stranger": (fleeting, DAY, "outbox", "fleeting"),
    "a question as it was asked": (asked, 396 * DAY, "asked", "asked"),
    "the sound of a voice note": (voice_note, 90 * DAY, "voice_notes WHERE content IS NOT NULL", "sounds"),
    "what was written down of one": (written_down, 90 * DAY, "transcripts", "transcripts"),
    "a note that was decided": (settled_note, 396 * DAY, "nudges", "nudges"),
    "somebody whose programme ended": (long_over, 730 * DAY, "people WHERE erased_at IS NULL", "people"),
    "somebody who left": (left, 30 * DAY, "people WHERE erased_at IS NULL", "left"),
    "a closed concern": (closed_concern, 2190 * DAY, "concerns", "concerns"),
    "what the erased agreed to": (proof_of_the_erased, 2190 * DAY, ONE_YES, "consents"),
    "an invite that nobody used": (unused_invite, 14 * DAY, "invites", "invites"),
    "a notice that was seen": (seen_notice, 90 * DAY, "notices", "notices"),
}


def count(tx: Transaction, where: str) -> int:
    row = tx.one(f"SELECT COUNT(*) AS times FROM {where}")
    assert row is not None
    return int(row["times"])


@pytest.mark.parametrize("kind", CLASSES)
async def test_it_goes_at_its_term_and_not_before_and_that_is_told(kind: str, player: Player) -> None:
    keep, term, where, word = CLASSES[kind]
    now = player.clock.now()
    await player.database.write(lambda tx: keep(tx, now))
    await sweep(player, term)
    assert await player.database.write(lambda tx: count(tx, where)) == 1
    await sweep(player, DAY)
    assert await player.database.write(lambda tx: count(tx, where)) == 0
    assert f"{word}=1" in (await told(player))[-1]


async def test_another_term_can_be_chosen(player: Player) -> None:
    now = player.clock.now()
    await player.database.write(lambda tx: terms.choose(tx, now, {"voice_notes": 3}))
    await player.database.write(lambda tx: voice_note(tx, now))
    await sweep(player, 4 * DAY)
    assert "sounds=1" in (await told(player))[-1]


async def test_whoever_still_works_with_somebody_is_not_past_a_term(player: Player) -> None:
    def unit(tx: Transaction) -> None:
        ana, ben = settle(tx, MONDAY), settle(tx, MONDAY, BEN, "leader")
        pair = pairings.propose(tx, MONDAY, partner_id=ana, leader_id=ben, from_on=MONDAY.date())
        for side in ("partner", "leader"):
            pairings.say(tx, MONDAY, pair, side, "yes")

    await player.database.write(unit)
    await sweep(player, 3000 * DAY)
    assert await player.database.write(lambda tx: count(tx, "people WHERE erased_at IS NULL")) == 2


async def sweep(player: Player, later: timedelta) -> None:
    player.clock.advance(later)
    await retention.nightly(player.running)


async def told(player: Player) -> list[str]:
    sql = "SELECT detail FROM audit WHERE actor = 'retention' ORDER BY id"
    return [row["detail"] for row in await player.database.write(lambda tx: tx.all(sql))]


async def test_wrong_codes_are_forgotten_after_a_day_though_nobody_guesses_again(player: Player) -> None:
    await player.database.write(lambda tx: guesses.note(tx, MONDAY, "who"))
    await sweep(player, DAY)
    assert await player.database.write(lambda tx: count(tx, "guesses")) == 2
    await sweep(player, DAY)
    assert await player.database.write(lambda tx: count(tx, "guesses")) == 0
    assert "guesses=2" in (await told(player))[-1]


async def test_what_is_still_of_use_stays_however_old(player: Player) -> None:
    def unit(tx: Transaction) -> None:
        receive(tx, MONDAY)
        notices.note(tx, MONDAY, "person_stopped", "somebody")
        ask(tx, MONDAY, ana := settle(tx, MONDAY, role="coordinator"))
        outbox.add(tx, MONDAY, chat_id=1, payload={}, person_id=ana)

    await player.database.write(unit)
    await sweep(player, 1000 * DAY)
    tables = ("inbox WHERE body IS NOT NULL", "notices", "conversations", "outbox WHERE payload IS NOT NULL", "people")
    assert await player.database.write(lambda tx: [count(tx, one) for one in tables]) == [1, 1, 1, 1, 1]


async def test_it_is_done_once_a_day_and_when_the_clock_ran_back(player: Player) -> None:
    for later, times in ((DAY, 1), (DAY - A_MOMENT, 1), (A_MOMENT, 2), (-DAY, 3), (timedelta(hours=1), 3)):
        await sweep(player, later)
        assert len(await told(player)) == times
    assert await player.database.read(audit.first_broken) is None


async def test_what_was_deleted_is_not_in_the_log_beside_the_file(player: Player, tmp_path: Path) -> None:
    await player.database.write(lambda tx: handled(tx, MONDAY))
    await sweep(player, 8 * DAY)
    await retention.tidily(player.running)
    assert (tmp_path / "voices.db-wal").stat().st_size == 0


async def test_a_night_that_failed_is_known_until_one_goes_well(player: Player) -> None:
    now = player.clock.now()

    async def keep(chosen: str) -> None:
        await player.database.write(lambda tx: facts.note(tx, now, "terms_in_days", chosen))

    async def trouble() -> str:
        return await player.database.read(lambda tx: machine.sweep_trouble(tx, player.clock.now()))

    assert await trouble() == "never"
    await keep('{"received": "soon"}')
    with pytest.raises(ValueError, match="soon"):
        await retention.nightly(player.running)
    assert await trouble() == "failed"
    await keep("{}")
    await retention.nightly(player.running)
    assert await trouble() == ""
    player.clock.advance(49 * 60 * 60)
    assert await trouble() == "long_ago"
