"""`python -m tests.chromium`: find a chromium for the browser tests, or install Debian's where that may be done.

In CI (CI=true) a missing browser is a failure, because the browser tests are never left out there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find() -> str | None:
    """The path of a chromium, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install() -> str | None:
    """Debian's chromium, where we are root and there is apt; its path, or None."""
    if shutil.which("apt-get") is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    print("Installing Debian's chromium for the browser tests (once, about a minute)", flush=True)
    unasked = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]):
        quiet = subprocess.run(command, check=False, env=unasked, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if quiet.returncode != 0:
            return None
    return find()


def main() -> int:
    if find() or install():
        return 0
    if os.environ.get("CI"):
        print("There is no chromium, and CI never leaves the browser tests out.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
