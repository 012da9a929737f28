"""The product as it is installed, with its own stories and jobs: `voices run` with what a benchmark tells its bots.

`python -m benchmarks.sender` reads BOT_API, BOT_TOKEN, BOT_DB, BOT_RATE, messages a second (30 without it), and, where
another benchmark needs to know them, BOT_DATABASE_URL and BOT_CONSOLE_PORT.
"""

from __future__ import annotations

import os
import socket
import sys

from bot.commands.run import run


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def settle_in() -> None:
    """Tell the product in its own settings what a benchmark tells every bot in the same way."""
    os.environ |= {
        "VOICES_TELEGRAM_TOKEN": os.environ["BOT_TOKEN"],
        "VOICES_TELEGRAM_API_URL": os.environ["BOT_API"],
        "VOICES_DATABASE_URL": os.environ.get("BOT_DATABASE_URL") or f"sqlite:///{os.environ['BOT_DB']}",
        "VOICES_RATE_PER_SECOND": os.environ.get("BOT_RATE", "30"),
        "VOICES_CONSOLE_PORT": os.environ.get("BOT_CONSOLE_PORT") or str(free_port()),
    }


if __name__ == "__main__":
    settle_in()
    sys.exit(run())
