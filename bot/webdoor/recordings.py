"""A recording that came with a form: whether it is sound at all, of which kind, and how long."""

from __future__ import annotations

import io
from dataclasses import dataclass

from tinytag import TinyTag, TinyTagException

from bot.rules.voice_notes import LARGEST

# By what a file begins with, whatever its name or the browser says. With the place where that stands.
_KINDS = (
    (0, b"OggS", "audio/ogg"),
    (4, b"ftyp", "audio/mp4"),
    (8, b"WAVE", "audio/wav"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"\x1a\x45\xdf\xa3", "audio/webm"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"caff", "audio/x-caf"),
    (8, b"AIFF", "audio/aiff"),
)
# Which of these say how long they are; the others tell it nowhere, and of noise no length can be told.
_WITH_LENGTH = ("audio/ogg", "audio/wav", "audio/mpeg", "audio/flac", "audio/aiff")
_PARTS = {"audio/mp4": b"moov", "audio/webm": b"webm"}  # and what those are that may not: it stands in each of them
_SAID = ("audio/", "application/ogg", "video/mp4", "video/3gpp", "video/webm")  # as phones call what they recorded


@dataclass(frozen=True, slots=True)
class Recording:
    """Sound; `seconds` is 0 where that cannot be told."""

    content: bytes
    media_type: str
    seconds: int


def recording(content: bytes, said_type: str) -> Recording | str:
    """The recording, or the text that says why it is none."""
    if not content:
        return "no_recording"
    if len(content) > LARGEST:
        return "recording_too_large"
    kind = _kind(content)
    if kind is None or not said_type.startswith(_SAID):
        return "not_a_recording"
    seconds = _seconds(content)
    if (not seconds and kind in _WITH_LENGTH and not _is_aac(content)) or _PARTS.get(kind, b"") not in content:
        return "not_a_recording"
    return Recording(content, kind, seconds)


def _kind(content: bytes) -> str | None:
    if content[0] == 0xFF and content[1:2] >= b"\xe0":  # a frame of MP3 or AAC
        return "audio/mpeg"
    return next((kind for at, mark, kind in _KINDS if content[at : at + len(mark)] == mark), None)


def _is_aac(content: bytes) -> bool:
    """Frames of AAC on their own, which tell no length: each begins where the one before says that it ends."""
    if len(content) < 7 or content[0] != 0xFF or content[1] & 0xF6 != 0xF0:
        return False
    size = (content[3] & 3) << 11 | content[4] << 3 | content[5] >> 5
    return size >= 7 and content[size : size + 2] == content[:2]


def _seconds(content: bytes) -> int:
    try:
        told = TinyTag.get(file_obj=io.BytesIO(content), tags=False).duration
    except (TinyTagException, ValueError, OverflowError, LookupError, OSError):
        return 0  # of a kind that says nothing of it, or cut off
    return max(1, round(told)) if told and 0 < told < 10**6 else 0
