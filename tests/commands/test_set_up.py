"""`voices init`, `doctor` and `invite`: first set-up, in plain words, and nothing is lost by running it again."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from bot.commands import env_lines
from tests.commands.program import Voices

TOKEN = "123456789:" + "canary" * 6
CODE = re.compile("[a-z2-7]{26}")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def last_line(out: str) -> str:
    return out.splitlines()[-1]


def test_init_without_questions_makes_a_key_a_database_and_an_admin_invite(voices: Voices) -> None:
    ended = voices("init", "--yes")
    assert ended.code == 0, ended.err
    (key,) = (voices.folder / "home" / ".voices").iterdir()
    assert mode(key) == 0o400
    assert mode(voices.folder / ".env") == 0o600
    assert f"VOICES_DATABASE_KEY_FILE={key}" in (voices.folder / ".env").read_text()
    assert key.read_text().strip() in re.sub(r"\s", "", ended.out)
    assert CODE.fullmatch(last_line(ended.out))
    assert not (voices.folder / "var" / "voices.db").read_bytes().startswith(b"SQLite format 3")


def test_init_asks_and_never_shows_the_token(voices: Voices) -> None:
    ended = voices("init", typed=f"nonsense\n{TOKEN}\nEurope/Lundon\nEurope/Paris\n\n\nThe Charity\ny\n")
    assert ended.code == 0, ended.err
    assert "canary" not in ended.out + ended.err
    assert "Did you mean Europe/London?\n" in ended.err
    env = (voices.folder / ".env").read_text()
    assert f"VOICES_TELEGRAM_TOKEN={TOKEN}\n" in env
    assert "VOICES_TIMEZONE=Europe/Paris\n" in env


def test_init_again_keeps_what_is_there(voices: Voices) -> None:
    env = voices.folder / ".env"
    env.write_text(f"# our notes\nVOICES_TELEGRAM_TOKEN={TOKEN}\nSOMETHING_ELSE='x y'\nVOICES_RATE_PER_CHAT=2")
    first = voices("init", "--yes")
    once = env.read_text()
    again = voices("init", "--yes")
    assert (first.code, again.code) == (0, 0)
    assert env.read_text() == once
    assert once.startswith(
        f"# our notes\nVOICES_TELEGRAM_TOKEN={TOKEN}\nSOMETHING_ELSE='x y'\nVOICES_RATE_PER_CHAT=2\n"
    )
    assert "RECOVERY SHEET" in first.out
    assert "RECOVERY SHEET" not in again.out
    assert "canary" not in first.out + first.err


def test_init_gives_up_politely_when_nobody_answers(voices: Voices) -> None:
    ended = voices("init", typed="")
    assert ended.code == 130
    assert "Traceback" not in ended.err
    assert not (voices.folder / ".env").exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "A=new\n"),
        ("A=old\n", "A=new\n"),
        ("# top\n\nB=1\nexport A='old one' # why\n# end\n", "# top\n\nB=1\nA=new\n# end\n"),
        ("A=1\nA=2\nB=3", "A=new\nB=3\n"),
        ("not a setting\n", "not a setting\nA=new\n"),
    ],
)
def test_a_changed_line_leaves_all_others_as_they_are(before: str, after: str) -> None:
    assert env_lines.changed(before, {"A": "new"}) == after


NAMED = """
import asyncio
from bot.clock import SystemClock
from bot.commands.opened import opened
from config.settings import Settings
from storage import facts
async def note():
    now = SystemClock().now()
    async with opened(Settings(), now) as database:
        await database.write(lambda tx: facts.note(tx, now, "bot_username", "voices_bot"))
asyncio.run(note())
"""


def test_an_invite_is_alone_on_the_last_line(voices: Voices) -> None:
    ended = voices("invite", "safeguarding-lead", "--uses", "3", "--organisation", "The Charity", "--test")
    assert ended.code == 0, ended.err
    assert CODE.fullmatch(ended.out.strip())
    assert ended.out.count("\n") == 1


def test_the_link_of_an_invite_stands_before_it_once_the_bot_has_a_name(voices: Voices) -> None:
    assert voices.python("-c", NAMED).code == 0
    link, code = voices("invite", "partner").out.splitlines()
    assert link == f"https://t.me/voices_bot?start={code}"


def test_the_doctor_says_what_is_missing(voices: Voices) -> None:
    ended = voices("doctor")
    assert ended.code == 78
    assert "wrong: VOICES_TELEGRAM_TOKEN is not set." in ended.out
    assert "There is no database yet" in ended.out
    assert "warning: The database is not encrypted" in ended.out
    assert re.search(r"^(ok|note): SQLite 3\.", ended.out, re.MULTILINE)
    assert ended.err == ""
    assert not (voices.folder / "var").exists()


def test_the_doctor_names_every_wrong_setting(voices: Voices) -> None:
    ended = voices("doctor", VOICES_TIMEZONE="canary", VOICES_CONSOLE_PORT="canary")
    assert ended.code == 78
    assert ended.out.count("wrong: ") == 2
    assert "canary" not in ended.out


def test_the_doctor_looks_into_the_database(voices: Voices) -> None:
    voices("invite", "partner")
    ended = voices("doctor", VOICES_TELEGRAM_TOKEN="42:canary", VOICES_TELEGRAM_API_URL="http://127.0.0.1:9")
    assert "ok: The database opens, is whole" in ended.out
    assert "ok: No open concern." in ended.out
    assert "wrong: Telegram cannot be reached from here." in ended.out
    assert "canary" not in ended.out + ended.err


def test_the_doctor_warns_of_an_env_file_for_everybody(voices: Voices) -> None:
    (voices.folder / ".env").write_text("")
    (voices.folder / ".env").chmod(0o644)
    assert "chmod 600 .env" in voices("doctor").out
