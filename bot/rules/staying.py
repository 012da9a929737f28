"""How long somebody stays signed in to the console, and how fresh a second step must be."""

from __future__ import annotations

from datetime import datetime, timedelta

IDLE = timedelta(minutes=15)
WARNED = timedelta(minutes=2)  # before that
AT_MOST = timedelta(hours=8)
FRESH = timedelta(minutes=5)  # a second step, for what cannot be taken back


def why_over(now: datetime, *, signed_in_at: datetime, seen_at: datetime) -> str:
    """Why a sign-in has ended by itself: "idle", "long", or '' while it stands."""
    if now - signed_in_at >= AT_MOST:
        return "long"
    return "idle" if now - seen_at >= IDLE else ""


def until(now: datetime, *, signed_in_at: datetime) -> datetime:
    """When somebody who does something now is signed out if that is the last they do."""
    return min(now + IDLE, signed_in_at + AT_MOST)


def is_fresh(now: datetime, proved_at: datetime | None) -> bool:
    """Whether a second step was given so lately that it counts for what cannot be taken back."""
    return proved_at is not None and now - proved_at <= FRESH
