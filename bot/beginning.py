"""What is written down as the program begins: what it knows of itself, and whether its data went back in time."""

from __future__ import annotations

import logging
from datetime import datetime

from bot.actions import consenting, signing_in, web_link
from bot.actions.crossing import BOT_NAME
from bot.chat.texts import Texts
from config.checks import is_local
from config.settings import Settings
from storage import email_addresses, emails, facts, ledger, notices, restoring, terms, transcripts
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
    others_reach_it = not is_local(settings.console_url) or is_local(settings.telegram_api_url)
    facts.note(tx, now, BOT_NAME, bot_name)
    facts.note(tx, now, web_link.ROOT, settings.console_url if others_reach_it else "")
    facts.note(tx, now, signing_in.URL, settings.console_url)
    facts.note(tx, now, email_addresses.SENDER, settings.email_from or "")
    facts.note(tx, now, transcripts.LANGUAGES, "")  # until what listens has begun
    if emails.left_behind(tx, now):  # what an earlier run was mailing is over
        notices.note(tx, now, "email_unknown", "left_behind")
    terms.choose(tx, now, terms.read(settings.keep), settings.forget_after_hours)
    consenting.require(tx, now, texts)
