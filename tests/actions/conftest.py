"""Databases for the tests of actions."""

from tests.databases import address, database, postgres_server

__all__ = ["address", "database", "postgres_server"]
