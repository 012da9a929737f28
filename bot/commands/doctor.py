"""`voices doctor`: what is wrong with this set-up and how to mend it, one line each. It changes nothing."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator

from bot.clock import SystemClock
from bot.commands import machine, mail, records, telegram, transcription, words
from bot.commands.finding import Finding
from config.settings import Settings, SettingsRefused, load_settings

IN_ORDER, TO_MEND = 0, 78


def examine() -> int:
    """Print every finding; 0 when nothing is wrong, 78 otherwise."""
    found: Counter[str] = Counter()
    for finding in _findings():
        print(finding, flush=True)
        found[finding.verdict] += 1
    print(_summary(found))
    return TO_MEND if found["wrong"] else IN_ORDER


def _findings() -> Iterator[Finding]:
    try:
        settings = load_settings()
    except SettingsRefused as refused:
        yield from machine.versions(None)
        yield from (Finding("wrong", line) for line in refused.lines)
        return
    yield from machine.versions(settings)
    yield Finding("ok", "The settings can be read and fit together.")
    yield from machine.env_file()
    yield from machine.time_zone(settings, SystemClock().now())
    yield from machine.room(settings)
    yield from words.findings()
    yield from mail.findings(settings)
    yield from transcription.findings(settings)
    yield from asyncio.run(_asked(settings))


async def _asked(settings: Settings) -> list[Finding]:
    return await records.findings(settings, SystemClock().now()) + await telegram.findings(settings)


def _summary(found: Counter[str]) -> str:
    if not found["wrong"] and not found["warning"]:
        return "Everything is in order."
    return f"To mend now: {found['wrong']}. To mend soon: {found['warning']}."
