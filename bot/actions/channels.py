"""How somebody said what they did not say here, in words."""

from __future__ import annotations

from bot.chat.scene import Scene

CHANNELS = ("paper", "phone", "in_person")


def in_words(scene: Scene, channel: str) -> str:
    """Such as "on paper"."""
    return scene.voice.labels("written_down", "is_it_right", (channel,))[channel]
