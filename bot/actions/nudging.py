"""Writing to somebody of our own accord: neutral first words, a reason, a time after which it is no use any more."""

from __future__ import annotations

from datetime import datetime

from bot.chat.adapting import adapted, with_answers
from bot.chat.putting import keyboard
from bot.chat.texts import Texts
from bot.rules.manners import manners_for
from storage import askings, directory, outbox
from storage.database import Transaction
from storage.outbox import Message
from storage.people import Person

OFFERS = ("answer_now", "later_today", "not_this_one", "notnow")


def nudge(
    tx: Transaction,
    now: datetime,
    texts: Texts,
    person: Person,
    kind: str,
    conversation_id: str,
    useful_until: datetime,
) -> Message:
    """Decide to send a nudge of this kind, with buttons that begin stories."""
    assert person.telegram_id is not None
    voice = texts.voice(person.language)
    text = voice.says("shared", f"nudge_{kind}", {})
    labels = {one: voice.label(one) for one in OFFERS}
    manners = manners_for(directory.needs_to_heed(tx, person.id))
    handle = askings.note(
        tx,
        now,
        conversation_id=conversation_id,
        chat_id=person.telegram_id,
        question="",
        wording=text,
        options=tuple(labels.items()),
        language=voice.language,
    )
    payload = {
        "text": with_answers(text, None, labels, (), voice, manners),
        "reply_markup": keyboard(None, labels, handle, voice, (), None, manners),
    }
    return outbox.add(
        tx,
        now,
        chat_id=person.telegram_id,
        payload=adapted(payload, voice, manners),
        person_id=person.id,
        priority=outbox.PROACTIVE,
        reason=f"nudge_{kind}",
        useful_until=useful_until,
    )
