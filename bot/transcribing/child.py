"""The process that listens: `python -m bot.transcribing.child FOLDER [LANGUAGE]`, sound on standard input.

It says what it heard as JSON on standard output; without a language, which ones it understands. It keeps nothing, and
the model is read from the folder alone. It lets others go first: whoever writes in a chat is not to wait for it.
"""

from __future__ import annotations

import io
import json
import os
import sys
from contextlib import suppress
from typing import Any

from bot.rules.voice_notes import LONGEST

RATE = 16_000  # samples a second, as the model takes them
BYTES = 2  # of each
GRACE = 15  # seconds that a phone may count otherwise than we do
NICE = 10


class TooLong(Exception):
    """There is more sound than we take."""


def main(folder: str, language: str = "") -> dict[str, object]:
    """What is to be said on standard output."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    from faster_whisper import WhisperModel  # takes a second, and is an extra

    model = WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True)
    if not language:
        return {"languages": model.supported_languages}
    try:
        samples = _samples(sys.stdin.buffer.read())
    except TooLong:
        return {"why": "too_long"}
    # Without the filter silence is taken for words that nobody said. One temperature: whoever repeats themselves is
    # else listened to six times, which takes a minute for each of theirs.
    segments, _ = model.transcribe(
        samples, language=language, temperature=0.0, vad_filter=True, condition_on_previous_text=False
    )
    words = " ".join(segment.text.strip() for segment in segments).strip()
    return {"words": words} if any(map(str.isalnum, words)) else {"why": "no_words"}


def _samples(sound: bytes) -> Any:
    """The sound as the model takes it, whatever kind of file it came in. Raises TooLong."""
    import av
    import numpy

    most = (int(LONGEST.total_seconds()) + GRACE) * RATE * BYTES
    raw = bytearray()
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    opened: Any = av.open(io.BytesIO(sound), metadata_errors="ignore")
    with opened as container, suppress(av.error.InvalidDataError):
        for frame in container.decode(audio=0):
            frame.pts = None
            for piece in resampler.resample(frame):
                raw += piece.to_ndarray().tobytes()
            if len(raw) > most:
                raise TooLong
    return numpy.frombuffer(bytes(raw), numpy.int16).astype(numpy.float32) / 32768


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:3])))
