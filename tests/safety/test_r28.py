"""R28: after a concern nothing of ours goes out until a named person says so, and help is one tap away everywhere."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.actions import planning
from bot.conversations import STORIES
from storage import outbox, people
from storage.database import Transaction
from tests.cast import ANA, BEN
from tests.chats import read_chat
from tests.phones import Said
from tests.safety.shut import Shut
from tests.transcripts_played import Stage

CHATS = Path(__file__).parents[1] / "transcripts"
PLAYED = ("partner_joins", "leader_joins", "coordinator_joins", "check_in_hard", "reflection", "fit_not_good_partner")
SCENE = (
    "finn is a safeguarding-lead",
    "finn is on duty on mon,tue,wed,thu,fri from 09:00 until 17:00",
    "ana and ben are paired",
    "ana and ben meet on 2026-03-03 at 14:00",
    "ana and ben meet on 2026-03-04 at 14:00",
    "ana wants 3 notes a week",
)


def plan_much(tx: Transaction, player: Shut) -> None:
    """All kinds of notes are due for Ana, and one is on its way already."""
    now, ana = player.clock.now(), people.in_chat(tx, ANA.chat_id)
    assert ana is not None
    for kind in ("reflection", "silence", "fit", "again", "session_after"):
        planning.note(tx, now, ana.id, kind, useful_for=timedelta(days=30))
    outbox.add(
        tx, now, chat_id=ANA.chat_id, payload={"text": "A note"}, person_id=ana.id, priority=outbox.PROACTIVE,
        reason="nudge_fit", not_before=now + timedelta(minutes=30),
    )  # fmt: skip


def to(said: list[Said], chat_id: int) -> int:
    return sum(one.chat_id == chat_id for one in said)


async def test_nothing_of_ours_in_72_hours_after_a_concern_and_on_again_when_a_person_says_so(player: Shut) -> None:
    await player.given(*SCENE)
    await player.says("ana", "talk to a person")
    await player.says("ana", "write to me here")
    await player.database.write(lambda tx: plan_much(tx, player))
    said: list[Said] = []
    for _ in range(36):
        said += await player.later(timedelta(hours=2))
    print(f"R28 proactive in 72 h after a concern: {to(said, ANA.chat_id)} to them, {to(said, BEN.chat_id)} to another")
    assert to(said, ANA.chat_id) == 0
    assert to(said, BEN.chat_id) > 0

    # Nor when it is closed, as long as nobody lifts it.
    for words in ("/concerns", "1", "I have been in touch", "We spoke.", "no", "no"):
        await player.says("finn", words)
    said = [one for _ in range(12) for one in await player.later(timedelta(hours=4))]
    assert to(said, ANA.chat_id) == 0
    for words in ("/concerns", "1", "You may write to them"):
        await player.says("finn", words)
    said = [one for _ in range(12) for one in await player.later(timedelta(hours=4))]
    assert to(said, ANA.chat_id) > 0
    lifted = await player.database.read(
        lambda tx: tx.one("SELECT name FROM concerns JOIN people ON people.id = lifted_by")
    )
    assert lifted is not None and lifted["name"] == "Finn"


async def test_no_word_of_the_person_closes_or_lifts_a_concern(player: Shut) -> None:
    await player.given(*SCENE)
    await player.says("ana", "talk to a person")
    for words in ("I'm fine", "skip", "undo", "/resume", "no need any more", "stop", "/start", "/menu"):
        await player.says("ana", words)
    row = await player.database.read(lambda tx: tx.one("SELECT closed_at, lifted_at FROM concerns"))
    assert row is not None and (row["closed_at"], row["lifted_at"]) == (None, None)


async def test_help_is_one_tap_away_at_every_question(tmp_path: Path) -> None:
    """All other chats are looked at in the same way as they are played."""
    questions = 0
    for name in PLAYED:
        (tmp_path / name).mkdir()
        stage = Stage(CHATS / f"{name}.chat", tmp_path / name, restarts=False, rewrite=False)
        await stage.play(read_chat(CHATS / f"{name}.chat")[0])
        questions += stage.questions
    print(f"R28 help in one tap: {questions} of {questions} questions")
    assert questions > 60


async def test_what_sounds_heavy_leaves_no_label(player: Shut) -> None:
    """Apart from the words themselves and what we answered, nothing says that they were found."""
    await player.given(*SCENE)
    before = await _noted(player)
    await player.says("ana", "I want to die")
    await player.says("ana", "no")
    after = await _noted(player)
    assert {table for table in after if after[table] != before[table]} == {"notices"}
    kinds = await player.database.read(lambda tx: tx.all("SELECT kind FROM notices WHERE seen_at IS NULL"))
    assert [row["kind"] for row in kinds] == ["unprompted_words"]  # as with any other words that answer nothing


async def _noted(player: Shut) -> dict[str, int]:
    tables = ("notices", "concerns", "alerts", "audit", "nudges", "facts", "counts")
    return await player.database.read(
        lambda tx: {table: tx.all(f"SELECT COUNT(*) AS times FROM {table}")[0]["times"] for table in tables}
    )


def test_no_story_that_anybody_is_told_is_without_help() -> None:
    assert [name for name, story in STORIES.items() if story.bare] == []
