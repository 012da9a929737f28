"""`voices doctor` tries the mail server: can it be reached, is the line encrypted, does it let us in?"""

from __future__ import annotations

from collections.abc import Iterator

from bot.commands.finding import Finding
from bot.delivery.smtp import EmailNotSent, smtp_of
from config.checks import is_local
from config.settings import Settings

_MEND = {
    "sign_in_refused": "takes neither the name nor the password in VOICES_SMTP_URL. Ask whoever runs it for new ones.",
    "no_encryption": "does not encrypt its line. Use smtps:// in VOICES_SMTP_URL, or another server.",
    "certificate": "shows a certificate that is not to be trusted. Check VOICES_SMTP_URL: smtps:// and smtp:// differ.",
    "no_connection": "cannot be reached. Check VOICES_SMTP_URL, the network and the firewall.",
}


def findings(settings: Settings) -> Iterator[Finding]:
    """What the mail server says; nothing is sent."""
    smtp = smtp_of(settings)
    if smtp is None:
        yield Finding("note", "No mail server: nobody is told by email that something waits on their page.")
        return
    try:
        smtp.check()
    except EmailNotSent as trouble:
        yield Finding("warning", f"The mail server {_MEND[str(trouble)]}")
        return
    yield Finding("ok", "The mail server lets us in.")
    if is_local(settings.console_url):
        yield Finding("warning", "Emails lead to an address of this machine only. Set VOICES_CONSOLE_URL.")
