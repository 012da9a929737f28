"""What there is to mend about a form, field by field, and how it is said where it stands by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# What somebody can type into, choose or press.
_FIELD = re.compile(r'<(?:input(?![^>]*type="hidden")|select|textarea|button)\b[^>]*?\sid="([^"]*)"')


@dataclass(slots=True, kw_only=True)
class Mendable:
    """`errors` by field; `labels` is what its page calls the fields that have one; `general` those of which the error
    could be said of any field; `missing` those for which its page, as it stands now, has nothing to lead to."""

    errors: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    general: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)

    def wrong(self, name: str, why: str) -> None:
        """This is what to mend about a field; the first thing is said."""
        self.errors.setdefault(name, why)

    def wrong_as_any(self, name: str, why: str) -> None:
        """The same in words that would fit any field: where it stands by itself, it says which field it is."""
        if name not in self.errors:
            self.general.add(name)
        self.wrong(name, why)

    def called(self, name: str, label: str) -> str:
        """A page calls this field so. Nothing, for a page to put there."""
        if name in self.errors:
            self.labels[name] = label
        return ""

    def first_of(self, name: str) -> str:
        """How a list of errors begins the one of this field."""
        label = self.labels.get(name, "") if name in self.general else ""
        return f"{label}{' ' if label.endswith(('?', '.', ':')) else ': '}" if label else ""

    def put_in_order(self, html: str) -> bool:
        """Put what there is to mend in the order of its fields on this page, whichever was looked at first; whether
        the page has to be made once more for that, or to say which fields they are, or that there is none."""
        before = list(self.errors)
        self.missing = set(before) - set(_FIELD.findall(html)) if before else set()
        after = sorted(before, key=lambda name: html.find(f'id="{name}"'))
        self.errors = {name: self.errors[name] for name in after}
        return after != before or bool(self.missing) or any(self.first_of(name) for name in after)
