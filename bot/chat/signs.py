"""Signs beside a figure that make another thing of it: "-5" is no 5, and "5%" no 5 either."""

import re
import unicodedata
from typing import Final

_DASHES: Final = "\u2010-\u2015\u2212-"
_BESIDE: Final = "[+<>=\u00b1\u2264\u2265%\u066a\u00a3$\u20ac\u20b9\u20a8]"
_MINUS: Final = re.compile(rf"(?<![^\W_])[{_DASHES}]\d|^\W*[{_DASHES}]\W*\d")
_OTHER: Final = re.compile(rf"{_BESIDE}\s?\d|\d\s?{_BESIDE}")


def is_negative(text: str) -> bool:
    """Whether a figure has a minus before it. A dash behind a figure or a word is none, as in 10-3-2027 or 9-5."""
    return _MINUS.search(unicodedata.normalize("NFKC", text)) is not None


def has_sign(text: str) -> bool:
    """Whether a figure is negative, or of money, of a share, of a sum or of a bound: no day, time or count."""
    return is_negative(text) or _OTHER.search(unicodedata.normalize("NFKC", text)) is not None
