"""The bot."""

import sys

# python-telegram-bot brings httpx, and httpx its own command line where rich is installed: five megabytes and a tenth
# of a second at each start for what nothing here calls. httpx does without it where it cannot be imported.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
