"""`voices demo` whose bot is born with everything imported, as it was itself: that spares seconds at each start.

Run by the nursery, which is lent to it.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.__main__ import main
from tests import nursery
from tests.nursery import Child

_lines: list[int] = []  # each of which a bot listens to, and which end when this process does


async def born(python: str, how: str, module: str, *, env: dict[str, str], **_: object) -> Child:
    """In the place of a new process of `python`."""
    return _born(module, env)


def _born(module: str, env: dict[str, str]) -> Child:
    theirs, ours = os.pipe()
    _lines.append(ours)
    with open(theirs, "rb") as typed:
        return nursery.start(module, (), cwd=Path.cwd(), env=env, out=sys.stdout, err=sys.stderr, typed=typed)


if __name__ == "__main__":
    replace: Callable[[Any, str, Any], None] = setattr
    replace(asyncio, "create_subprocess_exec", born)
    sys.exit(main())
