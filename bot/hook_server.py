"""The small web server that a webhook needs. Nothing else is served here."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import uvicorn
from starlette.applications import Starlette

from bot.gateway.polling import WANTED
from bot.gateway.webhook import Webhook
from bot.serving import Running

log = logging.getLogger(__name__)


class _Server(uvicorn.Server):
    """uvicorn that leaves signals to the program around it."""

    def install_signal_handlers(self) -> None:
        """None of ours."""


async def serve_hook(running: Running, path: str, wanted: Mapping[str, object], host: str, port: int) -> None:
    """Tell Telegram where to call and answer those calls until cancelled. `wanted` is what setWebhook gets."""
    hook = Webhook(path, str(wanted["secret_token"]), running.receiver, running.parts.clock)
    config = uvicorn.Config(
        Starlette(routes=[hook.route]),
        host=host,
        port=port,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=2,
    )
    await running.api.call("setWebhook", {**wanted, "allowed_updates": WANTED})
    await running.standing.polled()
    log.info("webhook_set")
    await _Server(config)._serve()
