"""Concerns that nobody is on yet, and those that are late though somebody is: the next ones of the team are told, in
time, whoever was told before."""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial

from bot.actions import alerting
from bot.chat.playing import Play
from bot.chat.scene import Scene
from bot.serving import Running
from storage import concerns
from storage.database import Transaction
from storage.errors import DatabaseFailed
from storage.outbox import Message
from storage.people import Person

log = logging.getLogger(__name__)


async def alert_the_team(running: Running) -> None:
    """Look at each concern that waits, a commit for each. What goes wrong with one keeps no other waiting.

    Whether our clock is right does not matter here: an alert too many is better than one too few.
    """
    now, database = running.parts.clock.now(), running.parts.database
    for one in await database.read(partial(alerting.wanting, now=now)):
        try:
            messages = await database.write(partial(_alert, now=now, running=running, concern_id=one.id))
        except DatabaseFailed:
            raise
        except Exception:
            log.exception("concern_not_alerted concern=%s", one.id)
        else:
            running.delivery.post(messages)


def _alert(tx: Transaction, now: datetime, running: Running, concern_id: str) -> list[Message]:
    one = concerns.by_id(tx, concern_id)
    if one is None:
        return []
    texts, posted = running.parts.texts, list[Message]()

    def begin(somebody: Person, story: str, about: str) -> list[Message]:
        scene = Scene(tx, now, somebody, texts.voice(somebody.language), texts, reason=alerting.ALERT)
        Play(scene, running.parts.stories).begin(story, about=about)
        posted.extend(scene.posted)
        return scene.posted

    if told := alerting.alert(tx, now, texts, one, begin):
        log.info("concern_alerted concern=%s people=%d", concern_id, told)
    return posted
