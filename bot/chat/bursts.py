"""A burst: many messages within seconds, of which none answers anything. The first is answered at once, and all that
follow together, once no more has come for a moment. What is kept is kept of each, and nothing of it is in memory."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.gathering import PAUSE, gather
from bot.chat.playing import Play
from bot.chat.replying import put_hint
from bot.chat.scene import Scene
from storage import bursts


def put_hint_once(
    scene: Scene,
    play: Play,
    key: str,
    text: str,
    values: Mapping[str, object] | None = None,
    *,
    after: str = "",
) -> None:
    """One kind sentence where nothing is asked. If they have had the very same a moment ago, they hear the one under
    `after` when the burst is over, or the same again. `text` is what they wrote: what sounds heavy is always answered
    at once."""
    if scene.held:
        return None
    first = scene.message({"text": scene.voice.says("shared", key, values or {})})
    known = after and scene.voice.has("shared", after)
    more = scene.message({"text": scene.voice.says("shared", after, {})}) if known else first
    last = bursts.last_to(scene.tx, scene.person.id)
    goes_on = last is not None and (last.waits or scene.now - last.ended_at < PAUSE)
    if last is None or not goes_on or not (last.says(first) or last.says(more)) or scene.voice.sounds_heavy(text):
        return put_hint(scene, play, key, values, again=False)
    return gather(scene, last, more)
