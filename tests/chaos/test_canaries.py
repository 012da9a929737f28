"""R25: every word, name, code and secret is a canary, much goes wrong, and none is in the log or in the file."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from pathlib import Path

import pytest

from simulator import people as phones
from simulator.app import Simulator, create_app
from simulator.serving import serving
from tests.cast import ANA, BOT_ID, CORA
from tests.chaos.partner import LINES, LONG, acting, ana_and_cora, prepare, rehearsed, shown
from tests.chaos.program import PATIENCE, Program

KEY = "5f" * 32
TOKEN = f"{BOT_ID}:{secrets.token_hex(8)}canaryToken{secrets.token_hex(8)}"
# What Ana types instead, each a word that can be found again.
TYPED = {
    "Ana 🌱": "Canaryname",
    "they/them": "canaryPronoun",
    "07700 900123": "07700 canaryNumber",
    LONG: "canaryLong " * 300,
    "and one thing more": "canaryMore",
    "Ring my sister.": "canaryPlan",
}
FIRST_NAME, LAST_NAME, ODD = "canaryFirst", "canaryLast", "canaryOdd"
SENDING = {"methods": ["sendMessage"], "count": 1}
TROUBLE = (
    {"kind": "error", "methods": ["getUpdates"], "count": 2, "status": 502},
    {"kind": "drop_before", "methods": ["getUpdates"], "count": 1},
    {"kind": "duplicate", "probability": 0.3},
    {"kind": "reorder", "probability": 0.3},
    {"kind": "error", "methods": ["answerCallbackQuery"], "probability": 0.3, "status": 400},
    {**SENDING, "kind": "too_many", "chat_id": ANA.chat_id},
    {**SENDING, "kind": "drop_after", "chat_id": CORA.chat_id},
    {
        **SENDING,
        "kind": "error",
        "status": 400,
        "description": "Bad Request: can't parse entities: canaryQuoted",
        "chat_id": ANA.chat_id,
    },
)


async def talked(telegram: Simulator, code: str, counts: list[int], *, trouble: bool) -> None:
    """The onboarding as far as it was rehearsed, in canaries, then some oddities and a turn that raises."""
    world = telegram.world
    for fault in TROUBLE if trouble else ():
        telegram.faults.add(dict(fault))
    for line, messages in zip(LINES, counts, strict=False):
        acting(world, TYPED.get(line, line), code)()
        assert await world.feed.until(lambda wanted=messages: len(shown(world)) >= wanted, PATIENCE, "message")  # type: ignore[misc]
    for odd in ({"message": {"text": ODD}}, {"message": ODD}, {"callback_query": {"data": ODD, "id": ODD}}, [ODD]):
        world.updates[BOT_ID].add_raw(odd)
    before = len(shown(world))
    phones.say(world, world.people[ANA.chat_id], "/help canaryArgument")
    assert await world.feed.until(lambda: len(shown(world)) > before, PATIENCE, "message")


def canaries(code: str) -> list[str]:
    """All that must not be found anywhere, less what it is repeated by."""
    typed = {words.split()[-1] for words in TYPED.values()}
    more = (FIRST_NAME, LAST_NAME, ODD, "canaryQuoted", "canaryArgument", TOKEN.partition(":")[2], KEY, code, code[:8])
    return [*typed, *more]


def leaks(content: bytes, wanted: list[str]) -> list[str]:
    folded = content.lower().replace(b"\0", b"")  # so that UTF-16 is found as well
    return [one for one in wanted if one.lower().encode() in folded]


async def ran(folder: Path, *, key: bool, trouble: bool, planted: bool) -> tuple[list[str], list[str]]:
    """What leaked into the log, and what is legible in the files of the database while the bot runs."""
    lines = LINES if trouble else LINES[:7]
    counts, _ = await rehearsed(folder / "rehearsed", datetime.now(UTC), TYPED, lines)
    telegram = create_app(tokens={TOKEN: "voices_bot"}, seed=7)
    ana_and_cora(telegram)
    ana = telegram.world.people[ANA.chat_id]
    ana.first_name, ana.last_name = FIRST_NAME, LAST_NAME
    async with serving(telegram) as address:
        program = Program(folder / "data", address, TOKEN)
        program.folder.mkdir()
        if key:
            key_file = folder / "key"
            key_file.write_text(KEY)
            key_file.chmod(0o600)
            program.settings["VOICES_DATABASE_KEY_FILE"] = str(key_file)
        code = await prepare(program.file, datetime.now(UTC), bytes.fromhex(KEY) if key else None)
        try:
            process = program.start("tests.chaos.chatty", *(["planted"] if planted else []))
            await talked(telegram, code, counts, trouble=trouble)
            files = b"".join(each.read_bytes() for each in sorted(program.folder.glob("voices.db*")))
            assert await program.terminate(process) == 0
        finally:
            await program.clear_away()
    log = program.log.read_bytes()
    assert b"turn_failed" in log
    assert not trouble or b"message_not_sent" in log
    assert b"Traceback" not in log
    return leaks(log, canaries(code)), leaks(files, canaries(code))


async def test_nothing_that_anybody_said_is_in_the_log_or_legible_in_the_file(tmp_path: Path) -> None:
    in_the_log, in_the_file = await ran(tmp_path, key=True, trouble=True, planted=False)
    assert (in_the_log, in_the_file) == ([], [])


async def test_a_planted_leak_is_found_and_a_plain_file_is_legible(tmp_path: Path) -> None:
    """So that the test above can fail."""
    in_the_log, in_the_file = await ran(tmp_path, key=False, trouble=False, planted=True)
    assert {"Canaryname", "canaryPronoun"} <= set(in_the_log)
    assert {"Canaryname", "canaryPronoun"} <= set(in_the_file)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_canary_is_found_in_any_encoding(encoding: str) -> None:
    assert leaks("before Canaryname after".encode(encoding), ["canaryName"]) == ["canaryName"]
