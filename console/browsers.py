"""What a browser calls itself, as people know it: enough to tell one's own from another, and no more."""

from __future__ import annotations

# The first that is in it: most pretend to be others as well.
_BROWSERS = (
    *(("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox")),
    *(("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari")),
)
_MACHINES = (
    *(("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac")),
    *(("CrOS", "Chromebook"), ("Linux", "Linux")),
)


def named(user_agent: str) -> str:
    """Such as "Firefox on Windows"."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "a browser")
    machine = next((name for mark, name in _MACHINES if mark in user_agent), "another machine")
    return f"{browser} on {machine}"
