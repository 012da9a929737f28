"""Runs the simulator alone: python -m simulator [--port N] [--token T]... [--state FILE]."""

import argparse
import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

from simulator import people
from simulator.app import create_app
from simulator.serving import serving

PRACTICE_TOKEN = "1000001:practice"  # noqa: S105 - opens nothing but this


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="simulator", description="Practice phones, and a stand-in for the Bot API.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", action="append", help=f"a bot's token; may be repeated (default {PRACTICE_TOKEN})")
    parser.add_argument("--state", type=Path, help="a file that keeps the chats when the simulator stops")
    parser.add_argument("--seed", type=int, help="makes chance repeatable")
    parser.add_argument(
        "--phone", action="append", default=[], metavar="NAME", help="a phone to begin with; may be repeated"
    )
    return parser.parse_args()


def _fast_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop where it can be had."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


async def main(asked: argparse.Namespace) -> None:
    """Serves until it is stopped, and prints the address first."""
    tokens = {token: f"practice_bot{'' if n == 1 else n}" for n, token in enumerate(asked.token or [PRACTICE_TOKEN], 1)}
    app = create_app(tokens=tokens, state=asked.state, seed=asked.seed)
    known = {person.first_name for person in app.world.people.values()}
    for name in asked.phone:
        if name not in known:
            people.join(app.world, {"first_name": name})
    async with serving(app, asked.host, asked.port) as url:
        sys.stdout.write(f"{url}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    try:
        with asyncio.Runner(loop_factory=_fast_loop()) as runner:
            runner.run(main(arguments()))
    except KeyboardInterrupt:
        sys.exit(0)
    except OSError as error:
        sys.exit(f"The simulator could not start: {error.strerror or error}. Is something else using that port?")
