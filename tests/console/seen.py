"""A page of the console as somebody finds it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

import httpx2
from lxml import html

_KEY = re.compile(r'<input type="hidden" name="key" value="([^"]*)"')


class Page:
    """A page as somebody finds it: its text, its links, the fields of its forms and where those go."""

    def __init__(self, answer: httpx2.Response) -> None:
        self.answer, self.status, self.html = answer, answer.status_code, answer.text

    @cached_property
    def _read(self) -> _Reader:
        return _Reader(self.html)  # most pages are only passed through

    @property
    def text(self) -> str:
        return self._read.text

    @property
    def heading(self) -> str:
        return self._read.heading

    @property
    def title(self) -> str:
        return self._read.title

    @property
    def links(self) -> dict[str, str]:
        return self._read.links

    @property
    def forms(self) -> dict[str, dict[str, str]]:
        """By where they go."""
        return self._read.forms

    @property
    def errors(self) -> list[str]:
        return self._read.errors

    @property
    def key(self) -> str:
        """Of the first form that has one."""
        found = _KEY.search(self.html)
        return found[1] if found else ""


class _Reader:
    """Takes from a page what a `Page` shows."""

    def __init__(self, page: str) -> None:
        self.heading, self.title = "", ""
        self.links: dict[str, str] = {}
        self.forms: dict[str, dict[str, str]] = {}
        self.errors: list[str] = []
        self._form = ""
        root = html.document_fromstring(page or "<p></p>")
        self.text = _said(root)
        for element in root.iter("a", "form", "h1", "input", "p", "textarea", "title"):
            getattr(self, f"_see_{element.tag}")(element)

    def _see_a(self, link: Any) -> None:
        self.links[_said(link)] = link.get("href", "")

    def _see_form(self, form: Any) -> None:
        self._form = form.get("action", "")
        self.forms[self._form] = {}

    def _see_h1(self, heading: Any) -> None:
        self.heading = _said(heading)

    def _see_input(self, field: Any) -> None:
        off = field.get("type") in ("radio", "checkbox") and "checked" not in field.attrib
        if "name" in field.attrib and not off:
            self.forms.setdefault(self._form, {})[field.get("name")] = field.get("value", "")

    def _see_p(self, line: Any) -> None:
        if "govuk-error-message" in line.get("class", ""):
            self.errors.append(_said(line).removeprefix("Error: "))

    def _see_textarea(self, field: Any) -> None:
        if "name" in field.attrib:
            said = field.text_content().removeprefix("\n")  # which a browser passes over
            self.forms.setdefault(self._form, {})[field.get("name")] = said

    def _see_title(self, title: Any) -> None:
        self.title = _said(title)


def _said(element: Any) -> str:
    return " ".join(element.text_content().split())
