"""One reply to all of a burst, once it is over; and a burst that goes on below the offer of a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.chat.playing import Play
from bot.chat.scene import Scene
from storage import bursts
from storage.conversations import Conversation

PAUSE = timedelta(seconds=4)  # what comes so soon after the last belongs to it
LONGEST = timedelta(seconds=30)  # from the second message to the reply to all of them, while more comes


def gather(scene: Scene, last: bursts.Last, reply: Mapping[str, object]) -> None:
    """Send this once no more has come for a moment; where such a reply waits already, that is put off."""
    if last.waits and bursts.put_off(scene.tx, last.id, min(scene.now + PAUSE, last.at + LONGEST)):
        return None
    return scene.post(reply, later=scene.now + PAUSE)


def put_below_offer(scene: Scene, play: Play, waiting: Conversation, text: str, *, kept: bool) -> bool:
    """They write on where they have only just been offered a person, with numbers to call in it: one short reply comes
    to all of it. Whoever writes that they are in danger has the numbers before their eyes again, and before anything
    else. False when this is neither. `kept`: the team reads what they wrote."""
    if not (play.passes(waiting.kind) and play.is_urgent(waiting.kind)):
        return False
    coming = bursts.help_is_on_its_way(scene.tx, scene.person.id, scene.now - LONGEST)
    if scene.voice.sounds_heavy(text) and not coming:
        play.put_again(waiting)
        return True
    last = bursts.last_to(scene.tx, scene.person.id)
    if last is None or not (coming or last.waits or scene.now - last.ended_at < PAUSE):
        return False
    said = ["offer_above", *(["refused_kept"] if kept else [])]
    gather(scene, last, scene.message({"text": " ".join(scene.voice.says("shared", one, {}) for one in said)}))
    return True
