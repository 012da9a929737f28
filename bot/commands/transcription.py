"""`voices doctor` looks whether voice notes can be written down on this machine, where somebody wants that."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from bot.commands.finding import Finding
from bot.transcribing.machine import FILES, Machine, trouble
from config.settings import Settings

_MEND = {
    "engine": "Voice notes cannot be written down: install the extra with pip install 'voices[transcription]'.",
    "model": f"VOICES_TRANSCRIPTION_MODEL names no folder with a model: {', '.join(FILES)}. See README.md.",
}


def findings(settings: Settings) -> Iterator[Finding]:
    """What is missing for it, or which languages are understood; it is begun once to see that it works."""
    folder = settings.transcription_model
    if folder is None:
        yield Finding("note", "Voice notes are kept to be heard; nothing writes them down.")
        return
    if missing := trouble(folder):
        yield Finding("warning", _MEND[missing])
        return
    languages = asyncio.run(Machine(folder).languages())
    if not languages:
        yield Finding("warning", "The model in VOICES_TRANSCRIPTION_MODEL cannot be begun. Get it anew; see README.md.")
    else:
        yield Finding("ok", f"Voice notes can be written down, in {len(languages)} language(s).")
