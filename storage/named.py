"""`:name` as PostgreSQL's driver wants it: `%(name)s`."""

from __future__ import annotations

import re
from functools import cache

# What must stay as it is comes first: text, quoted names, comments, dollar-quoted bodies and casts.
_TOKEN = re.compile(
    r"""'(?:[^']|'')*' | "(?:[^"]|"")*" | --[^\n]* | /\*.*?\*/ | \$(?P<tag>\w*)\$.*?\$(?P=tag)\$
    | :: | % | :(?P<name>[A-Za-z_]\w*)""",
    re.VERBOSE | re.DOTALL,
)


@cache
def with_percents(sql: str) -> bytes:
    """`sql` with its `:names` rewritten and its percent signs doubled; literals and casts keep their colons."""
    return _TOKEN.sub(_rewritten, sql).encode()


def _rewritten(match: re.Match[str]) -> str:
    if match["name"] is not None:
        return f"%({match['name']})s"
    return match[0].replace("%", "%%")
