"""What a setting may look like. Each check returns its value, or raises ValueError in words that never hold it."""

from __future__ import annotations

import difflib
import ipaddress
import os
import re
import stat
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from storage.terms import read

KEY_BYTES = 32
TELEGRAM_CALLS = (443, 80, 88, 8443)  # ports of a webhook, as its documentation lists them
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{3,}")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


def sentence(text: str) -> str:
    """With a full stop, unless it ends with a question."""
    return text if text.endswith("?") else f"{text}."


def token(text: str) -> str:
    """A bot token: a number, a colon, letters. Short ones too, because a local Bot API or a simulator may use them."""
    if not _TOKEN.fullmatch(text):
        raise ValueError(
            "is not a bot token. @BotFather gives one that looks like 123456789:AAE... (copy all of it, nothing else)"
        )
    return text


def webhook_secret(text: str) -> str:
    if not _WEBHOOK_SECRET.fullmatch(text):
        raise ValueError("must have 1 to 256 characters, each a letter, a digit, _ or -")
    return text


def web_address(text: str) -> str:
    """An http or https address, without the slash at its end."""
    if not _is_address(text, "http", "https"):
        raise ValueError("is not a web address. It must look like https://example.org or http://127.0.0.1:8081")
    return text.rstrip("/")


def database_address(text: str) -> str:
    is_file = text.startswith("sqlite:///") and len(text) > len("sqlite:///")
    if not is_file and not _is_address(text, "postgresql"):
        raise ValueError(
            "is not a database address. Use sqlite:///relative/path.db, sqlite:////absolute/path.db or postgresql://user@host/name"
        )
    return text


def mail_server(text: str) -> str:
    """An address of a mail server, with its name and password where it asks for them."""
    if not _is_address(text, "smtps", "smtp"):
        raise ValueError(
            "is not the address of a mail server. Use smtps://name:password@mail.example.org, or smtp:// for one that "
            "begins in the open and then encrypts"
        )
    return text


def sender(text: str) -> str:
    """An email address, with a name before it if you like."""
    if not re.fullmatch(r"(?:[^<>@\r\n]+<)?[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*>?", text):
        raise ValueError("is not an email address. Use voices@example.org, or Voices <voices@example.org>")
    return text


def _is_address(text: str, *schemes: str) -> bool:
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in schemes
            and bool(parts.hostname)
            and parts.port != 0
            and not re.search(r"[\s\x00-\x1f]", text)
        )
    except ValueError:
        return False


def is_here(host: str) -> bool:
    """Whether a host is this machine."""
    number = _address(host)
    return number.is_loopback if number else host == "localhost"


def is_local(address: str) -> bool:
    """Whether a web address is on this machine or in this network: a private number, or a name without a dot."""
    host = urlsplit(address).hostname or ""
    number = _address(host)
    return number.is_private if number else "." not in host


def webhook_trouble(url: str, api_url: str) -> str | None:
    """Why the Bot API at `api_url` will not call this web address, as far as the address tells. A Bot API of one's own
    calls any port, and http in its own network."""
    is_open = url.startswith("http:")
    if is_local(api_url):
        outside = is_open and not is_local(url)
        return "must begin with https:// because http is for addresses in your own network only" if outside else None
    if is_open:
        return "must begin with https:// because Telegram calls nothing else"
    if is_local(url):
        return "names this machine or its network, which Telegram cannot reach. Use the address that others reach it by"
    if (urlsplit(url).port or 443) not in TELEGRAM_CALLS:
        return "names a port that Telegram does not call. Use 443 (then no port is needed), 80, 88 or 8443"
    return None


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None


def time_zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        raise ValueError(
            "is not a time zone that exists. Use a name such as Europe/London" + _zone_like(text)
        ) from None
    return text


def _zone_like(text: str) -> str:
    by_end = {name.lower().rsplit("/")[-1]: name for name in sorted(available_timezones())}
    by_name = {name.lower(): name for name in available_timezones()}
    wanted = text.lower().replace(" ", "_")
    near = difflib.get_close_matches(wanted, by_name, 1, 0.75)
    if near:
        return f". Did you mean {by_name[near[0]]}?"
    near = difflib.get_close_matches(wanted.rsplit("/")[-1], by_end, 1, 0.75)
    return f". Did you mean {by_end[near[0]]}?" if near else ""


def private_text(path: Path) -> str:
    """What stands in a file that only its owner (and its group) may read, without the white space around it."""
    text = plain_text(path)
    if os.name == "posix" and path.stat().st_mode & stat.S_IRWXO:
        raise ValueError("names a file that everybody on this machine can read. Run chmod 400 on that file")
    return text


def plain_text(path: Path) -> str:
    """What stands in a file, without the white space around it."""
    try:
        return path.read_text("utf-8").strip()
    except FileNotFoundError:
        raise ValueError("names a file that does not exist. Check the path") from None
    except PermissionError:
        raise ValueError("names a file that this account may not read. Check who owns it") from None
    except UnicodeDecodeError:
        raise ValueError("names a file that is not plain text (UTF-8)") from None
    except (OSError, ValueError):
        raise ValueError("names something that cannot be read as a file. Check the path") from None


def key(path: Path, data_folder: Path | None) -> bytes:
    """The 32 bytes in a key file that nobody else can read and that does not lie beside the data it protects."""
    if data_folder and path.resolve().is_relative_to(data_folder.resolve()):
        raise ValueError(
            "lies in the folder of the database, so whoever copies the one has the other. Move it to another folder"
        )
    text = private_text(path)
    if not re.fullmatch(rf"[0-9a-fA-F]{{{2 * KEY_BYTES}}}", text):
        raise ValueError(
            f"does not hold a key: it must be {2 * KEY_BYTES} characters of 0-9 and a-f. voices init makes one"
        )
    return bytes.fromhex(text)


def terms(value: str) -> str:
    """What is kept for another term than the default, such as "answers=365, voice_notes=30"."""
    read(value)
    return value
