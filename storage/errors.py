"""What can go wrong with an open database, in words that are the same for every driver and never hold a value."""

from __future__ import annotations


class DatabaseFailed(Exception):
    """The database could not carry out a unit, and nothing of it is kept. The message never quotes anybody's words."""


class RuleBroken(DatabaseFailed):
    """A rule of the schema said no: unique, check, foreign key, not null or append-only."""


class DatabaseUnavailable(DatabaseFailed):
    """Full, locked or gone for the moment: the same unit may succeed later."""


class DatabaseDamaged(DatabaseFailed):
    """What was read is not what was once written. The message says so; `voices restore` brings a backup back."""
