"""Recordings as phones make them, small ones."""

from __future__ import annotations

import io
import wave


def wav(seconds: int, rate: int = 1_000) -> bytes:
    """So many seconds of silence."""
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(rate)
        file.writeframes(b"\x80" * rate * seconds)
    return held.getvalue()
