"""How long and how large a voice note may be, how many there is room for, and when to try again to fetch one."""

from __future__ import annotations

from datetime import timedelta

# Somebody has to listen to all of it; who has more to say can send several.
LONGEST = timedelta(minutes=5)
# Five minutes of speech are little more than one megabyte. Telegram hands bots 20 at most, and stays well below this.
LARGEST = 10 * 1024 * 1024
# What we hold of one person at a time, so that nobody can fill the disk: some eighty notes of the longest kind.
ROOM = 100 * 1024 * 1024

# Between two tries to fetch a note: nearly a day in all, which outlasts most trouble at Telegram or here.
_PAUSES = (
    *(timedelta(seconds=15), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1)),
    *(timedelta(hours=2), timedelta(hours=4), timedelta(hours=8), timedelta(hours=8)),
)

# A slow machine needs about as long to write a note down as it took to speak, and some time to begin.
_STARTING, _TIMES_AS_LONG = 60.0, 4.0
JUST_ASKED = timedelta(minutes=15)  # so long whoever wanted a note written down expects it, and hears at once


def why_not(seconds: int, size: int, held: int) -> str | None:
    """The text that says why a note cannot be taken from somebody of whom we hold so many bytes; None when it can be.

    Telegram may not say how long or how large it is (0). Then it is seen when it is fetched.
    """
    if seconds > LONGEST.total_seconds():
        return "voice_too_long"
    if size > LARGEST:
        return "voice_too_large"
    return "voice_no_room" if held + size > ROOM else None


def pause_after(tries: int) -> timedelta | None:
    """How long to wait after the `tries`-th try in vain; None when there is no use in another one."""
    return _PAUSES[tries - 1] if tries <= len(_PAUSES) else None


def patience(seconds: int) -> float:
    """In how many seconds a note of this length has to be written down; 0 when nobody knows how long it is."""
    return _STARTING + _TIMES_AS_LONG * (seconds or LONGEST.total_seconds())


def length(seconds: int) -> str:
    """34 seconds as "0:34"; '' when nobody knows."""
    return f"{seconds // 60}:{seconds % 60:02}" if seconds > 0 else ""
