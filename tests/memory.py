"""Where the files of tests live: in memory where there is room, for a flush to a disk takes longer than most tests.

They are files all the same, with locks and a write-ahead log; and kill -9, unlike a power cut, loses nothing of them.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3  # bytes, of which PostgreSQL takes the most


def live_in_memory() -> None:
    """From now on every temporary file of this process and its children is in memory, if there is room."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)
