"""Setting the address to which updates are delivered."""

import ipaddress
import re
from typing import Any
from urllib.parse import urlsplit

from simulator.parameters import Params, flag, integer, structure, words
from simulator.records import Bot, Json, Webhook
from simulator.refusals import bad_request
from simulator.world import World

MOST_CONNECTIONS = 100


def set_webhook(world: World, bot: Bot, params: Params) -> bool:
    url = words(params, "url").strip()
    if url:
        _check(url)
    secret = words(params, "secret_token")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    connections = min(max(integer(params, "max_connections", 40), 1), MOST_CONNECTIONS)
    bot.webhook = Webhook(url, secret, connections) if url else None
    note_allowed(bot, params)
    return _settled(world, bot, params)


def delete_webhook(world: World, bot: Bot, params: Params) -> bool:
    bot.webhook = None
    return _settled(world, bot, params)


def get_webhook_info(world: World, bot: Bot, params: Params) -> Json:
    hook = bot.webhook
    pending = world.updates[bot.id].count()
    info: Json = {"url": hook.url if hook else "", "has_custom_certificate": False, "pending_update_count": pending}
    if hook:
        info["max_connections"] = hook.max_connections
        if hook.error:
            info |= {"last_error_date": hook.error_date, "last_error_message": hook.error}
    if bot.allowed:
        info["allowed_updates"] = bot.allowed
    return info


def note_allowed(bot: Bot, params: Params) -> None:
    """Remembers which kinds of update the bot wants; an empty list means the usual ones."""
    allowed: Any = structure(params, "allowed_updates")
    if isinstance(allowed, list):
        bot.allowed = [str(kind) for kind in allowed] or None


def _settled(world: World, bot: Bot, params: Params) -> bool:
    if flag(params, "drop_pending_updates"):
        world.updates[bot.id].drop_all()
    world.keep_bot(bot)
    world.wake(bot.id)
    return True


def _check(url: str) -> None:
    """Telegram asks for HTTPS; plain HTTP is let through for this machine only, as its own local server does."""
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and _is_local(parts.hostname or "")):
        return
    raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")


def _is_local(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
