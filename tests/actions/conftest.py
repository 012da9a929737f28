"""The actions run on every database there is."""

from __future__ import annotations

from tests.databases import address, database

__all__ = ["address", "database"]
