"""Voice notes in answers: an answer reads as words, and knows which of them are the label of a note that is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from storage.answer_parts import Part


class VoiceNote(str):
    """A voice note: reads as its label ("a voice note, 0:34"), which nobody can type one of: `reference` is its id."""

    reference: str

    def __new__(cls, reference: str, label: str) -> Self:
        note = super().__new__(cls, label)
        note.reference = reference
        return note


class Mixed(str):
    """Several messages of which at least one is a voice note: reads as all of them, in order; `pieces` are each."""

    pieces: tuple[str, ...]

    def __new__(cls, pieces: Sequence[str]) -> Self:
        whole = super().__new__(cls, "\n\n".join(pieces))
        whole.pieces = tuple(pieces)
        return whole


def joined(parts: Sequence[Part]) -> str:
    """The answer that these messages make: typed words, one VoiceNote, or Mixed."""
    pieces = [VoiceNote(part.voice_id, part.words) if part.voice_id else part.words for part in parts]
    if not any(isinstance(piece, VoiceNote) for piece in pieces):
        return "\n\n".join(pieces)
    return pieces[0] if len(pieces) == 1 else Mixed(pieces)


def part(message_id: int, words: str) -> Part:
    """One message of an answer, typed or spoken."""
    return Part(message_id, str(words), words.reference if isinstance(words, VoiceNote) else None)


def dump(value: str) -> object:
    """The answer as JSON can hold it: typed words as they are, so that what is typed is never taken for a note."""
    if isinstance(value, VoiceNote):
        return {"voice": value.reference, "label": str(value)}
    return {"parts": [dump(piece) for piece in value.pieces]} if isinstance(value, Mixed) else str(value)


def load(stored: object) -> str:
    """The answer that `dump` stored. Raises ValueError for anything else."""
    match stored:
        case str():
            return stored
        case {"voice": str(reference), "label": str(label)}:
            return VoiceNote(reference, label)
        case {"parts": [_, *_] as pieces}:
            return Mixed([_piece(piece) for piece in pieces])
    raise ValueError(f"{stored!r} is no answer in words")


def _piece(stored: Any) -> str:
    piece = load(stored)
    if isinstance(piece, Mixed):
        raise ValueError("a message is not made of messages")
    return piece
