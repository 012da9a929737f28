"""What all tests share: chats that are written down in `*.chat` files are tests too."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-chats", action="store_true", help="write down in *.chat what the bot says now")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix != ".chat":
        return None
    from tests.transcripts_played import ChatFile  # only when there are chats: it needs the whole bot

    return ChatFile.from_parent(parent, path=file_path)
