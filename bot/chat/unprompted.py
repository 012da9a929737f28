"""Words that nobody asked for: taken for what they were offered lately, or kept for the team to read.

What was asked a day ago or more is nothing that they are measured against: where they do not answer it, it waits on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.chat.answering import Sent
from bot.chat.aside import UNPROMPTED, keep_aside, to_be_read
from bot.chat.bursts import put_hint_once
from bot.chat.coming_back import answers_it
from bot.chat.listening import ask_to_whom, hears
from bot.chat.meanwhile import goes_with_request
from bot.chat.playing import Play
from bot.chat.replying import put_hint
from bot.chat.scene import Scene
from bot.chat.standing_back import stands_back
from storage import health
from storage.askings import Asked
from storage.conversations import Conversation
from storage.values import moment

LONG_AGO = timedelta(days=1)


def is_unprompted(scene: Scene, play: Play, waiting: Conversation | None, sent: Sent) -> bool:
    """Whether nothing is asked, or what is asked is not what these words are about."""
    if waiting is None or waiting.pending is None:
        return True
    return was_long_ago(scene, play, waiting, sent.asked) and not answers_it(scene, play, waiting, sent)


def was_long_ago(scene: Scene, play: Play, waiting: Conversation, asked: Asked | None) -> bool:
    """Whether what waits was put so long ago that words may well be about something else. Not where whatever is written
    is for the team anyhow, and not before their yes to keeping anything."""
    since = asked.asked_at if asked is not None else waiting.begun_at
    long = scene.now - moment(since) >= LONG_AGO
    return long and not play.is_for_the_team(waiting.kind) and health.may_keep(scene.tx, scene.person.id)


def take_unprompted(scene: Scene, play: Play, sent: Sent, words: Mapping[str, str]) -> None:
    """Take them, typed or spoken, and say what becomes of them."""
    waiting, text = play.waiting(), sent.said.text or ""
    asks, back = waiting is not None and waiting.pending is not None, stands_back(scene, play, waiting)
    if not asks and hears(scene, play, sent):
        return None
    keep_aside(scene, UNPROMPTED, sent, sent.said.voice or text, None)
    if not asks and ask_to_whom(scene, play):
        return None
    to_be_read(scene)
    if goes_with_request(scene, play, words):
        return None
    if waiting is None or waiting.pending is None:
        hint = "kept_unprompted_voice" if sent.said.voice else "kept_unprompted"
        return put_hint_once(scene, play, hint, text, after="kept_these_too")
    values = {"question": scene.voice.short(waiting.kind, waiting.pending)}
    hint = "kept_meanwhile_voice" if sent.said.voice else "kept_meanwhile"
    if back:  # it is far above by now
        return put_hint(scene, play, hint, values)
    return put_hint_once(scene, play, hint, text, values, after="kept_these_too")
