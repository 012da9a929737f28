"""`python -m tests.chromium`: find a chromium for the browser tests, or install Debian's where that may be done.

Debian's chromium without a window comes first: it takes a third less of a processor than the whole one for the same.
In CI (CI=true) a missing browser is a failure, because the browser tests are never left out there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress

LIGHT = "chromium-headless-shell"
LONGEST, SOON = 180, 45  # seconds that apt may take, and where there is a chromium already
NAMES = (LIGHT, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find() -> str | None:
    """The path of a chromium, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install() -> None:
    """Debian's chromium, where we are root and there is apt; new lists are fetched only where there is no chromium."""
    if shutil.which("apt-get") is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    print("Installing Debian's chromium for the browser tests (once, about a minute)", flush=True)
    if _apt("install", "--yes", "--no-install-recommends", LIGHT) or find():
        return
    if _apt("update") and not _apt("install", "--yes", "--no-install-recommends", LIGHT):
        _apt("install", "--yes", "--no-install-recommends", "chromium")  # an older Debian has only the whole one


def _apt(*what: str) -> bool:
    unasked = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    with suppress(subprocess.TimeoutExpired):
        quiet = subprocess.run(
            ["apt-get", "-o", "Acquire::Retries=0", *what],
            check=False,
            env=unasked,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SOON if find() else LONGEST,
        )
        return quiet.returncode == 0
    return False


def main() -> int:
    if shutil.which(LIGHT) is None:
        install()
    if find() is None and os.environ.get("CI"):
        print("There is no chromium, and CI never leaves the browser tests out.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
