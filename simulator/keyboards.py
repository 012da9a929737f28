"""The buttons a bot may send, and Telegram's objections to the ones it may not."""

import re
from typing import Any
from urllib.parse import urlsplit

from simulator.parameters import Params, structure
from simulator.records import Json
from simulator.refusals import bad_request

LONGEST_DATA = 64  # bytes of callback_data
MOST_BUTTONS = 100

ACTIONS = frozenset(
    {
        "callback_data",
        "url",
        "login_url",
        "web_app",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    }
)


def read(params: Params) -> tuple[Json | None, Json | None]:
    """The inline keyboard and the other kind of reply markup; at most one of them is there."""
    markup = structure(params, "reply_markup")
    if markup is None:
        return None, None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline(markup["inline_keyboard"]), None
    if "keyboard" in markup:
        return None, {**markup, "keyboard": _plain(markup["keyboard"])}
    return None, markup if markup.get("remove_keyboard") or markup.get("force_reply") else None


def _inline(rows: Any) -> Json | None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse inline keyboard markup: an Array of Arrays is expected")
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        for button in row:
            _check_button(button)
    kept = [row for row in rows if row]
    return {"inline_keyboard": kept} if kept else None


def _check_button(button: Any) -> None:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: an object is expected")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not text.strip():
        raise bad_request("can't parse inline keyboard button: Text buttons must be non-empty")
    actions = ACTIONS & button.keys()
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "url" in actions:
        check_link(button["url"])
    elif "callback_data" in actions:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= LONGEST_DATA:
            raise bad_request("BUTTON_DATA_INVALID")


def check_link(url: Any) -> None:
    """Refuses what Telegram would not open: no host, a host without a dot, another scheme."""
    why = _objection(url) if isinstance(url, str) else "Wrong HTTP URL"
    if why:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {why}")


def _objection(url: str) -> str:
    if re.match(r"(tg|ton|tonsite)://", url):
        return ""
    if not url.strip():
        return "URL is empty"
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme not in {"http", "https"}:
        return "Unsupported URL protocol"
    try:
        parts.port  # noqa: B018 - reading it is what raises
    except ValueError:
        return "Wrong port number specified in the URL"
    host = parts.hostname or ""
    return "" if re.fullmatch(r"[^\s.]+(\.[^\s.]+)+", host) else "Wrong HTTP URL"


def _plain(rows: Any) -> list[list[Json]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse reply keyboard markup: an Array of Arrays is expected")
    buttons = [[{"text": each} if isinstance(each, str) else each for each in row] for row in rows]
    if any(not isinstance(each, dict) or not str(each.get("text", "")).strip() for row in buttons for each in row):
        raise bad_request("can't parse keyboard button: Text buttons must be non-empty")
    if not any(buttons):
        raise bad_request("reply markup: keyboard is empty")
    return buttons
