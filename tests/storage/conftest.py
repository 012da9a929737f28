from tests.databases import address, database

__all__ = ["address", "database"]
