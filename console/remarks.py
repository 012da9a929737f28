"""What should be known before something is done: said once, and with the form sent again it is known."""

from __future__ import annotations

from console.forms import Form, Wrong

KNOWN, REMARKS = "known", "remarks"


def say_first(form: Form, remarks: str) -> None:
    """Say these, a paragraph each, unless they were said. Raises Wrong."""
    if remarks and form[KNOWN] != remarks:
        form.values[REMARKS] = remarks
        raise Wrong(form)


def status_of(form: Form) -> int:
    """Of its page: whether there is something to know, or to mend."""
    return 200 if form[REMARKS] and not form.errors else 422
