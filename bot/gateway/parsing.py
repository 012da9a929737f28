"""JSON as Telegram sends it, and the little of it that orjson refuses."""

from __future__ import annotations

import json
from typing import Any

import orjson


def parse(body: bytes) -> Any:
    """What `body` says. Raises ValueError when it is not JSON.

    Half of a surrogate pair in one person's words must not keep everybody's updates from us.
    """
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        pass
    try:
        return json.loads(body)
    except RecursionError:
        raise ValueError("nested too deeply") from None
