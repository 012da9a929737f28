"""Codes of an authenticator app (RFC 6238): making a secret, showing it, and seeing whether a code is right."""

from __future__ import annotations

from datetime import datetime

import pyotp
import segno

ISSUER = "Voices"
FIGURES = 6
AROUND = 1  # half minutes before and after, for phones whose clock is a little off


def new_secret() -> str:
    """160 random bits as apps read them, and as people can type them."""
    return pyotp.random_base32()


def address(secret: str, name: str) -> str:
    """What the QR code says: apps open it."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def picture(text: str) -> str:
    """A QR code as the address of a picture that has it all in itself."""
    return segno.make(text, error="m").svg_data_uri(scale=5, border=3)


def is_like_one(typed: str) -> bool:
    """Whether it has as many figures as such a code, right or wrong."""
    return len(_digits(typed)) == FIGURES


def half_minute_of(secret: str, typed: str, now: datetime) -> int | None:
    """The half minute whose code was typed, however it is spaced; None when it is no code of about now."""
    digits = _digits(typed)
    if len(digits) != FIGURES:
        return None
    app = pyotp.TOTP(secret)
    here = app.timecode(now)
    return next((one for one in range(here - AROUND, here + AROUND + 1) if _same(app.generate_otp(one), digits)), None)


def _digits(typed: str) -> str:
    return "".join(letter for letter in typed if letter.isdigit() and letter.isascii())


def code_now(secret: str, now: datetime) -> str:
    """What the app shows now, for practice."""
    return pyotp.TOTP(secret).at(now)


def _same(code: str, typed: str) -> bool:
    return bool(pyotp.utils.strings_equal(code, typed))
