"""A page of the console as somebody finds it."""

from __future__ import annotations

import re
from functools import cached_property
from html.parser import HTMLParser

import httpx2

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


class _Reader(HTMLParser):
    """Takes from a page what a `Page` shows."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.heading, self.title = "", "", ""
        self.links: dict[str, str] = {}
        self.forms: dict[str, dict[str, str]] = {}
        self.errors: list[str] = []
        self._in: list[tuple[str, dict[str, str]]] = []
        self._form = ""
        self.feed(html)
        self.text = re.sub(r"\s+", " ", self.text).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = told.get("action", "")
            self.forms[self._form] = {}
        elif tag == "input" and "name" in told:
            if told.get("type") not in ("radio", "checkbox") or "checked" in told:
                self.forms.setdefault(self._form, {})[told["name"]] = told.get("value", "")
        elif tag in ("a", "h1", "title", "textarea", "p", "script", "style"):
            self._in.append((tag, {**told, "said": ""}))

    def handle_data(self, data: str) -> None:
        for _, told in self._in:
            told["said"] += data
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if not self._in or self._in[-1][0] != tag:
            return
        _, told = self._in.pop()
        said = re.sub(r"\s+", " ", told["said"]).strip()
        if tag == "a":
            self.links[said] = told.get("href", "")
        elif tag == "h1":
            self.heading = said
        elif tag == "title":
            self.title = said
        elif tag == "textarea" and "name" in told:
            self.forms.setdefault(self._form, {})[told["name"]] = told["said"].removeprefix("\n")
        elif tag == "p" and "govuk-error-message" in told.get("class", ""):
            self.errors.append(said.removeprefix("Error: "))
