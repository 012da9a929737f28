"""By method and path, who gets it; all others get what a page gives that is not there. In braces stands whose it is."""

from __future__ import annotations

from tests.console import expected_of_people, expected_of_work

EXPECTED = expected_of_people.EXPECTED | expected_of_work.EXPECTED
# Which a browser saves, or plays in a page, or hears by itself, and does not show.
FILES: tuple[str, ...] = ("/answers/{spoken}/sound/{note}",)
FILES += ("/broadcasts/{sent}/follow",)
