"""What is written down as the program begins: what it knows of itself, and whether its data went back in time."""

from __future__ import annotations

import logging
from datetime import datetime

from bot.actions import consenting, copying
from bot.chat.texts import Texts
from config import checks
from config.settings import Settings
from storage import facts, ledger, restoring, terms
from storage.database import Transaction

log = logging.getLogger(__name__)


def begin(tx: Transaction, now: datetime, settings: Settings, texts: Texts, bot_name: str) -> None:
    """Note the bot's name, where its pages are, how long things are kept and in which words people are asked.

    If an older copy of the data was put in the place of the newest, what was erased, withdrawn and sent since then
    stays so.
    """
    restored = restoring.catch_up(tx, now, ledger.read(settings.ledger_file()))
    if restored is not None:
        log.warning("older_copy_found erased=%d withdrawn=%d", restored.erased, restored.withdrawn)
    facts.note(tx, now, "bot_username", bot_name)
    facts.note(tx, now, copying.PAGES_AT, settings.console_url if _is_reachable(settings) else "")
    terms.choose(tx, now, terms.read(settings.keep), settings.forget_after_hours)
    consenting.require(tx, now, texts)


def _is_reachable(settings: Settings) -> bool:
    """Whether people's browsers can open our pages: over https, or where everything is on one machine."""
    return settings.console_url.startswith("https:") or checks.is_local(settings.telegram_api_url)
