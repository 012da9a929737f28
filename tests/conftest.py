"""What all tests share: chats that are written down in `*.chat` files are tests too."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest
import pytest_asyncio

from tests import chromium, memory
from tests.databases import postgres_server

__all__ = ["postgres_server"]  # imported anywhere else, it would be another server there

LONG = {"chaos", "e2e", "test_stateful.py", "test_migrations.py", "test_engine_any_words.py"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-chats", action="store_true", help="write down in *.chat what the bot says now")


def pytest_configure() -> None:
    memory.live_in_memory()
    sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]  # httpx2 looks for it on disk with each request


def pytest_collection(session: pytest.Session) -> None:
    """Of several workers each begins with other modules: what pytest makes of one, the others then find in its cache.

    Else each of them would make all of it, at the same time, whenever the cache is empty.
    """
    worker, here = getattr(session.config, "workerinput", None), Path(__file__).parent
    if worker is None or [Path(each).resolve() for each in session.config.args] != [here]:
        return
    own = int(worker["workerid"].removeprefix("gw")), worker["workercount"]
    for path in sorted(here.rglob("test_*.py"))[own[0] :: own[1]]:
        with suppress(Exception):  # it is told of when that module's turn comes
            import_module(".".join((here.name, *path.relative_to(here).with_suffix("").parts)))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first, or one worker would end long after the other; the rest stays in random order."""
    items.sort(key=lambda item: not item.get_closest_marker("browser") and not LONG.intersection(item.path.parts))


def pytest_collection_finish() -> None:
    """What is there before the first test stays to the end: it is not searched for rubbish again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix != ".chat":
        return None
    from tests.transcripts_played import ChatFile  # only when there are chats: it needs the whole bot

    return ChatFile.from_parent(parent, path=file_path)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def playwright() -> AsyncIterator[None]:
    """One Playwright for all tests in a browser: each is a process that takes a second to start."""
    from tests import browser  # only when there is one

    async with browser.shared_playwright():
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") and chromium.find() is None:
        if os.environ.get("CI"):
            pytest.fail("There is no chromium, and CI never leaves the browser tests out.", pytrace=False)
        pytest.skip("There is no chromium on this machine.")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    left_out = [each for each in terminalreporter.getreports("skipped") if "browser" in each.keywords]
    if left_out:
        terminalreporter.write_line(
            f"The browser tests were left out ({len(left_out)} of them): there is no chromium here."
        )
